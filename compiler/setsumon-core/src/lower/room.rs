//! How large formulas may become. Every formula stands by itself, with what it reads written out, so that each target can print
//! it; one that reads another twice doubles it, and thirty such lines would fill any machine.

use setsumon_diagnostics::Span;

use super::Lowerer;
use super::conditions::Pair;
use crate::errors::size;

/// The most parts of one formula or condition.
pub(super) const MOST_PARTS: u64 = 50_000;

/// The most parts that formulas and conditions take from what they read, all together.
const MOST_TAKEN: u64 = 1_000_000;

/// What is left of that.
#[derive(Debug)]
pub(super) struct Room {
    left: u64,
    /// The use of a name that is being written out, where one is.
    at: Option<Span>,
    told: bool,
}

impl Default for Room {
    fn default() -> Self {
        Self { left: MOST_TAKEN, at: None, told: false }
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

    /// Takes up a part of what stands behind a name.
    pub(super) fn takes_of_name(&mut self, span: Span) -> bool {
        self.open_lets.is_empty() || self.takes(1, span)
    }

    /// Lowers what stands behind a name, remembering where the outermost name was used.
    pub(super) fn behind<T>(&mut self, span: Span, lower: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.room.at;
        self.room.at = outer.or(Some(span));
        let lowered = lower(self);
        self.room.at = outer;
        lowered
    }

    /// The condition, unless it is too long to be written out.
    pub(super) fn bounded(&mut self, pair: Pair, span: Span) -> Pair {
        if self.conds.parts(pair.holds).max(self.conds.parts(pair.fails)) <= MOST_PARTS {
            return pair;
        }
        if !std::mem::replace(&mut self.room.told, true) {
            self.say(size::formula(self.room.at.unwrap_or(span), MOST_PARTS));
        }
        // What reads it would be written out in vain.
        self.room.left = 0;
        self.undecided()
    }
}
