//! How large formulas may become. Every formula stands by itself, with what it reads written out, so that each target can print
//! it; one that reads another twice doubles it, and thirty such lines would fill any machine.

use setsumon_diagnostics::{Diagnostic, Span};

use super::Lowerer;
use super::conditions::Pair;
use super::nesting::MOST_NESTED;
use crate::errors::size;
use crate::resolve::symbols::SymbolId;
use crate::term::Term;

/// The most parts of one formula or condition.
pub(super) const MOST_PARTS: u64 = 50_000;

/// The most levels of one formula, with what it reads written out: databases read no deeper ones.
pub(super) const MOST_LEVELS: usize = 500;

/// The most names made with `let` that use one another in a chain.
const MOST_LETS: usize = 64;

/// The most parts that formulas and conditions take from what they read, all together.
const MOST_TAKEN: u64 = 1_000_000;

/// The most parts of the conditions of all rules: each target writes them out.
const MOST_WRITTEN: u64 = 2_000_000;

/// The most that the pairs of a ranking's options may come to, each as often as there are places: any two may not have the same place.
const MOST_RANKS: u64 = 250_000;

/// The most answers to one question that exclude the others: each of them says so of all.
const MOST_ALONE: usize = 32;

/// What is left of that.
#[derive(Debug)]
pub(super) struct Room {
    left: u64,
    /// How many parts the conditions of all rules have.
    written: u64,
    /// The use of a name that is being written out, where one is.
    at: Option<Span>,
    told: bool,
    /// How deep in a formula the lowering is.
    level: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { left: MOST_TAKEN, written: 0, at: None, told: false, level: 0 }
    }
}

impl Lowerer<'_, '_> {
    /// Takes up parts that something read brings in. Where there is no room any more that is told, once, and false is given back.
    pub(super) fn takes(&mut self, parts: u64, span: Span) -> bool {
        self.room.left = self.room.left.saturating_sub(parts);
        if self.room.left > 0 {
            return true;
        }
        if !std::mem::replace(&mut self.room.told, true) {
            self.say(size::formulas(self.room.at.unwrap_or(span), MOST_TAKEN));
        }
        false
    }

    /// Counts what a rule is written out as; where that comes to more than any target can write, that is told, once.
    pub(super) fn writes(&mut self, parts: u64, span: Span) {
        self.room.written = self.room.written.saturating_add(parts);
        if self.room.written > MOST_WRITTEN {
            self.too_large(size::written(span, MOST_WRITTEN));
        }
    }

    /// Whether a ranking of so many options into so many places can be written out; where not, that is told.
    pub(super) fn has_room_for_ranks(&mut self, options: u32, places: u32, span: Span) -> bool {
        let [options, places] = [options, places].map(u64::from);
        let fits = options.saturating_mul(options).saturating_mul(places) <= MOST_RANKS;
        if !fits {
            self.say(size::ranking(span, options));
        }
        fits
    }

    /// Whether so many answers to one question may each exclude the others; where there are too many, that is told.
    pub(super) fn has_room_alone(&mut self, alone: usize, span: Span) -> bool {
        let fits = alone <= MOST_ALONE;
        if !fits {
            self.say(size::alone(span, alone, MOST_ALONE));
        }
        fits
    }

    /// Takes up a part of what stands behind a name.
    pub(super) fn takes_of_name(&mut self, span: Span) -> bool {
        self.open_lets.is_empty() || self.takes(1, span)
    }

    /// Goes into what stands behind a name made with `let`, unless it leads back to itself, which was told, or too far.
    pub(super) fn opens(&mut self, symbol: SymbolId, span: Span) -> bool {
        if self.open_lets.contains(&symbol) {
            return false;
        }
        if self.open_lets.len() >= MOST_LETS {
            let name = self.symbols.get(symbol).path.clone();
            self.too_large(size::nested(self.room.at.unwrap_or(span), &name, MOST_LETS));
            return false;
        }
        self.open_lets.push(symbol);
        true
    }

    /// Goes one level deeper into a formula, unless it is too deep.
    pub(super) fn enters(&mut self, span: Span) -> bool {
        if self.room.level >= MOST_LEVELS {
            self.too_large(size::levels(self.room.at.unwrap_or(span), MOST_LEVELS));
            return false;
        }
        self.room.level += 1;
        true
    }

    /// Comes out of that level.
    pub(super) fn leaves(&mut self) {
        self.room.level = self.room.level.saturating_sub(1);
    }

    /// Tells, once, what is too large. What reads it would be written out in vain.
    fn too_large(&mut self, told: Diagnostic) {
        if !std::mem::replace(&mut self.room.told, true) {
            self.say(told);
        }
        self.room.left = 0;
    }

    /// Lowers what stands behind a name, remembering where the outermost name was used.
    pub(super) fn behind<T>(&mut self, span: Span, lower: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.room.at;
        self.room.at = outer.or(Some(span));
        let lowered = lower(self);
        self.room.at = outer;
        lowered
    }

    /// Whether two values that are compared can be written out; where not, that is told.
    pub(super) fn has_room_to_compare(&mut self, left: &Term, right: &Term, span: Span) -> bool {
        let fits = self.written(left).saturating_add(self.written(right)) <= MOST_PARTS;
        if !fits {
            self.too_large(size::formula(self.room.at.unwrap_or(span), MOST_PARTS));
            return false;
        }
        let shallow = self.nested(left).max(self.nested(right) + 2) <= MOST_NESTED;
        if !shallow {
            self.too_large(size::nested_in(self.room.at.unwrap_or(span)));
        }
        shallow
    }

    /// The condition, unless it is too long to be written out.
    pub(super) fn bounded(&mut self, pair: Pair, span: Span) -> Pair {
        if self.conds.parts(pair.holds).max(self.conds.parts(pair.fails)) <= MOST_PARTS {
            return pair;
        }
        self.too_large(size::formula(self.room.at.unwrap_or(span), MOST_PARTS));
        self.undecided()
    }
}
