//! A corpus that is served to a test from its first question on: on a busy machine a first build outlasts the head
//! start that front ends get.

use std::time::Duration;

use fundstelle::{
    app::{NotServing, Serving},
    config::Config,
};

/// Serves the corpus of the settings, and waits until it is open or cannot be opened.
pub(crate) async fn opened(config: &Config) -> Serving {
    let serving = Serving::start(config).await;
    for _ in 0..1_000 {
        if !matches!(serving.library.shelf(), Err(NotServing::Opening)) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    serving
}
