//! What is kept of the questions that had no answer, as a server chooses.

use std::{fmt, str::FromStr};

/// The record that is kept of questions that the documents do not answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GapReports {
    /// Nothing.
    Off,
    /// The number of times that somebody pressed the button.
    #[default]
    Counts,
    /// The question, where its asker pressed the button.
    Reported,
    /// Every such question, for so many days.
    All {
        /// After so many days it is deleted.
        days: u16,
    },
}

impl fmt::Display for GapReports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("off"),
            Self::Counts => f.write_str("counts"),
            Self::Reported => f.write_str("reported"),
            Self::All { days } => write!(f, "all:{days}"),
        }
    }
}

/// Not a way of keeping gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoGapReports;

impl FromStr for GapReports {
    type Err = NoGapReports;

    fn from_str(text: &str) -> Result<Self, NoGapReports> {
        match text {
            "off" => Ok(Self::Off),
            "counts" => Ok(Self::Counts),
            "reported" => Ok(Self::Reported),
            text => {
                let days = text.strip_prefix("all:").and_then(|days| days.parse().ok());
                let days = days.filter(|days| (1..=365).contains(days));
                days.map(|days| Self::All { days }).ok_or(NoGapReports)
            }
        }
    }
}
