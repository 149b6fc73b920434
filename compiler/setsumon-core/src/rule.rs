//! The duties a form imposes on an answer file: the complete list that every target accounts for.

use setsumon_diagnostics::Span;

use crate::form::Form;
use crate::ids::{CondId, QuestionId, RepeatId, VarId};
use crate::text::Text;

/// One duty.
#[derive(Debug, Clone)]
pub struct Rule {
    /// A stable name that leads back to its question: `size__consented.asked`, `size.check2`.
    pub name: String,
    /// What the duty is, with its parts, for wording and for notations that can say it better than by `holds`.
    pub kind: RuleKind,
    /// The condition that must hold, whatever the kind (`Domain` apart, whose meaning is the variable's `Value`).
    /// For variables of a repeat it speaks of one occurrence.
    pub holds: CondId,
    /// Whether it binds a draft too.
    pub binds: Binds,
    /// Whether breaking it makes the answer file wrong, or is only reported.
    pub hard: bool,
    /// The roster in each of whose occurrences it must hold.
    pub repeat: Option<RepeatId>,
    /// The variable it is reported at.
    pub at: VarId,
    /// Where it is written.
    pub origin: Span,
}

/// When a duty binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Binds {
    /// In a draft and at submission.
    Always,
    /// At submission only.
    Submission,
}

/// The kinds of duties.
#[derive(Debug, Clone)]
pub enum RuleKind {
    /// The value is of the variable's type, range, codes, shape and length.
    Domain {
        /// The variable.
        variable: VarId,
    },
    /// The variable has no value unless the condition holds: it was not asked, its option not offered, or it is retired (never).
    Asked {
        /// The variable.
        variable: VarId,
        /// When it may have a value.
        when: CondId,
    },
    /// A code is chosen only where its option is offered.
    Offered {
        /// The variable.
        variable: VarId,
        /// The code.
        code: String,
        /// When it is offered.
        when: CondId,
    },
    /// At least one of these variables has a value where asked.
    Required {
        /// The question.
        question: QuestionId,
        /// One for most; the ticks of a multiple choice, of a grid's row; a value and its alternatives.
        variables: Vec<VarId>,
        /// When it must.
        when: CondId,
    },
    /// Where this tick is set, none of the others is.
    Exclusive {
        /// The exclusive tick.
        option: VarId,
        /// The others.
        others: Vec<VarId>,
    },
    /// A value and the ticks that take its place: at most one of them.
    Alternative {
        /// The value first.
        variables: Vec<VarId>,
    },
    /// At least so many ticks, if any, unless an exclusive one is set.
    PickMin {
        /// The ticks or ranks that count.
        variables: Vec<VarId>,
        /// At least.
        min: u32,
    },
    /// At most so many ticks.
    PickMax {
        /// The ticks or ranks that count.
        variables: Vec<VarId>,
        /// At most.
        max: u32,
    },
    /// No rank is given twice.
    RanksDiffer {
        /// The ranks.
        variables: Vec<VarId>,
    },
    /// No rank is left out before one that is given.
    RanksWithoutGap {
        /// The ranks.
        variables: Vec<VarId>,
    },
    /// The repeat has at least so many occurrences where asked.
    OccurrencesMin {
        /// The roster.
        repeat: RepeatId,
        /// At least.
        min: u32,
        /// When it is asked.
        when: CondId,
    },
    /// The repeat has at most so many occurrences, and none where it is not asked.
    OccurrencesMax {
        /// The roster.
        repeat: RepeatId,
        /// At most.
        max: u32,
        /// When it is asked.
        when: CondId,
    },
    /// An edit rule of the author's.
    Check {
        /// The condition under which it complains: its *fails*, and its own `when`.
        complains: CondId,
        /// What it says.
        message: Text,
    },
}

impl RuleKind {
    /// What an edit rule of the author's says; every other duty is told by a sentence of the house.
    pub fn message(&self) -> Option<&Text> {
        if let Self::Check { complains: _, message } = self { Some(message) } else { None }
    }

    /// The same in one piece, for whoever reads of the survey and has no answers at hand.
    pub fn told(&self, form: &Form) -> Option<String> {
        self.message().map(|message| message.told(form))
    }

    /// The option that excludes others, and these.
    pub fn exclusive(&self) -> Option<(VarId, &[VarId])> {
        if let Self::Exclusive { option, others } = self { Some((*option, others)) } else { None }
    }

    /// The roster whose number of entries is bounded.
    pub fn roster(&self) -> Option<RepeatId> {
        if let Self::OccurrencesMin { repeat, min: _, when: _ } | Self::OccurrencesMax { repeat, max: _, when: _ } =
            self
        {
            Some(*repeat)
        } else {
            None
        }
    }

    /// When that may be there which the duty forbids elsewhere: an answer where it is asked, a code where it is offered, an entry where
    /// its roster is.
    pub fn allowed_when(&self) -> Option<CondId> {
        if let Self::Asked { variable: _, when }
        | Self::Offered { variable: _, code: _, when }
        | Self::OccurrencesMax { repeat: _, max: _, when } = self
        {
            Some(*when)
        } else {
            None
        }
    }
}
