//! Questions in other words and other languages than the documents', and the vectors behind them.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    time::{Duration, Instant},
};

use crate::program::Program;

const HARBOUR: &str = "# Hafen\n\n## Kaimauer\n\nDie Kaimauer wurde 1904 errichtet. Sie ist vierzig \
                       Meter lang.\n\n## Leuchtfeuer\n\nDas Leuchtfeuer warnt die Schiffe bei Nebel. \
                       Ein Wärter zündet es am Abend an.\n\n## Gebühren\n\nFischer zahlen für den \
                       Liegeplatz nichts. Segler zahlen zwölf Euro je Nacht.\n";

fn harbour() -> Program {
    Program::with(&[("hafen.md", HARBOUR)]).with_meaning()
}

#[test]
fn a_question_in_another_language_finds_its_passage() {
    for question in [
        "Who lights the beacon in the evening?",
        "Qui allume le feu du phare le soir ?",
        "¿Quién enciende el faro por la noche?",
        "Chi accende il faro la sera?",
        "Wie steekt het vuurtorenlicht 's avonds aan?",
        "Kto wieczorem zapala latarnię morską?",
        "Quem acende o farol à noite?",
    ] {
        harbour()
            .ask(question)
            .answers("Ein Wärter zündet es am Abend an.");
    }
}

#[test]
fn the_language_of_a_quote_is_named_where_the_question_is_in_another() {
    let program = harbour();
    drop(
        program
            .ask("Who lights the beacon in the evening?")
            .says("· in German"),
    );
    let said = program
        .ask("Wer zündet am Abend das Leuchtfeuer an?")
        .code(0);
    assert!(!said.stdout.contains("in German"), "{}", said.stdout);
}

#[test]
fn a_thing_with_a_number_is_not_mistaken_for_another() {
    let buses = "# Night buses\n\n## Timetable\n\n| Line | Stop | Last bus |\n|---|---|---|\n\
                 | N1 | Harbour | 23:40 |\n| N2 | Mill Lane | 00:15 |\n\n## Piers\n\n\
                 Pier 1 is forty metres long and was built in 1904.\n\n\
                 Pier 2 is open to guests of the harbour.\n";
    for program in [
        Program::with(&[("buses.md", buses)]),
        Program::with(&[("buses.md", buses)]).with_meaning(),
    ] {
        let said = program.ask("When does the last bus N2 leave?");
        drop(said.says("**N2 | Mill Lane | 00:15**").never_says("**N1"));
        let said = program.ask("How long is pier 2?");
        drop(said.never_says("forty metres"));
    }
}

#[test]
fn other_words_find_what_words_alone_do_not() {
    let question = "Was kostet es, mit dem Segelboot zu übernachten?";
    harbour()
        .ask(question)
        .answers("Segler zahlen zwölf Euro je Nacht.");
    let words = Program::with(&[("hafen.md", HARBOUR)]);
    drop(words.ask(question).code(1));
}

#[test]
fn what_the_documents_do_not_say_is_refused_with_headings_that_are_near() {
    for question in [
        "Who wrote the opera Turandot?",
        "Welche Bank finanzierte die Autobahn?",
    ] {
        let said = harbour().ask(question).code(1);
        drop(
            said.never_says("Closest headings:")
                .never_says("passen:")
                .never_says("§"),
        );
    }
    // What is said there has a length, if not this height.
    let said = harbour().ask("Wie hoch ist der Eiffelturm?").code(1);
    assert_eq!(said.stdout.matches('§').count(), 1, "{}", said.stdout);
    drop(said.says("Am ehesten passen:").says("Kaimauer"));
}

#[test]
fn a_script_that_the_model_does_not_know_falls_back_to_words() {
    let program = Program::with(&[("мост.md", "# Мост\n\nМост построили в 1904 году.\n")]);
    program
        .with_meaning()
        .ask("Когда построили мост?")
        .answers("Мост построили в 1904 году.");
}

#[test]
fn a_single_sentence_is_found() {
    Program::with(&[("umsatz.md", "Der Umsatz stieg um vier Prozent.\n")])
        .with_meaning()
        .ask("Wie stieg der Umsatz?")
        .answers("Der Umsatz stieg um vier Prozent.");
}

/// The files of vectors in the generation that serves, with their bytes.
fn vectors(program: &Program) -> Vec<(PathBuf, Vec<u8>)> {
    let current = fs::read_to_string(program.index().join("CURRENT")).unwrap();
    let folder = program.index().join(current.trim()).join("vectors");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (
                PathBuf::from(path.file_name().unwrap()),
                fs::read(path).unwrap(),
            )
        })
        .collect();
    files.sort();
    assert_eq!(files.len(), 3);
    files
}

