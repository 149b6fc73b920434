//! A condition as a sentence: who is asked, in the words of the survey's language.
//!
//! Said from the author's expression, not from the lowered condition: a reader wants the question and the answers,
//! not the guards. What has no natural sentence is left to the author.

use setsumon_syntax::ast::{Expr, ExprKind, Name, Path, Predicate};

use super::Lowerer;
use super::referents::Referent;
use crate::resolve::symbols::{SymbolId, SymbolKind};

/// One thing asked of an earlier answer.
#[derive(Debug, Clone, PartialEq)]
struct Part {
    subject: SymbolId,
    said: Said,
}

#[derive(Debug, Clone, PartialEq)]
enum Said {
    /// Labels, in quotes and joined.
    Answers(String),
    Answered,
    Ticked,
    Unticked,
}

/// A condition that can be said.
enum Sayable {
    One(Part),
    Several { parts: Vec<Part>, all: bool },
}

impl Lowerer<'_, '_> {
    /// The sentence for a condition, where there is a natural one. `group` is the item it stands in, for conditions on its own fields.
    pub(super) fn sentence(&mut self, expr: &Expr, scope: SymbolId, group: Option<SymbolId>) -> Option<String> {
        match self.sayable(expr, scope)? {
            Sayable::One(part) => Some(self.say_one(&part, group)),
            Sayable::Several { parts, all } => {
                let parts: Option<Vec<String>> = parts.iter().map(|part| self.say_part(part)).collect();
                let joint = if all { &self.wording.and } else { &self.wording.or };
                Some(self.wording.asked_of_parts.replace("{parts}", &parts?.join(joint)))
            }
        }
    }

    fn sayable(&mut self, expr: &Expr, scope: SymbolId) -> Option<Sayable> {
        match &expr.kind {
            ExprKind::And(parts) | ExprKind::Or(parts) => {
                let all = matches!(expr.kind, ExprKind::And(_));
                let mut said = Vec::new();
                for part in parts {
                    match self.sayable(part, scope)? {
                        Sayable::One(part) => said.push(part),
                        Sayable::Several { .. } => return None,
                    }
                }
                self.same_question(said, all)
            }
            ExprKind::Predicate { subject: Some(subject), predicate } => {
                let symbol = self.symbols.seek(subject, scope)?;
                self.predicate_said(symbol, predicate).map(Sayable::One)
            }
            ExprKind::Quantified { all: false, over, predicate } => {
                let symbol = self.symbols.seek(over, scope)?;
                let Some(Referent::Grid { rows, asked: _ }) = self.referents.get(&symbol) else { return None };
                let row = rows.first().map(|(row, _)| *row)?;
                let ExprKind::Predicate { subject: None, predicate } = &predicate.kind else { return None };
                let said = self.predicate_said(row, predicate)?.said;
                Some(Sayable::One(Part { subject: symbol, said }))
            }
            ExprKind::Answered(path) => {
                let symbol = self.symbols.seek(path, scope)?;
                Some(Sayable::One(Part { subject: symbol, said: Said::Answered }))
            }
            ExprKind::Path(path) => self.let_said(path, scope),
            _ => None,
        }
    }

    fn let_said(&mut self, path: &Path, scope: SymbolId) -> Option<Sayable> {
        let symbol = self.symbols.seek(path, scope)?;
        let Some(Referent::Let { statement, scope }) = self.referents.get(&symbol).cloned() else { return None };
        if self.open_lets.contains(&symbol) {
            return None;
        }
        if !self.takes(1, path.span) {
            return None;
        }
        self.open_lets.push(symbol);
        let said = statement.condition.as_ref().and_then(|expr| self.sayable(expr, scope));
        self.open_lets.pop();
        said
    }

    /// Several answers of one question read as one: 「a」、または「b」.
    fn same_question(&mut self, parts: Vec<Part>, all: bool) -> Option<Sayable> {
        let first = parts.first()?.subject;
        let mut answers = Vec::new();
        for part in &parts {
            match &part.said {
                Said::Answers(words) if part.subject == first => answers.push(words.clone()),
                _ => {
                    // Three and more conditions joined are no sentence any more.
                    return (parts.len() == 2).then_some(Sayable::Several { parts, all });
                }
            }
        }
        let joint = if all { &self.wording.and } else { &self.wording.or };
        Some(Sayable::One(Part { subject: first, said: Said::Answers(answers.join(joint)) }))
    }

