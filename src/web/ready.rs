//! Whether questions can be answered, and what stands in the way.

use std::{fmt, sync::Arc};

use serde::Serialize;

use crate::{
    app::{Audience, LiveIndex, Status},
    plural::counted,
    telemetry::{Metrics, Shard, ShardShare, now},
};

/// The things that are looked at.
pub(super) struct Watched {
    pub(super) live_index: Arc<LiveIndex>,
    pub(super) metrics: Arc<Metrics>,
    /// Whether the bot is on Discord.
    pub(super) has_discord: bool,
    /// Whether an embedding model belongs to it.
    pub(super) has_model: bool,
}

/// Whether questions can be answered.
#[derive(Debug, Serialize)]
pub(super) struct Readiness {
    /// Whether nothing that is needed is missing.
    pub(super) ready: bool,
    checks: Vec<Check>,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Check {
    name: &'static str,
    ok: bool,
    /// Whether questions cannot be answered without it.
    needed: bool,
    says: String,
}

impl Readiness {
    /// As it is now.
    pub(super) fn of(watched: &Watched) -> Self {
        let mut checks = vec![index(watched)];
        let status = watched.live_index.status(&Audience::operator());
        checks.extend(corpus(&status));
        checks.extend(sharing(&status));
        if watched.has_model {
            checks.extend(model(watched));
        }
        if watched.has_discord {
            let of = watched.metrics.gateway();
            checks.push(gateway(&of.shards(), of.shared().as_ref()));
            checks.push(store(&watched.metrics));
        }
        let ready = checks.iter().all(|check| check.ok || !check.needed);
        Self { ready, checks }
    }
}

impl fmt::Display for Readiness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", if self.ready { "ready" } else { "not ready" })?;
        for check in &self.checks {
            let word = match (check.ok, check.needed) {
                (true, _) => "ok",
                (false, true) => "failed",
                (false, false) => "degraded",
            };
            writeln!(f, "{word} {}: {}", check.name, check.says)?;
        }
        Ok(())
    }
}

fn index(watched: &Watched) -> Check {
    let (ok, says) = match watched.live_index.snapshot(&Audience::operator()) {
        Ok(snapshot) if let Some(why) = snapshot.app.generation().doubt() => (
            false,
            format!("{why}; it is looked at, and built anew if need be"),
        ),
        Ok(snapshot) => {
            let age = now()
                .as_secs()
                .saturating_sub(snapshot.built().unwrap_or(0));
            let generation = snapshot.generation();
            let documents = counted(snapshot.entries().len(), "document", "documents");
            let says = format!("generation {generation}, {documents}, built {age} s ago");
            (true, says)
        }
        Err(why) => {
            let building = watched.live_index.status(&Audience::operator()).building;
            let far = building.map(|building| format!(": {building}"));
            (false, format!("{why}{}", far.unwrap_or_default()))
        }
    };
    Check {
        name: "index",
        ok,
        needed: true,
        says,
    }
}

/// The obstacles to serving the corpus as it is; what was read before is served.
fn corpus(status: &Status) -> Option<Check> {
    status.generation?;
    let (bad, reading) = (status.with_errors, status.reading.len());
    let mut says = Vec::new();
    if let Some(problem) = &status.problem {
        says.push(format!("{problem}; what was read before is served"));
    }
    if status.awaits_vectors {
        let far = status.building.map(|building| format!(" ({building})"));
        let far = far.unwrap_or_default();
        says.push(format!(
            "answers are found by words alone until the texts are embedded{far}"
        ));
    }
    if reading > 0 {
        let files = counted(reading, "file", "files");
        says.push(format!("{files} still being read"));
    }
    if bad > 0 && status.problem.is_none() {
        let files = counted(bad, "file", "files");
        says.push(format!(
            "{files} could not be read; `fundstelle check` says why"
        ));
    }
    if says.is_empty() {
        return None;
    }
    Some(Check {
        name: "corpus",
        ok: false,
        needed: false,
        says: says.join("; "),
    })
}

/// The index that several processes share. What was fetched before is served without it.
fn sharing(status: &Status) -> Option<Check> {
    let sharing = status.sharing.as_ref()?;
    let mut says = match (sharing.published, status.generation) {
        (None, _) => "no generation is known to be published".to_owned(),
        (Some(published), Some(served)) if published == served => {
            format!("generation {published} is published and served")
        }
        (Some(published), Some(served)) => {
            format!("generation {published} is published, {served} is served")
        }
        (Some(published), None) => format!("generation {published} is published, none is served"),
    };
    says = format!("{says}; {}", sharing.role);
    if let Some(problem) = &sharing.problem {
        says = format!("{says}; {problem}");
    }
    Some(Check {
        name: "sharing",
        ok: sharing.problem.is_none() && sharing.published == status.generation,
        needed: false,
        says,
    })
}

/// The model comes with the index; without one that is open there is nothing to say.
fn model(watched: &Watched) -> Option<Check> {
    let snapshot = watched.live_index.snapshot(&Audience::operator()).ok()?;
    let embedder = snapshot.app.model().embedder();
    Some(Check {
        name: "model",
        ok: embedder.is_some(),
        needed: true,
        says: embedder.map_or("not loaded".to_owned(), |model| model.name().to_owned()),
    })
}

fn gateway(shards: &[Shard], share: Option<&ShardShare>) -> Check {
    let ill: Vec<String> = shards
        .iter()
        .filter(|shard| !shard.is_well())
        .map(|shard| {
            let age = shard.heartbeat_age.as_secs();
            let (number, state) = (shard.number, shard.state.word());
            format!("shard {number} is {state}, last heartbeat {age} s ago")
        })
        .collect();
    let oldest = shards.iter().map(|shard| shard.heartbeat_age.as_secs());
    let (ok, says) = match oldest.max() {
        None => share
            .and_then(without_shard)
            .unwrap_or_else(|| (false, "not connected to Discord yet".to_owned())),
        Some(_) if !ill.is_empty() => (false, ill.join("; ")),
        Some(age) => {
            let shards = counted(shards.len(), "shard", "shards");
            let of = share.filter(|share| share.total > 0);
            let of = of.map_or_else(String::new, |share| format!(" of {}", share.total));
            (true, format!("{shards}{of}, last heartbeat {age} s ago"))
        }
    };
    Check {
        name: "gateway",
        ok,
        needed: true,
        says,
    }
}

/// A process that has no shard is ready to take one, as long as others have them all.
fn without_shard(share: &ShardShare) -> Option<(bool, String)> {
    if share.is_away && share.own.is_empty() {
        let says = "the store does not say which shards are free; the log says why";
        return Some((false, says.to_owned()));
    }
    if share.total == 0 || !share.own.is_empty() {
        return None;
    }
    let total = counted(share.total, "shard", "shards");
    let others = share.processes.saturating_sub(1);
    let others = counted(others, "other process", "other processes");
    if share.unserved > 0 {
        let says = format!("no shard; {} of {total} are not served", share.unserved);
        return Some((false, says));
    }
    let says = format!("a spare: {total} served by {others}; it takes over when one ends");
    Some((true, says))
}

/// Answers go on without it.
fn store(metrics: &Metrics) -> Check {
    let ok = metrics.is_store_usable();
    let says = if ok {
        "settings and votes are kept"
    } else {
        "settings and votes are not kept; the log says why"
    };
    Check {
        name: "store",
        ok,
        needed: false,
        says: says.to_owned(),
    }
}
