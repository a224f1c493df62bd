//! The whole bot, in conversation with people on a faked Discord.

mod ask;
mod buttons;
mod commands;
pub(crate) mod corpus;
mod diff;
mod doctor;
mod editions;
mod edits;
mod feedback;
mod first;
mod follow_up;
mod gateway;
mod invite;
mod library;
mod listener;
mod markup;
mod meaning;
mod mentions;
mod mistakes;
mod panics;
mod pictures;
pub(crate) mod process;
mod settings;
mod superseded;
mod trouble;
mod ways;
mod welcome;
mod work;

use fundstelle::config::Config;

use fake_discord::{Bot, Discord};

/// A faked Discord with a bot that serves the documents of `corpus.rs`.
async fn start() -> (Discord, Bot) {
    start_with(|_| {}).await
}

/// The same with other settings.
async fn start_with(change: impl FnOnce(&mut Config)) -> (Discord, Bot) {
    let discord = Discord::start().await;
    let mut config = corpus::config(&discord);
    change(&mut config);
    let bot = discord.bot(&config).await;
    (discord, bot)
}

/// Nothing may be left over.
async fn end(discord: Discord, bot: Bot) {
    bot.stop().await;
    discord.end();
}
