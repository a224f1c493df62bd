//! `diff`: what changed from one edition of a document to another, in a place or at all?

use super::{
    args, ask,
    exit_code::{ANSWERED, NOT_FOUND},
    output::{Output, Style},
    render,
};
use crate::{
    answer::diff::{Compared, Comparison},
    config::Config,
    index::Embeds,
};

pub(super) fn run(args: &args::Diff, config: &Config, output: &mut Output) -> anyhow::Result<u8> {
    let place = args.place.join(" ");
    let place = (!args.place.is_empty()).then_some(place);
    let is_empty = |place: &String| place.trim().is_empty();
    anyhow::ensure!(!place.as_ref().is_some_and(is_empty), "the place is empty");
    let app = ask::open(config, Embeds::Never)?;
    let document = args.document.as_deref();
    let what = Compared {
        place,
        document: document.map(|id| ask::known(&app, id)).transpose()?,
        from: args.from.clone(),
        to: args.to.clone(),
        language: None,
    };
    let comparison = app.compare(&what)?;
    if args.json {
        output.json(&comparison)?;
    } else {
        output.line(&render::comparison(&comparison, Style::of_stdout()));
    }
    Ok(match comparison {
        Comparison::Changed { .. }
        | Comparison::Sections { .. }
        | Comparison::Unchanged { .. }
        | Comparison::Added { .. }
        | Comparison::Removed { .. } => ANSWERED,
        Comparison::NoSuchPlace { .. }
        | Comparison::NoSuchEdition { .. }
        | Comparison::Several { .. }
        | Comparison::NoEditions => NOT_FOUND,
    })
}
