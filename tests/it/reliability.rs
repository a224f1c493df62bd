//! Kills at random moments of builds, and random damages to everything that is kept: after each, the
//! answer is right or refused with a reason, and never a wrong one or a panic.
//!
//! ```text
//! FUNDSTELLE_TEST_ROUNDS=300 cargo test --test it -- reliability --nocapture
//! ```
//!
//! does so many kills and twice as many damages, and prints the table of `docs/reliability.md`.
//! `FUNDSTELLE_TEST_SEED` chooses other moments and damages. Without a number of rounds they are few.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use fundstelle::{
    index::{Generation, Generations},
    store::{FILE, ResilientStore, Store},
};

use crate::program::{Program, Said};

const FEW_ROUNDS: u64 = 10;
const QUESTION: &str = "Wie viele Stufen hat der Turm von Amrum?";

/// A number in the environment.
pub(crate) fn number(variable: &str) -> Option<u64> {
    std::env::var_os(variable)?.to_str()?.parse().ok()
}

fn rounds() -> u64 {
    number("FUNDSTELLE_TEST_ROUNDS").unwrap_or(FEW_ROUNDS)
}

/// Numbers that follow from the seed and the round, whatever else runs.
struct Chance(blake3::OutputReader);

impl Chance {
    fn of(what: &str, round: u64) -> Self {
        let seed = number("FUNDSTELLE_TEST_SEED").unwrap_or(0);
        let seed = format!("{what} {seed} {round}");
        Self(blake3::Hasher::new().update(seed.as_bytes()).finalize_xof())
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        self.0.fill(&mut bytes);
        bytes
    }

