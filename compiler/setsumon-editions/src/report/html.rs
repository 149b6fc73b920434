//! A diff as a page of its own, with the words that changed marked.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};

use setsumon_core::form::Locale;

use super::Shown;
use super::markdown::cells;
use super::words;
use crate::diff::{Change, Series};
use crate::marks::{marked, shortened};

const PAGE: &str = include_str!("diff.html");

/// The report as a page, in the language of the survey whose BCP 47 tag is given.
///
/// # Errors
/// Where the template cannot be filled in, which is a bug of ours.
pub fn html(shown: &Shown<'_>, title: &str, locale: Locale) -> Result<String, minijinja::Error> {
    let language = locale;
    let rows: Vec<Value> = shown.changes.iter().map(|change| row(change, language)).collect();
    let hidden: Vec<String> =
        shown.hidden.iter().map(|(class, count)| format!("{} {count}", words::class(*class, language))).collect();
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("diff.html", PAGE)?;
    environment.get_template("diff.html")?.render(context! {
        lang => language.tag(),
        title => title,
        old => shown.diff.old,
        new => shown.diff.new,
        rows,
        hidden => hidden.join(language.words().writing.comma),
        heads => words::heads(language),
        nothing => language.words().reports.changes.nothing,
        omitted => language.words().reports.changes.omitted,
    })
}

fn row(change: &Change, language: Locale) -> Value {
    let [class, what, old, new, respondent, data, series] = cells(change, language);
    let (old, new) = marked(&old, &new);
    let (old, new) = (Value::from(Serde(shortened(old))), Value::from(Serde(shortened(new))));
    let grave = match change.effect.series {
        Series::Comparable => "comparable",
        Series::WithCare => "care",
        Series::Broken => "broken",
    };
    context! { class, what, old, new, respondent, data, series, grave }
}
