//! Fetching a document from the web, so that nobody who answers decides where this machine looks, how long it
//! waits or how much it takes. Redirects are followed by hand: of each step every address that the name has is
//! looked at, and the connection goes to one of these and to no other, whatever the name says by then.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context as _, bail, ensure};
use reqwest::{
    Client, Response, StatusCode, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{ACCEPT_ENCODING, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, LOCATION},
    redirect::Policy,
};

use super::{
    addresses::{Reach, reach},
    body::{self, why},
    source::kept,
};

/// So many redirects are followed.
const MOST_REDIRECTS: usize = 5;

/// The limits of what may be fetched.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Larger files are not taken, packed or not.
    pub(super) bytes: u64,
    /// All of it takes no longer.
    pub(super) time: Duration,
    /// Whether machines of the own network may be asked.
    pub(super) own_network: bool,
}

/// A file that was fetched.
#[derive(Debug)]
pub(super) struct Fetched {
    pub(super) bytes: Vec<u8>,
    /// The type that the server says it has.
    pub(super) content_type: Option<String>,
    /// The server's word on how it is to be kept.
    pub(super) disposition: Option<Vec<u8>>,
    /// The address where it was in the end.
    pub(super) last: Url,
}

/// Knows the addresses of a host.
pub(super) trait Hosts {
    /// All addresses of a host.
    fn addresses(&self, host: &str) -> impl Future<Output = io::Result<Vec<IpAddr>>>;
}

/// The operating system.
pub(super) struct System;

impl Hosts for System {
    async fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        // No port is asked for, and one has to be named.
        let found = tokio::net::lookup_host((host, 0)).await?;
        Ok(found.map(|address| address.ip()).collect())
    }
}

/// Fetches what is behind an address.
pub(super) async fn fetch(
    url: &Url,
    limits: Limits,
    hosts: &impl Hosts,
) -> anyhow::Result<Fetched> {
    let fetched = tokio::time::timeout(limits.time, follow(url, limits, hosts)).await;
    fetched.unwrap_or_else(|_| {
        bail!(
            "{} was not fetched within {:.0?}; try again, or give it more time with --timeout",
            kept(url).0,
            limits.time
        )
    })
}

async fn follow(url: &Url, limits: Limits, hosts: &impl Hosts) -> anyhow::Result<Fetched> {
    let first = kept(url).0;
    let mut url = url.clone();
    // Whoever was led out of the own network is not led back into it.
    let mut may_be_own = limits.own_network;
    for _ in 0..=MOST_REDIRECTS {
        let addresses = permitted(&url, may_be_own, limits.own_network, hosts).await?;
        may_be_own &= addresses.iter().all(|ip| reach(*ip) != Reach::Public);
        let response = get(&url, &addresses).await?;
        match redirect(&url, &response)? {
            Some(next) => url = next,
            None => return taken(url, response, limits.bytes).await,
        }
    }
    bail!(
        "{first} leads on more than {MOST_REDIRECTS} times; open it in a browser and give its last address"
    )
}

/// The addresses of a host, if each of them may be asked.
async fn permitted(
    url: &Url,
    may_be_own: bool,
    is_flagged: bool,
    hosts: &impl Hosts,
) -> anyhow::Result<Vec<IpAddr>> {
    let shown = kept(url).0;
    ensure!(
        matches!(url.scheme(), "http" | "https"),
        "{shown} is not fetched: only http and https are"
    );
    let host = url.host_str().unwrap_or_default();
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    let addresses = match literal.parse() {
        Ok(address) => vec![address],
        Err(_) => hosts
            .addresses(host)
            .await
            .with_context(|| format!("there is no host {host} for {shown}; look at the address"))?,
    };
    ensure!(!addresses.is_empty(), "the host {host} has no address");
    for address in &addresses {
        match reach(*address) {
            Reach::Public => {}
            Reach::Own(_) if may_be_own => {}
            Reach::Own(what) if is_flagged => bail!(
                "{shown} is not fetched: a redirect from the internet leads to {address}, {what}; give \
                 that address itself if you trust it"
            ),
            Reach::Own(what) => bail!(
                "{shown} is not fetched: it is at {address}, {what}; if that is your own, say so with \
                 --own-network"
            ),
            Reach::Never(what) => bail!("{shown} is not fetched: it is at {address}, {what}"),
        }
    }
    Ok(addresses)
}

