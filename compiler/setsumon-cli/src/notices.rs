//! The notices of third parties for what is built into the command.

use crate::console::Console;
use crate::exit::{Exit, Failure};

/// Prints them.
pub(crate) fn print(console: &Console) -> Result<Exit, Failure> {
    console.document(
        "setsumon is licensed under the MIT licence or the Apache License, Version 2.0, at your choice.\n\
         What others have made and is built into it follows, with their notices.\n\n",
    );
    for notice in paper() {
        console.document(notice);
        console.document("\n");
    }
    console.document(include_str!("../notices/crates.txt"));
    Ok(Exit::Fine)
}

#[cfg(feature = "pdf")]
fn paper() -> &'static [&'static str] {
    &[include_str!("../notices/noto-sans-jp.txt"), include_str!("../notices/engine.txt")]
}

#[cfg(not(feature = "pdf"))]
fn paper() -> &'static [&'static str] {
    &[
        "This build has no font in it: it was built without the printed questionnaire, and without some of these crates.\n",
    ]
}
