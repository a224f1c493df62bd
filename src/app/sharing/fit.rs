//! Whether this program can serve what another process published.

use crate::{index::FORMAT_VERSION, store::Published};

/// The way in which a published generation fits this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It can be served.
    Fits,
    /// A newer version of the program built it.
    Newer,
    /// An older version of the program built it.
    Older,
    /// It was built for another model.
    OtherModel,
}

/// Whether a generation fits a process with this model.
pub(super) fn fit(published: &Published, model: Option<&str>) -> Fit {
    let own = u64::from(FORMAT_VERSION);
    match published.format {
        format if format > own => Fit::Newer,
        format if format < own => Fit::Older,
        _ if published.model.as_deref() != model => Fit::OtherModel,
        _ => Fit::Fits,
    }
}

impl Fit {
    /// The reason why a generation of this number is not taken, if it is not.
    pub(super) fn obstacle(self, number: u64) -> Option<String> {
        let why = match self {
            Self::Fits => return None,
            Self::Newer => "was built by a newer version of fundstelle; run that version here, too",
            Self::Older => {
                "was built by an older version of fundstelle; it is replaced when no process of that version builds any \
                 more"
            }
            Self::OtherModel => {
                "was built for another model; give all processes the same settings in [embedding]. It is replaced when \
                 no process with that model builds any more"
            }
        };
        Some(format!("generation {number}, which is published, {why}"))
    }
}

/// The newest generation that fits.
pub(super) fn newest<'a>(all: &'a [Published], model: Option<&str>) -> Option<&'a Published> {
    all.iter().find(|one| fit(one, model) == Fit::Fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generation(number: u64, format: u32, model: Option<&str>) -> Published {
        Published {
            number,
            format: u64::from(format),
            model: model.map(ToOwned::to_owned),
            built: 0,
            files: Vec::new(),
        }
    }

    #[test]
    fn the_newest_that_can_be_read_is_taken_and_the_obstacle_told() {
        let all = [
            generation(9, FORMAT_VERSION + 1, Some("small")),
            generation(8, FORMAT_VERSION, Some("large")),
            generation(7, FORMAT_VERSION, Some("small")),
            generation(6, FORMAT_VERSION - 1, Some("small")),
        ];
        let fits = all.iter().map(|one| fit(one, Some("small")));
        assert_eq!(
            fits.collect::<Vec<_>>(),
            [Fit::Newer, Fit::OtherModel, Fit::Fits, Fit::Older]
        );
        let number = |model| newest(&all, model).map(|one| one.number);
        assert_eq!(number(Some("small")), Some(7));
        assert_eq!(number(Some("large")), Some(8));
        assert_eq!(number(None), None);
        assert_eq!(Fit::Fits.obstacle(7), None);
        for fit in [Fit::Newer, Fit::Older, Fit::OtherModel] {
            let why = fit.obstacle(9).unwrap();
            assert!(
                why.starts_with("generation 9, which is published, was built"),
                "{why}"
            );
        }
    }
}
