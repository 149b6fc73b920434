//! Somebody who has the paper, a pen and answers in the pocket, and nothing else.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::evaluate::Scope;
use setsumon_core::form::{Answer, Form};
use setsumon_core::ids::{CondId, QuestionId, RepeatId, VarId};

use super::sheet::{Extent, Paper, Place, Rule, Stop};
use super::words::{Bound, Here, Says, Sign, Words};

/// How somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Obeys every sentence, and goes where arrows point.
    Careful,
    /// Goes where arrows point, and reads sentences only where they came without one.
    Arrows,
    /// Reads sentences alone.
    Sentences,
}

impl Manner {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Careful, Self::Arrows, Self::Sentences];
}

/// What a form's paper needs to be read, worked out once.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The form, for what the author said in words of their own.
    pub form: &'a Form,
    /// The paper.
    pub paper: &'a Paper,
    words: Words<'a>,
    keys: Keys<'a>,
    names: BTreeMap<&'a str, VarId>,
    /// The last step of each question and all that stands in it.
    last: BTreeMap<QuestionId, usize>,
    /// What each extent's sentence says, once read.
    said: RefCell<BTreeMap<usize, Result<Option<Says>, String>>>,
}

impl<'a> Reading<'a> {
    /// Of a form and its paper, which may lie.
    pub fn of(form: &'a Form, paper: &'a Paper) -> Self {
        let names: BTreeMap<&str, VarId> =
            form.variables().iter().map(|(id, variable)| (variable.name.as_str(), id)).collect();
        let mut last = BTreeMap::new();
        let paths: BTreeMap<&str, QuestionId> =
            form.questions().iter().map(|(id, question)| (question.path.as_str(), id)).collect();
        for (index, step) in paper.steps.iter().enumerate() {
            let Stop::Place(place, _) = &step.stop else { continue };
            let Some(question) = names.get(place.variable.as_str()).and_then(|id| form.variables().get(*id).question)
            else {
                continue;
            };
            // What a question stands in has a path that this one's begins with.
            let mut path = form.questions().get(question).path.as_str();
            loop {
                if let Some(id) = paths.get(path) {
                    last.insert(*id, index);
                }
                match path.rsplit_once('.') {
                    Some((outer, _)) => path = outer,
                    None => break,
                }
            }
        }
        let (words, keys) = (Words::of(form), Keys::of(form));
        Self { form, paper, words, keys, names, last, said: RefCell::default() }
    }

    /// The variable of a place.
    pub fn variable(&self, place: &Place) -> VarId {
        self.names[place.variable.as_str()]
    }

    /// Whether answers are right, as the judge has it, and what they fill in.
    pub fn keys(&self) -> &Keys<'a> {
        &self.keys
    }

    /// What the sentence of an extent says; none where everybody may.
    pub fn says(&self, index: usize) -> Result<Option<Says>, String> {
        if let Some(known) = self.said.borrow().get(&index) {
            return known.clone();
        }
        let extent = &self.paper.extents[index];
        let variables = |item: Option<usize>, until: usize| -> Vec<VarId> {
            let steps = self.paper.steps[..until.min(self.paper.steps.len())].iter();
            steps
                .filter(|step| item.is_some() && step.item == item)
                .filter_map(|step| match &step.stop {
                    Stop::Place(place, _) => Some(self.variable(place)),
                    Stop::End { .. } | Stop::Gate(_) | Stop::Anchor(_) => None,
                })
                .collect()
        };
        let same = variables(extent.item, extent.begin);
        let before = match extent.item {
            Some(item) => item.checked_sub(1),
            None => extent.last_item,
        };
        let before = variables(before, extent.begin);
        let here = Here { section: extent.section, above: &[&same, &before] };
        let found = match &extent.rule {
            Rule::Words(sentence) => self.words.read(sentence, here).map(Some),
            Rule::Narrowed(sentence, label) => self.words.narrowed(sentence, label, here),
            Rule::Otherwise(_) | Rule::Trusted(_) | Rule::Chosen(_) => Ok(None),
        };
        self.said.borrow_mut().insert(index, found.clone());
        found
    }
}

/// What came of it.
#[derive(Debug)]
pub struct Filled {
    /// All places that the reader thought were theirs to fill in.
    pub visited: BTreeSet<Place>,
    /// What they wrote.
    pub file: Map<String, Json>,
    /// Whether an end stopped them.
    pub stopped: bool,
    /// What they could not make out.
    pub puzzled: Vec<String>,
}

