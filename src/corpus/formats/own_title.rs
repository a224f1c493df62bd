//! The title that a file gives itself: whether it is one, as programs write their own names and those of files
//! there.

/// Endings of files that programs leave in the titles of what they make.
const ENDINGS: [&str; 12] = [
    ".doc", ".docx", ".odt", ".rtf", ".pdf", ".indd", ".qxd", ".tex", ".dvi", ".ppt", ".pptx",
    ".html",
];

/// Whether a title is more than the name of a file or what a program writes there by itself.
pub(super) fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_file = ENDINGS.iter().any(|ending| lower.ends_with(ending));
    let is_default = [
        "untitled",
        "unbenannt",
        "ohne titel",
        "sans titre",
        "document",
        "microsoft word",
    ]
    .iter()
    .any(|name| lower.starts_with(name));
    let is_address = lower.contains("://");
    let is_name = !title.contains(' ')
        && (title.contains('_') || title.contains(|c: char| c.is_ascii_digit()));
    title.chars().count() > 3 && !is_file && !is_default && !is_address && !is_name
}

/// Whether the words of a title stand in a text.
pub(super) fn is_said(title: &str, text: &str) -> bool {
    let text = text.to_lowercase();
    let words = title.split_whitespace().map(str::to_lowercase);
    let words: Vec<String> = words.filter(|word| word.chars().count() > 2).collect();
    let said = words
        .iter()
        .filter(|word| text.contains(word.as_str()))
        .count();
    said * 3 >= words.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_no_titles() {
        assert!(is_title("Annual Report 2024"));
        for name in [
            "Microsoft Word - a.doc",
            "report_v3",
            "untitled",
            "Layout1",
            "a.indd",
            "xyz",
        ] {
            assert!(!is_title(name), "{name}");
        }
        assert!(is_said("The Annual Report", "ANNUAL REPORT of the pier"));
        assert!(!is_said("Template Version Two", "Annual report"));
    }
}
