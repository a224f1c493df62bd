//! What the program promises, tried from outside.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::regex_creation_in_loops,
    reason = "a test that cannot go on fails"
)]

mod add;
mod architecture_page;
mod ask;
mod backup;
mod bad_disk;
mod bad_input;
mod bundled;
mod circles;
mod collections;
mod commands;
mod configuration;
mod crash;
mod cross_encoder;
mod damage;
mod deployment;
mod diff;
mod discord;
mod docx;
mod editions;
mod epub;
mod eval;
mod examples;
mod first;
mod follow_up;
mod formats;
mod formats_page;
mod growth;
mod hostile;
mod image;
mod json;
mod live;
mod made_up;
mod meaning;
mod model_folder;
#[cfg(unix)]
mod odd_files;
mod one_way;
mod outlines;
mod packed;
mod pdf;
mod plurals;
mod postgres;
mod processor;
mod program;
mod properties;
mod readme;
mod reliability;
mod repair;
mod store;
mod store_place;
mod store_suite;
mod tidy;
mod verify;
mod walk;
mod web;
mod words;
