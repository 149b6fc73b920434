//! The closed, two-valued condition language: what every target prints and the judge evaluates.
//!
//! The author's three-valued expression is lowered once into a pair of these, *holds* and *fails*. Every atom is total:
//! it is false where it needs an answer that is not there, so there is no NULL, no undefined and no negation above the atoms.
//! Conditions are hash-consed: the same condition has one id, and a condition's parts always have smaller ids.

use std::hash::BuildHasher as _;

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{Arena, CondId, Id, RepeatId, VarId};
use crate::term::Term;

/// A condition over an answer file, read raw: an answer that should not be there is a violation of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cond {
    /// Holds for every answer file.
    Always,
    /// Holds for none.
    Never,
    /// The variable has a value; for a tick, it is ticked.
    Present(VarId),
    /// The variable has no value; for a tick, it is not ticked.
    Absent(VarId),
    /// The variable has a value and it is one of these codes (of its code list, in the list's order).
    In {
        /// A variable whose values are codes.
        variable: VarId,
        /// The codes; never empty.
        codes: Vec<String>,
    },
    /// The variable has a value and it is none of these codes.
    NotIn {
        /// A variable whose values are codes.
        variable: VarId,
        /// The codes; never empty.
        codes: Vec<String>,
    },
    /// Both sides have a value and they compare so. Lowering writes `Term::guard` of both sides beside it,
    /// so a notation in which a missing part is "unknown" (SQL) may print it as it stands inside its `All`.
    Compare {
        /// Left side.
        left: Term,
        /// How they compare.
        op: Comparison,
        /// Right side: of the same kind as the left, number with number, day with day, month with month.
        right: Term,
    },
    /// All of these; never empty, never one.
    All(Vec<CondId>),
    /// At least one of these; never empty, never one.
    Any(Vec<CondId>),
    /// At least one occurrence of the repeat meets the condition, whose variables of that repeat are the occurrence's own.
    Some {
        /// The roster.
        repeat: RepeatId,
        /// The condition of an occurrence.
        cond: CondId,
    },
    /// Every occurrence of the repeat meets the condition; holds when there is none.
    Every {
        /// The roster.
        repeat: RepeatId,
        /// The condition of an occurrence.
        cond: CondId,
    },
}

impl Cond {
    /// The conditions that it joins, as a conjunction or an alternative; none of any other.
    pub fn joined(&self) -> &[CondId] {
        if let Self::All(parts) | Self::Any(parts) = self { parts } else { &[] }
    }

    /// The parts of which one must hold; none for a condition of another kind.
    pub fn alternatives(&self) -> &[CondId] {
        if let Self::Any(parts) = self { parts } else { &[] }
    }
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Comparison {
    /// =
    #[serde(rename = "=")]
    Equal,
    /// ≠
    #[serde(rename = "!=")]
    NotEqual,
    /// <
    #[serde(rename = "<")]
    Less,
    /// ≤
    #[serde(rename = "<=")]
    LessOrEqual,
    /// >
    #[serde(rename = ">")]
    Greater,
    /// ≥
    #[serde(rename = ">=")]
    GreaterOrEqual,
}

impl Comparison {
    /// The comparison that holds exactly where this one does not, both sides having a value.
    pub fn opposite(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }

    /// The same comparison with its sides exchanged.
    pub(crate) fn mirrored(self) -> Self {
        match self {
            Self::Equal | Self::NotEqual => self,
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
        }
    }

    /// Whether two values in this order compare so.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

/// A condition of more parts than these stays whole inside another, so that many early ends cost each question a reference and not a copy.
const MOST_FLATTENED: usize = 16;

/// Conditions in the order in which they came, each once.
#[derive(Default)]
struct Once {
    order: Vec<CondId>,
    /// The same, where they are too many to be looked through.
    known: FxHashSet<CondId>,
}

impl Once {
    fn has(&self, id: CondId) -> bool {
        if self.order.len() > MOST_FLATTENED { self.known.contains(&id) } else { self.order.contains(&id) }
    }

