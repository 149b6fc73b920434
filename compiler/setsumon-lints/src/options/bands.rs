//! Options that are ranges of numbers: whether every number has one, and only one.

use std::collections::BTreeSet;

use setsumon_diagnostics::{Code, Diagnostic};

use super::meaning::apart;
use super::ranges::Range;
use crate::script::{Asks, Choice, Question, Script};
use crate::words::Words;

/// The fewest ranges that are taken for bands.
const FEWEST: usize = 3;

/// Options that are ranges of one thing, from the lowest to the highest, and whether all that are answers are such.
struct Bands<'s> {
    bands: Vec<(&'s Words, Range)>,
    whole: bool,
    step: i64,
}

/// The bands of a choice between one and another.
fn bands<'s>(script: &'s Script<'_>, question: &'s Question<'_>) -> Vec<Bands<'s>> {
    if !question.asks.one() || question.asks == Asks::Gate {
        return Vec::new();
    }
    let headings: BTreeSet<usize> = question.options.iter().map(|option| option.heading).collect();
    let of = |heading: usize| {
        let own = question.options.iter().filter(|option| option.heading == heading);
        bands_of(script, &own.collect::<Vec<_>>())
    };
    headings.into_iter().filter_map(of).collect()
}

fn bands_of<'s>(script: &'s Script<'_>, options: &[&'s Choice<'_>]) -> Option<Bands<'s>> {
    if options.len() < FEWEST {
        return None;
    }
    let mut bands = Vec::new();
    let mut whole = true;
    for option in options {
        let label = script.label(option)?;
        match Range::of(label.folded()) {
            Some(range) => bands.push((label, range)),
            None => whole &= option.statement.excludes() || apart(label).is_some(),
        }
        // What is offered to some need not fit what is offered to others.
        whole &= option.statement.when().is_none();
    }
    // `1-2 a week`, `3-4 a month` are ranges of different things.
    let units: BTreeSet<&BTreeSet<String>> =
        bands.iter().map(|(_, range)| &range.unit).filter(|unit| !unit.is_empty()).collect();
    let ranges = bands.iter().filter(|(_, range)| range.low != range.high).count();
    if units.len() > 1 || bands.len() < FEWEST || ranges < 2 {
        return None;
    }
    let step = bands.iter().map(|(_, range)| range.step).min().unwrap_or_default();
    bands.sort_by_key(|(_, range)| range.ends(step));
    Some(Bands { bands, whole, step })
}

/// Two ranges that one number belongs to.
pub(crate) fn overlap(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for Bands { bands, whole: _, step } in script.questions.iter().flat_map(|question| bands(script, question)) {
        let mut told: Option<Diagnostic> = None;
        for pair in bands.windows(2) {
            let [(lower, below), (upper, above)] = pair else { continue };
            if above.ends(step).0 > below.ends(step).1 {
                continue;
            }
            told = Some(match told {
                Some(told) => told.label(upper.span, format!("and so do this and `{}`", lower.shown())),
                None => Diagnostic::new(
                    Code::OptionBandsOverlap,
                    upper.span,
                    format!("`{}` and `{}` claim the same number", lower.shown(), upper.shown()),
                )
                .here("begins within the one below")
                .label(lower.span, "ends within the one above"),
            });
        }
        let help = "let each begin behind the end of the one below, as `1–9` and `10–49`";
        found.extend(told.map(|told| told.help(help)));
    }
}

/// A number between two ranges that belongs to neither.
pub(crate) fn gap(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let all = script.questions.iter().flat_map(|question| bands(script, question));
    for Bands { bands, whole: _, step } in all.filter(|bands| bands.whole) {
        let mut told: Option<Diagnostic> = None;
        for pair in bands.windows(2) {
            let [(lower, below), (upper, above)] = pair else { continue };
            let (end, beginning) = (below.ends(step).1, above.ends(step).0);
            if end == i64::MAX || beginning.saturating_sub(end) <= step {
                continue;
            }
            told = Some(match told {
                Some(told) => told.label(upper.span, format!("and so does one between this and `{}`", lower.shown())),
                None => Diagnostic::new(
                    Code::OptionBandsGap,
                    upper.span,
                    format!("a number between `{}` and `{}` has no option", lower.shown(), upper.shown()),
                )
                .here("begins too late")
                .label(lower.span, "ends too early"),
            });
        }
        let help = "let each begin where the one below ends: who is between the two cannot answer";
        found.extend(told.map(|told| told.help(help)));
    }
}
