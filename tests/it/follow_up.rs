//! Follow-ups on the bundled report: how many are answered in the light of the question before,
//! and how many would be without it.

use fundstelle::{
    answer::{Answer, Before, Citation, Unobserved},
    app::App,
    config::Config,
    corpus::DocumentId,
};

use crate::bundled;

/// The question, what follows it, and what the answer to that must show. Nothing: a refusal.
const CONVERSATIONS: [(&str, &str, &str); 19] = [
    (
        "Wer leitet das CFIUS?",
        "und wer gehört noch dazu?",
        "Justizminister",
    ),
    (
        "Wann entstand SEMATECH?",
        "und wer zahlte?",
        "Verteidigungsministeriums",
    ),
    (
        "Woher kam das Geld für SEMATECH?",
        "und ausländische Mitglieder?",
        "1996",
    ),
    (
        "Wer leitet das CFIUS?",
        "wie viele Untersuchungen?",
        "fünfzehn Untersuchungen",
    ),
    ("Was ist Super 301?", "seit wann gibt es das?", "1988"),
    (
        "Was wollen Technonationalisten?",
        "und Technoglobalisten?",
        "Abschottung",
    ),
    ("Was stieg durch NAFTA?", "ab wann galt das?", "1994"),
    (
        "Wer prüft ausländische Investitionen?",
        "und der Präsident?",
        "Präsident",
    ),
    ("Who leads CFIUS?", "since when?", "1988"),
    ("When was SEMATECH founded?", "and Japan?", "Japan"),
    ("Wer leitet das CFIUS?", "und die Raumfahrt?", "JAXA"),
    ("Wann entstand SEMATECH?", "und Pinguine?", ""),
    ("Was ist Super 301?", "und Brasilien?", ""),
    ("Wer leitet das CFIUS?", "und Fußball?", ""),
    // The section shown says it, in other forms of the words, or in another language.
    (
        "Wer leitet das CFIUS?",
        "und wer gehört ihm an?",
        "Justizminister",
    ),
    (
        "Wer leitet das CFIUS?",
        "und wem kann er etwas empfehlen?",
        "Empfehlungen",
    ),
    (
        "Who leads CFIUS?",
        "and who belongs to it?",
        "Justizminister",
    ),
    ("Wer leitet das CFIUS?", "und wie hoch ist sein Budget?", ""),
    ("Who leads CFIUS?", "and who painted its walls?", ""),
];

#[test]
fn follow_ups_are_answered_in_the_light_of_the_question_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    config.corpus.folder = bundled::corpus();
    config.data = folder.path().to_owned();
    bundled::is_embedded(&config.data, &config.corpus.folder);
    let app = App::open(&config, &()).unwrap().app;
    let (mut together, mut alone) = (0, 0);
    for (question, follow_up, expected) in CONVERSATIONS {
        let first = app.rank(question, 1).unwrap().citations.remove(0);
        let (document, section) = home(&app, &first);
        let before = Before {
            question,
            document: &document,
            section,
        };
        let answer = app.follow_up(follow_up, &before, &Unobserved).unwrap();
        let is_right = shows(&answer, expected);
        together += usize::from(is_right);
        alone += usize::from(shows(&app.ask(follow_up, None).unwrap(), expected));
        if !is_right {
            eprintln!("{question} {follow_up} {:?}", text(&answer));
        }
    }
    eprintln!(
        "{together} of {} in the light, {alone} alone",
        CONVERSATIONS.len()
    );
    assert!(together >= 12 && together > alone, "{together}, {alone}");
}

fn home(app: &App, citation: &Citation) -> (DocumentId, Option<usize>) {
    let id = citation.document.clone();
    let document = app.generation().document(&id).unwrap().unwrap();
    let paragraph = document.paragraph_at(citation.quote.cover().start);
    (
        id,
        paragraph.and_then(|index| document.paragraphs[index].section),
    )
}

fn shows(answer: &Answer, expected: &str) -> bool {
    match text(answer) {
        Some(text) => !expected.is_empty() && text.contains(expected),
        None => expected.is_empty(),
    }
}

fn text(answer: &Answer) -> Option<&str> {
    match answer {
        Answer::Found { citations, .. } => Some(citations[0].quote.text()),
        _ => None,
    }
}
