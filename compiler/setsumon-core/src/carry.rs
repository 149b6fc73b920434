//! Which answers of the edition before say something else today, though they would fit: they are shown, and not filled in.
//!
//! Whoever ticked “In 2024” did not tick “In 2025”, 40 thousand is not 40, and 5 of 5 is not 5 of 7. Whoever wrote “beds” did not choose
//! the option of that code, and who liked the coffee of one row did not like the tea that stands there now. What `was` says of an option or
//! row is its author's word that it is the same, and `typo` that it is only written otherwise.

mod asked_of;
mod hangs_on;
mod kind;

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::alike::{Alike, alike, folded};
use crate::form::{CodeEntry, FieldKind, FieldSpec, Form, Marker, Points, Question, ReasonSort, Role, Value, Variable};
use crate::frozen::{self, Around, JOINT, PastCode, PastState, PastVariable, ValueKind};
use crate::ids::{CodeListId, QuestionId, VarId};
use crate::names;
use crate::text::Text;
use crate::unit::counted_in;

pub use kind::{Kind, comes_over};

/// An option whose words are others than they were, a figure that is counted otherwise, or an answer of another kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The variable that holds it: a code, or the option's own tick or rank.
    pub variable: VarId,
    /// Its code, where the variable holds one.
    pub code: Option<String>,
    /// What it said; of a figure or another answer what is to be read behind it: the unit that it was given in, the scale that it is a
    /// point of.
    pub words: String,
    /// What became of it.
    pub how: How,
}

/// What became of an option, a figure or another answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Its words speak of a year that moved with the edition.
    Moved,
    /// Its words say something else.
    Reworded,
    /// The figure is given in another unit, or counted in something else as the words around it say.
    Unit,
    /// The scale has other points, or other words at its ends.
    Scale,
    /// It is an answer of another kind.
    Kind,
    /// It is an option that was chosen, and today's answer is of another kind.
    Option,
    /// It was said of something else: of another row or column, to another statement, to a question whose series its author breaks, or
    /// in what stands in any of these, in an option that says something else or at a figure that is counted otherwise.
    OfOther,
}

impl How {
    /// Whether it is said of an answer that is shown itself, with words behind it, and not of an option, which is shown by its words.
    pub fn is_of_a_figure(self) -> bool {
        match self {
            Self::Moved | Self::Reworded | Self::Option => false,
            Self::Unit | Self::Scale | Self::Kind | Self::OfOther => true,
        }
    }
}

/// Whether answers that became one are parts of it, so that none of them is the whole: of figures 2 and 2 is no 2. Of all others the same
/// twice is the same.
pub fn is_amount(value: &Value) -> bool {
    match value {
        Value::Integer { min: _, max: _ } | Value::Decimal { digits: _, min: _, max: _ } => true,
        Value::Code(_)
        | Value::Tick
        | Value::Rank { max: _ }
        | Value::Month { min: _, max: _ }
        | Value::Date { min: _, max: _ }
        | Value::Text { shape: _, max_length: _, lines: _ } => false,
    }
}

/// The options and answers that say something else than in an edition before, of which these are the variables.
pub fn changed(form: &Form, before: &[PastVariable], edition: i64) -> Vec<Changed> {
    let before = Before::new(form, before, edition);
    form.variables().iter().flat_map(|(id, _)| before.changed(id)).collect()
}

/// The variables that are asked of a year which moved with the edition: see [`Before::is_of_a_year`].
pub fn of_a_year(form: &Form, before: &[PastVariable], edition: i64) -> Vec<VarId> {
    let before = Before::new(form, before, edition);
    form.variables().iter().map(|(id, _)| id).filter(|id| before.is_of_a_year(*id)).collect()
}

/// A form and the variables of an edition before, found by the names that they had then.
#[derive(Debug)]
pub struct Before<'f> {
    form: &'f Form,
    edition: i64,
    past: &'f [PastVariable],
    /// Where in them each name is.
    named: FxHashMap<&'f str, Vec<usize>>,
    /// The captions that stood there, as they are read; few steps ask for them.
    captions: OnceCell<FxHashSet<String>>,
    /// What stands around the questions today.
    around: OnceCell<Around>,
    /// What the reasons are of, by the paths that they are said of.
    reasons: FxHashMap<&'f str, ReasonSort>,
    /// The questions by their paths, for what stands in one of their options, rows or blanks.
    questions: FxHashMap<&'f str, QuestionId>,
}

