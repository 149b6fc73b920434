//! Whether there are answers of which something holds: such answers, or what clashes.

use rustc_hash::FxHashSet;
use setsumon_core::answers::{Answers, LastAnswers};
use setsumon_core::form::Form;
use setsumon_core::ids::{RuleId, VarId};
use setsumon_core::judge::{Mode, judge};
use setsumon_core::rule::RuleKind;

use crate::duties::Duties;
use crate::encode::{Claim, Encoder, Found, Outcome, Why};
use crate::made::Made;

pub use crate::encode::{What, Wish};

/// How many entries of a roster are looked at, at first, and where that did not suffice.
const ENTRIES: [u32; 3] = [3, 12, 40];

/// So many duties may be looked at that nothing of what was asked bears on.
const MOST_BROKEN: usize = 500;

/// Proves what answers can be. It remembers nothing of one question for the next.
#[derive(Debug)]
pub struct Prover<'f> {
    form: &'f Form,
    duties: Duties,
}

/// What there is to say of a question whether there are such answers.
#[derive(Debug)]
pub enum Verdict {
    /// There are: these, which the judge accepted.
    Possible(Box<Witness>),
    /// There are none.
    Impossible(Clash),
    /// It is not known.
    Undecided(Why),
}

/// Answers of which something holds.
#[derive(Debug, Default)]
pub struct Witness {
    /// The answers.
    pub answers: Answers,
    /// Last year's, where something hangs on them.
    pub last: Option<LastAnswers>,
    /// The answers that matter: all others could be left out or be otherwise.
    pub matter: Vec<VarId>,
}

/// What clashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clash {
    /// The parts of what was looked for, by their places.
    pub wishes: Vec<usize>,
    /// The duties.
    pub duties: Vec<RuleId>,
}

impl<'f> Prover<'f> {
    /// Proves of this form.
    pub fn new(form: &'f Form) -> Self {
        Self { form, duties: Duties::of(form) }
    }

    /// Whether there are answers that could be handed in and of which all this holds. Duties in `without` need not be kept.
    pub fn ask(&self, wishes: &[Wish], without: &FxHashSet<RuleId>) -> Verdict {
        // Duties that nothing of this bears on are looked at where made-up answers break them.
        let mut also: Vec<RuleId> = Vec::new();
        loop {
            let found = match self.search(wishes, without, &also) {
                Outcome::Impossible(claims) => return Verdict::Impossible(clash(&claims)),
                Outcome::Undecided(why) => return Verdict::Undecided(why),
                Outcome::Possible(found) => found,
            };
            match self.witness(&found, without) {
                Ok(witness) => return Verdict::Possible(Box::new(witness)),
                Err(broken) => {
                    let known = also.len();
                    also.extend(broken);
                    also.sort_unstable();
                    also.dedup();
                    if also.len() == known || known > MOST_BROKEN {
                        return Verdict::Undecided(Why::Computed);
                    }
                }
            }
        }
    }

    /// The same without answers to show: whether there are such answers as far as what they read and what bears on that goes.
    /// Duties in `also` are kept whether or not something of it bears on them.
    ///
    /// # Errors
    /// Where it is not known, and why.
    pub fn can_be(&self, wishes: &[Wish], without: &FxHashSet<RuleId>, also: &[RuleId]) -> Result<Option<Clash>, Why> {
        match self.search(wishes, without, also) {
            Outcome::Possible(_) => Ok(None),
            Outcome::Impossible(claims) => Ok(Some(clash(&claims))),
            Outcome::Undecided(why) => Err(why),
        }
    }

    /// Whether more bears on an answer than its type and when it is asked.
    pub(crate) fn is_bound(&self, variable: VarId) -> bool {
        self.duties.on(variable).iter().any(|duty| {
            let kind = &self.form.rules().get(*duty).kind;
            !matches!(kind, RuleKind::Asked { .. } | RuleKind::Required { .. })
        })
    }

    /// The checks that hold an answer against others.
    pub(crate) fn checks_on(&self, variable: VarId) -> Vec<RuleId> {
        let is_check = |duty: &RuleId| matches!(self.form.rules().get(*duty).kind, RuleKind::Check { .. });
        self.duties.on(variable).iter().copied().filter(is_check).collect()
    }

    fn search(&self, wishes: &[Wish], without: &FxHashSet<RuleId>, also: &[RuleId]) -> Outcome {
        let mut last = Outcome::Undecided(Why::TooLong);
        for entries in ENTRIES {
            last = Encoder::new(self.form, &self.duties, without, entries).search(wishes, also);
            match last {
                Outcome::Undecided(Why::Entries(_)) => {}
                Outcome::Possible(_) | Outcome::Impossible(_) | Outcome::Undecided(Why::TooLong | Why::Computed) => {
                    break;
                }
            }
        }
        last
    }

    /// The answers that were found, with what else must be answered; or the duties for which the judge does not accept them.
    fn witness(&self, found: &Found, without: &FxHashSet<RuleId>) -> Result<Witness, Vec<RuleId>> {
        let ignored: Vec<&str> = self
            .form
            .rules()
            .iter()
            .filter(|(id, _)| without.contains(id))
            .map(|(_, rule)| rule.name.as_str())
            .collect();
        let mut made = Made::of(self.form, found);
        // What must be answered may bring up more that must be.
        loop {
            let (answers, last) = made.answers();
            let verdict = judge(self.form, &answers, last.as_ref(), Mode::Submission);
            let broken = verdict.violations.into_iter().filter(|one| !ignored.contains(&one.rule.as_str()));
            let broken: Vec<(String, Option<usize>)> = broken.map(|one| (one.rule, one.occurrence)).collect();
            if broken.is_empty() {
                return Ok(Witness { answers, last, matter: made.matter });
            }
            let mut mended = false;
            for (rule, entry) in &broken {
                mended |= made.mend(rule, *entry);
            }
            if !mended {
                return Err(broken.iter().filter_map(|(rule, _)| made.rule(rule)).collect());
            }
        }
    }
}

fn clash(claims: &[Claim]) -> Clash {
    let mut clash = Clash::default();
    for claim in claims {
        match claim {
            Claim::Wish(place) => clash.wishes.push(*place),
            Claim::Duty(duty) => clash.duties.push(*duty),
            Claim::Entries(_) => {}
        }
    }
    clash
}
