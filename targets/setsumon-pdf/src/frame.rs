//! What a report on a step from one edition to the next is framed with: the questionnaire's own look, a head and a foot.

use serde::Serialize;
use setsumon_core::form::Locale;

use crate::problem::PdfProblem;
use crate::sheet::{Look, Words};
use crate::theme::Theme;

/// What every template reads, whatever it draws.
#[derive(Serialize)]
pub(crate) struct Frame<'t> {
    language: Locale,
    region: &'static str,
    look: Look,
    /// A report says nothing of when it was made: the same editions give the same bytes.
    dated: bool,
    plain_title: String,
    author: String,
    running: String,
    foot_left: &'t str,
    foot_right: String,
    words: Words,
}

impl<'t> Frame<'t> {
    /// Of a report that is called so, on the survey of this title.
    pub(crate) fn of(theme: &Theme, language: Locale, report: &'t str, survey: &str, editions: [i64; 2]) -> Self {
        let known = &language.words().paper;
        let survey = survey.replace('\n', " ");
        let [old, new] = editions;
        Self {
            language,
            region: known.region,
            look: Look::of(theme),
            dated: false,
            plain_title: format!("{report}: {survey}"),
            author: String::new(),
            running: survey,
            foot_left: report,
            foot_right: format!("{old} → {new}"),
            words: Words {
                new: String::new(),
                updated: String::new(),
                open: known.open.to_owned(),
                close: known.close.to_owned(),
                colon: known.colon.to_owned(),
                page: known.page.map(str::to_owned),
                continued: known.continued.to_owned(),
                contents: known.contents.to_owned(),
            },
        }
    }
}

/// What a template is given, as JSON.
pub(crate) fn json(sheet: &impl Serialize) -> Result<String, Vec<PdfProblem>> {
    serde_json::to_string(sheet)
        .map_err(|error| vec![PdfProblem::engine(format!("the report cannot be written as JSON: {error}"))])
}
