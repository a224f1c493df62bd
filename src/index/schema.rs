//! The fields of the word index. Three kinds of records share it: documents (kept whole),
//! passages and sentences (scored).

use std::borrow::Cow;

use tantivy::{
    Index, TantivyDocument,
    schema::{
        BytesOptions, FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema,
        TextFieldIndexing, TextOptions,
    },
};

use crate::{
    corpus::{Document, EditKind, Reading, Section},
    language::{Language, analyser},
    passages::Passage,
    span::Span,
};

/// The fields, by what they hold.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    /// Id of the document, in every record.
    pub(super) document: Field,
    /// Id of the document, in the document's own record only.
    pub(super) key: Field,
    /// The whole document (postcard), in document records only.
    pub(super) record: Field,
    /// First sentence of a passage, or the sentence itself: an index into `Document::sentences`.
    pub(super) first: Field,
    /// One past the last sentence.
    pub(super) last: Field,
    words: Vec<WordFields>,
}

/// The text fields of one language. Each has an analyser of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordFields {
    pub(super) language: Language,
    /// The text of a passage, as read.
    pub(super) text: Field,
    /// The same in the parts of its compounds, for languages that have compounds.
    pub(super) parts: Option<Field>,
    /// Title of the document and headings above the passage.
    pub(super) heading: Field,
    /// The sentences before and behind the passage, in its section.
    pub(super) near: Field,
    /// The text of a sentence.
    pub(super) sentence: Field,
    /// The same in the parts of its compounds.
    pub(super) sentence_parts: Option<Field>,
}

impl Fields {
    pub(super) fn new() -> Self {
        let mut schema = Schema::builder();
        let document = schema.add_text_field("document", STRING | FAST);
        let key = schema.add_text_field("key", STRING);
        let record = schema.add_bytes_field("record", BytesOptions::from(STORED));
        let first = schema.add_u64_field("first", FAST | INDEXED);
        let last = schema.add_u64_field("last", FAST);
        let words = Language::ALL
            .map(|language| {
                let code = language.code();
                let has_parts = analyser::parts_analyser(language).is_some();
                let mut words = |name: &str, analyser: &str| {
                    schema.add_text_field(&format!("{name}_{code}"), text_options(analyser))
                };
                let parts = format!("{code}_parts");
                WordFields {
                    language,
                    text: words("text", code),
                    parts: has_parts.then(|| words("parts", &parts)),
                    heading: words("heading", code),
                    near: words("near", code),
                    sentence: words("sentence", code),
                    sentence_parts: has_parts.then(|| words("sentence_parts", &parts)),
                }
            })
            .to_vec();
        Self {
            schema: schema.build(),
            document,
            key,
            record,
            first,
            last,
            words,
        }
    }

    pub(super) fn words(&self, language: Language) -> Option<WordFields> {
        self.words
            .iter()
            .find(|fields| fields.language == language)
            .copied()
    }

    /// Makes the analysers known to an index.
    pub(super) fn register_analysers(index: &Index) {
        for language in Language::ALL {
            let tokenizers = index.tokenizers();
            tokenizers.register(language.code(), analyser::text_analyser(language));
            if let Some(parts) = analyser::parts_analyser(language) {
                tokenizers.register(&format!("{}_parts", language.code()), parts);
            }
        }
    }

    pub(super) fn document_record(&self, document: &Document, bytes: &[u8]) -> TantivyDocument {
        let mut record = TantivyDocument::default();
        record.add_text(self.document, document.id.as_str());
        record.add_text(self.key, document.id.as_str());
        record.add_bytes(self.record, bytes);
        record
    }

    pub(super) fn passage_record(&self, document: &Document, passage: &Passage) -> TantivyDocument {
        let mut record = self.place(document, passage.sentences);
        let Some(words) = self.words(document.language) else {
            return record;
        };
        let text = read(document, passage.span);
        if let Some(parts) = words.parts {
            record.add_text(parts, &text);
        }
        record.add_text(words.text, &text);
        record.add_text(words.heading, headings_above(document, passage).join("\n"));
        record.add_text(words.near, near(document, passage));
        record
    }

    pub(super) fn sentence_record(&self, document: &Document, index: usize) -> TantivyDocument {
        let mut record = self.place(document, (index, index + 1));
        let Some(words) = self.words(document.language) else {
            return record;
        };
        let span = document
            .sentences
            .get(index)
            .copied()
            .unwrap_or(Span::at(0));
        let text = read(document, span);
        if let Some(parts) = words.sentence_parts {
            record.add_text(parts, &text);
        }
        record.add_text(words.sentence, &text);
        record
    }

    fn place(&self, document: &Document, (first, last): (usize, usize)) -> TantivyDocument {
        let mut record = TantivyDocument::default();
        record.add_text(self.document, document.id.as_str());
        record.add_u64(self.first, first as u64);
        record.add_u64(self.last, last as u64);
        record
    }
}

fn text_options(analyser: &str) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(analyser)
            .set_index_option(IndexRecordOption::WithFreqs),
    )
}

/// Text as the index keeps it: as read, in one Unicode form.
fn read(document: &Document, span: Span) -> String {
    analyser::composed(&Reading::of(&document.text, span, &document.edits).text)
}

/// The title of the document and of each section above the passage, from the top.
fn headings_above<'a>(document: &'a Document, passage: &Passage) -> Vec<Cow<'a, str>> {
    let section_of = |index: usize| document.sections.get(index);
    let mut section: Option<&Section> = document
        .paragraphs
        .get(passage.paragraph)
        .and_then(|paragraph| paragraph.section)
        .and_then(section_of);
    let mut headings = Vec::new();
    while let Some(found) = section {
        headings.push(Cow::Borrowed(found.title.as_str()));
        section = found.parent.and_then(section_of);
    }
    headings.push(document.title());
    headings.reverse();
    headings
}

/// The sentences around a passage, unless a section or a gap lies between.
fn near(document: &Document, passage: &Passage) -> String {
    let section_at = |span: Span| {
        let paragraph = document.paragraph_at(span.start)?;
        document
            .paragraphs
            .get(paragraph)
            .map(|paragraph| paragraph.section)
    };
    let has_gap = |span: Span| {
        document
            .edits_in(span)
            .iter()
            .any(|edit| edit.kind == EditKind::Gap)
    };
    let home = section_at(passage.span);
    let (first, last) = passage.sentences;
    let before = first
        .checked_sub(1)
        .and_then(|index| document.sentences.get(index));
    let behind = document.sentences.get(last);
    [before, behind]
        .into_iter()
        .flatten()
        .filter(|span| section_at(**span) == home)
        .filter(|span| !has_gap(passage.span.cover(**span)))
        .map(|span| read(document, *span))
        .collect::<Vec<_>>()
        .join("\n")
}
