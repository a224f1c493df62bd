//! `eval` from outside: metrics, floors, and question files that are not as they should be.

use std::fs;

use crate::program::Program;

const QUESTIONS: &str = r#"{"id": "1", "lang": "de", "question": "Wie hoch ist der Turm?", "expect": [{"document": "stadt", "section": "1", "paragraph": 1, "text": "62 Meter hoch"}]}

{"id": "2", "lang": "de", "question": "Wann brannte die Mühle ab?", "expect": [{"document": "stadt", "paragraph": 2, "text": "brannte 1901"}]}
{"id": "3", "lang": "de", "question": "Wer komponierte die Oper Turandot?", "expect": []}
"#;

fn program(questions: &str) -> Program {
    let text = "# Stadt\n\n## Turm\n\nDer Turm ist 62 Meter\nhoch.\n\n## Mühle\n\nDie Mühle brannte 1901 ab.\n";
    let program = Program::with(&[("stadt.md", text)]);
    fs::write(program.folder().join("q.jsonl"), questions).unwrap();
    program
}

#[test]
fn metrics_are_flat_numbers_overall_and_for_each_file() {
    let said = program(QUESTIONS).run(&["eval", "--questions", "q.jsonl", "q.jsonl", "--json"]);
    let report = said.code(0).json();
    let overall = &report["overall"];
    for (metric, value) in [
        ("place@1", 1.0),
        ("hit@1", 1.0),
        ("hit@3", 1.0),
        ("hit@5", 1.0),
        ("mrr", 1.0),
        ("auroc", 1.0),
        ("refusal_precision", 1.0),
        ("refusal_recall", 1.0),
        ("refusal_f1", 1.0),
        ("verbatim", 1.0),
        ("answered_though_absent", 0.0),
        ("refused_though_present", 0.0),
    ] {
        assert_eq!(
            overall[metric].as_f64(),
            Some(value),
            "{metric}: {report:#}"
        );
    }
    assert_eq!(overall["questions"], 6);
    for metric in ["p50_ms", "p99_ms"] {
        assert!(overall[metric].as_f64().unwrap() > 0.0, "{metric}");
    }
    assert_eq!(report["sets"].as_array().unwrap().len(), 2);
    assert_eq!(report["sets"][0]["file"], "q.jsonl");
    assert_eq!(report["sets"][0]["hit@1"], 1.0);
}

#[test]
fn misses_are_listed_and_leave_json_alone() {
    let wrong = QUESTIONS.replace("62 Meter hoch", "63 Meter hoch");
    let program = program(&wrong);
    let eval = ["eval", "--questions", "q.jsonl", "--misses"];
    drop(
        program
            .run(&eval)
            .code(0)
            .complains_of_nothing()
            .says("q.jsonl: 1 (not ranked"),
    );
    let said = program.run(&[&eval[..], &["--json"]].concat()).code(0);
    let said = said.complains("q.jsonl: 1 (not ranked");
    assert_eq!(said.json()["overall"]["questions"], 3);
}

#[test]
fn floors_decide_the_exit_code() {
    let program = program(QUESTIONS);
    let eval = |floor: &str| program.run(&["eval", "--questions", "q.jsonl", "--floor", floor]);
    drop(eval("hit@1=1").code(0).complains_of_nothing());
    drop(eval("verbatim=1").code(0).complains_of_nothing());
    drop(eval("refused_though_present=0").code(0));
    eval("hit@1=1.01").fails("q.jsonl: hit@1 is 1.000, below 1.01");
    eval("p99_ms=0").fails("above 0");
    eval("hit@2=0.5").fails("there is no metric \"hit@2\"; there are place@1, hit@1");
    eval("hit@1").fails("write METRIC=VALUE");
    eval("hit@1=much").fails("write METRIC=VALUE");
}

#[test]
fn a_metric_over_nothing_reaches_no_floor() {
    let program = program(QUESTIONS.lines().next().unwrap());
    let eval = |floor: &str| program.run(&["eval", "--questions", "q.jsonl", "--floor", floor]);
    eval("refusal_recall=0.1").fails("refusal_recall was not measured");
}

#[test]
fn questions_that_cannot_be_read_are_named_with_file_and_line() {
    let eval = |questions: &str| program(questions).run(&["eval", "--questions", "q.jsonl"]);
    eval(&format!("{QUESTIONS}{{\"id\": \"4\"\n")).fails("q.jsonl:5: not a question in JSON");
    eval("{\"id\": \"1\", \"question\": \"x\"}").fails("missing field `expect`");
    eval("\n").fails("q.jsonl has no questions");
    program("")
        .run(&["eval", "--questions", "none.jsonl"])
        .fails("cannot read none.jsonl");
}

#[test]
fn misses_are_listed_with_their_rank() {
    let wrong = r#"{"id": "w", "lang": "de", "question": "Wie hoch ist der Turm?", "expect": [{"document": "stadt", "text": "99 Meter"}]}"#;
    let said = program(wrong).run(&["eval", "--questions", "q.jsonl", "--misses"]);
    drop(said.code(0).says("q.jsonl: w (not ranked"));
}

#[test]
fn only_questions_in_the_named_language_are_measured() {
    let questions = format!(
        "{QUESTIONS}{}",
        r#"{"id": "4", "lang": "en", "question": "How high is the tower?", "expect": []}"#
    );
    let program = program(&questions);
    let eval =
        |lang: &str| program.run(&["eval", "--questions", "q.jsonl", "--lang", lang, "--json"]);
    assert_eq!(eval("de").code(0).json()["overall"]["questions"], 3);
    assert_eq!(eval("en").code(0).json()["overall"]["questions"], 1);
    eval("fr").fails("q.jsonl has no questions");
}

#[test]
fn sets_have_corpora_of_their_own_and_a_mean() {
    let program = program(QUESTIONS);
    let other = program.folder().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("stadt.md"), "# Stadt\n\nDer Turm ist hoch.\n").unwrap();
    let eval = |more: &[&str]| {
        let sets = ["eval", "--set", "corpus=q.jsonl", "--set", "other=q.jsonl"];
        program.run(&[&sets[..], more].concat())
    };
    let report = eval(&["--json"]).code(0).json();
    let hits = |set: &serde_json::Value| set["hit@1"].as_f64().unwrap();
    assert!((hits(&report["sets"][0]) - 1.0).abs() < 1e-9);
    assert!(hits(&report["sets"][1]).abs() < 1e-9);
    let mean = |end: &str| report["mean"]["hit@1"][end].as_f64().unwrap();
    assert!((mean("value") - 0.5).abs() < 1e-9);
    assert!(mean("low") <= 0.5 && mean("high") >= 0.5);
    drop(eval(&[]).code(0).says("mean over 2 sets"));
    drop(eval(&["--floor", "hit@1=0.5"]).code(0));
    eval(&["--floor", "hit@1=0.6"]).fails("the mean over the sets: hit@1 is 0.500, below 0.6");
    let one = program.run(&["eval", "--set", "q.jsonl"]);
    one.fails("\"q.jsonl\" is not a set; write CORPUS=QUESTIONS");
}
