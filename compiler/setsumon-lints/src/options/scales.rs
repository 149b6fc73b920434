//! Options that are degrees of one thing: as many on each side, in one order, from the same end throughout; and scales of points.

use std::collections::BTreeMap;

use setsumon_diagnostics::{Code, Diagnostic, Span};
use setsumon_syntax::ast::{QuestionKind, Statement};

use super::degrees::{Degree, Family, degree};
use super::meaning::{Apart, apart};
use crate::script::{Asks, Question, Script};
use crate::words::Words;

/// The options of a question that are degrees of one family, in the order offered.
struct Degrees<'s> {
    family: Family,
    degrees: Vec<(&'s Words, Degree)>,
}

impl<'s> Degrees<'s> {
    /// Those of a question; none where an answer is none of them, or all lie on one side.
    fn of(script: &'s Script<'_>, question: &'s Question<'_>) -> Option<Self> {
        if !question.asks.one() || question.asks == Asks::Gate || question.options.len() < 2 {
            return None;
        }
        let mut found: Option<Family> = None;
        let mut degrees = Vec::new();
        for option in &question.options {
            let label = script.label(option)?;
            let away = option.statement.means().is_some()
                || apart(label).is_some_and(|apart| !matches!(apart, Apart::Other | Apart::None));
            if away {
                continue;
            }
            let (family, degree) = degree(label.folded())?;
            match (found, family) {
                (Some(found), Some(family)) if found != family => return None,
                (None, Some(family)) => found = Some(family),
                (Some(_), Some(_)) | (Some(_) | None, None) => {}
            }
            degrees.push((label, degree));
        }
        let has = |side: Degree| degrees.iter().any(|(_, degree)| *degree == side);
        (has(Degree::For) && has(Degree::Against)).then_some(Self { family: found?, degrees })
    }

    fn count(&self, side: Degree) -> usize {
        self.degrees.iter().filter(|(_, degree)| *degree == side).count()
    }

    /// The degrees that are on a side, in order.
    fn sided(&self) -> impl Iterator<Item = &(&'s Words, Degree)> {
        self.degrees.iter().filter(|(_, degree)| *degree != Degree::Between)
    }

    /// Where it changes from one side to the other.
    fn turns(&self) -> Vec<&'s Words> {
        let sided: Vec<_> = self.sided().collect();
        let turns = sided.windows(2).filter_map(|pair| match pair {
            [(_, before), (label, after)] if before != after => Some(*label),
            _ => None,
        });
        turns.collect()
    }
}

/// More degrees on one side than on the other.
pub(crate) fn unbalanced(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in &script.questions {
        let Some(degrees) = Degrees::of(script, question) else { continue };
        let (pro, contra) = (degrees.count(Degree::For), degrees.count(Degree::Against));
        if pro == contra {
            continue;
        }
        let Some((first, _)) = degrees.degrees.first() else { continue };
        found.push(
            Diagnostic::new(
                Code::ScaleUnbalanced,
                first.span,
                format!("{pro} of the options are in favour, and {contra} against"),
            )
            .here("the first of them")
            .help("offer as many on one side as on the other: more answers go where more options are"),
        );
    }
}

/// Degrees that go to and fro.
pub(crate) fn disordered(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in &script.questions {
        let Some(degrees) = Degrees::of(script, question) else { continue };
        let turns = degrees.turns();
        let [_, second, ..] = turns.as_slice() else { continue };
        let told = Diagnostic::new(
            Code::ScaleOrder,
            second.span,
            format!("`{}` is on the other side than those before it", second.shown()),
        );
        found.push(
            told.here("back on the first side")
                .help("put the options in order, from one end to the other: each is read against its neighbours"),
        );
    }
}

/// Scales of one family that begin with the other end than most do.
pub(crate) fn other_direction(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    // Each list once, whichever questions use it.
    let mut lists: BTreeMap<Family, BTreeMap<Span, (bool, &Words)>> = BTreeMap::new();
    for question in &script.questions {
        let Some(degrees) = Degrees::of(script, question) else { continue };
        let Some((first, degree)) = degrees.sided().next() else { continue };
        if degrees.turns().len() == 1 {
            let begins = *degree == Degree::For;
            lists.entry(degrees.family).or_default().insert(first.span, (begins, first));
        }
    }
    for lists in lists.values() {
        let begin = |wanted: bool| -> Vec<&Words> {
            lists.values().filter(|(pro, _)| *pro == wanted).map(|(_, label)| *label).collect()
        };
        let (pro, contra) = (begin(true), begin(false));
        let (few, many) = if pro.len() < contra.len() { (pro, contra) } else { (contra, pro) };
        let (Some((first, others)), Some(usual)) = (few.split_first(), many.first()) else { continue };
        let told = Diagnostic::new(
            Code::ScaleDirectionChanges,
            first.span,
            format!("this scale begins with `{}`, and another with `{}`", first.shown(), usual.shown()),
        )
        .here("begins here")
        .label(usual.span, "the other begins so")
        .help("let all begin with the same end: who has answered a few ticks the others by their place");
        found.push(others.iter().fold(told, |told, other| told.label(other.span, "and so does this")));
    }
}

/// The most and the fewest points of a scale.
const POINTS: (i64, i64) = (3, 11);

/// A scale of more points than anybody tells apart, or of too few to be one.
pub(crate) fn points(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let scales = script.questions.iter().filter(|question| question.asks.blank() == Some(QuestionKind::Scale));
    for (span, from, to) in scales.filter_map(|question| points_of(question.statement)) {
        let count = to.saturating_sub(from).saturating_add(1);
        let help = match count {
            count if count > POINTS.1 => {
                "take up to eleven points, as `0 to 10`; a figure that is known is an `integer` with its `unit`"
            }
            count if count < POINTS.0 => "take at least three points, or a `single` with a label for each",
            _ => continue,
        };
        found.push(
            Diagnostic::new(Code::ScalePoints, span, format!("a scale of {count} points"))
                .here(format!("{from} to {to}"))
                .help(help),
        );
    }
}

fn points_of(statement: &Statement) -> Option<(Span, i64, i64)> {
    statement.points().map(|points| (points.span, points.value.0, points.value.1))
}
