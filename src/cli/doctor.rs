//! `doctor`: whether everything is as it should be to serve, and what to do where it is not. It
//! changes nothing, and builds nothing.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Context;

use super::{
    exit_code::{ANSWERED, TROUBLE},
    output::Output,
    store::server,
};
use crate::{
    answer::Model,
    app::{self, App},
    config::{CollectionConfig, Config, LibraryUse, LoadedConfig},
    corpus::{self, Severity, Shelves, Warning, is_shelved},
    discord::{self, DiagnoseError, Diagnosis, Registered},
    embedding::EmbeddingError,
    index::IndexError,
    plural::counted,
    store::{FILE, Inspection, LeaseTerms, PostgresServer, ShardLeases, Store, was_taken_away},
    telemetry::now,
};

/// A clock that is further off than this is wrong.
const CLOCK_OFF: Duration = Duration::from_secs(30);

/// Fewer connections than this left for today are worth a word.
const FEW_SESSIONS: u64 = 50;

/// A finding about one thing.
struct Finding {
    about: &'static str,
    state: Grade,
    said: String,
    /// The remedy for it.
    remedy: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grade {
    Good,
    /// It works, but could be better.
    Fair,
    Bad,
    /// It could not be looked at.
    Unknown,
}

pub(super) fn run(settings: &LoadedConfig, output: &mut Output) -> anyhow::Result<u8> {
    let config = &settings.config;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let diagnosis = runtime.block_on(discord::diagnose(config));
    let now = UNIX_EPOCH + now();
    let mut findings = of_discord(&diagnosis, now);
    findings.extend(of_settings(settings));
    let model = Model::open(config);
    findings.push(of_model(&model));
    let model = model.unwrap_or_else(|_| Model::of_words());
    let app = app::open_as_it_is(config, model.clone());
    findings.push(of_corpus(config, app.as_ref().ok()));
    findings.extend(of_collections(app.as_ref().ok()));
    findings.extend(of_library(config));
    findings.push(of_index(config, &model, &app, now));
    findings.extend(of_sharing(config, &model));
    findings.push(of_data(config, app.is_ok()));
    findings.push(of_store(config));
    findings.extend(of_shards(config));
    for finding in &findings {
        write(finding, output);
    }
    let is_bad = findings.iter().any(|finding| finding.state == Grade::Bad);
    Ok(if is_bad { TROUBLE } else { ANSWERED })
}

fn write(finding: &Finding, output: &mut Output) {
    let state = match finding.state {
        Grade::Good => "ok",
        Grade::Fair => "note",
        Grade::Bad => "BAD",
        Grade::Unknown => "?",
    };
    output.line(&format!("{state:<5}{:<10}{}", finding.about, finding.said));
    if let Some(remedy) = &finding.remedy {
        output.line(&format!("{:15}{remedy}", ""));
    }
}

impl Finding {
    fn new(about: &'static str, state: Grade, said: impl Into<String>) -> Self {
        let said = said.into();
        Self {
            about,
            state,
            said,
            remedy: None,
        }
    }

    fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

fn of_discord(diagnosis: &Result<Diagnosis, DiagnoseError>, now: SystemTime) -> Vec<Finding> {
    match diagnosis {
        Ok(diagnosis) => vec![
            Finding::new("token", Grade::Good, format!("of {}", diagnosis.name)),
            of_intents(diagnosis),
            of_commands(diagnosis.commands),
            of_sessions(diagnosis.sessions_left),
            of_clock(diagnosis.time, now),
        ],
        Err(error) => {
            let unknown = |about| Finding::new(about, Grade::Unknown, "Discord was not asked");
            let rest = ["intents", "commands", "sessions", "clock"].map(unknown);
            let mut findings = vec![of_token(error)];
            findings.extend(rest);
            findings
        }
    }
}

fn of_token(error: &DiagnoseError) -> Finding {
    let remedy = match error {
        DiagnoseError::Config(_) => {
            "copy it from Bot > Token at https://discord.com/developers/applications"
        }
        DiagnoseError::Refused => {
            "make a new one with Bot > Reset Token at https://discord.com/developers/applications"
        }
        DiagnoseError::Discord(_) | DiagnoseError::Answer(_) => {
            "see whether this machine reaches https://discord.com, and whether discord.api is right"
        }
    };
    Finding::new("token", Grade::Bad, error.to_string()).remedy(remedy)
}

/// Findings about what is odd in the settings; that they can be used is known.
fn of_settings(settings: &LoadedConfig) -> Vec<Finding> {
    if settings.warnings.is_empty() {
        let said = "can be used; `fundstelle config check` lists them";
        return vec![Finding::new("settings", Grade::Good, said)];
    }
    let warnings = settings.warnings.iter();
    let fair = |warning| Finding::new("settings", Grade::Fair, warning);
    warnings.map(|warning| fair(warning.clone())).collect()
}

fn of_intents(diagnosis: &Diagnosis) -> Finding {
    if diagnosis.privileged.is_empty() {
        return Finding::new(
            "intents",
            Grade::Good,
            "no privileged one, and none is needed",
        );
    }
    let granted = diagnosis.privileged.join(", ");
    Finding::new("intents", Grade::Fair, format!("privileged: {granted}"))
        .remedy("none of them is needed; turn them off under Bot > Privileged Gateway Intents")
}

fn of_commands(commands: Registered) -> Finding {
    let at_start = "`fundstelle serve` registers them when it starts";
    match commands {
        Registered::Same(count) => {
            let said = format!("{count} registered, as this version has them");
            Finding::new("commands", Grade::Good, said)
        }
        Registered::Missing => {
            Finding::new("commands", Grade::Fair, "none registered").remedy(at_start)
        }
        Registered::Other => {
            let said = "those of another version are registered";
            Finding::new("commands", Grade::Fair, said).remedy(at_start)
        }
    }
}

fn of_sessions(left: u64) -> Finding {
    let left_over = counted(left, "connection", "connections");
    let said = format!("{left_over} left for today");
    match left {
        0 => Finding::new("sessions", Grade::Bad, said)
            .remedy("something restarts the bot again and again; wait until Discord counts anew"),
        1..FEW_SESSIONS => Finding::new("sessions", Grade::Fair, said)
            .remedy("see whether something restarts the bot again and again"),
        _ => Finding::new("sessions", Grade::Good, said),
    }
}

fn of_clock(theirs: Option<SystemTime>, now: SystemTime) -> Finding {
    let Some(theirs) = theirs else {
        return Finding::new(
            "clock",
            Grade::Unknown,
            "Discord did not say what time it is",
        );
    };
    let (off, which) = match now.duration_since(theirs) {
        Ok(ahead) => (ahead, "ahead of"),
        Err(behind) => (behind.duration(), "behind"),
    };
    if off <= CLOCK_OFF {
        return Finding::new("clock", Grade::Good, "as Discord's");
    }
    let said = format!("{} {which} Discord's", of_time(off));
    Finding::new("clock", Grade::Bad, said).remedy("set the clock; a time service keeps it right")
}

fn of_model(model: &Result<Model, EmbeddingError>) -> Finding {
    let model = match model {
        Ok(model) => model,
        // It says itself what to do.
        Err(error) => return Finding::new("model", Grade::Bad, error.to_string()),
    };
    let Some(embedder) = model.embedder() else {
        return Finding::new("model", Grade::Fair, "none; words alone are searched")
            .remedy("embedding.enabled = true finds other words and languages too");
    };
    let dimensions = match embedder.dimensions() {
        Ok(dimensions) => counted(dimensions, "dimension", "dimensions"),
        Err(error) => return Finding::new("model", Grade::Bad, error.to_string()),
    };
    let said = format!("{}, {dimensions}", embedder.name());
    match model.meaning() {
        Some(_) => Finding::new("model", Grade::Good, said),
        None => Finding::new("model", Grade::Fair, format!("{said}, not calibrated"))
            .remedy("fit its weights to questions with known answers, as docs/quality.md says"),
    }
}

fn of_corpus(config: &Config, app: Option<&App>) -> Finding {
    if !config.index.build {
        let said = "not read here; index.build is false";
        return Finding::new("corpus", Grade::Good, said);
    }
    let folder = config.corpus.folder.display();
    let max_bytes = config.corpus.max_file_mb * 1024 * 1024;
    let shelves = app::shelves_folder(config);
    let folders = app::folders(config, &shelves);
    let walk = match corpus::walk_all(folders, max_bytes) {
        Ok(walk) => walk,
        // It says itself what to do.
        Err(error) => return Finding::new("corpus", Grade::Bad, error.to_string()),
    };
    if walk.is_corpus_empty && !walk.files.is_empty() {
        let said = format!("no document in {folder}; there are only those that servers keep");
        return Finding::new("corpus", Grade::Good, said);
    }
    if walk.files.is_empty() {
        return Finding::new("corpus", Grade::Bad, format!("no document in {folder}"))
            .remedy("put .md, .txt, .html, .pdf, .docx or .epub files there; `fundstelle check` says what is read");
    }
    let generation = app.map(App::generation);
    let documents = generation.iter().flat_map(|of| &of.manifest().documents);
    let editions = generation.iter().flat_map(|of| of.findings());
    let all = documents
        .flat_map(|entry| &entry.warnings)
        .chain(editions)
        .chain(&walk.warnings);
    let (mut warnings, mut errors) = (0, 0);
    for Warning { severity, .. } in all {
        warnings += usize::from(*severity == Severity::Warning);
        errors += usize::from(*severity == Severity::Error);
    }
    let own = walk.files.iter().filter(|file| !is_shelved(&file.relative));
    let count = own.count();
    let said = format!(
        "{} in {folder}, {}, {}",
        counted(count, "file", "files"),
        counted(errors, "error", "errors"),
        counted(warnings, "warning", "warnings")
    );
    match (errors, warnings) {
        (0, 0) => Finding::new("corpus", Grade::Good, said),
        (0, _) => Finding::new("corpus", Grade::Fair, said).remedy("`fundstelle check` lists them"),
        _ => Finding::new("corpus", Grade::Bad, said).remedy("`fundstelle check` lists them"),
    }
}

/// A finding about each collection: how many documents are kept from all others.
fn of_collections(app: Option<&App>) -> Vec<Finding> {
    let collections = app.map(App::collections).unwrap_or_default();
    let of = |(collection, documents): (&CollectionConfig, usize)| {
        let counted = counted(documents, "document", "documents");
        let said = format!("{}: {counted}, {}", collection.name, collection.seen_by());
        match documents {
            0 => Finding::new("collection", Grade::Fair, said)
                .remedy("see whether its folders are those that were meant"),
            _ => Finding::new("collection", Grade::Good, said),
        }
    };
    collections.into_iter().map(of).collect()
}

/// The documents that servers keep, where there are any.
fn of_library(config: &Config) -> Option<Finding> {
    let shelves = Shelves::of(app::shelves_folder(config));
    let servers = shelves.servers();
    let files = servers
        .iter()
        .flat_map(|server| shelves.shelf(*server).files());
    let sizes: Vec<u64> = files.map(|file| file.bytes).collect();
    if sizes.is_empty() {
        return None;
    }
    let said = format!(
        "{} of {}, {} MB",
        counted(sizes.len(), "document", "documents"),
        counted(servers.len(), "server", "servers"),
        sizes.iter().sum::<u64>().div_ceil(1024 * 1024),
    );
    if config.library.enabled == LibraryUse::Off {
        let said = format!("{said}; not read");
        return Some(Finding::new("library", Grade::Fair, said).remedy(
            "library.enabled = \"one server\" or \"all servers\" reads them; otherwise remove their folder",
        ));
    }
    let left = servers
        .iter()
        .filter(|server| !shelves.has(**server))
        .count();
    let left = match left {
        0 => String::new(),
        left => format!(", of which the bot has left {left}"),
    };
    Some(Finding::new("library", Grade::Good, said + &left))
}

fn of_index(
    config: &Config,
    model: &Model,
    app: &Result<App, IndexError>,
    now: SystemTime,
) -> Finding {
    let build = "`fundstelle index` builds it, and so does `fundstelle serve`";
    let app = match app {
        Ok(app) => app,
        Err(error) => {
            return Finding::new("index", Grade::Fair, error.to_string()).remedy(build);
        }
    };
    let generation = app.generation();
    let age = generation
        .built()
        .and_then(|built| now.duration_since(built).ok());
    let age = age.map_or_else(String::new, |age| format!(", built {} ago", of_time(age)));
    let said = format!("generation {}{age}", generation.manifest().generation);
    if !config.index.build {
        return Finding::new("index", Grade::Good, format!("{said}, as it was fetched"));
    }
    match app::is_current(config, model) {
        Ok(true) => Finding::new("index", Grade::Good, format!("{said}, up to date")),
        Ok(false) if app.awaits_vectors() => Finding::new(
            "index",
            Grade::Fair,
            format!("{said}, of words alone: its texts are not embedded yet"),
        )
        .remedy("`fundstelle index` embeds them, and so does `fundstelle serve`"),
        Ok(false) => Finding::new(
            "index",
            Grade::Fair,
            format!("{said}, the corpus has changed"),
        )
        .remedy("`fundstelle index` brings it up to date, and so does `fundstelle serve`"),
        Err(error) => Finding::new("index", Grade::Unknown, format!("{said}; {error}")),
    }
}

/// A finding about the index that several processes share, where they do.
fn of_sharing(config: &Config, model: &Model) -> Option<Finding> {
    let diagnosis = match app::diagnose_sharing(config, model)? {
        Ok(diagnosis) => diagnosis,
        // It says itself what to do.
        Err(error) => return Some(Finding::new("sharing", Grade::Bad, error.to_string())),
    };
    let published = match diagnosis.published {
        Some(published) => format!("generation {published} is published"),
        None => "nothing is published yet".to_owned(),
    };
    let built = if diagnosis.is_led {
        "a process builds"
    } else {
        "no process builds"
    };
    let said = format!("{published}, {built}");
    Some(match diagnosis.obstacle {
        Some(why) => Finding::new("sharing", Grade::Bad, said).remedy(why),
        None if !diagnosis.is_led => Finding::new("sharing", Grade::Fair, said)
            .remedy("`fundstelle serve` with index.build = true builds, where the documents are"),
        None => Finding::new("sharing", Grade::Good, said),
    })
}

fn of_data(config: &Config, has_index: bool) -> Finding {
    let data = config.data.display();
    match try_writing(config) {
        Ok(()) => Finding::new("data", Grade::Good, format!("{data} can be written")),
        Err(error) => {
            let answers = if has_index {
                "; the index there answers, and stays as it is"
            } else {
                ""
            };
            Finding::new("data", Grade::Bad, format!("{error:#}{answers}"))
                .remedy("give the program the right to write there, or name another with --data")
        }
    }
}

fn of_store(config: &Config) -> Finding {
    match server(config) {
        Ok(Some(server)) => return of_server(&server),
        Ok(None) => {}
        Err(error) => return Finding::new("store", Grade::Bad, error.to_string()),
    }
    match Store::inspect(&config.data) {
        Ok(Some(Inspection {
            version, present, ..
        })) if version < present => {
            let said =
                format!("{FILE} is sound, of version {version}; the present one is {present}");
            Finding::new("store", Grade::Fair, said)
                .remedy("`fundstelle serve` brings it up to date when it starts")
        }
        Ok(Some(found)) if found.is_open_to_others => {
            let file = config.data.join(FILE);
            let said = format!("others may read {FILE}, in which users stand");
            Finding::new("store", Grade::Fair, said).remedy(format!("chmod 600 {}", file.display()))
        }
        Ok(Some(Inspection { version, .. })) => {
            let said = format!("{FILE} is sound, of version {version}");
            Finding::new("store", Grade::Good, said)
        }
        Ok(None) if was_taken_away(&config.data) => {
            let said = format!("{FILE} was here before and is gone: all settings begin anew");
            Finding::new("store", Grade::Fair, said).remedy("put a backup in its place")
        }
        Ok(None) => Finding::new("store", Grade::Good, "nothing is kept yet"),
        // It says itself what to do.
        Err(error) => Finding::new("store", Grade::Bad, error.to_string()),
    }
}

/// A finding about the shards that processes share, once a process has asked for some.
fn of_shards(config: &Config) -> Option<Finding> {
    let server = server(config).ok().flatten()?;
    if config.discord.shard_range().is_some() {
        return None;
    }
    let leases = ShardLeases::new(&server, LeaseTerms::USUAL);
    let census = leases.census().ok().filter(|census| census.total > 0)?;
    let shards = counted(census.total, "shard", "shards");
    if census.processes == 0 {
        let said = format!("{shards}; no process serves");
        return Some(Finding::new("shards", Grade::Good, said));
    }
    let processes = counted(census.processes, "process", "processes");
    let said = format!("{shards}, shared by {processes}");
    if census.unserved == 0 {
        return Some(Finding::new("shards", Grade::Good, said));
    }
    let said = format!("{said}; {} not served", census.unserved);
    let finding = Finding::new("shards", Grade::Fair, said);
    Some(finding.remedy("a process takes them within 30 s; if none does, its log says why"))
}

fn of_server(server: &PostgresServer) -> Finding {
    let place = server.place();
    let (grade, said) = match Store::inspect_server(server) {
        Ok(Some(Inspection {
            version, present, ..
        })) if version < present => (
            Grade::Fair,
            format!("{place} is of version {version}; `fundstelle serve` brings it to {present}"),
        ),
        Ok(Some(Inspection { version, .. })) => (
            Grade::Good,
            format!("{place} is reached, of version {version}"),
        ),
        Ok(None) => (
            Grade::Good,
            format!("{place} is reached; nothing is kept yet"),
        ),
        // It says itself what to do.
        Err(error) => (Grade::Bad, error.to_string()),
    };
    Finding::new("store", grade, said)
}

/// Writes a file without a name where the program keeps what it makes.
fn try_writing(config: &Config) -> anyhow::Result<()> {
    let data = config.data.display();
    std::fs::create_dir_all(&config.data).with_context(|| format!("cannot make {data}"))?;
    let file = tempfile::tempfile_in(&config.data);
    file.with_context(|| format!("cannot write in {data}"))?;
    Ok(())
}

/// `3 hours`
fn of_time(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..120 => counted(seconds, "second", "seconds"),
        120..7_200 => counted(seconds / 60, "minute", "minutes"),
        7_200..172_800 => counted(seconds / 3_600, "hour", "hours"),
        _ => counted(seconds / 86_400, "day", "days"),
    }
}