    fn add(&mut self, id: CondId) {
        if self.has(id) {
            return;
        }
        self.order.push(id);
        match self.order.len() {
            ..=MOST_FLATTENED => {}
            length if length == MOST_FLATTENED + 1 => self.known.extend(&self.order),
            _ => {
                self.known.insert(id);
            }
        }
    }
}

/// All conditions of a form, each once.
#[derive(Debug, Clone, Default)]
pub struct Conds {
    arena: Arena<CondId, Cond>,
    /// The id of each, found by what it says. The conditions themselves lie in the arena alone.
    known: HashTable<CondId>,
    negated: FxHashMap<CondId, CondId>,
    /// How many parts each has, written out.
    parts: Vec<u64>,
}

fn hash(cond: &Cond) -> u64 {
    FxBuildHasher.hash_one(cond)
}

impl Conds {
    /// The condition of an id.
    pub fn get(&self, id: CondId) -> &Cond {
        self.arena.get(id)
    }

    /// The id of a condition that is known.
    pub(crate) fn find(&self, cond: &Cond) -> Option<CondId> {
        self.known.find(hash(cond), |id| self.arena.get(*id) == cond).copied()
    }

    /// All conditions, parts before wholes.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (CondId, &Cond)> + ExactSizeIterator {
        self.arena.iter()
    }

    /// How many conditions there are.
    pub fn len(&self) -> usize {
        self.arena.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.arena.is_empty()
    }

    /// The conditions that must all hold for this one to hold, none of which is itself such a conjunction: each once, in order;
    /// none for one that always holds.
    pub fn conjuncts(&self, id: CondId) -> Vec<CondId> {
        let mut found = Once::default();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            match self.get(next) {
                Cond::Always => {}
                Cond::All(parts) => open.extend(parts.iter().rev()),
                Cond::Never
                | Cond::Present(_)
                | Cond::Absent(_)
                | Cond::In { variable: _, codes: _ }
                | Cond::NotIn { variable: _, codes: _ }
                | Cond::Compare { left: _, op: _, right: _ }
                | Cond::Any(_)
                | Cond::Some { repeat: _, cond: _ }
                | Cond::Every { repeat: _, cond: _ } => {
                    found.add(next);
                }
            }
        }
        found.order
    }

    /// Whether the condition holds whatever is answered.
    pub fn is_always(&self, id: CondId) -> bool {
        matches!(self.arena.get(id), Cond::Always)
    }

    /// Whether the condition can hold for no answer, as far as its shape tells.
    pub fn is_never(&self, id: CondId) -> bool {
        matches!(self.arena.get(id), Cond::Never)
    }

    /// Whether the condition may hold where nothing at all is answered.
    pub(crate) fn may_hold_of_blanks(&self, id: CondId) -> bool {
        match self.get(id) {
            // What is compared, and is not counted, has its guard beside it.
            Cond::Always | Cond::Absent(_) | Cond::Compare { .. } | Cond::Every { repeat: _, cond: _ } => true,
            Cond::Never | Cond::Present(_) | Cond::In { .. } | Cond::NotIn { .. } | Cond::Some { .. } => false,
            Cond::All(parts) => parts.iter().all(|part| self.may_hold_of_blanks(*part)),
            Cond::Any(parts) => parts.iter().any(|part| self.may_hold_of_blanks(*part)),
        }
    }

    pub(crate) fn add(&mut self, cond: Cond) -> CondId {
        self.find(&cond).unwrap_or_else(|| self.place(cond))
    }

    /// Puts a condition at the next place even where the same stands at another: a model speaks of conditions by their places, and two
    /// that were bracketed differently are written alike in it.
    pub(crate) fn place(&mut self, cond: Cond) -> CondId {
        let parts = self.count(&cond);
        let (is_new, hashed) = (self.find(&cond).is_none(), hash(&cond));
        let id = self.arena.push(cond);
        self.parts.push(parts);
        if is_new {
            self.known.insert_unique(hashed, id, |id| hash(self.arena.get(*id)));
        }
        id
    }

