//! What has to be done to bring the rows of one edition into the tables of the next, step by step.
//!
//! Only what may have changed is looked at again: a rule that the old tables kept in the same words, about values that come over as they
//! are, holds of the copies too.

mod implied;
mod rules;

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use setsumon_core::carry::{Changed, How, changed, is_amount};
use setsumon_core::form::{Form, Role, Value, Variable};
use setsumon_core::frozen::Model;
use setsumon_core::ids::{RepeatId, RuleId, VarId};

use super::convert::{Conversion, conversion, one_of};
use super::pairs::{Pairs, holds_values};
use crate::dialect::Room;
use crate::layout::Layout;

/// One step. The order of the variants is the order in which steps are done.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    // What has no place is put aside first, from the old tables: nowhere else does it stand as it was answered.
    /// A variable has no column any more.
    Remove {
        /// The old variable.
        variable: VarId,
        why: Removal,
    },
    /// A roster has no table any more.
    RemoveRoster {
        /// The old roster.
        roster: RepeatId,
    },
    /// Some codes of a variable say something else than they did.
    Reword {
        /// The old variable.
        from: VarId,
        why: Removal,
        /// The codes, as they were.
        codes: Vec<String>,
    },
    /// Some values of a variable are none of what it became.
    Narrow {
        /// The old variable.
        from: VarId,
        /// The new one.
        to: VarId,
    },
    /// Several became one, and more than one of them was given, so that none of them is the new value.
    Several {
        /// The old variable.
        from: VarId,
        /// The new one.
        to: VarId,
    },
    /// Several became one, so that the new value alone does not tell which it was.
    Merge {
        /// The old variable.
        from: VarId,
        /// The new one.
        to: VarId,
    },
    // Then everything that fits is copied, into tables like the new ones that do not check anything yet.
    /// Rows come over into a table.
    Carry {
        /// The index of the new table.
        table: usize,
    },
    // Rules that taking away a value never breaks come before those that it may break, so that none has to be looked at twice.
    /// Values that a rule does not let stand together.
    Clear {
        rule: RuleId,
        /// What a rule is about goes first; what else it reads, only where that was not enough.
        round: u8,
        /// The new variables that lose their values where the rule is broken.
        variables: Vec<VarId>,
    },
    // In the order of the survey: what is taken away may be what others were asked for, and they stand further down.
    /// Answers that would not have been asked for, or not offered.
    Unask { rule: RuleId, what: Unasked },
    // Up to here nothing of the old database has changed. Now its tables make room for those of a new one,
    /// The tables of the new edition take the place of those of the old.
    Replace,
    // which are filled from the copies.
    /// Rows come into a new table.
    Fill {
        /// The index of the new table.
        table: usize,
    },
    /// What was put aside comes into the tables for it.
    FillEarlier,
}

/// Why a variable has no column any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Removal {
    /// It is gone.
    Removed,
    /// Its column must stay empty.
    Retired,
    /// It belongs to another roster, or to none.
    Moved,
    /// No value of it has one of the new type.
    Type,
    /// The number would mean something else.
    Unit,
    /// It is a point of another scale.
    Scale,
    /// Its words speak of a year that moved with the edition.
    Moves,
    /// Its words say something else.
    Reworded,
}

/// What is not asked any more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unasked {
    /// The values of a new variable.
    Value(VarId),
    /// The occurrences of a new roster, and all that stands in them.
    Occurrences(RepeatId),
}

/// Values of the old edition that may have no place in the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Risk<'p> {
    /// The old name of the variable or roster.
    pub(crate) variable: &'p str,
    /// Why, as the side table says it.
    pub(crate) why: &'p str,
    /// Whether all its values are meant, and not some.
    pub(crate) whole: bool,
    /// The codes that are meant, where it is some codes.
    pub(crate) codes: &'p [String],
}

/// An edition, and how a dialect lays it out.
#[derive(Debug)]
pub(crate) struct Side<'f> {
    pub(crate) form: &'f Form,
    pub(crate) layout: Layout,
}

/// The steps, and what they rest on.
#[derive(Debug)]
pub(crate) struct Plan<'f> {
    pub(crate) old: Side<'f>,
    pub(crate) new: Side<'f>,
    pub(crate) pairs: Pairs,
    /// How each old variable becomes a new one, where it does.
    conversions: FxHashMap<(VarId, VarId), Conversion>,
    /// Where an old value has a place in any of several variables that one became.
    parted: FxHashMap<VarId, String>,
    /// The options and figures of the new edition that say something else than they did.
    changed: Vec<Changed>,
    pub(crate) steps: Vec<Step>,
}

