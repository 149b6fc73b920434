//! What is written again and again and could be written once.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use setsumon_diagnostics::{Code, Diagnostic, Span};
use setsumon_syntax::ast::{ClauseKind, Kind, Statement};

use crate::script::Script;

/// So many statements in a row under one condition are a branch.
const IN_A_ROW: usize = 3;

/// The same condition on statements in a row.
pub(crate) fn condition(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for run in &script.runs {
        for alike in run.chunk_by(|one, other| {
            let one = written(script, one);
            one.is_some() && one == written(script, other)
        }) {
            let places: Vec<Span> = alike.iter().filter_map(Statement::when).map(|when| when.span).collect();
            let ([first, others @ ..], true) = (places.as_slice(), places.len() >= IN_A_ROW) else { continue };
            let told = Diagnostic::new(
                Code::ConditionRepeated,
                *first,
                format!("the same condition stands on {} statements in a row", places.len()),
            )
            .here("the first")
            .help("put them into one `when … { }`: the compiler tells once whom they are for, and it is changed in one place");
            found.push(others.iter().fold(told, |told, place| told.label(*place, "the same")));
        }
    }
}

/// The words of a statement's condition and of its sentence.
fn written<'s>(script: &'s Script<'_>, statement: &Statement) -> Option<(Vec<&'s str>, Vec<&'s str>)> {
    // What may stand in a branch.
    if matches!(statement.kind, Kind::Option | Kind::Check | Kind::End | Kind::Note) {
        return None;
    }
    let words = |span: Span| script.sources.slice(span).split_whitespace().collect();
    let condition = statement.when()?.span;
    let says = statement.clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::Says(_)));
    Some((words(condition), says.map_or_else(Vec::new, |says| words(says.span))))
}

/// A list of so many options, written so often, is one that comes back.
const OPTIONS: usize = 4;
const TIMES: usize = 3;

/// The same options written out in several questions.
pub(crate) fn options(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let mut lists: BTreeMap<Vec<(&str, String)>, Vec<Span>> = BTreeMap::new();
    let mut known: FxHashSet<Span> = FxHashSet::default();
    for question in script.questions.iter().filter(|question| question.options.len() >= OPTIONS) {
        let own = question.options.iter().filter(|option| question.statement.span.contains(option.statement.span));
        let list: Vec<(&str, String)> = own
            .filter_map(|option| {
                let code = option.statement.code.as_ref()?;
                Some((code.value.as_str(), script.label(option)?.blank().to_owned()))
            })
            .collect();
        let place = script.name(question);
        if list.len() == question.options.len() && known.insert(place) {
            lists.entry(list).or_default().push(place);
        }
    }
    for places in lists.into_values().filter(|places| places.len() >= TIMES) {
        let Some((first, others)) = places.split_first() else { continue };
        let told = Diagnostic::new(
            Code::OptionsRepeated,
            *first,
            format!("the same options are written out {} times", places.len()),
        )
        .here("the first time")
        .help("write them once, `choices code { … }`, and take them with `from code`: what is changed then is changed everywhere");
        found.push(others.iter().fold(told, |told, place| told.label(*place, "again")));
    }
}
