//! The shards of the bot, divided among the processes that share a database. A process that is alive holds a lease on
//! each shard that it serves; one that ends gives them back, and those of one that died run out. All times are those
//! of the database.

use std::time::Duration;

use serde_json::json;

use super::{PostgresServer, link::Link, pool::Pool};
use crate::store::{
    StoreError,
    values::{Cells, Param},
};

/// The number of the lock that whoever divides shards holds: "Shards".
const LOCK: i64 = 0x5368_6172_6473;

/// More connections than this are not needed: one divides, and one gives turns.
const CONNECTIONS: usize = 2;

/// The members that are alive: how many, how many of them are older than this one, and whether this one has been heard
/// of for long enough to take what others have left.
const LIVING: &str = "SELECT count(*), count(*) FILTER (WHERE member < ?1),
                (SELECT count(*) FROM shard_members
                 WHERE member = ?1 AND since <= now() - ?2::bigint * interval '1 millisecond')
         FROM shard_members WHERE seen > now() - ?2::bigint * interval '1 millisecond'";

/// Notes that a member is alive. After a break it begins to be heard of anew.
const SEEN: &str = "INSERT INTO shard_members AS known (member, since, seen) VALUES (?1, now(), now())
         ON CONFLICT (member) DO UPDATE SET seen = now(), since =
             CASE WHEN known.seen > now() - ?2::bigint * interval '1 millisecond' THEN known.since ELSE now() END";

const RENEW: &str = "UPDATE shard_leases AS lease
         SET expires = now() + ?2::bigint * interval '1 millisecond'
         FROM json_to_recordset(?3::text::json) AS held (shard bigint, fence bigint)
         WHERE lease.member = ?1 AND lease.shard = held.shard AND lease.fence = held.fence
         RETURNING lease.shard";

const TAKE: &str = "WITH free AS (
             SELECT shard, sequence,
                    CASE WHEN released > now() - ?5::bigint * interval '1 millisecond' THEN session END AS session
             FROM shard_leases
             WHERE member IS NULL OR (?3::bigint = 1 AND expires <= now())
             ORDER BY shard LIMIT ?4
         )
         UPDATE shard_leases AS lease
         SET member = ?1, fence = nextval('shard_fences'), session = NULL, sequence = NULL, released = NULL,
             expires = now() + ?2::bigint * interval '1 millisecond'
         FROM free WHERE lease.shard = free.shard
         RETURNING lease.shard, lease.fence, free.session, coalesce(free.sequence, 0)";

const RELEASE: &str = "UPDATE shard_leases
         SET member = NULL, expires = NULL, session = ?3, sequence = ?4, released = now()
         WHERE shard = ?1 AND fence = ?2";

const TURN: &str = "INSERT INTO shard_turns AS turn (key, next)
         VALUES (?1, clock_timestamp() + (?2::bigint + ?3::bigint) * interval '1 millisecond')
         ON CONFLICT (key) DO UPDATE
         SET next = greatest(turn.next, clock_timestamp() + ?3::bigint * interval '1 millisecond')
                    + ?2::bigint * interval '1 millisecond'
         RETURNING ceil(extract(epoch FROM next - ?2::bigint * interval '1 millisecond' - clock_timestamp())
                        * 1000)::bigint";

/// The times that all processes keep to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeaseTerms {
    /// A lease that is not renewed for so long runs out.
    pub runs: Duration,
    /// The time between two renewals.
    pub beat: Duration,
    /// The time between two looks for what was given back, and between two renewals where something is waited for.
    pub look: Duration,
    /// The time between two sessions that begin under the same key.
    pub apart: Duration,
    /// For so long a session can be taken up that was handed back.
    pub resumable: Duration,
}

impl LeaseTerms {
    /// The times of a program that serves: what a process that died had is served again within 30 s. Discord wants 5 s
    /// between two sessions; the rest is for the way there.
    pub const USUAL: Self = Self {
        runs: Duration::from_secs(15),
        beat: Duration::from_secs(5),
        look: Duration::from_secs(1),
        apart: Duration::from_millis(5_500),
        resumable: Duration::from_mins(3),
    };
}

/// The shards of a bot, and who serves them.
pub struct ShardLeases {
    pool: Pool,
    terms: LeaseTerms,
}

/// A shard that a process may serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardLease {
    /// The number of the shard.
    pub shard: u32,
    /// A number that no other lease has: what an earlier holder says does not count.
    pub fence: u64,
    /// The session that its last holder handed back.
    pub session: Option<HandedSession>,
}

/// A session of the gateway that somebody else can take up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedSession {
    /// Its description, which only those who serve understand.
    pub described: String,
    /// The number of its last event.
    pub sequence: u64,
}