/// Knows the addresses that were looked at, and no others.
struct Pinned(Vec<IpAddr>);

impl Resolve for Pinned {
    fn resolve(&self, _name: Name) -> Resolving {
        // The port is that of the address that is asked for.
        let addresses = self.0.clone().into_iter();
        let addresses: Addrs = Box::new(addresses.map(|address| SocketAddr::new(address, 0)));
        Box::pin(std::future::ready(Ok(addresses)))
    }
}

async fn get(url: &Url, addresses: &[IpAddr]) -> anyhow::Result<Response> {
    let client = Client::builder()
        // A proxy would look up the name by itself.
        .no_proxy()
        .redirect(Policy::none())
        .referer(false)
        .user_agent(concat!("fundstelle/", env!("CARGO_PKG_VERSION")))
        .dns_resolver(Arc::new(Pinned(addresses.to_vec())))
        .build()?;
    let request = client.get(url.clone()).header(ACCEPT_ENCODING, "identity");
    let failed = |why: String| anyhow::anyhow!("{} cannot be fetched: {why}", kept(url).0);
    let response = request.send().await.map_err(|error| failed(why(error)))?;
    let from = response.remote_addr().map(|address| address.ip());
    let is_pinned = from.is_none_or(|from| addresses.contains(&from));
    ensure!(is_pinned, failed("another machine answered".to_owned()));
    Ok(response)
}

/// The address that an answer leads on to.
fn redirect(url: &Url, response: &Response) -> anyhow::Result<Option<Url>> {
    let leads_on = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let Some(location) = response.headers().get(LOCATION).filter(|_| leads_on) else {
        return Ok(None);
    };
    let location = String::from_utf8_lossy(location.as_bytes());
    let next = url.join(&location);
    let next = next.with_context(|| format!("{} leads to no address", kept(url).0))?;
    ensure!(
        next.scheme() != "http" || url.scheme() != "https",
        "{} leads to {}, where others can read and change what is sent; give that address itself if you \
         trust it",
        kept(url).0,
        kept(&next).0
    );
    Ok(Some(next))
}

/// Takes what a server sends.
async fn taken(url: Url, response: Response, most: u64) -> anyhow::Result<Fetched> {
    let shown = kept(&url).0;
    ensure_answered(response.status(), &shown)?;
    let header = |name: HeaderName| {
        response
            .headers()
            .get(name)
            .map(|value| value.as_bytes().to_vec())
    };
    let content_type = header(CONTENT_TYPE);
    let disposition = header(CONTENT_DISPOSITION);
    let bytes = body::read(response, most)
        .await
        .with_context(|| format!("{shown} is not fetched"))?;
    Ok(Fetched {
        bytes,
        content_type: content_type.map(|value| String::from_utf8_lossy(&value).into_owned()),
        disposition,
        last: url,
    })
}

