//! The names that Discord has for the bot, its servers and their channels.

/// The token of the bot.
pub const TOKEN: &str = "MTIz.secret.token";
/// The id of its application.
pub const APPLICATION: u64 = 500;
/// The id of its user.
pub const BOT: u64 = 501;
/// A server that has the bot.
pub const GUILD: u64 = 100;
/// Another server, with the same bot.
pub const OTHER_GUILD: u64 = 101;
/// A channel of that server.
pub const CHANNEL: u64 = 200;
/// A thread in it.
pub const THREAD: u64 = 201;
/// A channel of direct messages.
pub const DIRECT: u64 = 202;
/// A second channel.
pub const HALL: u64 = 203;