impl<'f> Before<'f> {
    /// Of all that is known of an edition before: what it did not have itself is left out.
    pub fn new(form: &'f Form, past: &'f [PastVariable], edition: i64) -> Self {
        let mut named: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (place, variable) in past.iter().enumerate().filter(|(_, past)| past.editions.contains(&edition)) {
            named.entry(&variable.name).or_default().push(place);
        }
        let mut reasons = FxHashMap::default();
        for stated in form.reasons() {
            reasons.entry(stated.path.as_str()).or_insert(stated.reason.sort);
        }
        let questions = form.questions().iter().map(|(id, question)| (question.path.as_str(), id)).collect();
        Self { form, edition, past, named, captions: OnceCell::new(), around: OnceCell::new(), reasons, questions }
    }

    /// Whether a question was called so, as captions are read.
    fn had_caption(&self, words: &str) -> bool {
        let known = self.past.iter().filter(|past| past.editions.contains(&self.edition));
        let all = || known.map(|past| folded(caption(label_then(past, self.edition)))).collect();
        self.captions.get_or_init(all).contains(&folded(words))
    }

    /// What a variable was, in the order of that edition.
    fn was(&self, variable: &Variable) -> impl Iterator<Item = &'f PastVariable> {
        let mut places: Vec<usize> =
            names(variable).iter().filter_map(|name| self.named.get(name.as_str())).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.past.get(place))
    }

    /// The edition from which on an option's tick says what it says today. Of earlier ones it is known under the names that it had in the
    /// edition before; what it was called before that counts as something else.
    pub fn since(&self, id: VarId) -> i64 {
        let today = self.form.survey().edition;
        let variable = self.form.variables().get(id);
        if !self.changed(id).is_empty() {
            return today;
        }
        self.was(variable).map(said_since).max().unwrap_or(today)
    }

    /// What of a variable says something else.
    pub fn changed(&self, id: VarId) -> Vec<Changed> {
        let variable = self.form.variables().get(id);
        let each: Vec<Vec<Changed>> = self.was(variable).map(|past| self.changed_from(id, past)).collect();
        let figure = |changed: &[Changed]| changed.iter().find(|one| one.code.is_none()).cloned();
        let figures: Vec<Option<Changed>> = each.iter().map(|changed| figure(changed)).collect();
        let differ = figures.windows(2).any(|pair| matches!(pair, [one, other] if one != other));
        let mut all: Vec<Changed> = each.into_iter().flatten().collect();
        if differ {
            // Of several that were counted otherwise than one another, the unit of one would be false of what was said in the other: what
            // was given is shown as it stands.
            all.iter_mut().filter(|one| one.how.is_of_a_figure()).for_each(|one| one.words.clear());
        }
        all
    }

    fn step(&self, id: VarId) -> Step<'_> {
        Step { before: self, id, variable: self.form.variables().get(id) }
    }

    /// The same, of one of those that it was in that edition.
    pub fn changed_from(&self, id: VarId, past: &PastVariable) -> Vec<Changed> {
        let mut found = Vec::new();
        let step = self.step(id);
        let variable = step.variable;
        // What the office knows is asked of nobody, and is a figure of its unit all the same.
        let is_figure =
            matches!(variable.value, Value::Integer { min: _, max: _ } | Value::Decimal { digits: _, min: _, max: _ });
        if variable.role == Role::Given && is_figure {
            return step.unit(past).into_iter().collect();
        }
        if variable.role != Role::Answer || variable.marker == Marker::New {
            return found;
        }
        if step.is_of_another_kind(past) {
            step.kind(past, &mut found);
            return found;
        }
        if let Some(words) = step.of_other(past) {
            step.said_of(past, &words, &mut found);
            return found;
        }
        match &variable.value {
            Value::Code(list) => step.codes(*list, past, &mut found),
            Value::Tick | Value::Rank { max: _ } => found.extend(step.own(past)),
            Value::Integer { min: _, max: _ } => found.extend(step.unit(past).or_else(|| step.scale(past))),
            Value::Decimal { digits: _, min: _, max: _ } => found.extend(step.unit(past)),
            Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ } => {}
        }
        found
    }
}

impl Before<'_> {
    /// Whether the question of a variable, its row or column, what stands around it or what it stands in speaks of a year that moved with
    /// the edition. It is the same figure of the next year: one series, one column, and something to compare with, but last year's is not this year's.
    pub fn is_of_a_year(&self, id: VarId) -> bool {
        let variable = self.form.variables().get(id);
        let step = self.step(id);
        variable.role == Role::Answer
            && variable.marker != Marker::New
            && (step.hangs_on_a_year()
                || self.was(variable).any(|past| {
                    step.asked_of(past).is_some_and(|of| of.is == Alike::Moved) || step.is_under_a_year(past)
                }))
    }
}

struct Step<'f> {
    before: &'f Before<'f>,
    id: VarId,
    variable: &'f Variable,
}

