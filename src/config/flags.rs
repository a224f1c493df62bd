//! What flags say: they win over everything else.

use std::{net::SocketAddr, path::PathBuf};

use toml::Value;

use super::{
    Config,
    source::{Given, Source},
};

/// The settings that flags give; they win over everything else.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--config`.
    pub config: Option<PathBuf>,
    /// `--corpus`.
    pub corpus: Option<PathBuf>,
    /// `--data`.
    pub data: Option<PathBuf>,
    /// `--listen`.
    pub listen: Option<SocketAddr>,
}

impl Flags {
    pub(super) fn apply(&self, config: &mut Config, settings: &mut [Given]) {
        let mut tell = |key: &str, flag: &'static str, value: String| {
            if let Some(setting) = settings.iter_mut().find(|setting| setting.key == key) {
                setting.value = Value::String(value);
                setting.source = Source::Flag(flag);
            }
        };
        if let Some(corpus) = &self.corpus {
            config.corpus.folder.clone_from(corpus);
            tell("corpus.folder", "--corpus", corpus.display().to_string());
        }
        if let Some(data) = &self.data {
            config.data.clone_from(data);
            tell("data", "--data", data.display().to_string());
        }
        if let Some(listen) = self.listen {
            config.web.listen = listen;
            tell("web.listen", "--listen", listen.to_string());
        }
    }
}
