//! The words that announce a number, in eight languages: *Article 3*, *Kapitel IV*, *Anhang B*.

use super::LabelKind::{
    self, Annex, Appendix, Article, Book, Chapter, Clause, Paragraph, Part, Rule, Schedule,
    Section, Sign, Step, Subpart, Subsection, Title,
};

/// Words by what they announce; abbreviations without their full stop.
const WORDS: [(LabelKind, &[&str]); 16] = [
    (Sign, &["§", "§§", "paragraf", "paragrafen"]),
    (
        Article,
        &[
            "article",
            "articles",
            "art",
            "artt",
            "artikel",
            "artikels",
            "artículo",
            "artículos",
            "articolo",
            "articoli",
            "artykuł",
            "artigo",
            "artigos",
        ],
    ),
    (
        Section,
        &[
            "section",
            "sections",
            "sec",
            "sect",
            "abschnitt",
            "abschnitte",
            "abschnitts",
            "abschn",
            "sección",
            "sezione",
            "sectie",
            "afdeling",
            "sekcja",
            "oddział",
            "secção",
            "seção",
        ],
    ),
    (
        Subsection,
        &[
            "subsection",
            "unterabschnitt",
            "sous-section",
            "subsección",
            "onderafdeling",
        ],
    ),
    (
        Chapter,
        &[
            "chapter",
            "chapters",
            "ch",
            "chap",
            "kapitel",
            "kap",
            "kapitels",
            "chapitre",
            "capítulo",
            "capitolo",
            "hoofdstuk",
            "rozdział",
            "rozdz",
        ],
    ),
    (
        Part,
        &[
            "part", "parts", "teil", "teile", "partie", "parte", "deel", "część",
        ],
    ),
    (Subpart, &["subpart", "unterteil"]),
    (
        Title,
        &["title", "titel", "titre", "título", "titolo", "tytuł"],
    ),
    (
        Annex,
        &[
            "annex",
            "annexe",
            "anhang",
            "anlage",
            "anexo",
            "allegato",
            "bijlage",
            "załącznik",
            "aneks",
        ],
    ),
    (
        Appendix,
        &[
            "appendix",
            "app",
            "appendice",
            "apéndice",
            "apêndice",
            "aanhangsel",
            "dodatek",
        ],
    ),
    (
        Rule,
        &[
            "rule", "rules", "regel", "regeln", "règle", "regla", "regola", "reguła", "regra",
        ],
    ),
    (
        Clause,
        &[
            "clause",
            "clauses",
            "klausel",
            "clausule",
            "cláusula",
            "clausola",
            "klauzula",
        ],
    ),
    (
        Paragraph,
        &[
            "paragraph",
            "paragraphe",
            "párrafo",
            "paragrafo",
            "parágrafo",
        ],
    ),
    (
        Book,
        &["book", "buch", "livre", "libro", "boek", "księga", "livro"],
    ),
    (Schedule, &["schedule", "schedules"]),
    (
        Step,
        &[
            "step", "steps", "schritt", "schritte", "étape", "paso", "stap", "krok", "etapa",
        ],
    ),
];

/// The kind of number that a word announces, whatever its case; a full stop behind an abbreviation counts for nothing.
pub fn announced(word: &str) -> Option<LabelKind> {
    let lower = word.trim_end_matches('.').to_lowercase();
    let mut kinds = WORDS.iter();
    kinds
        .find(|(_, words)| words.contains(&lower.as_str()))
        .map(|(kind, _)| *kind)
}

/// Number words from 1 to 20, German and English, cardinal and ordinal.
const NUMBER_WORDS: [&[&str]; 20] = [
    &[
        "one", "eins", "first", "erster", "erste", "ersten", "erstes",
    ],
    &[
        "two", "zwei", "second", "zweiter", "zweite", "zweiten", "zweites",
    ],
    &[
        "three", "drei", "third", "dritter", "dritte", "dritten", "drittes",
    ],
    &[
        "four", "vier", "fourth", "vierter", "vierte", "vierten", "viertes",
    ],
    &[
        "five", "fünf", "fifth", "fünfter", "fünfte", "fünften", "fünftes",
    ],
    &[
        "six", "sechs", "sixth", "sechster", "sechste", "sechsten", "sechstes",
    ],
    &[
        "seven", "sieben", "seventh", "siebter", "siebte", "siebten", "siebtes",
    ],
    &[
        "eight", "acht", "eighth", "achter", "achte", "achten", "achtes",
    ],
    &[
        "nine", "neun", "ninth", "neunter", "neunte", "neunten", "neuntes",
    ],
    &[
        "ten", "zehn", "tenth", "zehnter", "zehnte", "zehnten", "zehntes",
    ],
    &[
        "eleven", "elf", "eleventh", "elfter", "elfte", "elften", "elftes",
    ],
    &[
        "twelve",
        "zwölf",
        "twelfth",
        "zwölfter",
        "zwölfte",
        "zwölften",
        "zwölftes",
    ],
    &["thirteen", "dreizehn"],
    &["fourteen", "vierzehn"],
    &["fifteen", "fünfzehn"],
    &["sixteen", "sechzehn"],
    &["seventeen", "siebzehn"],
    &["eighteen", "achtzehn"],
    &["nineteen", "neunzehn"],
    &["twenty", "zwanzig"],
];

/// The number that a word means, from 1 to 20.
pub fn number_word(word: &str) -> Option<usize> {
    let lower = word.to_lowercase();
    let index = NUMBER_WORDS
        .iter()
        .position(|names| names.contains(&lower.as_str()))?;
    Some(index + 1)
}
