//! Conditions as literals.

use batsat::Lit;
use setsumon_core::cond::{Comparison, Cond};
use setsumon_core::ids::{CondId, RepeatId, VarId};
use setsumon_core::term::Term;

use super::answers::Worth;
use super::terms::Value;
use super::{Encoder, Within};

impl Encoder<'_> {
    /// A condition, read from within these entries. Its parts are put in before it, from a list and not by recursion, so that a chain of
    /// ten thousand questions that hang on one another needs no deep stack.
    pub(super) fn cond(&mut self, cond: CondId, within: Within) -> Lit {
        let mut open = vec![cond];
        let mut last = self.sat.constant(false);
        while let Some(top) = open.last().copied() {
            let place = self.place_of(top, within);
            if let Some(known) = self.conds.get(&(top, place)) {
                last = *known;
                open.pop();
                continue;
            }
            let waiting = open.len();
            for part in self.form.conds().get(top).joined() {
                let place = self.place_of(*part, within);
                if !self.conds.contains_key(&(*part, place)) {
                    open.push(*part);
                }
            }
            if open.len() == waiting {
                let lit = self.whole(top, place);
                self.conds.insert((top, place), lit);
            }
        }
        last
    }

    /// From within which entries a condition is read: of those it stands in, those it reads.
    fn place_of(&mut self, cond: CondId, within: Within) -> Within {
        if within == Within::FILE {
            return within;
        }
        match self.form.reads_entries_of(cond) {
            Some(read) => self.narrowed(within, read),
            None => within,
        }
    }

    /// A condition whose parts are put in.
    fn whole(&mut self, cond: CondId, within: Within) -> Lit {
        match self.form.conds().get(cond).clone() {
            Cond::Always => self.sat.constant(true),
            Cond::Never => self.sat.constant(false),
            Cond::Present(variable) => self.present(variable, within),
            Cond::Absent(variable) => !self.present(variable, within),
            Cond::In { variable, codes } => self.one_of_codes(variable, &codes, within),
            Cond::NotIn { variable, codes } => {
                let there = self.present(variable, within);
                let these = self.one_of_codes(variable, &codes, within);
                self.sat.all([there, !these])
            }
            Cond::Compare { left, op, right } => self.compare(&left, op, &right, within),
            Cond::All(parts) => {
                let parts: Vec<Lit> = parts.into_iter().map(|part| self.cond(part, within)).collect();
                self.sat.all(parts)
            }
            Cond::Any(parts) => {
                let parts: Vec<Lit> = parts.into_iter().map(|part| self.cond(part, within)).collect();
                self.sat.any(parts)
            }
            Cond::Some { repeat, cond } => self.some(repeat, cond, true, within),
            Cond::Every { repeat, cond } => !self.some(repeat, cond, false, within),
        }
    }

    /// That some entry of a roster meets a condition, or fails it.
    fn some(&mut self, repeat: RepeatId, cond: CondId, meets: bool, within: Within) -> Lit {
        let mut found = Vec::new();
        for (there, entry) in self.all_entries(within, repeat) {
            let meets = self.cond(cond, entry).apply_sign(meets);
            found.push(self.sat.all([there, meets]));
        }
        // One that is not looked at may.
        let beyond = self.beyond(repeat);
        found.push(beyond);
        self.sat.any(found)
    }

    /// Something that may be so of an entry beyond those that are looked at.
    pub(super) fn beyond(&mut self, repeat: RepeatId) -> Lit {
        let roster = self.roster(repeat);
        if roster.most_more == 0 {
            return self.sat.constant(false);
        }
        let beyond = self.sat.fresh();
        self.sat.implies(beyond, roster.more);
        beyond
    }

    fn entry_read(&self, variable: VarId, within: Within) -> Option<u32> {
        self.form.variables().get(variable).repeat.and_then(|repeat| self.entry_of(within, repeat))
    }

    /// The answer of a variable, as it is read from within these entries.
    pub(super) fn read(&mut self, variable: VarId, within: Within) -> super::Given {
        let entry = self.entry_read(variable, within);
        self.given(variable, entry)
    }

    pub(super) fn present(&mut self, variable: VarId, within: Within) -> Lit {
        self.read(variable, within).there
    }

    pub(super) fn one_of_codes(&mut self, variable: VarId, codes: &[String], within: Within) -> Lit {
        let given = self.read(variable, within);
        let Worth::Code(all) = given.value else { return self.sat.constant(false) };
        let these: Vec<Lit> = all.into_iter().filter(|(code, _)| codes.contains(code)).map(|(_, lit)| lit).collect();
        self.sat.any(these)
    }

    fn compare(&mut self, left: &Term, op: Comparison, right: &Term, within: Within) -> Lit {
        let Value { is: left, has: has_left } = self.term(left, within);
        let Value { is: right, has: has_right } = self.term(right, within);
        let apart = left.minus(&right);
        let holds = match op {
            Comparison::Equal => self.numbers.is_zero(&mut self.sat, &apart),
            Comparison::NotEqual => !self.numbers.is_zero(&mut self.sat, &apart),
            Comparison::Less => self.numbers.not_above_zero(&mut self.sat, &apart, true),
            Comparison::LessOrEqual => self.numbers.not_above_zero(&mut self.sat, &apart, false),
            Comparison::Greater => !self.numbers.not_above_zero(&mut self.sat, &apart, false),
            Comparison::GreaterOrEqual => !self.numbers.not_above_zero(&mut self.sat, &apart, true),
        };
        self.sat.all([has_left, has_right, holds])
    }
}
