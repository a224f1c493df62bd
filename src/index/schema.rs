//! The fields of the word index of a language. Three kinds of records share it: documents (kept whole),
//! passages and sentences (scored). Each language has an index of its own, as every field costs a byte in
//! every record, whatever language that is in.

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
    pub(super) words: WordFields,
}

/// The fields that hold words.
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

/// The names of the analysers.
const WHOLE: &str = "words";
const PARTS: &str = "parts";

impl Fields {
    pub(super) fn of(language: Language) -> Self {
        let mut schema = Schema::builder();
        let document = schema.add_text_field("document", STRING | FAST);
        let key = schema.add_text_field("key", STRING);
        let record = schema.add_bytes_field("record", BytesOptions::from(STORED));
        let first = schema.add_u64_field("first", FAST | INDEXED);
        let last = schema.add_u64_field("last", FAST);
        let has_parts = analyser::parts_analyser(language).is_some();
        let mut words =
            |name: &str, analyser: &str| schema.add_text_field(name, text_options(analyser));
        let words = WordFields {
            language,
            text: words("text", WHOLE),
            parts: has_parts.then(|| words("parts", PARTS)),
            heading: words("heading", WHOLE),
            near: words("near", WHOLE),
            sentence: words("sentence", WHOLE),
            sentence_parts: has_parts.then(|| words("sentence_parts", PARTS)),
        };
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

    /// Makes the analysers known to an index.
    pub(super) fn register_analysers(&self, index: &Index) {
        let tokenizers = index.tokenizers();
        let language = self.words.language;
        tokenizers.register(WHOLE, analyser::text_analyser(language));
        if let Some(parts) = analyser::parts_analyser(language) {
            tokenizers.register(PARTS, parts);
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
        let words = self.words;
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
        let words = self.words;
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
