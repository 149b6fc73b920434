//! Propositions: the solver of `batsat` with an end to its patience, and joints of literals.

use std::cell::Cell;

use batsat::{Callbacks, Lit, Solver, SolverInterface as _, SolverOpts, lbool};

/// How many decisions one question may cost.
const PATIENCE: u32 = 200_000;

/// Ends a search that takes too long.
struct Patience(Cell<u32>);

impl Callbacks for Patience {
    fn stop(&self) -> bool {
        let left = self.0.get().saturating_sub(1);
        self.0.set(left);
        left == 0
    }
}

/// What a search came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It can be.
    Yes,
    /// It cannot.
    No,
    /// It took too long.
    TooLong,
}

/// Literals and what joins them.
pub(crate) struct Sat {
    solver: Solver<Patience>,
    truth: Lit,
}

impl std::fmt::Debug for Sat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} variables, {} clauses", self.solver.num_vars(), self.solver.num_clauses())
    }
}

impl Sat {
    pub(crate) fn new() -> Self {
        let mut solver = Solver::new(SolverOpts::default(), Patience(Cell::new(PATIENCE)));
        let truth = Lit::new(solver.new_var_default(), true);
        solver.add_clause_reuse(&mut vec![truth]);
        Self { solver, truth }
    }

    /// What always holds, or never.
    pub(crate) fn constant(&self, holds: bool) -> Lit {
        self.truth.apply_sign(holds)
    }

    /// Whether a literal is what always holds, or never.
    pub(crate) fn settled(&self, lit: Lit) -> Option<bool> {
        (lit.var() == self.truth.var()).then(|| lit == self.truth)
    }

    pub(crate) fn fresh(&mut self) -> Lit {
        Lit::new(self.solver.new_var_default(), true)
    }

    /// That one of these holds.
    pub(crate) fn clause(&mut self, lits: impl IntoIterator<Item = Lit>) {
        let mut clause: Vec<Lit> = Vec::new();
        for lit in lits {
            match self.settled(lit) {
                Some(true) => return,
                Some(false) => {}
                None => clause.push(lit),
            }
        }
        self.solver.add_clause_reuse(&mut clause);
    }

    /// That the first implies the second.
    pub(crate) fn implies(&mut self, one: Lit, other: Lit) {
        self.clause([!one, other]);
    }

    /// A literal for all of these.
    pub(crate) fn all(&mut self, lits: impl IntoIterator<Item = Lit>) -> Lit {
        let mut parts: Vec<Lit> = Vec::new();
        for lit in lits {
            match self.settled(lit) {
                Some(true) => {}
                Some(false) => return lit,
                None => parts.push(lit),
            }
        }
        parts.sort_unstable();
        parts.dedup();
        match parts.as_slice() {
            [] => self.truth,
            [only] => *only,
            _ => {
                let whole = self.fresh();
                for part in &parts {
                    self.implies(whole, *part);
                }
                self.clause(parts.iter().map(|part| !*part).chain([whole]));
                whole
            }
        }
    }

    /// A literal for one of these.
    pub(crate) fn any(&mut self, lits: impl IntoIterator<Item = Lit>) -> Lit {
        let opposite: Vec<Lit> = lits.into_iter().map(|lit| !lit).collect();
        !self.all(opposite)
    }

    /// Looks for a way to make all of these hold.
    pub(crate) fn solve(&mut self, assumed: &[Lit]) -> Answer {
        self.solver.cb_mut().0.set(PATIENCE);
        match self.solver.solve_limited(assumed) {
            answer if answer == lbool::TRUE => Answer::Yes,
            answer if answer == lbool::FALSE => Answer::No,
            _ => Answer::TooLong,
        }
    }

    /// Whether a literal holds in what was found.
    pub(crate) fn holds(&self, lit: Lit) -> bool {
        self.settled(lit).unwrap_or_else(|| self.solver.value_lit(lit) == lbool::TRUE)
    }

    /// Whether a literal was decided at all in what was found.
    pub(crate) fn is_decided(&self, lit: Lit) -> bool {
        self.solver.value_lit(lit) != lbool::UNDEF
    }

    /// Whether an assumption is part of why there was no way.
    pub(crate) fn in_core(&self, assumed: Lit) -> bool {
        self.solver.unsat_core_contains_var(assumed.var())
    }
}
