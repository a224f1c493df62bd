//! Admission to the reader, where the operator has set an access token: programs send it with every
//! request, people type it once and are known by a cookie from then on. The cookie holds a keyed hash,
//! from which the token cannot be read back. The tokens of collections are looked at here too: whoever sends one
//! sees its documents besides those that are open to all.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{
    Form,
    extract::{FromRequest as _, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, uri::PathAndQuery},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use moka::sync::Cache;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Deserialize;

use super::{
    address_length::LONGEST_ADDRESS,
    client_ip::{Client, Clients},
    error_body,
    header_text::header_text,
};
use crate::{
    app::Audience,
    config::{CollectionConfig, Config, Secret, WebConfig},
    web::{
        api,
        pages::{self, AccessReason},
    },
};

/// The path that the form is sent to.
pub(super) const ENTRANCE: &str = "/access";

const COOKIE: &str = "fundstelle_access";

/// The context that tells the hash in the cookie from other hashes of the token.
const CONTEXT: &str = "fundstelle 2026 cookie of the reader";

/// The number of wrong tokens that an asker may try in a while; after that no token is looked at, not
/// even the right one.
const GUESSES: u32 = 10;
const WHILE: Duration = Duration::from_mins(5);

/// The number of askers with wrong tokens that are remembered.
const GUESSERS: u64 = 10_000;

/// The tokens, and who has guessed at them.
pub(super) struct Access {
    /// Whether everybody is let in, and tokens only show more.
    is_open: bool,
    /// Nothing where it could not be read: then nobody is let in by it.
    token: Option<blake3::Hash>,
    /// The tokens of collections, with their names.
    collections: Vec<(blake3::Hash, String)>,
    cookie: Option<blake3::Hash>,
    /// Whether browsers reach the reader by https only.
    is_secure: bool,
    clients: Clients,
    guesses: Cache<Client, Arc<AtomicU32>>,
}

/// Whether a token is right.
enum TokenCheck {
    /// With the collections that it shows.
    Right(Vec<String>),
    Wrong,
    /// Too many wrong ones came before.
    Unheard,
}

/// The fields that the form sends.
#[derive(Deserialize)]
pub(super) struct Entry {
    token: String,
    /// The place to go on to: a path and query.
    to: String,
}

impl Access {
    /// Nothing where everybody may come in and sees the same. Where the token cannot be read nobody may.
    pub(super) fn of(config: &Config, clients: Clients) -> Option<Self> {
        let web = &config.web;
        let (is_open, token) = match web.read_access_token() {
            Ok(token) => (token.is_none(), token),
            Err(error) => {
                tracing::error!(%error, "nobody is let in to the reader");
                (false, None)
            }
        };
        let access = Self {
            is_open,
            collections: of_collections(&config.collections),
            ..Self::with(token.as_ref(), web, clients)
        };
        (!access.is_open || !access.collections.is_empty()).then_some(access)
    }

    fn with(token: Option<&Secret>, config: &WebConfig, clients: Clients) -> Self {
        let token = token.map(Secret::expose);
        let key = token.map(|token| blake3::derive_key(CONTEXT, token.as_bytes()));
        Self {
            is_open: false,
            token: token.map(hash),
            collections: Vec::new(),
            cookie: key.map(|key| blake3::keyed_hash(&key, CONTEXT.as_bytes())),
            is_secure: config.url.starts_with("https://"),
            clients,
            guesses: Cache::builder()
                .max_capacity(GUESSERS)
                .time_to_live(WHILE)
                .build(),
        }
    }

    /// Whether nobody is let in without a token.
    pub(super) fn is_closed(&self) -> bool {
        !self.is_open
    }

    /// Looks at a token, unless its sender has guessed too often.
    fn judge(&self, client: Client, token: &str) -> TokenCheck {
        let guesses = self.guesses.get_with(client, Arc::default);
        if guesses.load(Ordering::Relaxed) >= GUESSES {
            return TokenCheck::Unheard;
        }
        let given = Some(hash(token));
        let shown = self.collections.iter();
        let shown = shown.filter(|(token, _)| is_same(given, Some(*token)));
        let shown: Vec<String> = shown.map(|(_, name)| name.clone()).collect();
        if is_same(given, self.token) || !shown.is_empty() {
            return TokenCheck::Right(shown);
        }
        guesses.fetch_add(1, Ordering::Relaxed);
        TokenCheck::Wrong
    }

    /// Whether the browser was let in before.
    fn knows(&self, headers: &HeaderMap) -> bool {
        let jar = CookieJar::from_headers(headers);
        let cookie = jar.get(COOKIE);
        let cookie = cookie.and_then(|cookie| blake3::Hash::from_hex(cookie.value()).ok());
        is_same(cookie, self.cookie)
    }

    /// Tells caches that another token may show more.
    fn varied(&self, mut response: Response) -> Response {
        if !self.collections.is_empty() {
            let on = HeaderValue::from_static("authorization");
            response.headers_mut().append(header::VARY, on);
        }
        response
    }

