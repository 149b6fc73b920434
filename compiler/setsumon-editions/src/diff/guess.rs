//! What looks like one thing under two codes: suggested to the author, never acted upon.

use setsumon_core::alike::folded;
use setsumon_core::frozen::Question;

use super::pairs::Step;
use super::side::type_name;
use super::words::said;
use super::{Change, Class, Kind, LikelyRename};

/// From so many percent on two labels are called alike.
const ALIKE: f64 = 0.75;

/// For each question that is gone, the new one of its type whose words are most like its own.
pub(super) fn renames(step: &Step<'_>) -> Vec<LikelyRename> {
    let gone = step.old.model.questions.iter().filter(|old| !step.is_carried(old) && !step.old.is_retired(old));
    let came: Vec<&Question> = step.new.model.questions.iter().filter(|new| step.question_was(new).is_none()).collect();
    let mut likely: Vec<LikelyRename> = gone.filter_map(|old| likeliest(old, &came)).collect();
    likely.sort_by(|one, other| other.likeness.cmp(&one.likeness).then_with(|| one.old.cmp(&other.old)));
    likely
}

fn likeliest(old: &Question, came: &[&Question]) -> Option<LikelyRename> {
    let words = said(&old.name);
    let same_type = came.iter().filter(|new| type_name(&new.answer) == type_name(&old.answer));
    let (likeness, new) = same_type
        .map(|new| (likeness(&words, &said(&new.name)), new))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    Some(LikelyRename { old: old.path.clone(), new: new.path.clone(), likeness: percent(likeness) })
}

/// For each option, row or column that is gone, the new one of its question whose words are most like its own.
pub(super) fn renamed_parts(changes: &[Change]) -> Vec<LikelyRename> {
    let gone = changes
        .iter()
        .filter_map(|change| Some((change, part(change, Class::OptionRemoved, change.subject.old.as_deref())?)));
    let likely = gone.filter_map(|(old, path)| {
        let came = changes.iter().filter(|new| new.subject.kind == old.subject.kind).filter_map(|new| {
            let now = part(new, Class::OptionAdded, new.subject.new.as_deref())?;
            let alike = likeness(&old.subject.name, &new.subject.name);
            (around(now) == around(path) && alike >= ALIKE).then_some((alike, now))
        });
        let (alike, now) = came.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
        Some(LikelyRename { old: path.to_owned(), new: now.to_owned(), likeness: percent(alike) })
    });
    likely.collect()
}

/// The path of a part of a question, if this is what became of it.
fn part<'c>(change: &Change, class: Class, path: Option<&'c str>) -> Option<&'c str> {
    let of_a_question = matches!(change.subject.kind, Kind::Option | Kind::Row | Kind::Column);
    path.filter(|_| change.class == class && of_a_question)
}

fn around(path: &str) -> Option<&str> {
    path.rsplit_once('.').map(|(around, _)| around)
}

fn percent(likeness: f64) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of one lies between 0 and 100 percent"
    )]
    let percent = (likeness * 100.0).round() as u8;
    percent
}

/// How much of two texts is the same, of 1: signs and width aside.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    strsim::normalized_levenshtein(&folded(one), &folded(other))
}
