//! Disks that refuse: the index cannot be written, and the old one serves where there is one.

use std::{fs, path::Path, process::Command};

use crate::program::Program;

const QUESTION: &str = "Wann wurde die Brücke gebaut?";

fn program() -> Program {
    Program::with(&[("chronik.md", "# Chronik\n\nDie Brücke wurde 1904 gebaut.\n")])
}

#[test]
fn a_data_folder_that_is_a_file_is_said() {
    let program = program();
    fs::write(program.folder().join("data"), "x").unwrap();
    let said = program
        .ask(QUESTION)
        .code(2)
        .complains("cannot create data/index/corpus-");
    drop(said.complains("--data"));
}

#[test]
fn a_full_disk_leaves_the_old_index_serving() {
    let program = program();
    let data = program.folder().join("data");
    fs::create_dir(&data).unwrap();
    let Some(_disk) = SmallDisk::mount(&data) else {
        eprintln!("skipped: this user may not mount");
        return;
    };
    program.ask(QUESTION).complains_of_nothing().answers("1904");
    program.write("neu.md", "Der Turm ist neu.\n");
    fill(&data.join("ballast"));
    let said = program
        .ask(QUESTION)
        .code(0)
        .says("1904")
        .complains("the index is not up to date");
    drop(said.complains("free some space, or choose another disk with --data"));
    drop(program.run(&["index"]).code(2).complains("free some space"));
    drop(
        program
            .check()
            .code(2)
            .complains("the index is not up to date"),
    );
    fs::remove_file(data.join("ballast")).unwrap();
    program
        .ask("Ist der Turm neu?")
        .complains_of_nothing()
        .answers("Der Turm ist neu.");
}

/// A disk of 4 MiB in memory, taken away when dropped.
pub(crate) struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    pub(crate) fn mount(at: &'a Path) -> Option<Self> {
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
            .arg(at);
        let output = mount.output().ok()?;
        output.status.success().then_some(Self(at))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        drop(Command::new("umount").arg(self.0).output());
    }
}

/// Writes until nothing more fits.
pub(crate) fn fill(path: &Path) {
    use std::io::Write as _;
    let mut file = fs::File::create(path).unwrap();
    while file.write_all(&[b'x'; 4096]).is_ok() {}
}
