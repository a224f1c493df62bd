//! What a setting may be, in words and in code. A setting that has no line in its section's
//! `ALLOWED` may be whatever its type can hold.

use std::{net::SocketAddr, ops::RangeInclusive};

use toml::Value;

/// The values that a setting may have.
pub(super) enum Allowed {
    /// Yes or no.
    Switch,
    /// Any text.
    Text,
    /// A whole number.
    Whole(RangeInclusive<i64>),
    /// A number.
    Number(RangeInclusive<f64>),
    /// A text that is as the words say.
    Like(&'static str, fn(&str) -> bool),
    /// Whatever its type can hold: the words of the type say what is wrong.
    Typed,
}

impl Allowed {
    /// Where a server may listen.
    pub(super) const SOCKET: Self =
        Self::Like("an address with a port, such as 127.0.0.1:8080", |text| {
            text.parse::<SocketAddr>().is_ok()
        });

    /// In words that follow "it must be".
    pub(super) fn words(&self) -> String {
        match self {
            Self::Switch => "true or false".to_owned(),
            Self::Text => "text".to_owned(),
            Self::Whole(range) => format!("{} to {}", range.start(), range.end()),
            Self::Number(range) => format!("a number from {} to {}", range.start(), range.end()),
            Self::Like(words, _) => (*words).to_owned(),
            Self::Typed => String::new(),
        }
    }

    /// Whether a value is so.
    pub(super) fn holds(&self, value: &Value) -> bool {
        match self {
            Self::Switch => value.is_bool(),
            Self::Text => value.is_str(),
            Self::Whole(range) => value.as_integer().is_some_and(|n| range.contains(&n)),
            Self::Number(range) => number(value).is_some_and(|n| range.contains(&n)),
            Self::Like(_, is) => value.as_str().is_some_and(is),
            Self::Typed => true,
        }
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "what is allowed is far below that"
)]
fn number(value: &Value) -> Option<f64> {
    let whole = value.as_integer().map(|n| n as f64);
    value.as_float().or(whole)
}

/// Whether programs of others can be sent there.
pub(super) fn is_address(text: &str) -> bool {
    let rest = ["https://", "http://"].map(|scheme| text.strip_prefix(scheme));
    let mut rest = rest.into_iter().flatten();
    rest.any(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}
