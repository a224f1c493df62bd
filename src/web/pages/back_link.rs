//! The way back from a place to the answer that led there: the question goes along in the link, so that
//! it works without a script.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::{html::Link, page_context::PageContext};

/// Longer questions do not go along: links would grow too long for some that pass them on.
const MAX_CHARS: usize = 300;

/// A question whose answer led to a place.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct BackLink {
    /// The question.
    #[serde(default)]
    asked: String,
    /// The only document that was asked.
    #[serde(default)]
    asked_of: String,
}

impl BackLink {
    /// From the answer to this question.
    pub(super) fn from(question: &str, document: Option<&str>) -> Self {
        Self {
            asked: question.to_owned(),
            asked_of: document.unwrap_or_default().to_owned(),
        }
    }

    /// A path of the reader with the question in its query.
    pub(super) fn along(&self, path: &str) -> String {
        if !self.is_known() {
            return path.to_owned();
        }
        let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
        let sign = if path.contains('?') { '&' } else { '?' };
        let hash = if anchor.is_empty() { "" } else { "#" };
        let of = match self.asked_of.as_str() {
            "" => String::new(),
            document => format!("&asked_of={}", encoded(document)),
        };
        let asked = encoded(&self.asked);
        format!("{path}{sign}asked={asked}{of}{hash}{anchor}")
    }

    /// Leads back to the answer.
    pub(super) fn back(&self, context: &PageContext) -> Option<Link> {
        let of = match self.asked_of.as_str() {
            "" => String::new(),
            document => format!("&document={}", encoded(document)),
        };
        let path = format!("ask?q={}{of}", encoded(&self.asked));
        self.is_known().then(|| Link {
            href: context.to(&path),
            text: context.say("back-to-answer"),
        })
    }

    fn is_known(&self) -> bool {
        !self.asked.is_empty() && self.asked.chars().count() <= MAX_CHARS
    }
}

pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_goes_along_before_the_anchor() {
        let back_link = BackLink::from("Wer zahlt?", Some("law/lease"));
        assert_eq!(
            back_link.along("d/law/lease?quote=x#s1"),
            "d/law/lease?quote=x&asked=Wer%20zahlt%3F&asked_of=law%2Flease#s1"
        );
        assert_eq!(
            BackLink::default().along("d/law/lease#s1"),
            "d/law/lease#s1"
        );
        let long = BackLink::from(&"wer ".repeat(100), None);
        assert_eq!(long.along("d/law/lease"), "d/law/lease");
    }
}
