//! Pages and JSON interface: what is open to all, and with the token of a collection what is in it.

use std::path::PathBuf;

use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use fake_discord::opened;
use fundstelle::{app::Service, config::Config};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tempfile::TempDir;

use super::{DOCS, Doc, TOKEN, configure, has_no_other, named, names_in};
use crate::web::{Came, send};

struct Reader {
    router: Router,
    _folder: TempDir,
    _service: Service,
}

impl Reader {
    async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = TempDir::new().unwrap();
        let mut config = Config::default();
        config.discord.enabled = false;
        configure(&mut config, folder.path());
        config.web.per_minute = 100_000;
        change(&mut config);
        let service = opened(&config).await;
        Self {
            router: fundstelle::web::reader(&config, &service),
            _folder: folder,
            _service: service,
        }
    }

    async fn get(&self, path: &str, token: Option<&str>) -> Came {
        let mut request = Request::get(path).header(header::ACCEPT_LANGUAGE, "en");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        send(&self.router, request.body(Body::empty()).unwrap()).await
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// Ways to a document, each with what was typed in it and a word that comes only out of it.
fn ways(name: &str) -> Vec<(String, String, &'static str)> {
    let doc = named(name);
    let (id, question, quote) = (doc.id(), doc.question(), doc.sentence());
    let (q, words) = (encoded(&question), encoded(&quote));
    let api = |path: String| format!("/api/v1/{path}");
    vec![
        (format!("/ask?q={q}"), question.clone(), doc.fee),
        (
            format!("/ask?q={}&document={id}", encoded("fee of the harbour")),
            id.clone(),
            doc.fee,
        ),
        (
            format!("/suggest?q={}", doc.rule),
            doc.rule.to_owned(),
            doc.name,
        ),
        (format!("/d/{id}"), id.clone(), doc.rule),
        (format!("/verify?quote={words}"), quote.clone(), doc.name),
        (api(format!("ask?q={q}")), question, doc.fee),
        (api(format!("sections?document={id}")), id.clone(), doc.rule),
        (api(format!("sections?document={id}&number=1")), id, doc.fee),
        (
            api(format!("passages?q={}", doc.rule)),
            doc.rule.to_owned(),
            doc.name,
        ),
        (api(format!("verify?quote={words}")), quote, doc.name),
    ]
}

/// Ways that lead to no document in particular.
const ANYWHERE: [&str; 22] = [
    "/",
    "/?page=2",
    "/ask",
    "/ask?q=%C2%A7%201",
    "/ask?q=hello",
    "/ask?q=Which+documents+do+you+know%3F",
    "/ask?q=What+was+the+fee+in+the+2019+edition%3F",
    "/ask?q=Wie+hoch+ist+die+Geb%C3%BChr+im+Hafen%3F",
    "/suggest?q=harb",
    "/verify",
    "/diff",
    "/diff?document=zolbrin",
    "/d/nowhere",
    "/d/vault",
    "/d/zolbrin",
    "/api/v1/documents",
    "/api/v1/ask?q=%C2%A7%201",
    "/api/v1/passages?q=harbour",
    "/api/v1/sections?document=nowhere",
    "/api/v1/diff",
    "/api/v1/diff?document=zolbrin",
    "/api/v1/openapi.json",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_way_shows_what_is_open_and_what_a_token_shows() {
    let reader = Reader::with(|_| {}).await;
    for (token, seen) in [(None, "zolbrin"), (Some(TOKEN), "zolbrin sulfanto")] {
        for doc in &DOCS {
            for (path, typed, word) in ways(doc.name) {
                let came = reader.get(&path, token).await;
                assert_ne!(came.status, 401);
                let is_there = came.body.contains(word);
                assert_eq!(
                    is_there,
                    seen.contains(doc.name),
                    "{path} {token:?}\n{}",
                    came.body
                );
                has_no_other(&came.body, seen, &typed);
                if token.is_some() {
                    assert_eq!(came.header("cache-control"), "private, no-store", "{path}");
                } else {
                    assert!(
                        came.header("vary").contains("authorization")
                            || came
                                .headers
                                .get_all("vary")
                                .iter()
                                .any(|vary| vary == "authorization"),
                        "{path}"
                    );
                }
            }
        }
        for path in ANYWHERE {
            let came = reader.get(path, token).await;
            has_no_other(&came.body, seen, "");
        }
        let documents = reader.get("/api/v1/documents", token).await;
        assert_eq!(names_in(&documents.body), seen);
        let home = reader.get("/", token).await;
        assert_eq!(names_in(&home.body), seen);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_and_what_may_not_be_seen_come_in_the_same_words() {
    let reader = Reader::with(|_| {}).await;
    for way in [
        "/d/{}",
        "/ask?q=fee&document={}",
        "/api/v1/sections?document={}",
        "/api/v1/ask?q=fee&document={}",
    ] {
        let of = async |name: &str| {
            let came = reader.get(&way.replace("{}", name), None).await;
            (came.status, came.body.replace(name, "…"))
        };
        let same = of("vault%2Fthrumbik").await;
        assert_eq!(same.0, of("vault%2Fthrumbok").await.0);
        let gone = of("vault%2Fthrumbok").await;
        let tidy = |text: &str| {
            text.replace("vault/thrumbik", "…")
                .replace("vault/thrumbok", "…")
                .replace("thrumbik", "…")
                .replace("thrumbok", "…")
        };
        assert_eq!(tidy(&same.1), tidy(&gone.1), "{way}");
    }
}

/// The small picture and the page of a document whose file is known.
#[tokio::test(flavor = "multi_thread")]
async fn pages_are_painted_for_those_who_may_see_them() {
    let shown = Reader::with(|config| config.collections.clear()).await;
    let page = shown.get("/d/vault/tarnubel?page=1", None).await.is(200);
    let at = page.body.find("picture/").expect("there is a picture");
    let path: String = page.body[at..]
        .chars()
        .take_while(|c| *c != '"' && *c != '&')
        .collect();
    let path = format!("/{path}");
    let status = |came: axum::http::StatusCode| came.as_u16();
    let picture = |reader: &Reader, path: String| {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let router = reader.router.clone();
        async move {
            tower::ServiceExt::oneshot(router, request)
                .await
                .unwrap()
                .status()
        }
    };
    assert_eq!(status(picture(&shown, path.clone()).await), 200);
    let hidden = Reader::with(|_| {}).await;
    assert_eq!(status(picture(&hidden, path.clone()).await), 404);
    let (file, _) = path.rsplit_once('/').unwrap();
    assert_eq!(
        status(picture(&shown, format!("{file}/small/1.png")).await),
        200
    );
    assert_eq!(
        status(picture(&hidden, format!("{file}/small/1.png")).await),
        404
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_no_more_than_it_is() {
    let reader = Reader::with(|_| {}).await;
    let wrong = reader.get("/api/v1/documents", Some("press-token")).await;
    assert_eq!(wrong.status, 401);
    // Pages show what is open: a proxy may send a token of its own.
    let page = reader.get("/", Some("press-token")).await.is(200);
    assert_eq!(names_in(&page.body), "zolbrin");
    for _ in 0..10 {
        let _guess = reader.get("/", Some("guess")).await;
    }
    let unheard = reader.get("/api/v1/documents", Some(TOKEN)).await;
    assert_eq!(unheard.status, 429);
    let unheard = reader.get("/d/press/sulfanto", Some(TOKEN)).await;
    assert_eq!(unheard.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_a_collection_opens_a_reader_that_wants_one() {
    let reader =
        Reader::with(|config| config.web.access_token = "sesame-7".to_owned().into()).await;
    assert_eq!(reader.get("/api/v1/documents", None).await.status, 401);
    let open = reader
        .get("/api/v1/documents", Some("sesame-7"))
        .await
        .is(200);
    assert_eq!(names_in(&open.body), "zolbrin");
    let more = reader.get("/api/v1/documents", Some(TOKEN)).await.is(200);
    assert_eq!(names_in(&more.body), "zolbrin sulfanto");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_may_stand_in_a_file_and_one_that_cannot_be_read_shows_nothing() {
    let file = TempDir::new().unwrap();
    let path = file.path().join("token");
    std::fs::write(&path, format!("{TOKEN}\n")).unwrap();
    let with = async |path: PathBuf| {
        let reader = Reader::with(|config| {
            config.collections[5].token = String::new().into();
            config.collections[5].token_file = path;
        });
        reader.await.get("/api/v1/documents", Some(TOKEN)).await
    };
    assert_eq!(names_in(&with(path).await.body), "zolbrin sulfanto");
    // Without any token there is nothing to look at.
    let gone = with(file.path().join("gone")).await;
    assert_eq!(
        (gone.status.as_u16(), names_in(&gone.body).as_str()),
        (200, "zolbrin")
    );
}

/// A corpus of which a reader sees nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_reader_may_see_nothing_at_all() {
    let reader = Reader::with(|config| {
        let mut all = config.collections.swap_remove(5);
        all.folders = vec![String::new()];
        config.collections = vec![all];
    })
    .await;
    for (name, path) in DOCS
        .iter()
        .flat_map(|doc| ways(doc.name))
        .map(|(path, typed, _)| (typed, path))
    {
        let came = reader.get(&path, None).await;
        assert!(!came.status.is_server_error(), "{path}: {came:#?}");
        has_no_other(&came.body, "", &name);
    }
    for path in [
        "/",
        "/ask?q=hello",
        "/ask?q=%C2%A7%201",
        "/ask?q=What+is+the+report+about%3F",
        "/diff",
        "/api/v1/documents",
    ] {
        let came = reader.get(path, None).await.is(200);
        has_no_other(&came.body, "", "");
    }
    let all = reader.get("/api/v1/documents", Some(TOKEN)).await.is(200);
    // What servers keep is on no page, whatever the token.
    let is_there = |doc: &Doc| all.body.contains(doc.name) != doc.folder.starts_with(".library");
    assert!(DOCS.iter().all(is_there));
}
