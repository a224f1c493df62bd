//! Pages for people: they work without a script. Their words stand in `locales/`, their markup in
//! `templates/`, style and script in `static/`.

mod ask;
mod assets;
mod back_link;
mod card;
mod citation;
mod cited;
mod diff;
mod document;
mod form;
mod home;
mod html;
mod links;
mod page_context;
mod page_mark;
mod page_view;
mod picture;
mod place;
mod refused;
mod router;
mod small_page;
mod state;
mod suggest;
mod text;
mod verify;

pub(super) use assets::FILES;
pub(super) use refused::{AccessReason, Caller, access, refused};
pub(super) use router::router;
pub(super) use state::PageState;
