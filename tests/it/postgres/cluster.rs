//! A PostgreSQL of the test's own, in a temporary folder, that only a socket there reaches, or TLS on loopback. It
//! ends with the test.

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
    /// The port on loopback on which it speaks TLS, if it does.
    port: Option<u16>,
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
            let mut look = Command::new("runuser");
            look.args(["-u", "nobody", "--", "test", "-w"]).arg(path);
            if !look.status().is_ok_and(|status| status.success()) {
                eprintln!("skipped: nobody may not write {}", path.display());
                return None;
            }
        }
        let password = folder.path().join("password");
        fs::write(&password, PASSWORD).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&password, fs::Permissions::from_mode(0o644)).unwrap();
        }
        let cluster = Self {
            folder,
            programs,
            port: None,
        };
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
        let reached = match self.port {
            None => "-c listen_addresses=".to_owned(),
            Some(port) => format!(
                "-c listen_addresses=127.0.0.1 -p {port} -c ssl=on -c ssl_cert_file={folder}/certificate.pem \
                 -c ssl_key_file={folder}/key.pem"
            ),
        };
        let options = format!("{reached} -c fsync=off -c shared_buffers=8MB -k {folder}");
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

    /// Starts it anew with a certificate for 127.0.0.1; gives the port, and the file of the certificate. Nothing where
    /// no certificate can be made.
    pub(super) fn encrypt(&mut self) -> Option<(u16, PathBuf)> {
        let folder = self.folder.path().to_owned();
        let settings = "[req]\nprompt = no\ndistinguished_name = name\nx509_extensions = more\n\
                        [name]\nCN = test\n[more]\nsubjectAltName = IP:127.0.0.1\nbasicConstraints = CA:FALSE\n";
        fs::write(folder.join("openssl.conf"), settings).unwrap();
        let mut openssl = self.as_owner(Path::new("openssl"));
        let made = openssl
            .args([
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            ])
            .args(["-config", "openssl.conf"])
            .args(["-keyout", "key.pem", "-out", "certificate.pem"])
            .output();
        if !made.is_ok_and(|made| made.status.success()) {
            eprintln!("skipped: openssl is not installed");
            return None;
        }
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        self.stop();
        self.port = Some(port);
        self.go_on();
        Some((port, folder.join("certificate.pem")))
    }

    fn command(&self, program: &str) -> Command {
        self.as_owner(&self.programs.join(program))
    }

    fn as_owner(&self, program: &Path) -> Command {
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
        let folder = self.folder.path().display().to_string();
        Self::tell_at(&folder.replace('/', "%2F"), name, sql);
    }

    /// The same to where it is reached otherwise.
    pub(super) fn tell_at(place: &str, name: &str, sql: &str) {
        let url = format!("postgres://{USER}:{PASSWORD}@{place}/{name}");
        let told = thread::scope(|scope| {
            let told = scope.spawn(|| Client::connect(&url, NoTls)?.batch_execute(sql));
            told.join().unwrap()
        });
        told.unwrap();
    }

    /// The number that a statement gives.
    pub(super) fn number(&self, name: &str, sql: &str) -> i64 {
        let url = self.url(name);
        thread::scope(|scope| {
            let asked = scope.spawn(|| Client::connect(&url, NoTls)?.query_one(sql, &[]));
            asked.join().unwrap().unwrap().get(0)
        })
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
