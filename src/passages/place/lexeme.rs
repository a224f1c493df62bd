//! The words and signs in which places are named, in eight languages.

use crate::corpus::numbering::{LabelKind, announced};

/// The unit that a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A section, by what announces its number.
    Section(LabelKind),
    /// `Absatz`: what the source numbers so, else paragraphs as they are counted.
    Paragraph,
    /// `¶`: paragraphs as they are counted.
    Pilcrow,
    /// `Nr.`, `lit.`: what is numbered within a section. Means nothing elsewhere.
    Item,
    /// `Ziffer`, which is both a section and what is numbered in one.
    Point,
    Sentence,
    Footnote,
    Page,
}

/// A part of a place as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lexeme {
    Unit(Unit),
    Number(String),
    /// A number in parentheses: `(2a)`.
    Parenthesis(String),
    /// The title of a section without a number.
    Title(String),
    /// `≈`.
    Counted,
    /// `›`.
    Below,
    Dash,
    Comma,
}

const UNITS: [(&[&str], Unit); 6] = [
    (
        &[
            "paragraph",
            "paragraphs",
            "para",
            "absatz",
            "absätze",
            "abs",
            "paragraphe",
            "párrafo",
            "paragrafo",
            "alinea",
            "alinéa",
            "akapit",
            "ust",
            "parágrafo",
            "lid",
            "comma",
        ],
        Unit::Paragraph,
    ),
    (
        &[
            "nr",
            "no",
            "number",
            "nummer",
            "lit",
            "litt",
            "buchst",
            "buchstabe",
            "letter",
            "point",
            "item",
            "lettre",
            "letra",
            "lettera",
            "pkt",
            "punkt",
            "numéro",
            "número",
        ],
        Unit::Item,
    ),
    (&["ziffer", "ziff"], Unit::Point),
    (
        &[
            "satz",
            "sätze",
            "sentence",
            "sentences",
            "phrase",
            "frase",
            "oración",
            "zin",
            "zdanie",
        ],
        Unit::Sentence,
    ),
    (
        &[
            "fn",
            "fußnote",
            "fussnote",
            "fußnoten",
            "fussnoten",
            "footnote",
            "footnotes",
            "note",
            "notes",
            "anm",
            "anmerkung",
            "nota",
            "voetnoot",
            "noot",
            "przypis",
        ],
        Unit::Footnote,
    ),
    (
        &[
            "s", "seite", "seiten", "p", "pp", "page", "pages", "página", "páginas", "pagina",
            "pagine", "blz", "strona", "str",
        ],
        Unit::Page,
    ),
];

/// The unit that a word counts; in small letters and without what ends it.
pub(super) fn unit(word: &str) -> Option<Unit> {
    let mut units = UNITS.iter();
    let named = units.find(|(names, _)| names.contains(&word));
    named
        .map(|(_, unit)| *unit)
        .or_else(|| announced(word).map(Unit::Section))
}
