//! What looks like one thing under two codes: suggested to the author, never acted upon.

use std::mem::{Discriminant, discriminant};

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_core::alike::folded;
use setsumon_core::frozen::{Calc, CalcValue, Question};

use super::pairs::Step;
use super::side::type_name;
use super::words::said;
use super::{Change, Class, Kind, LikelyRename, flow};

/// From so many percent on two labels are called alike.
const ALIKE: f64 = 0.75;

/// With so many is each thing compared that is gone, those nearest to its place: a rename stays where it was, and where everything was
/// written anew no suggestion is worth the square of it.
const NEAR: usize = 200;

/// Words to be compared, folded once.
struct Words<T> {
    folded: String,
    whose: T,
}

impl<T> Words<T> {
    fn of(words: &str, whose: T) -> Self {
        Self { folded: folded(words), whose }
    }

    /// How much of two texts is the same, where that is enough to call them alike.
    fn alike<U>(&self, other: &Words<U>) -> Option<f64> {
        let (one, two) = (self.folded.chars().count(), other.folded.chars().count());
        // So much at least is to be added or taken away.
        let most = 1.0 - (one.abs_diff(two) as f64) / (one.max(two).max(1) as f64);
        let likeness = || strsim::normalized_levenshtein(&self.folded, &other.folded);
        (most >= ALIKE).then(likeness).filter(|likeness| *likeness >= ALIKE)
    }
}

/// What is new, in its order.
struct Came<U> {
    all: Vec<Words<U>>,
    /// The last of those with the same words.
    by_words: FxHashMap<String, usize>,
}

impl<U> Default for Came<U> {
    fn default() -> Self {
        Self { all: Vec::new(), by_words: FxHashMap::default() }
    }
}

impl<U> Came<U> {
    fn push(&mut self, words: Words<U>) {
        self.by_words.insert(words.folded.clone(), self.all.len());
        self.all.push(words);
    }

    /// The one most like what is gone, of those nearest to a place and of those with the very same words wherever they stand.
    fn likeliest<T>(&self, gone: &Words<T>, at: usize) -> Option<(f64, &U)> {
        let from = at.saturating_sub(NEAR / 2).min(self.all.len().saturating_sub(NEAR));
        let near = self.all.iter().skip(from).take(NEAR);
        let far = self.by_words.get(&gone.folded).and_then(|at| self.all.get(*at));
        let alike = far.into_iter().chain(near).filter_map(|new| Some((gone.alike(new)?, &new.whose)));
        alike.max_by(|(one, _), (other, _)| one.total_cmp(other))
    }
}

/// For each question that is gone, the new one of its type whose words are most like its own.
pub(super) fn renames(step: &Step<'_>) -> Vec<LikelyRename> {
    let is_part = |new: &Question| step.new.variables_of(new).iter().any(|variable| variable.splits.is_some());
    let is_new = |new: &&Question| step.question_was(new).is_none() && !is_part(new);
    let is_gone = |old: &&Question| !step.is_carried(old) && !step.old.is_retired(old);
    let mut came: FxHashMap<String, Came<(usize, &Question)>> = FxHashMap::default();
    for (carried, new) in placed(&step.new.model.questions, is_new) {
        came.entry(type_name(&new.answer)).or_default().push(Words::of(&said(&new.name), (carried, new)));
    }
    let mut behind: FxHashMap<(String, usize), usize> = FxHashMap::default();
    let mut likely = Vec::new();
    for (carried, old) in placed(&step.old.model.questions, is_gone) {
        let sort = type_name(&old.answer);
        let Some(came) = came.get(&sort) else { continue };
        // Of several between the same neighbours, each is looked for where it stood among them.
        let among = behind.entry((sort, carried)).or_default();
        let at = came.all.partition_point(|new| new.whose.0 < carried).saturating_add(*among);
        *among = among.saturating_add(1);
        if let Some((likeness, (_, new))) = came.likeliest(&Words::of(&said(&old.name), ()), at) {
            likely.push(LikelyRename { old: old.path.clone(), new: new.path.clone(), likeness: percent(likeness) });
        }
    }
    likely.sort_by(|one, other| other.likeness.cmp(&one.likeness).then_with(|| one.old.cmp(&other.old)));
    likely
}

