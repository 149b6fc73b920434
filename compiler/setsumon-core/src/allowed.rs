//! Warnings that an author allows: `allow W0506 "why"` at a thing silences one of it and of what stands in it, at `survey` one of all.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use setsumon_diagnostics::{Code, Diagnostic, FileId, Span};
use setsumon_syntax::ast::{ClauseKind, Kind, Statement};

use crate::errors::texts::allowed_nothing;
use crate::resolve::written::with_space_before;

/// A clause that allows a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Allowance {
    span: Span,
    /// With the space before it.
    whole: Span,
}

/// A statement at which a warning is allowed.
#[derive(Debug)]
struct Room {
    span: Span,
    clause: Allowance,
    /// The room around it, by its place in the list.
    around: Option<usize>,
}

/// The warnings that a survey allows.
#[derive(Debug, Default)]
pub(crate) struct Allowances {
    /// Those of a statement, by their beginnings: two of them lie apart, or one in the other.
    rooms: BTreeMap<(Code, FileId), Vec<Room>>,
    /// Those of the whole survey, with their clauses.
    everywhere: BTreeMap<Code, Allowance>,
    /// The places of the clauses that have allowed something so far.
    needed: BTreeSet<Span>,
}

impl Allowances {
    /// Those that stand in statements, and in what stands in them.
    pub(crate) fn of(statements: &[Statement]) -> Self {
        let mut all = Self::default();
        statements.iter().for_each(|statement| all.gather(statement));
        for rooms in all.rooms.values_mut() {
            rooms.sort_by_key(|room| (room.span.start, Reverse(room.span.end), room.clause));
            // A block that is used more than once has each of its own once.
            rooms.dedup_by_key(|room| (room.clause, room.span));
            let mut open: Vec<usize> = Vec::new();
            for at in 0..rooms.len() {
                let Some(span) = rooms.get(at).map(|room| room.span) else { break };
                while open.last().and_then(|last| rooms.get(*last)).is_some_and(|last| !last.span.contains(span)) {
                    open.pop();
                }
                if let Some(room) = rooms.get_mut(at) {
                    room.around = open.last().copied();
                }
                open.push(at);
            }
        }
        all
    }

    fn gather(&mut self, statement: &Statement) {
        for (code, span) in statement.allows() {
            let clause = Allowance { span, whole: with_space_before(statement, span) };
            if statement.kind == Kind::Survey {
                self.everywhere.insert(code, clause);
            } else {
                let mut room = |span: Span| {
                    self.rooms.entry((code, span.file)).or_default().push(Room { span, clause, around: None });
                };
                room(statement.span);
                // What it takes from a list or a block stands elsewhere, and is its own all the same.
                drawn(statement, statement.span, &mut room);
            }
        }
        for clause in &statement.clauses {
            if let ClauseKind::Or(options) = &clause.kind {
                options.iter().for_each(|option| self.gather(option));
            }
        }
        let otherwise = statement.otherwise.iter().flat_map(|otherwise| &otherwise.body);
        statement.body.iter().chain(otherwise).for_each(|inner| self.gather(inner));
    }

    /// The clause that allows a warning: the nearest one.
    fn allowing(&self, told: &Diagnostic) -> Option<Allowance> {
        if !told.code.may_be_allowed() {
            return None;
        }
        let place = told.span();
        let rooms = self.rooms.get(&(told.code, place.file)).map_or(&[][..], Vec::as_slice);
        let mut at = rooms.partition_point(|room| room.span.start <= place.start).checked_sub(1);
        while let Some(room) = at.and_then(|at| rooms.get(at)) {
            if room.span.contains(place) {
                return Some(room.clause);
            }
            at = room.around;
        }
        self.everywhere.get(&told.code).copied()
    }

    /// What is not allowed, of what is told. The clauses that allow the rest are needed from now on.
    pub(crate) fn filter(&mut self, told: impl IntoIterator<Item = Diagnostic>) -> Vec<Diagnostic> {
        let mut kept = Vec::new();
        for diagnostic in told {
            match self.allowing(&diagnostic) {
                Some(clause) => {
                    self.needed.insert(clause.span);
                }
                None => kept.push(diagnostic),
            }
        }
        kept
    }

    /// What is to be said of the clauses that have allowed nothing so far, of the codes that are looked at.
    pub(crate) fn idle(&self, looked_at: impl Fn(Code) -> bool) -> Vec<Diagnostic> {
        let of_rooms = self.rooms.iter().flat_map(|((code, _), rooms)| rooms.iter().map(|room| (*code, room.clause)));
        let all = of_rooms.chain(self.everywhere.iter().map(|(code, clause)| (*code, *clause)));
        all.filter(|(code, clause)| looked_at(*code) && !self.needed.contains(&clause.span))
            .map(|(code, clause)| allowed_nothing(clause.span, code, clause.whole))
            .collect()
    }

    /// Whether what is told was said of a clause that has allowed something since.
    pub(crate) fn takes_back(&self, told: &Diagnostic) -> bool {
        told.code == Code::AllowedNothing && self.needed.contains(&told.span())
    }
}

