//! (3) Documents to passages: what is indexed, and how a place is written and found again.

mod locator;
mod place;
mod window;

pub use locator::{Locator, SectionLocator};
pub use place::{Place, PlaceError, PlacePart, RangeWithin, SectionName};
pub use window::{Passage, passages};