/// Reads the paper from its first to its last line.
pub fn read(reading: &Reading<'_>, manner: Manner, pocket: &Map<String, Json>) -> Filled {
    let mut reader = Reader {
        reading,
        manner,
        pocket,
        written: BTreeMap::new(),
        visited: BTreeSet::new(),
        rosters: BTreeSet::new(),
        verdicts: BTreeMap::new(),
        puzzled: Vec::new(),
    };
    let stopped = reader.walk();
    Filled { file: reader.file(), visited: reader.visited, stopped, puzzled: reader.puzzled }
}

struct Reader<'a, 'r> {
    reading: &'r Reading<'a>,
    manner: Manner,
    pocket: &'r Map<String, Json>,
    written: BTreeMap<(VarId, Option<usize>), Json>,
    visited: BTreeSet<Place>,
    rosters: BTreeSet<RepeatId>,
    verdicts: BTreeMap<usize, Option<bool>>,
    puzzled: Vec<String>,
}

impl Reader<'_, '_> {
    /// Whether an end stopped the reader.
    fn walk(&mut self) -> bool {
        let steps = &self.reading.paper.steps;
        let mut pending: BTreeMap<QuestionId, String> = BTreeMap::new();
        let mut at = 0;
        while let Some(step) = steps.get(at) {
            let occurrence = match &step.stop {
                Stop::Place(place, _) => place.occurrence,
                Stop::End { .. } | Stop::Gate(_) | Stop::Anchor(_) => None,
            };
            if self.is_for_me(step.within, occurrence) {
                match &step.stop {
                    Stop::Place(place, route) => {
                        let chosen = self.fill_in(place);
                        let question = self.reading.form.variables().get(self.reading.variable(place)).question;
                        if let (true, Some(route), Some(question)) = (chosen, route, question)
                            && let Some(other) = pending.insert(question, route.clone()).filter(|other| other != route)
                        {
                            self.puzzled.push(format!("{} leads to {other} and to {route}", place.variable));
                        }
                    }
                    Stop::End { told } => {
                        if self.verdict(*told, None) == Some(true) {
                            return true;
                        }
                    }
                    Stop::Gate(gate) => {
                        if self.gate(*gate) {
                            return true;
                        }
                    }
                    Stop::Anchor(_) => {}
                }
            }
            let done: Vec<QuestionId> =
                pending.keys().copied().filter(|question| self.reading.last.get(question) == Some(&at)).collect();
            at += 1;
            for question in done {
                let Some(route) = pending.remove(&question) else { continue };
                if self.manner != Manner::Sentences {
                    at = self.follow(&route, at);
                    pending.clear();
                }
            }
        }
        false
    }

    /// Where an arrow leads.
    fn follow(&mut self, route: &str, at: usize) -> usize {
        let Some(goal) = self.reading.paper.anchors.get(route).copied() else {
            self.puzzled.push(format!("an arrow leads to {route}, which is nowhere"));
            return at;
        };
        if goal < at {
            self.puzzled.push(format!("an arrow leads back to {route}"));
            return at;
        }
        if self.manner == Manner::Arrows {
            // Who came by an arrow has no need of the sentences they came past.
            let mut within = self.reading.paper.steps[goal].within;
            while let Some(extent) = within {
                self.verdicts.entry(extent).or_insert(Some(true));
                within = self.reading.paper.extents[extent].outer;
            }
            // The end they came to is theirs.
            for step in &self.reading.paper.steps[goal..(goal + 2).min(self.reading.paper.steps.len())] {
                if let Stop::End { told } = &step.stop {
                    self.verdicts.insert(*told, Some(true));
                }
            }
        }
        goal
    }

    fn is_for_me(&mut self, within: Option<usize>, occurrence: Option<usize>) -> bool {
        let Some(extent) = within else { return true };
        self.is_for_me(self.reading.paper.extents[extent].outer, occurrence)
            && self.verdict(extent, occurrence) == Some(true)
    }

