//! The answers of the bot to questions, and examples of what may be asked.

use super::{
    bot::Bot,
    feedback,
    render::{self, Reader},
    reply::Reply,
};
use crate::{
    answer::Answer,
    app::{Library, Question},
    config::LibraryUse,
    locales::Locale,
};

/// The number of examples that are given.
const EXAMPLES: usize = 3;

impl Bot {
    /// The answer of these documents to a question that people see as `title`, as a reply.
    pub(super) async fn answer(
        &self,
        library: &Library,
        question: &Question,
        title: &str,
        reader: &Reader,
        id: u64,
    ) -> Reply {
        if question.text.is_empty() {
            return render::nothing_asked(reader.locale);
        }
        let question = &Question {
            language: Some(reader.locale.language()),
            ..question.clone()
        };
        match library.ask(question).await {
            Ok(asked) if asked.documents == 0 && !matches!(asked.answer, Answer::Own { .. }) => {
                let may_add = self.library_use != LibraryUse::Off && reader.server.is_some();
                render::without_documents(title, may_add, reader)
            }
            Ok(asked) => {
                feedback::note(self, library, (&asked, question), reader).await;
                render::answer(&asked, question, title, reader)
            }
            Err(error) => self.failed(&error, reader.locale, id),
        }
    }

    /// Questions that the documents answer, for those who do not know yet what to ask.
    pub(super) async fn examples(&self, library: &Library, locale: Locale) -> Vec<String> {
        let language = Some(locale.language());
        let made = library.work(move |snapshot| Ok(snapshot.app.examples(language, EXAMPLES)?));
        made.await.unwrap_or_default()
    }
}
