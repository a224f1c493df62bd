//! Models that an operator brings along: switched, broken, or switched off.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::program::{Program, Said};

const BUNDLED: &str = "models/multilingual-e5-small-8";

/// A program with meaning and a short text about a harbour.
pub(crate) fn harbour() -> Program {
    Program::with(&[(
        "hafen.md",
        "# Hafen\n\n## Feuer\n\nEin Wärter zündet am Abend das Leuchtfeuer an.\n\n## Kai\n\nDie \
         Kaimauer ist aus Stein.\n",
    )])
    .with_meaning()
}

/// The same with a folder `model`, which holds the bundled model.
fn program() -> Program {
    let program = harbour();
    let folder = model(&program);
    fs::create_dir(&folder).unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(BUNDLED)).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    program
}

/// A question about the wall, and what answers it.
pub(crate) const WALL: (&str, &str) = (
    "Woraus ist die Mauer?",
    r#"{"document": "hafen", "section": "2", "text": "Stein"}"#,
);

/// Writes `q.jsonl`: questions with what answers them, and two that nothing answers.
pub(crate) fn write_questions(program: &Program, answered: [(&str, &str); 2]) {
    let absent = [
        ("Wer komponierte Turandot?", ""),
        ("Wie heißt der Bürgermeister?", ""),
    ];
    let questions = answered.into_iter().chain(absent).enumerate();
    let lines = questions.map(|(at, (question, expect))| {
        let id = at + 1;
        format!(r#"{{"id": "{id}", "lang": "de", "question": "{question}", "expect": [{expect}]}}"#)
    });
    let lines: Vec<String> = lines.collect();
    fs::write(program.folder().join("q.jsonl"), lines.join("\n")).unwrap();
}

/// What the laboratory says when it fits the weights to `q.jsonl`, with these settings of `embedding`, and writes
/// them to a folder of the program.
pub(crate) fn lab(
    program: &Program,
    settings: &str,
    out: &str,
    more: &[&str],
) -> anyhow::Result<String> {
    let folder = program.folder();
    let path = |name: &str| folder.join(name).display().to_string();
    // Whoever runs in this process has no folder of its own.
    let settings = settings.replace("= \"", &format!("= \"{}/", folder.display()));
    fs::write(path("lab.toml"), format!("[embedding]\n{settings}\n"))?;
    let set = format!("{}={}", path("corpus"), path("q.jsonl"));
    let (config, data, out) = (path("lab.toml"), path("data"), path(out));
    let mut args = vec!["lab", "--config", &config, "--data", &data];
    args.extend(["calibrate", "--set", &set, "--out", &out]);
    args.extend(more);
    let mut said = Vec::new();
    lab::run(args.into_iter().map(Into::into), &mut said)?;
    Ok(String::from_utf8(said)?)
}

fn model(program: &Program) -> PathBuf {
    program.folder().join("model")
}

fn ask(program: &Program, settings: &[(&str, &str)]) -> Said {
    let mut command = program.command(&["ask", "Who lights the beacon in the evening?"]);
    command.envs(settings.iter().copied());
    Said::of(command)
}

const OWN: (&str, &str) = ("FUNDSTELLE_EMBEDDING__MODEL", "model");
const OFF: (&str, &str) = ("FUNDSTELLE_EMBEDDING__ENABLED", "false");

#[test]
fn another_model_or_none_leads_to_a_new_index_of_it() {
    let program = program();
    let answer = "Ein Wärter zündet am Abend das Leuchtfeuer an.";
    let generation = || fs::read_to_string(program.index().join("CURRENT")).unwrap();
    ask(&program, &[]).answers(answer);
    // The same files are the same model, wherever they are.
    ask(&program, &[OWN]).answers(answer);
    assert_eq!(generation(), "1\n");
    drop(ask(&program, &[OFF]).code(1));
    assert_eq!(generation(), "2\n");
    fs::write(model(&program).join("model.toml"), "name = \"mine\"\n").unwrap();
    ask(&program, &[OWN]).answers(answer);
    assert_eq!(generation(), "3\n");
    ask(&program, &[]).answers(answer);
    assert_eq!(generation(), "4\n");
}

#[test]
fn a_model_without_weights_is_used_and_says_what_is_missing() {
    let program = program();
    fs::remove_file(model(&program).join("token_basis.bin")).unwrap();
    fs::remove_file(model(&program).join("calibration.toml")).unwrap();
    let said = ask(&program, &[OWN, ("FUNDSTELLE_ANSWER__MIN_CONFIDENCE", "0")]);
    assert!(said.stdout.contains("Ein Wärter zündet"), "{said:?}");
    let mut command = program.command(&["index"]);
    command.envs([OWN, ("RUST_LOG", "warn")]);
    let said = Said::of(command);
    assert!(said.stderr.contains("-p lab -- calibrate"), "{said:?}");
}

#[test]
fn a_model_that_cannot_be_used_is_named_with_file_and_reason() {
    let program = program();
    let folder = model(&program);
    let check = |file: &str, content: Option<&[u8]>, reason: &str| {
        let path = folder.join(file);
        let whole = fs::read(&path).unwrap();
        match content {
            Some(content) => fs::write(&path, content).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        ask(&program, &[OWN]).fails(file);
        ask(&program, &[OWN]).fails(reason);
        fs::write(&path, whole).unwrap();
    };
    check("model.onnx", None, "embedding.model");
    check("tokenizer.json", None, "embedding.model");
    check("model.onnx", Some(b"not a model"), "cannot be used");
    check("tokenizer.json", Some(b"{}"), "cannot be used");
    check("model.toml", Some(b"pooling = \"largest\""), "pooling");
    check("model.toml", Some(b"prefix = \"\""), "unknown field");
    check("token_basis.bin", Some(b"\x01\0\0\0\0"), "cannot be used");
    check("calibration.toml", Some(b"version = 0"), "cannot be used");
    let half = fs::read(folder.join("model.onnx")).unwrap();
    check(
        "model.onnx",
        Some(&half[..half.len() / 2]),
        "cannot be used",
    );
    ask(&program, &[("FUNDSTELLE_EMBEDDING__MODEL", "nowhere")]).fails("nowhere/model.onnx");
}

#[test]
fn weights_are_fitted_by_a_command_and_used() {
    let program = program();
    let fire = r#"{"document": "hafen", "section": "1", "text": "Wärter"}"#;
    write_questions(&program, [("Wer macht abends das Licht an?", fire), WALL]);
    fs::remove_file(model(&program).join("calibration.toml")).unwrap();
    let calibrate = |more: &[&str]| lab(&program, "model = \"model\"", "model", more).unwrap();
    assert!(calibrate(&[]).contains("q.jsonl: right passage first"));
    let written = fs::read_to_string(model(&program).join("calibration.toml")).unwrap();
    assert!(
        written.contains("[ranking]") && written.contains("late = "),
        "{written}"
    );
    drop(ask(&program, &[OWN, ("FUNDSTELLE_ANSWER__MIN_CONFIDENCE", "0")]).says("Wärter"));
    assert!(calibrate(&["--basis"]).contains("token_basis.bin: keeps"));
    drop(ask(&program, &[OWN, ("FUNDSTELLE_ANSWER__MIN_CONFIDENCE", "0")]).says("Wärter"));
    let mut out = Vec::new();
    let wrong = lab::run(
        ["lab", "calibrate", "--set", "corpus"].map(Into::into),
        &mut out,
    );
    let wrong = wrong.unwrap_err().to_string();
    assert!(wrong.contains("write CORPUS=QUESTIONS"), "{wrong}");
}
