//! `setsumon completions`: what a shell needs to complete the command.

use clap_complete::Shell;

use crate::console::Console;
use crate::exit::{Exit, Failure};

/// Write the completions of a shell to the standard output.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon completions bash > ~/.local/share/bash-completion/completions/setsumon
  setsumon completions zsh > ~/.zfunc/_setsumon
  setsumon completions fish > ~/.config/fish/completions/setsumon.fish")]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// Of the command as it is declared.
pub(crate) fn run(console: &Console, options: &Completions, mut declared: clap::Command) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut declared, "setsumon", &mut script);
    console.document(&String::from_utf8_lossy(&script));
    Ok(Exit::Fine)
}
