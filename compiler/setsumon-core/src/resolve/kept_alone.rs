//! Whether all that is left of something is kept for its history: it bears no number then, and nobody is shown an empty box.

use setsumon_syntax::ast::{Kind, Statement};

/// Whether something holds what is `retired`, and nothing that anybody is asked or told.
pub(crate) fn is_kept_alone(statement: &Statement) -> bool {
    holds(statement, |inner| inner.kind == Kind::Retired) && !inside(statement).any(shows)
}

fn inside(statement: &Statement) -> impl Iterator<Item = &Statement> {
    let otherwise = statement.otherwise.iter().flat_map(|otherwise| &otherwise.body);
    statement.body.iter().chain(otherwise)
}

fn holds(statement: &Statement, wanted: fn(&Statement) -> bool) -> bool {
    inside(statement).any(|inner| wanted(inner) || is_around(inner) && holds(inner, wanted))
}

/// Whether a respondent sees something of it, or would where it is asked.
#[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written a few kinds are silent by themselves")]
fn shows(statement: &Statement) -> bool {
    match statement.kind {
        Kind::Retired | Kind::Let => false,
        // Words at what stands around them.
        Kind::Lead | Kind::Instruction | Kind::Hint | Kind::Beside | Kind::Rationale if statement.body.is_empty() => {
            false
        }
        _ if is_around(statement) => !is_kept_alone(statement),
        _ => true,
    }
}

fn is_around(statement: &Statement) -> bool {
    matches!(
        statement.kind,
        Kind::Part | Kind::Section | Kind::Group | Kind::Repeat | Kind::When | Kind::Lead | Kind::Heading
    )
}
