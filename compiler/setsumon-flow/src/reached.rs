//! What made-up respondents come to: what one of them comes to can be, and need not be proven.

use std::cell::RefCell;
use std::collections::BTreeMap;

use setsumon_core::answers::Answers;
use setsumon_core::evaluate::{Decided, Scope};
use setsumon_core::form::Form;
use setsumon_core::ids::{CondId, RepeatId, VarId};
use setsumon_core::judge::{Mode, judge};

use crate::random::Random;
use crate::respondent::{Manner, respond};

/// So many are made up.
const RESPONDENTS: u64 = 24;

/// Answers that could be handed in, and what was decided of them.
#[derive(Debug)]
pub(crate) struct Reached<'f> {
    form: &'f Form,
    respondents: Vec<(Answers, RefCell<Decided>)>,
}

impl<'f> Reached<'f> {
    pub(crate) fn of(form: &'f Form) -> Self {
        let nothing = BTreeMap::new();
        let manners = [Manner::Full, Manner::Sparing].into_iter().chain(std::iter::repeat(Manner::Chance));
        let made =
            manners.zip(0..RESPONDENTS).map(|(manner, seed)| respond(form, &nothing, manner, &mut Random::new(seed)));
        let accepted = made.filter(|answers| judge(form, answers, None, Mode::Submission).valid);
        Self { form, respondents: accepted.map(|answers| (answers, RefCell::default())).collect() }
    }

    /// Whether something holds of one of them, in an entry of a roster where it stands in one.
    fn any(&self, repeat: Option<RepeatId>, holds: impl Fn(&Scope<'_>) -> bool) -> bool {
        self.respondents.iter().any(|(answers, decided)| {
            let file = Scope::resumed(self.form, answers, decided.take());
            let found = match repeat {
                None => holds(&file),
                Some(repeat) => file.occurrences(repeat).any(|entry| holds(&entry)),
            };
            decided.replace(file.into_decided());
            found
        })
    }

    /// Whether there is one of them.
    pub(crate) fn any_accepted(&self) -> bool {
        !self.respondents.is_empty()
    }

    /// Whether a condition holds of one of them.
    pub(crate) fn holds_with(&self, cond: CondId, repeat: Option<RepeatId>) -> bool {
        self.any(repeat, |scope| scope.holds(cond))
    }

    /// Whether it does not.
    pub(crate) fn fails(&self, cond: CondId) -> bool {
        self.any(None, |scope| !scope.holds(cond))
    }

    /// Whether all these hold of one of them.
    pub(crate) fn all_hold_with(&self, conds: &[CondId], repeat: Option<RepeatId>) -> bool {
        self.any(repeat, |scope| conds.iter().all(|cond| scope.holds(*cond)))
    }

    /// Whether all these hold of one of them, and another does not.
    pub(crate) fn holds_but(&self, conds: &[CondId], but: CondId, repeat: Option<RepeatId>) -> bool {
        self.any(repeat, |scope| conds.iter().all(|cond| scope.holds(*cond)) && !scope.holds(but))
    }

    /// Whether one of them gave an answer.
    pub(crate) fn is_given(&self, variable: VarId) -> bool {
        self.any(self.form.variables().get(variable).repeat, |scope| scope.is_present(variable))
    }

    /// Whether one of them gave it of whom a condition holds.
    pub(crate) fn is_given_where(&self, variable: VarId, cond: CondId, repeat: Option<RepeatId>) -> bool {
        self.any(repeat, |scope| scope.is_present(variable) && scope.holds(cond))
    }
}
