//! Answers as text. Everything that a reader of the command line reads about an answer is written
//! here.

mod comparison;
mod lines;

pub(super) use comparison::comparison;

use lines::{filled, indented, words, wrapped};

use super::output::Style;
use crate::{
    answer::{
        Answer, Citation, NearHeading,
        verify::{Difference, QuotePart, QuoteSide, Verification},
    },
    app::{found, near_title, newer_edition, part_said, places_of, wording},
    corpus::{DocumentId, printable},
    language::Language,
    locales::Locale,
    plural::counted,
};

/// An answer, as lines; so many documents are served. That something is not said is told in the language of the
/// question, where it is long enough to tell.
#[expect(clippy::too_many_lines, reason = "an arm for each kind of answer")]
pub(super) fn answer(
    answer: &Answer,
    documents: usize,
    asked_in: Option<Language>,
    style: Style,
) -> String {
    let said = |language: Option<Language>| {
        let locale = Locale::of(language.unwrap_or(Language::En));
        let said = wording(answer, documents, locale).unwrap_or_default();
        (locale, wrapped(&said, style))
    };
    match answer {
        Answer::Found {
            citations,
            is_near,
            asked_in,
            close,
            ..
        } => {
            let caution = match is_near {
                true => {
                    let locale = Locale::of(asked_in.unwrap_or(Language::En));
                    format!("{}\n\n", wrapped(&locale.say("answer-near"), style))
                }
                false => String::new(),
            };
            let (shown, others) = citations.split_at((*close).min(citations.len()));
            let home = shown.first().map(|first| &first.document);
            let others = other_places(others, home, style);
            format!("{caution}{}{others}", all(shown, *asked_in, style))
        }
        Answer::Place {
            citations, more, ..
        } => {
            let mut text = all(citations, None, style);
            let (_, missing) = said(asked_in);
            if !missing.is_empty() {
                text.push_str("\n\n");
                text.push_str(&missing);
            }
            if *more == 0 {
                return text;
            }
            let more = counted(*more, "more document has", "more documents have");
            let more = format!("{more} this place; choose one with --document.");
            format!("{text}\n{}", filled(&more, "", style))
        }
        Answer::Own {
            language, examples, ..
        } => {
            let (locale, said) = said(Some(*language));
            let examples = examples.iter().map(|example| format!("\n  {example}"));
            let examples: String = examples.collect();
            if examples.is_empty() {
                return said;
            }
            format!("{said} {}{examples}", locale.say("own-examples"))
        }
        Answer::About { asked_in, .. } => {
            let (_, said) = said(*asked_in);
            about(answer, said, *asked_in, style)
        }
        Answer::Mentions {
            citations,
            asked_in,
            ..
        } => {
            let (locale, said) = said(*asked_in);
            let places = places_of(answer, locale).unwrap_or_default();
            let places = wrapped(&places, style);
            format!("{said}\n\n{}\n\n{places}", all(citations, *asked_in, style))
        }
        Answer::NotFound { near, .. } | Answer::NoSuchPlace { near, .. } => {
            let (locale, said) = said(asked_in);
            let title = near_title(answer, locale);
            format!("{said}{}", headings(title.as_deref(), near, style))
        }
    }
}

/// The words of a document about itself, below what the bot says of it.
fn about(answer: &Answer, said: String, asked_in: Option<Language>, style: Style) -> String {
    let Answer::About {
        documents,
        citations,
        outline,
        ..
    } = answer
    else {
        return said;
    };
    let mut text = said;
    if documents.len() != 1 {
        for document in documents {
            let parts = [
                Some(&document.title),
                document.edition.as_ref(),
                document.date.as_ref(),
            ];
            let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            let line = format!("{} ({})", parts.join(", "), document.document);
            text.extend(["\n  ", &printable(&line)]);
        }
        return text;
    }
    if citations.is_empty() {
        let headings = outline.iter().filter_map(NearHeading::label);
        text.extend(headings.map(|heading| format!("\n  {heading}")));
    } else {
        text.push_str("\n\n");
        text.push_str(&all(citations, asked_in, style));
    }
    text
}

/// The result of verifying a quote, as lines.
pub(super) fn verification(verification: &Verification, style: Style) -> String {
    match verification {
        Verification::Verbatim { parts, .. } if parts.len() > 1 => {
            let said = found(verification, Locale::En);
            format!("{said}\n\n{}", self::parts(parts, style))
        }
        Verification::Verbatim { citation, .. } => {
            let said = wrapped(&found(verification, Locale::En), style);
            format!("{said}\n\n{}", self::citation(citation, None, true, style))
        }
        Verification::Nearly {
            citation,
            differences,
            parts,
            ..
        } => {
            let mut text = format!(
                "Nearly, but not word for word ([-given-] {{+in the document+}}):\n\n{}\n{}",
                indented(&marked(differences), style),
                indented(&place(citation, true), style),
            );
            if parts.len() > 1 {
                text.push_str("\n\n");
                text.push_str(&self::parts(parts, style));
            }
            text
        }
        Verification::NotFound => "Not found in the corpus.".to_owned(),
    }
}

