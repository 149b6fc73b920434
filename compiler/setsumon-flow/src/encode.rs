//! Answers as propositions: what a condition is in them, and what bears on them.
//!
//! Only what a question is about is put in: an answer that is read brings the duties that bear on it, and these bring what they read.

mod answers;
mod conditions;
mod rosters;
mod terms;

use batsat::Lit;
use num_bigint::BigInt;
use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_core::form::Form;
use setsumon_core::ids::{CondId, RepeatId, RuleId, VarId};

pub(crate) use self::answers::Decided;
use self::answers::Given;
use self::rosters::{Roster, Rosters};
use crate::arithmetic::{Arithmetic, Numbers};
use crate::duties::Duties;
use crate::linear::{Linear, Unknown};
use crate::sat::{Answer, Sat};

/// The entries of rosters that something is read from, by a place in a list; the first is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Within(u32);

impl Within {
    /// The file as a whole.
    pub(crate) const FILE: Self = Self(0);
}

/// What is claimed of answers, and may be why there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Claim {
    /// What is looked for: one of its parts, by its place.
    Wish(usize),
    /// A duty.
    Duty(RuleId),
    /// That a roster has no more entries than were looked at.
    Entries(RepeatId),
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What it is said of.
    pub what: What,
    /// Whether it is to hold, or not to.
    pub holds: bool,
    /// The roster in one of whose entries it is looked for.
    pub repeat: Option<RepeatId>,
}

/// What holds of answers, or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A condition.
    Cond(CondId),
    /// That there is an answer; of a tick, that it is ticked.
    Present(VarId),
    /// That an answer is this code.
    Code(VarId, String),
}

impl What {
    /// The condition, where it is one.
    pub(crate) fn cond(&self) -> Option<CondId> {
        if let Self::Cond(cond) = self { Some(*cond) } else { None }
    }
}

/// Why it is not known whether there are such answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It took too many steps.
    TooLong,
    /// It may hang on more entries of a roster than were looked at.
    Entries(RepeatId),
    /// It hangs on a value that is computed otherwise than by adding.
    Computed,
}

/// What a search came to.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// There are such answers.
    Possible(Found),
    /// There are none: these clash.
    Impossible(Vec<Claim>),
    /// It is not known.
    Undecided(Why),
}

/// What was decided of answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    /// Of each that was looked at, by the entry of its roster.
    pub(crate) answers: Vec<(VarId, Option<usize>, Decided)>,
    /// How many entries a roster has.
    pub(crate) entries: Vec<(RepeatId, usize)>,
}

/// So often a value that is computed otherwise than it was guessed is learnt.
const MOST_LEARNT: u32 = 500;

/// Of so many clashing claims it is tried whether one can be left out.
const MOST_SHORTENED: usize = 60;

/// Answers as propositions.
#[derive(Debug)]
pub(crate) struct Encoder<'f> {
    form: &'f Form,
    duties: &'f Duties,
    /// The duties that are taken for kept whatever is answered: what is asked is whether they can be broken.
    without: &'f FxHashSet<RuleId>,
    /// How many entries of a roster are looked at, at most.
    entries: u32,
    sat: Sat,
    numbers: Arithmetic,
    within: Vec<Vec<(RepeatId, u32)>>,
    within_ids: FxHashMap<Vec<(RepeatId, u32)>, Within>,
    given: FxHashMap<(VarId, Option<u32>), Given>,
    /// Answers in the order in which they were first read.
    order: Vec<(VarId, Option<u32>)>,
    conds: FxHashMap<(CondId, Within), Lit>,
    rosters: Rosters,
    /// Answers that nothing bears on yet.
    open: Vec<(VarId, Option<u32>)>,
    open_rosters: Vec<RepeatId>,
    claims: Vec<(Claim, Lit)>,
    of_duty: FxHashMap<RuleId, Lit>,
    /// The same duty bears on several answers.
    entered: FxHashSet<(RuleId, Within)>,
    /// A value that cannot be computed exactly stands somewhere.
    inexact: bool,
}

impl<'f> Encoder<'f> {
    pub(crate) fn new(form: &'f Form, duties: &'f Duties, without: &'f FxHashSet<RuleId>, entries: u32) -> Self {
        Self {
            form,
            duties,
            without,
            entries,
            sat: Sat::new(),
            numbers: Arithmetic::default(),
            within: vec![Vec::new()],
            within_ids: FxHashMap::from_iter([(Vec::new(), Within::FILE)]),
            given: FxHashMap::default(),
            order: Vec::new(),
            conds: FxHashMap::default(),
            rosters: Rosters::default(),
            open: Vec::new(),
            open_rosters: Vec::new(),
            claims: Vec::new(),
            of_duty: FxHashMap::default(),
            entered: FxHashSet::default(),
            inexact: false,
        }
    }

