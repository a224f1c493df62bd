//! Whole bots that share the shards of a faked Discord.

use std::{collections::BTreeSet, time::Duration};

use fake_discord::{Bot, Discord, Person};

use super::{super::cluster::Cluster, NAME, TERMS, config, is_whole, until};

const QUESTION: &str = "<@501> Wer leitet das CFIUS?";
const SHARDS: u64 = 6;

/// The time that anything may take on a busy machine.
const LONG: Duration = Duration::from_secs(40);

/// A server on a shard.
fn server_on(shard: u64) -> u64 {
    (shard << 22) + 7
}

/// A Discord that advises some shards, and a database.
async fn several(shards: u64) -> Option<(Cluster, Discord)> {
    let cluster = Cluster::start()?;
    drop(cluster.database(NAME));
    let discord = Discord::start().await;
    let keys = 2.min(shards);
    discord.advises_shards(shards, keys, TERMS.apart / 2);
    discord.hurries(TERMS);
    let servers: Vec<u64> = (0..shards).map(server_on).collect();
    discord.bot_is_on(&servers);
    Some((cluster, discord))
}

/// Somebody on a server of each shard.
fn people(discord: &Discord, shards: u64) -> Vec<Person> {
    let on = |shard| discord.anna().in_guild(server_on(shard));
    (0..shards).map(on).collect()
}

/// Asks on every shard, by message and by command.
async fn are_answered(people: &[Person]) {
    for person in people {
        let asked = person.write(QUESTION);
        let answer = person.reply_to(asked).await;
        assert!(answer.description().contains("**Geleitet wird"), "{answer}");
        let answer = person.ask("Wann entstand SEMATECH?").await;
        assert!(answer.description().contains("SEMATECH"), "{answer}");
    }
}

