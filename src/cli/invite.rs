//! `invite`: the link by which the bot is added to a server.

use super::{exit_code::ANSWERED, output::Output};
use crate::{config::Config, discord};

pub(super) fn run(config: &Config, output: &mut Output) -> anyhow::Result<u8> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let invitation = runtime.block_on(discord::invitation(config))?;
    output.line(&format!(
        "Open this to add {} to a server:\n\n  {}",
        invitation.name, invitation.link
    ));
    Ok(ANSWERED)
}