    /// Whether there are answers that keep all duties that bear on what is read, and these too, and of which all this holds.
    pub(crate) fn search(&mut self, wishes: &[Wish], also: &[RuleId]) -> Outcome {
        for duty in also {
            self.duty(*duty, Within::FILE);
        }
        for (place, wish) in wishes.iter().enumerate() {
            let within = match wish.repeat {
                None => Within::FILE,
                Some(repeat) => {
                    let roster = self.roster(repeat);
                    let Some(there) = roster.there.first().copied() else {
                        return Outcome::Impossible(vec![Claim::Wish(place)]);
                    };
                    self.claim(Claim::Wish(place), there);
                    self.entry(Within::FILE, repeat, 0)
                }
            };
            let lit = match &wish.what {
                What::Cond(cond) => self.cond(*cond, within),
                What::Present(variable) => self.present(*variable, within),
                What::Code(variable, code) => self.one_of_codes(*variable, std::slice::from_ref(code), within),
            };
            self.claim(Claim::Wish(place), lit.apply_sign(wish.holds));
        }
        self.bear();
        self.solve()
    }

    /// That something holds, as one of the things that may be why there are no answers.
    fn claim(&mut self, claim: Claim, lit: Lit) {
        let selector = self.sat.fresh();
        self.sat.implies(selector, lit);
        self.claims.push((claim, selector));
    }

    /// Puts in what bears on all that is read, and on what that reads.
    fn bear(&mut self) {
        loop {
            if let Some((variable, entry)) = self.open.pop() {
                let within = match (self.form.variables().get(variable).repeat, entry) {
                    (Some(repeat), Some(entry)) => self.entry(Within::FILE, repeat, entry),
                    (_, _) => Within::FILE,
                };
                let duties = self.duties;
                for rule in duties.on(variable) {
                    self.duty(*rule, within);
                }
            } else if let Some(repeat) = self.open_rosters.pop() {
                let duties = self.duties;
                for rule in duties.on_roster(repeat) {
                    self.duty(*rule, Within::FILE);
                }
            } else {
                return;
            }
        }
    }

    /// Puts a duty in, where it is said of what stands there: in each entry of its roster, where it is read from outside.
    fn duty(&mut self, id: RuleId, within: Within) {
        let rule = self.form.rules().get(id);
        let places: Vec<(Lit, Within)> = match rule.repeat {
            None => vec![(self.sat.constant(true), Within::FILE)],
            Some(repeat) => match self.entry_of(within, repeat) {
                Some(entry) => vec![(self.there(repeat, entry), within)],
                None => self.all_entries(Within::FILE, repeat),
            },
        };
        for (there, within) in places {
            if self.without.contains(&id) || !self.entered.insert((id, within)) {
                continue;
            }
            let holds = self.cond(rule.holds, within);
            let selector = self.selector(id);
            self.sat.clause([!selector, !there, holds]);
        }
    }

    /// The literal that puts a duty in force.
    fn selector(&mut self, duty: RuleId) -> Lit {
        if let Some(known) = self.of_duty.get(&duty) {
            return *known;
        }
        let selector = self.sat.fresh();
        self.of_duty.insert(duty, selector);
        self.claims.push((Claim::Duty(duty), selector));
        selector
    }

    fn solve(&mut self) -> Outcome {
        let few: Vec<(Claim, Lit)> =
            self.rosters.more().map(|(repeat, more)| (Claim::Entries(repeat), !more)).collect();
        let all: Vec<(Claim, Lit)> = self.claims.iter().copied().chain(few).collect();
        match self.attempt(&all) {
            Attempt::Found(values) => self.found(&values),
            Attempt::Undecided(why) => Outcome::Undecided(why),
            Attempt::None(core) => self.clash(core),
        }
    }

    /// Why there are no answers, in as few claims as can be. That rosters are short is no reason: where it is one, nothing is known.
    fn clash(&mut self, mut core: Vec<(Claim, Lit)>) -> Outcome {
        let is_entries = |claim: Claim| match claim {
            Claim::Entries(repeat) => Some(repeat),
            Claim::Wish(_) | Claim::Duty(_) => None,
        };
        if let Some(repeat) = core.iter().find_map(|(claim, _)| is_entries(*claim)) {
            let without: Vec<(Claim, Lit)> = self.claims.clone();
            match self.attempt(&without) {
                Attempt::None(of_any) => core = of_any,
                Attempt::Found(_) | Attempt::Undecided(_) => return Outcome::Undecided(Why::Entries(repeat)),
            }
        }
        let mut place = 0;
        while place < core.len() && core.len() <= MOST_SHORTENED {
            let mut fewer = core.clone();
            fewer.remove(place);
            match self.attempt(&fewer) {
                Attempt::None(shorter) => {
                    // What was needed so far is needed still.
                    core.retain(|claim| shorter.contains(claim));
                }
                Attempt::Found(_) | Attempt::Undecided(_) => place += 1,
            }
        }
        let mut claims: Vec<Claim> = core.into_iter().map(|(claim, _)| claim).collect();
        claims.sort_unstable();
        claims.dedup();
        Outcome::Impossible(claims)
    }

