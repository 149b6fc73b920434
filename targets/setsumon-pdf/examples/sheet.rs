//! Prints a sheet given as JSON, to look at the template without a survey: `sheet SHEET.json OUT.pdf [FONT…]`.
#![expect(clippy::disallowed_methods, clippy::print_stderr, reason = "a tool for developers reads and writes files")]

use std::process::ExitCode;

use setsumon_pdf::{RenderOptions, render};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(sheet), Some(out)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: sheet SHEET.json OUT.pdf [FONT…]");
        return ExitCode::FAILURE;
    };
    let fonts = arguments.filter_map(|path| std::fs::read(path).ok()).collect();
    let options = RenderOptions { fonts, ident: "sheet".to_owned(), date: Some((2024, 12, 1)), ..Default::default() };
    let json = std::fs::read_to_string(&sheet).unwrap_or_default();
    match render(json, &options) {
        Ok(rendered) => {
            eprintln!("{} pages, {} bytes", rendered.pages, rendered.pdf.len());
            if std::fs::write(out, rendered.pdf).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(problems) => {
            for problem in problems {
                eprintln!("{problem}");
            }
            ExitCode::FAILURE
        }
    }
}
