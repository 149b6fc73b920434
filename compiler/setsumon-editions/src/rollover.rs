//! Next year's file from this year's: the edition moved on, what speaks of the edition before taken out, everything else as it was.
//!
//! Only what is meant by the language is changed. A year that somebody typed into a text or a bound is the author's own, and is pointed
//! out.

#![allow(clippy::wildcard_enum_match_arm, reason = "a few clauses of the syntax tree are looked for")]

mod texts;

use setsumon_core::calendar::{iso_day, parse_day, plus_months};
use setsumon_core::form::Survey;
use setsumon_diagnostics::{FileId, Span};
use setsumon_syntax::ast::{Clause, ClauseKind, File, Kind, Marker, Statement};
use setsumon_syntax::{format, parse};

use self::texts::{bounds, texts, typed_years};

/// Next year's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rolled {
    /// Its text.
    pub text: String,
    /// Its edition.
    pub edition: i64,
    /// How many markers and other words about the edition before were taken out.
    pub cleared: usize,
    /// How many `@updated` stand in it: a figure to be given anew is one every year.
    pub updated: usize,
    /// Whether the survey's days moved on by a year.
    pub days_moved: bool,
    /// Years in texts and in the bounds of questions, which may have to move.
    pub years: Vec<TypedYear>,
}

/// A year that somebody typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedYear {
    /// Where it stands in the new text.
    pub span: Span,
    /// What stands there.
    pub written: String,
    /// What moves by itself, where something does: `{edition + 1}`.
    pub instead: Option<String>,
}

/// Why there can be no next edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The file has mistakes; `setsumon check` tells them.
    Broken,
    /// It is a library: it has no edition.
    NoEdition,
    /// No edition comes after its own.
    Last,
}

/// Next year's text of a survey, which is to follow a frozen model.
///
/// # Errors
/// Where the text is not a survey without a mistake of shape.
pub fn rollover(text: &str, follows: &str) -> Result<Rolled, Refused> {
    let read = parse(FileId(0), text);
    if read.diagnostics.has_errors() {
        return Err(Refused::Broken);
    }
    let survey = read.file.statements.iter().find(|statement| statement.kind == Kind::Survey);
    let stated = survey.and_then(|survey| survey.body.iter().find(|inner| inner.kind == Kind::Edition));
    let (Some(survey), Some(stated)) = (survey, stated) else { return Err(Refused::NoEdition) };
    let number = stated.condition.as_ref().map(|number| number.span).ok_or(Refused::NoEdition)?;
    let edition: i64 = slice(text, number).parse().map_err(|_| Refused::NoEdition)?;
    let next = edition.checked_add(1).filter(|next| Survey::EDITIONS.contains(next)).ok_or(Refused::Last)?;
    let mut edits = vec![(number, next.to_string())];
    edits.push(following(stated, number, follows));
    let before = edits.len();
    edits.extend(days(survey, text));
    let days_moved = edits.len() > before;
    let mut stale = Vec::new();
    let mut updated = 0;
    for statement in &read.file.statements {
        about_the_edition_before(statement, &mut stale, &mut updated);
    }
    let cleared = stale.len();
    edits.extend(stale.into_iter().map(|span| (with_space_before(text, span), String::new())));
    let rolled = edited(text, edits);
    // A file in the one canonical layout stays in it.
    let rolled = if format(text) == text { format(&rolled) } else { rolled };
    let years = years(&rolled, edition);
    Ok(Rolled { text: rolled, edition: edition + 1, cleared, updated, days_moved, years })
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or("")
}

/// `follows "2024.model.json"`, in the place of what was followed before.
fn following(stated: &Statement, number: Span, follows: &str) -> (Span, String) {
    let clause = stated.clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::Follows(_)));
    let written = format!("follows \"{}\"", follows.replace('{', "{{").replace('}', "}}"));
    match clause {
        Some(clause) => (clause.span, written),
        None => (Span::new(number.file, number.end, number.end), format!(" {written}")),
    }
}

/// The survey's days, a year later.
fn days(survey: &Statement, text: &str) -> Vec<(Span, String)> {
    let stated = survey.body.iter().filter(|inner| matches!(inner.kind, Kind::AsOf | Kind::Deadline));
    let later = |inner: &Statement| {
        let span = inner.condition.as_ref()?.span;
        let day = parse_day(slice(text, span))?;
        Some((span, iso_day(plus_months(day, 12))))
    };
    stated.filter_map(later).collect()
}

/// Clauses that speak of the edition before: said again a year later, they would be untrue.
fn about_the_edition_before(statement: &Statement, stale: &mut Vec<Span>, updated: &mut usize) {
    for Clause { span, kind } in &statement.clauses {
        match kind {
            ClauseKind::Marker(Marker::New)
            | ClauseKind::Was(_)
            | ClauseKind::Splits(_)
            | ClauseKind::Revised(_)
            | ClauseKind::Break(_) => stale.push(*span),
            ClauseKind::Marker(Marker::Updated) => *updated += 1,
            ClauseKind::Or(options) => {
                options.iter().for_each(|option| about_the_edition_before(option, stale, updated));
            }
            _ => {}
        }
    }
    let otherwise = statement.otherwise.iter().flat_map(|otherwise| &otherwise.body);
    statement.body.iter().chain(otherwise).for_each(|inner| about_the_edition_before(inner, stale, updated));
}

