//! The variables that stand in no question: given, retired, derived, and the outcome.

use setsumon_core::names;
use std::rc::Rc;

use setsumon_core::form::{BandRow, Calc, CalcValue, Marker, Role};

use super::{Block, Book, Chapter, Row};
use crate::codes::{Codes, one_line};
use crate::duties::Required;
use crate::value::Facts;
use setsumon_core::notation::formula;

impl Book<'_> {
    pub(super) fn other_chapters(&mut self) -> Vec<Chapter> {
        let words = self.words;
        let given = self.loose("given", words.given, Role::Given);
        let retired = self.loose("retired", words.retired_chapter, Role::Retired);
        let derived = self.derived();
        let outcome = self.outcome();
        [given, retired, derived, Some(outcome)].into_iter().flatten().collect()
    }

    /// Variables of a role that belong to no question.
    fn loose(&mut self, id: &str, title: &'static str, role: Role) -> Option<Chapter> {
        let form = self.form;
        let mut rows = Vec::new();
        for (variable_id, variable) in form.variables().iter() {
            if variable.question.is_none() && variable.role == role {
                let mut row = self.row(variable_id, variable);
                row.history = self.history.changes(&row.name, None);
                rows.push(row);
            }
        }
        let rules = match role {
            Role::Given => self.duties.sentences_elsewhere(form, self.words, false),
            Role::Retired => self.duties.sentences_elsewhere(form, self.words, true),
            Role::Answer | Role::Last(_) => Vec::new(),
        };
        if rows.is_empty() && rules.is_empty() {
            return None;
        }
        let block = Block { title: title.to_owned(), rules, history_apart: true, rows, ..Block::default() };
        Some(Chapter { id: id.to_owned(), title: title.to_owned(), blocks: vec![block], ..Chapter::default() })
    }

    fn derived(&mut self) -> Option<Chapter> {
        let form = self.form;
        let title = self.words.derived;
        let blocks: Vec<Block> = form.calcs().values().map(|calc| self.calc(calc)).collect();
        (!blocks.is_empty()).then(|| Chapter {
            id: "derived".to_owned(),
            title: title.to_owned(),
            blocks,
            ..Chapter::default()
        })
    }

    fn calc(&mut self, calc: &Calc) -> Block {
        let Calc { path, name, label, unit, term, value, adds: _, asked, repeat, personal, origin: _ } = calc;
        let words = self.words;
        let (kind, digits, codes) = match value {
            CalcValue::Number { digits: 0 } => ("integer", None, None),
            CalcValue::Number { digits } => ("decimal", Some(*digits), None),
            CalcValue::Date => ("date", None, None),
            CalcValue::Month => ("month", None, None),
            CalcValue::Band(rows) => ("code", None, Some(Rc::new(band(rows)))),
        };
        let kind_word = match value {
            CalcValue::Number { digits: 0 } => words.integer.to_owned(),
            CalcValue::Number { digits } => format!("{}, {} {digits}", words.decimal, words.digits),
            CalcValue::Date => words.date.to_owned(),
            CalcValue::Month => words.month.to_owned(),
            CalcValue::Band(_) => words.code_kind.to_owned(),
        };
        let unit = unit.as_ref().map(one_line).unwrap_or_default();
        let base = match repeat {
            Some(repeat) => self.form.repeats().get(*repeat).name.clone(),
            None => self.form.survey().code.clone(),
        };
        let condition = self.condition(*asked);
        let mut facts = vec![(words.formula, formula(self.form, term))];
        if !condition.is_empty() {
            facts.push((words.condition, condition.to_string()));
        }
        let (history, [revised, breaks]) = self.history.reasons_of_calc(name);
        let said = [(words.revised, &revised), (words.breaks, &breaks)];
        facts.extend(said.into_iter().filter_map(|(heading, why)| Some((heading, why.clone()?))));
        facts.extend(history.iter().map(|line| (words.history, line.clone())));
        let row = Row {
            role: "derived",
            label: one_line(label),
            facts: Facts { kind, digits, ..Facts::default() },
            kind: if unit.is_empty() { kind_word } else { format!("{kind_word}, {unit}") },
            unit,
            codes,
            condition,
            personal: *personal,
            table: Rc::from(names::member(&base, "derived")),
            editions: self.history.editions_of_calc(name),
            history,
            revised: revised.map(Rc::from),
            breaks: breaks.map(Rc::from),
            ..self.computed(name)
        };
        Block { path: path.clone(), title: one_line(label), facts, rows: vec![row], ..Block::default() }
    }

    fn outcome(&mut self) -> Chapter {
        let words = self.words;
        let mut codes = Codes::default();
        codes.html.push_str("<ul>");
        for (code, label) in [
            ("complete", words.outcome_complete),
            ("ended", words.outcome_ended),
            ("out_of_scope", words.outcome_out_of_scope),
            ("refused", words.outcome_refused),
        ] {
            codes.add(code, label, "");
        }
        codes.html.push_str("</ul>");
        let row = Row {
            role: "outcome",
            label: words.outcome.to_owned(),
            facts: Facts { kind: "code", ..Facts::default() },
            kind: words.code_kind.to_owned(),
            codes: Some(Rc::new(codes)),
            table: Rc::from(names::member(&self.form.survey().code, "derived")),
            editions: self.history.all(),
            ..self.computed("_outcome")
        };
        let block = Block { title: words.outcome.to_owned(), rows: vec![row], ..Block::default() };
        Chapter { id: "outcome".to_owned(), title: words.outcome.to_owned(), blocks: vec![block], ..Chapter::default() }
    }

    /// What all computed values have in common.
    fn computed(&self, name: &str) -> Row {
        Row {
            name: name.to_owned(),
            role: "derived",
            label: String::new(),
            short_label: String::new(),
            facts: Facts::default(),
            kind: String::new(),
            unit: String::new(),
            codes: None,
            codes_of: None,
            remarks: Vec::new(),
            required: Required::No,
            who: Rc::from(""),
            condition: Rc::from(""),
            marker: Marker::Kept,
            personal: false,
            table: Rc::from(""),
            was: String::new(),
            editions: Rc::from(self.form.survey().edition.to_string()),
            history: Vec::new(),
            revised: None,
            breaks: None,
            differs: Vec::new(),
        }
    }
}

fn band(rows: &[BandRow]) -> Codes {
    let mut codes = Codes::default();
    codes.html.push_str("<ul>");
    for BandRow { low, high, code, label } in rows {
        let bound = |number: &Option<setsumon_core::number::Number>| {
            number.map_or_else(String::new, |number| number.to_string())
        };
        codes.add(code, &one_line(label), &format!(" [{}–{}]", bound(low), bound(high)));
    }
    codes.html.push_str("</ul>");
    codes
}