impl Step<'_> {
    /// What an answer was said of, where that is something else today.
    fn of_other(&self, past: &PastVariable) -> Option<String> {
        let asked_of = self.asked_of(past).filter(|of| of.is == Alike::Other);
        asked_of.map(|of| of.words).or_else(|| self.hangs_on_other(past))
    }

    /// Whether an answer of then is none of today's kind. Where one answer became several or several one, each option is what it was.
    fn is_of_another_kind(&self, past: &PastVariable) -> bool {
        let Some(then) = self.state(past).filter(|_| self.variable.was_codes.is_empty()) else { return false };
        !comes_over(
            Kind::then(&then.value, then.blank),
            Kind::of(&self.variable.value, self.blank().map(|blank| &blank.kind)),
        )
    }

    /// All answers of a variable that is of another kind now; an option of then is shown in its words.
    fn kind(&self, past: &PastVariable, found: &mut Vec<Changed>) {
        let option = |code: Option<&str>, label: &str| {
            let (code, words) = (code.map(str::to_owned), label.to_owned());
            Changed { variable: self.id, code, words, how: How::Option }
        };
        match past.kind {
            ValueKind::Tick => found.push(option(None, &past.label)),
            ValueKind::Code => {
                let offered = past.codes.iter().filter(|code| code.editions.contains(&self.before.edition));
                found.extend(offered.map(|code| option(Some(&code.code), &code.label)));
                found.push(self.figure(String::new(), How::Kind));
            }
            ValueKind::Rank
            | ValueKind::Integer
            | ValueKind::Decimal
            | ValueKind::Month
            | ValueKind::Date
            | ValueKind::Text => {
                let counted = self.state(past).map_or("", counted_then);
                found.push(self.figure(self.behind(counted), How::Kind));
            }
        }
    }

    fn codes(&self, list: CodeListId, past: &PastVariable, found: &mut Vec<Changed>) {
        let known: FxHashMap<&str, &PastCode> = past
            .codes
            .iter()
            .rev()
            .filter(|code| code.editions.contains(&self.before.edition))
            .map(|code| (code.code.as_str(), code))
            .collect();
        let entries = &self.before.form.code_lists().get(list).codes;
        // `prev "{edition - 1}" was now`: what `now` was is there, and today's `now` was nothing.
        let gone: FxHashSet<&str> = entries.iter().flat_map(|entry| &entry.was).map(String::as_str).collect();
        for entry in
            entries.iter().filter(|entry| !entry.retired && entry.was.is_empty() && !gone.contains(entry.code.as_str()))
        {
            // What was a tick says what that said.
            let CodeEntry { code, label, value: _, means: _, retired: _, was: _, splits: _ } = entry;
            let changed = known.get(code.as_str()).and_then(|then| self.option(code, label, &then.label));
            found.extend(changed.map(|changed| Changed { code: Some(code.clone()), ..changed }));
        }
    }

    /// The option of a tick or a rank, which has a code of its own.
    fn own(&self, past: &PastVariable) -> Option<Changed> {
        let code = names::code(&self.variable.name);
        if let [only] = self.variable.was_codes.as_slice() {
            let then = past.codes.iter().find(|then| then.code == *only).filter(|_| only == code)?;
            return self.option(code, &self.variable.label, &then.label);
        }
        // A tick of a question by itself is the question, and so is a box in a column of blanks.
        let is_box = self.blank().is_some_and(|blank| blank.kind == FieldKind::Flag);
        let is_option =
            !is_box && self.variable.label.len() > 1 && code == names::code(&past.name) && self.keeps(past, code);
        if is_option { self.option(code, &self.variable.label, &past.label) } else { None }
    }

    /// Whether an option, row or column had this code, and its author does not say that it was others too.
    fn keeps(&self, past: &PastVariable, code: &str) -> bool {
        let has = |name: &str| names::codes(name).any(|own| own == code);
        has(&past.name) && self.variable.was.iter().all(|name| has(name))
    }

    fn option(&self, code: &str, label: &[Text], then: &str) -> Option<Changed> {
        let now = label.last()?.plain();
        // Headings and the question stand before it.
        let parts = now.matches(JOINT).count() + 1;
        let then = then
            .rmatch_indices(JOINT)
            .nth(parts - 1)
            .and_then(|(at, joint)| then.get(at + joint.len()..))
            .unwrap_or(then);
        let how = match alike((self.before.edition, then), (self.before.form.survey().edition, &now)) {
            Alike::Same => return None,
            Alike::Moved => How::Moved,
            Alike::Other if self.is_typo(code) => return None,
            Alike::Other => How::Reworded,
        };
        Some(Changed { variable: self.id, code: None, words: then.to_owned(), how })
    }

    /// A figure that is given in another unit.
    fn unit(&self, past: &PastVariable) -> Option<Changed> {
        let then = counted_then(self.state(past)?);
        let now = self.counted();
        let is_same = alike((self.before.edition, then), (self.before.form.survey().edition, &now)) == Alike::Same;
        if is_same || self.sort() == Some(ReasonSort::Typo) {
            return None;
        }
        Some(self.figure(self.behind(then), How::Unit))
    }

    /// What the figure is counted in.
    fn counted(&self) -> String {
        let plain = |text: Option<&Text>| text.map(Text::plain).unwrap_or_default();
        let (prefix, suffix) =
            self.blank().map_or((None, None), |blank| (blank.prefix.as_ref(), blank.suffix.as_ref()));
        counted_in(&plain(prefix), &plain(self.variable.unit.as_ref()), &plain(suffix))
    }

    /// A unit as it stands behind a figure.
    fn behind(&self, unit: &str) -> String {
        let space = if unit.is_empty() { "" } else { self.before.form.survey().locale.words().writing.gap };
        format!("{space}{unit}")
    }

    /// A point of a scale that had others, or other words at its ends.
    fn scale(&self, past: &PastVariable) -> Option<Changed> {
        let (from, to, ends) = self.points()?;
        let then = self.state(past)?;
        let frozen::Value::Integer { min, max } = then.value else { return None };
        let same_words = |now: &Text, then: &str| {
            alike((self.before.edition, then), (self.before.form.survey().edition, &now.plain())) == Alike::Same
        };
        // Words at ends that had none, or have none now, say of the points what the question said.
        let same_ends = match (&then.ends, ends) {
            (Some((first, last)), Some((low, high))) => same_words(low, first) && same_words(high, last),
            (None, _) | (_, None) => true,
        };
        if (min, max) == (from, to) && (same_ends || self.sort() == Some(ReasonSort::Typo)) {
            return None;
        }
        let say = &self.before.form.survey().locale.words().writing;
        let words = match &then.ends {
            Some((first, last)) => (say.scale_with_ends)(min, first, max, last),
            None => (say.scale)(min, max),
        };
        Some(self.figure(words, How::Scale))
    }

    /// The points and the words at the ends of the scale that a variable is a point of.
    fn points(&self) -> Option<Points<'_>> {
        self.blank()?.kind.points()
    }

    /// What the variable is written in.
    fn blank(&self) -> Option<&FieldSpec> {
        self.question()?.answer.blank_of(&self.variable.name)
    }

    fn figure(&self, words: String, how: How) -> Changed {
        Changed { variable: self.id, code: None, words, how }
    }

    /// How it was in the edition before.
    fn state<'p>(&self, past: &'p PastVariable) -> Option<&'p PastState> {
        state_then(past, self.before.edition)
    }

    fn question(&self) -> Option<&Question> {
        self.variable.question.map(|question| self.before.form.questions().get(question))
    }

    /// The sort of reason that is given at or around its question.
    fn sort(&self) -> Option<ReasonSort> {
        let question = self.question()?;
        question.breaks.as_ref().or(question.revised.as_ref()).map(|reason| reason.sort)
    }

    /// Whether the author says that only its writing changed, at the option or else at or around its question.
    fn is_typo(&self, code: &str) -> bool {
        let Some(question) = self.question() else { return false };
        let own = self.before.reasons.get(format!("{}.{code}", question.path).as_str()).copied();
        own.or(self.sort()) == Some(ReasonSort::Typo)
    }
}

