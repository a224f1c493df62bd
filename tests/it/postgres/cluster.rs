//! A PostgreSQL of the test's own, in a temporary folder, that only a socket there reaches. It ends with
//! the test.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use fundstelle::store::PostgresServer;
use postgres::{Client, NoTls};
use tempfile::TempDir;

pub(super) const USER: &str = "anna_the_owner";
pub(super) const PASSWORD: &str = "s3cret-p4ssword";

/// A server that runs.
pub(super) struct Cluster {
    folder: TempDir,
    programs: PathBuf,
}

/// The folder with the programs of PostgreSQL.
fn programs() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut debian: Vec<_> = debian
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .collect();
    debian.sort();
    let path = std::env::var_os("PATH")?;
    let folders = debian.into_iter().rev().chain(std::env::split_paths(&path));
    let mut whole = folders.filter(|folder| {
        let is_there = |name| folder.join(name).exists();
        is_there("initdb") && is_there("pg_ctl") && is_there("postgres")
    });
    whole.next()
}

impl Cluster {
    /// Starts one, if PostgreSQL is installed.
    pub(super) fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            eprintln!("skipped: PostgreSQL is not installed");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        if rustix::process::geteuid().is_root() {
            let path = folder.path();
            let done = Command::new("chown").arg("nobody").arg(path).status();
            assert!(done.unwrap().success());
        }
        let password = folder.path().join("password");
        fs::write(&password, PASSWORD).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&password, fs::Permissions::from_mode(0o644)).unwrap();
        }
        let cluster = Self { folder, programs };
        let data = cluster.data();
        let password = format!("--pwfile={}", password.display());
        cluster.run(
            "initdb",
            &[
                "-D",
                &data,
                "-U",
                USER,
                &password,
                "--auth=scram-sha-256",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
            ],
        );
        cluster.go_on();
        Some(cluster)
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    /// Starts it again.
    pub(super) fn go_on(&self) {
        let (data, folder) = (self.data(), self.folder.path().display());
        let log = format!("{folder}/log");
        let options =
            format!("-c listen_addresses= -c fsync=off -c shared_buffers=8MB -k {folder}");
        let options = ["-D", &data, "-l", &log, "-o", &options, "-w", "start"];
        self.run("pg_ctl", &options);
    }

    /// Stops it as if it had crashed.
    pub(super) fn stop(&self) {
        self.run(
            "pg_ctl",
            &["-D", &self.data(), "-m", "immediate", "-w", "stop"],
        );
    }

    fn command(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = if rustix::process::geteuid().is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "nobody", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(self.folder.path());
        command
    }

    fn run(&self, program: &str, args: &[&str]) {
        // What it prints goes to a file: a server that goes on would hold a pipe open.
        let said = self.folder.path().join(format!("{program}.said"));
        let file = fs::File::create(&said).unwrap();
        let errors = file.try_clone().unwrap();
        let mut command = self.command(program);
        let done = command.args(args).stdout(file).stderr(errors).status();
        let said = fs::read_to_string(said).unwrap_or_default();
        assert!(done.unwrap().success(), "{program}: {said}");
    }

    /// The address of a database, with a password.
    pub(super) fn url_with(&self, name: &str, password: &str) -> String {
        let folder = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://{USER}:{password}@{folder}/{name}")
    }

    pub(super) fn url(&self, name: &str) -> String {
        self.url_with(name, PASSWORD)
    }

    /// A new database.
    pub(super) fn database(&self, name: &str) -> PostgresServer {
        self.tell("postgres", &format!("CREATE DATABASE {name}"));
        PostgresServer::new(&self.url(name), 4).unwrap()
    }

    /// Says something to the server, on a thread that may wait.
    pub(super) fn tell(&self, name: &str, sql: &str) {
        let url = self.url(name);
        let told = thread::scope(|scope| {
            let told = scope.spawn(|| Client::connect(&url, NoTls)?.batch_execute(sql));
            told.join().unwrap()
        });
        told.unwrap();
    }

    /// Ends all connections to a database.
    pub(super) fn cut(&self, name: &str) {
        let sql = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        );
        self.tell("postgres", &sql);
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if Path::new(&self.data()).join("postmaster.pid").exists() {
            let data = self.data();
            let mut stop = self.command("pg_ctl");
            drop(
                stop.args(["-D", &data, "-m", "immediate", "-w", "stop"])
                    .output(),
            );
        }
    }
}
