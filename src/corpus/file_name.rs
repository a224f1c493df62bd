//! Names for files that are put into the corpus. A name from elsewhere may hold anything; here it becomes one
//! that every system takes, that the walk does not pass over, and that can be typed.

use unicode_normalization::UnicodeNormalization as _;

use super::{formats::Format, printable::acts, source_file::is_temporary};

/// A name is cut to so many bytes, so that the endings of sidecars and of copies fit behind it.
const MAX_BYTES: usize = 150;

/// Endings of what makes pages and of what says nothing: the right one takes their place.
const OF_PROGRAMS: [&str; 12] = [
    "php", "asp", "aspx", "ashx", "jsp", "jspx", "cgi", "do", "cfm", "pl", "bin", "download",
];

/// An ending has at most so many characters; longer ones are part of a name.
const LONGEST_ENDING: usize = 8;

/// A name that may stand in the corpus, made of one that may not; none if nothing is left of it.
pub fn safe_name(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next()?;
    let plain = last.nfc().filter(|c| !acts(*c) && !is_invisible(*c));
    let plain = plain.map(|c| match c {
        ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    });
    let plain: String = plain.collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let plain = words.join(" ");
    let is_odd = |c: char| matches!(c, '.' | '~' | '#' | '$' | '-' | '_' | ' ');
    let plain = plain.trim_start_matches(is_odd);
    let plain = plain.trim_end_matches(['.', '~', '#', ' ']);
    let (stem, ending) = match ending_of(plain) {
        Some(ending) => (
            plain.strip_suffix(ending)?.trim_end_matches('.'),
            Some(ending),
        ),
        None => (plain, None),
    };
    let most = MAX_BYTES.saturating_sub(ending.map_or(0, |ending| ending.len() + 1));
    let stem = stem.get(..stem.floor_char_boundary(most))?.trim_end();
    let name = match ending {
        Some(ending) => format!("{stem}.{ending}"),
        None => stem.to_owned(),
    };
    (!stem.is_empty() && !is_temporary(&name)).then_some(name)
}

/// Whether a character shows nothing and cannot be told from nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The name with the ending of a format: its own, if that names the format already.
pub fn with_ending(name: &str, format: Format) -> String {
    let Some(ending) = ending_of(name) else {
        return format!("{name}.{}", format.ending());
    };
    let of_ending = Format::from_path(name.as_ref());
    if of_ending == Some(format) {
        return name.to_owned();
    }
    let says_nothing = OF_PROGRAMS.contains(&ending.to_ascii_lowercase().as_str());
    let stem = match name.strip_suffix(ending) {
        Some(stem) if of_ending.is_some() || says_nothing => stem.trim_end_matches('.'),
        _ => name,
    };
    format!("{stem}.{}", format.ending())
}

/// The ending of a name, without the dot: `1` in `v2.1` and ` Who` in `Dr. Who` are none.
pub fn ending_of(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    let is_ending = !stem.is_empty()
        && ending.len() <= LONGEST_ENDING
        && ending.chars().all(|c| c.is_ascii_alphanumeric())
        && ending.starts_with(|c: char| c.is_ascii_alphabetic());
    is_ending.then_some(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, safe: &str) {
        assert_eq!(safe_name(name).as_deref().unwrap_or("none"), safe);
    }

    #[test]
    fn names_become_such_as_the_walk_takes() {
        check("Bericht 2024.pdf", "Bericht 2024.pdf");
        check("../../etc/passwd", "passwd");
        check("C:\\Users\\x\\Bericht.docx", "Bericht.docx");
        check(".hidden.md", "hidden.md");
        check("~$Bericht.docx", "Bericht.docx");
        check("#a.md#", "a.md");
        check("-rf.md", "rf.md");
        check("a\u{202e}fdp.\u{0}\nexe", "afdp.exe");
        check("  a  \t b .pdf ", "a b.pdf");
        check("Was? \"Wo\": <hier>|*.html", "Was- -Wo-- -hier---.html");
        check("u\u{308}ber.md", "über.md");
        check("bericht.pdf.part", "none");
        check("bericht.md~", "bericht.md");
        for nothing in ["", "/", "...", ".", "a/..", "\u{200b}", ".tmp", "x.tmp"] {
            check(nothing, if nothing == ".tmp" { "tmp" } else { "none" });
        }
    }

    #[test]
    fn long_names_keep_their_endings() {
        let name = safe_name(&format!("{}.pdf", "ü".repeat(300))).unwrap();
        assert!(name.len() <= MAX_BYTES && name.ends_with("ü.pdf"), "{name}");
    }

    #[track_caller]
    fn check_ending(name: &str, format: Format, expected: &str) {
        assert_eq!(with_ending(name, format), expected);
    }

    #[test]
    fn the_ending_follows_the_content() {
        check_ending("download", Format::Pdf, "download.pdf");
        check_ending("download.php", Format::Pdf, "download.pdf");
        check_ending("seite.aspx", Format::Html, "seite.html");
        check_ending("bericht.txt", Format::Pdf, "bericht.pdf");
        check_ending("bericht.PDF", Format::Pdf, "bericht.PDF");
        check_ending("page.xhtml", Format::Html, "page.xhtml");
        check_ending("v2.1", Format::Text, "v2.1.txt");
        check_ending("Dr. Who", Format::Docx, "Dr. Who.docx");
        check_ending("example.org", Format::Html, "example.org.html");
    }
}
