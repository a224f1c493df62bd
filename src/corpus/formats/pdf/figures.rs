//! The words of drawings: many short pieces one behind the other, such as the numbers of a chart.

use super::paragraphs::{Kind, Part};
use crate::corpus::set_apart::Reason;

/// So many pieces in a row are no text.
const LEAST_PIECES: usize = 6;

/// A piece has at most so many characters.
const LONGEST: usize = 14;

/// Sets apart what a drawing says.
pub(super) fn set_apart(parts: &mut [Part]) {
    let is_piece = |part: &Part| {
        let text = part.text();
        part.kind == Kind::Text
            && part.tagged.is_none()
            && text.chars().count() <= LONGEST
            && !text.ends_with(['.', ':', '!', '?'])
    };
    let mut at = 0;
    while at < parts.len() {
        let rest = parts.get(at..).unwrap_or_default();
        let count = rest.iter().take_while(|part| is_piece(part)).count();
        if count >= LEAST_PIECES {
            for part in parts.iter_mut().skip(at).take(count) {
                part.kind = Kind::Apart(Reason::Picture);
            }
        }
        at += count.max(1);
    }
}
