//! The table as a page of its own, for the screen and for paper.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};

use super::Table;

const PAGE: &str = include_str!("compare.html");

/// The table as a page.
///
/// # Errors
/// Where the template cannot be filled in, which is a bug of ours.
pub fn html(table: &Table) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("compare.html", PAGE)?;
    environment.get_template("compare.html")?.render(context! { table => Value::from(Serde(table)) })
}
