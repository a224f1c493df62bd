//! `doctor`, as an operator runs it.

use std::time::Duration;

use fundstelle::store::{FILE, Store};

use super::{corpus, end, start};
use fake_discord::{Discord, TOKEN, Trouble};

use crate::program::Program;

/// What it says, without what differs from run to run; and its exit code.
fn doctor(program: &Program, discord: &Discord, token: &str, args: &[&str]) -> String {
    let mut command = program.command(&[&["doctor"], args].concat());
    let said = command
        .env("DISCORD_TOKEN", token)
        .env("FUNDSTELLE_DISCORD__API", discord.url())
        .output()
        .unwrap();
    let text = String::from_utf8([said.stdout, said.stderr].concat()).unwrap();
    assert!(!text.contains("secret"), "{text}");
    let age = regex::Regex::new(r"built \d+ \w+ ago").unwrap();
    let text = age.replace(&text, "built … ago");
    format!("{text}[{}]", said.status.code().unwrap())
}

fn program() -> Program {
    let program = Program::with(&[]);
    corpus::write(&program.corpus());
    program
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_finds_nothing_where_nothing_is_wrong() {
    let (discord, bot) = start().await;
    let program = program();
    assert_eq!(program.run(&["index"]).code, Some(0));
    insta::assert_snapshot!(doctor(&program, &discord, TOKEN, &[]), @"
    ok   token     of fundstelle
    ok   intents   no privileged one, and none is needed
    ok   commands  14 registered, as this version has them
    ok   sessions  999 connections left for today
    ok   clock     as Discord's
    ok   settings  can be used; `fundstelle config check` lists them
    note model     none; words alone are searched
                   embedding.enabled = true finds other words and languages too
    ok   corpus    3 files in corpus, 0 errors, 0 warnings
    ok   index     generation 1, built … ago, up to date
    ok   data      data can be written
    ok   store     nothing is kept yet
    [0]
    ");
    end(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_says_what_the_first_start_will_do() {
    let discord = Discord::start().await;
    let program = program();
    insta::assert_snapshot!(doctor(&program, &discord, TOKEN, &[]), @"
    ok   token     of fundstelle
    ok   intents   no privileged one, and none is needed
    note commands  none registered
                   `fundstelle serve` registers them when it starts
    ok   sessions  999 connections left for today
    ok   clock     as Discord's
    ok   settings  can be used; `fundstelle config check` lists them
    note model     none; words alone are searched
                   embedding.enabled = true finds other words and languages too
    ok   corpus    3 files in corpus, 0 errors, 0 warnings
    note index     there is no index yet
                   `fundstelle index` builds it, and so does `fundstelle serve`
    ok   data      data can be written
    ok   store     nothing is kept yet
    [0]
    ");
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_looks_at_the_rest_where_discord_cannot_be_asked() {
    let discord = Discord::start().await;
    let program = program();
    assert_eq!(program.run(&["index"]).code, Some(0));
    program.write("bericht.md", "# Neu\n\nEs gibt ein neues Wort.\n");
    std::fs::write(program.folder().join("file"), "").unwrap();
    insta::assert_snapshot!(doctor(&program, &discord, "", &[]), @r"
    BAD  token     there is no Discord token; set DISCORD_TOKEN, DISCORD_TOKEN_FILE, or discord.token in the settings file
                   copy it from Bot > Token at https://discord.com/developers/applications
    ?    intents   Discord was not asked
    ?    commands  Discord was not asked
    ?    sessions  Discord was not asked
    ?    clock     Discord was not asked
    ok   settings  can be used; `fundstelle config check` lists them
    note model     none; words alone are searched
                   embedding.enabled = true finds other words and languages too
    ok   corpus    3 files in corpus, 0 errors, 0 warnings
    note index     generation 1, built … ago, the corpus has changed
                   `fundstelle index` brings it up to date, and so does `fundstelle serve`
    ok   data      data can be written
    ok   store     nothing is kept yet
    [1]
    ");
    let refused = doctor(&program, &discord, "another.secret.token", &[]);
    assert!(
        refused.contains("BAD  token     Discord does not accept"),
        "{refused}"
    );
    let args = ["--corpus", "nowhere", "--data", "file/data"];
    insta::assert_snapshot!(doctor(&program, &discord, "", &args), @r"
    BAD  token     there is no Discord token; set DISCORD_TOKEN, DISCORD_TOKEN_FILE, or discord.token in the settings file
                   copy it from Bot > Token at https://discord.com/developers/applications
    ?    intents   Discord was not asked
    ?    commands  Discord was not asked
    ?    sessions  Discord was not asked
    ?    clock     Discord was not asked
    ok   settings  can be used; `fundstelle config check` lists them
    note model     none; words alone are searched
                   embedding.enabled = true finds other words and languages too
    BAD  corpus    the corpus folder nowhere does not exist; create it and add documents, or choose another one with --corpus
    note index     there is no index yet
                   `fundstelle index` builds it, and so does `fundstelle serve`
    BAD  data      cannot make file/data: Not a directory (os error 20)
                   give the program the right to write there, or name another with --data
    ok   store     nothing is kept yet
    [1]
    ");
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_sees_other_commands_privileged_intents_and_a_wrong_clock() {
    let discord = Discord::start().await;
    discord.knows_commands_of_another_version();
    discord.grants_intents(1 << 19);
    discord.trouble(Trouble::Clock {
        ahead: Duration::from_secs(3_630),
    });
    let said = doctor(&program(), &discord, TOKEN, &[]);
    let of_discord: Vec<_> = said.lines().take(8).collect();
    insta::assert_snapshot!(of_discord.join("\n"), @"
    ok   token     of fundstelle
    note intents   privileged: message content
                   none of them is needed; turn them off under Bot > Privileged Gateway Intents
    note commands  those of another version are registered
                   `fundstelle serve` registers them when it starts
    ok   sessions  999 connections left for today
    BAD  clock     60 minutes behind Discord's
                   set the clock; a time service keeps it right
    ");
    assert!(said.ends_with("[1]"), "{said}");
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_looks_at_what_is_kept_and_changes_nothing() {
    let discord = Discord::start().await;
    let program = program();
    let data = program.folder().join("data");
    drop(Store::open(&data).unwrap());
    let file = data.join(FILE);
    let of_store = || {
        let before = std::fs::read(&file).unwrap();
        let said = doctor(&program, &discord, TOKEN, &[]);
        assert_eq!(std::fs::read(&file).unwrap(), before);
        let lines = said.lines().skip_while(|line| !line.contains(" store "));
        lines.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(of_store(), @"
    ok   store     fundstelle.sqlite3 is sound, of version 3
    [0]
    ");
    let aside = file.with_extension("aside");
    std::fs::rename(&file, &aside).unwrap();
    let said = doctor(&program, &discord, TOKEN, &[]);
    let line = "store     fundstelle.sqlite3 was here before and is gone: all settings begin anew";
    assert!(
        said.contains(line) && said.contains("put a backup in its place"),
        "{said}"
    );
    std::fs::rename(&aside, &file).unwrap();
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection
        .pragma_update(None, "user_version", 1_000)
        .unwrap();
    drop(connection);
    insta::assert_snapshot!(of_store(), @"
    BAD  store     data/fundstelle.sqlite3 was written by a newer version of fundstelle; run that version, or move the file away to begin anew
    [1]
    ");
    std::fs::write(&file, "no database at all").unwrap();
    let said = of_store();
    assert!(
        said.starts_with("BAD  store     data/fundstelle.sqlite3 cannot be used"),
        "{said}"
    );
    discord.end();
}