/// A clause with the space that parts it from what stands before it on its line.
fn with_space_before(text: &str, span: Span) -> Span {
    let before = text.get(..span.start as usize).unwrap_or("");
    let space = before.len() - before.trim_end_matches([' ', '\t', '\u{3000}']).len();
    Span::new(span.file, span.start.saturating_sub(u32::try_from(space).unwrap_or(0)), span.end)
}

fn edited(text: &str, mut edits: Vec<(Span, String)>) -> String {
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (span, instead) in edits {
        out.push_str(text.get(at..span.start as usize).unwrap_or(""));
        out.push_str(&instead);
        at = span.end as usize;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// The years near the old edition that stand in texts of the new file.
fn years(text: &str, edition: i64) -> Vec<TypedYear> {
    let read: File = parse(FileId(0), text).file;
    let mut years = Vec::new();
    for statement in &read.statements {
        for span in texts(statement) {
            years.extend(typed_years(text, span, edition));
        }
        for (span, day) in bounds(statement) {
            // The year of a day is a part of it.
            years.extend(typed_years(text, span, edition).into_iter().map(|year| match day {
                true => TypedYear { span, written: slice(text, span).to_owned(), instead: None },
                false => TypedYear { instead: year.instead.map(|it| it.replace(['{', '}'], "")), ..year },
            }));
        }
    }
    years.sort_by_key(|year| year.span.start);
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURVEY: &str = r#"setsumon 1

// The heading stays.
survey demo "Demo {edition}" {
  locale en
  edition 2024 follows "2023.model.json"
  as_of 2024-02-29
  deadline 2025-02-28
}

section a "A" @new {
  // So does this.
  integer cost "Cost in 2024 (令和６年)" min 0 @updated was price revised "better"
  single kind "Kind" { x "X"  y "Y, since 2012" @new splits z  retired z "Z" }
  text why "Why" when kind is x
  date visited "Last visit" min 2023-05-01 max 2024-05-01
  year opened "Open since" min 1900 max 2024
  month began "Begun" min 2023-04
  integer cost2 "Cost" max 2024
}
"#;

    #[test]
    fn what_spoke_of_the_edition_before_is_gone_and_the_rest_stays() {
        let rolled = rollover(SURVEY, "2024.model.json").unwrap();
        assert_eq!(
            rolled.text,
            r#"setsumon 1

// The heading stays.
survey demo "Demo {edition}" {
  locale en
  edition 2025 follows "2024.model.json"
  as_of 2025-02-28
  deadline 2026-02-28
}

section a "A" {
  // So does this.
  integer cost "Cost in 2024 (令和６年)" min 0 @updated
  single kind "Kind" { x "X"  y "Y, since 2012"  retired z "Z" }
  text why "Why" when kind is x
  date visited "Last visit" min 2023-05-01 max 2024-05-01
  year opened "Open since" min 1900 max 2024
  month began "Begun" min 2023-04
  integer cost2 "Cost" max 2024
}
"#
        );
        assert_eq!((rolled.edition, rolled.cleared, rolled.updated, rolled.days_moved), (2025, 5, 1, true));
    }

    #[test]
    fn years_near_the_edition_are_pointed_out() {
        let rolled = rollover(SURVEY, "2024.model.json").unwrap();
        let told: Vec<(&str, &str)> =
            rolled.years.iter().map(|year| (year.written.as_str(), year.instead.as_deref().unwrap_or("-"))).collect();
        assert_eq!(
            told,
            [
                ("2024", "{edition}"),
                ("令和６", "{edition in era}"),
                ("2023-05-01", "-"),
                ("2024-05-01", "-"),
                ("2024", "edition"),
                ("2023-04", "-"),
            ]
        );
        for year in &rolled.years {
            assert_eq!(slice(&rolled.text, year.span), year.written);
        }
    }

    #[test]
    fn a_first_edition_follows_from_now_on() {
        let first = SURVEY.replace(" follows \"2023.model.json\"", "");
        let rolled = rollover(&first, "2024.model.json").unwrap();
        assert!(rolled.text.contains("  edition 2025 follows \"2024.model.json\"\n"), "{}", rolled.text);
    }

    #[test]
    fn what_is_no_survey_is_refused() {
        assert_eq!(rollover("setsumon 1\n\nchoices a { x \"X\" }\n", "m"), Err(Refused::NoEdition));
        for edition in [9999, i64::MAX] {
            let last = format!("setsumon 1\n\nsurvey s \"S\" {{ locale en  edition {edition} }}\n");
            assert_eq!(rollover(&last, "m"), Err(Refused::Last));
        }
        assert_eq!(rollover("setsumon 1\n\nsurvey {\n", "m"), Err(Refused::Broken));
    }
}
