//! What a test does with Discord: it lets time pass, lets things go wrong, and waits for what the bot does.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use fundstelle::store::LeaseTerms;
use tempfile::TempDir;

use crate::{APPLICATION, Said, Server, Trouble, model::Model, payloads};

/// The time at which every test begins: in November 2026.
pub(crate) const NOW: i64 = 1_795_000_000;

/// The time that the bot may take for anything that a test waits for.
const TIMEOUT: Duration = Duration::from_secs(45);

/// A server that the bot takes for Discord.
#[derive(Clone)]
pub struct Discord {
    pub(crate) address: SocketAddr,
    pub(crate) model: Arc<Mutex<Model>>,
    /// Seconds since 1970.
    pub(crate) clock: Arc<AtomicI64>,
    /// Where bots keep what outlives them.
    pub(crate) data: Arc<TempDir>,
}

impl Discord {
    /// The address that the bot takes for Discord's.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where bots keep what outlives them.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// Lets days pass.
    pub fn pass(&self, days: i64) {
        self.pass_seconds(days * 24 * 60 * 60);
    }

    /// Lets seconds pass.
    pub fn pass_seconds(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    /// A message as Discord has it now.
    pub fn now(&self, said: &Said) -> Said {
        Said::of(&self.model().messages[&said.id()].value)
    }

    pub(crate) fn model(&self) -> MutexGuard<'_, Model> {
        self.model.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes something go wrong from now on.
    pub fn trouble(&self, trouble: Trouble) {
        self.model().troubles.push(trouble);
    }

    /// Requests to a path come too often for so long.
    pub fn limits(&self, path: &'static str, wait: Duration) {
        let until = None;
        self.trouble(Trouble::Limited { path, wait, until });
    }

    /// The number of requests that came too often.
    pub fn limited(&self) -> usize {
        self.model().limited
    }

    /// Discord has other commands than those of this program.
    pub fn knows_commands_of_another_version(&self) {
        self.model().commands = serde_json::json!([{
            "id": "900", "application_id": APPLICATION.to_string(), "version": "1", "type": 1,
            "name": "ask", "description": "Ask", "default_member_permissions": null,
        }]);
    }

    /// The application has these flags.
    pub fn grants_intents(&self, flags: u64) {
        self.model().flags = flags;
    }

    /// Closes all gateway connections with this code, as Discord does on restarts.
    pub fn close_gateways(&self, code: u16) {
        self.model().close_all(code);
    }

    /// Advises so many shards, of which so many may begin at once; those under one key must be so far apart.
    pub fn advises_shards(&self, shards: u64, at_once: u64, apart: Duration) {
        let mut model = self.model();
        model.shards = shards;
        model.max_concurrency = at_once;
        model.apart = Some(apart);
    }

    /// Lets no session begin for so long.
    pub fn lets_none_begin(&self, wait: Duration) {
        self.model().closed_until = Some(Instant::now() + wait);
    }

    /// Bots that share shards keep to these times from now on.
    pub fn hurries(&self, terms: LeaseTerms) {
        self.model().terms = Some(terms);
    }

    /// The shards on which somebody listens, each with the number of those who do.
    pub fn served(&self) -> BTreeMap<u64, usize> {
        let model = self.model();
        let mut served = BTreeMap::new();
        for session in model.sessions.iter().filter(|of| of.is_heard()) {
            *served.entry(session.shard.0).or_default() += 1;
        }
        served
    }

    /// From now on connections to the gateway are taken and dropped, or kept again.
    pub fn hangs_up(&self, hangs_up: bool) {
        let mut model = self.model();
        model.hangs_up = hangs_up;
        if hangs_up {
            model.close_all(1001);
        }
    }

    /// Somebody adds the bot to a server, or the server was away for a while and comes back.
    pub fn adds_bot(&self, server: Server) {
        let now = self.clock.load(Ordering::Relaxed);
        self.dispatch("GUILD_CREATE", payloads::guild(&server, now));
    }

    /// Somebody removes the bot from a server, or the server is away for a while.
    pub fn removes_bot(&self, server: u64, is_away: bool) {
        let mut data = serde_json::json!({ "id": server.to_string() });
        if is_away {
            data["unavailable"] = serde_json::json!(true);
        }
        self.dispatch("GUILD_DELETE", data);
    }

    /// From now on, a new session is told that the bot is on these servers.
    pub fn bot_is_on(&self, servers: &[u64]) {
        self.model().servers = Some(servers.to_vec());
    }

    /// Waits until there is a message in a channel; gives all of them.
    pub async fn hears(&self, channel: u64) -> Vec<Said> {
        let posted = |model: &mut Model| {
            let of = channel.to_string();
            let messages = model.messages.values_mut();
            let here = messages.filter(|message| message.value["channel_id"] == of.as_str());
            let said: Vec<Said> = here
                .map(|message| {
                    message.is_read = true;
                    Said::of(&message.value)
                })
                .collect();
            (!said.is_empty()).then_some(said)
        };
        self.wait("a message", posted).await
    }

    /// Sends an event, or holds it until somebody is connected again.
    pub fn dispatch(&self, name: &str, data: serde_json::Value) {
        self.model().dispatch(name, data);
    }

    /// Waits until the bot has changed a message; gives it as it is now.
    pub async fn changed(&self, before: &Said) -> Said {
        let change = |model: &mut Model| {
            let message = model.messages.get_mut(&before.id())?;
            let now = Said::of(&message.value);
            message.is_read = now.to_string() != before.to_string();
            message.is_read.then_some(now)
        };
        self.wait("a change", change).await
    }

    /// Sends an interaction once more, as Discord may after a reconnect.
    pub fn send_again(&self, token: &str) {
        let mut model = self.model();
        let payload = model.interactions[token].payload.clone();
        model.dispatch("INTERACTION_CREATE", payload);
    }

    /// The same for a message.
    pub fn send_message_again(&self, id: u64) {
        let mut model = self.model();
        let payload = model.messages[&id].value.clone();
        model.dispatch("MESSAGE_CREATE", payload);
    }

    /// Waits until something holds of the model.
    pub(crate) async fn wait<T>(
        &self,
        what: &str,
        mut of: impl FnMut(&mut Model) -> Option<T>,
    ) -> T {
        let deadline = tokio::time::Instant::now() + TIMEOUT;
        loop {
            if let Some(found) = of(&mut self.model()) {
                return found;
            }
            if tokio::time::Instant::now() > deadline {
                let model = self.model();
                panic!("waited in vain for {what}; faults: {:#?}", model.faults);
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Waits until this many sessions were begun, and this many resumed.
    pub async fn sessions(&self, begun: usize, resumed: usize) {
        self.wait("sessions", |model| {
            (model.sessions_begun >= begun && model.sessions_resumed >= resumed).then_some(())
        })
        .await;
    }

    /// Waits until the bot has registered its commands.
    pub async fn has_commands(&self) {
        self.wait("commands", |model| {
            (!model.commands.is_null()).then_some(())
        })
        .await;
    }

    /// From now on times are measured: what the bot sends is no longer looked at, as that takes
    /// longer than the bot does.
    pub fn measures(&self) {
        self.model().is_measuring = true;
    }

    /// The time that the first answer took; nothing if there was none.
    pub fn took(&self, token: &str) -> Option<Duration> {
        let model = self.model();
        let interaction = model.interactions.get(token)?;
        Some(interaction.answered?.duration_since(interaction.received))
    }

    /// The number of messages that have these words.
    pub fn saying(&self, words: &str) -> usize {
        let model = self.model();
        let texts = model
            .messages
            .values()
            .map(|message| &message.value["content"]);
        texts
            .filter(|text| text.as_str().is_some_and(|text| text.contains(words)))
            .count()
    }

    /// Everything that the bot has sent since this was asked last, as it came: words, buttons, choices, forms.
    pub fn sent(&self) -> Vec<String> {
        self.model().sent.replace(Vec::new()).unwrap_or_default()
    }

    /// Forgets what was said so far.
    pub fn forget(&self) {
        let mut model = self.model();
        model.interactions.clear();
        model.messages.clear();
    }

    /// The numbers of sessions that were begun, and that were taken up again.
    pub fn session_counts(&self) -> (usize, usize) {
        let model = self.model();
        (model.sessions_begun, model.sessions_resumed)
    }

    /// The words in which the bot introduced itself when it began its sessions.
    pub fn identified(&self) -> Vec<serde_json::Value> {
        self.model().identify.clone()
    }

    /// The number of times that commands were written.
    pub fn registrations(&self) -> usize {
        self.model().registrations
    }

    /// The commands as the bot registered them.
    pub fn commands(&self) -> serde_json::Value {
        self.model().commands.clone()
    }

    /// The messages of a channel that are there now, whoever looked at them.
    pub fn messages(&self, channel: u64) -> Vec<String> {
        let mut model = self.model();
        model.read_channel(channel)
    }

    /// Nothing more may come: fails if anything went wrong, or was never looked at.
    pub fn end(self) {
        let mut model = self.model();
        model.is_over = true;
        let faults = std::mem::take(&mut model.faults);
        let unread = model.unread();
        drop(model);
        assert!(
            faults.is_empty(),
            "the bot did wrong:\n{}",
            faults.join("\n")
        );
        assert!(
            unread.is_empty(),
            "nobody looked at:\n{}",
            unread.join("\n---\n")
        );
    }
}