/// The report of a process about itself, and what it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseRound {
    /// Its number.
    pub member: u64,
    /// The number of shards that Discord advises.
    pub advised: u32,
    /// The shards that it serves, each with the fence of its lease.
    pub held: Vec<(u32, u64)>,
}

/// The shards of a process from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseAnswer {
    /// All shards, and how many are served.
    pub census: ShardCensus,
    /// The shards that it still has. Others that it served are somebody else's.
    pub kept: Vec<u32>,
    /// The shards that it has in addition.
    pub taken: Vec<ShardLease>,
    /// The number of shards that are its share.
    pub share: usize,
}

/// All shards, and how many are served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShardCensus {
    /// The number of shards; 0 before a process has asked for any.
    pub total: usize,
    /// The number of those that nobody serves.
    pub unserved: usize,
    /// The number of processes that are alive.
    pub processes: usize,
}

impl ShardLeases {
    /// The shards that are divided in a database.
    pub fn new(server: &PostgresServer, terms: LeaseTerms) -> Self {
        let pool = Pool::new(server.with_connections(CONNECTIONS));
        Self { pool, terms }
    }

    /// The times that are kept to.
    pub fn terms(&self) -> LeaseTerms {
        self.terms
    }

    /// A number for a process that begins to serve.
    pub fn join(&self) -> Result<u64, StoreError> {
        let sql = "INSERT INTO shard_members (since, seen) VALUES (now(), now()) RETURNING member";
        self.pool.write(|link| {
            let gone = "DELETE FROM shard_members WHERE seen < now() - interval '1 day'";
            link.execute(gone, &[])?;
            first(link, sql, &[])?.count(0)
        })
    }

    /// Renews the leases of a process, and gives it free shards up to its share.
    pub fn round(&self, round: &LeaseRound) -> Result<LeaseAnswer, StoreError> {
        self.pool.write(|link| {
            let (member, runs) = (Param::from(round.member), millis(self.terms.runs));
            lock(link)?;
            link.execute(SEEN, &[member.clone(), runs.clone()])?;
            let living = first(link, LIVING, &[member.clone(), runs.clone()])?;
            let (processes, older) = (number(&living, 0)?, number(&living, 1)?);
            let may_take_over = living.is(2)?;
            let total = agree(link, round.advised, may_take_over)?;
            let kept = renew(link, round, &runs)?;
            let share = share(total, processes, older);
            let free = share.saturating_sub(kept.len());
            let taken = if free == 0 {
                Vec::new()
            } else {
                let resumable = millis(self.terms.resumable);
                let params = [member, runs, may_take_over.into(), free.into(), resumable];
                let rows = link.rows(TAKE, &params)?;
                rows.iter().map(lease).collect::<Result<_, _>>()?
            };
            Ok(LeaseAnswer {
                census: census(link, &millis(self.terms.runs))?,
                kept,
                taken,
                share,
            })
        })
    }

    /// Whether a shard was given back that nobody has taken yet: cheaper than a round.
    pub fn is_any_free(&self) -> Result<bool, StoreError> {
        self.pool.read(|link| {
            let sql = "SELECT count(*) FROM shard_leases WHERE member IS NULL";
            first(link, sql, &[])?.is(0)
        })
    }

    /// Gives a shard back, with the session that the next one may take up.
    pub fn release(
        &self,
        (shard, fence): (u32, u64),
        session: Option<&HandedSession>,
    ) -> Result<(), StoreError> {
        let described = session.map(|session| session.described.as_str());
        let sequence = session.map(|session| session.sequence);
        self.pool.write(|link| {
            let params = [
                i64::from(shard).into(),
                fence.into(),
                described.into(),
                sequence.into(),
            ];
            link.execute(RELEASE, &params)?;
            Ok(())
        })
    }

    /// Ends the membership of a process; what it still has is free.
    pub fn leave(&self, member: u64) -> Result<(), StoreError> {
        self.pool.write(|link| {
            lock(link)?;
            let free = "UPDATE shard_leases SET member = NULL, expires = NULL WHERE member = ?1";
            link.execute(free, &[member.into()])?;
            let gone = "DELETE FROM shard_members WHERE member = ?1";
            link.execute(gone, &[member.into()])?;
            Ok(())
        })
    }

    /// Takes the next turn to begin a session under a key, which is not sooner than in `from`; gives the time until
    /// then. No two turns of a key are nearer to each other than the terms allow, whichever processes they are of.
    pub fn turn(&self, key: u64, from: Duration) -> Result<Duration, StoreError> {
        let (apart, from) = (millis(self.terms.apart), millis(from));
        let wait = self.pool.write(|link| {
            let row = first(link, TURN, &[key.into(), apart.clone(), from.clone()])?;
            row.number(0)
        })?;
        Ok(Duration::from_millis(wait.try_into().unwrap_or(0)))
    }

