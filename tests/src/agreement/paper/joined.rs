//! Sentences of two parts, and what one part may say.

use super::lexicon::{Holds, Subject};
use super::words::{Here, Says, Words, between};

impl Words<'_> {
    /// Sentences that join two, which share a verb or have one each.
    pub(super) fn joined(&self, sentence: &str, here: Here<'_>) -> Vec<Says> {
        let wording = self.form.wording();
        let sorts = [
            (&wording.asked_of_parts, &wording.and, &wording.or, false),
            (&wording.asked_of_clauses, &wording.and_clauses, &wording.or_clauses, true),
        ];
        let heard = |part: &str, apart: bool| if apart { self.clauses(part, here) } else { self.parts(part, here) };
        let mut found = Vec::new();
        for (template, and, or, apart) in sorts {
            let Some(parts) = between(template, "{parts}", sentence) else { continue };
            for (joint, all) in [(and, true), (or, false)] {
                for (at, _) in parts.match_indices(joint.as_str()) {
                    let (first, second) = (&parts[..at], &parts[at + joint.len()..]);
                    for first in heard(first, apart) {
                        for second in heard(second, apart) {
                            let both = vec![first.clone(), second];
                            found.push(if all { Says::All(both) } else { Says::Some(both) });
                        }
                    }
                }
            }
        }
        found
    }

    /// What one of two may say: each thing that it may speak of, and its words around the answers.
    fn heard<'s>(
        &'s self,
        here: Here<'s>,
        of_row: &'s str,
        of_item: &'s str,
    ) -> impl Iterator<Item = (&'s Subject, String)> {
        self.subjects.iter().flat_map(move |subject| {
            self.numbers(subject, here).into_iter().map(move |number| {
                let row = subject.row.as_deref().unwrap_or_default();
                let template = if subject.row.is_some() { of_row } else { of_item };
                let filled = template.replace("{item}", number).replace("{label}", &subject.label);
                (subject, filled.replace("{row}", row))
            })
        })
    }

    fn parts(&self, part: &str, here: Here<'_>) -> Vec<Says> {
        let wording = self.form.wording();
        let mut found = Vec::new();
        for (subject, template) in self.heard(here, &wording.part_of_row, &wording.part_of) {
            found.extend(between(&template, "{answers}", part).and_then(|answers| self.answers(subject, answers)));
        }
        found.dedup();
        found
    }

    fn clauses(&self, part: &str, here: Here<'_>) -> Vec<Says> {
        let wording = self.form.wording();
        let mut found = Vec::new();
        for (subject, template) in self.heard(here, &wording.clause_row, &wording.clause_answers) {
            found.extend(between(&template, "{answers}", part).and_then(|answers| self.answers(subject, answers)));
        }
        let whole = [
            (&wording.clause_answered, Self::answered as fn(&Subject) -> Option<Says>),
            (&wording.clause_unanswered, Self::unanswered),
            (&wording.clause_ticked, Self::ticked),
            (&wording.clause_unticked, Self::unticked),
        ];
        for (template, says) in whole {
            let named = self.heard(here, "", template).filter(|(_, words)| words == part);
            found.extend(named.filter_map(|(subject, _)| says(subject)));
        }
        found.dedup();
        found
    }

    pub(super) fn answered(subject: &Subject) -> Option<Says> {
        Some(match &subject.holds {
            Holds::Roster(id) => Says::Entered(*id, true),
            Holds::Flag(variable) => Says::Reached(*variable),
            _ => Says::Answered(subject.variables.clone()),
        })
    }

    pub(super) fn unanswered(subject: &Subject) -> Option<Says> {
        Some(match &subject.holds {
            Holds::Roster(id) => Says::Entered(*id, false),
            _ => Says::Unanswered(subject.variables.clone()),
        })
    }

    pub(super) fn ticked(subject: &Subject) -> Option<Says> {
        if let Holds::Flag(variable) = subject.holds { Some(Says::Ticked(variable)) } else { None }
    }

    pub(super) fn unticked(subject: &Subject) -> Option<Says> {
        Self::ticked(subject).map(|ticked| Says::Not(Box::new(ticked), Vec::new()))
    }
}
