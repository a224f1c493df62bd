//! An item of a list that is asked for by its number: "what is step 3?", "Punkt c der Pflichten des Mieters".

use super::{Answer, AnswerOptions, Citation, named_place::OF};
use crate::{
    corpus::{Document, Item, Paragraph, numbering::number_word},
    index::{Generation, IndexError},
    language::{Language, analyser::folded, stop_words::is_stop_word},
    span::Span,
};

/// The words for the items of a list, in eight languages, without accents.
const UNITS: [&str; 25] = [
    "step",
    "item",
    "point",
    "rule",
    "number",
    "schritt",
    "punkt",
    "nummer",
    "regel",
    "ziffer",
    "etape",
    "numero",
    "regle",
    "paso",
    "punto",
    "regla",
    "passo",
    "passaggio",
    "regola",
    "stap",
    "punt",
    "krok",
    "numer",
    "ponto",
    "regra",
];

/// Words that only ask for it, and are no stop words.
const ASKING: [&str; 24] = [
    "comes", "come", "says", "say", "read", "tell", "show", "steht", "kommt", "lautet", "sagt",
    "zeig", "nenne", "vient", "dit", "dice", "viene", "staat", "komt", "zegt", "mowi", "znajduje",
    "diz", "vem",
];

/// A message has at most so many words; a longer one is a question of its own.
const MOST_WORDS: usize = 14;

/// The items that a message names by their number, and by the heading above them where it does.
/// Nothing if the message asks for something else, or there is no such item.
pub(super) fn named(
    generation: &Generation,
    message: &str,
    options: &AnswerOptions,
) -> Result<Option<Answer>, IndexError> {
    let Some((number, heading)) = number_and_heading(message) else {
        return Ok(None);
    };
    let (mut citations, mut more) = (Vec::new(), 0);
    for entry in options.documents(generation) {
        let Some(document) = generation.document(&entry.id)? else {
            continue;
        };
        for spans in items(&document, &number, &heading) {
            if citations.len() < options.max_citations {
                citations.extend(Citation::beginning_of_place(&document, &spans));
            } else {
                more += 1;
            }
        }
    }
    Ok((!citations.is_empty()).then_some(Answer::Place {
        citations,
        more,
        missing: Vec::new(),
    }))
}

/// `3` and `procedure` of "What comes in step 3 of the procedure?"
fn number_and_heading(message: &str) -> Option<(String, Vec<String>)> {
    let words = folded(message);
    if words.len() > MOST_WORDS {
        return None;
    }
    let is_unit = |word: &String| UNITS.contains(&word.as_str());
    let unit = words.iter().position(is_unit)?;
    let written = words.get(unit + 1)?;
    let number = match number_word(written) {
        Some(number) => number.to_string(),
        None if written.bytes().all(|b| b.is_ascii_digit()) => written.clone(),
        // A letter may be a word: "is it a rule a guest must follow?"
        None if written.len() == 1 => {
            let next = words.get(unit + 2);
            let is_letter = next.is_none_or(|next| OF.contains(&next.as_str()));
            is_letter.then(|| written.clone())?
        }
        None => return None,
    };
    let rest = words.iter().take(unit).chain(words.iter().skip(unit + 2));
    let heading = rest.filter(|word| !is_of_question(word));
    Some((number, heading.cloned().collect()))
}

fn is_of_question(word: &str) -> bool {
    let stops = |language: &Language| is_stop_word(word, *language);
    ASKING.contains(&word) || Language::ALL.iter().any(stops)
}

/// The spans of each item with a number, where the headings above it or the title have all words of
/// `heading`.
fn items(document: &Document, number: &str, heading: &[String]) -> Vec<Vec<Span>> {
    let numbered = document.paragraphs.iter().flat_map(|paragraph| {
        let items = paragraph.items.iter().enumerate();
        let own = items.filter(|(_, item)| has_number(item, number));
        let outermost = own.clone().map(|(_, item)| item.depth).min();
        let own = own.filter(move |(_, item)| Some(item.depth) == outermost);
        own.map(move |(index, _)| (paragraph, index))
    });
    let under = numbered.filter(|(paragraph, _)| is_under(document, paragraph, heading));
    under
        .map(|(paragraph, index)| with_items_within(&paragraph.items, index))
        .collect()
}

fn has_number(item: &Item, number: &str) -> bool {
    let own = item.path.last().map(|own| folded(own));
    own.is_some_and(|own| matches!(own.as_slice(), [own] if own == number))
}

fn is_under(document: &Document, paragraph: &Paragraph, heading: &[String]) -> bool {
    if heading.is_empty() {
        return true;
    }
    let section = |index: usize| document.sections.get(index);
    let above = std::iter::successors(paragraph.section, |index| section(*index)?.parent);
    let mut above: Vec<String> = above
        .filter_map(section)
        .flat_map(|section| folded(&section.title))
        .collect();
    above.extend(folded(&document.title()));
    heading.iter().all(|word| above.contains(word))
}

/// An item and those of the lists in it.
fn with_items_within(items: &[Item], index: usize) -> Vec<Span> {
    let Some((own, behind)) = items.get(index..).and_then(<[Item]>::split_first) else {
        return Vec::new();
    };
    let within = behind.iter().take_while(|item| item.depth > own.depth);
    let all = std::iter::once(own).chain(within);
    all.map(|item| item.span).collect()
}
