//! Sections, groups, rosters and questions: which came and went, and what changed about those that stayed.

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_core::decide::Relation;
use setsumon_core::frozen::{self, Entry, FieldKind, Group, Question, Repeat, Section, Text, Type};
use setsumon_core::walk::all;

use super::came::{Came, Split};
use super::pairs::Step;
use super::side::Side;
use super::words::{Difference, said};
use super::{Change, Class, Kind, Part, Subject, WordsOf, answers, change, flow, options, order, prose};

/// Everything about sections and what stands in them, in reading order.
pub(super) fn changes(step: &Step<'_>, changes: &mut Vec<Change>) {
    let mut walk = Walk {
        step,
        added: FxHashSet::default(),
        removed: FxHashSet::default(),
        around: FxHashMap::default(),
        come: FxHashMap::default(),
        parts: FxHashMap::default(),
        split: Split::default(),
        seen: FxHashSet::default(),
    };
    walk.parts(changes);
    let moved = moved_sections(step);
    for section in &step.new.model.sections {
        walk.section(section, moved.contains(section.code.as_str()), changes);
    }
    walk.questions_of(None, changes);
    walk.gone(changes);
    // What became several is told at its parts, where it is kept besides.
    changes.retain(|change| {
        let old = change.subject.old.as_deref().filter(|old| walk.split.tells_of(old));
        change.class != Class::Removed || !old.is_some_and(|old| lost(step, old).is_empty())
    });
}

struct Walk<'a, 'm> {
    step: &'a Step<'m>,
    /// Paths of what is new or gone as a whole, so that what is inside is not told again.
    added: FxHashSet<String>,
    removed: FxHashSet<String>,
    /// How those who are asked a section or question lie to those who were.
    around: FxHashMap<String, Relation>,
    /// How those who come as far lie to those who came, by how many early ends stand before.
    come: FxHashMap<(usize, usize), Relation>,
    /// How those who are asked the part that a section lies in lie to those who were.
    parts: FxHashMap<&'m str, Relation>,
    /// What became several.
    split: Split,
    /// Paths of what has been held against something new: what went of it is told once.
    seen: FxHashSet<String>,
}