    /// Looks for answers of which these claims are true: propositions first, then whether the numbers can be, then what they compute to.
    fn attempt(&mut self, claims: &[(Claim, Lit)]) -> Attempt {
        let mut learnt = 0;
        let assumed: Vec<Lit> = claims.iter().map(|(_, lit)| *lit).collect();
        loop {
            match self.sat.solve(&assumed) {
                Answer::Yes => {}
                Answer::TooLong => return Attempt::Undecided(Why::TooLong),
                Answer::No => {
                    let core = claims.iter().filter(|(_, lit)| self.sat.in_core(*lit)).copied();
                    return Attempt::None(core.collect());
                }
            }
            match self.numbers.check(&self.sat) {
                Numbers::TooLong => return Attempt::Undecided(Why::TooLong),
                Numbers::Clash(why) => self.sat.clause(why.into_iter().map(|lit| !lit)),
                Numbers::Values(values) => match self.learn(&values) {
                    Learnt::Nothing => return Attempt::Found(values),
                    Learnt::Something => {}
                    Learnt::Unknowable => return Attempt::Undecided(Why::Computed),
                },
            }
            learnt += 1;
            if learnt > MOST_LEARNT {
                return Attempt::Undecided(Why::Computed);
            }
        }
    }

    /// Learns what the first computed value is that was guessed wrongly.
    fn learn(&mut self, values: &[BigInt]) -> Learnt {
        let of = |unknown: Unknown| values.get(unknown.0 as usize).cloned();
        let mut wrong = None;
        for computed in self.numbers.computed.iter().filter(|computed| self.sat.holds(computed.has)) {
            let Some((parts, value)) = computed.exactly(of) else { return Learnt::Unknowable };
            if of(computed.out).as_ref() != Some(&value) {
                let sums: Vec<_> = computed.what.parts().into_iter().cloned().zip(parts).collect();
                wrong = Some((sums, Linear::of(computed.out, 0), value));
                break;
            }
        }
        let Some((parts, out, value)) = wrong else { return Learnt::Nothing };
        // Some part is otherwise, or the value is this.
        let mut otherwise = Vec::new();
        for (sum, part) in parts {
            let apart = sum.minus(&Linear::constant(part));
            otherwise.push(!self.numbers.is_zero(&mut self.sat, &apart));
        }
        let apart = out.minus(&Linear::constant(value.into()));
        let (not_above, below) = (
            self.numbers.not_above_zero(&mut self.sat, &apart, false),
            self.numbers.not_above_zero(&mut self.sat, &apart, true),
        );
        for same in [not_above, !below] {
            self.sat.clause(otherwise.iter().copied().chain([same]));
        }
        Learnt::Something
    }

    fn found(&self, values: &[BigInt]) -> Outcome {
        if self.inexact {
            return Outcome::Undecided(Why::Computed);
        }
        let answers = self.order.iter().filter_map(|(variable, entry)| {
            let decided = self.given.get(&(*variable, *entry))?.decided(&self.sat, values);
            Some((*variable, entry.map(|entry| entry as usize), decided))
        });
        let entries = self.rosters.all().map(|(repeat, roster)| {
            let there = roster.there.iter().take_while(|there| self.sat.holds(**there)).count();
            (repeat, there)
        });
        Outcome::Possible(Found { answers: answers.collect(), entries: entries.collect() })
    }
}

/// What one look for answers came to.
enum Attempt {
    /// There are some: a value for each number.
    Found(Vec<BigInt>),
    /// There are none: these claims clash.
    None(Vec<(Claim, Lit)>),
    /// It is not known.
    Undecided(Why),
}

/// What was learnt of computed values.
enum Learnt {
    /// They are what they were guessed to be.
    Nothing,
    /// One is another.
    Something,
    /// One has more digits than are computed with.
    Unknowable,
}

impl Roster {
    fn entry(&self, entry: u32) -> Option<Lit> {
        self.there.get(entry as usize).copied()
    }
}
