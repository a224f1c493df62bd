//! Fundstelle answers questions about a folder of documents with the documents' own words and the
//! exact place where they stand.
//!
//! Five functions are the way in; each has an example:
//!
//! - [`config::Config::load`] reads the settings;
//! - [`app::App::open`] brings the index of a folder up to date and opens it;
//! - [`app::App::ask`] answers a question, and [`app::App::verify`] checks a quote;
//! - [`app::Service::start`] does the same for a program that serves: it follows changes of the folder,
//!   and answers many questions at once.
//!
//! The modules stand in the order in which data flows; each uses only what stands above it.
//! `docs/architecture.md` shows them in a picture, and `docs/where.md` says where to change what.

pub mod config;
pub mod file_lock;
pub mod label;
pub mod open_files;
pub mod plural;
pub mod span;
pub mod spelling;

pub mod sandbox;

pub mod language;

pub mod locales;

pub mod corpus;

pub mod passages;

pub mod embedding;

pub mod index;

pub mod answer;

pub mod store;

pub mod telemetry;

pub mod app;

pub mod exam;

pub mod discord;

pub mod web;

pub mod cli;
