//! Labels by which the numbers are told apart. Every label has few values, all known beforehand.
//!
//! The names of values are written out: derived, they would be those of the variants, in capitals, and what
//! dashboards ask for would change when a variant is renamed.

use std::fmt;

use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder};

/// The place where a question was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FrontEnd {
    /// On Discord.
    Discord,
    /// On a page of the reader.
    Pages,
    /// Over the JSON interface.
    Api,
}

/// The end that a question came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuestionOutcome {
    /// A quote answers it.
    Answered,
    /// A quote comes near.
    Near,
    /// It named a place, which was shown.
    Place,
    /// Nothing was asked of the documents: it was a greeting or the like.
    Own,
    /// The documents do not say it, or have no such place.
    Refused,
    /// Too many were waiting.
    Busy,
    /// There was no corpus to ask.
    Unavailable,
    /// Something broke.
    Failed,
}

/// The stage in which a question spends its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuestionStage {
    /// Waiting for its turn.
    Waiting,
    /// Being embedded.
    Embedding,
    /// Being answered: searching, ranking, quoting.
    Answering,
    /// Its answer being taken by Discord.
    Sending,
}

impl FrontEnd {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Discord, Self::Pages, Self::Api];

    /// As a label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Discord => "discord",
            Self::Pages => "pages",
            Self::Api => "api",
        }
    }
}

impl QuestionOutcome {
    /// Each of them.
    pub const ALL: [Self; 8] = [
        Self::Answered,
        Self::Near,
        Self::Place,
        Self::Own,
        Self::Refused,
        Self::Busy,
        Self::Unavailable,
        Self::Failed,
    ];

    /// As a label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Near => "near",
            Self::Place => "place",
            Self::Own => "own",
            Self::Refused => "refused",
            Self::Busy => "busy",
            Self::Unavailable => "unavailable",
            Self::Failed => "failed",
        }
    }
}

impl QuestionStage {
    /// Each of them.
    pub const ALL: [Self; 4] = [
        Self::Waiting,
        Self::Embedding,
        Self::Answering,
        Self::Sending,
    ];

    /// As a label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Embedding => "embedding",
            Self::Answering => "answering",
            Self::Sending => "sending",
        }
    }
}

impl EncodeLabelValue for FrontEnd {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> fmt::Result {
        self.label().encode(encoder)
    }
}

impl EncodeLabelValue for QuestionOutcome {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> fmt::Result {
        self.label().encode(encoder)
    }
}

impl EncodeLabelValue for QuestionStage {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> fmt::Result {
        self.label().encode(encoder)
    }
}

/// The labels of a question that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct QuestionLabels {
    pub(super) front_end: FrontEnd,
    pub(super) outcome: QuestionOutcome,
}

/// The label of the time that questions spend.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct StageLabels {
    pub(super) stage: QuestionStage,
}

/// The labels of a request to the reader.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct RequestLabels {
    pub(super) route: String,
    pub(super) status: u16,
}

/// The label of the time that a request to the reader takes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct RouteLabels {
    pub(super) route: String,
}

/// The label of a connection to Discord.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct ShardLabels {
    pub(super) shard: u32,
}
