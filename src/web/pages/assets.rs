//! The files that belong to all pages. Their addresses hold a hash of their content, so that a
//! browser keeps them for good and still never has an old one.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// The path of the files that belong to all pages. They tell nobody anything.
pub(in crate::web) const FILES: &str = "/static/";

struct Asset {
    /// As templates call it: `reader.css`.
    file: &'static str,
    /// `reader.0123456789ab.css`.
    address: String,
    kind: &'static str,
    content: &'static str,
}

static ASSETS: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    [
        asset(
            "reader.css",
            "text/css; charset=utf-8",
            include_str!("../../../static/reader.css"),
        ),
        asset(
            "reader.js",
            "text/javascript; charset=utf-8",
            include_str!("../../../static/reader.js"),
        ),
        asset(
            "icon.svg",
            "image/svg+xml",
            include_str!("../../../static/icon.svg"),
        ),
    ]
});

fn asset(file: &'static str, kind: &'static str, content: &'static str) -> Asset {
    let hash = blake3::hash(content.as_bytes()).to_hex();
    let hash: String = hash.chars().take(12).collect();
    let (name, ending) = file.split_once('.').unwrap_or((file, ""));
    Asset {
        file,
        address: format!("{name}.{hash}.{ending}"),
        kind,
        content,
    }
}

/// Under which name a file is served.
pub(super) fn address(file: &str) -> &'static str {
    let asset = ASSETS.iter().find(|asset| asset.file == file);
    asset.map_or("", |asset| &asset.address)
}

/// Serves a file.
pub(super) async fn serve(Path(address): Path<String>) -> Response {
    match ASSETS.iter().find(|asset| asset.address == address) {
        Some(asset) => (
            [
                (header::CONTENT_TYPE, asset.kind),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            asset.content,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
