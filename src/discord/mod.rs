//! (5a) The Discord bot: questions in a channel to quotes and places. It connects, hands events to
//! commands, buttons and mentions, and stops without losing what is in flight.

mod bot;
mod buttons;
mod clock;
mod commands;
mod connection;
mod conversation;
mod cooldown;
mod doctor;
mod events;
mod feedback;
mod follow_up;
mod gateway;
mod in_turn;
mod incident;
mod invite;
mod kept;
mod limits;
mod markdown;
mod mentions;
mod names;
mod panel;
mod passing;
mod picture;
mod press;
mod recent;
mod register;
mod render;
mod reply;
mod rest;
mod rules;
mod send;
mod serve;
mod share;
mod shown;
mod superseded;
mod turn;
mod typed;
mod welcome;

pub use clock::Clock;
pub use doctor::{DiagnoseError, Diagnosis, Registered, diagnose};
pub use invite::{Invitation, invitation};
pub use press::written_again;
pub use serve::{ServeError, serve, serve_at};
