//! The pages, asked without a network. A test reads as a visit:
//!
//! ```ignore
//! let pages = Pages::of(&[("report.md", "# Lage\n\nDer Umsatz stieg.\n")]).await;
//! let page = pages.open("/ask?q=Umsatz").await.is(200);
//! insta::assert_snapshot!(page.shown(), @"…");
//! ```

mod answers;
mod around;
mod diff;
mod documents;
mod editions;
mod hostile;
mod lists;
mod long;
mod near;
mod printed;
mod sizes;
mod styles;
mod trouble;
mod words;

use std::{fs, path::Path, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use dom_query::{Document as Html, NodeRef};
use fundstelle::{app::Service, config::Config};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use regex::Regex;
use tempfile::TempDir;
use tower::ServiceExt as _;

use fake_discord::{opened, written_long_ago};

/// Pages about some documents.
pub(crate) struct Pages {
    pub(crate) service: Service,
    router: Router,
    folder: TempDir,
}

/// A page that came.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    /// The same, where it is no text.
    pub(crate) bytes: Vec<u8>,
}

impl Pages {
    /// About these files.
    pub(crate) async fn of(files: &[(&str, &str)]) -> Self {
        Self::with(files, |_| {}).await
    }

    /// The same with other settings.
    pub(crate) async fn with(files: &[(&str, &str)], change: impl FnOnce(&mut Config)) -> Self {
        let files: Vec<_> = files
            .iter()
            .map(|(name, text)| (*name, text.as_bytes()))
            .collect();
        Self::with_bytes(&files, change).await
    }

    /// About files that are no text, with other settings.
    pub(crate) async fn with_bytes(
        files: &[(&str, &[u8])],
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let folder = TempDir::new().unwrap();
        let corpus = folder.path().join("corpus");
        for (name, text) in files {
            let path = corpus.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        written_long_ago(&corpus);
        Self::about(&corpus, folder, change).await
    }

    /// About the report of this repository.
    pub(crate) async fn bundled() -> Self {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        Self::about(&corpus, TempDir::new().unwrap(), |_| {}).await
    }

    async fn about(corpus: &Path, folder: TempDir, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::default();
        config.corpus.folder = corpus.to_owned();
        config.data = folder.path().join("data");
        config.embedding.enabled = false;
        config.discord.enabled = false;
        change(&mut config);
        let service = opened(&config).await;
        Self {
            router: fundstelle::web::reader(&config, &service),
            service,
            folder,
        }
    }

    /// Opens a page in English.
    pub(crate) async fn open(&self, path: &str) -> Page {
        self.open_in("en", path).await
    }

    /// Opens a page as a browser does that wants a language.
    pub(crate) async fn open_in(&self, lang: &str, path: &str) -> Page {
        let path = path.split('#').next().unwrap();
        let request = Request::get(path).header(header::ACCEPT_LANGUAGE, lang);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Fills in a form that is posted.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let fields = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)));
        let kind = "application/x-www-form-urlencoded";
        let request = Request::post(path).header(header::CONTENT_TYPE, kind);
        let body = Body::from(fields.collect::<Vec<_>>().join("&"));
        self.send(request.body(body).unwrap()).await
    }

    async fn send(&self, request: Request<Body>) -> Page {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 50_000_000).await.unwrap();
        Page {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
            bytes: body.to_vec(),
        }
    }

    /// Changes a document, and waits until it is served.
    pub(crate) async fn change(&self, name: &str, text: &str) {
        let generation = || {
            self.service
                .live_index
                .snapshot(&fundstelle::app::Audience::operator())
                .unwrap()
                .generation()
        };
        let before = generation();
        fs::write(self.folder.path().join("corpus").join(name), text).unwrap();
        for _ in 0..1_000 {
            if generation() > before {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{name} is not served");
    }
}

/// A text as it stands in an address.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// Where a link on a page of the first level leads.
pub(crate) fn followed(href: &str) -> String {
    let path = href.trim_start_matches("./").trim_start_matches("../");
    format!("/{path}")
}

/// A text with its white space folded.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Page {
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    pub(crate) fn html(&self) -> Html {
        Html::from(self.body.as_str())
    }

    pub(crate) fn header(&self, name: header::HeaderName) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// The texts of the elements that a selector finds, one after the other.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let html = self.html();
        let found = html.select(selector);
        let texts = found.nodes().iter().map(|node| folded(&node.text()));
        texts.collect()
    }

    /// An attribute of the elements that a selector finds.
    pub(crate) fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let html = self.html();
        let found = html.select(selector);
        let values = found.nodes().iter().filter_map(|node| node.attr(name));
        values.map(|value| value.to_string()).collect()
    }

    /// What stands in the main part, without forms: a line for each block, `**strong**`,
    /// `==marked==`, `[words](link)`.
    pub(crate) fn shown(&self) -> String {
        self.shown_in("main")
    }

    pub(crate) fn shown_in(&self, selector: &str) -> String {
        let html = self.html();
        let mut text = String::new();
        for node in html.select(selector).nodes() {
            write(node, &mut text);
        }
        let lines = text.lines().map(folded).filter(|line| !line.is_empty());
        unstamped(&lines.collect::<Vec<_>>().join("\n"))
    }
}

/// Links without the stamp of a document's content, which is another with each change of the index.
pub(crate) fn unstamped(text: &str) -> String {
    let quote = Regex::new("quote=[a-z0-9]{10}_").unwrap();
    quote.replace_all(text, "quote=…_").into_owned()
}

fn write(node: &NodeRef<'_>, text: &mut String) {
    if node.is_text() {
        text.push_str(&node.text().replace('\n', " "));
        return;
    }
    let name = node.node_name().map(|name| name.to_string());
    let name = name.as_deref().unwrap_or_default();
    if node.has_class("copy") || node.attr("hidden").is_some() {
        return;
    }
    let (before, after) = match name {
        "form" | "script" | "textarea" => return,
        "h1" => ("\n# ", "\n"),
        "h2" => ("\n## ", "\n"),
        "h3" => ("\n### ", "\n"),
        "h4" | "h5" | "h6" => ("\n#### ", "\n"),
        "li" => ("\n- ", "\n"),
        "p" | "div" | "figure" | "blockquote" | "figcaption" | "pre" | "tr" | "details"
        | "summary" | "nav" | "section" | "ul" | "ol" | "table" => ("\n", "\n"),
        "td" | "th" => ("[", "]"),
        "strong" => ("**", "**"),
        "mark" => ("==", "=="),
        "del" => ("--", "--"),
        "ins" => ("++", "++"),
        "sup" => ("^", "^"),
        "a" => ("[", ""),
        _ => ("", ""),
    };
    text.push_str(before);
    for child in node.children() {
        write(&child, text);
    }
    text.push_str(after);
    if let Some(href) = node.attr("href").filter(|_| name == "a") {
        text.extend(["](", &href, ")"]);
    }
}
