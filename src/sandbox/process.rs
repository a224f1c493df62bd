//! The parent's side of one child: started, asked, and ended.

use std::{
    io::{self, Read},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::Duration,
};

use super::{
    COMMAND, Fault, STACK, frame,
    limits::{self, Limits},
};

/// The part of a child's complaint that is read, in bytes.
const COMPLAINT: u64 = 4_096;

/// The share of its memory that a child may still hold when it is asked again, as a divisor: the
/// next file is to have what a fresh child has, about.
const HELD: u64 = 8;

/// The number of looks at whether a child that hung up has ended, and the time between them.
const LOOKS_FOR_ITS_END: u32 = 100;
const MOMENT: Duration = Duration::from_millis(10);

/// A child that can be asked. It is ended and reaped when this is dropped.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    requests: Sender<Vec<u8>>,
    answers: Receiver<io::Result<Vec<u8>>>,
    limits: Limits,
}

impl Process {
    pub(super) fn start(program: &Path, limits: Limits) -> Result<Self, Fault> {
        let mut command = Command::new(program);
        command
            .args([
                COMMAND,
                &format!("--memory={}", limits.memory),
                &format!("--seconds={}", limits.seconds),
            ])
            // The token of the bot may stand in the environment.
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        apart(&mut command);
        let mut child = command
            .spawn()
            .map_err(|error| Fault::not_started(&error))?;
        let (requests, to_send) = mpsc::channel();
        let (received, answers) = mpsc::channel();
        if let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) {
            let talk = move || talk(stdin, stdout, &to_send, &received, limits.answer);
            let talker = thread::Builder::new()
                .name("sandbox".to_owned())
                .spawn(talk);
            talker.map_err(|error| Fault::not_started(&error))?;
        }
        Ok(Self {
            child,
            requests,
            answers,
            limits,
        })
    }

    /// Sends a request; what comes of it is said by [`Process::answer`].
    pub(super) fn ask(&self, request: Vec<u8>) {
        // If nobody sends it any more, nobody answers, which is noticed there.
        drop(self.requests.send(request));
    }

    /// The answer, if it comes within this time.
    pub(super) fn answer(&mut self, within: Duration) -> Option<Result<Vec<u8>, Fault>> {
        Some(match self.answers.recv_timeout(within) {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) if frame::is_too_long(&error) => Err(Fault::Length),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.fault()),
            Err(RecvTimeoutError::Timeout) => return None,
        })
    }

    /// Waits until it has ended, and returns why.
    fn fault(&mut self) -> Fault {
        // It hung up; if it does not end as well, it is ended.
        let has_ended = (0..LOOKS_FOR_ITS_END).any(|_| {
            let lives = matches!(self.child.try_wait(), Ok(None));
            if lives {
                thread::sleep(MOMENT);
            }
            !lives
        });
        if !has_ended {
            drop(self.child.kill());
        }
        let mut complaint = Vec::new();
        if let Some(stderr) = self.child.stderr.take() {
            drop(stderr.take(COMPLAINT).read_to_end(&mut complaint));
        }
        match self.child.wait() {
            Ok(status) => Fault::of_end(status, &String::from_utf8_lossy(&complaint)),
            Err(error) => Fault::Ended(error.to_string()),
        }
    }

    /// This, if it can be asked again: it lives, and has given back most of its memory.
    pub(super) fn if_fit(mut self) -> Option<Self> {
        let lives = matches!(self.child.try_wait(), Ok(None));
        let held = limits::data_of(self.child.id());
        let has_grown = held.is_some_and(|held| held > STACK + self.limits.memory / HELD);
        (lives && !has_grown).then_some(self)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Carries requests and answers, one after the other, until either side is gone.
fn talk(
    mut stdin: ChildStdin,
    mut stdout: ChildStdout,
    requests: &Receiver<Vec<u8>>,
    answers: &Sender<io::Result<Vec<u8>>>,
    longest: u64,
) {
    for request in requests {
        let sent = frame::write(&mut stdin, &request);
        drop(request);
        let answer = sent.and_then(|()| frame::read(&mut stdout, longest));
        let has_failed = answer.is_err();
        if answers.send(answer).is_err() || has_failed {
            return;
        }
    }
}

/// Keeps signals of a terminal from it, which are for the program.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.arg0("fundstelle").process_group(0);
}

#[cfg(not(unix))]
fn apart(_: &mut Command) {}
