//! What of the new edition was what of the old: by its code, then by what `was` says, never by a guess.

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_core::alike::folded;
use setsumon_core::frozen::{self, Calc, Group, Model, Question, Repeat, Section, Variable};
use setsumon_core::names;
use setsumon_core::pairing;

use super::ends::Ends;
use super::same::Same;
use super::side::Side;
use super::words::{Words, said};

/// Both editions, their texts' comparer, and what became of what.
#[derive(Debug)]
pub(super) struct Step<'m> {
    pub(super) old: Side<'m>,
    pub(super) new: Side<'m>,
    pub(super) words: Words,
    /// The early ends of the old edition, and of the new.
    pub(super) ends: (Ends<'m>, Ends<'m>),
    /// Which conditions are the same in both.
    pub(super) same: Same,
    /// By the name of a new variable, what it was.
    was: FxHashMap<&'m str, Vec<&'m Variable>>,
    /// By the name of an old variable, what it became.
    became: FxHashMap<&'m str, &'m Variable>,
    /// By the path of a new question, what it was.
    question_was: FxHashMap<&'m str, &'m Question>,
    /// The paths of old questions that became something.
    carried: FxHashSet<&'m str>,
    /// The captions of the old edition, as they are read, with the paths of what bears them.
    captions: FxHashMap<String, Vec<&'m str>>,
}

impl<'m> Step<'m> {
    pub(super) fn new(old: &'m Model, new: &'m Model) -> Self {
        let (old_side, new_side) = (Side::new(old), Side::new(new));
        let was = former(&old_side, new);
        let mut became = FxHashMap::default();
        for variable in new.variables.iter().filter(|variable| variable.role != frozen::Role::Last) {
            for before in was.get(variable.name.as_str()).into_iter().flatten() {
                became.insert(before.name.as_str(), variable);
            }
        }
        let now = |path: &str| {
            let name = names::of(path);
            became
                .get(name.as_str())
                .and_then(|variable: &&Variable| variable.question.clone())
                .unwrap_or_else(|| path.to_owned())
        };
        let renamed = became.iter().filter(|(before, variable)| **before != variable.name);
        let renamed = renamed.flat_map(|(before, variable)| {
            let both = ((*before).to_owned(), variable.name.clone());
            [both.clone(), (format!("last.{}", both.0), format!("last.{}", both.1))]
        });
        let words = Words::new((old, old_side.groups()), (new, new_side.groups()), &now, renamed.collect());
        let mut step = Self {
            words,
            ends: (Ends::of(&old_side), Ends::of(&new_side)),
            old: old_side,
            new: new_side,
            same: Same::default(),
            was,
            became,
            question_was: FxHashMap::default(),
            carried: FxHashSet::default(),
            captions: captions(old),
        };
        step.pair_questions();
        step.same = Same::of(&step);
        step
    }

    /// Whether a question bears under its old code the words that stood at another.
    pub(super) fn has_the_words_of_another(&self, old: &Question, new: &Question) -> bool {
        let bearers = self.captions.get(&folded(&said(&new.name)));
        old.code == new.code && bearers.is_some_and(|paths| !paths.contains(&old.path.as_str()))
    }

    fn pair_questions(&mut self) {
        for question in &self.new.model.questions {
            let by_variable = self.new.variables_of(question).iter().find_map(|variable| {
                let before = self.was(&variable.name).first()?;
                self.old.question(before.question.as_deref()?)
            });
            let by_path = || self.old.question(&question.path).filter(|old| !self.carried.contains(old.path.as_str()));
            // A write-in that became a question of its own is another thing than the question it stood in.
            if let Some(old) = by_variable.or_else(by_path) {
                self.carried.insert(&old.path);
                self.question_was.insert(&question.path, old);
            }
        }
        // What went into another as a whole, with others or as a row of it, is not gone.
        let went = |old: &&Question| {
            let own = self.old.variables_of(old);
            let kept = |name: &str| self.became(name).is_some_and(|now| now.role != frozen::Role::Retired);
            !own.is_empty() && own.iter().all(|variable| kept(&variable.name))
        };
        let went: Vec<&str> = self.old.model.questions.iter().filter(went).map(|old| old.path.as_str()).collect();
        self.carried.extend(went);
    }

    /// What a variable of the new edition was; several, where they were merged.
    pub(super) fn was(&self, name: &str) -> &[&'m Variable] {
        self.was.get(name).map_or(&[], Vec::as_slice)
    }

