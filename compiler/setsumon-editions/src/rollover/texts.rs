//! The texts of a statement, and the years that somebody typed into one.

#![allow(clippy::wildcard_enum_match_arm, reason = "a few clauses of the syntax tree are looked for")]

use setsumon_core::alike::digits;
use setsumon_diagnostics::Span;
use setsumon_syntax::ast::{ClauseKind, Kind, QuestionKind, Says, Statement, Text};

use super::TypedYear;
use crate::years::{Written, year};

/// Years so near the edition are taken for the edition's own.
const NEAR: i64 = 2;

/// Where the texts of a statement and of everything in it stand, file names and the like apart.
pub(super) fn texts(statement: &Statement) -> Vec<Span> {
    let mut spans = Vec::new();
    collect(statement, &mut spans);
    spans
}

fn collect(statement: &Statement, spans: &mut Vec<Span>) {
    // What is kept for its history says the year that it was asked in.
    if statement.kind == Kind::Retired || is_kept_alone(statement) {
        return;
    }
    let mut add = |text: &Text| spans.push(text.span);
    statement.label.iter().chain(&statement.prose).for_each(&mut add);
    for clause in &statement.clauses {
        match &clause.kind {
            ClauseKind::Ends { low, high } => [low, high].into_iter().for_each(&mut add),
            ClauseKind::Band(rows) => rows.iter().for_each(|row| add(&row.label)),
            ClauseKind::With(given) => given.iter().for_each(|(_, text)| add(text)),
            ClauseKind::Says(Says::Words(text))
            | ClauseKind::Named(text)
            | ClauseKind::Prefix(text)
            | ClauseKind::Suffix(text)
            | ClauseKind::Then(text)
            | ClauseKind::End(text) => add(text),
            _ => {}
        }
    }
    for clause in &statement.clauses {
        if let ClauseKind::Or(options) = &clause.kind {
            options.iter().for_each(|option| collect(option, spans));
        }
    }
    if let Some(otherwise) = &statement.otherwise {
        if let Some(Says::Words(text)) = &otherwise.says {
            spans.push(text.span);
        }
        otherwise.body.iter().for_each(|inner| collect(inner, spans));
    }
    statement.body.iter().for_each(|inner| collect(inner, spans));
}

/// Whether all that is left of a section, roster or group is kept for its history.
fn is_kept_alone(statement: &Statement) -> bool {
    let holds = matches!(statement.kind, Kind::Section | Kind::Repeat | Kind::Group);
    holds
        && !statement.body.is_empty()
        && statement.body.iter().all(|inner| inner.kind == Kind::Retired || is_kept_alone(inner))
}

/// Where the bounds of days, months and years stand in a statement and in everything in it, and whether each is no year alone.
pub(super) fn bounds(statement: &Statement) -> Vec<(Span, bool)> {
    let mut found = Vec::new();
    if statement.kind == Kind::Retired {
        return found;
    }
    let day = match statement.kind {
        Kind::Question(QuestionKind::Date | QuestionKind::Month) => Some(true),
        Kind::Question(QuestionKind::Year | QuestionKind::FiscalYear) => Some(false),
        _ => None,
    };
    for clause in &statement.clauses {
        match (&clause.kind, day) {
            (ClauseKind::Min(bound) | ClauseKind::Max(bound), Some(day)) => found.push((bound.span, day)),
            (ClauseKind::Or(options), _) => found.extend(options.iter().flat_map(bounds)),
            _ => {}
        }
    }
    let otherwise = statement.otherwise.iter().flat_map(|otherwise| &otherwise.body);
    found.extend(statement.body.iter().chain(otherwise).flat_map(bounds));
    found
}

/// The years near an edition in a text of the source.
pub(super) fn typed_years(source: &str, span: Span, edition: i64) -> Vec<TypedYear> {
    let mut years = Vec::new();
    let text = source.get(span.range()).unwrap_or("");
    let mut at = 0;
    let mut braces = 0_u32;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or("");
        braces = match first {
            '{' => braces + 1,
            '}' => braces.saturating_sub(1),
            _ => braces,
        };
        let found = year(rest).filter(|found| braces == 0 && (found.year - edition).abs() <= NEAR);
        let length = match found {
            Some(Written { year, era, length }) => {
                let start = span.start as usize + at;
                let place = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
                years.push(TypedYear {
                    span: Span::new(span.file, place(start), place(start + length)),
                    written: rest.get(..length).unwrap_or("").to_owned(),
                    instead: Some(instead(year - edition, era)),
                });
                length
            }
            // A longer number is passed over as a whole.
            None => digits(rest).map_or(first.len_utf8(), |digits| digits.length),
        };
        at += length;
    }
    years
}

/// What gives the year of the edition, moved by so many years.
fn instead(offset: i64, era: bool) -> String {
    let moved = match offset {
        0 => "edition".to_owned(),
        later @ 1.. => format!("edition + {later}"),
        earlier => format!("edition - {}", earlier.unsigned_abs()),
    };
    if era { format!("{{{moved} in era}}") } else { format!("{{{moved}}}") }
}
