//! Both editions side by side on paper: the table of `setsumon-editions`, set with the questionnaire's own look and checks.

use serde::Serialize;
use setsumon_editions::compare::{Cell, Row, Table};

use crate::engine::{RenderOptions, Rendered, Template, render_with};
use crate::frame::{Frame, json};
use crate::problem::PdfProblem;
use crate::theme::{Page, Theme};

/// What the template is given.
#[derive(Serialize)]
struct Sheet<'t> {
    #[serde(flatten)]
    frame: Frame<'t>,
    table: &'t Table,
    /// Whether each row stands in one piece.
    kept: Vec<bool>,
}

/// A row with more lines than this may be broken: the room of a page, less its heads.
const LINES: usize = 26;
/// So many characters as wide as they are high stand in a line of a column.
const CHARACTERS: usize = 30;

/// Prints the table, on the theme's paper laid on its long side.
///
/// # Errors
/// Where a character is in no font or something runs out of the page.
pub fn print(table: &Table, theme: &Theme, fonts: Vec<Vec<u8>>) -> Result<Rendered, Vec<PdfProblem>> {
    let theme = Theme { page: Page { landscape: true, ..theme.page.clone() }, ..theme.clone() };
    let ident = format!("setsumon:{}:{}-{}", table.survey, table.old.edition, table.new.edition);
    let options = RenderOptions { fonts, ident, date: None, page: theme.page.clone(), fillable: false };
    let usual = table.rows.iter().map(|row| height(row) <= LINES).collect();
    // What is kept in one piece is chosen by estimate: where that was wrong, nothing is.
    match render_with(Template::Comparison, sheet(table, &theme, usual)?, &options) {
        Err(problems) if problems.iter().all(PdfProblem::is_of_keeping) => {
            let nothing = table.rows.iter().map(|_| false).collect();
            render_with(Template::Comparison, sheet(table, &theme, nothing)?, &options)
        }
        done => done,
    }
}

fn sheet(table: &Table, theme: &Theme, kept: Vec<bool>) -> Result<String, Vec<PdfProblem>> {
    let editions = [table.old.edition, table.new.edition];
    json(&Sheet { frame: Frame::of(theme, table.language, table.title, &table.new.title, editions), table, kept })
}

/// How many lines a row is high, by estimate.
fn height(row: &Row) -> usize {
    let side = |cell: &Cell| match cell {
        Cell::Missing(_) => 1,
        Cell::Lines(lines) => lines
            .iter()
            .map(|line| {
                let words: String = line.runs.iter().map(|run| run.words.as_str()).collect();
                words.lines().map(|line| line.chars().count().div_ceil(CHARACTERS).max(1)).sum::<usize>()
            })
            .sum(),
    };
    side(&row.old).max(side(&row.new))
}
