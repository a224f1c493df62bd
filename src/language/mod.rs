//! (1) What the program knows about languages: which one a text is in, where its sentences end,
//! and how its words are brought to one form.

pub(crate) mod abbreviations;
pub mod analyser;
pub mod answer_type;
pub mod capitals;
pub mod compounds;
pub mod context;
pub mod decades;
pub mod detect;
pub mod direct_answer;
pub mod follow_up;
mod kind;
mod phrases;
pub mod polish;
pub mod requests;
pub mod sentences;
pub mod small_talk;
pub mod stems;
pub mod stop_words;
mod word_tokenizer;

pub use kind::Language;
