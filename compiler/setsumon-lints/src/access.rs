//! Rules about who can read a text, and when: places and colours that not everybody sees, times that another edition moves.

mod shown;
mod times;

use setsumon_diagnostics::Code;

use crate::rule::Rule;

/// The rules of this group.
pub(crate) const RULES: &[Rule] = &[
    Rule { code: Code::YearTyped, find: times::year },
    Rule { code: Code::DateTyped, find: times::date },
    Rule { code: Code::RelativeYear, find: times::relative },
    Rule { code: Code::PositionReference, find: shown::position },
    Rule { code: Code::ColourReference, find: shown::colour },
    Rule { code: Code::AllCaps, find: shown::capitals },
    Rule { code: Code::LinkWords, find: shown::links },
];
