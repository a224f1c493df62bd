//! Documents from the web: from a server on this machine, which stands for any other.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};

use super::{
    BELL, held, refuses, said,
    server::{Answer, Server},
    text,
};
use crate::{
    pdf::report,
    program::{Program, Said},
};

const PDF: &str = "application/pdf";
const MARKDOWN: &str = "text/markdown";

fn add(program: &Program, url: &str) -> Said {
    program.run(&["add", "--own-network", url])
}

#[track_caller]
fn is_refused(program: &Program, url: &str, why: &str) {
    refuses(program, &["--own-network", url], why);
}

/// What was said, without what changes from run to run.
fn settled(said: &str, server: &Server) -> String {
    let day = regex::Regex::new(r"\d{4}-\d\d-\d\d").unwrap();
    let said = said.replace(&server.port().to_string(), "PORT");
    day.replace_all(&said, "DAY").into_owned()
}

#[test]
fn a_document_is_fetched_named_and_kept_with_its_source() {
    let server = Server::start(&[
        (
            "/download?id=3&token=abc",
            Answer::of("application/octet-stream", report().bytes()),
        ),
        ("/bell.md", Answer::of("text/plain; charset=utf-8", BELL)),
    ]);
    let program = Program::with(&[]);
    let url = server.url("/download?id=3&token=abc");
    insta::assert_snapshot!(settled(&said(&add(&program, &url)), &server), @"
    added download.pdf (102 KB)
      download.outline.toml names the source, without what may be a secret: http://127.0.0.1:PORT/download?id=3
    download.pdf: en, PDF; 3 sections, 3 paragraphs, 3 sentences, 0 footnotes
      78.6 % read, 21.4 % running head or foot
      set apart, running head or foot, p. 7: Annual report of the harbour 7
      set apart, running head or foot, p. 8: Annual report of the harbour 8
      set apart, running head or foot, p. 9: Annual report of the harbour 9
    exit code 0
    ");
    assert_eq!(held(&program), ["download.outline.toml", "download.pdf"]);
    insta::assert_snapshot!(settled(&text(&program, "download.outline.toml"), &server), @r#"
    # Written by fundstelle add; corpus/README.md says what else may stand here.
    source_url = "http://127.0.0.1:PORT/download?id=3"
    retrieved = "DAY"
    "#);
    program
        .ask("What is the fee for a berth?")
        .answers("ten crowns");
    drop(
        add(&program, &server.url("/bell.md"))
            .code(0)
            .says("added bell.md"),
    );
    insta::assert_snapshot!(settled(&said(&add(&program, &url)), &server), @"
    download.pdf is there already, with the same bytes (102 KB); nothing was changed
    download.pdf: en, PDF; 3 sections, 3 paragraphs, 3 sentences, 0 footnotes
      78.6 % read, 21.4 % running head or foot
      set apart, running head or foot, p. 7: Annual report of the harbour 7
      set apart, running head or foot, p. 8: Annual report of the harbour 8
      set apart, running head or foot, p. 9: Annual report of the harbour 9
    exit code 0
    ");
    let head = server.asked().remove(0).to_lowercase();
    assert!(head.contains("user-agent: fundstelle/"), "{head}");
    let facts = program.run(&["outline", "--json"]).code(0).json();
    assert_eq!(facts[1]["source_url"], server.url("/download?id=3"));
}

#[test]
fn only_the_internet_is_asked_without_a_word_of_the_operator() {
    let server = Server::start(&[("/bell.md", Answer::of(MARKDOWN, BELL))]);
    let program = Program::with(&[]);
    let port = server.port();
    for (host, where_it_is) in [
        (
            "127.0.0.1",
            "127.0.0.1, this machine; if that is your own, say so with --own-network",
        ),
        ("localhost", "this machine"),
        ("[::1]", "::1, this machine"),
        ("[::ffff:127.0.0.1]", "this machine"),
        ("2130706433", "127.0.0.1, this machine"),
        ("0x7f.1", "127.0.0.1, this machine"),
        ("10.1.2.3", "10.1.2.3, a private network"),
        ("192.168.0.1", "a private network"),
        ("[fd00::1]", "a private network"),
        ("100.64.0.1", "the network of a provider"),
        ("169.254.1.1", "the local network segment"),
        ("169.254.169.254", "the metadata service of a cloud"),
        ("0.0.0.0", "no machine on the internet"),
    ] {
        refuses(
            &program,
            &[&format!("http://{host}:{port}/bell.md")],
            where_it_is,
        );
    }
    for (url, why) in [
        (
            "ftp://example.org/bell.md",
            "ftp:// is not fetched: only http and https are",
        ),
        ("http://", "the address cannot be understood"),
        ("http://me:pw@ /", "the address cannot be understood"),
    ] {
        refuses(&program, &[url], why);
    }
    is_refused(
        &program,
        "http://169.254.169.254/",
        "the metadata service of a cloud",
    );
    assert_eq!(server.asked(), Vec::<String>::new());
}

#[test]
fn redirects_are_followed_so_far_and_looked_at_each() {
    let to = |path: &str| Answer::redirect(path);
    let server = Server::start(&[
        ("/1", to("/2")),
        ("/2", to("3?a=b")),
        ("/3?a=b", to("/4")),
        ("/4", to("/5")),
        ("/5", to("/files/bell.md")),
        ("/files/bell.md", Answer::of("text/plain", BELL)),
        ("/0", to("/1")),
        ("/round", to("/round")),
        ("/metadata", to("http://169.254.169.254/latest")),
        ("/file", to("file:///etc/passwd")),
        ("/nowhere", Answer::status("302 Found")),
    ]);
    let program = Program::with(&[]);
    let url = |path: &str| server.url(path);
    drop(add(&program, &url("/1")).code(0).says("added bell.md"));
    assert!(text(&program, "bell.outline.toml").contains(&url("/1")));
    is_refused(&program, &url("/0"), "leads on more than 5 times");
    is_refused(&program, &url("/round"), "leads on more than 5 times");
    is_refused(
        &program,
        &url("/metadata"),
        "the metadata service of a cloud",
    );
    is_refused(&program, &url("/file"), "only http and https are");
    is_refused(&program, &url("/nowhere"), "the server answers 302 Found");
}

#[test]
fn no_more_is_taken_than_the_limit() {
    let packed = |text: &[u8]| {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(text).unwrap();
        packed.finish().unwrap()
    };
    let gzip = |bytes: Vec<u8>| Answer::of(MARKDOWN, bytes).header("Content-Encoding", "gzip");
    let whole = packed(BELL.as_bytes());
    let server = Server::start(&[
        (
            "/says.md",
            Answer::of(MARKDOWN, "x").header("Content-Length", "99999999"),
        ),
        (
            "/endless.md",
            Answer::of(MARKDOWN, vec![b'x'; 10_000]).endless(),
        ),
        ("/bomb.md", gzip(packed(&vec![b' '; 50_000_000]))),
        ("/cut.md", gzip(whole[..whole.len() - 9].to_vec())),
        (
            "/odd.md",
            Answer::of(MARKDOWN, BELL).header("Content-Encoding", "br"),
        ),
        (
            "/short.md",
            Answer::of(MARKDOWN, BELL).header("Content-Length", "9999"),
        ),
        ("/packed.md", gzip(whole)),
    ]);
    let program = Program::with(&[]);
    let limited = |path: &str| {
        let mut command = program.command(&["add", "--own-network", &server.url(path)]);
        command.env("FUNDSTELLE_CORPUS__MAX_FILE_MB", "1");
        Said::of(command)
    };
    for path in ["/says.md", "/endless.md", "/bomb.md"] {
        limited(path)
            .fails("it has more than 1 MB, and that is the limit; raise corpus.max_file_mb");
    }
    limited("/cut.md").fails("what is sent packed is damaged or not whole; try again");
    limited("/odd.md").fails("it is sent packed as \"br\", which was not asked for");
    limited("/short.md").fails("try again");
    assert_eq!(held(&program), Vec::<String>::new());
    drop(limited("/packed.md").code(0).says("added packed.md"));
    assert_eq!(text(&program, "packed.md"), BELL);
}

#[test]
fn what_is_no_document_is_named() {
    let server = Server::start(&[
        ("/data.json", Answer::of("application/json", "{\"a\": 1}")),
        (
            "/report.pdf",
            Answer::of("text/html", "<!doctype html><p>Log in."),
        ),
        (
            "/picture",
            Answer::of("image/png", b"\x89PNG\r\n\x1a\n\0\0".to_vec()),
        ),
        ("/empty", Answer::of("text/html", "")),
        ("/closed", Answer::status("403 Forbidden")),
        ("/busy", Answer::status("503 Service Unavailable")),
    ]);
    let program = Program::with(&[]);
    for (path, why) in [
        (
            "/data.json",
            "was not added: it is application/json, which is not read; .md",
        ),
        (
            "/report.pdf",
            "a web page stands where a PDF should be, most likely one to log in",
        ),
        ("/picture", "it is a PNG image; pictures"),
        ("/empty", "it is empty"),
        (
            "/closed",
            "the server answers 403 Forbidden; it is not for everybody",
        ),
        (
            "/busy",
            "the server answers 503 Service Unavailable; try again later",
        ),
        (
            "/gone",
            "the server answers 404 Not Found; look at the address",
        ),
    ] {
        is_refused(&program, &server.url(path), why);
    }
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    is_refused(
        &program,
        &format!("http://127.0.0.1:{port}/a?key=x"),
        "/a cannot be fetched: Connection refused",
    );
}

#[test]
fn what_the_server_calls_it_is_its_name() {
    let named = |name: &str| Answer::of(PDF, report().bytes()).header("Content-Disposition", name);
    let server = Server::start(&[
        (
            "/a",
            named("attachment; filename=\"../../Bericht 2024.docx\""),
        ),
        (
            "/",
            Answer::of(
                "text/html",
                "<!doctype html><main><h1>Bell</h1><p>It tolls at noon.</p></main>",
            ),
        ),
    ]);
    let program = Program::with(&[]);
    drop(
        add(&program, &server.url("/a"))
            .code(0)
            .says("added Bericht 2024.pdf"),
    );
    drop(
        add(&program, &server.url("/"))
            .code(0)
            .says("added 127.0.0.1.html"),
    );
}

#[test]
fn the_encoding_that_only_the_server_knows_is_kept() {
    let server = Server::start(&[(
        "/text",
        Answer::of(
            "text/plain; charset=macintosh",
            b"Die Br\x9Fcke ist alt.\n".to_vec(),
        ),
    )]);
    let program = Program::with(&[]);
    drop(
        add(&program, &server.url("/text"))
            .code(0)
            .says("text.txt: de, macintosh"),
    );
    assert_eq!(
        held(&program),
        ["text.outline.toml", "text.txt", "text.txt.encoding"]
    );
    program
        .ask("Wie ist die Brücke?")
        .answers("Die Brücke ist alt.");
}

#[test]
fn what_is_fetched_anew_keeps_what_the_operator_wrote() {
    let server = Server::start(&[("/bell.md", Answer::of(MARKDOWN, BELL))]);
    let program = Program::with(&[("bell.md", "# Old\n\nIt is old.\n")]);
    program.write(
        "bell.outline.toml",
        "# Mine.\ntitle = 'Our bell'\nretrieved = '2001-01-01'\n",
    );
    let url = server.url("/bell.md");
    is_refused(&program, &url, "another document has the name bell.md");
    drop(
        program
            .run(&["add", "--own-network", "--replace", &url])
            .code(0)
            .says("replaced bell.md"),
    );
    insta::assert_snapshot!(settled(&text(&program, "bell.outline.toml"), &server), @r#"
    # Mine.
    title = 'Our bell'
    retrieved = "DAY"
    source_url = "http://127.0.0.1:PORT/bell.md"
    "#);
    assert_eq!(text(&program, "bell.md"), BELL);
    super::beside(&program, "bell.md", BELL.replace("noon", "nine"));
    drop(program.run(&["add", "bell.md", "--replace"]).code(0));
    assert!(
        !text(&program, "bell.outline.toml").contains("retrieved"),
        "it was not fetched"
    );
}
