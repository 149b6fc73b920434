//! What looks like one thing under two codes: suggested to the author, never acted upon.

use setsumon_core::alike::folded;
use setsumon_core::frozen::Question;

use super::LikelyRename;
use super::pairs::Step;
use super::side::type_name;
use super::words::said;

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
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of one lies between 0 and 100 percent"
    )]
    let percent = (likeness * 100.0).round() as u8;
    Some(LikelyRename { old: old.path.clone(), new: new.path.clone(), likeness: percent })
}

/// How much of two texts is the same, of 1: signs and width aside.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    strsim::normalized_levenshtein(&folded(one), &folded(other))
}
