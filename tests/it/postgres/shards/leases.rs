//! The leases themselves, without Discord: shares, dead processes, fences, turns.

use std::{
    thread,
    time::{Duration, Instant},
};

use fundstelle::store::{
    HandedSession, LeaseAnswer, LeaseRound, LeaseTerms, PostgresServer, ShardCensus, ShardLeases,
    Store,
};

use super::{super::cluster::Cluster, NAME};
use crate::program::{Program, Said};

const TERMS: LeaseTerms = LeaseTerms {
    runs: Duration::from_millis(700),
    apart: Duration::from_millis(100),
    ..super::TERMS
};

/// A process that asks for shards.
struct Member {
    leases: ShardLeases,
    number: u64,
    held: Vec<(u32, u64)>,
}

impl Member {
    fn joins(server: &PostgresServer, terms: LeaseTerms) -> Self {
        let leases = ShardLeases::new(server, terms);
        let number = leases.join().unwrap();
        let held = Vec::new();
        Self {
            leases,
            number,
            held,
        }
    }

    fn round(&mut self, advised: u32) -> LeaseAnswer {
        let answer = self.leases.round(&LeaseRound {
            member: self.number,
            advised,
            held: self.held.clone(),
        });
        let answer = answer.unwrap();
        self.held.retain(|(shard, _)| answer.kept.contains(shard));
        let taken = answer.taken.iter();
        self.held
            .extend(taken.map(|lease| (lease.shard, lease.fence)));
        self.held.sort_unstable();
        answer
    }

    fn shards(&self) -> Vec<u32> {
        self.held.iter().map(|(shard, _)| *shard).collect()
    }

    fn gives_back(&mut self, shard: u32, session: Option<&HandedSession>) {
        let at = self.held.iter().position(|(of, _)| *of == shard).unwrap();
        let lease = self.held.remove(at);
        self.leases.release(lease, session).unwrap();
    }
}

fn database(cluster: &Cluster) -> PostgresServer {
    let server = cluster.database(NAME);
    drop(Store::connect(&server).unwrap());
    server
}

#[test]
fn a_newcomer_gets_its_share_and_what_a_dead_one_had_is_taken() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let server = database(&cluster);
    let mut one = Member::joins(&server, TERMS);
    assert_eq!(one.round(6).share, 6);
    assert_eq!(one.shards(), [0, 1, 2, 3, 4, 5]);
    let mut two = Member::joins(&server, TERMS);
    let nothing = two.round(6);
    assert_eq!((nothing.share, nothing.taken.len()), (3, 0));
    assert_eq!(one.round(6).share, 3);
    let session = HandedSession {
        described: "a session".to_owned(),
        sequence: 41,
    };
    one.gives_back(4, Some(&session));
    one.gives_back(5, None);
    let taken = two.round(6).taken;
    let sessions: Vec<_> = taken.iter().map(|lease| lease.session.clone()).collect();
    assert_eq!(two.shards(), [4, 5]);
    assert_eq!(sessions, [Some(session), None]);
    // The first says nothing any more.
    let begun = Instant::now();
    while two.held.len() < 6 {
        assert!(begun.elapsed() < TERMS.runs * 4, "{:?}", two.held);
        if begun.elapsed() < TERMS.runs / 2 {
            assert_eq!(two.held.len(), 2, "not before its leases have run out");
        }
        two.round(6);
        thread::sleep(Duration::from_millis(50));
    }
    let census = ShardCensus {
        total: 6,
        unserved: 0,
        processes: 1,
    };
    assert_eq!(two.leases.census().unwrap(), census);
    // It was only slow: it has nothing any more, and cannot give back what is another's.
    let late = one.held.clone();
    assert_eq!(one.round(6).kept, [0_u32; 0]);
    for lease in late {
        one.leases.release(lease, None).unwrap();
    }
    assert_eq!(two.round(6).kept.len(), 6);
    two.leases.leave(two.number).unwrap();
    assert_eq!(one.round(6).taken.len(), 6);
}

