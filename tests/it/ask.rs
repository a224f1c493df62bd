//! Every folder in `tests/cases/ask/` is a corpus with questions, one a line in `questions.txt`;
//! what the program says to each, and its exit code, stands in the snapshot beside it. To add a
//! case: add a folder, run with `INSTA_UPDATE=always`, and read the snapshot as an asker would.

use std::{fmt::Write as _, fs, path::Path};

use crate::program::Program;

#[test]
fn cases_are_answered_as_their_snapshots_say() {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::glob!("../cases/ask", "*/questions.txt", |path| {
            let folder = path.parent().unwrap();
            let case = folder.file_name().and_then(std::ffi::OsStr::to_str).unwrap();
            insta::with_settings!({ snapshot_path => folder, snapshot_suffix => "" }, {
                insta::assert_snapshot!(case, conversation(folder));
            });
        });
    });
}

fn conversation(folder: &Path) -> String {
    let program = Program::with_copy_of(&folder.join("corpus"));
    let questions = fs::read_to_string(folder.join("questions.txt")).unwrap();
    let mut text = String::new();
    for question in questions.lines().filter(|line| !line.is_empty()) {
        let said = program.ask(question).complains_of_nothing();
        let code = said.code.unwrap();
        writeln!(text, "> {question}\n{}[{code}]\n", said.stdout).unwrap();
    }
    text
}
