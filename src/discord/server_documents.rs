//! The documents that a server keeps for itself: those who manage it add, list and remove them, and take that back.
//! Whoever does so sees the replies alone.

use std::time::Duration;

use serenity::all::Attachment;

use super::{
    attachment,
    bot::Bot,
    custom_id::{LibraryChange, file_key},
    interaction::{Responder, ResponseKind},
    render::{self, Listed, NotTaken, Stage},
    reply::Reply,
    servers::blocking,
};
use crate::{
    app::{Examined, ServedState, ServerLibrary},
    config::LibraryUse,
    corpus::{Aside, Format, ShelfError, ShelvedFile, safe_name},
};

/// The time between two looks at how far the index is.
const LOOK: Duration = Duration::from_millis(250);

/// The time between two changes of a reply that says how far the index is.
const TELL: Duration = Duration::from_secs(2);

/// The time for which the index is waited for: a reply can be changed for 15 minutes.
const INDEXED: Duration = Duration::from_mins(10);

/// The same where the reply says nothing of the index.
const SOON: Duration = Duration::from_secs(20);

/// The time for which others who add something are waited for.
const OTHERS: Duration = Duration::from_mins(3);

/// Names that some systems take for devices.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

impl Bot {
    /// The documents of the server that the user manages; otherwise what to say.
    fn server_library(&self, responder: &Responder) -> Result<(u64, ServerLibrary), Box<Reply>> {
        let server = self.managed(responder)?;
        if self.library_use == LibraryUse::Off {
            return Err(Box::new(render::only_one_server(responder.locale)));
        }
        Ok((server, self.queue.server_library(server)))
    }

    /// The reply where something could not be done for a reason that is no business of the user.
    fn broken_off(&self, responder: &Responder) -> Box<Reply> {
        Box::new(self.incident(
            &"work with the documents of a server broke off",
            responder.locale,
            responder.id.get(),
        ))
    }

    fn refused(&self, name: &str, error: &ShelfError, responder: &Responder) -> Box<Reply> {
        let is_of_disk = matches!(error, ShelfError::Unwritable(_) | ShelfError::Put(_));
        if is_of_disk {
            tracing::error!(%error, document = name, "a document of a server could not be changed");
        }
        let contact = &self.config.contact;
        Box::new(render::refused(name, error, contact, responder.locale))
    }
}

/// A line of the log for whoever has to know later who did it.
fn audit(what: &str, (server, responder): (u64, &Responder), document: &str, bytes: u64) {
    let user = responder.user.get();
    tracing::info!(
        audit = "library",
        what,
        server,
        user,
        document,
        bytes,
        "the documents of a server were changed"
    );
}

/// `/library add`.
pub(super) async fn add(
    bot: &Bot,
    responder: &Responder,
    file: &Attachment,
    replaces: bool,
) -> anyhow::Result<()> {
    let (server, documents) = match bot.server_library(responder) {
        Ok(found) => found,
        Err(reply) => return Ok(responder.say(&reply).await?),
    };
    if bot.library_use == LibraryUse::OneServer && !bot.servers.is_only(server) {
        let reply = render::only_one_server(responder.locale);
        return Ok(responder.say(&reply).await?);
    }
    if let Some(reply) = bot.too_many((responder.user, responder.guild), 1, responder.locale) {
        return Ok(responder.say(&reply).await?);
    }
    responder.promise(ResponseKind::New, true).await?;
    let adding = Adding {
        bot,
        responder,
        server,
        documents,
    };
    let reply = match adding.added(file, replaces).await {
        Ok(reply) => reply,
        Err(reply) => *reply,
    };
    Ok(responder.edit(&reply).await?)
}

/// A document on its way.
struct Adding<'a> {
    bot: &'a Bot,
    responder: &'a Responder,
    server: u64,
    documents: ServerLibrary,
}