impl<'m> Walk<'_, 'm> {
    fn parts(&mut self, changes: &mut Vec<Change>) {
        let (before, after) = (self.step.old.parts(), self.step.new.parts());
        for part in &after {
            let subject =
                |old: bool| subject(Kind::Part, old.then_some(part.code.as_str()), Some(&part.code), &part.label);
            match before.iter().find(|old| old.code == part.code) {
                None => changes.push(change(Class::Added, subject(false))),
                Some(old) => {
                    let pairs = [
                        (Part::Label, Some(&old.label), Some(&part.label), Class::Wording),
                        (Part::Lead, old.lead.as_ref(), part.lead.as_ref(), Class::Guidance),
                    ];
                    texts(self.step, &subject(true), &pairs, changes);
                    number(&subject(true), old.number.as_ref(), part.number.as_ref(), changes);
                    let come = self.come_as_far(&old.code, &part.code);
                    let relation = flow::asked(self.step, old.asked, part.asked);
                    if let Some(class) = flow::class(relation).filter(|_| relation != come) {
                        let mut asked = change(class, subject(true));
                        asked.old = old.who.as_ref().map(said);
                        asked.new = part.who.as_ref().map(said);
                        changes.push(asked);
                    }
                    self.parts.extend(sections_in(&part.entries).into_iter().map(|code| (code, relation)));
                }
            }
        }
        for gone in before.iter().filter(|old| after.iter().all(|part| part.code != old.code)) {
            changes.push(change(Class::Removed, subject(Kind::Part, Some(&gone.code), None, &gone.label)));
        }
    }

    fn section(&mut self, section: &Section, moved: bool, changes: &mut Vec<Change>) {
        let Some(old) = self.step.section_was(section) else {
            let mut added = change(Class::Added, subject(Kind::Section, None, Some(&section.code), &section.label));
            added.variables = self.step.new.names_under(&section.code);
            changes.push(added);
            self.added.insert(section.code.clone());
            return self.questions_of(Some(&section.code), changes);
        };
        let subject = subject(Kind::Section, Some(&old.code), Some(&section.code), &section.label);
        if old.code != section.code {
            changes.push(change(Class::Renamed, subject.clone()));
        }
        let pairs = [
            (Part::Label, Some(&old.label), Some(&section.label), Class::Wording),
            (Part::Lead, old.lead.as_ref(), section.lead.as_ref(), Class::Guidance),
        ];
        texts(self.step, &subject, &pairs, changes);
        if moved {
            changes.push(change(Class::Moved, subject.clone()));
        }
        number(&subject, old.number.as_ref(), section.number.as_ref(), changes);
        let relation = flow::asked(self.step, old.asked, section.asked);
        let part = self.parts.get(section.code.as_str()).copied().unwrap_or(Relation::Equal);
        let around = [part, self.come_as_far(&old.code, &section.code)];
        if let Some(class) = flow::class(relation).filter(|_| !around.contains(&relation)) {
            let mut asked = change(class, subject.clone());
            asked.old = old.who.as_ref().map(said);
            asked.new = section.who.as_ref().map(said);
            asked.variables = self.step.new.names_under(&section.code);
            changes.push(asked);
        }
        self.around.insert(section.code.clone(), relation);
        prose::section(self.step, old, section, &subject, changes);
        self.groups(&section.code, changes);
        self.questions_of(Some(&section.code), changes);
    }

    /// The groups and rosters of a section, which have words of their own.
    fn groups(&mut self, section: &str, changes: &mut Vec<Change>) {
        let within = format!("{section}.");
        for group in self.step.new.groups_of(section) {
            let old = self.step.group_was(group);
            // What stands around what was there before says something new of that; around what is new it is told with it.
            let mut own = Side::directly_in(group).filter_map(|path| self.step.new.question(path));
            if old.is_none() && !own.any(|question| self.step.question_was(question).is_some()) {
                continue;
            }
            let name = group.label.as_ref().or(group.lead.as_ref());
            let before = old.map(|old| old.path.as_str());
            let subject = subject(Kind::Group, before, Some(&group.path), name.unwrap_or(&nothing()));
            texts(self.step, &subject, &words_around(old, Some(group)), changes);
            let number_before = old.and_then(|old| old.number.as_ref());
            number(&subject, number_before, group.number.as_ref(), changes);
        }
        self.ungrouped(section, changes);
        for roster in self.step.new.model.repeats.iter().filter(|roster| roster.path.starts_with(&within)) {
            let Some(old) = self.step.roster_was(roster) else {
                let mut added = change(Class::Added, subject(Kind::Roster, None, Some(&roster.path), &roster.label));
                added.variables = self.step.new.names_under(&roster.path);
                changes.push(added);
                self.added.insert(roster.path.clone());
                continue;
            };
            let subject = subject(Kind::Roster, Some(&old.path), Some(&roster.path), &roster.label);
            let code = |path: &'m str| path.rsplit('.').next();
            // A renamed section takes along what stands in it.
            if code(&old.path) != code(&roster.path) {
                changes.push(change(Class::Renamed, subject.clone()));
            }
            let pairs = [
                (Part::Label, Some(&old.label), Some(&roster.label), Class::Wording),
                (Part::Lead, old.lead.as_ref(), roster.lead.as_ref(), Class::Guidance),
                (Part::Hint, old.hint.as_ref(), roster.hint.as_ref(), Class::Guidance),
            ];
            texts(self.step, &subject, &pairs, changes);
            number(&subject, old.number.as_ref(), roster.number.as_ref(), changes);
            if (old.min, old.max) != (roster.min, roster.max) && self.is_asked(roster) {
                let mut range = change(Class::Range, subject.clone());
                range.old = Some(format!("{}..{}", old.min, old.max));
                range.new = Some(format!("{}..{}", roster.min, roster.max));
                changes.push(range);
            }
            // How many entries there are lies where they do.
            changes.extend(answers::privacy(self.step, &subject, [old.personal, roster.personal]));
            let relation = flow::asked(self.step, old.asked, roster.asked);
            let around = self.around.get(section).copied().unwrap_or(Relation::Equal);
            let around = [around, self.come_as_far(&old.path, &roster.path)];
            if let Some(class) = flow::class(relation).filter(|_| !around.contains(&relation)) {
                changes.push(change(class, subject));
            }
            self.around.insert(roster.path.clone(), relation);
        }
    }

    /// What stood in a group that is no more has lost the words of that: told at the first of it.
    fn ungrouped(&self, section: &str, changes: &mut Vec<Change>) {
        let step = self.step;
        let kept: FxHashSet<&str> =
            step.new.groups().iter().filter_map(|group| Some(step.group_was(group)?.path.as_str())).collect();
        let mut told = FxHashSet::default();
        for question in step.new.questions_of(Some(section)) {
            let Some(old) = step.question_was(question).filter(|_| !step.new.is_retired(question)) else { continue };
            let around = step.old.group_around(&old.path).filter(|group| !kept.contains(group.path.as_str()));
            // In another group it reads what that says, which is told there.
            let Some(group) = around.filter(|_| step.new.group_around(&question.path).is_none()) else { continue };
            if told.insert(group.path.as_str()) {
                let subject = subject(Kind::Question, Some(&old.path), Some(&question.path), &question.name);
                texts(step, &subject, &words_around(Some(group), None), changes);
            }
        }
    }

    /// Whether a roster is more than history.
    fn is_asked(&self, roster: &Repeat) -> bool {
        let own = |variable: &frozen::Variable| variable.repeat.as_ref() == Some(&roster.name);
        let mut own = self.step.new.model.variables.iter().filter(|variable| own(variable));
        own.any(|variable| variable.role == frozen::Role::Answer)
    }

    fn questions_of(&mut self, section: Option<&str>, changes: &mut Vec<Change>) {
        let step = self.step;
        let own = step.new.questions_of(section);
        let moved = moved_questions(step, own);
        for question in own {
            match step.question_was(question) {
                None => self.added_question(question, changes),
                Some(old) => self.pair(old, question, moved.contains(question.path.as_str()), changes),
            }
        }
    }

    fn added_question(&mut self, question: &Question, changes: &mut Vec<Change>) {
        let covered = within(&self.added, &question.path);
        self.added.insert(question.path.clone());
        let variables = self.step.new.variables_of(question);
        let split = variables.iter().find_map(|variable| variable.splits.as_deref());
        // What was retired before anybody was asked it is nothing new.
        if covered || self.step.new.is_retired(question) {
            return;
        }
        match split {
            Some(name) => self.split.part(self.step, name, question, changes),
            None => {
                let mut added =
                    change(Class::Added, subject(Kind::Question, None, Some(&question.path), &question.name));
                added.variables = self.step.new.names_under(&question.path);
                changes.push(added);
            }
        }
    }

    fn pair(&mut self, old: &Question, new: &Question, moved: bool, changes: &mut Vec<Change>) {
        let step = self.step;
        let subject = subject(Kind::Question, Some(&old.path), Some(&new.path), &new.name);
        if step.new.is_retired(new) {
            if !step.old.is_retired(old) {
                let mut removed = change(Class::Removed, subject);
                removed.variables = step.old.names_under(&old.path);
                changes.push(removed);
            }
            return;
        }
        let begin = changes.len();
        let came = Came::of(step, old, new);
        let subject = came.place().map_or(subject.clone(), |was| Subject { old: Some(was), ..subject });
        let same_place = new.nested && within_renamed(step, old, new);
        if let Some(several) = came.several() {
            let mut change = change(Class::Merged, subject.clone());
            change.old = Some(several.join(", "));
            change.new = Some(said(&new.name));
            changes.push(change);
        } else if old.path != new.path && !same_place {
            changes.push(change(Class::Renamed, subject.clone()));
        }
        if moved
            || (old.section != new.section && step.old.section(new.section.as_deref().unwrap_or_default()).is_some())
        {
            changes.push(change(Class::Moved, subject.clone()));
        }
        number(&subject, old.number.as_ref(), new.number.as_ref(), changes);
        // Where a question has no caption, the sentence above it is the question.
        let lead = if new.label.is_none() { Class::Wording } else { Class::Guidance };
        let caption = if step.has_the_words_of_another(old, new) { Class::CodeReused } else { Class::Wording };
        let lead = if lead == Class::Wording { caption } else { lead };
        let label = came.label(old, new);
        let mut pairs = vec![(Part::Label, label.as_ref(), new.label.as_ref(), caption)];
        // How one of a table is answered is another sentence than how the table is.
        if came.is_alike() {
            pairs.extend([
                (Part::Lead, old.lead.as_ref(), new.lead.as_ref(), lead),
                (Part::Instruction, old.instruction.as_ref(), new.instruction.as_ref(), Class::Guidance),
                (Part::Hint, old.hint.as_ref(), new.hint.as_ref(), Class::Guidance),
                (Part::Beside, old.beside.as_ref(), new.beside.as_ref(), Class::Guidance),
            ]);
        }
        texts(step, &subject, &pairs, changes);
        for change in changes.iter_mut().skip(begin).filter(|change| change.class == Class::Wording) {
            change.words_of = if is_statement(new) { WordsOf::Statement } else { WordsOf::Question };
        }
        prose::notes(step, &old.notes, &new.notes, &subject, changes);
        answers::changes(step, old, new, &subject, changes);
        options::changes(step, (old, new), &came, self.seen.insert(old.path.clone()), changes);
        let around = [self.around_of(new), self.come_as_far(&old.path, &new.path)];
        let relation = flow::question(step, (old, new), &subject, around, changes);
        self.around.insert(new.path.clone(), relation);
        for change in changes.iter_mut().skip(begin) {
            if change.variables.is_empty() {
                change.variables = step.new.variables_of(new).iter().map(|variable| variable.name.clone()).collect();
            }
        }
    }

    /// How those who come as far as a thing lie to those who came.
    fn come_as_far(&mut self, old: &str, new: &str) -> Relation {
        let (step, ends) = (self.step, &self.step.ends);
        let (before, after) = (ends.0.before(old), ends.1.before(new));
        let decide = || flow::come_as_far(step, ends.0.first(before), ends.1.first(after));
        *self.come.entry((before, after)).or_insert_with(decide)
    }

    /// The relation of what a question stands in.
    fn around_of(&self, question: &Question) -> Relation {
        let mut path = question.path.as_str();
        while let Some((around, _)) = path.rsplit_once('.') {
            if let Some(relation) = self.around.get(around) {
                return *relation;
            }
            path = around;
        }
        Relation::Equal
    }

    fn gone(&mut self, changes: &mut Vec<Change>) {
        let step = self.step;
        let carried: FxHashSet<&str> = step
            .new
            .model
            .sections
            .iter()
            .filter_map(|new| step.section_was(new).map(|old| old.code.as_str()))
            .collect();
        for section in &step.old.model.sections {
            if !carried.contains(section.code.as_str()) {
                let mut gone =
                    change(Class::Removed, subject(Kind::Section, Some(&section.code), None, &section.label));
                gone.variables = lost(step, &section.code);
                changes.push(gone);
                self.removed.insert(section.code.clone());
            }
        }
        for question in &step.old.model.questions {
            if step.is_carried(question) || step.old.is_retired(question) {
                continue;
            }
            let covered = within(&self.removed, &question.path);
            self.removed.insert(question.path.clone());
            if !covered {
                let mut gone =
                    change(Class::Removed, subject(Kind::Question, Some(&question.path), None, &question.name));
                gone.variables = lost(step, &question.path);
                changes.push(gone);
            }
        }
    }
}

