//! Texts without what makes no difference to a quote, and where one stands in another.

use unicode_normalization::UnicodeNormalization;

use crate::{
    corpus::{Document, EditKind, Reading},
    span::Span,
};

/// A text without white space, and with one shape for quotation marks, apostrophes and dashes.
pub(super) struct Form {
    chars: Vec<char>,
    /// The place of each character in the text.
    at: Vec<usize>,
    /// Whether a word ends before the character: no letter or digit stands right before it.
    begins: Vec<bool>,
}

/// The way in which letters are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::answer) enum Case {
    /// As they are.
    Kept,
    /// Small and capital ones alike.
    Folded,
}

impl Form {
    pub(super) fn of(text: &str, case: Case) -> Self {
        let mut form = Self {
            chars: Vec::new(),
            at: Vec::new(),
            begins: Vec::new(),
        };
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            // What is not seen makes no difference, nor does `^` before the 2 of `m^2`.
            if is_invisible(c) || c == '^' && before.is_alphabetic() {
                continue;
            }
            let level = Level::of(c);
            if level.is_some() && before.is_ascii_digit() {
                // 10⁶ is 10^6 and not 106.
                let sign = if level == Some(Level::Raised) {
                    '^'
                } else {
                    '_'
                };
                form.push(sign, at, false);
            }
            if !c.is_whitespace() {
                let c = level.and_then(|_| c.nfkc().next()).unwrap_or(c);
                form.push(plain(c, case), at, !before.is_alphanumeric());
            }
            before = c;
        }
        form
    }

    fn push(&mut self, c: char, at: usize, begins: bool) {
        self.chars.push(c);
        self.at.push(at);
        self.begins.push(begins);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The same without the quotation marks around it: whoever copies a quote often copies the
    /// marks that it was printed in. Nothing if there are none, or nothing else.
    pub(super) fn without_enclosing_marks(&self) -> Option<Self> {
        let inner = 1..self.chars.len().checked_sub(1)?;
        let has_marks =
            [self.chars.first(), self.chars.last()].map(|c| c.is_some_and(|c| is_mark(*c)));
        let chars = self.chars.get(inner.clone())?;
        (has_marks == [true; 2] && !chars.is_empty()).then(|| Self {
            chars: chars.to_vec(),
            at: self.at.get(inner.clone()).unwrap_or_default().to_vec(),
            begins: self.begins.get(inner).unwrap_or_default().to_vec(),
        })
    }

    /// The bytes of the text in which `other` stands, in whole words, each time.
    fn find_all(&self, other: &Form, text: &str) -> Vec<Span> {
        let Some(first) = other.chars.first() else {
            return Vec::new();
        };
        let last = other.chars.last().copied().unwrap_or(' ');
        let length = other.chars.len();
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(window) = self.chars.get(from..from + length) {
            let begins = !first.is_alphanumeric() || self.begins.get(from) == Some(&true);
            if begins && window == other.chars.as_slice() {
                let ends = self.at.get(from + length - 1).copied().unwrap_or(0);
                let end = text.ceil_char_boundary(ends + 1);
                let behind = text.get(end..).and_then(|rest| rest.chars().next());
                let is_whole =
                    !last.is_alphanumeric() || behind.is_none_or(|c| !c.is_alphanumeric());
                if is_whole {
                    let start = self.at.get(from).copied().unwrap_or(0);
                    found.push(Span::new(start, end));
                }
            }
            from += 1;
        }
        found
    }
}

/// Whether a character in its plain shape is a quotation mark.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'')
}

/// The position of a digit or sign beside the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Raised,
    Lowered,
}

impl Level {
    fn of(c: char) -> Option<Self> {
        match c {
            '²' | '³' | '¹' | '⁰' | '⁴'..='ⁿ' => Some(Self::Raised),
            '₀'..='₎' => Some(Self::Lowered),
            _ => None,
        }
    }
}

/// Whether a character is not seen: where a word may be divided, or how letters are joined.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// A character in its plain shape.
pub(in crate::answer) fn plain(c: char, case: Case) -> char {
    let shape = match c {
        '„' | '“' | '”' | '«' | '»' | '‟' => '"',
        '‚' | '‘' | '’' | '‹' | '›' | '`' | '´' => '\'',
        '–' | '—' | '‑' | '−' | '‐' => '-',
        c => c,
    };
    match case {
        Case::Kept => shape,
        Case::Folded => {
            // Letters that become two, such as "ß" in capitals, stay as they are.
            let mut lower = shape.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(only), None) => only,
                _ => shape,
            }
        }
    }
}

/// A document as quotes are looked for in it.
pub(super) struct Searched {
    reading: Reading,
    read: [Form; 2],
    /// As the source has it, with footnote marks and markup.
    raw: Form,
}

impl Searched {
    pub(super) fn new(document: &Document) -> Self {
        let all = Span::new(0, document.text.len());
        let reading = Reading::of(&document.text, all, &document.edits);
        let read = [Case::Kept, Case::Folded].map(|case| Form::of(&reading.text, case));
        Self {
            reading,
            read,
            raw: Form::of(&document.text, Case::Kept),
        }
    }

    /// The bytes of the document in which a quote stands as it is, each time.
    pub(super) fn find_words(&self, document: &Document, quote: &str, case: Case) -> Vec<Span> {
        let form = Form::of(quote, case);
        let found = self.find_form(document, &form, case);
        if !found.is_empty() {
            return found;
        }
        let unmarked = form.without_enclosing_marks();
        unmarked.map_or_else(Vec::new, |form| self.find_form(document, &form, case))
    }

    fn find_form(&self, document: &Document, form: &Form, case: Case) -> Vec<Span> {
        let [kept, folded] = &self.read;
        let own = match case {
            Case::Kept => kept,
            Case::Folded => folded,
        };
        let found = own.find_all(form, &self.reading.text).into_iter();
        let found: Vec<Span> = found.map(|span| self.reading.to_source(span)).collect();
        match case {
            Case::Kept if found.is_empty() => {
                let raw = self.raw.find_all(form, &document.text);
                let stands = |span: &Span| !holds_struck(document, *span);
                raw.into_iter().filter(stands).collect()
            }
            _ => found,
        }
    }
}

/// Whether the source strikes out something in `span`.
fn holds_struck(document: &Document, span: Span) -> bool {
    let mut edits = document.edits_in(span).iter();
    edits.any(|edit| {
        matches!(edit.kind, EditKind::Struck(_))
            && edit.span.start < span.end
            && span.start < edit.span.end
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_and_lowered_digits_are_compared_as_such() {
        let form = |text| {
            Form::of(text, Case::Kept)
                .chars
                .into_iter()
                .collect::<String>()
        };
        assert_eq!(form("3 × 10⁶"), form("3 × 10^6"));
        assert_eq!(form("10⁻³"), form("10^-3"));
        assert_eq!(form("CO₂ und m²"), form("CO2 und m^2"));
        assert_ne!(form("10⁶"), form("106"));
        assert_eq!(form("zwei\u{AD}und\u{200B}zwanzig"), form("zweiundzwanzig"));
    }
}
