//! The codebook: every variable of a survey, for analysts and reviewers, as Markdown, CSV and HTML.

mod book;
mod codes;
mod csv_file;
mod duties;
mod html;
mod markdown;
mod value;
mod words;

use setsumon_core::form::Form;
use setsumon_core::target::{Emitted, Refusal, Target};

use crate::book::Book;

/// `codebook.md`, `codebook.csv` and `codebook.html`.
#[derive(Debug, Clone, Copy, Default)]
pub struct CodebookTarget;

impl Target for CodebookTarget {
    fn name(&self) -> &'static str {
        "codebook"
    }

    fn emit(&self, form: &Form) -> Result<Emitted, Vec<Refusal>> {
        let duties = duties::Duties::of(form);
        let mut markdown = markdown::Markdown::new(form);
        let mut csv = csv_file::Csv::new();
        let mut html = html::Html::new(form);
        // Each chapter is made once and written three times, so that a survey of any size stays one chapter in memory.
        Book::new(form, &duties).each(|chapter| {
            markdown.chapter(chapter);
            csv.chapter(chapter);
            html.chapter(chapter);
        });
        let files = vec![
            ("codebook.md", markdown.finish()),
            ("codebook.csv", csv.finish()),
            ("codebook.html", html.finish().map_err(|message| vec![refusal(message)])?),
        ];
        Ok(Emitted { files, ledger: duties.ledger(form) })
    }
}

fn refusal(message: String) -> Refusal {
    Refusal { message, help: None, origin: None }
}
