//! Rules about options: what is offered, in which order, and what the words on it claim.

mod bands;
mod degrees;
pub(crate) mod kind;
mod lists;
mod meaning;
mod nonanswers;
mod numbers;
mod opposites;
mod other;
mod ranges;
mod same;
mod scales;

use setsumon_diagnostics::Code;

use crate::rule::Rule;
use crate::words::Words;

/// The rules of this group.
pub(crate) const RULES: &[Rule] = &[
    Rule { code: Code::OptionSameLabel, find: same::same_label },
    Rule { code: Code::OptionBandsOverlap, find: bands::overlap },
    Rule { code: Code::OptionBandsGap, find: bands::gap },
    Rule { code: Code::NonanswerNotMarked, find: nonanswers::not_marked },
    Rule { code: Code::RequiredMultiWithoutNone, find: lists::required_without_none },
    Rule { code: Code::OtherWithoutSpecify, find: other::without_specify },
    Rule { code: Code::OptionNumberTyped, find: numbers::typed },
    Rule { code: Code::OptionAfterOther, find: other::not_last },
    Rule { code: Code::OptionOnlyOne, find: lists::only_one },
    Rule { code: Code::OptionNumberNotCode, find: numbers::not_code },
    Rule { code: Code::OptionCodeOpposite, find: opposites::code_opposite },
    Rule { code: Code::MultiOfExclusiveOptions, find: opposites::exclusive },
    Rule { code: Code::OptionAllOfTheAbove, find: lists::all_of_the_above },
    Rule { code: Code::ScaleUnbalanced, find: scales::unbalanced },
    Rule { code: Code::ScaleOrder, find: scales::disordered },
    Rule { code: Code::ScaleDirectionChanges, find: scales::other_direction },
    Rule { code: Code::ScalePoints, find: scales::points },
    Rule { code: Code::KindContradicted, find: kind::contradicted },
    Rule { code: Code::OptionTooLong, find: lists::too_long },
];

/// Whether the label of an option says that it is no answer like the others.
pub(crate) fn is_apart(label: &Words) -> bool {
    meaning::apart(label).is_some()
}
