//! Fundstelle answers questions about a folder of documents with the documents' own words and the
//! exact place they stand.
//!
//! The modules stand in the order in which data flows; each uses only what stands above it.

pub mod config;
pub mod file_lock;
pub mod label;
pub mod open_files;
pub mod plural;
pub mod span;

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

pub mod discord;

pub mod web;

pub mod cli;
