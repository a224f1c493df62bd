//! Labels by which the numbers are told apart. Every label has few values, all known beforehand.

/// The place where a question was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontEnd {
    /// On Discord.
    Discord,
    /// On a page of the reader.
    Pages,
    /// Over the JSON interface.
    Api,
}

/// The end that a question came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