#[test]
fn only_what_changed_is_embedded_again_and_all_is_as_in_a_fresh_index() {
    let program = harbour();
    program.write(
        "berg.md",
        "# Berg\n\nDer Gipfel liegt im Schnee. Oben steht ein Kreuz.\n",
    );
    let embedded = |program: &Program| {
        let report = program.run(&["index", "--json"]).code(0).json();
        report["embedded"].as_u64().unwrap()
    };
    // Three passages and six sentences, one passage and two sentences.
    assert_eq!(embedded(&program), 12);
    let changed = HARBOUR.replace("zwölf Euro", "elf Euro");
    program.write("hafen.md", &changed);
    assert_eq!(embedded(&program), 2);
    program.remove("berg.md");
    assert_eq!(embedded(&program), 0);
    program.write("see.md", "# See\n\nIm See liegt ein Kahn.\n");
    assert_eq!(embedded(&program), 2);

    let fresh = Program::with(&[("hafen.md", &changed)]).with_meaning();
    fresh.write("see.md", "# See\n\nIm See liegt ein Kahn.\n");
    drop(fresh.run(&["index"]).code(0));
    assert!(vectors(&program) == vectors(&fresh));
}

#[test]
fn damaged_vectors_lead_to_a_new_index() {
    let program = harbour();
    drop(program.run(&["index"]).code(0));
    for (name, bytes) in vectors(&program) {
        for damage in [
            Some(Vec::new()),
            Some(bytes.iter().map(|b| !b).collect()),
            None,
        ] {
            let current = fs::read_to_string(program.index().join("CURRENT")).unwrap();
            let path = program
                .index()
                .join(current.trim())
                .join("vectors")
                .join(&name);
            match damage {
                Some(bytes) => fs::write(path, bytes).unwrap(),
                None => fs::remove_file(path).unwrap(),
            }
            program
                .ask("Who lights the beacon in the evening?")
                .complains("cannot be used: vectors/")
                .complains("it was built anew")
                .answers("Ein Wärter zündet es am Abend an.");
        }
    }
}

#[test]
fn a_first_index_that_takes_long_is_announced_where_no_bar_is_seen() {
    let sentence = |n: usize| format!("Am Pegel {n} wurden {} Zentimeter gemessen.\n\n", n * 7 + 3);
    let text: String = (0..13_000).map(sentence).collect();
    let program = Program::with(&[("pegel.md", &format!("# Pegel\n\n{text}"))]).with_meaning();
    let mut queue = program
        .command(&["ask", "Was wurde gemessen?"])
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut said = BufReader::new(queue.stderr.take().unwrap());
    said.read_line(&mut line).unwrap();
    queue.kill().unwrap();
    queue.wait().unwrap();
    assert_eq!(
        line,
        "Reading 1 document and building the index; this takes a while. Later only what changed is read.\n"
    );
    // A small one is built before anybody wonders.
    let small = harbour().ask("Who lights the beacon in the evening?");
    drop(small.complains_of_nothing().code(0));
}

#[test]
fn a_build_that_was_interrupted_goes_on_where_it_was() {
    let sentence = |n: usize| format!("Am Pegel {n} wurden {} Zentimeter gemessen.\n\n", n * 7 + 3);
    let text: String = (0..300).map(sentence).collect();
    let program = Program::with(&[("pegel.md", &format!("# Pegel\n\n{text}"))]).with_meaning();
    let mut build = program.command(&["index"]).spawn().unwrap();
    let begun = Instant::now();
    // An empty journal is mostly zeros.
    let kept = || {
        // Its folder is made a moment after the one that holds the folders.
        let folders = fs::read_dir(program.folder().join("data/index"));
        let folder = folders.ok().and_then(|mut folders| folders.next()?.ok());
        let journal = folder.and_then(|of| fs::read(of.path().join("embedded.redb")).ok());
        let journal = journal.unwrap_or_default();
        journal.iter().filter(|byte| **byte != 0).count()
    };
    while kept() < 20_000 {
        let has_time = begun.elapsed() < Duration::from_mins(1);
        assert!(
            has_time && build.try_wait().unwrap().is_none(),
            "not interrupted"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    build.kill().unwrap();
    build.wait().unwrap();
    assert!(!program.index().join("CURRENT").exists());

    let report = program.run(&["index", "--json"]).code(0).json();
    let embedded = report["embedded"].as_u64().unwrap();
    assert!((1..600).contains(&embedded), "{embedded}");
    assert!(!program.index().join("embedded.redb").exists());
    program
        .ask("Was wurde am Pegel 17 gemessen?")
        .answers("Am Pegel 17 wurden 122 Zentimeter gemessen.");
}
