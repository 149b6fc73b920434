//! What is certain of somebody who chose an answer: which conditions hold for them, which fail, and which may do either.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cond::Cond;
use crate::form::Form;
use crate::ids::{CondId, VarId};

/// How deeply a condition is looked into: what hangs on more is not known.
const DEEPEST: usize = 64;

/// What is known of the answers given so far. What is asked of nobody is not answered.
pub(super) struct Known<'a> {
    form: &'a Form,
    holds: FxHashSet<CondId>,
    answers: FxHashMap<VarId, Held>,
    /// Of which one must hold.
    open: Vec<CondId>,
    decided: FxHashMap<CondId, Option<bool>>,
}

/// What is known of one answer.
#[derive(Default, Clone)]
struct Held {
    present: Option<bool>,
    /// The codes it may have; none where any.
    codes: Option<Vec<String>>,
    /// The codes it does not have.
    not: Vec<String>,
}

impl<'a> Known<'a> {
    /// Of whoever a question is asked and who chose this there: a code, or a tick where the code is empty.
    pub(super) fn of(form: &'a Form, asked: CondId, variable: VarId, code: &str) -> Self {
        let mut known = Self {
            form,
            holds: FxHashSet::default(),
            answers: FxHashMap::default(),
            open: Vec::new(),
            decided: FxHashMap::default(),
        };
        known.add(asked);
        let held = known.answers.entry(variable).or_default();
        held.present = Some(true);
        if !code.is_empty() {
            held.codes = Some(vec![code.to_owned()]);
        }
        known.conclude();
        known
    }

    /// Takes in a condition that holds.
    fn add(&mut self, cond: CondId) {
        for part in self.form.conds().conjuncts(cond) {
            if !self.holds.insert(part) {
                continue;
            }
            match self.form.conds().get(part) {
                Cond::Present(variable) => self.held(*variable).present = Some(true),
                Cond::Absent(variable) => self.held(*variable).present = Some(false),
                Cond::In { variable, codes } => {
                    let held = self.held(*variable);
                    held.present = Some(true);
                    match &mut held.codes {
                        Some(known) => known.retain(|code| codes.contains(code)),
                        None => held.codes = Some(codes.clone()),
                    }
                }
                Cond::NotIn { variable, codes } => {
                    let held = self.held(*variable);
                    held.present = Some(true);
                    held.not.extend(codes.iter().cloned());
                }
                Cond::Any(_) => self.open.push(part),
                Cond::Always
                | Cond::Never
                | Cond::Compare { left: _, op: _, right: _ }
                | Cond::All(_)
                | Cond::Some { repeat: _, cond: _ }
                | Cond::Every { repeat: _, cond: _ } => {}
            }
        }
    }

    fn held(&mut self, variable: VarId) -> &mut Held {
        self.answers.entry(variable).or_default()
    }

    /// Where all alternatives but one are out, that one holds.
    fn conclude(&mut self) {
        loop {
            self.decided.clear();
            let open = std::mem::take(&mut self.open);
            let mut found = Vec::new();
            for any in open {
                let parts = self.form.conds().get(any).alternatives();
                let left: Vec<CondId> =
                    parts.iter().copied().filter(|part| self.truth(*part, 0) != Some(false)).collect();
                match left.as_slice() {
                    [only] => found.push(*only),
                    _ => self.open.push(any),
                }
            }
            if found.is_empty() {
                return;
            }
            for only in found {
                self.add(only);
            }
        }
    }

    /// Whether a condition certainly holds.
    pub(super) fn surely(&mut self, cond: CondId) -> bool {
        self.truth(cond, 0) == Some(true)
    }

    /// Whether a condition certainly does not hold.
    pub(super) fn surely_not(&mut self, cond: CondId) -> bool {
        self.truth(cond, 0) == Some(false)
    }

    fn truth(&mut self, cond: CondId, depth: usize) -> Option<bool> {
        if self.holds.contains(&cond) {
            return Some(true);
        }
        if depth > DEEPEST {
            return None;
        }
        if let Some(known) = self.decided.get(&cond) {
            return *known;
        }
        let found = self.look(cond, depth + 1);
        self.decided.insert(cond, found);
        found
    }

    fn look(&mut self, cond: CondId, depth: usize) -> Option<bool> {
        let form = self.form;
        match form.conds().get(cond) {
            Cond::Always => Some(true),
            Cond::Never => Some(false),
            Cond::Present(variable) => self.present(*variable, depth),
            Cond::Absent(variable) => self.present(*variable, depth).map(|present| !present),
            Cond::In { variable, codes } => self.is_one_of(*variable, codes, depth),
            Cond::NotIn { variable, codes } => match self.present(*variable, depth) {
                Some(false) => Some(false),
                Some(true) => self.is_one_of(*variable, codes, depth).map(|is| !is),
                None => match self.is_one_of(*variable, codes, depth) {
                    Some(true) => Some(false),
                    Some(false) | None => None,
                },
            },
            Cond::Compare { left, op, right } => {
                let opposite = Cond::Compare { left: left.clone(), op: op.opposite(), right: right.clone() };
                form.conds().find(&opposite).filter(|opposite| self.holds.contains(opposite)).map(|_| false)
            }
            Cond::All(parts) => {
                let mut all = Some(true);
                for part in parts {
                    match self.truth(*part, depth) {
                        Some(true) => {}
                        Some(false) => return Some(false),
                        None => all = None,
                    }
                }
                all
            }
            Cond::Any(parts) => {
                let mut any = Some(false);
                for part in parts {
                    match self.truth(*part, depth) {
                        Some(false) => {}
                        Some(true) => return Some(true),
                        None => any = None,
                    }
                }
                any
            }
            Cond::Some { repeat: _, cond: _ } | Cond::Every { repeat: _, cond: _ } => None,
        }
    }

    fn present(&mut self, variable: VarId, depth: usize) -> Option<bool> {
        if let Some(present) = self.answers.get(&variable).and_then(|held| held.present) {
            return Some(present);
        }
        match self.truth(self.form.variables().get(variable).asked, depth) {
            Some(false) => Some(false),
            Some(true) | None => None,
        }
    }

    fn is_one_of(&mut self, variable: VarId, codes: &[String], depth: usize) -> Option<bool> {
        let present = self.present(variable, depth);
        if present == Some(false) {
            return Some(false);
        }
        let held = self.answers.get(&variable)?;
        let list = self.form.variables().get(variable).value.code_list();
        let offered: Vec<&String> = match (&held.codes, list) {
            (Some(codes), _) => codes.iter().collect(),
            (None, Some(list)) => {
                let entries = self.form.code_lists().get(list).codes.iter();
                entries.filter(|entry| !entry.retired).map(|entry| &entry.code).collect()
            }
            (None, None) => return None,
        };
        let mut may = offered.into_iter().filter(|code| !held.not.contains(code)).peekable();
        may.peek()?;
        let (some, all) = may.fold((false, true), |(some, all), code| {
            let is = codes.contains(code);
            (some || is, all && is)
        });
        match (some, all) {
            (false, _) => Some(false),
            (true, true) if present == Some(true) => Some(true),
            (true, _) => None,
        }
    }
}
