//! A bug of ours is said to be one, and ends with its own exit code.

use std::io::Write;
use std::panic::PanicHookInfo;

use crate::exit::Exit;
use crate::terminal::harmless;

/// Nesting is bounded, but not so low that the smallest stacks of all systems would do.
const STACK: usize = 64 * 1024 * 1024;

/// Runs the command so that a panic is told and not spilled.
pub(crate) fn guarded(run: impl FnOnce() -> Exit + Send) -> Exit {
    std::panic::set_hook(Box::new(report));
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(exit)) => exit,
            Ok(Err(_)) | Err(_) => Exit::Bug,
        }
    })
}

fn report(info: &PanicHookInfo<'_>) {
    let what = info.payload_as_str().unwrap_or("something that was thought impossible happened");
    let place = info.location().map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
    let text = format!(
        "\nerror: this is a bug in setsumon {}, not in your survey: {what}{place}\n  \
         Please report it, with the survey and the command you ran if you can.\n",
        env!("CARGO_PKG_VERSION")
    );
    let _ = std::io::stderr().lock().write_all(harmless(&text, false).as_bytes());
}
