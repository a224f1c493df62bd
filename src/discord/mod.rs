//! (5a) The Discord bot: questions in a channel to quotes and places. It connects, hands events to
//! commands, buttons and mentions, and stops without losing what is in flight.

mod bot;
mod clock;
mod commands;
mod component;
mod connection;
mod conversation;
mod custom_id;
mod dedup;
mod doctor;
mod events;
mod feedback;
mod follow_up;
mod gateway;
mod guild_policy;
mod in_turn;
mod incident;
mod interaction;
mod invite;
mod limits;
mod markdown;
mod mentions;
mod names;
mod outgoing;
mod passing;
mod picture;
mod rate_limit;
mod register;
mod render;
mod reply;
mod rest;
mod serve;
mod settings_handler;
mod share;
mod stale_button;
mod storage;
mod typed;
mod views;
mod welcome;

pub use clock::Clock;
pub use custom_id::written_again;
pub use doctor::{DiagnoseError, Diagnosis, Registered, diagnose};
pub use invite::{Invitation, invitation};
pub use serve::{ServeError, serve, serve_at};