#[test]
fn who_was_out_of_touch_takes_nothing_that_has_just_run_out() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let server = database(&cluster);
    let mut one = Member::joins(&server, TERMS);
    one.round(2);
    let mut two = Member::joins(&server, TERMS);
    two.round(2);
    // Nobody reached the database for a while. The second is back first.
    thread::sleep(TERMS.runs + Duration::from_millis(200));
    assert_eq!(two.round(2).taken, []);
    assert_eq!(one.round(2).kept, [0, 1]);
}

#[test]
fn the_first_one_decides_how_many_shards_there_are() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let server = database(&cluster);
    let mut one = Member::joins(&server, TERMS);
    let fence = one.round(2).taken[0].fence;
    let mut two = Member::joins(&server, TERMS);
    assert_eq!(two.round(3).census.total, 2);
    one.gives_back(0, None);
    assert_eq!(two.round(3).census.total, 2, "the other one is served");
    one.gives_back(1, None);
    two.gives_back(0, None);
    let answer = two.round(3);
    assert_eq!(answer.census.total, 3);
    assert!(answer.taken.iter().all(|lease| lease.fence > fence));
}

#[test]
fn doctor_says_how_many_shards_there_are_and_whether_one_is_not_served() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let server = database(&cluster);
    let program = Program::without_corpus();
    let says = |words: &str| {
        let mut command = program.command(&["doctor"]);
        command.env("FUNDSTELLE_STORE__URL", cluster.url(NAME));
        drop(Said::of(command).says(words));
    };
    let terms = LeaseTerms {
        runs: Duration::from_mins(1),
        ..TERMS
    };
    let mut one = Member::joins(&server, terms);
    one.round(2);
    says("ok shards 2 shards, shared by 1 process");
    one.gives_back(1, None);
    says("note shards 2 shards, shared by 1 process; 1 not served");
    one.leases.leave(one.number).unwrap();
    says("ok shards 2 shards; no process serves");
}

#[test]
fn a_session_that_was_left_too_long_ago_is_not_taken_up() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let terms = LeaseTerms {
        resumable: Duration::ZERO,
        ..TERMS
    };
    let mut one = Member::joins(&database(&cluster), terms);
    one.round(1);
    let session = HandedSession {
        described: "a session".to_owned(),
        sequence: 41,
    };
    one.gives_back(0, Some(&session));
    assert_eq!(one.round(1).taken[0].session, None);
}

#[test]
fn turns_under_one_key_are_apart_whoever_takes_them() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let server = database(&cluster);
    let mut turns: Vec<Instant> = thread::scope(|scope| {
        let takers = (0..4).map(|_| {
            let leases = ShardLeases::new(&server, TERMS);
            scope.spawn(move || {
                let turn = |_| Instant::now() + leases.turn(1, Duration::ZERO).unwrap();
                (0..5).map(turn).collect::<Vec<_>>()
            })
        });
        let takers: Vec<_> = takers.collect();
        let turns = takers.into_iter().flat_map(|taker| taker.join().unwrap());
        turns.collect()
    });
    turns.sort_unstable();
    let whole = turns[turns.len() - 1].duration_since(turns[0]);
    // When a turn is heard of is no exact time on a busy machine; the last one is far from the first.
    assert!(whole > TERMS.apart * 17, "{whole:?}");
    let other = ShardLeases::new(&server, TERMS);
    let soon = other.turn(2, Duration::ZERO).unwrap();
    assert!(soon < TERMS.apart, "{soon:?}");
    // Whoever needs time gets it, and those behind wait for it.
    let long = TERMS.apart * 100;
    let later = other.turn(3, long).unwrap();
    assert!(later >= long, "{later:?}");
    let behind = other.turn(3, Duration::ZERO).unwrap();
    assert!(behind > long / 2, "{behind:?}");
}