fn ensure_answered(status: StatusCode, shown: &str) -> anyhow::Result<()> {
    // Neither an error nor a page: nothing, or something else.
    if status == StatusCode::OK {
        return Ok(());
    }
    let remedy = match status.as_u16() {
        401 | 403 | 407 => {
            "it is not for everybody: fetch it with a browser, and add the file with --source"
        }
        404 | 410 => "look at the address",
        408 | 425 | 429 | 500..=599 => "try again later",
        _ => "open it in a browser",
    };
    bail!("{shown} is not there: the server answers {status}; {remedy}")
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpListener,
    };

    use super::*;

    /// Answers what it is told to, one answer after the other, and remembers who was asked for.
    #[derive(Default)]
    struct Told {
        answers: Mutex<Vec<Vec<IpAddr>>>,
        asked: Mutex<Vec<String>>,
    }

    impl Told {
        fn of(answers: &[&str]) -> Self {
            let addresses = |answer: &&str| {
                let addresses = answer.split_whitespace();
                addresses.map(|address| address.parse().unwrap()).collect()
            };
            Self {
                answers: Mutex::new(answers.iter().rev().map(addresses).collect()),
                asked: Mutex::default(),
            }
        }
    }

    impl Hosts for Told {
        async fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
            self.asked.lock().unwrap().push(host.to_owned());
            let answer = self.answers.lock().unwrap().pop();
            answer.ok_or_else(|| io::ErrorKind::NotFound.into())
        }
    }

    const LIMITS: Limits = Limits {
        bytes: 1024,
        time: Duration::from_mins(1),
        own_network: true,
    };

    /// A server that says the same to everybody, or nothing; its port.
    async fn server(says: Option<&'static str>) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(tokio::spawn(async move {
            let mut held = Vec::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut head = [0; 4096];
                drop(stream.read(&mut head).await);
                match says {
                    Some(says) => drop(stream.write_all(says.as_bytes()).await),
                    None => held.push(stream),
                }
            }
        }));
        port
    }

    async fn ask(url: &str, limits: Limits, hosts: &Told) -> String {
        let fetched = fetch(&url.parse().unwrap(), limits, hosts).await;
        match fetched {
            Ok(fetched) => String::from_utf8(fetched.bytes).unwrap(),
            Err(error) => format!("{error:#}"),
        }
    }

    #[tokio::test]
    async fn a_name_is_looked_up_once_and_only_that_address_is_asked() {
        let port = server(Some("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nText")).await;
        // By the second time it would lead elsewhere.
        let hosts = Told::of(&["127.0.0.1", "192.168.0.1"]);
        let url = format!("http://report.example:{port}/");
        assert_eq!(ask(&url, LIMITS, &hosts).await, "Text");
        assert_eq!(*hosts.asked.lock().unwrap(), ["report.example"]);
    }

    #[tokio::test]
    async fn one_address_that_may_not_be_asked_is_enough() {
        let public = Limits {
            own_network: false,
            ..LIMITS
        };
        let ask = async |addresses: &str, limits| {
            ask(
                "http://me:pw@report.example/?token=x",
                limits,
                &Told::of(&[addresses]),
            )
            .await
        };
        insta::assert_snapshot!(ask("1.1.1.1 10.0.0.1", public).await, @"http://report.example/ is not fetched: it is at 10.0.0.1, a private network; if that is your own, say so with --own-network");
        insta::assert_snapshot!(ask("::1", public).await, @"http://report.example/ is not fetched: it is at ::1, this machine; if that is your own, say so with --own-network");
        insta::assert_snapshot!(ask("127.0.0.1 169.254.169.254", LIMITS).await, @"http://report.example/ is not fetched: it is at 169.254.169.254, the metadata service of a cloud, which holds secrets");
    }

    #[tokio::test]
    async fn a_host_without_an_address_is_named() {
        let hosts = Told::default();
        insta::assert_snapshot!(ask("https://nowhere.example/a.pdf", LIMITS, &hosts).await, @"there is no host nowhere.example for https://nowhere.example/a.pdf; look at the address: entity not found");
    }

    #[tokio::test]
    async fn who_was_led_out_of_the_own_network_is_not_led_back() {
        let url: Url = "http://intranet.example/".parse().unwrap();
        let hosts = Told::of(&["10.0.0.1"]);
        let error = permitted(&url, false, true, &hosts).await.unwrap_err();
        insta::assert_snapshot!(error, @"http://intranet.example/ is not fetched: a redirect from the internet leads to 10.0.0.1, a private network; give that address itself if you trust it");
    }

    #[tokio::test]
    async fn who_never_answers_is_not_waited_for() {
        let url = format!("http://127.0.0.1:{}/a.pdf", server(None).await);
        let limits = Limits {
            time: Duration::from_millis(50),
            ..LIMITS
        };
        let said = ask(&url, limits, &Told::default()).await;
        assert!(said.ends_with(
            "was not fetched within 50ms; try again, or give it more time with --timeout"
        ));
    }

    #[test]
    fn nobody_is_led_from_https_to_http() {
        let leads = |from: &str, to: &str| {
            let answer = axum::http::Response::builder().status(302);
            let answer = answer.header("location", to).body("").unwrap();
            let next = redirect(&from.parse().unwrap(), &answer.into());
            next.map_or_else(|error| error.to_string(), |next| next.unwrap().to_string())
        };
        assert_eq!(
            leads("https://a.example/b/c", "../d?e"),
            "https://a.example/d?e"
        );
        assert_eq!(
            leads("http://a.example/", "https://b.example"),
            "https://b.example/"
        );
        insta::assert_snapshot!(leads("https://a.example/", "http://b.example/c?key=x"), @"https://a.example/ leads to http://b.example/c, where others can read and change what is sent; give that address itself if you trust it");
        assert_eq!(
            leads("https://a.example/", "https://"),
            "https://a.example/ leads to no address"
        );
    }
}
