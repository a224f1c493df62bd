//! Files that hurt, written out: `cargo run --example hostile -- DIR`, and behind that the length
//! of each in bytes (1,000,000 unless said otherwise) and a word that their names hold.
#![allow(clippy::print_stdout, reason = "an example says what it does")]

use std::{fs, path::PathBuf};

#[path = "../tests/hostile/mod.rs"]
mod hostile;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map(PathBuf::from);
    let folder = folder.ok_or_else(|| anyhow::anyhow!("name a folder to write to"))?;
    let bytes = arguments
        .next()
        .map_or(Ok(1_000_000), |bytes| bytes.parse())?;
    let wanted = arguments.next().unwrap_or_default();
    fs::create_dir_all(&folder)?;
    for kind in hostile::kinds() {
        let name = format!("{}-{}", kind.ending, kind.name);
        if !name.contains(&wanted) {
            continue;
        }
        let path = folder.join(format!("{name}.{}", kind.ending));
        fs::write(&path, (kind.text)(bytes))?;
        if let Some(outline) = kind.outline {
            fs::write(folder.join(format!("{name}.outline.toml")), outline(bytes))?;
        }
        println!("{}", path.display());
    }
    Ok(())
}
