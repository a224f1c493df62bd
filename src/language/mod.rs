//! What the program knows about languages: which one a text is in, where its sentences end, and
//! how its words are brought to one form.

mod kind;

pub use kind::Language;
