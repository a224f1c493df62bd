//! What the program promises, tried from outside.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that cannot go on fails"
)]

mod ask;
mod commands;
mod eval;
mod formats;
mod json;
mod program;
mod repair;
mod verify;
mod walk;
