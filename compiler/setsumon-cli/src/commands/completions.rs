//! `setsumon completions`: what a shell needs to complete the command.

use clap::CommandFactory;

use crate::args::{Args, Completions};
use crate::console::Console;
use crate::exit::{Exit, Failure};

pub(crate) fn run(console: &Console, options: &Completions) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Args::command(), "setsumon", &mut script);
    console.out(&String::from_utf8_lossy(&script));
    Ok(Exit::Fine)
}
