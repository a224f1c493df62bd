//! The end of a command that is told to stop.

use std::thread;

use super::output::complain;
use crate::corpus::DocumentReader;

/// The exit code of a command that was broken off.
const BROKEN_OFF: i32 = 130;

/// Ends when the operating system asks the program to stop.
pub(super) fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send> {
    #[cfg(unix)]
    let mut terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate())?
    };
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        #[cfg(not(unix))]
        drop(tokio::signal::ctrl_c().await);
    })
}

/// Ends the program when it is told to stop, and says before that no file is to blame for it.
pub(super) fn end_on_signal(reader: DocumentReader) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    let wait = move || {
        let stopped = runtime.block_on(async {
            stop_signal()?.await;
            std::io::Result::Ok(())
        });
        if let Err(error) = stopped {
            return complain(&format!("warning: signals are not heard: {error}"));
        }
        reader.stop();
        std::process::exit(BROKEN_OFF);
    };
    thread::Builder::new().spawn(wait).map(drop)
}