/// The variables under a path of the old edition that became nothing.
fn lost(step: &Step<'_>, path: &str) -> Vec<String> {
    step.old.names_under(path).into_iter().filter(|name| step.became(name).is_none()).collect()
}

/// Whether one of the paths is a true beginning of this one.
fn within(paths: &FxHashSet<String>, path: &str) -> bool {
    path.match_indices('.').any(|(at, _)| path.get(..at).is_some_and(|around| paths.contains(around)))
}

/// Whether a nested field has another path only because what it stands in has.
fn within_renamed(step: &Step<'_>, old: &Question, new: &Question) -> bool {
    let around = |path: &str| path.rsplit_once('.').map(|(around, _)| around.to_owned());
    old.code == new.code && around(&old.path) != around(&new.path) && step.old.question(&new.path).is_none()
}

/// Whether its caption is what its tick says.
fn is_statement(question: &Question) -> bool {
    let kind = match &question.answer {
        Type::Field { variable: _, field, specify: _, items: _, alternatives: _ } => Some(field.kind),
        Type::Single { variable: _, choices: _ }
        | Type::Multi { choices: _, pick: _ }
        | Type::Rank { choices: _, pick: _ }
        | Type::Gate { variable: _, options: _ }
        | Type::Grid { rows: _, cells: _ } => None,
    };
    kind == Some(FieldKind::Flag)
}

