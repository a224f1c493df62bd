//! Admission: whether somebody may ask where they ask, or manage the server, and which document they mean.

use std::sync::Arc;

use serenity::all::{GuildId, UserId};

use super::{bot::Bot, guild_policy::GuildPolicy, interaction::Responder, render, reply::Reply};
use crate::{
    app::{Library, Snapshot},
    corpus::DocumentId,
    locales::Locale,
};

/// Typed where a document is named: all of them, whatever the server's default is.
pub(super) const ALL: &str = "*";

impl Bot {
    /// Counts a question, as several if it is long; where it is one too many, what to say.
    pub(super) fn too_many(
        &self,
        (user, server): (UserId, Option<GuildId>),
        weight: u32,
        locale: Locale,
    ) -> Option<Reply> {
        let server = server.map(GuildId::get);
        let wait = self.cooldowns.count(user.get(), server, weight).err()?;
        Some(render::cooldown(wait, locale))
    }

    /// Counts a question where questions are answered, and finds the document that it names, if it
    /// names one; otherwise what to say instead of an answer.
    pub(super) fn admit(
        &self,
        responder: &Responder,
        library: &Library,
        document: Option<&str>,
        weight: u32,
    ) -> Result<Option<DocumentId>, Box<Reply>> {
        if !responder.policy.allow(responder.channel, responder.parent) {
            let allowed = &responder.policy.settings.channels;
            return Err(Box::new(render::closed(allowed, responder.locale)));
        }
        if let Some(reply) =
            self.too_many((responder.user, responder.guild), weight, responder.locale)
        {
            return Err(Box::new(reply));
        }
        let named = document.filter(|name| *name != ALL);
        named
            .map(|name| self.named(library, name, responder.locale))
            .transpose()
    }

    /// The same, with the default document of the server where none is named.
    pub(super) fn admit_to_default(
        &self,
        responder: &Responder,
        library: &Library,
        document: Option<&str>,
        weight: u32,
    ) -> Result<Option<DocumentId>, Box<Reply>> {
        let named = self.admit(responder, library, document, weight)?;
        let default = || default_document(library, &responder.policy);
        Ok(named.or_else(|| document.is_none().then(default).flatten()))
    }

    /// The document of this name; otherwise which there are.
    pub(super) fn named(
        &self,
        library: &Library,
        name: &str,
        locale: Locale,
    ) -> Result<DocumentId, Box<Reply>> {
        let snapshot = self.snapshot(library, locale)?;
        match snapshot.typed(name) {
            Some(entry) => Ok(entry.id.clone()),
            None => Err(Box::new(render::no_such_document(name, &snapshot, locale))),
        }
    }

    /// The snapshot that serves now; otherwise the reply that says why none does.
    pub(super) fn snapshot(
        &self,
        library: &Library,
        locale: Locale,
    ) -> Result<Arc<Snapshot>, Box<Reply>> {
        let snapshot = library.snapshot();
        snapshot.map_err(|why| Box::new(render::not_serving(&why, &self.config.contact, locale)))
    }

    /// The server that the user may manage; otherwise what to say.
    pub(super) fn managed(&self, responder: &Responder) -> Result<u64, Box<Reply>> {
        if !responder.may_manage() {
            return Err(Box::new(render::only_managers(responder.locale)));
        }
        let not_kept = || Box::new(render::not_kept(&self.config.contact, responder.locale));
        responder.policy.server.ok_or_else(not_kept)
    }
}

/// The document that is asked where none is named, if it is still there.
pub(super) fn default_document(library: &Library, policy: &GuildPolicy) -> Option<DocumentId> {
    let document = policy.settings.document.as_ref()?;
    let snapshot = library.snapshot().ok()?;
    snapshot.entry(document).map(|entry| entry.id.clone())
}