    /// How many parts a condition has, written out. Stored once each, conditions stay small where their text does not.
    pub fn parts(&self, id: CondId) -> u64 {
        self.parts.get(id.index()).copied().unwrap_or_default()
    }

    fn count(&self, cond: &Cond) -> u64 {
        let inside = match cond {
            Cond::Always
            | Cond::Never
            | Cond::Present(_)
            | Cond::Absent(_)
            | Cond::In { variable: _, codes: _ }
            | Cond::NotIn { variable: _, codes: _ } => 0,
            Cond::Compare { left, op: _, right } => left.parts() + right.parts(),
            Cond::All(parts) | Cond::Any(parts) => {
                parts.iter().fold(0, |sum: u64, part| sum.saturating_add(self.parts(*part)))
            }
            Cond::Some { repeat: _, cond } | Cond::Every { repeat: _, cond } => self.parts(*cond),
        };
        inside.saturating_add(1)
    }

    pub(crate) fn always(&mut self) -> CondId {
        self.add(Cond::Always)
    }

    pub(crate) fn never(&mut self) -> CondId {
        self.add(Cond::Never)
    }

    pub(crate) fn present(&mut self, variable: VarId) -> CondId {
        self.add(Cond::Present(variable))
    }

    pub(crate) fn absent(&mut self, variable: VarId) -> CondId {
        self.add(Cond::Absent(variable))
    }

    /// One of these codes; never, where there are none.
    pub(crate) fn one_of(&mut self, variable: VarId, codes: Vec<String>) -> CondId {
        if codes.is_empty() { self.never() } else { self.add(Cond::In { variable, codes }) }
    }

    /// A value, and none of these codes; present, where there are none.
    pub(crate) fn none_of(&mut self, variable: VarId, codes: Vec<String>) -> CondId {
        if codes.is_empty() { self.present(variable) } else { self.add(Cond::NotIn { variable, codes }) }
    }

    /// A comparison with its guards written out beside it.
    pub(crate) fn compare(&mut self, left: Term, op: Comparison, right: Term) -> CondId {
        let left_guard = left.guard(self);
        let right_guard = right.guard(self);
        let compare = self.add(Cond::Compare { left, op, right });
        self.all([left_guard, right_guard, compare])
    }

    /// All of these: flat, each once, in the order given.
    pub(crate) fn all(&mut self, parts: impl IntoIterator<Item = CondId>) -> CondId {
        let mut flat = Once::default();
        for part in parts {
            match self.arena.get(part) {
                Cond::Always => {}
                Cond::Never => return self.never(),
                Cond::All(inner) if inner.len() <= MOST_FLATTENED => {
                    inner.iter().for_each(|id| flat.add(*id));
                }
                Cond::Present(_)
                | Cond::Absent(_)
                | Cond::In { .. }
                | Cond::NotIn { .. }
                | Cond::Compare { .. }
                | Cond::All(_)
                | Cond::Any(_)
                | Cond::Some { .. }
                | Cond::Every { .. } => flat.add(part),
            }
        }
        match flat.order.as_slice() {
            [] => self.always(),
            [only] => *only,
            _ => match self.unit(&flat) {
                Some(simpler) => self.all(simpler),
                None => self.add(Cond::All(flat.order)),
            },
        }
    }

    /// The parts of a conjunction without the alternatives that another part rules out: *not ended here* makes *ended here or not ended
    /// there* the plain *not ended there*. None where there is nothing to leave out.
    fn unit(&mut self, parts: &Once) -> Option<Vec<CondId>> {
        let mut simpler = None;
        for (index, part) in parts.order.iter().enumerate() {
            let Cond::Any(alternatives) = self.arena.get(*part) else { continue };
            if alternatives.len() > MOST_FLATTENED {
                continue;
            }
            let left: Vec<_> =
                alternatives.iter().copied().filter(|alternative| !self.ruled_out(*alternative, parts)).collect();
            if left.len() < alternatives.len() {
                let left = self.any(left);
                if let Some(slot) = simpler.get_or_insert_with(|| parts.order.clone()).get_mut(index) {
                    *slot = left;
                }
            }
        }
        simpler
    }

