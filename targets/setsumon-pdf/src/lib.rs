//! The printed questionnaire: turns a checked form into `questionnaire.pdf`.
//!
//! `view` says what stands on the paper, `sheet` is that as data, the template draws it, `engine` sets and checks it.

#![cfg_attr(not(feature = "engine"), allow(dead_code, reason = "without the engine the sheet is read and not drawn"))]

mod blank;
#[cfg(feature = "engine")]
pub mod comparison;
#[cfg(feature = "engine")]
mod engine;
mod extent;
#[cfg(feature = "engine")]
mod fill;
#[cfg(feature = "engine")]
mod frame;
#[cfg(feature = "engine")]
pub mod impact;
#[cfg(feature = "engine")]
mod inspect;
mod ledger;
mod problem;
pub mod sheet;
mod table;
pub mod theme;
mod view;
pub mod widget;

use setsumon_core::form::Form;

#[cfg(feature = "engine")]
use setsumon_core::form::Day;
#[cfg(feature = "engine")]
use setsumon_core::target::{Emitted, Refusal, Target};

#[cfg(feature = "engine")]
pub use engine::{RenderOptions, Rendered, is_font, render};
pub use problem::{PdfProblem, PdfProblemKind};
pub use theme::Theme;

/// The name of the file.
pub const FILE_NAME: &str = "questionnaire.pdf";

/// What stands on paper, as data, and the variable behind each place to write: what somebody who has nothing but the paper knows.
pub fn sheet_of(form: &Form, theme: &Theme) -> (sheet::Sheet, Vec<widget::Widget>) {
    view::sheet(form, theme, view::Keep::Usual, true)
}

/// The target `pdf`.
#[derive(Debug, Clone, Default)]
pub struct Pdf {
    /// Font files to be preferred to the built-in font, most wanted first.
    pub fonts: Vec<Vec<u8>>,
    /// How the print looks.
    pub theme: Theme,
    /// Whether it has fields to be filled in on screen.
    pub fillable: bool,
}

#[cfg(feature = "engine")]
impl Target for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn emit(&self, form: &Form) -> Result<Emitted, Vec<Refusal>> {
        let rendered = print(form, self).map_err(|problems| problems.iter().map(refusal).collect::<Vec<_>>())?;
        Ok(Emitted { files: vec![(FILE_NAME, rendered.pdf)], ledger: ledger::ledger(form) })
    }
}

/// Prints a form.
///
/// # Errors
/// Where a character is in no font or something runs out of the page.
#[cfg(feature = "engine")]
pub fn print(form: &Form, pdf: &Pdf) -> Result<Rendered, Vec<PdfProblem>> {
    let Pdf { fonts, theme, fillable } = pdf;
    let survey = form.survey();
    let options = RenderOptions {
        fonts: fonts.clone(),
        ident: format!("setsumon:{}:{}", survey.code, survey.edition),
        date: survey.as_of.or(survey.deadline).and_then(calendar),
        page: theme.page.clone(),
    };
    // What is kept in one piece is chosen by estimate. Where that made a page run over, less is kept, and at last nothing.
    let mut found = Vec::new();
    for keep in view::Keep::ATTEMPTS {
        let (sheet, widgets) = view::sheet(form, theme, keep, *fillable);
        match render(json(&sheet)?, &options) {
            Ok(rendered) if widgets.is_empty() => return Ok(rendered),
            Ok(rendered) => {
                let pdf = fill::fill(&rendered.pdf, &widgets)
                    .map_err(|message| vec![PdfProblem { page: None, kind: PdfProblemKind::Engine { message } }])?;
                return Ok(Rendered { pdf, ..rendered });
            }
            Err(problems) if problems.iter().all(PdfProblem::is_of_keeping) => found = problems,
            Err(problems) => return Err(problems),
        }
    }
    Err(found)
}

/// What the template is given, for whoever wants to look at it.
///
/// # Errors
/// Never for a form; a serialiser that fails is reported like the engine.
pub fn sheet_json(form: &Form, theme: &Theme) -> Result<String, Vec<PdfProblem>> {
    json(&view::sheet(form, theme, view::Keep::Usual, false).0)
}

fn json(sheet: &sheet::Sheet) -> Result<String, Vec<PdfProblem>> {
    serde_json::to_string(sheet).map_err(|error| {
        let message = format!("the sheet cannot be written as JSON: {error}");
        vec![PdfProblem { page: None, kind: PdfProblemKind::Engine { message } }]
    })
}

#[cfg(feature = "engine")]
fn refusal(problem: &PdfProblem) -> Refusal {
    let help = match &problem.kind {
        PdfProblemKind::MissingGlyph { character: _, near: _ } => {
            Some("give a font that has it with `--font FILE`, or write it with another character".to_owned())
        }
        PdfProblemKind::Overflow { near: _ } | PdfProblemKind::Collision { near: _, with: _ } => {
            Some("shorten the text there, or give its options fewer columns with `layout across`".to_owned())
        }
        PdfProblemKind::Stranded { near: _ } => {
            Some("begin a page there with `layout new_page`, or shorten what follows".to_owned())
        }
        PdfProblemKind::TornRow { near: _ } => {
            Some("make it lower: more columns with `layout across`, or fewer `lines`".to_owned())
        }
        PdfProblemKind::TooManyPages { pages: _, limit: _ } => {
            Some("raise `page.limit` of the theme, or give it smaller text or margins".to_owned())
        }
        PdfProblemKind::UnreadableFont { position: _ } => {
            Some("give a file that ends in .ttf, .otf, .ttc or .otc".to_owned())
        }
        PdfProblemKind::Engine { message: _ } => {
            Some("this is a mistake of setsumon's own: please report it".to_owned())
        }
    };
    Refusal { message: problem.to_string(), help, origin: None }
}

/// A day of the proleptic Gregorian calendar as year, month and day.
#[cfg(feature = "engine")]
fn calendar(Day(days): Day) -> Option<(i32, u8, u8)> {
    // Days are counted from 1 March of the year 0, so that the leap day is the last of its year.
    let shifted = i64::from(days).checked_add(719_468)?;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some((i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}
