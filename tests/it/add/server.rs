//! A server on this machine that answers as it is told, well or badly, and remembers what it was asked.

use std::{
    fmt::Write as _,
    io::{BufRead as _, BufReader, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// What is answered to who asks for a path.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    /// Whether the body comes again and again, for as long as it is read.
    is_endless: bool,
}

impl Answer {
    pub(crate) fn of(media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let answer = Self {
            status: "200 OK",
            headers: Vec::new(),
            body: body.into(),
            is_endless: false,
        };
        answer.header("Content-Type", media_type)
    }

    pub(crate) fn status(status: &'static str) -> Self {
        Self {
            status,
            ..Self::of("text/plain", "no")
        }
    }

    pub(crate) fn redirect(to: &str) -> Self {
        Self::status("302 Found").header("Location", to)
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub(crate) fn endless(mut self) -> Self {
        self.is_endless = true;
        self
    }

    fn write(&self, stream: &mut TcpStream) -> std::io::Result<()> {
        let mut head = format!("HTTP/1.1 {}\r\nConnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            write!(head, "{name}: {value}\r\n").unwrap();
        }
        stream.write_all(format!("{head}\r\n").as_bytes())?;
        stream.write_all(&self.body)?;
        if !self.is_endless {
            return Ok(());
        }
        loop {
            stream.write_all(&self.body)?;
        }
    }
}

/// The server. Its thread ends with the tests.
pub(crate) struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers to these paths, and to all others that there is nothing.
    pub(crate) fn start(answers: &[(&str, Answer)]) -> Self {
        let answers: Vec<(String, Answer)> = answers
            .iter()
            .map(|(path, answer)| ((*path).to_owned(), answer.clone()))
            .collect();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::default());
        let heard: Arc<Mutex<Vec<String>>> = Arc::clone(&asked);
        drop(thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let head = head(&stream);
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                heard.lock().unwrap().push(head);
                let found = answers.iter().find(|(of, _)| *of == path);
                let answer = found.map(|(_, answer)| answer.clone());
                let answer = answer.unwrap_or_else(|| Answer::status("404 Not Found"));
                // Who has enough goes away.
                drop(answer.write(&mut stream));
            }
        }));
        Self { address, asked }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The heads of all requests.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }
}

fn head(stream: &TcpStream) -> String {
    let lines = BufReader::new(stream).lines();
    let lines = lines.map_while(Result::ok);
    let lines: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    lines.join("\n")
}
