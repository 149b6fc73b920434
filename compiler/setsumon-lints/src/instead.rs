//! Rules about what is typed and the compiler says itself: routes, instructions, numbers, spaces.

mod asides;
mod instruction;
mod markup;
mod references;
mod routing;
mod spaces;

use setsumon_diagnostics::Code;

use crate::rule::Rule;

/// The rules of this group.
pub(crate) const RULES: &[Rule] = &[
    Rule { code: Code::RoutingTyped, find: routing::typed },
    Rule { code: Code::InstructionTyped, find: instruction::typed },
    Rule { code: Code::RequiredTyped, find: asides::required },
    Rule { code: Code::ReferenceTyped, find: references::typed },
    Rule { code: Code::NeighbourReference, find: references::neighbour },
    Rule { code: Code::MarkupTyped, find: markup::typed },
    Rule { code: Code::SpaceStray, find: spaces::stray },
];
