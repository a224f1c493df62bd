//! The feedback of readers on answers: 👍, 👎, and that an answer is missing. What is kept of it
//! follows the settings of the server.

use serenity::all::Message;

use super::{
    bot::Bot,
    conversation::{question_of, scope_of},
    follow_up::is_ephemeral,
    interaction::{Responder, ResponseKind},
    render::{self, Reader},
    reply::Reply,
    typed::Typed,
};
use crate::{
    answer::Answer,
    app::{Answered, Audience, Library, Question},
    store::{GapReports, Store, Tallied},
};

/// Keeps a vote on an answer.
pub(super) async fn voted(
    bot: &Bot,
    responder: &Responder,
    message: &Message,
    is_up: bool,
) -> anyhow::Result<()> {
    let (answer, user) = (message.id.get(), responder.user.get());
    let work = async {
        let Some(server) = responder.policy.server else {
            return render::not_kept(&bot.config.contact, responder.locale);
        };
        let vote = move |store: &Store, now| store.vote(server, answer, user, is_up, now);
        match bot.storage.with(vote).await {
            Ok(vote) => render::voted(vote, is_up, responder.locale),
            Err(error) => bot.not_kept(&error, responder),
        }
    };
    Ok(responder.answer(ResponseKind::New, true, work).await?)
}

/// Keeps that a question has no answer, or only counts it.
pub(super) async fn reported(
    bot: &Bot,
    responder: &Responder,
    message: &Message,
    is_asker: bool,
) -> anyhow::Result<()> {
    let work = async {
        match report(bot, responder, message, is_asker).await {
            Ok(reply) => reply,
            Err(error) => bot.not_kept(&error, responder),
        }
    };
    Ok(responder.answer(ResponseKind::New, true, work).await?)
}

async fn report(
    bot: &Bot,
    responder: &Responder,
    message: &Message,
    is_asker: bool,
) -> anyhow::Result<Reply> {
    let Some(server) = responder.policy.server else {
        return Ok(render::not_kept(&bot.config.contact, responder.locale));
    };
    if !is_asker {
        return Ok(render::only_asker_reports(responder.locale));
    }
    let library = responder.library(bot, is_ephemeral(message));
    let is_everybodys = is_everybodys(bot, &library, server);
    match responder.policy.settings.gaps {
        GapReports::Off => Ok(render::reports_are_off(responder.locale)),
        // Of a question to documents that only some see no more than a number is kept.
        GapReports::Reported | GapReports::All { .. } if is_everybodys => {
            keep_question(bot, responder, message, server).await
        }
        GapReports::Counts | GapReports::Reported | GapReports::All { .. } => {
            // Which message it was is not kept: only a number is.
            if bot.is_unreported(message.id) {
                bot.storage
                    .with(move |store, _| store.count_gap(server))
                    .await?;
            }
            Ok(render::counted(responder.locale))
        }
    }
}

async fn keep_question(
    bot: &Bot,
    responder: &Responder,
    message: &Message,
    server: u64,
) -> anyhow::Result<Reply> {
    // Whom it names is nobody's business.
    let asked = Typed::again(&question_of(message)).words;
    let question = in_context(&asked, scope_of(message).as_deref());
    let reply = render::reported(&question, responder.locale);
    let (user, answer) = (responder.user.get(), Some(message.id.get()));
    let keep = move |store: &Store, now| store.keep_gap(server, user, &question, answer, now);
    bot.storage.with(keep).await?;
    Ok(reply)
}

/// Whether all members of a server see these documents, wherever in it they are. A question to more than that may have
/// words of documents that those who read the gaps may not see.
fn is_everybodys(bot: &Bot, library: &Library, server: u64) -> bool {
    library.is_same(&bot.queue.library(&Audience::in_server(server)))
}

/// A follow-up says little without what it followed.
fn in_context(question: &str, context: Option<&str>) -> String {
    match context {
        Some(context) => format!("{question} ({context})"),
        None => question.to_owned(),
    }
}

/// Counts what became of a question, and keeps it where the server keeps all that are refused.
pub(super) async fn note(
    bot: &Bot,
    library: &Library,
    (asked, question): (&Answered, &Question),
    reader: &Reader,
) {
    let Some(server) = reader.server else {
        return;
    };
    let outcome = match &asked.answer {
        Answer::Found { citations, .. }
        | Answer::Place { citations, .. }
        | Answer::About { citations, .. }
        | Answer::Mentions { citations, .. } => {
            let document = citations.first().map(|first| first.document.to_string());
            Tallied::Answered {
                document: document.unwrap_or_default(),
            }
        }
        Answer::NotFound { .. } => Tallied::Refused,
        // Nothing was asked of the documents, or a slip of the pen says nothing about them.
        Answer::Own { .. } | Answer::NoSuchPlace { .. } => return,
    };
    let is_kept = outcome == Tallied::Refused
        && matches!(reader.gaps, GapReports::All { .. })
        && is_everybodys(bot, library, server);
    let before = question.after.as_ref().map(|after| after.question.as_str());
    let question = is_kept.then(|| in_context(&question.text, before));
    let user = reader.asker;
    let note = move |store: &Store, now| {
        store.tally(server, &outcome, now)?;
        match question {
            Some(question) => store.keep_gap(server, user, &question, None, now),
            None => Ok(()),
        }
    };
    bot.storage.or_nothing(note).await;
}
