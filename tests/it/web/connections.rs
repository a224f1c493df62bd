//! Many connections that ask nothing, and some that read nothing: others are answered all the same, and
//! health and the corpus do not notice.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    time::{Duration, Instant},
};

use super::running::{HEALTH, READER, REPORT, Running};
use crate::program::Program;

/// A request that has begun, and will not end.
fn half_request(address: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    // One that is refused may be closed before this is written.
    drop(stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "));
    stream
}

/// How many of them are still open.
fn open(streams: &mut [TcpStream]) -> usize {
    let is_open = |stream: &mut TcpStream| {
        stream.set_nonblocking(true).unwrap();
        let mut byte = [0];
        let came = stream.read(&mut byte);
        matches!(came, Err(error) if error.kind() == std::io::ErrorKind::WouldBlock)
    };
    streams
        .iter_mut()
        .filter_map(|stream| is_open(stream).then_some(()))
        .count()
}

#[test]
fn half_requests_take_neither_health_nor_the_corpus_nor_others_along() {
    let program = Program::with(REPORT);
    // 300 connections would be more than all the files that there may be.
    let running = Running::start_limited(
        &program,
        256,
        &[("FUNDSTELLE_CORPUS__REFRESH_SECONDS", "1")],
    );
    running.says("the reader takes fewer connections");
    let reader = running.address(READER);
    let mut held: Vec<TcpStream> = (0..300).map(|_| half_request(&reader)).collect();
    let begun = Instant::now();
    assert!(running.get(HEALTH, "/healthz").contains("200 OK"));
    program.write("neu.md", "Der Leuchtturm steht auf Amrum.\n");
    running.says("document=\"neu\"");
    assert!(running.get(HEALTH, "/readyz").contains("200 OK"));
    assert!(
        !running.log().contains("Too many open files"),
        "{}",
        running.log()
    );
    // One address has no more than its share, and not for long.
    assert!(open(&mut held) <= 64);
    while open(&mut held) > 0 {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "they are still open"
        );
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(running.get(READER, "/api/v1/documents").contains("200 OK"));
    running.stop();
}

#[test]
fn an_address_that_has_all_its_connections_is_told_and_has_them_again() {
    let program = Program::with(REPORT);
    let few = [
        ("FUNDSTELLE_WEB__CONNECTIONS", "8"),
        ("FUNDSTELLE_WEB__CONNECTIONS_PER_ADDRESS", "2"),
    ];
    let running = Running::start(&program, &few);
    let reader = running.address(READER);
    let held = [half_request(&reader), half_request(&reader)];
    let refused = loop {
        let answer = running.get(READER, "/");
        // Those that are held may not have been taken yet.
        if !answer.starts_with("HTTP/1.1 200") {
            break answer;
        }
    };
    assert!(
        refused.is_empty() || refused.starts_with("HTTP/1.1 503"),
        "{refused}"
    );
    drop(held);
    let until = Instant::now() + Duration::from_secs(45);
    while !running.get(READER, "/").starts_with("HTTP/1.1 200") {
        assert!(Instant::now() < until, "nobody is let in again");
    }
    running.stop();
}

#[test]
fn the_limit_of_open_files_is_raised() {
    let program = Program::with(REPORT);
    let running = Running::start(&program, &[]);
    running.says("serving the reader");
    let limits = fs::read_to_string(format!("/proc/{}/limits", running.id()));
    if let Ok(limits) = limits {
        let line = limits
            .lines()
            .find(|line| line.starts_with("Max open files"))
            .unwrap();
        let numbers: Vec<&str> = line.split_whitespace().skip(3).take(2).collect();
        assert_eq!(numbers[0], numbers[1], "{line}");
    }
    running.stop();
}

#[test]
fn an_address_that_is_too_long_is_refused_and_a_head_that_is_bounds_memory() {
    let program = Program::with(REPORT);
    let running = Running::start(&program, &[]);
    for (length, status) in [(20_000, "414"), (70_000, "414"), (1_000_000, "431")] {
        let address = running.address(READER);
        let mut stream = TcpStream::connect(address).unwrap();
        let request = format!(
            "GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "a".repeat(length)
        );
        // It is refused before all of it is read.
        drop(stream.write_all(request.as_bytes()));
        let mut answer = [0; 12];
        if stream.read_exact(&mut answer).is_ok() {
            let answer = String::from_utf8_lossy(&answer);
            assert_eq!(answer, format!("HTTP/1.1 {status}"), "{length}");
        }
    }
    running.stop();
}
