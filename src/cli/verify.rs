//! `verify`: is this quote in the corpus, word for word?

use std::io::Read;

use anyhow::Context;

use super::{
    args, ask,
    exit_code::{ANSWERED, NOT_FOUND},
    image,
    output::{Output, Style, complain},
    render,
};
use crate::{answer::verify::Verification, config::Config, index::Embeds};

pub(super) fn run(args: &args::Verify, config: &Config, output: &mut Output) -> anyhow::Result<u8> {
    let mut quote = args.quote.join(" ");
    if quote == "-" {
        quote.clear();
        std::io::stdin()
            .read_to_string(&mut quote)
            .context("cannot read standard input")?;
    }
    anyhow::ensure!(!quote.trim().is_empty(), "the quote is empty");
    if let Some(file) = &args.image {
        image::check(file, args.force)?;
    }
    let app = ask::open(config, Embeds::Never)?;
    let document = args
        .document
        .as_deref()
        .map(|id| ask::known(&app, id))
        .transpose()?;
    let verification = app.verify(&quote, document.as_ref())?;
    if args.json {
        output.json(&verification)?;
    } else {
        output.line(&render::verification(&verification, Style::of_stdout()));
    }
    if let Some(file) = &args.image {
        let citation = image::of_verification(&verification);
        for line in image::write(file, args.force, &app, citation)? {
            complain(&line);
        }
    }
    Ok(match verification {
        Verification::Verbatim { .. } => ANSWERED,
        Verification::Nearly { .. } | Verification::NotFound => NOT_FOUND,
    })
}
