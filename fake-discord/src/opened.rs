//! A corpus that is served to a test from its first question on: on a busy machine a first build outlasts the head
//! start that front ends get.

use std::{
    fs::File,
    path::Path,
    time::{Duration, SystemTime},
};

use fundstelle::{
    app::{NotServing, Service},
    config::Config,
};

/// Serves the corpus of the settings, and waits until it is open or cannot be opened.
pub async fn opened(config: &Config) -> Service {
    let service = Service::start(config).await;
    for _ in 0..1_000 {
        if !matches!(
            service
                .live_index
                .snapshot(&fundstelle::app::Audience::operator()),
            Err(NotServing::Opening)
        ) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    service
}

/// Makes all files of a folder look as if nobody had written to them for a minute: what was just written is
/// waited for, in case more is to come.
#[allow(
    clippy::disallowed_methods,
    reason = "the system says when a file was written"
)]
pub fn written_long_ago(folder: &Path) {
    let then = SystemTime::now() - Duration::from_mins(1);
    // There may be no such folder: how that is told is tested, too.
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        if entry.file_type().is_file() {
            let file = File::options().append(true).open(entry.path()).unwrap();
            file.set_modified(then).unwrap();
        }
    }
}
