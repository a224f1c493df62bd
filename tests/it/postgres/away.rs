//! A server that goes away and comes back: answers go on, and nothing is more public than was chosen.

use fundstelle::store::{Availability, PostgresServer, ResilientStore, Settings, Store};
use serde_json::json;

use super::cluster::{Cluster, PASSWORD, USER};
use crate::discord::corpus;
use fake_discord::{Discord, Person};

const SERVER: u64 = 100;

fn privately(settings: &mut Settings) {
    settings.is_private = true;
}

fn kept(server: &PostgresServer) -> ResilientStore {
    let kept = ResilientStore::connect(server.clone()).unwrap();
    assert_eq!(kept.availability(), Availability::Lasting);
    drop(kept.store().change_settings(SERVER, 0, privately).unwrap());
    kept
}

fn is_private(store: &ResilientStore) -> Option<bool> {
    let settings = store.settings(SERVER).ok().flatten();
    settings.map(|settings| settings.is_private)
}

fn is_lost(changed: Option<Availability>) -> String {
    match changed {
        Some(Availability::Lost(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn hides(said: &str) {
    assert!(!said.contains(USER) && !said.contains(PASSWORD), "{said}");
}

#[test]
fn settings_are_unknown_while_the_server_is_away_and_known_when_it_is_back() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let server = cluster.database("kept");
    let store = kept(&server);
    cluster.stop();
    let error = store.settings(SERVER).unwrap_err();
    let why = is_lost(store.failed(&error));
    assert!(
        why.contains("kept on /") && why.contains("store.url"),
        "{why}"
    );
    hides(&format!("{why} {error:?} {server:?}"));
    assert_eq!(store.failed(&error), None, "it is told once");
    assert_eq!(is_private(&store), None);
    assert_eq!(store.look_again(), None);
    // What is kept meanwhile is forgotten, and nobody waits for it.
    store.store().vote(SERVER, 900, 11, true, 0).unwrap();
    // Another that starts now knows nothing either.
    let late = ResilientStore::connect(server.clone()).unwrap();
    assert_eq!(is_private(&late), None);
    cluster.go_on();
    for store in [&store, &late] {
        assert_eq!(store.look_again(), Some(Availability::Lasting));
        assert_eq!(store.look_again(), None);
        assert_eq!(is_private(store), Some(true));
    }
    assert_eq!(store.store().votes(SERVER).unwrap().up, 0);
}

#[test]
fn a_server_that_goes_away_is_noticed_without_a_question() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let store = kept(&cluster.database("kept"));
    cluster.stop();
    hides(&is_lost(store.look_again()));
}

#[test]
fn connections_that_are_cut_are_made_again_unseen() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let store = kept(&cluster.database("kept"));
    for round in 0..3 {
        cluster.cut("kept");
        assert_eq!(is_private(&store), Some(true));
        cluster.cut("kept");
        store.store().vote(SERVER, round, 11, true, 0).unwrap();
    }
    assert_eq!(store.store().votes(SERVER).unwrap().up, 3);
    assert!(store.is_lasting());
}

#[test]
fn a_server_that_cannot_be_written_is_read() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let store = kept(&cluster.database("kept"));
    cluster.tell(
        "postgres",
        "ALTER DATABASE kept SET default_transaction_read_only = on",
    );
    cluster.cut("kept");
    let error = store.store().vote(SERVER, 900, 11, true, 0).unwrap_err();
    let changed = store.failed(&error);
    assert!(
        matches!(changed, Some(Availability::ReadOnly(_))),
        "{changed:?}"
    );
    assert_eq!(is_private(&store), Some(true));
    assert_eq!(store.look_again(), None);
    cluster.tell(
        "postgres",
        "ALTER DATABASE kept RESET default_transaction_read_only",
    );
    assert_eq!(store.look_again(), Some(Availability::Lasting));
}

#[test]
fn a_database_that_is_emptied_is_no_new_one() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let store = kept(&cluster.database("kept"));
    cluster.tell("kept", "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    let why = is_lost(store.look_again());
    assert!(why.contains("it is empty, and was not before"), "{why}");
    assert_eq!(store.look_again(), None);
    assert_eq!(is_private(&store), None);
}

#[tokio::test]
async fn connections_may_end_where_nobody_may_wait() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let server = cluster.database("kept");
    let store = tokio::task::spawn_blocking(move || Store::connect(&server).unwrap());
    drop(store.await.unwrap());
}

/// Asks for an answer that everybody sees; says whether they do.
async fn is_seen(person: &Person) -> bool {
    let publicly = [
        ("question", json!("Wer leitet das CFIUS?")),
        ("private", json!(false)),
    ];
    let answer = person.slash("ask", &publicly).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    !answer.is_private()
}

async fn until_seen(person: &Person, expected: bool) {
    for _ in 0..60 {
        if is_seen(person).await == expected {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    panic!("that does not happen");
}

#[tokio::test]
async fn answers_go_on_privately_while_the_server_is_away() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    drop(cluster.database("kept"));
    let discord = Discord::start().await;
    let mut config = corpus::config(&discord);
    config.store.url = cluster.url("kept").into();
    let bot = discord.bot(&config).await;
    let anna = discord.anna();
    until_seen(&anna, true).await;
    cluster.stop();
    assert!(
        !is_seen(&anna).await,
        "it might have been chosen to be private"
    );
    cluster.go_on();
    until_seen(&anna, true).await;
    bot.stop().await;
    discord.end();
}