    /// A number below a limit.
    fn below(&mut self, limit: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        usize::try_from(u64::from_le_bytes(bytes) % limit.max(1) as u64).unwrap()
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// What came of the rounds of one kind.
#[derive(Default)]
struct Row {
    rounds: u64,
    /// The first answer was right.
    right: u64,
    /// It was refused, with a reason.
    refused: u64,
    /// What was damaged was found, told and made anew.
    healed: u64,
    /// A wrong answer, a panic, or something that stayed broken.
    lost: Vec<String>,
}

type Table = BTreeMap<&'static str, Row>;

impl Row {
    fn add(&mut self, other: &Row) {
        self.rounds += other.rounds;
        self.right += other.right;
        self.refused += other.refused;
        self.healed += other.healed;
        self.lost.extend(other.lost.iter().cloned());
    }
}

fn show(title: &str, table: &Table) {
    let mut all = Row::default();
    for row in table.values() {
        all.add(row);
    }
    let mut text = format!(
        "\n| {title} | rounds | correct at once | refused with a reason | reported and rebuilt | lost |\n\
         |---|--:|--:|--:|--:|--:|\n"
    );
    for (name, row) in table.iter().chain([(&"all", &all)]) {
        let Row {
            rounds,
            right,
            refused,
            healed,
            lost,
        } = row;
        let lost = lost.len();
        writeln!(
            text,
            "| {name} | {rounds} | {right} | {refused} | {healed} | {lost} |"
        )
        .unwrap();
    }
    eprintln!("{text}");
}

/// Nothing may be lost.
#[track_caller]
fn check(table: &Table) {
    let lost: Vec<_> = table.values().flat_map(|row| &row.lost).collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

/// Documents of an edition; each names it.
fn write_edition(program: &Program, documents: usize, edition: u64) {
    for number in 0..documents {
        let text = format!(
            "# Blatt {number}\n\nDas Blatt kostet edition{edition} Kronen. Es liegt in Fach {number}.\n"
        );
        program.write(&format!("blatt-{number:03}.md"), text);
    }
    // Of other words, so that no file of the index is as it was.
    let years = "Er steht seit vielen Jahren. ".repeat(usize::try_from(edition % 5).unwrap());
    let text = format!("# Turm\n\nDer Turm von Amrum hat {edition} Stufen. {years}\n");
    program.write("turm.md", text);
}

/// The edition of all documents that serve right now, before anything is built again.
fn served(program: &Program) -> Result<u64, String> {
    let generations = Generations::of_corpus(&program.folder().join("data"), &program.corpus());
    let generation = Generation::open(&generations).map_err(|error| error.to_string())?;
    let mut editions = Vec::new();
    for entry in &generation.manifest().documents {
        let document = generation.document(&entry.id).map_err(|e| e.to_string())?;
        let text = &document.ok_or("it is gone")?.text;
        let digits = |from: &str| text.split(from).nth(1)?.split(' ').next()?.parse().ok();
        editions.push(
            digits("edition")
                .or_else(|| digits("hat "))
                .ok_or("no edition")?,
        );
    }
    editions.dedup();
    match editions[..] {
        [edition] => Ok(edition),
        _ => Err(format!("a mixture: {editions:?}")),
    }
}

/// Whether an answer is right, or refused with a reason; otherwise what is wrong with it.
fn judge(said: &Said, edition: u64) -> Result<bool, String> {
    let is_panic = said.stderr.contains("panicked") || !matches!(said.code, Some(0..=2));
    let is_right = said.stdout.contains(&format!("hat {edition} Stufen"));
    match said.code {
        _ if is_panic => Err(format!("a panic: {said:?}")),
        Some(0) if is_right => Ok(true),
        Some(2) if said.stderr.contains("fundstelle: ") && said.stdout.is_empty() => Ok(false),
        _ => Err(format!("a wrong answer: {said:?}")),
    }
}

fn kill(program: &Program, documents: usize, round: u64, time: Duration, row: &mut Row) {
    let before = served(program);
    let wanted = 1_000 + round;
    write_edition(program, documents, wanted);
    let mut build = program.command(&["index"]).spawn().unwrap();
    let moment = Chance::of("kill", round).below(usize::try_from(time.as_micros()).unwrap());
    thread::sleep(Duration::from_micros(moment as u64));
    drop(build.kill());
    drop(build.wait());
    row.rounds += 1;
    match (served(program), before) {
        (Ok(now), Ok(before)) if now == before || now == wanted => row.right += 1,
        (now, before) => row
            .lost
            .push(format!("kill {round}: {now:?}, before {before:?}")),
    }
    if round.is_multiple_of(7) {
        match judge(&program.ask(QUESTION), wanted) {
            Ok(true) => row.healed += 1,
            other => row.lost.push(format!("after kill {round}: {other:?}")),
        }
    }
}

#[test]
fn kills() {
    let mut table = Table::new();
    let programs = [
        ("a build of words is killed", 120, Program::with(&[])),
        (
            "a build with vectors is killed",
            4,
            Program::with(&[]).with_meaning(),
        ),
    ];
    let times = programs.each_ref().map(|(_, documents, program)| {
        write_edition(program, *documents, 1);
        drop(program.run(&["index"]).code(0));
        write_edition(program, *documents, 2);
        let begun = Instant::now();
        drop(program.run(&["index"]).code(0));
        begun.elapsed() + Duration::from_millis(20)
    });
    for round in 0..rounds() {
        let which = usize::from(round % 4 == 3);
        let (name, documents, program) = &programs[which];
        let row = table.entry(name).or_default();
        kill(program, *documents, round, times[which], row);
    }
    show("what is killed", &table);
    check(&table);
}

const FAULTS: [&str; 9] = [
    "a bit is flipped",
    "cut short",
    "deleted",
    "a stretch of zeros",
    "garbage",
    "another file of its kind",
    "the same file of another generation",
    "emptied",
    "a folder in its place",
];

/// Damages a file; `others` may stand in its place, `older` is what it was before.
fn damage(
    file: &Path,
    fault: &str,
    chance: &mut Chance,
    others: &[PathBuf],
    older: Option<PathBuf>,
) {
    let mut bytes = fs::read(file).unwrap();
    let at = chance.below(bytes.len());
    match fault {
        "a bit is flipped" => bytes[at] ^= 1 << chance.below(8),
        "cut short" => bytes.truncate(at),
        "a stretch of zeros" => {
            let end = bytes.len().min(at + 1 + chance.below(4_096));
            // What is zero already would be no damage.
            bytes[at] = !bytes[at];
            bytes[at..end].iter_mut().skip(1).for_each(|byte| *byte = 0);
        }
        "garbage" => bytes = chance.bytes(bytes.len().max(1)),
        "emptied" => bytes.clear(),
        "another file of its kind" => {
            let others: Vec<_> = others.iter().filter(|other| *other != file).collect();
            bytes = fs::read(chance.one_of(&others)).unwrap();
        }
        "the same file of another generation" => bytes = fs::read(older.unwrap()).unwrap(),
        "deleted" => return fs::remove_file(file).unwrap(),
        _ => {
            fs::remove_file(file).unwrap();
            return fs::create_dir(file).unwrap();
        }
    }
    // Links of the same file elsewhere stay as they are.
    if chance.below(2) == 0 {
        fs::remove_file(file).unwrap();
    }
    fs::write(file, bytes).unwrap();
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_in(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// An index with the copy of the generation before, which one may take for its own.
struct Damaged {
    program: Program,
    edition: u64,
}

impl Damaged {
    fn new(program: Program) -> Self {
        let mut damaged = Self {
            program,
            edition: 100,
        };
        write_edition(&damaged.program, 2, damaged.edition);
        drop(damaged.program.run(&["index"]).code(0));
        damaged.next();
        damaged
    }

    fn generation(&self) -> PathBuf {
        let current = fs::read_to_string(self.program.index().join("CURRENT")).unwrap();
        self.program.index().join(current.trim())
    }

    fn older(&self) -> PathBuf {
        self.program.folder().join("older")
    }

    /// Another edition, and the one before beside it.
    fn next(&mut self) {
        let older = self.older();
        drop(fs::remove_dir_all(&older));
        crate::damage::copy(&self.generation(), &older);
        let current = self.program.index().join("CURRENT");
        fs::copy(current, older.join("CURRENT")).unwrap();
        self.edition += 1;
        write_edition(&self.program, 2, self.edition);
        drop(self.program.run(&["index"]).code(0));
    }

    fn round(&mut self, target: &str, fault: &str, chance: &mut Chance, row: &mut Row) {
        let (generation, older) = (self.generation(), self.older());
        let manifest = generation.join("manifest.json");
        let (file, others, older) = match target {
            "words" | "vectors" => {
                let files = files_in(&generation.join(target));
                let file = chance.one_of(&files).clone();
                let ending = file.extension();
                let of_kind = files_in(&older.join(target));
                let mut of_kind = of_kind.into_iter();
                let is_same = |old: &PathBuf| {
                    old.extension() == ending
                        && (ending.is_some() || old.file_name() == file.file_name())
                };
                (file.clone(), files, of_kind.find(is_same))
            }
            "manifest" => {
                let others = vec![
                    generation.join("in-use"),
                    self.program.index().join("CURRENT"),
                ];
                (manifest, others, Some(older.join("manifest.json")))
            }
            _ => {
                let current = self.program.index().join("CURRENT");
                (current, vec![manifest], Some(older.join("CURRENT")))
            }
        };
        let whole = fs::read(&file).unwrap();
        damage(&file, fault, chance, &others, older);
        // A file of the generation before may be the same, and a number without its line break is one.
        let is_same = fs::read(&file).is_ok_and(|bytes| {
            bytes == whole || target == "CURRENT" && bytes.trim_ascii() == whole.trim_ascii()
        });
        row.rounds += 1;
        let first = self.program.ask(QUESTION);
        match judge(&first, self.edition) {
            Ok(true) => row.right += 1,
            Ok(false) => row.refused += 1,
            Err(wrong) => row.lost.push(format!("{target}, {fault}: {wrong}")),
        }
        let is_told = first.stderr.contains("; it was built anew");
        row.healed += u64::from(is_told);
        let then = self.program.ask(QUESTION);
        if then.stderr.is_empty() && judge(&then, self.edition) == Ok(true) {
            if !is_told && !is_same {
                row.lost
                    .push(format!("{target}, {fault}: not told: {first:?}"));
            }
        } else {
            row.lost
                .push(format!("{target}, {fault}: not healed: {then:?}"));
        }
    }
}

/// The settings of a server, in a database that is damaged: they are known, or it is said that they
/// are not.
fn damage_database(fault: &str, chance: &mut Chance, row: &mut Row) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let store = Store::open(data).unwrap();
    let chosen = store.change_settings(7, 1_700_000_000, |settings| {
        settings.is_private = true;
        settings.channels = vec![11, 12];
    });
    let chosen = chosen.unwrap();
    drop(store);
    let other = data.join("other");
    fs::write(&other, "This is no database.\n".repeat(500)).unwrap();
    damage(&data.join(FILE), fault, chance, &[other], None);
    row.rounds += 1;
    let opened = std::panic::catch_unwind(|| {
        let resilient_store = ResilientStore::open(data).map_err(|error| error.to_string())?;
        resilient_store
            .settings(7)
            .map_err(|error| error.to_string())
    });
    match opened {
        Ok(Ok(Some(settings))) if settings == chosen => row.right += 1,
        Ok(Ok(None) | Err(_)) => row.refused += 1,
        Ok(Ok(Some(settings))) => row.lost.push(format!("{fault}: forgotten: {settings:?}")),
        Err(_) => row.lost.push(format!("{fault}: a panic")),
    }
}

/// Where damages are made. There are more files of words than of anything else.
const TARGETS: [&str; 7] = [
    "words", "words", "words", "vectors", "manifest", "CURRENT", "database",
];

/// An older copy of the database is what an operator would put back, and one that is gone while nobody
/// runs the program is a new beginning.
const NO_DAMAGE: [&str; 2] = ["the same file of another generation", "deleted"];

/// The rounds of one of several workers, each with indexes of its own: by fault, and by target.
fn damage_all(worker: u64, workers: u64) -> (Table, Table) {
    let (mut by_fault, mut by_target) = (Table::new(), Table::new());
    let mut words = Damaged::new(Program::with(&[]));
    let mut meaning = None;
    for round in (worker..2 * rounds()).step_by(usize::try_from(workers).unwrap()) {
        let mut chance = Chance::of("damage", round);
        let at = usize::try_from(round).unwrap();
        // Every fault meets every target: the numbers have no divisor in common.
        let (fault, mut target) = (FAULTS[at % FAULTS.len()], TARGETS[at % TARGETS.len()]);
        if target == "database" && NO_DAMAGE.contains(&fault) {
            target = "words";
        }
        let mut row = Row::default();
        match target {
            "database" => damage_database(fault, &mut chance, &mut row),
            "vectors" => meaning
                .get_or_insert_with(|| Damaged::new(Program::with(&[]).with_meaning()))
                .round(target, fault, &mut chance, &mut row),
            _ => words.round(target, fault, &mut chance, &mut row),
        }
        by_fault.entry(fault).or_default().add(&row);
        by_target.entry(target).or_default().add(&row);
        if chance.below(20) == 0 {
            words.next();
        }
    }
    (by_fault, by_target)
}

#[test]
fn damages() {
    let workers = if rounds() > FEW_ROUNDS { 4 } else { 1 };
    let (mut by_fault, mut by_target) = (Table::new(), Table::new());
    thread::scope(|scope| {
        let begin = |worker| scope.spawn(move || damage_all(worker, workers));
        let working: Vec<_> = (0..workers).map(begin).collect();
        for worker in working {
            let (faults, targets) = worker.join().unwrap();
            for (all, part) in [(&mut by_fault, faults), (&mut by_target, targets)] {
                for (name, row) in part {
                    all.entry(name).or_default().add(&row);
                }
            }
        }
    });
    show("how it is damaged", &by_fault);
    show("what is damaged", &by_target);
    check(&by_fault);
}