/// How a variable was in an edition.
fn state_then(past: &PastVariable, edition: i64) -> Option<&PastState> {
    past.states.iter().rfind(|state| state.edition <= edition)
}

/// Its label in full in an edition. A state that began earlier may speak of the year of that edition: that a year moves is no other state.
fn label_then(past: &PastVariable, edition: i64) -> &str {
    if past.editions.last() == Some(&edition) {
        return &past.label;
    }
    state_then(past, edition).map_or(past.label.as_str(), |state| state.label.as_str())
}

/// What the question of a variable is called, of its label in full.
fn caption(label: &str) -> &str {
    label.split(JOINT).next().unwrap_or_default()
}

/// The edition from which on an option said what it said at last.
fn said_since(past: &PastVariable) -> i64 {
    let own = |label: &str| label.rsplit(JOINT).next().unwrap_or_default().to_owned();
    let mut since = past.editions.first().copied().unwrap_or_default();
    for pair in past.states.windows(2) {
        let [then, now] = pair else { continue };
        let is_typo = now.reasons.iter().any(|reason| reason.sort == frozen::ReasonSort::Typo);
        let same = alike((then.edition, &own(&then.label)), (now.edition, &own(&now.label))) == Alike::Same;
        if !now.was.is_empty() || !(same || is_typo) {
            since = now.edition;
        }
    }
    since
}

/// What a figure was counted in.
fn counted_then(state: &PastState) -> &str {
    state.counted.as_deref().or(state.unit.as_deref()).unwrap_or_default()
}

/// The names of a variable in the edition before.
fn names(variable: &Variable) -> &[String] {
    if variable.was.is_empty() { std::slice::from_ref(&variable.name) } else { &variable.was }
}
