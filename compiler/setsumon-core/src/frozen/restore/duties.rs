//! Duties: what a model says of each, and the rest from the question, variable or roster that it is of.

use crate::walk::flat;
use rustc_hash::FxHashMap;

use super::{At, NOWHERE, Restore, Restored, wrong};
use crate::form::{Answer, Cells, Choice, ChoiceOption, Form, Pick, Row, RowEntry};
use crate::frozen as f;
use crate::ids::{Arena, CondId, QuestionId, RuleId, VarId};
use crate::rule::{Binds, Rule, RuleKind};

/// The most parts of a condition of which it is found out when it does not hold.
const MOST_DENIED: u64 = 50_000;

/// The most parts of what all duties want, written out: each target writes all of them.
const MOST_WANTED: u64 = 10_000_000;

/// When a duty binds, unless the model says otherwise.
pub(in crate::frozen) fn usual_when(form: &Form, kind: &RuleKind) -> Option<CondId> {
    match kind {
        RuleKind::Asked { variable, when: _ } => Some(form.variables().get(*variable).asked),
        RuleKind::Required { question, variables, when: _ } => usually_required(form, *question, variables),
        RuleKind::OccurrencesMin { repeat, min: _, when: _ } | RuleKind::OccurrencesMax { repeat, max: _, when: _ } => {
            Some(form.repeats().get(*repeat).asked)
        }
        RuleKind::Domain { variable: _ }
        | RuleKind::Offered { variable: _, code: _, when: _ }
        | RuleKind::Exclusive { option: _, others: _ }
        | RuleKind::Alternative { variables: _ }
        | RuleKind::PickMin { variables: _, min: _ }
        | RuleKind::PickMax { variables: _, max: _ }
        | RuleKind::RanksDiffer { variables: _ }
        | RuleKind::RanksWithoutGap { variables: _ }
        | RuleKind::Check { complains: _, message: _ } => None,
    }
}

/// An answer is required where its question is asked; in a table, where the cell is.
fn usually_required(form: &Form, question: QuestionId, variables: &[VarId]) -> Option<CondId> {
    let question = form.questions().get(question);
    match &question.answer {
        Answer::Grid(_) => variables.first().map(|cell| form.variables().get(*cell).asked),
        Answer::Single { variable: _, choices: _ }
        | Answer::Multi { choices: _, pick: _ }
        | Answer::Rank { choices: _, pick: _ }
        | Answer::Gate { variable: _, options: _ }
        | Answer::Field(_) => Some(question.asked),
    }
}

/// All duties of a form whose questions, variables and rosters are there.
pub(super) fn restored(restore: &mut Restore<'_>, form: &Form, rules: &[f::Rule]) -> Restored<Arena<RuleId, Rule>> {
    let kept = Kept::of(form);
    let mut restored = Arena::default();
    let mut wanted: u64 = 0;
    for (index, rule) in rules.iter().enumerate() {
        let place = || format!("rules[{index}]");
        let rule = Duties { restore, form, kept: &kept }.rule(rule).at_place(place)?;
        wanted = wanted.saturating_add(restore.conds.parts(rule.holds));
        if wanted > MOST_WANTED {
            return wrong(format!("what all duties want has {MOST_WANTED} parts at most")).at_place(place);
        }
        restored.push(rule);
    }
    Ok(restored)
}

/// What duties are looked up by.
struct Kept<'f> {
    /// The row that a cell stands in.
    rows: FxHashMap<VarId, &'f Row>,
    /// When a code of a question is offered.
    offered: FxHashMap<(QuestionId, &'f str), CondId>,
}

impl<'f> Kept<'f> {
    fn of(form: &'f Form) -> Self {
        let mut kept = Self { rows: FxHashMap::default(), offered: FxHashMap::default() };
        for (id, question) in form.questions().iter() {
            match &question.answer {
                Answer::Single { variable: _, choices } => kept.options(id, choices),
                Answer::Grid(grid) => {
                    kept.table(&grid.rows);
                    match &grid.cells {
                        Cells::Single { choices } => kept.options(id, choices),
                        Cells::Multi { choices: _ } | Cells::Fields { columns: _ } => {}
                    }
                }
                Answer::Multi { choices: _, pick: _ }
                | Answer::Rank { choices: _, pick: _ }
                | Answer::Gate { variable: _, options: _ }
                | Answer::Field(_) => {}
            }
        }
        kept
    }

    fn options(&mut self, question: QuestionId, choices: &'f [Choice]) {
        for option in flat(choices) {
            self.offered.insert((question, &option.code), option.offered);
        }
    }

    fn table(&mut self, rows: &'f [RowEntry]) {
        for row in flat(rows) {
            self.rows.extend(row.cells.iter().map(|cell| (*cell, row)));
        }
    }
}

/// The ticks or ranks that are offered, and those among them that exclude no other.
struct Ticks {
    all: Vec<VarId>,
    plain: Vec<VarId>,
    pick: Option<Pick>,
}

