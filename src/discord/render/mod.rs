//! The replies of the bot. Pure: from data to `Reply`, with all words from the locale files.

mod about;
mod answer;
mod buttons;
mod changed_sections;
mod comparison;
mod feedback;
mod library;
mod notice;
mod outline;
mod own;
mod page;
mod place;
mod quote;
mod reader;
mod section;
mod settings;
mod source;
mod verification;

pub(super) use about::{about, documents, help, welcome};
pub(super) use answer::answer;
pub(super) use buttons::dismiss;
pub(super) use changed_sections::sections;
pub(super) use comparison::comparison;
pub(super) use feedback::{
    Stats, counted, forgotten, gaps, only_asker_reports, reported, reports_are_off, stats, voted,
};
pub(super) use library::{
    Listed, NotTaken, Stage, added, list, not_kept_file, only_one_server, put_back, refused,
    removed, stage, unfetched, unreadable, without_documents,
};
pub(super) use notice::{
    busy, changed_meanwhile, cooldown, follow_up_form, incident, no_picture, no_such_document,
    not_serving, not_yours, nothing_asked, unknown_button,
};
pub(super) use outline::{outline, which_document};
pub(super) use place::place;
pub(super) use quote::{edition, others, quote};
pub(super) use reader::Reader;
pub(super) use section::section;
pub(super) use settings::{closed, not_kept, not_shared, only_managers, settings, unknown_policy};
pub(super) use verification::verification;
