//! The child's side: limits first, then one request after the other.

use std::{
    io::{self, Write, stderr, stdin, stdout},
    panic::{self, AssertUnwindSafe},
    process,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

use serde::{Serialize, de::DeserializeOwned};

use super::{
    Reply, STACK, frame,
    limits::{self, Limits},
};

/// The exit code of a child that could not go on.
const FAILED: i32 = 2;

/// Answers requests until standard input ends, within these limits. It ends at once then, whatever
/// it is at: whoever asked is gone.
pub fn serve<Q, A>(limits: Limits, answer: impl Fn(Q) -> A + Send + 'static) -> io::Result<()>
where
    Q: DeserializeOwned,
    A: Serialize,
{
    limits::volunteer();
    let panicked = note_panics();
    let (requests, to_do) = mpsc::channel::<Vec<u8>>();
    let work = move || {
        for request in to_do {
            let reply = reply(limits, request, &answer, &panicked);
            if let Err(error) = reply.and_then(|reply| frame::write(&mut stdout().lock(), &reply)) {
                // The other thread waits for a request that nobody sends any more.
                drop(writeln!(stderr(), "{error}"));
                process::exit(FAILED);
            }
        }
    };
    let stack = usize::try_from(STACK).unwrap_or(usize::MAX);
    let worker = thread::Builder::new().stack_size(stack).spawn(work)?;
    limits::set(limits)?;
    let mut stdin = stdin().lock();
    while let Ok(request) = frame::read(&mut stdin, limits::REQUEST)
        && requests.send(request).is_ok()
    {}
    drop(worker);
    Ok(())
}

fn reply<Q, A>(
    limits: Limits,
    request: Vec<u8>,
    answer: &impl Fn(Q) -> A,
    panicked: &Mutex<String>,
) -> io::Result<Vec<u8>>
where
    Q: DeserializeOwned,
    A: Serialize,
{
    limits::begin_request(limits)?;
    let question = postcard::from_bytes(&request).map_err(io::Error::other)?;
    drop(request);
    let answered = panic::catch_unwind(AssertUnwindSafe(|| answer(question)));
    let reply = answered.map_or_else(
        |_| {
            let place = panicked.lock().unwrap_or_else(PoisonError::into_inner);
            Reply::Panicked(place.clone())
        },
        Reply::Answer,
    );
    postcard::to_stdvec(&reply).map_err(io::Error::other)
}

/// Keeps the place of a panic rather than printing its message, in which words of a document may be.
fn note_panics() -> Arc<Mutex<String>> {
    let last = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&last);
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string);
        *kept.lock().unwrap_or_else(PoisonError::into_inner) = place.unwrap_or_default();
    }));
    last
}