    fn predicate_said(&mut self, subject: SymbolId, predicate: &Predicate) -> Option<Part> {
        let said = match predicate {
            Predicate::Is { code, negated: false } | Predicate::Includes(code) => {
                Said::Answers(self.labels(subject, std::slice::from_ref(code), false)?)
            }
            Predicate::Is { code, negated: true } => {
                let labels = self.labels(subject, std::slice::from_ref(code), false)?;
                Said::Answers(self.wording.other_than.replace("{answers}", &labels))
            }
            Predicate::In(codes) | Predicate::IncludesAny(codes) => Said::Answers(self.labels(subject, codes, false)?),
            Predicate::IncludesAll(codes) => {
                let labels = self.labels(subject, codes, true)?;
                Said::Answers(self.wording.all_of.replace("{answers}", &labels))
            }
            Predicate::IncludesNone(codes) => {
                let labels = self.labels(subject, codes, false)?;
                Said::Answers(self.wording.other_than.replace("{answers}", &labels))
            }
            Predicate::Ticked { negated: false } => Said::Ticked,
            Predicate::Ticked { negated: true } => Said::Unticked,
            Predicate::Compare(..) => return None,
        };
        Some(Part { subject, said })
    }

    fn labels(&mut self, subject: SymbolId, codes: &[Name], all: bool) -> Option<String> {
        let mut labels = Vec::new();
        for code in codes {
            let label = self.option_label(subject, &code.value)?;
            labels.push(self.wording.answer.replace("{label}", &label));
        }
        let joint = if all { &self.wording.and } else { &self.wording.or };
        Some(labels.join(joint))
    }

    /// The label of an option: the question's own, the grid's column, or the row of a band.
    fn option_label(&mut self, subject: SymbolId, code: &str) -> Option<String> {
        if let Some(Referent::Calc(id)) = self.referents.get(&subject)
            && let crate::form::CalcValue::Band(rows) = &self.calcs.get(*id).value
        {
            return rows.iter().find(|row| row.code == code).map(|row| row.label.plain());
        }
        let found = self.symbols.get(subject);
        let option = match found.kind {
            // The codes of a row are its grid's columns.
            SymbolKind::Row => found.members.get(code).or_else(|| {
                let grid = found.parent?;
                self.symbols.get(grid).members.get(code)
            }),
            _ => found.members.get(code),
        };
        let option = *option?;
        Some(self.label_words(option))
    }

    fn say_one(&mut self, part: &Part, group: Option<SymbolId>) -> String {
        let subject = self.symbols.get(part.subject);
        let row = subject.kind == SymbolKind::Row;
        let item = if subject.number.is_some() { Some(part.subject) } else { subject.item };
        let own_item = self.number_symbol(part.subject);
        let in_same_group = group.is_some() && item == group;
        let just_above = own_item.is_some() && own_item == self.above;
        let template = match &part.said {
            Said::Answers(_) if in_same_group => self.wording.asked_of_field.clone(),
            Said::Answers(_) if row => self.wording.asked_of_row.clone(),
            Said::Answers(_) if just_above => self.wording.asked_of.clone(),
            Said::Answers(_) => self.wording.asked_of_item.clone(),
            Said::Answered => self.wording.asked_of_answered.clone(),
            Said::Ticked => self.wording.asked_of_ticked.clone(),
            Said::Unticked => self.wording.asked_of_unticked.clone(),
        };
        self.fill(&template, part)
    }

    fn number_symbol(&self, symbol: SymbolId) -> Option<SymbolId> {
        let found = self.symbols.get(symbol);
        if found.number.is_some() { Some(symbol) } else { found.item }
    }

    fn say_part(&mut self, part: &Part) -> Option<String> {
        match &part.said {
            Said::Answers(_) => {
                let template = self.wording.part_of.clone();
                Some(self.fill(&template, part))
            }
            Said::Answered | Said::Ticked | Said::Unticked => None,
        }
    }

    fn fill(&mut self, template: &str, part: &Part) -> String {
        let subject = self.symbols.get(part.subject);
        let row = subject.kind == SymbolKind::Row;
        let owner = if row { subject.parent.unwrap_or(part.subject) } else { part.subject };
        let answers = match &part.said {
            Said::Answers(words) => words.clone(),
            Said::Answered | Said::Ticked | Said::Unticked => String::new(),
        };
        let item = self.number(part.subject).unwrap_or_default();
        let label = self.label_words(owner);
        let row_label = if row { self.label_words(part.subject) } else { String::new() };
        template
            .replace("{item}", &item)
            .replace("{label}", &label)
            .replace("{row}", &row_label)
            .replace("{answers}", &answers)
    }
}
