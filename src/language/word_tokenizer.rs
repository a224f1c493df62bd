//! Cutting a text into words, also in scripts that set no spaces between them.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Cuts at whatever is neither letter nor digit. A run of a script without spaces (Han, Kana, Thai …)
/// becomes pairs of neighbouring letters, as Lucene's `CJKAnalyzer` makes them: "図書館" is "図書" and
/// "書館". A letter that stands alone is a word.
#[derive(Clone, Debug, Default)]
pub(super) struct WordTokenizer;

/// The words of a text.
#[derive(Debug)]
pub(super) struct WordStream<'a> {
    text: &'a str,
    /// The place where the rest begins, in bytes.
    at: usize,
    /// Whether the letter there was the second of a pair.
    was_paired: bool,
    token: Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream {
            text,
            at: 0,
            was_paired: false,
            token: Token::default(),
        }
    }
}

impl WordStream<'_> {
    /// Takes the bytes up to `end` as the next word.
    fn take(&mut self, end: usize) -> bool {
        let word = self.text.get(self.at..end).unwrap_or_default();
        self.token.text.clear();
        self.token.text.push_str(word);
        self.token.offset_from = self.at;
        self.token.offset_to = end;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let mut letters = rest.chars();
            let Some(first) = letters.next() else {
                return false;
            };
            let behind = self.at + first.len_utf8();
            if has_no_spaces(first) {
                let next = letters.next().filter(|next| has_no_spaces(*next));
                let was_paired = std::mem::replace(&mut self.was_paired, next.is_some());
                if next.is_some() || !was_paired {
                    let taken = self.take(behind + next.map_or(0, char::len_utf8));
                    self.at = behind;
                    return taken;
                }
                self.at = behind;
            } else if first.is_alphanumeric() {
                let ends = |c: char| !c.is_alphanumeric() || has_no_spaces(c);
                let end = rest.find(ends).map_or(self.text.len(), |end| self.at + end);
                let taken = self.take(end);
                self.at = end;
                return taken;
            } else {
                self.at = behind;
            }
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Whether a letter is of a script that sets no spaces between words; Hangul is cut into pairs as well,
/// as its particles hang on the words. Ranges: Unicode 16, Blocks.txt.
pub(super) fn has_no_spaces(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' // Thai, Lao
        | '\u{1000}'..='\u{109F}' // Myanmar
        | '\u{1780}'..='\u{17FF}' // Khmer
        | '\u{3005}'..='\u{3007}' // 々 〆 〇
        | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' // Hiragana
        | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' // Katakana
        | '\u{31F0}'..='\u{31FF}' // Katakana, small
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' // Han
        | '\u{AC00}'..='\u{D7A3}' // Hangul
        | '\u{F900}'..='\u{FAFF}' // Han, compatibility
        | '\u{FF66}'..='\u{FF9D}' // Katakana, half width
        | '\u{20000}'..='\u{323AF}' // Han, supplementary
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::tokenizer::SimpleTokenizer;

    use super::*;

    fn words(text: &str) -> Vec<(String, usize, usize)> {
        let mut tokenizer = WordTokenizer;
        let mut stream = tokenizer.token_stream(text);
        let mut words = Vec::new();
        while let Some(token) = stream.next() {
            words.push((token.text.clone(), token.offset_from, token.offset_to));
        }
        words
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let words: Vec<String> = words(text).into_iter().map(|(word, ..)| word).collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_pairs() {
        check("図書館は9時に開く。", "図書 書館 館は 9 時に に開 開く");
        check("龙井 and 茶", "龙井 and 茶");
        check("PDF版の本", "PDF 版の の本");
        check("도서관 이용", "도서 서관 이용");
        check("本、紙", "本 紙");
    }

    proptest! {
        #[test]
        fn other_words_are_those_between_spaces_and_signs(text in "[a-zäßéŁ0-9 .,'-]{0,30}") {
            let mut tokenizer = SimpleTokenizer::default();
            let mut stream = tokenizer.token_stream(&text);
            let mut expected = Vec::new();
            while let Some(token) = stream.next() {
                expected.push((token.text.clone(), token.offset_from, token.offset_to));
            }
            prop_assert_eq!(words(&text), expected);
        }

        #[test]
        fn every_letter_is_in_a_word(text in "[a-z図書館ก가 。、]{0,20}") {
            let words = words(&text);
            for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                let is_within = words.iter().any(|(_, from, to)| *from <= at && at < *to);
                prop_assert!(is_within, "{} in {:?}", c, words);
            }
        }
    }
}
