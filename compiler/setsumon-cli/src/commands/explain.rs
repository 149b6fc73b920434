//! `setsumon explain`: the page of a code.

use setsumon::diagnostics::{Code, did_you_mean};

use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::table;

/// Explain a message: what it means, an example that has it, and one that has not.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon explain E0201
  setsumon explain unknown-name
  setsumon explain                                    lists all codes")]
pub(crate) struct Explain {
    /// The code, `E0201`, or its name, `unknown-name`.
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

pub(crate) fn run(console: &Console, options: &Explain) -> Result<Exit, Failure> {
    let Some(asked) = &options.code else {
        let row = |code: &Code| [code.number(), code.slug(), code.summary()].map(str::to_owned).to_vec();
        let rows: Vec<_> = Code::ALL.iter().map(row).collect();
        console.out(&table::aligned(&rows, 3));
        return Ok(Exit::Fine);
    };
    let known = |code: &&Code| code.number().eq_ignore_ascii_case(asked) || code.slug() == asked;
    match Code::ALL.iter().find(known) {
        Some(code) => {
            console.out(code.page());
            Ok(Exit::Fine)
        }
        None => {
            let names = Code::ALL.iter().flat_map(|code| [code.number(), code.slug()]);
            let help = match did_you_mean(asked, names) {
                Some(close) => format!("did you mean `{close}`?"),
                None => "`setsumon explain` lists all codes".to_owned(),
            };
            Err(Failure::usage(format!("there is no code `{asked}`")).help(help))
        }
    }
}