/// Those of the questions that are meant, each with how many of the others stand before it.
fn placed<'q>(
    questions: &'q [Question],
    is_meant: impl Fn(&&'q Question) -> bool,
) -> impl Iterator<Item = (usize, &'q Question)> {
    let mut others = 0_usize;
    questions.iter().filter_map(move |question| {
        let meant = is_meant(&question);
        others = others.saturating_add(usize::from(!meant));
        meant.then_some((others, question))
    })
}

/// For each derived value that is gone, the new one of its kind that is computed as it was, or whose words are most like its own.
pub(super) fn renamed_calcs(step: &Step<'_>) -> Vec<LikelyRename> {
    let (before, after) = (&step.old.model.calcs, &step.new.model.calcs);
    let kept: FxHashSet<&str> = after.iter().filter_map(|calc| Some(step.calc_was(calc)?.name.as_str())).collect();
    let mut came: FxHashMap<Discriminant<CalcValue>, Came<&Calc>> = FxHashMap::default();
    let mut computed: FxHashMap<String, Vec<&Calc>> = FxHashMap::default();
    for calc in after.iter().filter(|calc| step.calc_was(calc).is_none()) {
        came.entry(discriminant(&calc.value)).or_default().push(Words::of(&said(&calc.label), calc));
        computed.entry(flow::term_after(step, &calc.term)).or_default().push(calc);
    }
    let mut likely = Vec::new();
    for (at, old) in before.iter().filter(|calc| !kept.contains(calc.name.as_str())).enumerate() {
        let as_before = computed.get(&flow::term_before(step, &old.term));
        let as_before = as_before.and_then(|calcs| calcs.iter().find(|new| new.value == old.value));
        let alike = || came.get(&discriminant(&old.value))?.likeliest(&Words::of(&said(&old.label), ()), at);
        let found = as_before.map(|new| (1.0, new)).or_else(alike);
        if let Some((likeness, new)) = found {
            likely.push(LikelyRename { old: old.path.clone(), new: new.path.clone(), likeness: percent(likeness) });
        }
    }
    likely
}

/// For each option, row or column that is gone, the new one of its question whose words are most like its own.
pub(super) fn renamed_parts(changes: &[Change]) -> Vec<LikelyRename> {
    type Owner<'c> = (Kind, Option<&'c str>);
    let mut came: FxHashMap<Owner<'_>, Came<&str>> = FxHashMap::default();
    for change in changes {
        if let Some(now) = part(change, true, change.subject.new.as_deref()) {
            let owner = (change.subject.kind, around(now));
            came.entry(owner).or_default().push(Words::of(&change.subject.name, now));
        }
    }
    let mut gone: FxHashMap<Owner<'_>, usize> = FxHashMap::default();
    let mut likely = Vec::new();
    for change in changes {
        let Some(path) = part(change, false, change.subject.old.as_deref()) else { continue };
        let owner = (change.subject.kind, around(path));
        let at = gone.entry(owner).or_default();
        let here = *at;
        *at = at.saturating_add(1);
        let found = came.get(&owner).and_then(|came| came.likeliest(&Words::of(&change.subject.name, ()), here));
        if let Some((alike, now)) = found {
            likely.push(LikelyRename { old: path.to_owned(), new: (*now).to_owned(), likeness: percent(alike) });
        }
    }
    likely
}

/// The path of a part of a question that came or went.
fn part<'c>(change: &Change, came: bool, path: Option<&'c str>) -> Option<&'c str> {
    let class = match (change.subject.kind, came) {
        (Kind::Option, true) => Class::OptionAdded,
        (Kind::Option, false) => Class::OptionRemoved,
        (Kind::Row | Kind::Column, true) => Class::Added,
        (Kind::Row | Kind::Column, false) => Class::Removed,
        (_, _) => return None,
    };
    path.filter(|_| change.class == class)
}