    /// Looks how many shards are served; changes nothing.
    pub fn census(&self) -> Result<ShardCensus, StoreError> {
        self.pool
            .read(|link| census(link, &millis(self.terms.runs)))
    }
}

/// The share of a process: all have the same number of shards, or one more where they have been there longer.
fn share(total: usize, processes: usize, older: usize) -> usize {
    let processes = processes.max(1);
    total / processes + usize::from(older < total % processes)
}

fn lock(link: &mut Link) -> Result<(), StoreError> {
    link.execute("SELECT 1 FROM pg_advisory_xact_lock(?1)", &[LOCK.into()])?;
    Ok(())
}

/// The number of all shards. The first process decides it; it changes while nobody serves any.
fn agree(link: &mut Link, advised: u32, may_take_over: bool) -> Result<usize, StoreError> {
    let sql = "SELECT count(*), count(*) FILTER (
                   WHERE member IS NOT NULL AND (expires > now() OR ?1::bigint = 0))
               FROM shard_leases";
    let row = first(link, sql, &[may_take_over.into()])?;
    let (total, busy) = (number(&row, 0)?, number(&row, 1)?);
    let advised = usize::try_from(advised.max(1)).unwrap_or(1);
    if busy > 0 || total == advised {
        return Ok(total);
    }
    link.execute("DELETE FROM shard_leases", &[])?;
    let sql = "INSERT INTO shard_leases (shard) SELECT generate_series(0, ?1::bigint - 1)";
    link.execute(sql, &[advised.into()])?;
    Ok(advised)
}

fn renew(link: &mut Link, round: &LeaseRound, runs: &Param) -> Result<Vec<u32>, StoreError> {
    if round.held.is_empty() {
        return Ok(Vec::new());
    }
    let held = round
        .held
        .iter()
        .map(|(shard, fence)| json!({ "shard": shard, "fence": fence }));
    let held = json!(held.collect::<Vec<_>>()).to_string();
    let params = [round.member.into(), runs.clone(), held.as_str().into()];
    let rows = link.rows(RENEW, &params)?;
    rows.iter().map(|row| shard(row, 0)).collect()
}

fn census(link: &mut Link, runs: &Param) -> Result<ShardCensus, StoreError> {
    let sql = "SELECT count(*), count(*) FILTER (WHERE member IS NULL OR expires <= now()),
                      (SELECT count(*) FROM shard_members
                       WHERE seen > now() - ?1::bigint * interval '1 millisecond')
               FROM shard_leases";
    let row = first(link, sql, std::slice::from_ref(runs))?;
    Ok(ShardCensus {
        total: number(&row, 0)?,
        unserved: number(&row, 1)?,
        processes: number(&row, 2)?,
    })
}

fn lease(row: &Cells) -> Result<ShardLease, StoreError> {
    let described = row.text_or_nothing(2)?.map(str::to_owned);
    let sequence = row.count(3)?;
    Ok(ShardLease {
        shard: shard(row, 0)?,
        fence: row.count(1)?,
        session: described.map(|described| HandedSession {
            described,
            sequence,
        }),
    })
}

fn first(link: &mut Link, sql: &str, params: &[Param]) -> Result<Cells, StoreError> {
    let rows = link.rows(sql, params)?;
    rows.into_iter().next().ok_or(StoreError::Cell)
}

fn number(row: &Cells, at: usize) -> Result<usize, StoreError> {
    usize::try_from(row.count(at)?).map_err(|_| StoreError::Cell)
}

fn shard(row: &Cells, at: usize) -> Result<u32, StoreError> {
    u32::try_from(row.count(at)?).map_err(|_| StoreError::Cell)
}

fn millis(time: Duration) -> Param {
    u64::try_from(time.as_millis())
        .unwrap_or(u64::MAX >> 1)
        .into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn shares_are_all_shards_and_differ_by_one_at_most(
            total in 0_usize..200,
            processes in 1_usize..40,
        ) {
            let shares: Vec<_> = (0..processes).map(|older| share(total, processes, older)).collect();
            prop_assert_eq!(shares.iter().sum::<usize>(), total);
            let (most, least) = (shares.iter().max().unwrap(), shares.iter().min().unwrap());
            prop_assert!(most - least <= 1);
        }

        /// Nobody has to give anything to anybody but a newcomer.
        #[test]
        fn who_stays_keeps_what_it_has_when_another_ends(
            total in 0_usize..200,
            processes in 2_usize..40,
            gone in 0_usize..40,
        ) {
            let gone = gone % processes;
            for older in (0..processes).filter(|older| *older != gone) {
                let before = share(total, processes, older);
                let after = share(total, processes - 1, older - usize::from(older > gone));
                prop_assert!(after >= before);
            }
        }
    }
}