    /// Whether the opposite of a condition stands among these parts.
    fn ruled_out(&self, alternative: CondId, parts: &Once) -> bool {
        self.negated.get(&alternative).is_some_and(|opposite| {
            parts.has(*opposite)
                || match self.arena.get(*opposite) {
                    Cond::All(inner) => inner.iter().all(|one| parts.has(*one)),
                    Cond::Always
                    | Cond::Never
                    | Cond::Present(_)
                    | Cond::Absent(_)
                    | Cond::In { .. }
                    | Cond::NotIn { .. }
                    | Cond::Compare { .. }
                    | Cond::Any(_)
                    | Cond::Some { .. }
                    | Cond::Every { .. } => false,
                }
        })
    }

    /// At least one of these: flat, each once, in the order given.
    pub(crate) fn any(&mut self, parts: impl IntoIterator<Item = CondId>) -> CondId {
        let mut flat = Once::default();
        for part in parts {
            match self.arena.get(part) {
                Cond::Never => {}
                Cond::Always => return self.always(),
                Cond::Any(inner) if inner.len() <= MOST_FLATTENED => {
                    inner.iter().for_each(|id| flat.add(*id));
                }
                Cond::Present(_)
                | Cond::Absent(_)
                | Cond::In { .. }
                | Cond::NotIn { .. }
                | Cond::Compare { .. }
                | Cond::All(_)
                | Cond::Any(_)
                | Cond::Some { .. }
                | Cond::Every { .. } => flat.add(part),
            }
        }
        match flat.order.as_slice() {
            [] => self.never(),
            [only] => *only,
            _ => self.add(Cond::Any(flat.order)),
        }
    }

    /// The condition that holds exactly where this one does not: two-valued, so there is always one.
    /// It is not the author's `not`, which is the *fails* of a lowered pair.
    pub(crate) fn negate(&mut self, id: CondId) -> CondId {
        if let Some(known) = self.negated.get(&id) {
            return *known;
        }
        let negated = match self.arena.get(id).clone() {
            Cond::Always => self.never(),
            Cond::Never => self.always(),
            Cond::Present(variable) => self.absent(variable),
            Cond::Absent(variable) => self.present(variable),
            Cond::In { variable, codes } => {
                let absent = self.absent(variable);
                let other = self.add(Cond::NotIn { variable, codes });
                self.any([absent, other])
            }
            Cond::NotIn { variable, codes } => {
                let absent = self.absent(variable);
                let these = self.add(Cond::In { variable, codes });
                self.any([absent, these])
            }
            Cond::Compare { left, op, right } => {
                let left_guard = left.guard(self);
                let right_guard = right.guard(self);
                let guard = self.all([left_guard, right_guard]);
                let unguarded = self.negate(guard);
                let opposite = self.compare(left, op.opposite(), right);
                self.any([unguarded, opposite])
            }
            Cond::All(parts) => {
                let parts: Vec<_> = parts.into_iter().map(|part| self.negate(part)).collect();
                self.any(parts)
            }
            Cond::Any(parts) => {
                let parts: Vec<_> = parts.into_iter().map(|part| self.negate(part)).collect();
                self.all(parts)
            }
            Cond::Some { repeat, cond } => {
                let cond = self.negate(cond);
                self.every(repeat, cond)
            }
            Cond::Every { repeat, cond } => {
                let cond = self.negate(cond);
                self.some(repeat, cond)
            }
        };
        self.negated.insert(id, negated);
        // Twice not is the condition itself, as it was written, and not a longer one that means the same.
        self.negated.entry(negated).or_insert(id);
        negated
    }

    /// Some occurrence meets the condition.
    pub(crate) fn some(&mut self, repeat: RepeatId, cond: CondId) -> CondId {
        if self.is_never(cond) { cond } else { self.add(Cond::Some { repeat, cond }) }
    }

    /// Every occurrence meets the condition.
    pub(crate) fn every(&mut self, repeat: RepeatId, cond: CondId) -> CondId {
        if self.is_always(cond) { cond } else { self.add(Cond::Every { repeat, cond }) }
    }
}