/// The words that a group says of what stands in it.
fn words_around<'t>(old: Option<&'t Group>, new: Option<&'t Group>) -> [Words<'t>; 4] {
    let both = |words: fn(&Group) -> Option<&Text>| (old.and_then(words), new.and_then(words));
    let [label, lead, hint, beside] = [
        both(|group| group.label.as_ref()),
        both(|group| group.lead.as_ref()),
        both(|group| group.hint.as_ref()),
        both(|group| group.beside.as_ref()),
    ];
    [
        (Part::Label, label.0, label.1, Class::Wording),
        (Part::Lead, lead.0, lead.1, Class::Guidance),
        (Part::Hint, hint.0, hint.1, Class::Guidance),
        (Part::Beside, beside.0, beside.1, Class::Guidance),
    ]
}

/// The words of a thing, then and now, and the class of a change of them.
pub(super) type Words<'t> = (Part, Option<&'t Text>, Option<&'t Text>, Class);

/// A change for each of the texts that is not as it was.
pub(super) fn texts(step: &Step<'_>, subject: &Subject, pairs: &[Words<'_>], changes: &mut Vec<Change>) {
    for (part, old, new, class) in pairs {
        let plain = |text: &Option<&Text>| text.map_or_else(String::new, said);
        let (before, after) = (plain(old), plain(new));
        let is_counted = *class == Class::Unit;
        if let Some(class) = class_of_words(step, &before, &after, *class) {
            let mut change = change(class, subject.clone());
            (change.part, change.old, change.new) = (Some(*part), Some(before), Some(after));
            if is_counted {
                change.words_of = WordsOf::Figure;
            }
            changes.push(change);
        }
    }
}

