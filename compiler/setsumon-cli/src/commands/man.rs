//! `setsumon man`: the manual pages, of the same words as the help.

use std::path::Path;

use clap_mangen::Man as Page;

use crate::console::Console;
use crate::exit::{Exit, Failure};

/// Write the manual page of a command to the standard output, or that of `setsumon` itself.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon man > ~/.local/share/man/man1/setsumon.1
  setsumon man build > ~/.local/share/man/man1/setsumon-build.1
  setsumon man build | man -l -")]
pub(crate) struct Man {
    /// The command.
    pub(crate) command: Option<String>,
}

/// Of the command as it is declared.
pub(crate) fn run(console: &Console, options: &Man, mut declared: clap::Command) -> Result<Exit, Failure> {
    declared.build();
    let wanted = match &options.command {
        None => declared,
        Some(name) => match declared.find_subcommand(name) {
            Some(found) => found.clone(),
            None => {
                return Err(
                    Failure::usage(format!("there is no command `{name}`")).help("`setsumon --help` lists them")
                );
            }
        },
    };
    let mut page = Vec::new();
    let source = concat!("setsumon ", env!("CARGO_PKG_VERSION"));
    Page::new(wanted)
        .source(source)
        .manual("Setsumon")
        .render(&mut page)
        .map_err(|error| Failure::file("write", Path::new("the page"), &error))?;
    console.document(&String::from_utf8_lossy(&page));
    Ok(Exit::Fine)
}