impl Adding<'_> {
    /// Adds it; says so, or why not.
    async fn added(&self, file: &Attachment, replaces: bool) -> Result<Reply, Box<Reply>> {
        let name = self.name(file, replaces).await?;
        let (examined, file, before) = self.taken(file, &name, replaces).await?;
        let bytes = file.bytes;
        let what = if before.is_some() {
            "replaced"
        } else {
            "added"
        };
        audit(what, (self.server, self.responder), &name, bytes);
        let waits = self.indexed(&file).await?;
        let reader = self.responder.reader(true);
        let grace = self.documents.grace_days();
        let undo = before.as_ref().map(|aside| file_key(&aside.file()));
        let outcome = (waits, undo, grace);
        Ok(render::added(&name, bytes, &examined, outcome, &reader))
    }

    /// The name under which it is kept, if all that is known beforehand allows it.
    async fn name(&self, file: &Attachment, replaces: bool) -> Result<String, Box<Reply>> {
        let locale = self.responder.locale;
        let refused = |name: &str, why| Box::new(render::not_kept_file(name, why, locale));
        let name = safe_name(&file.filename).filter(|name| {
            let stem = name.split('.').next().unwrap_or_default().trim();
            !DEVICES.contains(&stem.to_lowercase().as_str())
        });
        let name = name.ok_or_else(|| refused(&file.filename, NotTaken::Name))?;
        if Format::from_path(name.as_ref()).is_none() {
            return Err(refused(&name, NotTaken::Format));
        }
        let (size, most) = (u64::from(file.size), self.documents.limits().file);
        if size > most {
            return Err(refused(&name, NotTaken::Size { size, most }));
        }
        let (documents, checked) = (self.documents.clone(), name.clone());
        let check = move || {
            let limits = documents.limits();
            documents.shelf().check((&checked, size), replaces, limits)
        };
        let checked = blocking(check).await;
        let checked = checked.ok_or_else(|| self.bot.broken_off(self.responder))?;
        checked.map_err(|error| self.bot.refused(&name, &error, self.responder))?;
        Ok(name)
    }

    /// Fetches it, reads it and keeps it; nothing is kept that cannot be read.
    async fn taken(
        &self,
        file: &Attachment,
        name: &str,
        replaces: bool,
    ) -> Result<(Examined, ShelvedFile, Option<Aside>), Box<Reply>> {
        let Self { bot, responder, .. } = self;
        let locale = responder.locale;
        self.tell(name, Stage::Received).await;
        let turn = tokio::time::timeout(OTHERS, bot.adding.acquire()).await;
        let _turn = turn.map_err(|_| Box::new(render::busy(locale)))?;
        let most = self.documents.limits().file;
        let fetched = attachment::fetch(&file.url, &bot.config.api, most).await;
        let bytes = fetched.map_err(|error| {
            tracing::warn!(%error, document = name, "a file could not be fetched");
            Box::new(render::unfetched(name, locale))
        })?;
        self.tell(name, Stage::Read).await;
        let now = bot.storage.now();
        let (documents, own) = (self.documents.clone(), name.to_owned());
        let work = move || {
            let examined = documents.examine(&own, bytes.clone());
            let examined = match examined {
                Ok(examined) => examined,
                Err(reasons) => return Err(Refusal::Unreadable(reasons)),
            };
            let before = documents.put((&own, &bytes), replaces, now);
            let before = before.map_err(Refusal::Shelf)?;
            let file = documents.shelf().file(&own);
            let file = file.ok_or(Refusal::Shelf(ShelfError::Missing))?;
            Ok((examined, file, before))
        };
        let done = blocking(work).await;
        let done = done.ok_or_else(|| bot.broken_off(responder))?;
        done.map_err(|refusal| match refusal {
            Refusal::Unreadable(reasons) => Box::new(render::unreadable(name, &reasons, locale)),
            Refusal::Shelf(error) => bot.refused(name, &error, responder),
        })
    }

    /// Waits until it can be asked, and says how far that is; whether it still takes longer.
    async fn indexed(&self, file: &ShelvedFile) -> Result<bool, Box<Reply>> {
        let name = file.name.as_str();
        let waited = async {
            let (mut told, mut next) = (None, tokio::time::Instant::now());
            loop {
                let (documents, file) = (self.documents.clone(), file.clone());
                let look = move || {
                    let is_there = documents.shelf().file(&file.name).as_ref() == Some(&file);
                    is_there.then(|| documents.state(&file))
                };
                let progress = match blocking(look).await {
                    Some(Some(ServedState::Waits(progress))) => progress,
                    Some(Some(state)) => return Some(state),
                    // Somebody else has removed or replaced it, and says so.
                    Some(None) | None => return None,
                };
                if self.bot.work.is_closed() {
                    return None;
                }
                let stage =
                    Stage::Indexed(progress.map(|progress| (progress.done, progress.count)));
                let is_time = tokio::time::Instant::now() >= next;
                if is_time && told != Some(stage) {
                    self.tell(name, stage).await;
                    (told, next) = (Some(stage), tokio::time::Instant::now() + TELL);
                }
                tokio::time::sleep(LOOK).await;
            }
        };
        match tokio::time::timeout(INDEXED, waited).await {
            Ok(Some(ServedState::Refused(reason))) => {
                let (documents, own) = (self.documents.clone(), name.to_owned());
                let now = self.bot.storage.now();
                blocking(move || documents.remove(&own, now).map(drop)).await;
                audit("refused", (self.server, self.responder), name, file.bytes);
                let locale = self.responder.locale;
                Err(Box::new(render::unreadable(name, &[reason], locale)))
            }
            Ok(Some(_)) => Ok(false),
            Ok(None) | Err(_) => Ok(true),
        }
    }

    /// Says how far it is. That nobody hears it is no reason to stop.
    async fn tell(&self, name: &str, stage: Stage) {
        let reply = render::stage(name, stage, self.responder.locale);
        if let Err(error) = self.responder.edit(&reply).await {
            tracing::warn!(%error, "the progress could not be told");
        }
    }
}

/// The reason why a document was not kept.
enum Refusal {
    Unreadable(Vec<String>),
    Shelf(ShelfError),
}

