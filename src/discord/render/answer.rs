//! Answers to questions, whatever became of them.

use super::{
    Reader, buttons, own,
    place::place,
    quote::{quoted, quotes},
};
use crate::{
    answer::{Answer, Citation, NearHeading},
    app::{After, Answered, Location, Question, near_title, wording},
    discord::{
        limits, markdown,
        reply::{Kind, Reply},
    },
    locales::Locale,
    store::GapReports,
};

/// The answer to a question that people see as `title`.
pub(in crate::discord) fn answer(
    asked: &Answered,
    question: &Question,
    title: &str,
    reader: &Reader,
) -> Reply {
    let reader = &reader.asking(&question.text);
    let said = || {
        let said = wording(&asked.answer, asked.documents, reader.locale);
        markdown::escape(&said.unwrap_or_default())
    };
    let plain = |kind, body| Reply {
        kind,
        body,
        ..Reply::default()
    };
    let reply = match &asked.answer {
        Answer::Found {
            citations, is_near, ..
        } => found(citations, *is_near, &asked.locations, reader),
        Answer::Place { .. } => place(asked, 0, reader),
        Answer::About { citations, .. } if !citations.is_empty() => place(asked, 0, reader),
        Answer::About { .. } => plain(Kind::Answer, own::about(&asked.answer, &said()))
            .with_buttons(buttons::below(reader)),
        Answer::Own {
            examples, language, ..
        } => {
            let body = own::examples(&said(), examples, Locale::of(*language));
            plain(Kind::Other, body).with_buttons(buttons::below(reader))
        }
        Answer::Mentions { citations, .. } => {
            own::mentions(&asked.answer, &said(), citations, &asked.locations, reader)
        }
        Answer::NotFound { near, .. } => plain(Kind::Refusal, said())
            .with_near(near, asked, reader)
            .with_buttons(buttons::of_refusal(reader)),
        Answer::NoSuchPlace { near, .. } => plain(Kind::Refusal, said())
            .with_near(near, asked, reader)
            .with_buttons(buttons::below(reader)),
    };
    // A place says itself where it is.
    let is_place = matches!(asked.answer, Answer::Place { .. } | Answer::About { .. });
    let is_own = matches!(asked.answer, Answer::Own { .. });
    let only = asked.only.as_deref().filter(|_| !is_place && !is_own);
    let footer = footer(reply.footer, only, reader);
    let kept = kept_notice(&asked.answer, reader);
    let footer: Vec<String> = footer.into_iter().chain(kept).collect();
    let reply = Reply {
        title: Some(limits::fit(title, limits::TITLE)),
        footer: (!footer.is_empty()).then(|| footer.join(" · ")),
        is_private: reader.is_private,
        ..reply
    };
    match (&asked.around, &question.after) {
        (Some(place), Some(after)) => reply.within(scope(place, after, reader), after, reader),
        _ => reply,
    }
}

/// The source, and that no other document was asked.
fn footer(source: Option<String>, only: Option<&str>, reader: &Reader) -> Option<String> {
    let only = only.map(|title| match source {
        Some(_) => reader.locale.say("only-this"),
        None => reader
            .locale
            .say_with("only", &[("document", title.into())]),
    });
    let parts: Vec<String> = source.into_iter().chain(only).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Whoever asks is told that the question is kept, if it is.
fn kept_notice(answer: &Answer, reader: &Reader) -> Option<String> {
    let (Answer::NotFound { .. }, GapReports::All { days }) = (answer, reader.gaps) else {
        return None;
    };
    let days = [("days", u64::from(days).into())];
    reader
        .server
        .map(|_| reader.locale.say_with("gap-kept", &days))
}

/// In the light of what a follow-up was understood.
fn scope(place: &str, after: &After, reader: &Reader) -> String {
    let values = [
        ("place", place.into()),
        ("question", after.question.as_str().into()),
    ];
    limits::fit(&reader.locale.say_with("scope", &values), limits::TITLE)
}

impl Reply {
    /// The same as an answer to a follow-up, with a button to ask it alone.
    #[must_use]
    pub(in crate::discord) fn within(
        mut self,
        scope: String,
        after: &After,
        reader: &Reader,
    ) -> Self {
        self.scope = Some(scope);
        self.with_buttons(buttons::alone(after, reader).into_iter().collect())
    }

    fn with_near(mut self, near: &[NearHeading], asked: &Answered, reader: &Reader) -> Self {
        if let Some(title) = near_title(&asked.answer, reader.locale) {
            let lines = near.iter().map(|near| markdown::escape(&near.line()));
            self.body.push_str("\n\n");
            self.body.push_str(&title);
            self.body.push(':');
            self.body
                .extend(lines.flat_map(|line| ["\n• ".to_owned(), line]));
        }
        self.with_buttons(buttons::of_headings(near, &asked.locations, reader))
    }
}

fn found(citations: &[Citation], is_near: bool, locations: &[Location], reader: &Reader) -> Reply {
    let Some(first) = citations.first() else {
        return Reply::private(reader.locale.say("answer-not-found"));
    };
    let mut reply = quoted(first, locations.first(), reader);
    if is_near {
        reply.kind = Kind::Near;
        let caution = reader.locale.say("answer-near");
        let body = format!("{caution}\n\n{}", reply.body);
        reply.body = markdown::fit(&body, limits::DESCRIPTION);
    }
    reply
        .with_buttons(buttons::of_answer(
            locations.first(),
            quotes(locations),
            reader,
        ))
        .with_buttons(buttons::of_found(reader))
}