impl<'f> Plan<'f> {
    pub(crate) fn of(old: Side<'f>, new: Side<'f>) -> Self {
        let pairs = Pairs::of(old.form, new.form);
        let changed = changed(new.form, &Model::of(old.form).past(), old.form.survey().edition);
        let mut plan = Self {
            old,
            new,
            pairs,
            changed,
            conversions: FxHashMap::default(),
            parted: FxHashMap::default(),
            steps: Vec::new(),
        };
        plan.values();
        for (roster, _) in plan.old.form.repeats().iter() {
            if !plan.pairs.roster_lives_on(roster) {
                plan.steps.push(Step::RemoveRoster { roster });
            }
        }
        plan.rules();
        for table in 0..plan.new.layout.tables.len() {
            plan.steps.push(Step::Carry { table });
            plan.steps.push(Step::Fill { table });
        }
        plan.steps.extend([Step::Replace, Step::FillEarlier]);
        plan.steps.sort();
        plan
    }

    pub(crate) fn dialect(&self) -> &'static dyn Room {
        self.new.layout.dialect
    }

    /// How an old variable becomes a new one; none where it does not.
    pub(crate) fn conversion(&self, from: VarId, to: VarId) -> Option<&Conversion> {
        self.conversions.get(&(from, to))
    }

    /// What a new variable takes its values from: several where they were merged.
    pub(crate) fn sources(&self, to: VarId) -> impl Iterator<Item = (VarId, &Conversion)> {
        self.pairs.was(to).iter().filter_map(move |from| Some((*from, self.conversion(*from, to)?)))
    }

    /// The column of an old variable, with the alias that its table has wherever old tables are read.
    pub(crate) fn old_column(&self, variable: VarId) -> String {
        let home = self.old.layout.home(variable).unwrap_or_default();
        format!("o{home}.{}", self.old.layout.column(variable))
    }

    /// The steps by which single variables come over, or do not.
    fn values(&mut self) {
        let (old, new) = (self.old.form, self.new.form);
        for (from, variable) in old.variables().iter().filter(|(_, variable)| holds_values(variable.role)) {
            let became = self.pairs.became(from).to_vec();
            if became.is_empty() {
                let why = self.why_gone(variable);
                self.steps.push(Step::Remove { variable: from, why });
            }
            for to in became {
                let target = new.variables().get(to);
                let column = self.old_column(from);
                if !target.was_codes.is_empty() {
                    self.reshaped(from, to);
                    continue;
                }
                if let Some(why) = self.says_something_else(to) {
                    self.steps.push(Step::Remove { variable: from, why });
                    continue;
                }
                let found = conversion(self.dialect(), (old, &variable.value), (new, &target.value), &column);
                let Some(mut found) = found else {
                    self.steps.push(Step::Remove { variable: from, why: Removal::Type });
                    continue;
                };
                let says_else = self.reworded(from, to);
                found.without(self.dialect(), &column, &says_else);
                if found.fits.is_some() {
                    self.steps.push(Step::Narrow { from, to });
                }
                let several = self.pairs.was(to).len() > 1;
                if several && target.value != Value::Tick {
                    self.steps.push(Step::Several { from, to });
                }
                if several || !found.merged.is_empty() {
                    self.steps.push(Step::Merge { from, to });
                }
                self.conversions.insert((from, to), found);
            }
        }
    }

    /// Why what a new variable stands for is not what was answered.
    fn says_something_else(&self, to: VarId) -> Option<Removal> {
        let changed = self.changed.iter().find(|changed| changed.variable == to && changed.code.is_none());
        changed.map(|changed| Removal::of(changed.how))
    }

    /// The steps for the codes of a variable that say something else today, and these.
    fn reworded(&mut self, from: VarId, to: VarId) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for how in [How::Moved, How::Reworded] {
            let own = self.changed.iter().filter(|changed| changed.variable == to && changed.how == how);
            let mut codes: Vec<String> = own.filter_map(|changed| changed.code.clone()).collect();
            codes.sort();
            codes.dedup();
            if !codes.is_empty() {
                all.extend(codes.iter().cloned());
                self.steps.push(Step::Reword { from, why: Removal::of(how), codes });
            }
        }
        all
    }

    /// One answer that became several, or several that became one.
    fn reshaped(&mut self, from: VarId, to: VarId) {
        let (old, target) = (self.old.form, self.new.form.variables().get(to));
        let column = self.old_column(from);
        let name = |id: &VarId| old.variables().get(*id).name.as_str();
        let fits = match &target.value {
            Value::Tick => {
                let fits = one_of(self.dialect(), &column, &target.was_codes);
                let any = self.parted.get(&from).map_or_else(|| fits.clone(), |any| format!("{any} OR {fits}"));
                if self.parted.insert(from, any).is_none() && !self.every_code_is_a_tick(from) {
                    self.steps.push(Step::Narrow { from, to });
                }
                if let Some(why) = self.says_something_else(to) {
                    self.steps.push(Step::Reword { from, why, codes: target.was_codes.clone() });
                    return;
                }
                self.conversions.insert((from, to), Conversion::part("TRUE".to_owned(), fits));
                return;
            }
            Value::Code(_)
            | Value::Rank { max: _ }
            | Value::Integer { min: _, max: _ }
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ } => {
                let others = self.pairs.was(to).iter().filter(|other| **other != from);
                let same_table = |other: &VarId| self.old.layout.home(*other) == self.old.layout.home(from);
                let others: Option<Vec<String>> = others
                    .map(|other| same_table(other).then(|| format!("{} IS NULL", self.old_column(*other))))
                    .collect();
                others.map(|others| if others.is_empty() { "TRUE".to_owned() } else { others.join(" AND ") })
            }
        };
        let code = target.was.iter().zip(&target.was_codes).find(|(was, _)| *was == name(&from)).map(|(_, code)| code);
        let lists = target.value.code_list().map(|list| self.new.form.code_lists().get(list));
        let retired = |code: &&String| {
            let mut entries = lists.iter().flat_map(|list| &list.codes);
            entries.any(|entry| entry.code == **code && entry.retired)
        };
        match (fits, code) {
            (_, Some(code)) if retired(&code) => {
                self.steps.push(Step::Remove { variable: from, why: Removal::Retired });
            }
            (Some(fits), Some(code)) => {
                let value = self.dialect().text(code);
                if self.pairs.was(to).len() > 1 {
                    self.steps.push(Step::Several { from, to });
                }
                let fits = format!("{column} IS NOT NULL AND {fits}");
                self.conversions.insert((from, to), Conversion::part(value, fits));
            }
            // Whether it was the only one cannot be seen in one row.
            (_, _) => self.steps.push(Step::Remove { variable: from, why: Removal::Type }),
        }
    }

    /// Whether each option of a choice that became several ticks is one of these.
    fn every_code_is_a_tick(&self, from: VarId) -> bool {
        let (old, new) = (self.old.form, self.new.form);
        let ticks = || self.pairs.became(from).iter().map(|to| new.variables().get(*to));
        let list = old.variables().get(from).value.code_list().map(|list| old.code_lists().get(list));
        let mut live = list.iter().flat_map(|list| &list.codes).filter(|code| !code.retired);
        live.all(|code| ticks().any(|tick| tick.was_codes.contains(&code.code)))
    }

    /// Where several old variables became one new one and what was answered in them is not one answer: of figures more than one was given,
    /// of texts and codes they are not the same. The tables of [`Plan::beside`] are read with it.
    pub(crate) fn several(&self, to: VarId) -> Option<String> {
        let target = self.new.form.variables().get(to);
        if target.value == Value::Tick || !target.was_codes.is_empty() || self.pairs.was(to).len() < 2 {
            return None;
        }
        let all: Vec<(VarId, &Conversion)> = self.sources(to).collect();
        if is_amount(&target.value) {
            let given = all
                .iter()
                .map(|(from, _)| format!("CASE WHEN {} IS NOT NULL THEN 1 ELSE 0 END", self.old_column(*from)));
            let given: Vec<String> = given.collect();
            return (given.len() > 1).then(|| format!("{} > 1", given.join(" + ")));
        }
        let values: Vec<&str> = all.iter().map(|(_, conversion)| conversion.value.as_str()).collect();
        let first = format!("coalesce({})", values.join(", "));
        let others: Vec<String> = values.iter().skip(1).map(|value| format!("{value} <> {first}")).collect();
        (!others.is_empty()).then(|| format!("({}) IS TRUE", others.join(" OR ")))
    }

    /// The old tables in which what became one with an old variable stands, other than its own.
    pub(crate) fn beside(&self, from: VarId) -> BTreeSet<usize> {
        let became = self.pairs.became(from).iter();
        let homes = became.flat_map(|to| self.pairs.was(*to)).filter_map(|other| self.old.layout.home(*other));
        homes.filter(|home| self.old.layout.home(from) != Some(*home)).collect()
    }

    /// Where a value of an old variable has one in the new edition.
    pub(crate) fn place_of(&self, from: VarId, to: VarId) -> Option<String> {
        let parted = self.parted.get(&from).cloned();
        parted.or_else(|| self.conversion(from, to)?.fits.clone())
    }

    fn why_gone(&self, gone: &Variable) -> Removal {
        let bears = |variable: &&Variable| variable.name == gone.name || variable.was.contains(&gone.name);
        match self.new.form.variables().values().find(bears).map(|variable| (variable.role, variable.repeat)) {
            None | Some((Role::Last(_), _)) => Removal::Removed,
            Some((Role::Retired, _)) => Removal::Retired,
            // Its name is another's now.
            Some((Role::Answer | Role::Given, None)) if gone.repeat.is_none() => Removal::Removed,
            Some((Role::Answer | Role::Given, _)) => Removal::Moved,
        }
    }

    /// Whether the new column has exactly the values of the old one.
    pub(crate) fn comes_over_as_it_was(&self, from: VarId, to: VarId) -> bool {
        self.pairs.was(to).len() == 1 && self.conversion(from, to).is_some_and(Conversion::is_plain)
    }

    /// Whether the new column has values of the old one alone, each as it was, though not all of them.
    pub(crate) fn comes_over_in_part(&self, from: VarId, to: VarId) -> bool {
        self.pairs.was(to).len() == 1 && self.conversion(from, to).is_some_and(Conversion::is_the_same)
    }

    /// What may be put aside or thrown away.
    pub(crate) fn risks(&self) -> Vec<Risk<'_>> {
        let mut risks = Vec::new();
        let (old, new) = (self.old.form, self.new.form);
        let old_name = |id: VarId| old.variables().get(id).name.as_str();
        let whole = |variable, why| Risk { variable, why, whole: true, codes: &[] };
        let part = |variable, why| Risk { variable, why, whole: false, codes: &[] };
        for step in &self.steps {
            match step {
                Step::Remove { variable, why } => risks.push(whole(old_name(*variable), why.name())),
                Step::RemoveRoster { roster } => risks.push(whole(old.repeats().get(*roster).name.as_str(), "removed")),
                Step::Reword { from, why, codes } => {
                    risks.push(Risk { codes, ..part(old_name(*from), why.name()) });
                }
                Step::Narrow { from, to: _ } => risks.push(part(old_name(*from), "domain")),
                Step::Several { from, to: _ } => risks.push(part(old_name(*from), "several")),
                Step::Merge { from, to: _ } => risks.push(part(old_name(*from), "merged")),
                Step::Clear { rule, round: _, variables } => {
                    let rule = new.rules().get(*rule).name.as_str();
                    let sources = variables.iter().flat_map(|id| self.own_sources(*id));
                    risks.extend(sources.map(|from| part(old_name(from), rule)));
                }
                Step::Unask { rule, what: Unasked::Value(variable) } => {
                    let rule = new.rules().get(*rule).name.as_str();
                    risks.extend(self.own_sources(*variable).into_iter().map(|from| part(old_name(from), rule)));
                }
                Step::Unask { rule, what: Unasked::Occurrences(roster) } => {
                    let rule = new.rules().get(*rule).name.as_str();
                    let before = self.pairs.roster_was(*roster);
                    risks.extend(before.map(|before| part(old.repeats().get(before).name.as_str(), rule)));
                    // What is not asked was taken out of the occurrences before they go; those that are too many go with what is in them.
                    let fewer = before.is_some_and(|then| new.repeats().get(*roster).max < old.repeats().get(then).max);
                    let own = new.variables().iter().filter(|(_, variable)| fewer && variable.repeat == Some(*roster));
                    let sources = own.flat_map(|(id, _)| self.own_sources(id));
                    risks.extend(sources.map(|from| part(old_name(from), rule)));
                }
                Step::Carry { table: _ } | Step::Replace | Step::Fill { table: _ } | Step::FillEarlier => {}
            }
        }
        risks
    }

    /// The old variables whose values a new one has: none where several were merged into it, which stand aside already.
    pub(crate) fn own_sources(&self, variable: VarId) -> Vec<VarId> {
        let sources: Vec<VarId> = self.sources(variable).map(|(from, _)| from).collect();
        let told_apart = sources.len() == 1 || !self.new.form.variables().get(variable).was_codes.is_empty();
        if told_apart { sources } else { Vec::new() }
    }
}

impl Removal {
    fn of(how: How) -> Self {
        match how {
            How::Moved => Self::Moves,
            How::Reworded | How::OfOther => Self::Reworded,
            How::Unit => Self::Unit,
            How::Scale => Self::Scale,
            How::Kind | How::Option => Self::Type,
        }
    }

    /// As the side table says it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Retired => "retired",
            Self::Moved => "moved",
            Self::Type => "type",
            Self::Unit => "unit",
            Self::Scale => "scale",
            Self::Moves => "moves",
            Self::Reworded => "reworded",
        }
    }
}
