//! The door of the reader: who may come in, how often, and what a browser may do with what it gets.

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request},
};
use fundstelle::config::Config;

use super::{Came, Site, get, send};

const TOKEN: &str = "sesame-7";

/// Sends headers along; `connection` is where it comes from.
async fn ask(router: &Router, path: &str, connection: &str, headers: &[(&str, &str)]) -> Came {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::empty()).unwrap();
    let from = std::net::SocketAddr::new(connection.parse().unwrap(), 4321);
    request.extensions_mut().insert(ConnectInfo(from));
    send(router, request).await
}

/// Asks for the documents from this machine.
async fn documents(router: &Router, headers: &[(&str, &str)]) -> Came {
    ask(router, "/api/v1/documents", "127.0.0.1", headers).await
}

fn with_token(config: &mut Config) {
    config.web.access_token = TOKEN.to_owned().into();
}

async fn enter(router: &Router, token: &str, to: &str) -> Came {
    let form = format!("token={token}&to={to}");
    let request = Request::post("/access")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form));
    send(router, request.unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_tells_the_browser_what_it_may_do() {
    let site = Site::start().await;
    let reader = site.reader();
    for path in [
        "/",
        "/api/v1/documents",
        "/nowhere/at/all",
        "/api/v1/nothing",
    ] {
        let came = get(&reader, path).await;
        assert_eq!(
            came.header("content-security-policy"),
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        assert_eq!(came.header("x-content-type-options"), "nosniff");
        assert_eq!(came.header("referrer-policy"), "no-referrer");
        assert_eq!(came.header("cross-origin-opener-policy"), "same-origin");
        assert!(came.header("permissions-policy").contains("geolocation=()"));
        for name in ["server", "access-control-allow-origin", "x-powered-by"] {
            assert!(!came.headers.contains_key(name), "{path}: {name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_explained_to_programs_and_to_people() {
    let site = Site::start().await;
    let reader = site.reader();
    let problem = get(&reader, "/api/v1/nothing").await.is(404);
    assert_eq!(problem.header("content-type"), "application/problem+json");
    insta::assert_snapshot!(problem.body, @r#"{"title":"Not Found","status":404,"detail":"there is no such address; /api/v1/openapi.json describes those that there are"}"#);
    let long = "a".repeat(20_000);
    let problem = get(&reader, &format!("/api/v1/ask?q={long}")).await.is(414);
    assert_eq!(problem.json()["status"], 414);
    let german = [("accept-language", "de-DE,en")];
    let page = ask(&reader, &format!("/{long}"), "::1", &german)
        .await
        .is(414);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(
        page.body.contains("<html lang=\"de\">") && page.body.contains("Die Anfrage ist zu groß")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn only_reading_is_answered() {
    let site = Site::start().await;
    let reader = site.reader();
    for method in [
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::OPTIONS,
        Method::TRACE,
    ] {
        let request = Request::builder().method(&method).uri("/api/v1/documents");
        let came = send(&reader, request.body(Body::empty()).unwrap())
            .await
            .is(405);
        assert_eq!(came.header("allow"), "GET,HEAD", "{method}");
        assert_eq!(came.header("content-type"), "application/problem+json");
    }
    let request = Request::head("/api/v1/documents")
        .body(Body::empty())
        .unwrap();
    assert_eq!(send(&reader, request).await.is(200).body, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_asks_too_often() {
    let site = Site::with(|config| config.web.per_minute = 3).await;
    let reader = site.reader();
    let from = async |address: &str| ask(&reader, "/api/v1/documents", address, &[]).await;
    for _ in 0..3 {
        from("2001:db8:0:1::1").await.is(200);
    }
    // The same network: whoever has one of its addresses has all.
    let refused = from("2001:db8:0:1::2").await.is(429);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=21).contains(&wait), "{wait}");
    from("2001:db8:0:2::1").await.is(200);
    from("192.0.2.1").await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_its_word_counts_and_without_one_nobodys_does() {
    let told = |address| [("x-forwarded-for", address)];
    let site = Site::with(|config| config.web.per_minute = 1).await;
    let reader = site.reader();
    documents(&reader, &told("198.51.100.1")).await.is(200);
    documents(&reader, &told("198.51.100.2")).await.is(429);
    let site = Site::with(|config| {
        config.web.per_minute = 1;
        config.web.client_header = "X-Forwarded-For".to_owned();
    });
    let reader = site.await.reader();
    documents(&reader, &told("198.51.100.1")).await.is(200);
    documents(&reader, &told("198.51.100.2")).await.is(200);
    // What the asker wrote in front of it does not help.
    let lied = told("203.0.113.5, 198.51.100.2");
    documents(&reader, &lied).await.is(429);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_this_machine_it_answers_to_its_own_name_only() {
    let site = Site::start().await;
    let reader = site.reader();
    let named = async |host: &str| documents(&reader, &[("host", host)]).await;
    named("localhost:8080").await.is(200);
    let refused = named("rebound.example:8080").await.is(421);
    assert_eq!(
        refused.json()["detail"],
        "this reader is not asked under that name"
    );
    let site = Site::with(|config| config.web.url = "https://report.example.org".to_owned()).await;
    let reader = site.reader();
    documents(&reader, &[("host", "report.example.org")])
        .await
        .is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_an_access_token_programs_send_it_and_people_type_it_once() {
    let site = Site::with(with_token).await;
    let reader = site.reader();
    let refused = get(&reader, "/api/v1/documents").await.is(401);
    assert_eq!(refused.header("www-authenticate"), "Bearer");
    assert_eq!(refused.json()["status"], 401);
    let bearer = |token: &str| format!("Bearer {token}");
    let sent = async |token: &str| {
        let headers = [("authorization", token)];
        documents(&reader, &headers).await
    };
    sent(&bearer(TOKEN)).await.is(200);
    sent(&bearer("sesame-8")).await.is(401);
    sent(TOKEN).await.is(401);
    // A page asks for it, and goes on where the reader wanted to.
    let page = get(&reader, "/d/report?quote=x").await.is(401);
    assert!(
        page.body.contains(r#"action="../access" method="post">"#),
        "{}",
        page.body
    );
    assert!(
        page.body.contains(r#"name="to" value="d/report?quote=x""#),
        "{}",
        page.body
    );
    let wrong = enter(&reader, "sesame", "d/report").await.is(401);
    assert!(
        wrong.body.contains("That is not the access token."),
        "{}",
        wrong.body
    );
    let right = enter(&reader, TOKEN, "d/report%3Fquote%3Dx").await.is(303);
    assert_eq!(right.header("location"), "./d/report?quote=x");
    let cookie = right.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    assert!(
        !cookie.contains(TOKEN) && !cookie.contains("Secure"),
        "{cookie}"
    );
    let kept = cookie.split(';').next().unwrap();
    ask(&reader, "/", "127.0.0.1", &[("cookie", kept)])
        .await
        .is(200);
    ask(
        &reader,
        "/",
        "127.0.0.1",
        &[("cookie", "fundstelle_access=00")],
    )
    .await
    .is(401);
    // Whoever changes the token shuts out those who knew the old one.
    let site = Site::with(|config| config.web.access_token = "other".to_owned().into()).await;
    ask(&site.reader(), "/", "127.0.0.1", &[("cookie", kept)])
        .await
        .is(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_sent_elsewhere_behind_the_door() {
    let site = Site::with(with_token).await;
    let reader = site.reader();
    for (to, on) in [
        ("//evil.example/", "./evil.example/"),
        ("https://evil.example/", "./https://evil.example/"),
        ("/../..//evil.example", "./evil.example"),
        ("%5C%5Cevil.example", "./evil.example"),
        ("", "./"),
    ] {
        let came = enter(&reader, TOKEN, to).await.is(303);
        assert_eq!(came.header("location"), on);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_ends_soon() {
    let site = Site::with(with_token).await;
    let reader = site.reader();
    for _ in 0..10 {
        enter(&reader, "guess", "").await.is(401);
    }
    // Not even the right one is looked at any more, by whichever way it comes.
    let refused = enter(&reader, TOKEN, "").await.is(429);
    assert_eq!(refused.header("retry-after"), "300");
    let headers = [("authorization", "Bearer sesame-7")];
    ask(&reader, "/api/v1/documents", "192.0.2.1", &headers)
        .await
        .is(200);
    ask(&reader, "/api/v1/documents", "0.0.0.0", &headers)
        .await
        .is(429);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_cannot_be_read_shuts_the_door() {
    let site = Site::with(|config| config.web.access_token_file = "/nowhere/token".into()).await;
    let reader = site.reader();
    get(&reader, "/api/v1/documents").await.is(401);
    let headers = [("authorization", "Bearer ")];
    documents(&reader, &headers).await.is(401);
    ask(
        &reader,
        "/",
        "127.0.0.1",
        &[("cookie", "fundstelle_access=")],
    )
    .await
    .is(401);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let stop = std::future::ready(());
    let served = fundstelle::web::serve_reader(&site.config, &site.service, listener, stop).await;
    assert!(served.unwrap_err().to_string().contains("/nowhere/token"));
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_counted_by_route_and_never_by_what_was_asked() {
    let site = Site::start().await;
    let reader = site.reader();
    get(&reader, "/api/v1/ask?q=Geheimnis").await.is(200);
    get(&reader, "/api/v1/ask").await.is(400);
    get(&reader, "/Geheimnis/at/all").await.is(404);
    let numbers = site.health("/metrics").await.is(200).body;
    for line in [
        r#"fundstelle_web_requests_total{route="/api/v1/ask",status="200"} 1"#,
        r#"fundstelle_web_requests_total{route="/api/v1/ask",status="400"} 1"#,
        r#"fundstelle_web_requests_total{route="none",status="404"} 1"#,
        r#"fundstelle_web_request_seconds_count{route="/api/v1/ask"} 2"#,
    ] {
        assert!(
            numbers.lines().any(|found| found == line),
            "{line}\n{numbers}"
        );
    }
    assert!(!numbers.contains("Geheimnis"));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_compressed_for_those_who_can_read_it() {
    let site = Site::start().await;
    let path = "/api/v1/sections?document=technologiepolitik-usa-japan";
    let request = Request::get(path)
        .header("accept-encoding", "gzip")
        .body(Body::empty());
    let router = site.reader();
    let response = tower::ServiceExt::oneshot(router, request.unwrap())
        .await
        .unwrap();
    assert_eq!(response.headers()["content-encoding"], "gzip");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_cannot_be_read_or_stands_there_twice_is_refused() {
    for everywhere in [false, true] {
        let site = Site::with(|config| {
            if everywhere {
                config.web.listen = "0.0.0.0:8080".parse().unwrap();
            }
        });
        let reader = site.await.reader();
        let foreign = axum::http::HeaderValue::from_bytes(b"ev\xffil.example").unwrap();
        let request = Request::get("/api/v1/documents").header("host", foreign);
        let refused = send(&reader, request.body(Body::empty()).unwrap())
            .await
            .is(400);
        assert!(refused.json()["detail"].as_str().unwrap().contains("Host"));
        let twice = [("host", "localhost"), ("host", "evil.example")];
        documents(&reader, &twice).await.is(400);
        documents(&reader, &[("host", "localhost"), ("host", "localhost")])
            .await
            .is(400);
        documents(&reader, &[("host", "localhost")]).await.is(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_token_opens_is_kept_by_nobody() {
    let site = Site::with(with_token).await;
    let reader = site.reader();
    let bearer = [("authorization", "Bearer sesame-7")];
    for path in ["documents", "ask?q=CFIUS", "ask", "openapi.json"] {
        let path = format!("/api/v1/{path}");
        let came = ask(&reader, &path, "127.0.0.1", &bearer).await;
        assert_eq!(came.header("cache-control"), "private, no-store", "{path}");
    }
    let entered = enter(&reader, TOKEN, "").await.is(303);
    let cookie = entered
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let cookie = [("cookie", cookie.as_str())];
    let came = documents(&reader, &cookie).await.is(200);
    assert_eq!(came.header("cache-control"), "private, no-store");
    let refused = documents(&reader, &[]).await.is(401);
    assert_eq!(refused.header("cache-control"), "private, no-store");
    // Where everybody may read, nothing is to be kept from anybody.
    let open = Site::start().await;
    assert_eq!(
        documents(&open.reader(), &[])
            .await
            .is(200)
            .header("cache-control"),
        ""
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_let_in_is_always_told_where_to_go() {
    let site = Site::with(with_token).await;
    let reader = site.reader();
    for (to, on) in [
        ("d/Verb%C3%BCndete+Rivalen", "./d/Verb%C3%BCndete%20Rivalen"),
        ("a%0D%0ASet-Cookie:+x=y", "./a%0D%0ASet-Cookie:%20x=y"),
        ("a%00b%7F", "./a%00b%7F"),
        (
            "ask%3Fq%3D%E2%80%9Ez%E2%80%9C",
            "./ask?q=%E2%80%9Ez%E2%80%9C",
        ),
    ] {
        let came = enter(&reader, TOKEN, to).await.is(303);
        assert_eq!(came.header("location"), on);
    }
    let long = enter(&reader, TOKEN, &"a".repeat(30_000)).await.is(303);
    assert_eq!(long.header("location"), "./");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_makes_much_work_counts_as_several() {
    let site = Site::with(|config| config.web.per_minute = 10).await;
    let reader = site.reader();
    let from = async |address: &str, path: String| ask(&reader, &path, address, &[]).await;
    let long = "wort+".repeat(350);
    from("192.0.2.1", format!("/api/v1/ask?q={long}"))
        .await
        .is(200);
    from("192.0.2.1", format!("/api/v1/ask?q={long}"))
        .await
        .is(200);
    from("192.0.2.1", format!("/api/v1/ask?q={long}"))
        .await
        .is(429);
    // To look for a quote is more work than a question.
    for _ in 0..5 {
        from("192.0.2.2", "/api/v1/verify?quote=wort".to_owned())
            .await
            .is(200);
    }
    from("192.0.2.2", "/api/v1/verify?quote=wort".to_owned())
        .await
        .is(429);
    // However much one makes, it is heard once in a while.
    let longest = "wort+".repeat(3_000);
    let came = from("192.0.2.3", format!("/api/v1/ask?q={longest}")).await;
    assert_eq!(came.status, 400);
}