impl Ticks {
    fn of<'f>(options: impl Iterator<Item = (VarId, &'f ChoiceOption)>, pick: Option<Pick>) -> Self {
        let live: Vec<_> = options.filter(|(_, option)| !option.retired).collect();
        let plain = live.iter().filter(|(_, option)| !option.exclusive).map(|(tick, _)| *tick).collect();
        Self { all: live.into_iter().map(|(tick, _)| tick).collect(), plain, pick }
    }
}

struct Duties<'a, 'm, 'f> {
    restore: &'a mut Restore<'m>,
    form: &'f Form,
    kept: &'a Kept<'f>,
}

impl Duties<'_, '_, '_> {
    fn rule(&mut self, rule: &f::Rule) -> Restored<Rule> {
        let f::Rule { name, kind, holds, when, complains, submission, soft, repeat, at, message } = rule;
        let variable = self.restore.names.variable(at).at("at")?;
        let well_formed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.".contains(&byte);
        if !name.bytes().all(well_formed) {
            return wrong(format!("`{name}` is no name of a duty")).at("name");
        }
        let holds = match (kind, holds) {
            (f::RuleKind::Domain, _) => self.restore.always,
            (_, Some(holds)) => self.restore.names.cond(*holds).at("holds")?,
            (_, None) => return wrong("it does not say what must hold").at("holds"),
        };
        let said = Said { name, at: variable, holds, when: *when, complains: *complains, message: message.as_ref() };
        Ok(Rule {
            name: name.clone(),
            kind: self.kind(*kind, &said)?,
            holds,
            binds: if *submission { Binds::Submission } else { Binds::Always },
            hard: !soft,
            repeat: repeat.as_deref().map(|name| self.restore.names.repeat(name)).transpose().at("repeat")?,
            at: variable,
            origin: NOWHERE,
        })
    }

    fn kind(&mut self, kind: f::RuleKind, said: &Said<'_>) -> Restored<RuleKind> {
        let variable = said.at;
        let open = self.restore.always;
        Ok(match kind {
            f::RuleKind::Domain => RuleKind::Domain { variable },
            f::RuleKind::Asked => self.bound(RuleKind::Asked { variable, when: open }, said)?,
            f::RuleKind::Offered => self.offered(said)?,
            f::RuleKind::Required => {
                let (question, variables) = (self.question(variable)?, self.wanted(variable)?);
                self.bound(RuleKind::Required { question, variables, when: open }, said)?
            }
            f::RuleKind::Exclusive => {
                let others = self.ticks(variable)?.all.into_iter().filter(|other| *other != variable).collect();
                RuleKind::Exclusive { option: variable, others }
            }
            f::RuleKind::Alternative => RuleKind::Alternative { variables: self.wanted(variable)? },
            f::RuleKind::PickMin => {
                let (variables, pick) = self.picked(variable)?;
                RuleKind::PickMin { variables, min: pick.min }
            }
            f::RuleKind::PickMax => {
                let (variables, pick) = self.picked(variable)?;
                RuleKind::PickMax { variables, max: pick.max }
            }
            f::RuleKind::RanksDiffer => RuleKind::RanksDiffer { variables: self.ticks(variable)?.all },
            f::RuleKind::RanksWithoutGap => RuleKind::RanksWithoutGap { variables: self.ticks(variable)?.all },
            f::RuleKind::OccurrencesMin => {
                let repeat = self.roster(said.name, ".occurrences_min")?;
                let min = self.form.repeats().get(repeat).min;
                self.bound(RuleKind::OccurrencesMin { repeat, min, when: open }, said)?
            }
            f::RuleKind::OccurrencesMax => {
                let repeat = self.roster(said.name, ".occurrences_max")?;
                let max = self.form.repeats().get(repeat).max;
                self.bound(RuleKind::OccurrencesMax { repeat, max, when: open }, said)?
            }
            f::RuleKind::Check => {
                let Some(message) = said.message else { return wrong("a check says something").at("message") };
                RuleKind::Check { complains: self.complaint(said)?, message: self.restore.text("message", message)? }
            }
        })
    }

    /// The same duty, bound when the model says, else when it usually is.
    fn bound(&self, kind: RuleKind, said: &Said<'_>) -> Restored<RuleKind> {
        let told = said.when.map(|when| self.restore.names.cond(when)).transpose().at("when")?;
        let Some(bound) = told.or_else(|| usual_when(self.form, &kind)) else {
            return wrong("it does not say when it binds").at("when");
        };
        Ok(match kind {
            RuleKind::Asked { variable, when: _ } => RuleKind::Asked { variable, when: bound },
            RuleKind::Offered { variable, code, when: _ } => RuleKind::Offered { variable, code, when: bound },
            RuleKind::Required { question, variables, when: _ } => {
                RuleKind::Required { question, variables, when: bound }
            }
            RuleKind::OccurrencesMin { repeat, min, when: _ } => RuleKind::OccurrencesMin { repeat, min, when: bound },
            RuleKind::OccurrencesMax { repeat, max, when: _ } => RuleKind::OccurrencesMax { repeat, max, when: bound },
            other @ (RuleKind::Domain { variable: _ }
            | RuleKind::Exclusive { option: _, others: _ }
            | RuleKind::Alternative { variables: _ }
            | RuleKind::PickMin { variables: _, min: _ }
            | RuleKind::PickMax { variables: _, max: _ }
            | RuleKind::RanksDiffer { variables: _ }
            | RuleKind::RanksWithoutGap { variables: _ }
            | RuleKind::Check { complains: _, message: _ }) => other,
        })
    }

    fn offered(&self, said: &Said<'_>) -> Restored<RuleKind> {
        let variable = said.at;
        let own = format!("{}.offered.", self.form.variables().get(variable).name);
        let Some(code) = said.name.strip_prefix(&own) else {
            return wrong(format!("the duty that a code is offered is called `{own}` and the code")).at("name");
        };
        let when = match said.when {
            Some(when) => Some(self.restore.names.cond(when).at("when")?),
            None => {
                let question = self.form.variables().get(variable).question;
                question.and_then(|question| self.kept.offered.get(&(question, code)).copied())
            }
        };
        let Some(when) = when else { return wrong("it does not say when the code is offered").at("when") };
        Ok(RuleKind::Offered { variable, code: code.to_owned(), when })
    }

    fn question(&self, variable: VarId) -> Restored<QuestionId> {
        let question = self.form.variables().get(variable).question;
        question.map_or_else(|| wrong("this is a variable of no question").at("at"), Ok)
    }

    /// The variables one of which is wanted, or at most one of which may be there.
    fn wanted(&self, at: VarId) -> Restored<Vec<VarId>> {
        let question = self.form.questions().get(self.question(at)?);
        Ok(match &question.answer {
            Answer::Single { variable, choices: _ } | Answer::Gate { variable, options: _ } => vec![*variable],
            Answer::Multi { choices: _, pick: _ } | Answer::Rank { choices: _, pick: _ } => self.ticks(at)?.all,
            Answer::Field(field) => {
                let live = field.alternatives.iter().filter(|one| !one.retired).map(|one| one.variable);
                std::iter::once(field.variable).chain(live).collect()
            }
            Answer::Grid(grid) => match &grid.cells {
                Cells::Fields { columns: _ } => vec![at],
                Cells::Single { choices: _ } | Cells::Multi { choices: _ } => self.row(at)?.cells.clone(),
            },
        })
    }

    fn row(&self, cell: VarId) -> Restored<&Row> {
        self.kept.rows.get(&cell).map_or_else(|| wrong("this is a cell of no row").at("at"), |row| Ok(*row))
    }

    /// The ticks or ranks that stand beside one.
    fn ticks(&self, at: VarId) -> Restored<Ticks> {
        let question = self.form.questions().get(self.question(at)?);
        match &question.answer {
            Answer::Multi { choices, pick } | Answer::Rank { choices, pick } => {
                let own = flat(choices).filter_map(|option| Some((option.variable?, option)));
                Ok(Ticks::of(own, *pick))
            }
            Answer::Grid(grid) => match &grid.cells {
                Cells::Multi { choices } => Ok(Ticks::of(self.row(at)?.cells.iter().copied().zip(flat(choices)), None)),
                Cells::Single { choices: _ } | Cells::Fields { columns: _ } => wrong("its table has no ticks").at("at"),
            },
            Answer::Single { variable: _, choices: _ }
            | Answer::Gate { variable: _, options: _ }
            | Answer::Field(_) => wrong("its question has no ticks and no ranks").at("at"),
        }
    }

    fn picked(&self, at: VarId) -> Restored<(Vec<VarId>, Pick)> {
        let Ticks { all: _, plain, pick } = self.ticks(at)?;
        pick.map_or_else(|| wrong("its question does not say how many").at("at"), |pick| Ok((plain, pick)))
    }

    fn roster(&self, name: &str, what: &str) -> Restored<crate::ids::RepeatId> {
        match name.strip_suffix(what) {
            Some(roster) => self.restore.names.repeat(roster).at("name"),
            None => wrong(format!("it is called as its roster is, and `{what}`")).at("name"),
        }
    }

    /// The condition under which a check complains.
    fn complaint(&mut self, said: &Said<'_>) -> Restored<CondId> {
        if let Some(complains) = said.complains {
            return self.restore.names.cond(complains).at("complains");
        }
        if self.restore.conds.parts(said.holds) > MOST_DENIED {
            return wrong("it does not say under which condition it complains").at("complains");
        }
        Ok(self.restore.conds.negate(said.holds))
    }
}

/// What a model says of a duty.
struct Said<'m> {
    name: &'m str,
    at: VarId,
    holds: CondId,
    when: Option<u32>,
    complains: Option<u32>,
    message: Option<&'m f::Text>,
}
