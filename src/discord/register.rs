//! Telling Discord which commands there are: once, and only when they differ from what it knows.

use serde_json::Value;
use serenity::all::{CreateCommand, Http};

use super::commands::Command;

/// The degree to which the commands that Discord has differ from those of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    /// Not at all; so many.
    Same(usize),
    /// There are none.
    Missing,
    /// They are others.
    Other,
}

/// Registers the commands if Discord knows others.
pub(super) async fn register(http: &Http, commands: &[Command]) -> anyhow::Result<()> {
    let ours = created(commands);
    if let Registered::Same(commands) = compared(http, &ours).await? {
        tracing::info!(commands, "commands are registered");
        return Ok(());
    }
    http.create_global_commands(&ours).await?;
    tracing::info!(commands = ours.len(), "commands registered anew");
    Ok(())
}

/// Whether Discord knows these commands, and no others.
pub(super) async fn known(http: &Http, commands: &[Command]) -> anyhow::Result<Registered> {
    compared(http, &created(commands)).await
}

async fn compared(http: &Http, ours: &[CreateCommand]) -> anyhow::Result<Registered> {
    let theirs = http.get_global_commands_with_localizations().await?;
    if theirs.is_empty() {
        return Ok(Registered::Missing);
    }
    let theirs = serde_json::to_value(theirs)?;
    let ours = serde_json::to_value(ours)?;
    let (Value::Array(ours), Value::Array(theirs)) = (ours, theirs) else {
        return Ok(Registered::Other);
    };
    // Ours leave out the type of a command that is typed; Discord says it.
    let kind = |command: &Value| command.get("type").and_then(Value::as_u64).unwrap_or(1);
    let name = |command: &Value| (command.get("name").cloned(), kind(command));
    let has = |our: &Value| {
        let their = theirs.iter().find(|their| name(their) == name(our));
        their.is_some_and(|their| says(their, our))
    };
    Ok(if ours.len() == theirs.len() && ours.iter().all(has) {
        Registered::Same(ours.len())
    } else {
        Registered::Other
    })
}

/// Whether `theirs` says everything that `ours` says; it may say more, such as ids.
fn says(theirs: &Value, ours: &Value) -> bool {
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => ours.iter().all(|(key, our)| {
            let their = theirs.get(key).unwrap_or(&Value::Null);
            is_empty(our) && is_empty(their) || says(their, our)
        }),
        (Value::Array(theirs), Value::Array(ours)) => {
            theirs.len() == ours.len() && theirs.iter().zip(ours).all(|(t, o)| says(t, o))
        }
        (theirs, ours) => theirs == ours,
    }
}

/// Discord leaves out what says nothing.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(values) => values.is_empty(),
        Value::Object(values) => values.is_empty(),
        _ => false,
    }
}

fn created(commands: &[Command]) -> Vec<CreateCommand> {
    let mut created = Vec::new();
    for command in commands {
        created.extend(command.create_as_slash_command());
        created.extend(command.create_as_context_menu_command().map(|menu| {
            let names = command.name_localizations.iter();
            names.fold(menu, |menu, (tag, name)| {
                menu.name_localized(tag.as_ref(), name.as_ref())
            })
        }));
    }
    created
}