/// Waits until each of these bots has so many shards, of which no two have the same.
async fn have(bots: &mut [Bot], shares: &[usize]) {
    until("all have their share", LONG, async || {
        let mut all = BTreeSet::new();
        let mut counts = Vec::new();
        for bot in bots.iter_mut() {
            let own = bot.share().await.own;
            counts.push(own.len());
            all.extend(own);
        }
        counts.sort_unstable();
        counts == shares && all.len() == shares.iter().sum::<usize>()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn six_shards_are_served_once_whoever_comes_dies_or_goes() {
    let Some((cluster, discord)) = several(SHARDS).await else {
        return;
    };
    let people = people(&discord, SHARDS);
    let begin = |name: &str| discord.begin(&config(&cluster, &discord, name));
    let mut bots = vec![begin("one"), begin("two"), begin("three")];
    have(&mut bots, &[2, 2, 2]).await;
    until("all are served", LONG, async || is_whole(&discord, SHARDS)).await;
    are_answered(&people).await;

    // One dies without a word.
    let dead = bots.remove(0);
    dead.vanish().await;
    until("two shards are not heard", LONG, async || {
        discord.served().len() == 4
    })
    .await;
    let took = until("all are served again", LONG, async || {
        is_whole(&discord, SHARDS)
    })
    .await;
    // The lease, a look, the turns under a key, and what a busy machine takes in addition.
    let bound = TERMS.runs + TERMS.beat + TERMS.apart * 3 + Duration::from_secs(6);
    assert!(took < bound, "{took:?}");
    have(&mut bots, &[3, 3]).await;
    are_answered(&people).await;

    // A third comes, and gets its share: sessions go on, and none begins.
    let (begun, resumed) = discord.session_counts();
    bots.push(begin("four"));
    have(&mut bots, &[2, 2, 2]).await;
    until("all are served", LONG, async || is_whole(&discord, SHARDS)).await;
    assert_eq!(discord.session_counts(), (begun, resumed + 2));
    are_answered(&people).await;

    // One is stopped: the others go on with its sessions at once.
    bots.remove(0).stop().await;
    until("all are served", LONG, async || is_whole(&discord, SHARDS)).await;
    have(&mut bots, &[3, 3]).await;
    assert_eq!(discord.session_counts(), (begun, resumed + 4));
    are_answered(&people).await;
    for bot in bots {
        bot.stop().await;
    }
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_while_shards_change_hands_is_answered_once() {
    let Some((cluster, discord)) = several(2).await else {
        return;
    };
    let people = people(&discord, 2);
    let begin = |name: &str| discord.begin(&config(&cluster, &discord, name));
    let mut bots = vec![begin("one")];
    until("all are served", LONG, async || is_whole(&discord, 2)).await;
    let (begun, _) = discord.session_counts();
    let mut asked = Vec::new();
    let ask = |asked: &mut Vec<(usize, u64)>| {
        for (of, person) in people.iter().enumerate() {
            asked.push((of, person.write(QUESTION)));
        }
    };
    // A second one comes; then the first one goes.
    bots.push(begin("two"));
    let mut is_shared = false;
    while !is_shared {
        ask(&mut asked);
        tokio::time::sleep(Duration::from_millis(100)).await;
        is_shared = bots[1].share().await.own.len() == 1 && is_whole(&discord, 2);
        assert!(asked.len() < 1_000, "{:?}", discord.served());
    }
    let first = bots.remove(0);
    let stopping = tokio::spawn(first.stop());
    for _ in 0..20 {
        ask(&mut asked);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    stopping.await.unwrap();
    until("all are served", LONG, async || is_whole(&discord, 2)).await;
    // Nobody is there for a while.
    bots.remove(0).stop().await;
    ask(&mut asked);
    let last = begin("three");
    until("all are served", LONG, async || is_whole(&discord, 2)).await;
    for (of, id) in asked {
        let answer = people[of].reply_to(id).await;
        assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    }
    assert_eq!(discord.session_counts().0, begun, "all sessions went on");
    last.stop().await;
    // A second answer would be left over.
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_without_a_shard_waits_for_one() {
    let Some((cluster, discord)) = several(1).await else {
        return;
    };
    let begin = |name: &str| discord.begin(&config(&cluster, &discord, name));
    let first = begin("one");
    until("it is served", LONG, async || is_whole(&discord, 1)).await;
    let mut spare = begin("two");
    until("the spare is known", LONG, async || {
        let share = spare.share().await;
        share.processes == 2 && share.own.is_empty() && share.unserved == 0
    })
    .await;
    first.stop().await;
    until("the spare serves", LONG, async || {
        spare.share().await.own == [0] && is_whole(&discord, 1)
    })
    .await;
    // It has begun no session itself, and knows where it is.
    assert_eq!(discord.session_counts(), (1, 1));
    are_answered(&people(&discord, 1)).await;
    // A session that Discord ends begins anew, in turn.
    discord.close_gateways(4009);
    discord.sessions(2, 1).await;
    until("it is served", LONG, async || is_whole(&discord, 1)).await;
    are_answered(&people(&discord, 1)).await;
    spare.stop().await;
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_away_all_serve_what_they_served() {
    let Some((cluster, discord)) = several(2).await else {
        return;
    };
    let begin = |name: &str| discord.begin(&config(&cluster, &discord, name));
    let mut bots = vec![begin("one"), begin("two")];
    have(&mut bots, &[1, 1]).await;
    until("all are served", LONG, async || is_whole(&discord, 2)).await;
    let before = [bots[0].share().await.own, bots[1].share().await.own];
    let counts = discord.session_counts();
    cluster.stop();
    until("both know", LONG, async || {
        bots[0].share().await.is_away && bots[1].share().await.is_away
    })
    .await;
    // Their leases run out meanwhile.
    tokio::time::sleep(TERMS.runs + TERMS.beat).await;
    for person in people(&discord, 2) {
        let asked = person.ask("Wer leitet das CFIUS?").await;
        assert!(asked.description().contains("**Geleitet wird"), "{asked}");
    }
    cluster.go_on();
    until("both know", LONG, async || {
        !bots[0].share().await.is_away && !bots[1].share().await.is_away
    })
    .await;
    let after = [bots[0].share().await.own, bots[1].share().await.own];
    assert_eq!(after, before);
    assert_eq!(discord.session_counts(), counts);
    assert!(is_whole(&discord, 2));
    // What another process has by now is served no longer.
    let shard = before[0][0];
    let sql = format!(
        "UPDATE shard_leases SET member = 1000, fence = nextval('shard_fences'),
         expires = now() + interval '1 hour' WHERE shard = {shard}"
    );
    cluster.tell(NAME, &sql);
    until("it is left to the other", LONG, async || {
        !discord.served().contains_key(&u64::from(shard))
    })
    .await;
    for bot in bots {
        bot.stop().await;
    }
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_ends_a_process_that_shares() {
    let Some((cluster, discord)) = several(2).await else {
        return;
    };
    let bot = discord.begin(&config(&cluster, &discord, "one"));
    until("all are served", LONG, async || is_whole(&discord, 2)).await;
    discord.close_gateways(4004);
    let why = bot.ends().await;
    assert!(why.contains("does not accept the token"), "{why}");
    let mut refused = config(&cluster, &discord, "two");
    refused.discord.token = "another.secret.token".to_owned().into();
    let why = discord.begin(&refused).ends().await;
    assert!(why.contains("does not accept the token"), "{why}");
    assert!(!why.contains("secret"), "{why}");
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_session_may_begin_it_is_waited_for() {
    let Some((cluster, discord)) = several(1).await else {
        return;
    };
    // A session that begins before is a fault.
    discord.lets_none_begin(Duration::from_secs(2));
    let bot = discord.begin(&config(&cluster, &discord, "one"));
    until("it is served", LONG, async || is_whole(&discord, 1)).await;
    are_answered(&people(&discord, 1)).await;
    bot.stop().await;
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_serve_the_same_shard_give_one_answer_to_a_message() {
    let Some((cluster, discord)) = several(1).await else {
        return;
    };
    // As if one of them were cut off from the database.
    let begin = |name: &str| {
        let mut config = config(&cluster, &discord, name);
        config.discord.shards = "0..1/1".to_owned();
        discord.begin(&config)
    };
    let first = begin("one");
    until("one serves", LONG, async || is_whole(&discord, 1)).await;
    tokio::time::sleep(TERMS.apart).await;
    let bots = [first, begin("two")];
    until("both serve", LONG, async || {
        discord.served().get(&0) == Some(&2)
    })
    .await;
    let person = &people(&discord, 1)[0];
    let asked = person.write(QUESTION);
    let answer = person.reply_to(asked).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    for bot in bots {
        bot.stop().await;
    }
    // A second answer would be left over.
    discord.end();
}