/// The parts of a quote, each with its place.
fn parts(parts: &[QuotePart], style: Style) -> String {
    let lines = parts.iter().map(|part| {
        let place = match &part.citation {
            Some(citation) => place(citation, true),
            None => "—".to_owned(),
        };
        let said = part_said(part, Locale::En).map(|said| format!(" · {said}"));
        let place = format!("{place}{}", said.unwrap_or_default());
        format!(
            "{}\n{}",
            indented(&part.words, style),
            indented(&place, style)
        )
    });
    lines.collect::<Vec<_>>().join("\n\n")
}

/// Citations one below the other; what they are quoted from is said once where it is the same.
fn all(citations: &[Citation], asked_in: Option<Language>, style: Style) -> String {
    let mut text = String::new();
    let mut before: Option<&Citation> = None;
    for citation in citations {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let is_new = before.is_none_or(|before| before.document != citation.document);
        text.push_str(&self::citation(citation, asked_in, is_new, style));
        before = Some(citation);
    }
    text
}

/// A quote and its place; with its source, and the language of the quote where the question is in
/// another, if they are new.
fn citation(citation: &Citation, asked_in: Option<Language>, is_new: bool, style: Style) -> String {
    let quote = &citation.quote;
    let text = words(quote, style);
    let mut place = place(citation, is_new);
    let is_foreign = asked_in.is_some_and(|language| language != citation.language);
    if is_new && is_foreign && citation.language != Language::Other {
        place.push_str(" · in ");
        place.push_str(citation.language.english_name());
    }
    let mut lines = vec![text, indented(&place, style)];
    if !citation.also.is_empty() {
        let places = citation
            .also
            .iter()
            .map(|e| format!("{}, {}", printable(e.document.as_str()), e.locator));
        lines.push(indented(
            &format!("also: {}", places.collect::<Vec<_>>().join("; ")),
            style,
        ));
    }
    if let Some(newer) = &citation.newer {
        let said = newer_edition(newer, Locale::En);
        let place = match newer.locator.to_string() {
            none if none.is_empty() => "¶ 1".to_owned(),
            place => place,
        };
        let id = printable(newer.document.as_str());
        lines.push(indented(
            &format!("{said} The same place there: ask \"{place}\" --document {id}"),
            style,
        ));
    }
    if quote.is_cut() {
        let id = printable(citation.document.as_str());
        let more = format!(
            "the whole paragraph: ask \"{}\" --document {id}",
            citation.locator
        );
        lines.push(indented(&more, style));
    }
    lines.join("\n")
}

/// The other places where it may stand, in one line; the title where it is another document than at `home`.
fn other_places(others: &[Citation], home: Option<&DocumentId>, style: Style) -> String {
    if others.is_empty() {
        return String::new();
    }
    let places = others.iter().map(|other| match other.locator.to_string() {
        none if none.is_empty() => printable(&other.title).into_owned(),
        locator if home == Some(&other.document) => printable(&locator).into_owned(),
        locator => printable(&format!("{}, {locator}", other.title)).into_owned(),
    });
    let places = places.collect::<Vec<_>>().join("; ");
    format!(
        "\n\n{}",
        indented(&format!("other places: {places}"), style)
    )
}

/// `— § 2.1 „…“ ¶ 3, fn. 11 · Title, edition, date`; the source only if it is new.
fn place(citation: &Citation, is_new: bool) -> String {
    let locator = citation.locator.to_string();
    let source = Some(citation.source()).filter(|_| is_new || locator.is_empty());
    let parts: Vec<_> = [Some(locator), source]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    format!("— {}", printable(&parts.join(" · ")))
}

fn headings(title: Option<&str>, near: &[NearHeading], style: Style) -> String {
    let Some(title) = title else {
        return String::new();
    };
    let lines = near.iter().map(|near| {
        let line = near.line();
        format!("\n{}", filled(&printable(&line), "  ", style))
    });
    format!(" {title}:{}", lines.collect::<String>())
}

fn marked(differences: &[Difference]) -> String {
    let parts = differences.iter().map(|difference| match difference.side {
        QuoteSide::Both => difference.words.clone(),
        QuoteSide::Given => format!("[-{}-]", difference.words),
        QuoteSide::Document => format!("{{+{}+}}", difference.words),
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{answer::Confidence, corpus::DocumentId};

    #[test]
    fn a_refusal_is_broken_where_the_terminal_ends() {
        let heading = "Was die Behörden beider Staaten prüfen";
        let near = NearHeading {
            document: DocumentId("bericht".to_owned()),
            title: "Technologiepolitik im Bündnis".to_owned(),
            place: Some("§ 3.2".to_owned()),
            address: Some("3.2".to_owned()),
            number: Some("3.2".to_owned()),
            heading: Some(heading.to_owned()),
            is_counted: false,
            is_derived: false,
            named: Some(format!("§ 3.2 „{heading}“")),
        };
        let style = Style {
            width: 40,
            has_escapes: false,
        };
        let refusal = Answer::NotFound {
            near: vec![near],
            confidence: Confidence(0.1),
            name: None,
            awaits_vectors: false,
        };
        insta::assert_snapshot!(answer(&refusal, 1, None, style), @"
        The report does not say this. Closest headings:
          § 3.2 „Was die Behörden beider Staaten
              prüfen“ · Technologiepolitik im
              Bündnis
        ");
    }
}
