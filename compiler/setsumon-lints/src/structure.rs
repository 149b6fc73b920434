//! Rules about structure and data: kinds of blanks, bounds, what is personal, what is written again and again.

mod blanks;
mod bounds;
mod dates;
mod labels;
mod names;
mod repeated;
mod sensitive;
mod topics;
mod unused;

use setsumon_diagnostics::Code;

use crate::rule::Rule;

/// The rules of this group.
pub(crate) const RULES: &[Rule] = &[
    Rule { code: Code::PersonalUnmarked, find: sensitive::personal_unmarked },
    Rule { code: Code::SensitiveRequired, find: sensitive::required },
    Rule { code: Code::SensitiveEarly, find: sensitive::early },
    Rule { code: Code::TextForNumber, find: blanks::number },
    Rule { code: Code::TextForDate, find: blanks::date },
    Rule { code: Code::TextForContact, find: blanks::contact },
    Rule { code: Code::CountWithoutMin, find: bounds::count },
    Rule { code: Code::PercentWithoutBounds, find: bounds::percent },
    Rule { code: Code::UnitInLabel, find: bounds::unit_in_label },
    Rule { code: Code::ConditionRepeated, find: repeated::condition },
    Rule { code: Code::OptionsRepeated, find: repeated::options },
    Rule { code: Code::Unused, find: unused::unused },
    Rule { code: Code::QuestionSameLabel, find: labels::same },
    Rule { code: Code::YearWithoutBounds, find: bounds::year },
    Rule { code: Code::DeadlineBeforeAsOf, find: dates::deadline },
    Rule { code: Code::NameForStata, find: names::stata },
];
