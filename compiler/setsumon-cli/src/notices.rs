//! The notices of third parties for what is built into the command.

use crate::console::Console;
use crate::exit::{Exit, Failure};

/// Prints them.
pub(crate) fn print(console: &Console) -> Result<Exit, Failure> {
    console.document(
        "setsumon is licensed under the MIT licence or the Apache License, Version 2.0, at your choice.\n\
         The Rust libraries in it and their licences are listed by `cargo metadata` in the source.\n",
    );
    console.document(font());
    Ok(Exit::Fine)
}

#[cfg(feature = "pdf")]
fn font() -> &'static str {
    include_str!("../notices/noto-sans-jp.txt")
}

#[cfg(not(feature = "pdf"))]
fn font() -> &'static str {
    "This build has no font in it: it was built without the printed questionnaire.\n"
}
