//! What there is to say of where answers can lead: things that nobody comes to, conditions that decide nothing, checks that nobody can meet.
//!
//! One cause is told once: what stands in something that nobody comes to, and what hangs on it, is not told again.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_core::Compilation;
use setsumon_core::form::{Answer, Form, Question, Role};
use setsumon_core::ids::{CondId, Id as _, QuestionId, RuleId, VarId};
use setsumon_core::rule::{Rule, RuleKind};
use setsumon_core::text::{Block, Inline, Text};
use setsumon_diagnostics::{Code, Diagnostic, Severity, Span};

use crate::encode::Why;
use crate::errors;
use crate::prover::{Clash, Prover, Verdict, What, Wish};
use crate::reached::Reached;
use crate::things::{self, Sort, Thing};

/// What there is to say of a survey, but for warnings of a line on which a comparison that its own bounds decide was told already.
pub fn find(checked: &Compilation) -> Vec<Diagnostic> {
    let Some(form) = checked.form() else { return Vec::new() };
    let line = |span: Span| checked.sources.lines(span.file).map(|lines| (span.file, lines.line(span.start)));
    let decided = checked.diagnostics.iter().filter(|told| told.code == Code::DecidedByBound);
    let told: Vec<_> = decided.filter_map(|told| line(told.span())).collect();
    let is_told = |finding: &Diagnostic| line(finding.span()).is_some_and(|line| told.contains(&line));
    let found = findings(form).into_iter();
    found.filter(|finding| finding.severity() == Severity::Error || !is_told(finding)).collect()
}

/// What there is to say of a form.
pub fn findings(form: &Form) -> Vec<Diagnostic> {
    let mut search = Search::new(form);
    search.ends();
    search.duties();
    search.things();
    search.conditions();
    search.checks();
    search.quotes();
    search.handed_in();
    search.undecided();
    search.found
}

struct Search<'f> {
    form: &'f Form,
    prover: Prover<'f>,
    things: Vec<Thing>,
    retired: FxHashSet<QuestionId>,
    /// What made-up respondents came to: of that nothing need be proven.
    reached: Reached<'f>,
    /// Duties that nobody can keep: they are told by themselves, and no reason for anything else.
    hopeless: FxHashSet<RuleId>,
    /// Things that nobody comes to, by their places.
    dead: FxHashSet<usize>,
    dead_questions: FxHashSet<QuestionId>,
    /// What could not be decided, and why.
    undecided: Vec<(Span, Why)>,
    found: Vec<Diagnostic>,
}

