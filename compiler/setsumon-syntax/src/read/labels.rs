//! Which statements need a label, and where a `lead` stands.

use super::Reader;
use super::statement::draws;
use crate::ast::{ClauseKind, Kind, Statement};
use crate::errors::head as errors;
use crate::words::{self, Need};

/// What is asked and shows a label, a lead, or both.
fn is_asked(kind: Kind) -> bool {
    matches!(kind, Kind::Question(_) | Kind::Grid | Kind::Group | Kind::Gate)
}

fn has_lead(statement: &Statement) -> bool {
    statement.body.iter().any(|child| child.kind == Kind::Lead && child.body_span.is_none())
}

/// What a `{ }` holds, that of `when`, `lead` and `heading` in it included.
fn gather<'s>(statements: &'s [Statement], into: &mut Vec<&'s Statement>) {
    for statement in statements {
        if matches!(statement.kind, Kind::When | Kind::Lead | Kind::Heading) {
            gather(&statement.body, into);
            if let Some(otherwise) = &statement.otherwise {
                gather(&otherwise.body, into);
            }
        } else {
            into.push(statement);
        }
    }
}

impl Reader<'_, '_, '_> {
    /// Whether it has a code and not the label that its kind must have.
    pub(super) fn lacks_label(&self, statement: &Statement, owner: Option<&Statement>) -> bool {
        let Statement { kind, label, code, prose, .. } = statement;
        let missing = label.is_none() && prose.is_none() && words::spec(*kind).label == Need::Must;
        let coded = code.is_some() || !words::spec(*kind).code;
        // What was taken from a list already has its label; it is named again to add fields to it.
        let repeated = *kind == Kind::Option && owner.is_some_and(draws);
        missing && coded && !repeated
    }

    /// The label of a kind that always needs one. That of questions is looked at once their surroundings are known.
    pub(super) fn label_needed(&mut self, statement: &Statement, owner: Option<&Statement>) {
        let Statement { kind, label, code, .. } = statement;
        if *kind == Kind::Use {
            let code = statement
                .clauses
                .iter()
                .find_map(|clause| if let ClauseKind::As(code) = &clause.kind { Some(code) } else { None });
            if let Some(code) = code
                && label.is_none()
            {
                self.say(errors::missing_label(code.span, "use … as", Some(&code.value)));
            }
            return;
        }
        if self.lacks_label(statement, owner) {
            let word = words::keyword(*kind).unwrap_or("");
            let span = code.as_ref().map_or(statement.kind_span, |code| code.span);
            self.say(errors::missing_label(span, word, code.as_ref().map(|code| code.value.as_str())));
        }
    }

    /// Whether every question in a `{ }` can be named by something.
    pub(super) fn labels_within(&mut self, owner: &Statement) {
        let mut children = Vec::new();
        gather(&owner.body, &mut children);
        let mut asked = children.iter().filter(|child| is_asked(child.kind));
        let first = asked.next().map(|child| child.span);
        let only = asked.next().is_none();
        let owned = matches!(owner.kind, Kind::Option | Kind::Question(_));
        for child in children {
            if !is_asked(child.kind) || child.label.is_some() || has_lead(child) || child.code.is_none() {
                continue;
            }
            let named_by_group = owner.kind == Kind::Group && owner.label.is_some() && first == Some(child.span);
            let prefixed = child.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Prefix(_)));
            let named_by_owner = owned && (only || prefixed);
            if !named_by_group && !named_by_owner {
                let word = words::keyword(child.kind).unwrap_or("");
                let code = child.code.as_ref();
                let span = code.map_or(child.kind_span, |code| code.span);
                self.say(errors::missing_label_or_lead(span, word, code.map_or("", |code| code.value.as_str())));
            }
        }
    }

    /// A `lead` without `{ }` is the first in its surroundings, and the only one.
    pub(super) fn leads(&mut self, statements: &[Statement]) {
        let mut before: Option<&Statement> = None;
        for statement in statements {
            let lead = statement.kind == Kind::Lead && statement.body_span.is_none();
            match (lead, before) {
                (true, Some(before)) => {
                    self.say(errors::misplaced_lead(statement.kind_span, before.kind_span, before.kind == Kind::Lead));
                }
                (true, None) => before = Some(statement),
                (false, _) => {
                    let weightless = matches!(
                        statement.kind,
                        Kind::Instruction | Kind::Hint | Kind::Beside | Kind::Note | Kind::Rationale
                    );
                    if before.is_none() && !weightless {
                        before = Some(statement);
                    }
                }
            }
        }
    }
}
