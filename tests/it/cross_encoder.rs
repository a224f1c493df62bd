//! A published cross-encoder that an operator brings along: chosen, fitted, switched off, or broken. The one here
//! is made by the test, laid out as published ones are; it takes to whatever speaks of stone.

use std::fs;

use crate::{
    model_folder::{WALL, harbour, lab, write_questions},
    program::{Program, Said},
};

const FOLDER: (&str, &str) = ("FUNDSTELLE_EMBEDDING__RERANKER", "stone");
const ALL: (&str, &str) = ("FUNDSTELLE_ANSWER__MIN_CONFIDENCE", "0");
const OFF: (&str, &str) = ("FUNDSTELLE_ANSWER__RERANKER", "false");
const WITHOUT: (&str, &str) = ("FUNDSTELLE_EMBEDDING__ENABLED", "false");

/// Its words: what it does not know, and what it likes.
const TOKENIZER: &str = r#"{
    "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
    "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
    "post_processor": null, "decoder": null,
    "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "stein": 1}, "unk_token": "[UNK]"}
}"#;

/// A program that has it in the folder `stone`.
fn program() -> Program {
    let program = harbour();
    let folder = program.folder().join("stone");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("tokenizer.json"), TOKENIZER).unwrap();
    fs::write(folder.join("model.onnx"), network("logits")).unwrap();
    program
}

fn ask(program: &Program, settings: &[(&str, &str)]) -> Said {
    let mut command = program.command(&["ask", "Wer zündet am Abend das Leuchtfeuer an?"]);
    command.envs(settings.iter().copied());
    Said::of(command)
}

#[test]
fn it_chooses_what_is_quoted_and_is_fitted_by_a_command() {
    let program = program();
    let first = |settings: &[(&str, &str)]| {
        let said = ask(&program, settings).code(0);
        let (fire, stone) = (
            said.stdout.find("Ein Wärter"),
            said.stdout.find("aus Stein"),
        );
        match (fire, stone) {
            (Some(fire), Some(stone)) if fire < stone => "fire",
            (Some(_), None) => "fire",
            _ => "stone",
        }
    };
    assert_eq!(first(&[]), "fire");
    assert_eq!(first(&[FOLDER, ALL]), "stone");
    assert_eq!(first(&[FOLDER, ALL, OFF]), "fire");

    let mut command = program.command(&["index"]);
    command.envs([FOLDER, ("RUST_LOG", "warn")]);
    drop(Said::of(command).complains("-p lab -- calibrate --reading"));

    let (_, wall) = WALL;
    write_questions(&program, [WALL, ("Woraus ist der Kai?", wall)]);
    let said = lab(&program, "reranker = \"stone\"", "stone", &["--reading"]).unwrap();
    assert!(said.contains("calibration.toml"), "{said}");
    let written = program.folder().join("stone/calibration.toml");
    assert!(fs::read_to_string(written).unwrap().contains("[reading]"));
    assert_eq!(first(&[FOLDER, ALL]), "stone");
    let mut command = program.command(&["index"]);
    command.envs([FOLDER, ("RUST_LOG", "warn")]);
    drop(Said::of(command).complains_of_nothing());
}

#[test]
fn one_that_cannot_be_used_is_named_with_file_and_reason() {
    let program = program();
    let folder = program.folder().join("stone");
    let check = |file: &str, content: &[u8], reason: &str| {
        let path = folder.join(file);
        let whole = fs::read(&path).ok();
        fs::write(&path, content).unwrap();
        let said = ask(&program, &[FOLDER]);
        let all = said.stderr.clone();
        said.fails(file);
        assert!(all.contains(reason) && all.contains("stone"), "{all}");
        match whole {
            Some(whole) => fs::write(&path, whole).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
    };
    check("model.onnx", b"not a model", "cannot be used");
    check("model.onnx", &network("embedding"), "it has no logits");
    check("tokenizer.json", b"{}", "cannot be used");
    check("reranker.toml", b"tokens = 7", "unknown field");
    fs::remove_file(folder.join("model.onnx")).unwrap();
    for unused in [WITHOUT, OFF] {
        drop(ask(&program, &[FOLDER, unused]).complains_of_nothing());
    }
    ask(&program, &[FOLDER]).fails("stone/model.onnx");
    ask(&program, &[FOLDER]).fails("embedding.reranker");
}

/// A network in ONNX that counts the tokens with the id 1, ten points each, and calls the sum `output`: the
/// fields of the messages are those of onnx.proto.
fn network(output: &str) -> Vec<u8> {
    const FLOAT: u64 = 1;
    const INT64: u64 = 7;
    let input = |name: &str| {
        let dimensions = ["batch", "tokens"].map(|name| bytes(1, &text(2, name)));
        let dimensions = dimensions.concat();
        let tensor = [number(1, INT64), bytes(2, &dimensions)].concat();
        [text(1, name), bytes(2, &bytes(1, &tensor))].concat()
    };
    let node = |kind: &str, inputs: &[&str], out: &str, attributes: Vec<u8>| {
        let inputs: Vec<u8> = inputs.iter().flat_map(|name| text(1, name)).collect();
        [inputs, text(2, out), text(4, kind), attributes].concat()
    };
    let attribute = |name: &str, field: u64, value: u64, kind: u64| {
        bytes(
            5,
            &[text(1, name), number(field, value), number(20, kind)].concat(),
        )
    };
    let points: Vec<u8> = [0.0_f32, 10.0].map(f32::to_le_bytes).concat();
    let table = [
        number(1, 2),
        number(2, FLOAT),
        text(8, "points"),
        bytes(9, &points),
    ];
    let nodes = [
        node("Gather", &["points", "input_ids"], "each", Vec::new()),
        node(
            "Cast",
            &["attention_mask"],
            "mask",
            attribute("to", 3, FLOAT, 2),
        ),
        node("Mul", &["each", "mask"], "masked", Vec::new()),
        node("ReduceSum", &["masked"], output, attribute("axes", 8, 1, 7)),
    ];
    let graph = [
        nodes.iter().flat_map(|node| bytes(1, node)).collect(),
        text(2, "stone"),
        bytes(5, &table.concat()),
        bytes(11, &input("input_ids")),
        bytes(11, &input("attention_mask")),
        bytes(12, &text(1, output)),
    ];
    let version = [text(1, ""), number(2, 11)].concat();
    [number(1, 6), bytes(7, &graph.concat()), bytes(8, &version)].concat()
}

fn number(field: u64, value: u64) -> Vec<u8> {
    [varint(field << 3), varint(value)].concat()
}

fn text(field: u64, value: &str) -> Vec<u8> {
    bytes(field, value.as_bytes())
}

fn bytes(field: u64, value: &[u8]) -> Vec<u8> {
    let length = varint(u64::try_from(value.len()).unwrap());
    [varint(field << 3 | 2), length, value.to_vec()].concat()
}

fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(value & 0x7f).unwrap();
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}