/// What stands in a statement once everything is put in its place, and is written outside of it.
fn drawn(statement: &Statement, within: Span, found: &mut impl FnMut(Span)) {
    for inner in &statement.body {
        if within.contains(inner.span) {
            drawn(inner, within, found);
        } else {
            found(inner.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use setsumon_diagnostics::{Code, Diagnostic, Severity, Span};

    use crate::compile::{Compilation, Soundness, compile_alone};
    use crate::sources::MemorySources;

    /// A survey of two questions, with clauses at the survey, at the section and at the first question.
    fn compiled(survey: &str, section: &str, question: &str) -> Compilation {
        let text = format!(
            "setsumon 1\nsurvey s \"S\" {survey} {{ locale en  edition 2025 }}\n\
             section a \"A\" {section} {{ text t \"T\" {question}  text u \"U\" }}\n"
        );
        compile_alone(&MemorySources::new().with("s.survey", text), "s.survey")
    }

    /// The places of the two questions.
    fn places(compiled: &Compilation) -> [Span; 2] {
        let form = compiled.form().unwrap();
        let mut places = form.questions().values().map(|question| question.origin);
        [places.next().unwrap(), places.next().unwrap()]
    }

    fn told(compiled: &Compilation) -> Vec<(Code, u32)> {
        compiled.diagnostics.iter().map(|one| (one.code, one.span().start)).collect()
    }

    fn codes(compiled: &Compilation) -> Vec<Code> {
        compiled.diagnostics.iter().map(|one| one.code).collect()
    }

    /// Every code that can be allowed.
    fn warnings() -> impl Iterator<Item = Code> {
        let all = Code::ALL.iter().copied().filter(|code| code.may_be_allowed());
        all.filter(|code| *code != Code::AllowedNothing)
    }

    #[test]
    fn advice_is_allowed_where_other_warnings_are() {
        for code in warnings() {
            let clause = format!("allow {} \"It is meant\"", code.number());
            for (survey, section, question, silent) in [
                ("", "", "", [false, false]),
                ("", "", clause.as_str(), [true, false]),
                ("", clause.as_str(), "", [true, true]),
                (clause.as_str(), "", "", [true, true]),
            ] {
                let mut compiled = compiled(survey, section, question);
                let places = places(&compiled);
                let advice = places.map(|place| Diagnostic::new(code, place, "it is worth a look"));
                let left = advice.iter().zip(silent).filter(|(_, silent)| !silent).map(|(one, _)| one.span().start);
                let left: Vec<(Code, u32)> = left.map(|start| (code, start)).collect();
                compiled.advise(advice.iter().rev().cloned().collect());
                assert_eq!(told(&compiled), left, "{survey}/{section}/{question}");
                let builds = code.severity() == Severity::Warning || left.is_empty();
                assert_eq!(compiled.form().is_some(), builds, "a warning builds, and what is allowed");
            }
        }
    }

    #[test]
    fn a_clause_is_idle_once_whoever_could_need_it_has_spoken() {
        for code in warnings() {
            let clause = format!("allow {} \"It is meant\"", code.number());
            let mut compiled = compiled("", "", &clause);
            let by_check = if code.stage().is_advice() { vec![] } else { vec![Code::AllowedNothing] };
            assert_eq!(codes(&compiled), by_check, "{clause}");
            compiled.advise(Vec::new());
            assert_eq!(codes(&compiled), [Code::AllowedNothing], "{clause}");
            compiled.advise(Vec::new());
            assert_eq!(codes(&compiled), [Code::AllowedNothing], "it is said once: {clause}");
            let [place, _] = places(&compiled);
            compiled.advise(vec![Diagnostic::new(code, place, "it is worth a look")]);
            assert_eq!(codes(&compiled), [], "what comes later needs it: {clause}");
        }
    }

    #[test]
    fn clauses_are_looked_at_by_their_codes() {
        let compiled = compiled("allow W0607 \"x\"", "", "allow W0506 \"y\"");
        let idle = |looked_at: fn(Code) -> bool| compiled.allowances.idle(looked_at).len();
        assert_eq!((idle(|_| false), idle(|code| code == Code::NotExclusive), idle(|_| true)), (0, 1, 2));
    }

    #[test]
    fn a_mistake_among_the_advice_leaves_nothing_to_build() {
        let mut compiled = compiled("", "", "allow W0607 \"x\"");
        let [place, other] = places(&compiled);
        let warned = Diagnostic::new(Code::NumberTyped, place, "it is worth a look");
        compiled.advise(vec![Diagnostic::new(Code::TargetRefused, other, "it is wrong"), warned]);
        assert_eq!(codes(&compiled), [Code::TargetRefused]);
        assert!(matches!(compiled.soundness, Soundness::Broken));
    }

    #[test]
    fn advice_stands_in_its_place_and_in_the_language_of_the_survey() {
        let mut compiled = compiled("", "", "");
        let [first, second] = places(&compiled);
        let (written, said) = setsumon_words::Locale::En.words().writing.examples.first().copied().unwrap();
        let advice = |place| Diagnostic::new(Code::NumberTyped, place, "it is worth a look").help(written);
        compiled.advise(vec![advice(second)]);
        compiled.advise(vec![advice(first)]);
        let all: Vec<_> = compiled.diagnostics.iter().map(|one| (one.span(), one.help.as_deref())).collect();
        assert_eq!(all, [(first, Some(said)), (second, Some(said))]);
    }
}