    fn verdict(&mut self, index: usize, occurrence: Option<usize>) -> Option<bool> {
        if let Some(known) = self.verdicts.get(&index) {
            return *known;
        }
        let Extent { rule, when, .. } = &self.reading.paper.extents[index];
        let verdict = match rule {
            Rule::Words(_) | Rule::Narrowed(..) => match self.reading.says(index) {
                Ok(Some(says)) => self.truth(&says, occurrence),
                Ok(None) => Some(true),
                Err(why) => {
                    self.puzzled.push(why);
                    None
                }
            },
            Rule::Otherwise(before) => match (&self.reading.paper.extents[*before].rule, when) {
                // What the author said in front of it may be undecided.
                (Rule::Trusted(_), Some(when)) => Some(self.trust(*when, occurrence)),
                (_, _) => self.verdict(*before, occurrence).map(|is| !is),
            },
            Rule::Trusted(cond) => Some(self.trust(*cond, occurrence)),
            Rule::Chosen(places) => Some(places.iter().any(|place| self.is_chosen(place))),
        };
        self.verdicts.insert(index, verdict);
        verdict
    }

    /// What the pocket has for a variable.
    fn own(&self, variable: VarId, occurrence: Option<usize>) -> Option<&Json> {
        let of = self.reading.form.variables().get(variable);
        match (of.repeat, occurrence) {
            (Some(repeat), Some(number)) => {
                let name = &self.reading.form.repeats().get(repeat).name;
                self.pocket.get(name)?.as_array()?.get(number)?.get(&of.name)
            }
            (_, _) => self.pocket.get(&of.name),
        }
    }

    /// Fills in a place as the pocket has it; whether there was something for it.
    fn fill_in(&mut self, place: &Place) -> bool {
        let variable = self.reading.variable(place);
        if let (Some(repeat), Some(number)) = (self.reading.form.variables().get(variable).repeat, place.occurrence) {
            self.rosters.insert(repeat);
            if number >= self.entries(repeat) {
                return false;
            }
        }
        self.visited.insert(place.clone());
        let Some(value) = self.own(variable, place.occurrence).cloned() else { return false };
        let is = match (&place.code, &value) {
            (None, _) => true,
            (Some(code), Json::String(own)) => own == code,
            (Some(point), own) => format!("{own}") == *point,
        };
        if is {
            self.written.insert((variable, place.occurrence), value);
        }
        is
    }

    fn entries(&self, repeat: RepeatId) -> usize {
        let name = &self.reading.form.repeats().get(repeat).name;
        self.pocket.get(name).and_then(Json::as_array).map_or(0, Vec::len)
    }