    /// What a variable of the old edition became.
    pub(super) fn became(&self, name: &str) -> Option<&'m Variable> {
        self.became.get(name).copied()
    }

    /// What a question of the new edition was.
    pub(super) fn question_was(&self, question: &Question) -> Option<&'m Question> {
        self.question_was.get(question.path.as_str()).copied()
    }

    /// Whether a question of the old edition became something.
    pub(super) fn is_carried(&self, old: &Question) -> bool {
        self.carried.contains(old.path.as_str())
    }

    /// What a roster of the new edition was: by its name, else where its first question was, if no roster has that name any more.
    pub(super) fn roster_was(&self, roster: &Repeat) -> Option<&'m Repeat> {
        self.old.roster(&roster.name).or_else(|| {
            let inside = |around: &str, path: &str| path.strip_prefix(around).is_some_and(|rest| rest.starts_with('.'));
            let own = self.new.model.questions.iter().filter(|question| inside(&roster.path, &question.path));
            let before = own
                .filter_map(|question| self.question_was(question))
                .find_map(|old| self.old.model.repeats.iter().find(|known| inside(&known.path, &old.path)));
            before.filter(|old| self.new.roster(&old.name).is_none())
        })
    }

    /// What a group of the new edition was: by its path, else what its first question stood in, if no group has that path any more.
    pub(super) fn group_was(&self, group: &Group) -> Option<&'m Group> {
        self.old.group(&group.path).or_else(|| {
            let own = Side::directly_in(group).filter_map(|path| self.new.question(path));
            let before = own.filter_map(|question| self.question_was(question));
            let mut around = before.filter_map(|old| self.old.group_around(&old.path));
            around.next().filter(|old| self.new.group(&old.path).is_none())
        })
    }

    /// What a derived value of the new edition was: by its name, else where that was in which it stands. It moves as the questions do.
    pub(super) fn calc_was(&self, calc: &Calc) -> Option<&'m Calc> {
        let before = &self.old.model.calcs;
        before.iter().find(|old| old.name == calc.name).or_else(|| {
            let (around, code) = calc.path.rsplit_once('.')?;
            let path = format!("{}.{code}", self.path_was(around)?);
            let now = &self.new.model.calcs;
            before.iter().find(|old| old.path == path).filter(|old| now.iter().all(|other| other.name != old.name))
        })
    }

    /// The path then of a section, roster or group; of what has none of its own, that of what it stands in goes before its code.
    fn path_was(&self, path: &str) -> Option<String> {
        let group = || self.group_was(self.new.group(path)?).map(|old| old.path.clone());
        let roster = || {
            let roster = self.new.model.repeats.iter().find(|roster| roster.path == path)?;
            self.roster_was(roster).map(|old| old.path.clone())
        };
        let section = || self.section_was(self.new.section(path)?).map(|old| old.code.clone());
        let inside = || {
            let (around, code) = path.rsplit_once('.')?;
            Some(format!("{}.{code}", self.path_was(around)?))
        };
        group().or_else(roster).or_else(section).or_else(inside)
    }

    /// What a section of the new edition was: by its code, else where its first variable was that is no longer there.
    pub(super) fn section_was(&self, section: &Section) -> Option<&'m Section> {
        self.old.section(&section.code).or_else(|| {
            let own = self.new.questions_of(Some(&section.code)).iter();
            let before = own.filter_map(|question| self.question_was(question)?.section.as_deref());
            before.filter(|code| self.new.section(code).is_none()).find_map(|code| self.old.section(code))
        })
    }
}

fn former<'m>(old: &Side<'m>, new: &'m Model) -> FxHashMap<&'m str, Vec<&'m Variable>> {
    let same_edition = old.model.survey.edition == new.survey.edition;
    let current = new.variables.iter().filter(|variable| variable.role != frozen::Role::Last);
    // What `was` says, it says of the edition before: of an edition with itself it says nothing.
    let said = |variable: &'m Variable| if same_edition { &[][..] } else { variable.was.as_slice() };
    let names: Vec<(&str, &[String])> = current.map(|variable| (variable.name.as_str(), said(variable))).collect();
    let former = pairing::former(&names, |name| old.variable(name).is_some());
    let mut was = FxHashMap::default();
    for ((name, _), before) in names.into_iter().zip(former) {
        if !before.is_empty() {
            was.insert(name, before.into_iter().filter_map(|name| old.variable(name)).collect());
        }
    }
    was
}

/// The captions of an edition, and what bears them.
fn captions(model: &Model) -> FxHashMap<String, Vec<&str>> {
    let mut found: FxHashMap<String, Vec<&str>> = FxHashMap::default();
    for question in &model.questions {
        found.entry(folded(&said(&question.name))).or_default().push(&question.path);
    }
    found
}