impl<'f> Search<'f> {
    fn new(form: &'f Form) -> Self {
        Self {
            form,
            prover: Prover::new(form),
            things: things::of(form),
            retired: things::retired(form),
            reached: Reached::of(form),
            hopeless: FxHashSet::default(),
            dead: FxHashSet::default(),
            dead_questions: FxHashSet::default(),
            undecided: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Why there can be no answers of which all this holds; none where there can be, or it is not known.
    fn impossible(&mut self, wishes: &[Wish], without: &FxHashSet<RuleId>, also: &[RuleId], at: Span) -> Option<Clash> {
        match self.prover.can_be(wishes, without, also) {
            Ok(clash) => clash,
            Err(why) => {
                self.undecided.push((at, why));
                None
            }
        }
    }

    /// The parts of conditions that all are to hold.
    fn all_of(&self, conds: &[CondId], repeat: Option<setsumon_core::ids::RepeatId>) -> Vec<Wish> {
        let parts = conds.iter().flat_map(|cond| self.form.conds().conjuncts(*cond));
        parts.map(|cond| Wish { what: What::Cond(cond), holds: true, repeat }).collect()
    }

    /// Early ends that end the survey for everybody: all that stands behind them is told there.
    fn ends(&mut self) {
        let mut ended = None;
        for place in 0..self.things.len() {
            let Some(thing) = self.things.get(place) else { continue };
            if ended.is_some() {
                self.bury(place);
                continue;
            }
            let Sort::End(id) = thing.sort else { continue };
            let (fires, origin) = (self.form.ends().get(id).fires, thing.origin);
            if self.reached.fails(fires) {
                continue;
            }
            let wish = [Wish { what: What::Cond(fires), holds: false, repeat: None }];
            let nothing = FxHashSet::default();
            if self.impossible(&wish, &nothing, &[], origin).is_some() {
                ended = Some(place);
            }
        }
        if let Some((origin, first, count)) = ended.and_then(|end| self.behind(end)) {
            self.found.push(errors::ends_for_everybody(origin, first, count));
        }
    }

    /// The place of an end, the first question behind it, and how many there are.
    fn behind(&self, end: usize) -> Option<(Span, Span, usize)> {
        let origin = self.things.get(end)?.origin;
        let mut questions = self
            .things
            .iter()
            .skip(end + 1)
            .filter(|thing| matches!(thing.sort, Sort::Question(id) if !self.retired.contains(&id)));
        let first = questions.next()?.origin;
        Some((origin, first, 1 + questions.count()))
    }

    /// Nobody comes to a thing: of what stands in it and hangs on it nothing is said.
    fn bury(&mut self, place: usize) {
        self.dead.insert(place);
        if let Some(Sort::Question(id)) = self.things.get(place).map(|thing| thing.sort) {
            self.dead_questions.insert(id);
        }
    }

    /// Duties that nobody can keep who comes to them.
    fn duties(&mut self) {
        for (id, rule) in self.form.rules().iter().filter(|(_, rule)| rule.hard) {
            match &rule.kind {
                RuleKind::Required { question, variables, when } => {
                    self.required(id, rule, *question, variables, *when)
                }
                RuleKind::Domain { variable } => self.answerable(rule, *variable),
                RuleKind::Asked { variable: _, when: _ }
                | RuleKind::Offered { variable: _, code: _, when: _ }
                | RuleKind::Exclusive { option: _, others: _ }
                | RuleKind::Alternative { variables: _ }
                | RuleKind::PickMin { variables: _, min: _ }
                | RuleKind::PickMax { variables: _, max: _ }
                | RuleKind::RanksDiffer { variables: _ }
                | RuleKind::RanksWithoutGap { variables: _ }
                | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
                | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
                | RuleKind::Check { complains: _, message: _ } => {}
            }
        }
    }

    fn required(&mut self, id: RuleId, rule: &Rule, question: QuestionId, variables: &[VarId], when: CondId) {
        // Where nothing else bears on them, one can always be answered.
        if self.dead_questions.contains(&question) || !variables.iter().all(|variable| self.prover.is_bound(*variable))
        {
            return;
        }
        if self.reached.holds_with(when, rule.repeat) {
            return;
        }
        let wishes = self.all_of(&[when], rule.repeat);
        let hopeless = self.hopeless.clone();
        let Some(clash) = self.impossible(&wishes, &hopeless, &[id], rule.origin) else { return };
        if !clash.duties.contains(&id) {
            return;
        }
        let path = &self.form.questions().get(question).path;
        let others: Vec<RuleId> = clash.duties.iter().copied().filter(|duty| *duty != id).collect();
        self.found.push(self.with_places(errors::required_in_vain(rule.origin, path), &others, rule.origin));
        self.hopeless.insert(id);
    }

    /// Whether what is asked can be answered: else the checks that rule out every answer are told.
    fn answerable(&mut self, rule: &Rule, id: VarId) {
        let variable = self.form.variables().get(id);
        let checks: Vec<RuleId> = self.prover.checks_on(id);
        let is_dead = variable.question.is_some_and(|question| self.dead_questions.contains(&question));
        if checks.is_empty() || is_dead || variable.role != Role::Answer || self.reached.is_given(id) {
            return;
        }
        let mut wishes = self.all_of(&[variable.asked], variable.repeat);
        wishes.push(Wish { what: What::Present(id), holds: true, repeat: variable.repeat });
        let hopeless = self.hopeless.clone();
        let Some(clash) = self.impossible(&wishes, &hopeless, &[], rule.origin) else { return };
        let ruling: Vec<RuleId> = clash.duties.iter().copied().filter(|duty| checks.contains(duty)).collect();
        // Without these checks it could be answered, hence it is asked of somebody.
        if ruling.is_empty() {
            return;
        }
        self.found.push(self.with_places(errors::no_answer(rule.origin, &variable.name), &clash.duties, rule.origin));
        self.hopeless.extend(ruling);
    }

    /// Things that nobody comes to.
    fn things(&mut self) {
        let mut told: FxHashMap<(Vec<CondId>, Vec<RuleId>), usize> = FxHashMap::default();
        let mut more: BTreeMap<usize, usize> = BTreeMap::new();
        for place in 0..self.things.len() {
            let Some(thing) = self.things.get(place) else { continue };
            if thing.inside.is_some_and(|inside| self.dead.contains(&inside)) || self.dead.contains(&place) {
                self.bury(place);
                continue;
            }
            let (repeat, origin, sort) = (thing.repeat, thing.origin, thing.sort);
            let is_retired = matches!(sort, Sort::Question(id) if self.retired.contains(&id));
            let always = thing.asked.iter().all(|cond| self.form.conds().is_always(*cond));
            if is_retired || always || self.reached.all_hold_with(&thing.asked, repeat) {
                continue;
            }
            let asked = thing.asked.clone();
            let name = thing.name.clone();
            let wishes = self.all_of(&asked, repeat);
            let hopeless = self.hopeless.clone();
            let Some(clash) = self.impossible(&wishes, &hopeless, &[], origin) else { continue };
            self.bury(place);
            if self.hangs_on_dead(&clash) {
                continue;
            }
            let mut parts: Vec<CondId> =
                clash.wishes.iter().filter_map(|place| wishes.get(*place)?.what.cond()).collect();
            parts.sort_unstable();
            let key = (parts, clash.duties.clone());
            if let Some(first) = told.get(&key) {
                *more.entry(*first).or_default() += 1;
                continue;
            }
            told.insert(key, self.found.len());
            let finding = errors::never_asked(origin, &sort, &name);
            self.found.push(self.with_places(finding, &clash.duties, origin));
        }
        for (first, count) in more {
            if let Some(finding) = self.found.get_mut(first) {
                errors::so_are_others(finding, count);
            }
        }
    }

    /// Whether something clashes only because of what nobody comes to, which was told.
    fn hangs_on_dead(&self, clash: &Clash) -> bool {
        clash.duties.iter().any(|duty| match &self.form.rules().get(*duty).kind {
            RuleKind::Asked { variable, when: _ } | RuleKind::Offered { variable, code: _, when: _ } => {
                let question = self.form.variables().get(*variable).question;
                question.is_some_and(|question| self.dead_questions.contains(&question))
            }
            RuleKind::Domain { variable: _ }
            | RuleKind::Required { question: _, variables: _, when: _ }
            | RuleKind::Exclusive { option: _, others: _ }
            | RuleKind::Alternative { variables: _ }
            | RuleKind::PickMin { variables: _, min: _ }
            | RuleKind::PickMax { variables: _, max: _ }
            | RuleKind::RanksDiffer { variables: _ }
            | RuleKind::RanksWithoutGap { variables: _ }
            | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
            | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
            | RuleKind::Check { complains: _, message: _ } => false,
        })
    }

    /// Conditions that hold of everybody who comes to where they stand.
    fn conditions(&mut self) {
        for place in 0..self.things.len() {
            let Some(thing) = self.things.get(place) else { continue };
            let Some(own) = thing.own.filter(|_| !self.dead.contains(&place)) else { continue };
            let (repeat, origin, sort) = (thing.repeat, thing.origin, thing.sort);
            if self.form.conds().is_always(own) || matches!(sort, Sort::End(_)) {
                continue;
            }
            let around = thing.around.clone();
            if self.reached.holds_but(&around, own, repeat) {
                continue;
            }
            let name = thing.name.clone();
            let mut wishes = self.all_of(&around, repeat);
            wishes.push(Wish { what: What::Cond(own), holds: false, repeat });
            let hopeless = self.hopeless.clone();
            let Some(clash) = self.impossible(&wishes, &hopeless, &[], origin) else { continue };
            let finding = errors::always_asked(origin, &sort, &name);
            self.found.push(self.with_places(finding, &clash.duties, origin));
        }
    }

    /// Checks that never complain, whatever is answered and accepted by the others.
    fn checks(&mut self) {
        for (id, rule) in self.form.rules().iter() {
            let RuleKind::Check { complains, message: _ } = &rule.kind else { continue };
            let question = self.form.variables().get(rule.at).question;
            let is_dead = question.is_some_and(|question| self.dead_questions.contains(&question));
            if is_dead || self.hopeless.contains(&id) || self.reached.holds_with(*complains, rule.repeat) {
                continue;
            }
            let wishes = self.all_of(&[*complains], rule.repeat);
            let mut without = self.hopeless.clone();
            without.insert(id);
            let Some(clash) = self.impossible(&wishes, &without, &[], rule.origin) else { continue };
            self.found.push(self.with_places(errors::check_idle(rule.origin, rule.hard), &clash.duties, rule.origin));
        }
    }

    /// Texts that quote an answer which nobody can have given who reads them.
    fn quotes(&mut self) {
        for (id, question) in self.form.questions().iter() {
            if self.dead_questions.contains(&id) {
                continue;
            }
            let mut read: Vec<VarId> = Vec::new();
            for text in texts(question) {
                text.blocks().iter().for_each(|block| quoted(block, &mut read));
            }
            read.sort_unstable_by_key(|variable| variable.index());
            read.dedup();
            for variable in read {
                self.quote(question, variable);
            }
        }
    }

    fn quote(&mut self, question: &Question, id: VarId) {
        let variable = self.form.variables().get(id);
        if variable.role != Role::Answer || self.reached.is_given_where(id, question.asked, question.repeat) {
            return;
        }
        let mut wishes = self.all_of(&[question.asked], question.repeat);
        wishes.push(Wish { what: What::Present(id), holds: true, repeat: question.repeat });
        let hopeless = self.hopeless.clone();
        let Some(clash) = self.impossible(&wishes, &hopeless, &[], question.origin) else { return };
        let finding = errors::quote_never_there(question.origin, &variable.name, variable.origin);
        self.found.push(self.with_places(finding, &clash.duties, question.origin));
    }

    /// Whether the survey can be handed in at all, where nobody of those that were made up could and nothing says why.
    fn handed_in(&mut self) {
        if self.reached.any_accepted() || !self.found.is_empty() {
            return;
        }
        let Verdict::Impossible(clash) = self.prover.ask(&[], &self.hopeless) else { return };
        let Some((first, others)) = clash.duties.split_first() else { return };
        let place = self.form.rules().get(*first).origin;
        self.found.push(self.with_places(errors::never_handed_in(place), others, place));
    }

    /// What could not be decided, once.
    fn undecided(&mut self) {
        let Some((first, why)) = self.undecided.first().copied() else { return };
        let others = self.undecided.len() - 1;
        let roster =
            if let Why::Entries(repeat) = why { Some(self.form.repeats().get(repeat).path.as_str()) } else { None };
        self.found.push(errors::not_decided(first, why, roster, others));
    }

    /// The places of the duties that clash, each once.
    fn with_places(&self, mut finding: Diagnostic, duties: &[RuleId], own: Span) -> Diagnostic {
        let mut told: Vec<(Span, &'static str)> = Vec::new();
        for duty in duties {
            let rule = self.form.rules().get(*duty);
            let says = errors::says(&rule.kind);
            if !told.contains(&(rule.origin, says)) && rule.origin != own {
                told.push((rule.origin, says));
            }
        }
        for (span, says) in told {
            finding = finding.label(span, says);
        }
        finding
    }
}

/// The texts of a question in which an answer may be quoted.
fn texts(question: &Question) -> Vec<&Text> {
    let own = [&question.label, &question.lead, &question.hint, &question.beside];
    let notes = question.notes.iter().map(|note| &note.text);
    let options = match &question.answer {
        Answer::Single { variable: _, choices }
        | Answer::Multi { choices, pick: _ }
        | Answer::Rank { choices, pick: _ } => setsumon_core::walk::flat(choices).map(|option| &option.label).collect(),
        Answer::Gate { variable: _, options } => options.iter().map(|option| &option.label).collect(),
        Answer::Grid(grid) => setsumon_core::walk::flat(&grid.rows).map(|row| &row.label).collect(),
        Answer::Field(_) => Vec::new(),
    };
    own.into_iter().flatten().chain(notes).chain(options).collect()
}

fn quoted(block: &Block, found: &mut Vec<VarId>) {
    let lines: &[Vec<Inline>] = match block {
        Block::Paragraph(line) => std::slice::from_ref(line),
        Block::Bullets(items) | Block::Numbered(items) => items,
    };
    lines.iter().for_each(|line| quoted_in(line, found));
}

fn quoted_in(line: &[Inline], found: &mut Vec<VarId>) {
    for piece in line {
        match piece {
            Inline::Plain(_) => {}
            Inline::Strong(inner) | Inline::Link { url: _, words: inner } => quoted_in(inner, found),
            Inline::Answer { variable, otherwise: _ } => found.push(*variable),
        }
    }
}
