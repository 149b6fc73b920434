//! The printed questionnaire: turns a checked form into `questionnaire.pdf`.
//!
//! `view` says what stands on the paper, `sheet` is that as data, the template draws it, `engine` sets and checks it.

#![cfg_attr(not(feature = "engine"), allow(dead_code, reason = "without the engine the sheet is read and not drawn"))]

mod appendix;
mod blank;
#[cfg(feature = "engine")]
pub mod comparison;
mod ease;
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
mod look;
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

use ease::Eases;
#[cfg(feature = "engine")]
use engine::{Template, forget, lay_out};

#[cfg(feature = "engine")]
pub use engine::{RenderOptions, Rendered, is_font, render};
pub use problem::{PdfProblem, PdfProblemKind, Whose};
pub use theme::Theme;

/// The name of the file.
pub const FILE_NAME: &str = "questionnaire.pdf";

/// What stands on paper, as data, and the variable behind each place to write: what somebody who has nothing but the paper knows.
pub fn sheet_of(form: &Form, theme: &Theme) -> (sheet::Sheet, Vec<widget::Widget>) {
    let printed = view::sheet(form, theme, &Eases::default(), true);
    (printed.sheet, printed.widgets)
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
        let rendered =
            print(form, self).map_err(|problems| problems.iter().map(PdfProblem::refusal).collect::<Vec<_>>())?;
        Ok(Emitted { files: vec![(FILE_NAME, rendered.pdf)], ledger: ledger::ledger(form) })
    }
}

/// So often a form is set again with less in one piece and less side by side before it is printed as it is, or refused.
const ATTEMPTS: usize = 14;

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
        fillable: *fillable,
    };
    let mut eases = Eases::on(&theme.page);
    let mut attempts = 0_usize;
    loop {
        let printed = view::sheet(form, theme, &eases, *fillable);
        let laid = lay_out(Template::Questionnaire, json(&printed.sheet)?, &options)?;
        attempts = attempts.saturating_add(1);
        if attempts < ATTEMPTS
            && !laid.problems.iter().any(PdfProblem::is_final)
            && eases.give_way(&laid.problems, &printed.sheet.blocks)
        {
            continue;
        }
        let refused = reasons(&laid.problems);
        if !refused.is_empty() {
            forget();
            return Err(with_places(refused, &printed.places));
        }
        let rendered = laid.export(&options)?;
        if printed.widgets.is_empty() {
            return Ok(rendered);
        }
        let pdf = fill::fill(&rendered.pdf, &printed.widgets).map_err(|message| vec![PdfProblem::engine(message)])?;
        return Ok(Rendered { pdf, ..rendered });
    }
}

/// Why nothing can be printed: what no layout would help alone, where there is such; else all that spoils more than the looks.
fn reasons(problems: &[PdfProblem]) -> Vec<PdfProblem> {
    let last = problems.iter().any(PdfProblem::is_final);
    problems.iter().filter(|problem| if last { problem.is_final() } else { !problem.is_of_looks() }).cloned().collect()
}

/// The problems with whose blocks they are in.
fn with_places(problems: Vec<PdfProblem>, places: &[Option<Whose>]) -> Vec<PdfProblem> {
    let whose = |problem: &PdfProblem| problem.block.and_then(|block| places.get(block)).cloned().flatten();
    problems.into_iter().map(|problem| PdfProblem { whose: whose(&problem), ..problem }).collect()
}

/// What the template is given, for whoever wants to look at it.
///
/// # Errors
/// Never for a form; a serialiser that fails is reported like the engine.
pub fn sheet_json(form: &Form, theme: &Theme) -> Result<String, Vec<PdfProblem>> {
    json(&view::sheet(form, theme, &Eases::default(), false).sheet)
}

fn json(sheet: &sheet::Sheet) -> Result<String, Vec<PdfProblem>> {
    serde_json::to_string(sheet)
        .map_err(|error| vec![PdfProblem::engine(format!("the sheet cannot be written as JSON: {error}"))])
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
