//! How often answers are right, by the confidence that they are given with.

/// A group of questions that are answered with about the same confidence, and how many of the answers are right.
pub(crate) struct Group {
    /// The mean of the confidences.
    pub(crate) said: f64,
    /// The number of questions.
    pub(crate) count: usize,
    /// The number of questions that one of the quotes answers.
    pub(crate) shown: usize,
    /// The number of questions that the first quote answers.
    pub(crate) first: usize,
}

/// The groups of a way to answer, by rising confidence.
pub(crate) struct Curve {
    /// The words for the way.
    pub(crate) name: &'static str,
    /// Each of about as many questions as the others.
    pub(crate) groups: Vec<Group>,
}
