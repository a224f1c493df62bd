//! The limits of Discord: lengths, and cutting text so that it fits and says that it was cut.
//!
//! Lengths are counted in UTF-16 units, which are never fewer than characters.

/// The text of a message.
pub(super) const CONTENT: usize = 2_000;
/// The title of an embed.
pub(super) const TITLE: usize = 256;
/// The description of an embed.
pub(super) const DESCRIPTION: usize = 4_096;
/// The footer of an embed.
pub(super) const FOOTER: usize = 2_048;
/// The description of a picture for those who do not see it.
pub(super) const DESCRIBED: usize = 1_024;
/// The number of choices that a field may offer.
pub(super) const CHOICES: usize = 25;
/// The number of channels that may be chosen.
pub(super) const CHANNELS: u8 = 25;
/// The name of a choice, and its value.
pub(super) const CHOICE: usize = 100;
/// The id of a button.
pub(super) const CUSTOM_ID: usize = 100;
/// The label of a button. Discord takes 80; longer than this they are hard to read.
pub(super) const LABEL: usize = 40;
/// The address that a button opens.
pub(super) const LINK: usize = 512;
/// The text that may be written into the field of a form: enough for a question.
pub(super) const FIELD: u16 = 300;
/// Buttons in a row.
pub(super) const ROW: usize = 5;

/// The length of what is quoted in the description of an embed: the rest is for places and notices.
pub(super) const EMBED_ROOM: usize = 3_400;
/// The length of what is quoted in a message without embeds.
pub(super) const TEXT_ROOM: usize = 1_300;

/// The length of a text, as Discord may count it.
pub(super) fn len(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text, or as much of it as fits, with an ellipsis: cut between words where there are any.
pub(super) fn fit(text: &str, max: usize) -> String {
    if len(text) <= max {
        return text.to_owned();
    }
    let mut head = head(text, max.saturating_sub(1));
    if let Some(space) = head
        .rfind(char::is_whitespace)
        .filter(|at| at * 2 > head.len())
    {
        head = head.get(..space).unwrap_or(head);
    }
    // A backslash that lost what it stood before would act on the ellipsis.
    let head = head.trim_end().trim_end_matches('\\');
    format!("{head}…")
}

/// As much of the beginning as fits.
pub(super) fn head(text: &str, max: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.len_utf16();
        used > max
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// The end of a text, as much of it as fits, with an ellipsis, cut between words.
pub(super) fn tail(text: &str, max: usize) -> String {
    let mut rest = text;
    while len(rest) + 2 > max {
        match rest.split_once(char::is_whitespace) {
            Some((_, behind)) => rest = behind,
            None => return fit(rest, max),
        }
    }
    if rest.len() == text.len() {
        text.to_owned()
    } else {
        format!("… {rest}")
    }
}

/// Paragraphs in pages of at most `room`. A paragraph that is longer than a page is cut between
/// words; the cut shows on both sides of it.
pub(super) fn pages(text: &str, room: usize) -> Vec<String> {
    let mut pages = Vec::new();
    let mut page = String::new();
    for piece in text
        .split("\n\n")
        .flat_map(|paragraph| pieces(paragraph, room))
    {
        if !page.is_empty() && len(&page) + 2 + len(&piece) > room {
            pages.push(std::mem::take(&mut page));
        }
        if !page.is_empty() {
            page.push_str("\n\n");
        }
        page.push_str(&piece);
    }
    pages.push(page);
    pages
}

fn pieces(paragraph: &str, room: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let (mut rest, mut mark) = (paragraph, "");
    while len(mark) + len(rest) > room {
        let part = head(rest, room.saturating_sub(4).max(1));
        let at = part.rfind(' ').filter(|at| *at > 0);
        let at = at.unwrap_or(part.trim_end_matches('\\').len());
        let (part, behind) = rest.split_at(at);
        pieces.push(format!("{mark}{part} …"));
        (rest, mark) = (behind.trim_start(), "… ");
    }
    pieces.push(format!("{mark}{rest}"));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_left_alone() {
        assert_eq!(fit("ein Satz", 8), "ein Satz");
        assert_eq!(fit("ein ganzer Satz", 12), "ein ganzer…");
        assert_eq!(fit("𝄞𝄞𝄞", 5), "𝄞𝄞…");
        assert_eq!(fit(r"ab\*cdef", 4), "ab…");
    }

    #[test]
    fn the_end_is_kept() {
        assert_eq!(tail("ein Satz", 10), "ein Satz");
        assert_eq!(tail("ein ganzer Satz", 10), "… Satz");
        assert_eq!(tail("Donaudampfschiff", 10), "Donaudamp…");
    }

    #[test]
    fn pages_hold_everything_and_none_is_too_long() {
        let paragraph = "Wort ".repeat(300);
        let text = format!("{}\n\n{}\n\nkurz", paragraph.trim(), paragraph.trim());
        let pages = pages(&text, 1_000);
        assert!(pages.iter().all(|page| len(page) <= 1_000), "{pages:?}");
        let words: usize = pages.iter().map(|page| page.matches("Wort").count()).sum();
        assert_eq!(words, 600);
        assert!(pages.last().is_some_and(|page| page.ends_with("kurz")));
    }
}
