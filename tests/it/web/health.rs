//! What tells how the program does.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    time::Duration,
};

use axum::{body::Body, http::Request};
use fundstelle::{
    app::Question,
    telemetry::{FrontEnd, ShardShare, ShardState},
};

use serde_json::Value;

use super::{Site, send};

/// A text without the numbers that differ from run to run.
fn steady(text: &str) -> String {
    let number = regex::Regex::new(r"\d+ s ago").unwrap();
    number.replace_all(text, "… s ago").into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_that_it_lives_and_serves() {
    let site = Site::start().await;
    assert_eq!(site.health("/healthz").await.is(200).body, "ok\n");
    let ready = site.health("/readyz").await.is(200).body;
    insta::assert_snapshot!(steady(&ready), @r"
    ready
    ok index: generation 1, 2 documents, built … s ago
    ");
    let health = fundstelle::web::health(&site.config, &site.service);
    let request = Request::get("/readyz").header("accept", "application/json");
    let said = send(&health, request.body(Body::empty()).unwrap())
        .await
        .json();
    assert_eq!(
        (&said["ready"], &said["checks"][0]["name"]),
        (&true.into(), &"index".into())
    );
    site.health("/elsewhere").await.is(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_corpus_it_is_not_ready_and_says_why() {
    let site = Site::with(|config| config.corpus.folder = "/nowhere/at/all".into()).await;
    let ready = site.health("/readyz").await.is(503).body;
    assert!(ready.starts_with("not ready\nfailed index: "), "{ready}");
    assert!(ready.contains("/nowhere/at/all"), "{ready}");
    site.health("/healthz").await.is(200);
    let numbers = site.health("/metrics").await.is(200).body;
    assert!(
        numbers.contains("fundstelle_index_refresh_failures_total 1\n"),
        "{numbers}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_not_there_is_told() {
    let site = Site::with(|config| config.discord.enabled = true).await;
    let of = async || steady(&site.health("/readyz").await.body);
    insta::assert_snapshot!(of().await, @r"
    not ready
    ok index: generation 1, 2 documents, built … s ago
    failed gateway: not connected to Discord yet
    ok store: settings and votes are kept
    ");
    let gateway = site.service.metrics.gateway();
    let (up, going_up) = (ShardState::Connected, ShardState::Connecting);
    gateway.see(Duration::ZERO, &[(0, up, None), (1, going_up, None)]);
    let two = of().await;
    assert!(
        two.contains("failed gateway: shard 1 is connecting, last heartbeat … s ago"),
        "{two}"
    );
    gateway.see(Duration::ZERO, &[(0, up, None), (1, up, None)]);
    site.service.metrics.store_is(false);
    // Answers go on without settings.
    insta::assert_snapshot!(of().await, @r"
    ready
    ok index: generation 1, 2 documents, built … s ago
    ok gateway: 2 shards, last heartbeat … s ago
    degraded store: settings and votes are not kept; the log says why
    ");
    site.health("/readyz").await.is(200);
    // The second one ends, and is not forgotten.
    gateway.see(Duration::ZERO, &[(0, up, None)]);
    let one = of().await;
    assert!(one.contains("shard 1 is disconnected"), "{one}");
    site.health("/readyz").await.is(503);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_whose_shards_others_serve_is_a_spare() {
    let site = Site::with(|config| config.discord.enabled = true).await;
    let gateway = site.service.metrics.gateway();
    let of = async || {
        let told = steady(&site.health("/readyz").await.body);
        let line = told.lines().find(|line| line.contains("gateway"));
        line.unwrap().to_owned()
    };
    let mut share = ShardShare {
        total: 6,
        processes: 4,
        ..ShardShare::default()
    };
    gateway.share(share.clone());
    insta::assert_snapshot!(of().await, @"ok gateway: a spare: 6 shards served by 3 other processes; it takes over when one ends");
    site.health("/readyz").await.is(200);
    let numbers = site.health("/metrics").await.body;
    for line in [
        "fundstelle_shards 6",
        "fundstelle_shards_unserved 0",
        "fundstelle_shard_processes 4",
    ] {
        assert!(numbers.contains(line), "{line}\n{numbers}");
    }
    share.unserved = 2;
    gateway.share(share.clone());
    insta::assert_snapshot!(of().await, @"failed gateway: no shard; 2 of 6 shards are not served");
    share.is_away = true;
    gateway.share(share.clone());
    insta::assert_snapshot!(of().await, @"failed gateway: the store does not say which shards are free; the log says why");
    // It has one, and answers go on.
    share.own = vec![3];
    gateway.share(share);
    insta::assert_snapshot!(of().await, @"failed gateway: not connected to Discord yet");
    gateway.see(Duration::ZERO, &[(3, ShardState::Connected, None)]);
    insta::assert_snapshot!(of().await, @"ok gateway: 1 shard of 6, last heartbeat … s ago");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_told_as_one() {
    let site = Site::with(|config| config.discord.enabled = true).await;
    let gateway = site.service.metrics.gateway();
    gateway.see(Duration::ZERO, &[(0, ShardState::Connected, None)]);
    let told = steady(&site.health("/readyz").await.body);
    assert!(
        told.contains("ok gateway: 1 shard, last heartbeat"),
        "{told}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_are_counted_by_front_end_and_outcome() {
    let site = Site::start().await;
    let ask = async |front_end, question: &str| {
        let queue = site.service.queue(front_end);
        drop(
            queue
                .library(&fundstelle::app::Audience::operator())
                .ask(&Question::new(question))
                .await
                .unwrap(),
        );
    };
    ask(FrontEnd::Api, "Wer leitet das CFIUS?").await;
    ask(FrontEnd::Discord, "Wer leitet das CFIUS?").await;
    ask(FrontEnd::Discord, "§ 2.3").await;
    ask(FrontEnd::Pages, "Wer komponierte Turandot?").await;
    let numbers = site.health("/metrics").await.is(200);
    assert!(
        numbers
            .header("content-type")
            .starts_with("text/plain; version=0.0.4")
    );
    let counted = |labels: &str| {
        let line = format!("fundstelle_questions_total{{{labels}}} ");
        let line = numbers
            .body
            .lines()
            .find_map(|found| found.strip_prefix(&line));
        line.unwrap_or_else(|| panic!("{labels}\n{}", numbers.body))
            .to_owned()
    };
    assert_eq!(counted(r#"front_end="api",outcome="answered""#), "1");
    assert_eq!(counted(r#"front_end="discord",outcome="answered""#), "1");
    assert_eq!(counted(r#"front_end="discord",outcome="place""#), "1");
    assert_eq!(counted(r#"front_end="pages",outcome="refused""#), "1");
    assert_eq!(counted(r#"front_end="pages",outcome="failed""#), "0");
    // The second time the answer was there already.
    assert!(
        numbers
            .body
            .contains("fundstelle_stage_seconds_count{stage=\"answering\"} 3\n")
    );
    assert!(numbers.body.contains("fundstelle_documents 2\n"));
    assert!(!numbers.body.contains("CFIUS") && !numbers.body.contains("Turandot"));
}

/// The metrics that are told, with their types.
async fn told() -> BTreeMap<String, String> {
    let site = Site::start().await;
    site.service
        .metrics
        .gateway()
        .see(Duration::ZERO, &[(0, ShardState::Connected, None)]);
    drop(super::get(&site.reader(), "/").await);
    let numbers = site.health("/metrics").await.is(200).body;
    let types = numbers
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE "));
    let types = types.filter_map(|line| line.split_once(' '));
    types
        .map(|(name, kind)| (name.to_owned(), kind.to_owned()))
        .collect()
}

fn page(name: &str) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    fs::read_to_string(docs.join(name)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_documentation_lists_every_metric_and_no_other() {
    let row = regex::Regex::new(r"(?m)^\| `(\w+)` \| (counter|gauge|histogram) \|").unwrap();
    let page = page("metrics.md");
    let listed = row.captures_iter(&page);
    let listed = listed.map(|found| (found[1].to_owned(), found[2].to_owned()));
    assert_eq!(listed.collect::<BTreeMap<_, _>>(), told().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_metric_of_the_dashboard_is_told_and_every_metric_is_in_it() {
    let dashboard: Value = serde_json::from_str(&page("grafana-dashboard.json")).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let targets = panels
        .iter()
        .filter_map(|panel| panel["targets"].as_array());
    let name = regex::Regex::new(r"\b(?:fundstelle|process)_\w+").unwrap();
    let mut named = BTreeSet::new();
    for target in targets.flatten() {
        let expression = target["expr"].as_str().unwrap();
        let names = name.find_iter(expression).map(|found| found.as_str());
        named.extend(names.map(|name| name.trim_end_matches("_bucket").to_owned()));
        assert_eq!(
            expression.matches('(').count(),
            expression.matches(')').count()
        );
    }
    assert!(named.iter().eq(told().await.keys()), "{named:#?}");
}
