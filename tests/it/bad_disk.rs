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

#[test]
fn a_whole_index_is_served_from_a_disk_that_cannot_be_written() {
    let program = program();
    let data = program.folder().join("data");
    fs::create_dir(&data).unwrap();
    let Some(disk) = SmallDisk::mount(&data) else {
        eprintln!("skipped: this user may not mount");
        return;
    };
    program.ask(QUESTION).complains_of_nothing().answers("1904");
    disk.freeze();
    program.ask(QUESTION).complains_of_nothing().answers("1904");
    drop(program.check().code(0).complains_of_nothing());
    drop(program.run(&["outline"]).code(0).complains_of_nothing());
    program.write("neu.md", "Der Turm ist neu.\n");
    let stale = "the data directory cannot be written (data/index/corpus-";
    let said = program.ask(QUESTION).code(0).says("1904").complains(stale);
    let said = said.complains("give the program a folder that it may write to with --data");
    drop(said.complains("; answering from generation 1, built on "));
    drop(program.check().code(2).complains(stale));
    drop(
        program
            .run(&["outline"])
            .code(0)
            .says("Chronik")
            .complains(stale),
    );
    program
        .run(&["index"])
        .fails("the data directory cannot be written");
    let said = program.run(&["doctor"]);
    drop(
        said.says("the index there answers, and stays as it is")
            .says("the corpus has changed"),
    );
}

#[test]
fn what_can_be_written_by_nobody_is_no_reason_not_to_read() {
    let program = program();
    program.ask(QUESTION).complains_of_nothing().answers("1904");
    // A directory of another user, as far as locks go: none can be made or opened for writing.
    let lock = program.index().join("lock");
    fs::remove_file(&lock).unwrap();
    program.ask(QUESTION).complains_of_nothing().answers("1904");
    assert!(!lock.exists(), "reading needs no lock");
    let words = program.index().join("1/words");
    let locks = fs::read_dir(words)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    assert_eq!(locks.filter(|path| path.ends_with("lock")).count(), 0);
}

#[test]
fn a_disk_that_runs_out_of_files_takes_no_answer_away() {
    let program = program();
    let data = program.folder().join("data");
    fs::create_dir(&data).unwrap();
    let Some(disk) = SmallDisk::mount(&data) else {
        eprintln!("skipped: this user may not mount");
        return;
    };
    program.ask(QUESTION).complains_of_nothing().answers("1904");
    // A build gets a little further each time.
    for files in 0..40 {
        disk.leave_files(files);
        program.write("neu.md", format!("Der Turm ist {files} Meter hoch.\n"));
        let said = program.ask(QUESTION).code(0).says("1904");
        assert!(!said.stderr.contains("panicked"), "{files}: {said:#?}");
        // A word about it always comes with what helps.
        let helps = said.stderr.is_empty() || said.stderr.contains("free some space");
        assert!(helps, "{files}: {said:#?}");
    }
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

    /// From now on nothing can be written.
    pub(crate) fn freeze(&self) {
        self.remount("ro");
    }

    /// Room for so many more files and folders.
    fn leave_files(&self, count: usize) {
        let entries = walkdir::WalkDir::new(self.0).into_iter().count();
        self.remount(&format!("nr_inodes={}", entries + count));
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let mut mount = Command::new("mount");
        let status = mount.args(["-o", &options]).arg(self.0).status();
        assert!(status.unwrap().success());
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