    fn is_chosen(&self, place: &Place) -> bool {
        let written = self.written.get(&(self.reading.variable(place), place.occurrence));
        match (written, &place.code) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(Json::String(own)), Some(code)) => own == code,
            (Some(own), Some(code)) => format!("{own}") == *code,
        }
    }

    /// A filter is answered in the head; whether it ends the survey.
    fn gate(&mut self, gate: VarId) -> bool {
        let form = self.reading.form;
        let Some(Json::String(own)) = self.own(gate, None).cloned() else { return false };
        self.written.insert((gate, None), Json::String(own.clone()));
        let question = form.variables().get(gate).question.map(|id| form.questions().get(id));
        match question.map(|question| &question.answer) {
            Some(Answer::Gate { variable: _, options }) => {
                options.iter().any(|option| option.code == own && option.end.is_some())
            }
            _ => false,
        }
    }

    /// All that is written so far, as an answer file.
    fn file(&self) -> Map<String, Json> {
        let form = self.reading.form;
        let mut file = Map::new();
        for repeat in &self.rosters {
            let entries = vec![Json::Object(Map::new()); self.entries(*repeat)];
            file.insert(form.repeats().get(*repeat).name.clone(), Json::Array(entries));
        }
        for ((variable, occurrence), value) in &self.written {
            let of = form.variables().get(*variable);
            match (of.repeat, occurrence) {
                (Some(repeat), Some(number)) => {
                    let name = &form.repeats().get(repeat).name;
                    if let Some(Json::Object(entry)) = file.get_mut(name).and_then(|list| list.get_mut(*number)) {
                        entry.insert(of.name.clone(), value.clone());
                    }
                }
                (_, _) => {
                    file.insert(of.name.clone(), value.clone());
                }
            }
        }
        // What is filled in for the respondent is theirs to know.
        for variable in form.variables().values() {
            if let (setsumon_core::form::Role::Given, Some(value)) = (variable.role, self.pocket.get(&variable.name)) {
                file.insert(variable.name.clone(), value.clone());
            }
        }
        file
    }

    /// Takes the author at their word.
    fn trust(&self, cond: CondId, occurrence: Option<usize>) -> bool {
        let answers = Answers::from_object(&self.reading.keys, &self.file());
        let scope = Scope::file(self.reading.form, &answers, None);
        let entries: Vec<_> = occurrence.map_or_else(Vec::new, |number| {
            self.rosters.iter().filter_map(|repeat| scope.occurrences(*repeat).nth(number)).collect()
        });
        // An entry that nobody makes says nothing of what it stands in.
        if entries.is_empty() { scope.holds(cond) } else { entries.iter().any(|entry| entry.holds(cond)) }
    }

    fn held(&self, variable: VarId, occurrence: Option<usize>) -> Option<&Json> {
        let occurrence = occurrence.filter(|_| self.reading.form.variables().get(variable).repeat.is_some());
        self.written.get(&(variable, occurrence))
    }

    fn was_reached(&self, variable: VarId, occurrence: Option<usize>) -> bool {
        let of = self.reading.form.variables().get(variable);
        let occurrence = occurrence.filter(|_| of.repeat.is_some());
        self.visited.iter().any(|place| place.variable == of.name && place.occurrence == occurrence)
    }

    /// Whether it is so; none where an answer that it needs is missing.
    fn truth(&self, says: &Says, at: Option<usize>) -> Option<bool> {
        let is_there = |variable: &VarId| self.held(*variable, at).is_some();
        match says {
            Says::Is(variable, codes) => {
                let own = self.held(*variable, at)?.as_str()?;
                Some(codes.iter().any(|code| code == own))
            }
            Says::Any(these, all) => {
                let any = these.iter().any(is_there);
                (any || all.is_empty() || all.iter().any(is_there)).then_some(any)
            }
            Says::Not(says, _) => self.truth(says, at).map(|is| !is),
            Says::Ticked(variable) => self.was_reached(*variable, at).then(|| is_there(variable)),
            Says::Reached(variable) => Some(self.was_reached(*variable, at)),
            Says::Compare(variable, sign, bound) => {
                let own = self.held(*variable, at)?;
                let order = match bound {
                    Bound::Number(number) => own.as_f64()?.partial_cmp(number)?,
                    Bound::Text(text) => own.as_str()?.cmp(text),
                };
                Some(sign.holds(order))
            }
            Says::Count(ticks, sign, number) => {
                let reached = ticks.iter().any(|tick| self.was_reached(*tick, at));
                let count = ticks.iter().filter(|tick| is_there(tick)).count();
                reached.then(|| sign.holds_of(count, *number))
            }
            Says::Entries(repeat, sign, number) => {
                self.rosters.contains(repeat).then(|| sign.holds_of(self.entries(*repeat), *number))
            }
            Says::Answered(variables) => Some(variables.iter().any(is_there)),
            Says::Unanswered(variables) => Some(!variables.iter().any(is_there)),
            Says::Entered(repeat, entered) => {
                let some = self.rosters.contains(repeat) && self.entries(*repeat) > 0;
                Some(some == *entered)
            }
            Says::Row(rows) => {
                let reached = |cells: &[VarId]| cells.iter().any(|cell| self.was_reached(*cell, at));
                let asked = rows.iter().filter(|(cells, _)| reached(cells)).map(|(_, says)| says);
                self.any(asked, at)
            }
            Says::EachRow(rows) => {
                let reached = |cells: &[VarId]| cells.iter().any(|cell| self.was_reached(*cell, at));
                let mut asked = rows.iter().filter(|(cells, _)| reached(cells)).map(|(_, says)| says).peekable();
                asked.peek()?;
                self.all(asked, at)
            }
            Says::Some(parts) => self.any(parts.iter(), at),
            Says::All(parts) => self.all(parts.iter(), at),
        }
    }

    fn all<'s>(&self, mut parts: impl Iterator<Item = &'s Says>, at: Option<usize>) -> Option<bool> {
        parts
            .try_fold(Some(true), |so_far, part| match self.truth(part, at) {
                Some(false) => Err(Some(false)),
                Some(true) => Ok(so_far),
                None => Ok(None),
            })
            .unwrap_or_else(|decided| decided)
    }

    fn any<'s>(&self, mut parts: impl Iterator<Item = &'s Says>, at: Option<usize>) -> Option<bool> {
        parts
            .try_fold(Some(false), |so_far, part| match self.truth(part, at) {
                Some(true) => Err(Some(true)),
                Some(false) => Ok(so_far),
                None => Ok(None),
            })
            .unwrap_or_else(|decided| decided)
    }
}

impl Sign {
    fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }

    fn holds_of(self, count: usize, number: f64) -> bool {
        let count = f64::from(u32::try_from(count).unwrap());
        count.partial_cmp(&number).is_some_and(|order| self.holds(order))
    }
}
