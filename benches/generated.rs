//! Documents for the benchmarks: made from a small vocabulary, the same on every machine.

use std::{fmt::Write as _, fs, path::PathBuf};

use fundstelle::config::Config;

/// Words in a generated document, about.
const WORDS: usize = 600;

/// What a language writes its documents with.
struct Vocabulary {
    code: &'static str,
    heading: [&'static str; 6],
    actor: [&'static str; 12],
    verb: [&'static str; 10],
    object: [&'static str; 14],
    place: [&'static str; 8],
    reason: [&'static str; 10],
    note: &'static str,
}

const GERMAN: Vocabulary = Vocabulary {
    code: "de",
    heading: [
        "Anlass",
        "Bestand",
        "Befunde",
        "Kosten",
        "Einwände",
        "Ausblick",
    ],
    actor: [
        "Die Hafenbehörde",
        "Der Rechnungshof",
        "Das Wasserwirtschaftsamt",
        "Die Gemeinde",
        "Der Brückenausschuss",
        "Die Werkstattleitung",
        "Das Landesarchiv",
        "Der Stadtrat",
        "Die Forschungsstelle",
        "Der Bahnbetreiber",
        "Die Feuerwehr",
        "Das Umweltministerium",
    ],
    verb: [
        "prüft",
        "erneuert",
        "verwirft",
        "beantragt",
        "misst",
        "vergleicht",
        "fördert",
        "verlegt",
        "dokumentiert",
        "begrenzt",
    ],
    object: [
        "die Kaimauer",
        "den Deichabschnitt",
        "die Lagerhallenordnung",
        "das Schleusentor",
        "die Grundwassermessung",
        "den Gleisanschluss",
        "die Ausfuhrgenehmigung",
        "das Pumpwerk",
        "die Brandschutzauflage",
        "den Haushaltsentwurf",
        "die Uferbefestigung",
        "das Kartenwerk",
        "die Fahrplanauskunft",
        "den Prüfbericht",
    ],
    place: [
        "im Nordbecken",
        "am Westufer",
        "in der Altstadt",
        "beim Oberlauf",
        "auf der Insel",
        "im Güterbahnhof",
        "an der Mündung",
        "im Talkessel",
    ],
    reason: [
        "weil das Hochwasser die Fundamente unterspült hat",
        "obwohl die Mittel dafür noch nicht bewilligt sind",
        "damit Schiffe mit größerem Tiefgang anlegen können",
        "nachdem zwei Gutachten einander widersprochen hatten",
        "sobald die Frist für Einsprüche verstrichen ist",
        "weil die Messreihen seit Jahren lückenhaft sind",
        "obwohl die Anwohner eine andere Trasse verlangen",
        "damit die Versorgung auch im Winter gesichert bleibt",
        "nachdem der Vorgänger den Auftrag zurückgegeben hatte",
        "sofern das Land die Hälfte der Summe übernimmt",
    ],
    note: "Niederschrift der Sitzung, Blatt",
};

const ENGLISH: Vocabulary = Vocabulary {
    code: "en",
    heading: [
        "Occasion",
        "Inventory",
        "Findings",
        "Costs",
        "Objections",
        "Outlook",
    ],
    actor: [
        "The harbour office",
        "The court of audit",
        "The water board",
        "The parish",
        "The bridge committee",
        "The workshop",
        "The county archive",
        "The town council",
        "The research station",
        "The railway operator",
        "The fire brigade",
        "The ministry",
    ],
    verb: [
        "inspects", "renews", "rejects", "requests", "measures", "compares", "funds", "moves",
        "records", "limits",
    ],
    object: [
        "the quay wall",
        "the stretch of dyke",
        "the warehouse rules",
        "the lock gate",
        "the groundwater survey",
        "the siding",
        "the export permit",
        "the pumping station",
        "the fire regulation",
        "the draft budget",
        "the bank protection",
        "the map series",
        "the timetable service",
        "the test report",
    ],
    place: [
        "in the north basin",
        "on the west bank",
        "in the old town",
        "near the upper reach",
        "on the island",
        "in the goods yard",
        "at the estuary",
        "in the valley",
    ],
    reason: [
        "because the flood has washed out the foundations",
        "although the money for it has not been granted yet",
        "so that ships of greater draught can moor",
        "after two opinions had contradicted each other",
        "as soon as the time for appeals has passed",
        "because the series of readings has had gaps for years",
        "although the neighbours ask for another route",
        "so that supply stays safe in winter too",
        "after the predecessor had returned the order",
        "provided that the state pays half of the sum",
    ],
    note: "Minutes of the meeting, sheet",
};

/// A sequence of numbers that looks random and never changes (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap_or_default()
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    /// A name such as "Mabrolen": some 20,000 are possible, so that words are rare and common as
    /// they are in a real folder.
    fn name(&mut self) -> String {
        let first = [
            "Ma", "Tor", "Bel", "Hu", "Ski", "Ro", "Wen", "Lau", "Gri", "Ost",
        ];
        let middle = [
            "bro", "la", "ste", "ri", "mu", "ke", "vo", "na", "fel", "si", "da", "tu",
        ];
        let last = [
            "len", "bach", "dorf", "gen", "ham", "stedt", "ley", "moor", "rup", "fels",
        ];
        let second = self.pick(&middle);
        format!(
            "{}{second}{}{}",
            self.pick(&first),
            self.pick(&middle),
            self.pick(&last)
        )
    }
}

/// The document with this number, about 600 words of Markdown: German if it is even.
pub(crate) fn document(number: usize) -> String {
    let words = if number.is_multiple_of(2) {
        &GERMAN
    } else {
        &ENGLISH
    };
    let mut numbers = Numbers(number as u64);
    let name = numbers.name();
    let mut text = format!(
        "---\ntitle: \"{name} {number}\"\nlanguage: {}\n---\n",
        words.code
    );
    let mut notes = String::new();
    let mut footnote = 0;
    let mut count = 0;
    let mut section = 0;
    while count < WORDS {
        let heading = words.heading[section % words.heading.len()];
        let _ = write!(text, "\n## {heading} {name}\n");
        for _ in 0..2 {
            text.push('\n');
            for position in 0..4 {
                let sentence = sentence(words, &mut numbers);
                count += sentence.split(' ').count();
                text.push_str(&sentence);
                if position == 2 {
                    footnote += 1;
                    let _ = write!(text, "[^{footnote}]");
                    let sheet = numbers.below(400);
                    let _ = writeln!(notes, "[^{footnote}]: {} {sheet}.", words.note);
                }
                text.push(if position == 3 { '\n' } else { ' ' });
            }
        }
        section += 1;
    }
    format!("{text}\n{notes}")
}

fn sentence(words: &Vocabulary, numbers: &mut Numbers) -> String {
    let year = 1950 + numbers.below(75);
    let year = if words.code == "de" {
        format!("seit {year}")
    } else {
        format!("since {year}")
    };
    format!(
        "{} {} {} {} {} {year}, {}.",
        numbers.pick(&words.actor),
        numbers.name(),
        numbers.pick(&words.verb),
        numbers.pick(&words.object),
        numbers.pick(&words.place),
        numbers.pick(&words.reason),
    )
}

/// Questions to generated documents, in both languages.
pub(crate) fn questions() -> Vec<String> {
    let mut numbers = Numbers(7);
    (0..24)
        .map(|index| {
            if index % 2 == 0 {
                let (object, place) = (numbers.pick(&GERMAN.object), numbers.pick(&GERMAN.place));
                format!("Wer prüft {object} {place} von {}?", numbers.name())
            } else {
                let (object, place) = (numbers.pick(&ENGLISH.object), numbers.pick(&ENGLISH.place));
                format!("Who inspects {object} {place} of {}?", numbers.name())
            }
        })
        .collect()
}

/// A folder of so many generated documents and a data directory for it, both kept between runs.
pub(crate) fn corpus(documents: usize) -> Config {
    let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{documents}"));
    let folder = home.join("corpus");
    fs::create_dir_all(&folder).unwrap();
    for number in 0..documents {
        let path = folder.join(format!("{number:05}.md"));
        if !path.exists() {
            fs::write(path, document(number)).unwrap();
        }
    }
    let mut config = with_folders(folder, home.join("data"));
    // Embedding the larger folders would take hours.
    config.embedding.enabled = false;
    config
}

/// The report that comes with the program.
pub(crate) fn bundled() -> Config {
    let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench-bundled");
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    with_folders(root.join("corpus"), home.join("data"))
}

fn with_folders(corpus: PathBuf, data: PathBuf) -> Config {
    let mut config = Config {
        data,
        ..Config::default()
    };
    config.corpus.folder = corpus;
    config
}
