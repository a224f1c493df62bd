//! `invite`, as an operator runs it.

use std::process::Command;

use fake_discord::{Discord, TOKEN};

fn invite(discord: &Discord, token: &str) -> (Option<i32>, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_fundstelle"));
    let said = program
        .arg("invite")
        .env("DISCORD_TOKEN", token)
        .env("FUNDSTELLE_DISCORD__API", discord.url())
        .output()
        .unwrap();
    let text = [said.stdout, said.stderr].concat();
    (said.status.code(), String::from_utf8(text).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_is_printed_and_the_token_is_not() {
    let discord = Discord::start().await;
    let (code, said) = invite(&discord, TOKEN);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("Open this to add fundstelle to a server"),
        "{said}"
    );
    assert!(said.contains("client_id=500"), "{said}");
    assert!(!said.contains("secret"), "{said}");
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_or_missing_is_said_so_with_the_remedy() {
    let discord = Discord::start().await;
    let (code, said) = invite(&discord, "another.secret.token");
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("Discord") && !said.contains("secret"),
        "{said}"
    );
    let (code, said) = invite(&discord, "");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("DISCORD_TOKEN_FILE"), "{said}");
    discord.end();
}
