//! `retired` before what holds questions, and before what is no kind of answer: it is told what to write, and the rest is read.

use setsumon_diagnostics::Span;

use super::Reader;
use crate::ast::{Clause, ClauseKind, Kind, QuestionKind, Statement};
use crate::errors::head as errors;
use crate::places::Place;
use crate::token::T;
use crate::words;

/// What stands where, instead of what.
type Edits = Vec<(Span, String)>;

impl Reader<'_, '_, '_> {
    /// `retired section …`, `retired grid …`. Among options these words may be codes.
    pub(super) fn retired_whole(&mut self, place: Place, owner: Option<&Statement>, into: &mut Vec<Statement>) -> bool {
        let (token, next) = (self.peek(), self.ahead(1));
        if place.is_list() || !self.is_word("retired") || next.kind != T::Word || next.fresh {
            return false;
        }
        let word = self.str(next);
        let Some(kind) = words::kind(word).filter(|kind| is_no_answer(*kind)) else { return false };
        let told = self.out.len();
        self.take();
        let Some(statement) = self.known(kind, place, owner) else { return true };
        let lead = Span::new(self.file_id(), token.start, next.start);
        let edits = self.kept(&statement, lead);
        if statement.body_span.is_none() {
            // What it lacks it would not have to have.
            self.out.truncate(told);
        }
        let span = self.span(token);
        let held = matches!(kind, Kind::Grid | Kind::Gate | Kind::Calc);
        let told = if held { errors::retired_as_what_it_held } else { errors::retired_whole };
        self.say(told(span, word, edits));
        // What is to be left out is not read on: it is nothing that could be wrong.
        if statement.body_span.is_some() || !holds_questions(kind) {
            into.push(statement);
        }
        true
    }

    /// What is written instead, where nothing is lost by it; `lead` is the word `retired` with the space behind it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    fn kept(&self, statement: &Statement, lead: Span) -> Option<Edits> {
        let out = (lead, String::new());
        match statement.kind {
            // The edition before knows what stood in it, and so does `check` once it is gone.
            kind if holds_questions(kind) && statement.body_span.is_none() => {
                Some(vec![(Span::new(lead.file, lead.start, statement.span.end), String::new())])
            }
            Kind::Section | Kind::Group | Kind::Repeat => {
                let inside: Option<Vec<Edits>> = statement.body.iter().map(|inner| self.retired(inner)).collect();
                Some(std::iter::once(out).chain(inside?.into_iter().flatten()).collect())
            }
            Kind::Gate if statement.body_span.is_none() => Some(vec![(statement.kind_span, "single".to_owned())]),
            Kind::Grid if statement.body_span.is_none() => {
                let of = statement.clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::Of(_)))?;
                let kind = self.lexed.slice(of.span.start, of.span.end).strip_prefix("of")?.trim();
                Some(vec![(statement.kind_span, kind.to_owned()), (with_space_before(statement, of), String::new())])
            }
            _ => None,
        }
    }

    /// The same of what stands in it: each question is retired, and what is said of how it is asked goes.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    fn retired(&self, inner: &Statement) -> Option<Edits> {
        match inner.kind {
            Kind::Retired => Some(Vec::new()),
            Kind::Group | Kind::Repeat => {
                let inside: Option<Vec<Edits>> = inner.body.iter().map(|inner| self.retired(inner)).collect();
                Some(inside?.into_iter().flatten().collect())
            }
            Kind::Question(kind) => {
                let bare = |option: &Statement| option.kind == Kind::Option && option.body_span.is_none();
                let listed = matches!(kind, QuestionKind::Single | QuestionKind::Multi | QuestionKind::Rank);
                if inner.body_span.is_some() && !(listed && inner.body.iter().all(bare)) {
                    return None;
                }
                let start = Span::new(inner.span.file, inner.span.start, inner.span.start);
                let asked = inner.clauses.iter().filter(|clause| is_of_asking(&clause.kind));
                let gone = asked.map(|clause| (with_space_before(inner, clause), String::new()));
                Some(std::iter::once((start, "retired ".to_owned())).chain(gone).collect())
            }
            _ => None,
        }
    }
}

/// What is not retired by that word: it has no answer of its own, or none of a kind that could be named.
fn is_no_answer(kind: Kind) -> bool {
    holds_questions(kind) || matches!(kind, Kind::Grid | Kind::Gate | Kind::Calc)
}

fn holds_questions(kind: Kind) -> bool {
    matches!(kind, Kind::Part | Kind::Section | Kind::Group | Kind::Repeat | Kind::Use)
}

/// What says who is asked and how, and nothing of what was answered.
fn is_of_asking(kind: &ClauseKind) -> bool {
    matches!(
        kind,
        ClauseKind::When(_)
            | ClauseKind::Says(_)
            | ClauseKind::Required
            | ClauseKind::Optional
            | ClauseKind::Layout(_)
            | ClauseKind::Specify { required: _ }
            | ClauseKind::Or(_)
    )
}

/// A clause with what parts it from the words before it.
fn with_space_before(statement: &Statement, clause: &Clause) -> Span {
    let code = statement.code.as_ref().map(|code| code.span.end);
    let label = statement.label.as_ref().map(|label| label.span.end);
    let others = statement.clauses.iter().map(|other| other.span.end);
    let ends = others.chain(code).chain(label).chain([statement.kind_span.end]);
    let before = ends.filter(|end| *end <= clause.span.start).max().unwrap_or(clause.span.start);
    Span::new(clause.span.file, before, clause.span.end)
}
