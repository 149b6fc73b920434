//! A word on the error stream about each step that takes over a second.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::console::Console;

const PATIENCE: Duration = Duration::from_secs(1);

/// Runs a step; after a second without an end, says what takes so long.
pub(crate) fn during<T>(console: &Console, step: &str, run: impl FnOnce() -> T) -> T {
    let (done, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || match waiting.recv_timeout(PATIENCE) {
            Err(RecvTimeoutError::Timeout) => console.aside(&format!("{step} …\n")),
            // The step is over, or it broke off.
            Ok(()) | Err(RecvTimeoutError::Disconnected) => {}
        });
        let result = run();
        drop(done);
        result
    })
}
