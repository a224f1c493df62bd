//! What the program promises, tried from outside.

mod formats;
mod walk;