/// The class of a change of words, if it is one; `class` where they say something else.
pub(super) fn class_of_words(step: &Step<'_>, old: &str, new: &str, class: Class) -> Option<Class> {
    match step.words.difference(old, new) {
        Difference::None => None,
        Difference::RollOver => Some(Class::RollOver),
        Difference::Renumbered => Some(Class::Renumbered),
        Difference::Typography => Some(Class::Typography),
        // Who is sent elsewhere reads something else, and answers what they answered.
        Difference::Link => Some(Class::Guidance),
        Difference::Words => Some(class),
    }
}

pub(super) fn subject(kind: Kind, old: Option<&str>, new: Option<&str>, name: &Text) -> Subject {
    Subject { kind, old: old.map(str::to_owned), new: new.map(str::to_owned), name: said(name) }
}

fn number(subject: &Subject, old: Option<&String>, new: Option<&String>, changes: &mut Vec<Change>) {
    if let (Some(old), Some(new)) = (old, new)
        && old != new
    {
        let mut change = change(Class::Renumbered, subject.clone());
        (change.old, change.new) = (Some(old.clone()), Some(new.clone()));
        changes.push(change);
    }
}

fn moved_sections<'m>(step: &Step<'m>) -> FxHashSet<&'m str> {
    let places: FxHashMap<&str, usize> =
        step.old.model.sections.iter().enumerate().map(|(place, section)| (section.code.as_str(), place)).collect();
    let place = |code: &str| places.get(code).copied();
    let kept: Vec<(&str, usize)> = step
        .new
        .model
        .sections
        .iter()
        .filter_map(|section| Some((section.code.as_str(), place(&step.section_was(section)?.code)?)))
        .collect();
    moved_of(&kept)
}

fn moved_questions<'m>(step: &Step<'m>, own: &[&'m Question]) -> FxHashSet<&'m str> {
    // A field moves with what it stands in.
    let outer = own.iter().filter(|question| !question.nested);
    let kept: Vec<(&str, usize)> = outer
        .filter_map(|question| {
            let old = step.question_was(question).filter(|old| old.section == question.section)?;
            // What stood in another question had no place of its own.
            if Came::of(step, old, question).place().is_some() {
                return None;
            }
            Some((question.path.as_str(), step.old.place(old)?))
        })
        .collect();
    moved_of(&kept)
}

fn moved_of<'m>(kept: &[(&'m str, usize)]) -> FxHashSet<&'m str> {
    let places: Vec<usize> = kept.iter().map(|(_, place)| *place).collect();
    kept.iter().zip(order::moved(&places)).filter(|(_, moved)| *moved).map(|((path, _), _)| *path).collect()
}

pub(super) fn labelled(label: &[Text]) -> String {
    label.iter().map(said).collect::<Vec<_>>().join(" / ")
}

fn nothing() -> Text {
    Text::Plain(String::new())
}

/// The sections of a part.
fn sections_in(entries: &[Entry]) -> Vec<&str> {
    all(entries).filter_map(Entry::section).collect()
}