    fn cookie(&self) -> Cookie<'static> {
        let cookie = self.cookie.map(|cookie| cookie.to_string());
        Cookie::build((COOKIE, cookie.unwrap_or_default()))
            .http_only(true)
            .same_site(SameSite::Strict)
            .secure(self.is_secure)
            .path("/")
            .permanent()
            .build()
    }
}

/// Hashes have one length, and tell nothing of what they are hashes of.
fn hash(token: &str) -> blake3::Hash {
    blake3::hash(token.as_bytes())
}

/// Whether both are there and the same. Hashes of BLAKE3 are compared in constant time.
fn is_same(given: Option<blake3::Hash>, right: Option<blake3::Hash>) -> bool {
    given.is_some() && given == right
}

/// Lets in who has a token, or was let in before, and notes what a token shows.
pub(super) async fn check(
    State(access): State<Arc<Access>>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if path == ENTRANCE || path.starts_with(pages::FILES) {
        return next.run(request).await;
    }
    let is_api = path.starts_with(api::ROOT);
    let is_known = access.is_open || access.knows(request.headers());
    let bearer = header_text(&request, header::AUTHORIZATION);
    let bearer = bearer.strip_prefix("Bearer ").map(str::trim);
    // Where no collection has a token, a cookie says all.
    let bearer = bearer.filter(|_| !is_known || !access.collections.is_empty());
    let client = access.clients.of(&request);
    match bearer.map(|token| access.judge(client, token)) {
        Some(TokenCheck::Right(shown)) => {
            let is_more = !shown.is_empty();
            request.extensions_mut().insert(Audience::holders(shown));
            unshared(next.run(request).await, is_api || is_more)
        }
        // A proxy may send a token of its own along: pages show without a word what is open.
        None | Some(TokenCheck::Wrong | TokenCheck::Unheard)
            if is_known && (bearer.is_none() || !is_api) =>
        {
            let response = next.run(request).await;
            access.varied(unshared(response, is_api && !access.is_open))
        }
        Some(TokenCheck::Unheard) => unheard(),
        _ if is_api => {
            let how = [(header::WWW_AUTHENTICATE, "Bearer")];
            unshared((StatusCode::UNAUTHORIZED, how).into_response(), is_api)
        }
        _ => {
            let to = request
                .uri()
                .path_and_query()
                .map_or("", PathAndQuery::as_str);
            let reason = match header_text(&request, "sec-fetch-site") {
                "cross-site" => AccessReason::FromElsewhere,
                _ => AccessReason::Missing,
            };
            let caller = error_body::caller(&request);
            pages::access(&caller, to.trim_start_matches('/'), reason)
        }
    }
}

/// The tokens of collections. Where one cannot be read, nobody sees that collection here.
fn of_collections(collections: &[CollectionConfig]) -> Vec<(blake3::Hash, String)> {
    let read = collections.iter().filter_map(|collection| {
        let token = collection.read_token().unwrap_or_else(|error| {
            let collection = collection.name.as_str();
            tracing::error!(%error, collection, "nobody sees a collection in the reader");
            None
        });
        Some((hash(token?.expose()), collection.name.clone()))
    });
    read.collect()
}

/// Forbids caches to keep what is shown to somebody who may see it. Pages without a token say so themselves.
fn unshared(mut response: Response, is_kept_by_nobody: bool) -> Response {
    if is_kept_by_nobody {
        let kept = HeaderValue::from_static("private, no-store");
        response.headers_mut().insert(header::CACHE_CONTROL, kept);
    }
    response
}

/// Asks for the token.
pub(super) async fn ask(request: Request) -> Response {
    pages::access(&error_body::caller(&request), "", AccessReason::Missing)
}

/// Takes the token from the form, and goes on where the reader wanted to.
pub(super) async fn enter(State(access): State<Arc<Access>>, request: Request) -> Response {
    let (caller, client) = (error_body::caller(&request), access.clients.of(&request));
    let Ok(Form(Entry { token, to })) = Form::from_request(request, &()).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    // Only a path: nobody is sent elsewhere.
    let to = to.trim_start_matches(['/', '\\', '.']);
    match access.judge(client, token.trim()) {
        TokenCheck::Right(_) => {
            let jar = CookieJar::new().add(access.cookie());
            let on = [(header::LOCATION, format!("./{}", written(to)))];
            (StatusCode::SEE_OTHER, jar, on).into_response()
        }
        TokenCheck::Wrong => pages::access(&caller, to, AccessReason::Wrong),
        TokenCheck::Unheard => unheard(),
    }
}

/// A path and query as an address has them: whatever cannot stand in one is written as its bytes.
fn written(to: &str) -> String {
    const FOREIGN: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'\\')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    let to = Some(to).filter(|to| to.len() <= LONGEST_ADDRESS);
    utf8_percent_encode(to.unwrap_or_default(), FOREIGN).to_string()
}

fn unheard() -> Response {
    let again = [(header::RETRY_AFTER, WHILE.as_secs().to_string())];
    (StatusCode::TOO_MANY_REQUESTS, again).into_response()
}
