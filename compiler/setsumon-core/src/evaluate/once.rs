//! What is reckoned once for an answer file, however often it is asked: a roster is gone through for each thing that is said of it,
//! and not again from every entry of another.

use std::cell::RefCell;
use std::rc::Rc;

use num_rational::BigRational;
use rustc_hash::FxHashMap;

use crate::cond::Cond;
use crate::form::Form;
use crate::ids::{CondId, Id, RepeatId, VarId};
use crate::term::Term;

/// What was decided of conditions: true of the answers that it was decided of, and of no others.
#[derive(Debug, Default)]
pub struct Decided(FxHashMap<CondId, bool>);

impl Decided {
    /// Forgets what was decided of a condition; whether anything was.
    pub fn forget(&mut self, cond: CondId) -> bool {
        self.0.remove(&cond).is_some()
    }
}

/// What is known in one scope.
#[derive(Debug, Default)]
pub(super) struct Known {
    conds: RefCell<FxHashMap<CondId, bool>>,
    /// By the term's place.
    terms: RefCell<FxHashMap<usize, Option<BigRational>>>,
}

impl Known {
    pub(super) fn of_cond(&self, cond: CondId) -> Option<bool> {
        self.conds.borrow().get(&cond).copied()
    }

    pub(super) fn decide(&self, cond: CondId, holds: bool) {
        self.conds.borrow_mut().insert(cond, holds);
    }

    pub(super) fn of_place(&self, place: usize) -> Option<Option<BigRational>> {
        self.terms.borrow().get(&place).cloned()
    }

    pub(super) fn reckon(&self, place: usize, number: Option<BigRational>) {
        self.terms.borrow_mut().insert(place, number);
    }

    pub(super) fn resume(&self, decided: Decided) {
        let Decided(decided) = decided;
        self.conds.replace(decided);
    }

    pub(super) fn decided(&self) -> Decided {
        Decided(self.conds.take())
    }
}

/// What is known in the file and in each occurrence of a roster in it.
#[derive(Debug, Default)]
pub(super) struct Reckoned {
    file: Rc<Known>,
    occurrences: RefCell<FxHashMap<(RepeatId, usize), Rc<Known>>>,
    /// The terms that go through a roster, each once.
    places: RefCell<FxHashMap<Term, usize>>,
}

impl Reckoned {
    pub(super) fn of_file(&self) -> Rc<Known> {
        Rc::clone(&self.file)
    }

    pub(super) fn of_occurrence(&self, repeat: RepeatId, number: usize) -> Rc<Known> {
        Rc::clone(self.occurrences.borrow_mut().entry((repeat, number)).or_default())
    }

    pub(super) fn place(&self, term: &Term) -> usize {
        let known = self.places.borrow().get(term).copied();
        known.unwrap_or_else(|| {
            let mut places = self.places.borrow_mut();
            let place = places.len();
            places.insert(term.clone(), place);
            place
        })
    }
}

/// The rosters of which conditions read an occurrence where they stand, which is another in each occurrence.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// Of each condition, by its index.
    conds: Vec<Box<[RepeatId]>>,
}

impl Standing {
    /// Of all conditions of a form.
    pub(crate) fn of(form: &Form) -> Self {
        let mut standing = Self { conds: Vec::with_capacity(form.conds().len()) };
        // Parts stand before wholes.
        for (_, cond) in form.conds().iter() {
            let mut found = Vec::new();
            standing.cond(form, cond, &mut found);
            standing.conds.push(found.into());
        }
        standing
    }

    /// Those that a condition reads; none for a condition that is not known.
    pub(crate) fn of_cond(&self, cond: CondId) -> Option<&[RepeatId]> {
        self.conds.get(cond.index()).map(AsRef::as_ref)
    }

    /// Those that a term reads.
    pub(super) fn of_term(&self, form: &Form, term: &Term) -> Vec<RepeatId> {
        let mut found = Vec::new();
        self.term(form, term, &mut found);
        found
    }

    fn cond(&self, form: &Form, cond: &Cond, found: &mut Vec<RepeatId>) {
        match cond {
            Cond::Always | Cond::Never => {}
            Cond::Present(variable)
            | Cond::Absent(variable)
            | Cond::In { variable, codes: _ }
            | Cond::NotIn { variable, codes: _ } => of_variable(form, *variable, found),
            Cond::Compare { left, op: _, right } => {
                self.term(form, left, found);
                self.term(form, right, found);
            }
            Cond::All(parts) | Cond::Any(parts) => {
                for part in parts {
                    self.part(*part, None, found);
                }
            }
            Cond::Some { repeat, cond } | Cond::Every { repeat, cond } => self.part(*cond, Some(*repeat), found),
        }
    }

    /// Of a part, in which the occurrence of this roster is its own.
    fn part(&self, cond: CondId, own: Option<RepeatId>, found: &mut Vec<RepeatId>) {
        for repeat in self.of_cond(cond).unwrap_or_default() {
            if Some(*repeat) != own && !found.contains(repeat) {
                found.push(*repeat);
            }
        }
    }

    fn term(&self, form: &Form, term: &Term, found: &mut Vec<RepeatId>) {
        match term {
            Term::Number(_) | Term::Day(_) | Term::Month(_) => {}
            Term::Value(variable) | Term::Score { variable, scores: _ } => of_variable(form, *variable, found),
            Term::CountPresent(variables) => {
                for variable in variables {
                    of_variable(form, *variable, found);
                }
            }
            Term::Sum(parts) | Term::FirstOf(parts) => {
                for part in parts {
                    self.term(form, part, found);
                }
            }
            Term::Add(a, b)
            | Term::Subtract(a, b)
            | Term::Multiply(a, b)
            | Term::Divide(a, b)
            | Term::Days(a, b)
            | Term::Age(a, b) => {
                self.term(form, a, found);
                self.term(form, b, found);
            }
            Term::Negative(a) | Term::Round(a, _) | Term::PlusDays(a, _) | Term::PlusMonths(a, _) => {
                self.term(form, a, found);
            }
            Term::CountWhere { repeat, cond } => self.part(*cond, Some(*repeat), found),
            Term::SumWhere { repeat, term, cond } => {
                self.part(*cond, Some(*repeat), found);
                let inside = self.of_term(form, term);
                let others: Vec<_> =
                    inside.into_iter().filter(|other| other != repeat && !found.contains(other)).collect();
                found.extend(others);
            }
            Term::If { cond, then, otherwise } => {
                self.part(*cond, None, found);
                self.term(form, then, found);
                self.term(form, otherwise, found);
            }
        }
    }
}

fn of_variable(form: &Form, variable: VarId, found: &mut Vec<RepeatId>) {
    if let Some(repeat) = form.variables().get(variable).repeat
        && !found.contains(&repeat)
    {
        found.push(repeat);
    }
}
