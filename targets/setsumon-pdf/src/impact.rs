//! What a new edition means, on paper: the page of `setsumon-editions`, set with the questionnaire's own look and checks.

use serde::Serialize;
use setsumon_editions::impact::{Impact, Page, page};

use crate::engine::{RenderOptions, Rendered, Template, render_with};
use crate::frame::{Frame, json};
use crate::problem::PdfProblem;
use crate::theme::Theme;

/// What the template is given.
#[derive(Serialize)]
struct Sheet<'t> {
    #[serde(flatten)]
    frame: Frame<'t>,
    page: &'t Page,
}

/// Prints the page, on the theme's paper.
///
/// # Errors
/// Where a character is in no font or something runs out of the page.
pub fn print(impact: &Impact, theme: &Theme, fonts: Vec<Vec<u8>>) -> Result<Rendered, Vec<PdfProblem>> {
    let Impact { survey, old, new, .. } = impact;
    let page = page(impact);
    let ident = format!("setsumon:{survey}:impact:{}-{}", old.edition, new.edition);
    let options = RenderOptions { fonts, ident, date: None, page: theme.page.clone(), fillable: false };
    let frame = Frame::of(theme, page.language(), page.title(), &new.title, [old.edition, new.edition]);
    render_with(Template::Impact, json(&Sheet { frame, page: &page })?, &options)
}
