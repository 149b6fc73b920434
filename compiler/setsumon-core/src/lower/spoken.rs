//! What is said of one thing or of two, filled into the sentences of the survey's language.

use super::Lowerer;
use super::prose::{Part, Said, Sayable};
use crate::resolve::symbols::{SymbolId, SymbolKind};
use setsumon_words::reference;

impl Lowerer<'_, '_> {
    /// The sentence, where it names what it speaks of and nothing else.
    pub(super) fn said(&mut self, sayable: &Sayable, scope: SymbolId, group: Option<SymbolId>) -> Option<String> {
        match sayable {
            Sayable::One(part) => self.say_one(part, scope, group),
            Sayable::Several { parts, all } => self.say_several(parts, *all, scope),
        }
    }

    fn say_one(&mut self, part: &Part, scope: SymbolId, group: Option<SymbolId>) -> Option<String> {
        let subject = self.symbols.get(part.subject);
        let row = subject.kind == SymbolKind::Row;
        if row && !matches!(part.said, Said::Answers(..)) {
            // Of a row it can be said how it was answered, and nothing else.
            return None;
        }
        if subject.kind == SymbolKind::Specify {
            // What is written beside an option has no words of its own.
            return None;
        }
        let item = self.symbols.item_of(part.subject);
        // "Above" is plain where nothing else there could have been answered so.
        let here = self.latest.and_then(|latest| self.symbols.item_of(latest));
        let alone = self.is_alone(part.subject, [item, here]);
        let in_same_group = alone && group.is_some() && item == group;
        let just_above = alone && item.is_some() && item == self.above;
        let points = !row && matches!(part.said, Said::Answers(..)) && (in_same_group || just_above);
        if !points && self.shares_its_name(part.subject) {
            return None;
        }
        let template = match &part.said {
            Said::Answers(..) if in_same_group => self.wording.asked_of_field.clone(),
            Said::Answers(..) if row => self.wording.asked_of_row.clone(),
            Said::Answers(..) if just_above => self.wording.asked_of.clone(),
            Said::Answers(..) => self.wording.asked_of_item.clone(),
            Said::InEachRow(_) => self.wording.asked_of_each_row.clone(),
            Said::Count(_) => self.wording.asked_of_count.clone(),
            Said::Answered => self.wording.asked_of_answered.clone(),
            Said::Unanswered => self.wording.asked_of_unanswered.clone(),
            Said::Ticked => self.wording.asked_of_ticked.clone(),
            Said::Unticked => self.wording.asked_of_unticked.clone(),
        };
        Some(self.fill(&template, part, scope))
    }

    /// Two things: answers share one verb, as far as they do not run into one another; else each has its own.
    fn say_several(&mut self, parts: &[Part], all: bool, scope: SymbolId) -> Option<String> {
        // What is written beside an option has no words of its own.
        let nameless = parts.iter().any(|part| {
            self.symbols.get(part.subject).kind == SymbolKind::Specify || self.shares_its_name(part.subject)
        });
        if nameless {
            return None;
        }
        let open = |template: &str| template.ends_with("{answers}");
        let open = open(&self.wording.part_of) || open(&self.wording.part_of_row);
        let answers = |part: &Part| matches!(part.said, Said::Answers(..)) && !(open && part.said.runs_into(all));
        let together = parts.iter().all(answers);
        let mut said = Vec::new();
        for part in parts {
            let template = if together { self.answers_of(part) } else { self.clause_of(part)? };
            said.push(self.fill(&template, part, scope));
        }
        let wording = &self.wording;
        let (whole, joint) = match (together, all) {
            (true, true) => (&wording.asked_of_parts, &wording.and),
            (true, false) => (&wording.asked_of_parts, &wording.or),
            (false, true) => (&wording.asked_of_clauses, &wording.and_clauses),
            (false, false) => (&wording.asked_of_clauses, &wording.or_clauses),
        };
        Some(whole.replace("{parts}", &said.join(joint)))
    }

    fn is_row(&self, part: &Part) -> bool {
        self.symbols.get(part.subject).kind == SymbolKind::Row
    }

    fn answers_of(&self, part: &Part) -> String {
        if self.is_row(part) { self.wording.part_of_row.clone() } else { self.wording.part_of.clone() }
    }

    fn clause_of(&self, part: &Part) -> Option<String> {
        let wording = &self.wording;
        let template = match &part.said {
            Said::Answers(..) if self.is_row(part) => &wording.clause_row,
            Said::Answers(..) => &wording.clause_answers,
            // Of a row it can be said how it was answered, and nothing else.
            _ if self.is_row(part) => return None,
            Said::Answered => &wording.clause_answered,
            Said::Unanswered => &wording.clause_unanswered,
            Said::Ticked => &wording.clause_ticked,
            Said::Unticked => &wording.clause_unticked,
            Said::InEachRow(_) | Said::Count(_) => return None,
        };
        Some(template.clone())
    }

    /// How a sentence that stands in a scope names the item of something: by its number, and its section's where that is another.
    pub(super) fn question_number(&self, symbol: SymbolId, scope: SymbolId) -> Option<String> {
        let found = self.symbols.get(symbol);
        let item = self.symbols.item_of(symbol).and_then(|item| self.symbols.get(item).number.as_deref());
        match (found.section, item) {
            (Some(section), Some(item)) => {
                let here = scope == section || self.symbols.get(scope).section == Some(section);
                let template = if here { &self.wording.question_here } else { &self.wording.item_ref };
                let section = self.symbols.get(section).number.as_deref()?;
                Some(reference(template, self.survey.locale, section, item))
            }
            (None, Some(own)) => Some(own.to_owned()),
            (_, None) => None,
        }
    }

    fn fill(&mut self, template: &str, part: &Part, scope: SymbolId) -> String {
        let subject = self.symbols.get(part.subject);
        let row = subject.kind == SymbolKind::Row;
        let owner = if row { subject.parent.unwrap_or(part.subject) } else { part.subject };
        let answers = match &part.said {
            Said::Answers(words, _) | Said::InEachRow(words) | Said::Count(words) => words.clone(),
            Said::Answered | Said::Unanswered | Said::Ticked | Said::Unticked => String::new(),
        };
        let item = self.question_number(part.subject, scope).unwrap_or_default();
        let label = self.label_words(owner);
        let row_label = if row { self.label_words(part.subject) } else { String::new() };
        template
            .replace("{item}", &item)
            .replace("{label}", &label)
            .replace("{row}", &row_label)
            .replace("{answers}", &answers)
    }
}
