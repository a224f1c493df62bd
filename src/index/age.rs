//! The age of an edition, as far as its name and its date tell: `2024-06`, `31.12.2023`, `2nd edition`.

use super::DocumentEntry;

/// The age that tells which of several editions is newer; later is greater.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Age {
    /// Whether nothing is said: the file that is simply there, beside those that are kept of before.
    is_unsaid: bool,
    /// The day, or the numbers in the name where only they are said of all editions.
    first: Vec<u32>,
    /// The day, as far as it is said.
    day: Vec<u32>,
    /// The numbers in the name.
    numbers: Vec<u32>,
}

impl Age {
    /// The ages of the editions of one document, in their order.
    pub(super) fn of_all(entries: &[&DocumentEntry]) -> Vec<Self> {
        let mut ages: Vec<Self> = entries.iter().copied().map(Self::of).collect();
        // One that counts its editions and one that dates them cannot be compared.
        let said = || ages.iter().filter(|age| !age.is_unsaid);
        let have_days = said().all(|age| !age.first.is_empty());
        let have_numbers = said().all(|age| !age.numbers.is_empty());
        if !have_days && have_numbers {
            for age in &mut ages {
                age.first.clone_from(&age.numbers);
            }
        }
        ages
    }

    fn of(entry: &DocumentEntry) -> Self {
        let name = entry.edition();
        let date = entry.metadata.date.as_deref().map(day).unwrap_or_default();
        let named = name.map(day).unwrap_or_default();
        Self {
            is_unsaid: name.is_none() && date.is_empty(),
            first: if named.is_empty() {
                date.clone()
            } else {
                named
            },
            day: date,
            numbers: name.map(numbers).unwrap_or_default(),
        }
    }
}

/// Year, month and day, as far as they are said; nothing without a year.
fn day(text: &str) -> Vec<u32> {
    let numbers = numbers(text);
    let is_year = |number: &u32| (1500..3000).contains(number);
    if let Some(all) = numbers.iter().find(|number| is_year(&(*number / 10_000))) {
        return vec![all / 10_000, all / 100 % 100, all % 100];
    }
    let Some(at) = numbers.iter().position(is_year) else {
        return Vec::new();
    };
    let (before, year) = numbers.split_at(at);
    let [_, behind @ ..] = year else {
        return Vec::new();
    };
    let rest: Vec<u32> = if behind.is_empty() {
        before.iter().rev().copied().collect()
    } else {
        behind.to_vec()
    };
    year.iter().take(1).copied().chain(rest).take(3).collect()
}

fn numbers(text: &str) -> Vec<u32> {
    let runs = text.split(|c: char| !c.is_ascii_digit());
    runs.filter_map(|run| run.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written() {
        assert_eq!(day("2024-06"), [2024, 6]);
        assert_eq!(day("20240615"), [2024, 6, 15]);
        assert_eq!(day("31.12.2023"), [2023, 12, 31]);
        assert_eq!(day("Autumn 2023"), [2023]);
        assert_eq!(day("2024-03-01T10:00"), [2024, 3, 1]);
        assert_eq!(day("2nd edition"), [0_u32; 0]);
    }
}
