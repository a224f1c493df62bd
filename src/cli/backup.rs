//! `backup`: a copy of what is kept, while the bot runs.

use anyhow::bail;

use super::{args, exit_code::ANSWERED, output::Output};
use crate::{config::Config, plural::counted, store};

pub(super) fn run(args: &args::Backup, config: &Config, output: &mut Output) -> anyhow::Result<u8> {
    if let Some(server) = super::store::server(config)? {
        bail!(
            "what servers and users chose is kept in {}; back it up with pg_dump, and put it back with pg_restore",
            server.place()
        );
    }
    let bytes = store::backup(&config.data, &args.file, args.force)?;
    let file = args.file.display();
    output.line(&format!(
        "{file}: {}, whole",
        counted(bytes, "byte", "bytes")
    ));
    Ok(ANSWERED)
}