/// One option or row that is gone, where several new ones stand: only its author knows whether they are its parts.
#[derive(Debug)]
pub(crate) struct LikelySplit {
    /// The path that is gone.
    pub(crate) old: String,
    /// The paths that are new.
    pub(crate) parts: Vec<String>,
    /// Whether their words have something of its own.
    pub(crate) is_alike: bool,
}

/// For each option or row that is gone alone between its neighbours, the new ones that stand there, if they are several.
pub(super) fn splits(step: &Step<'_>, changes: &[Change]) -> Vec<LikelySplit> {
    let mut came: FxHashMap<(Kind, &str), FxHashMap<&str, &str>> = FxHashMap::default();
    let mut gone: Vec<(Kind, &str, &str, &str)> = Vec::new();
    for change in changes {
        let (kind, name) = (change.subject.kind, change.subject.name.as_str());
        if let Some((owner, code)) =
            part(change, true, change.subject.new.as_deref()).and_then(|path| path.rsplit_once('.'))
        {
            came.entry((kind, owner)).or_default().insert(code, name);
        }
        let went = change.subject.old.as_deref().filter(|_| change.subject.new.is_none());
        if let Some((owner, code)) = part(change, false, went).and_then(|path| path.rsplit_once('.')) {
            gone.push((kind, owner, code, name));
        }
    }
    let mut found = Vec::new();
    for (kind, owner, code, name) in &gone {
        let Some(new) = came.get(&(*kind, *owner)).filter(|new| new.len() > 1) else { continue };
        let (Some(old), Some(now)) = (step.old.question(owner), step.new.question(owner)) else { continue };
        let (before, after) = (super::codes(old, *kind), super::codes(now, *kind));
        let parts: Vec<&str> =
            stand_there(&before, &after, code).into_iter().filter(|code| new.contains_key(code)).collect();
        if parts.len() < 2 {
            continue;
        }
        let words = pieces(name);
        let is_alike = parts
            .iter()
            .filter_map(|part| new.get(part))
            .any(|part| likeness(name, part) >= ALIKE || pieces(part).iter().any(|piece| words.contains(piece)));
        found.push(LikelySplit {
            old: format!("{owner}.{code}"),
            parts: parts.into_iter().map(|part| format!("{owner}.{part}")).collect(),
            is_alike,
        });
    }
    found
}

/// The codes between the neighbours of one that is gone, where it alone is gone between them.
fn stand_there<'c>(before: &[String], after: &'c [String], gone: &str) -> Vec<&'c str> {
    let stays: FxHashSet<&str> = after.iter().map(String::as_str).collect();
    let Some(place) = before.iter().position(|code| code == gone) else { return Vec::new() };
    let (earlier, later) = before.split_at(place);
    let is_there = |code: &&String| stays.contains(code.as_str());
    let alone = earlier.last().is_none_or(|code| is_there(&code)) && later.get(1).is_none_or(|code| is_there(&code));
    if !alone {
        return Vec::new();
    }
    let known: FxHashSet<&str> = before.iter().map(String::as_str).collect();
    let from = earlier.last().and_then(|code| after.iter().position(|known| known == code)).map_or(0, |at| at + 1);
    after.iter().skip(from).map(String::as_str).take_while(|code| !known.contains(code)).collect()
}

/// What words are told apart by: words of three letters and more, two signs where words are not parted.
fn pieces(words: &str) -> FxHashSet<String> {
    let folded = words.to_lowercase();
    let mut found = FxHashSet::default();
    for word in folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.is_ascii() {
            found.extend((word.len() > 2).then(|| word.to_owned()));
            continue;
        }
        let signs: Vec<char> = word.chars().collect();
        found.extend(signs.windows(2).map(|two| two.iter().collect::<String>()));
    }
    found
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
