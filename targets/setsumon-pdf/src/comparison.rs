//! Both editions side by side on paper: the table of `setsumon-editions`, set with the questionnaire's own look and checks.

use serde::Serialize;
use setsumon_editions::compare::{Cell, Row, Table};

use crate::engine::{RenderOptions, Rendered, Template, render_with};
use crate::problem::{PdfProblem, PdfProblemKind};
use crate::sheet::{Look, Words};
use crate::theme::{Page, Theme};

/// What the template is given.
#[derive(Serialize)]
struct Sheet<'t> {
    language: &'t str,
    region: &'static str,
    look: Look,
    /// The table says nothing of when it was made: the same editions give the same bytes.
    dated: bool,
    plain_title: String,
    author: String,
    running: String,
    foot_left: String,
    foot_right: String,
    words: Words,
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
    let options = RenderOptions { fonts, ident, date: None, page: theme.page.clone() };
    let usual = table.rows.iter().map(|row| height(row) <= LINES).collect();
    // What is kept in one piece is chosen by estimate: where that was wrong, nothing is.
    match render_with(Template::Comparison, json(table, &theme, usual)?, &options) {
        Err(problems) if problems.iter().all(PdfProblem::is_of_keeping) => {
            let nothing = table.rows.iter().map(|_| false).collect();
            render_with(Template::Comparison, json(table, &theme, nothing)?, &options)
        }
        done => done,
    }
}

fn json(table: &Table, theme: &Theme, kept: Vec<bool>) -> Result<String, Vec<PdfProblem>> {
    let language = crate::view::language_of(table.language);
    let title = table.new.title.replace('\n', " ");
    let sheet = Sheet {
        language: table.language,
        region: language.region,
        look: Look::of(theme),
        dated: false,
        plain_title: format!("{}: {title}", table.title),
        author: String::new(),
        running: title,
        foot_left: table.title.to_owned(),
        foot_right: format!("{} → {}", table.old.edition, table.new.edition),
        words: Words {
            new: String::new(),
            updated: String::new(),
            open: language.open.to_owned(),
            close: language.close.to_owned(),
            colon: language.colon.to_owned(),
            page: language.page.map(str::to_owned),
        },
        table,
        kept,
    };
    serde_json::to_string(&sheet).map_err(|error| {
        let message = format!("the table cannot be written as JSON: {error}");
        vec![PdfProblem { page: None, kind: PdfProblemKind::Engine { message } }]
    })
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