/// The documents of the server, if the user manages it.
pub(super) async fn listed(bot: &Bot, responder: &Responder) -> Vec<Listed> {
    let Ok((_, documents)) = bot.server_library(responder) else {
        return Vec::new();
    };
    blocking(move || all(&documents)).await.unwrap_or_default()
}

fn all(documents: &ServerLibrary) -> Vec<Listed> {
    let files = documents.shelf().files().into_iter();
    let listed = files.map(|file| Listed {
        title: documents
            .entry(&file)
            .map(|entry| entry.title().into_owned()),
        key: file_key(&file.name),
        name: file.name,
        bytes: file.bytes,
        added: file.added,
    });
    listed.collect()
}

/// `/library list`.
pub(super) async fn list(bot: &Bot, responder: &Responder) -> anyhow::Result<()> {
    let (_, documents) = match bot.server_library(responder) {
        Ok(found) => found,
        Err(reply) => return Ok(responder.say(&reply).await?),
    };
    let work = async {
        let (limits, grace) = (documents.limits(), documents.grace_days());
        let read = blocking(move || (all(&documents), documents.shelf().asides())).await;
        match read {
            Some((listed, asides)) => {
                render::list(&listed, &asides, (limits, grace), &responder.reader(true))
            }
            None => *bot.broken_off(responder),
        }
    };
    Ok(responder.answer(ResponseKind::New, true, work).await?)
}

/// `/library remove`.
pub(super) async fn remove(bot: &Bot, responder: &Responder, typed: &str) -> anyhow::Result<()> {
    let (server, documents) = match bot.server_library(responder) {
        Ok(found) => found,
        Err(reply) => return Ok(responder.say(&reply).await?),
    };
    let work = removed(bot, responder, (server, documents), typed);
    Ok(responder.answer(ResponseKind::New, true, work).await?)
}

/// A button below one of the replies.
pub(super) async fn pressed(
    bot: &Bot,
    responder: &Responder,
    change: LibraryChange,
) -> anyhow::Result<()> {
    let found = match bot.server_library(responder) {
        Ok(found) => found,
        Err(reply) => return Ok(responder.say(&reply).await?),
    };
    let work = async {
        match change {
            LibraryChange::Remove(key) => removed(bot, responder, found, &key).await,
            LibraryChange::PutBack(key) => restored(bot, responder, found, &key, false).await,
            LibraryChange::Swap(key) => restored(bot, responder, found, &key, true).await,
        }
    };
    Ok(responder.answer(ResponseKind::InPlace, true, work).await?)
}

/// Removes the document of this name, or of the name with this key.
async fn removed(
    bot: &Bot,
    responder: &Responder,
    (server, documents): (u64, ServerLibrary),
    typed: &str,
) -> Reply {
    let (now, wanted, own) = (
        bot.storage.now(),
        typed.trim().to_owned(),
        documents.clone(),
    );
    let work = move || {
        let files = own.shelf().files();
        let named = files.iter().find(|file| file.name == wanted);
        let named = named.or_else(|| files.iter().find(|file| file_key(&file.name) == wanted));
        let named = named.ok_or(ShelfError::Missing)?;
        own.remove(&named.name, now)
    };
    match blocking(work).await {
        Some(Ok((file, aside))) => {
            audit("removed", (server, responder), &file.name, file.bytes);
            let gone = {
                let (documents, path) = (documents.clone(), file.state.path.clone());
                until(move || !documents.is_served(&path)).await
            };
            let undo = file_key(&aside.file());
            let grace = documents.grace_days();
            render::removed(&file.name, gone, (undo, grace), &responder.reader(true))
        }
        Some(Err(error)) => *bot.refused(typed, &error, responder),
        None => *bot.broken_off(responder),
    }
}

/// Puts back what has this key.
async fn restored(
    bot: &Bot,
    responder: &Responder,
    (server, documents): (u64, ServerLibrary),
    wanted: &str,
    replaces: bool,
) -> Reply {
    let (now, wanted, own) = (bot.storage.now(), wanted.to_owned(), documents.clone());
    let work = move || {
        let asides = own.shelf().asides();
        let aside = asides
            .into_iter()
            .find(|aside| file_key(&aside.file()) == wanted);
        let Some(aside) = aside else {
            return (String::new(), Err(ShelfError::Missing));
        };
        let put_back = own.put_back(&aside, replaces, now);
        let file = put_back.and_then(|_| {
            let file = own.shelf().file(&aside.name);
            file.ok_or(ShelfError::Missing)
        });
        (aside.name, file)
    };
    match blocking(work).await {
        Some((name, Ok(file))) => {
            audit("put back", (server, responder), &name, file.bytes);
            let served = until(move || documents.state(&file) == ServedState::Served).await;
            render::put_back(&name, served, &responder.reader(true))
        }
        Some((name, Err(error))) => *bot.refused(&name, &error, responder),
        None => *bot.broken_off(responder),
    }
}

/// Waits a little until something holds; whether it does.
async fn until(holds: impl Fn() -> bool + Clone + Send + 'static) -> bool {
    let waited = async {
        while blocking(holds.clone()).await == Some(false) {
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::time::timeout(SOON, waited).await.is_ok()
}
