//! How well a number tells one kind of question from another.

/// The area under the ROC curve: the chance that one of `present` is above one of `absent` (Mann-Whitney; ties count
/// half). Nothing where either has none.
pub fn auroc(
    present: impl Iterator<Item = f32>,
    absent: &(impl Iterator<Item = f32> + Clone),
) -> Option<f64> {
    let (mut wins, mut pairs) = (0.0, 0);
    for a in present {
        for b in absent.clone() {
            pairs += 1;
            wins += match a.total_cmp(&b) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    (pairs > 0).then(|| wins / f64::from(pairs))
}
