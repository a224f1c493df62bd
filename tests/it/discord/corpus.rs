//! The documents that the bot is asked about in conversations.

use std::{fs, path::Path, sync::LazyLock};

use fundstelle::{app::App, config::Config};
use tempfile::TempDir;

use fake_discord::Discord;

pub(crate) const BERICHT: &str = "\
---
title: Technik und Bündnis
language: de
edition: 2. Auflage
date: 2020-06-15
---

## Zwei Gesetze

### Der Ausschuss

Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten.[^1] Geleitet wird \
das CFIUS vom Finanzminister der USA. Dem Ausschuss gehören auch der Justizminister und der \
Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.

Zwischen 1988 und 1992 gab es fünfzehn Untersuchungen.

### Die Klausel

Super 301 ist eine Klausel des Handelsgesetzes von 1988. Sie erlaubte Strafzölle gegen Partner.[^2]

## Forschung

### SEMATECH

SEMATECH entstand 1987 als Zusammenschluss amerikanischer Hersteller von Chips. Das Konsortium \
erhielt Geld aus dem Haushalt des Verteidigungsministeriums.

### Ausgaben

Im Jahr 2015 entfielen 28 Prozent der weltweiten Ausgaben für Forschung auf die Vereinigten Staaten.

[^1]: Durchführungsverordnung 11858.
[^2]: Handelsgesetz, Abschnitt 1302.
";

const LEASE: &str = "\
---
title: Lease of the north quay
language: en
date: 2021-01-01
---

## Duties

### Payments

The tenant pays the rent by the third working day of each month. The landlord sends no reminder.

### Repairs

The landlord repairs the crane. Repairs of the crane take *at most* four weeks. @everyone may use \
the stairs, [see](https://example.com/stairs_of_the_quay) the plan of `quay_2`.

## Term

The lease runs for twelve years.
";

/// A document whose second section is longer than any message.
fn long() -> String {
    let sentence = |n: usize| {
        format!("Posten {n} des Inventars ist ein Regal aus Eiche mit {n} Fächern und Schloss.")
    };
    let paragraph = |from: usize| {
        let sentences: Vec<String> = (from..from + 8).map(sentence).collect();
        sentences.join(" ")
    };
    let paragraphs: Vec<String> = (0..24).map(|n| paragraph(n * 8 + 1)).collect();
    format!(
        "# Inventar\n\n## Vorwort\n\nDas Inventar entstand im Winter.\n\n## Liste\n\n{}\n",
        paragraphs.join("\n\n")
    )
}

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    write(&folder.path().join("corpus"));
    let mut config = Config::default();
    config.corpus.folder = folder.path().join("corpus");
    config.data = folder.path().join("data");
    config.embedding.enabled = false;
    App::open(&config, &()).unwrap();
    folder
});

/// Writes the documents into a folder.
pub(crate) fn write(corpus: &Path) {
    fs::create_dir_all(corpus).unwrap();
    fs::write(corpus.join("bericht.md"), BERICHT).unwrap();
    fs::write(corpus.join("lease.md"), LEASE).unwrap();
    fs::write(corpus.join("inventar.md"), long()).unwrap();
}

/// Settings for the documents, whose index is built once for all tests; what bots keep is apart for
/// each.
pub(crate) fn config(discord: &Discord) -> Config {
    let folder = FOLDER.path();
    let index = discord.data().join("index");
    if !index.exists() {
        std::os::unix::fs::symlink(folder.join("data/index"), index).unwrap();
    }
    discord.config(&folder.join("corpus"), discord.data())
}

/// The same with a copy of the documents and an index of their own, for bots to which documents are added: an index
/// that others serve too would show them what only this bot has, and be built anew by each in turn.
pub(crate) fn own_config(discord: &Discord) -> Config {
    let folder = discord.data().join("corpus");
    if !folder.exists() {
        write(&folder);
    }
    discord.config(&folder, discord.data())
}
