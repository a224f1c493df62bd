//! Blocks of a page: what a template shows one below the other.

use super::piece::Piece;

/// A block.
pub(in crate::web::pages) enum Block {
    /// A heading.
    Heading {
        /// Its id; nothing for one that was begun on a page before.
        id: Option<String>,
        /// From 2, as the title has the first rank, to 6.
        rank: u8,
        /// `2.3`, `≈2.3` where it was counted; nothing for one without a number.
        number: String,
        /// The words.
        title: String,
        /// The footnotes that hang on it.
        notes: Vec<Piece>,
    },
    /// A paragraph.
    Paragraph {
        /// Its id.
        id: Option<String>,
        /// Its number, with `≈` if nobody but this program says that it begins here.
        number: String,
        /// Its anchor, for a link to itself.
        anchor: String,
        /// Its content.
        body: Body,
    },
    /// Words that are not part of the text.
    Apart {
        /// In paragraphs.
        paragraphs: Vec<ApartText>,
    },
    /// The source lost something.
    Gap,
    /// A page begins.
    Page {
        /// The page as printed.
        label: String,
    },
}

/// A paragraph that is not part of the text.
pub(in crate::web::pages) struct ApartText {
    /// Its words.
    pub(in crate::web::pages) text: String,
    /// Whether the source strikes them out.
    pub(in crate::web::pages) is_struck: bool,
}

/// The content of a paragraph.
pub(in crate::web::pages) enum Body {
    /// Running text.
    Text(Vec<Piece>),
    /// A quotation.
    Quote(Vec<Piece>),
    /// Preformatted text.
    Code(Vec<Piece>),
    /// A list, from its beginning to its end.
    List(Vec<ListPart>),
    /// A table.
    Table {
        /// The cells of the rows that name its columns.
        head: Vec<Vec<Vec<Piece>>>,
        /// The cells of the other rows.
        rows: Vec<Vec<Vec<Piece>>>,
    },
}

/// A part of a list.
pub(in crate::web::pages) enum ListPart {
    /// A list begins, in an item if one is open.
    Begin(ListTag),
    /// An item begins.
    Item {
        /// Its number, in an ordered list.
        number: Option<u32>,
        /// The marker before it otherwise: `(a)`.
        marker: Option<String>,
    },
    /// A term.
    Term {
        /// Its words.
        pieces: Vec<Piece>,
        /// Whether it is read with a colon behind it, which the source does not show.
        has_colon: bool,
    },
    /// The meaning of a term begins.
    Meaning,
    /// The meaning of a term ends.
    EndMeaning,
    /// Words of the item.
    Words(Vec<Piece>),
    /// The item ends.
    EndItem,
    /// The list ends.
    End(ListTag),
}

/// The marker that stands before the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web::pages) enum ListTag {
    /// A bullet.
    Bullets,
    /// A number.
    Ordered,
    /// The marker that each item has itself.
    Own,
    /// Nothing: each item is a term with its meaning.
    Terms,
}
