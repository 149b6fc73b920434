//! The constructs of the language as the model knows them: which of them a form has, and the list of all.
//!
//! A new variant does not compile here until it has a name, and the test that made-up surveys have every name fails until one is made up.

use std::collections::BTreeSet;

use setsumon_core::cond::{Comparison, Cond};
use setsumon_core::form::{
    Answer, CalcValue, Cells, Choice, Entry, Field, FieldKind, FieldSpec, Form, Item, Locale, Marker, Medium, Outcome,
    Role, RowEntry, Special, TextShape, Value,
};
use setsumon_core::rule::{Binds, RuleKind};
use setsumon_core::term::Term;

/// The names of all constructs.
pub fn all() -> BTreeSet<&'static str> {
    include_str!("constructs.txt").lines().collect()
}

/// The names of the constructs that a form has.
pub fn of(form: &Form) -> BTreeSet<&'static str> {
    let mut census = Census { form, all: all(), found: BTreeSet::new() };
    census.survey();
    census.entries(form.entries());
    census.variables();
    census.rules();
    census.conds();
    census.found
}

struct Census<'a> {
    form: &'a Form,
    all: BTreeSet<&'static str>,
    found: BTreeSet<&'static str>,
}

impl Census<'_> {
    fn found(&mut self, name: &'static str) {
        assert!(self.all.contains(name), "`{name}` is missing from constructs.txt");
        self.found.insert(name);
    }

    fn found_if(&mut self, is: bool, name: &'static str) {
        if is {
            self.found(name);
        }
    }

    fn survey(&mut self) {
        self.found(match self.form.survey().locale {
            Locale::Ja => "locale: ja",
            Locale::En => "locale: en",
        });
        self.found_if(self.form.previous().is_some(), "edition: before");
        // Whoever is not stopped comes to the end.
        self.outcome(Outcome::Complete);
        for end in self.form.ends().values() {
            self.outcome(end.outcome);
        }
        for calc in self.form.calcs().values() {
            self.found(match calc.value {
                CalcValue::Number { digits: _ } => "calc: number",
                CalcValue::Date => "calc: date",
                CalcValue::Month => "calc: month",
                CalcValue::Band(_) => "calc: band",
            });
            self.term(&calc.term);
        }
    }

    fn outcome(&mut self, outcome: Outcome) {
        self.found(match outcome {
            Outcome::Complete => "outcome: complete",
            Outcome::Ended => "outcome: ended",
            Outcome::OutOfScope => "outcome: out_of_scope",
            Outcome::Refused => "outcome: refused",
        });
    }

    fn medium(&mut self, medium: Medium) {
        self.found(match medium {
            Medium::Both => "medium: both",
            Medium::Screen => "medium: screen",
            Medium::Paper => "medium: paper",
        });
    }

    fn entries(&mut self, entries: &[Entry]) {
        for entry in entries {
            self.found(match entry {
                Entry::Page(_) => "entry: page",
                Entry::Note(_) => "entry: note",
                Entry::Part(_) => "entry: part",
                Entry::Section(_) => "entry: section",
                Entry::Gate(_) => "entry: gate",
                Entry::End(_) => "entry: end",
                Entry::Branch(_) => "entry: branch",
            });
            match entry {
                Entry::Page(_) | Entry::End(_) => {}
                Entry::Note(note) => self.medium(note.medium),
                Entry::Part(part) => self.entries(&part.entries),
                Entry::Section(section) => self.items(&self.form.sections().get(*section).items),
                Entry::Gate(question) => self.answer(&self.form.questions().get(*question).answer),
                Entry::Branch(branch) => self.entries(&branch.items),
            }
        }
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.found(match item {
                Item::Question(_) => "item: question",
                Item::Group(_) => "item: group",
                Item::Repeat(_) => "item: repeat",
                Item::Note(_) => "item: note",
                Item::Calc(_) => "item: calc",
                Item::End(_) => "item: end",
                Item::Led(_) => "item: led",
                Item::Headed(_) => "item: headed",
                Item::Branch(_) => "item: branch",
            });
            match item {
                Item::Question(question) => {
                    let question = self.form.questions().get(*question);
                    self.medium(question.medium);
                    self.found_if(question.personal, "personal");
                    self.answer(&question.answer);
                }
                Item::Group(group) => self.items(&group.items),
                Item::Repeat(repeat) => self.items(&self.form.repeats().get(*repeat).items),
                Item::Note(note) => self.medium(note.medium),
                Item::Calc(_) | Item::End(_) => {}
                Item::Led(led) => self.items(&led.items),
                Item::Headed(headed) => self.items(&headed.items),
                Item::Branch(branch) => self.items(&branch.items),
            }
        }
    }

    fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Single { variable: _, choices } => {
                self.found("answer: single");
                self.choices(choices);
            }
            Answer::Multi { choices, pick } => {
                self.found("answer: multi");
                self.found_if(pick.is_some(), "pick");
                self.choices(choices);
            }
            Answer::Rank { choices, pick: _ } => {
                self.found("answer: rank");
                self.choices(choices);
            }
            Answer::Gate { variable: _, options: _ } => self.found("answer: gate"),
            Answer::Grid(grid) => {
                self.found("answer: grid");
                self.rows(&grid.rows);
                match &grid.cells {
                    Cells::Single { choices } => {
                        self.found("cells: single");
                        self.choices(choices);
                    }
                    Cells::Multi { choices } => {
                        self.found("cells: multi");
                        self.choices(choices);
                    }
                    Cells::Fields { columns } => {
                        self.found("cells: fields");
                        self.found_if(columns.len() > 1, "cells: fields, columns");
                        for column in columns {
                            self.spec(&column.field);
                        }
                    }
                }
            }
            Answer::Field(field) => self.field(field),
        }
    }

    fn field(&mut self, field: &Field) {
        self.found("answer: field");
        self.spec(&field.spec);
        self.found_if(field.specify.is_some(), "field: specify");
        self.found_if(!field.items.is_empty(), "field: fields");
        self.items(&field.items);
        for alternative in &field.alternatives {
            self.found("field: alternative");
            self.found_if(alternative.retired, "field: retired alternative");
            self.means(alternative.means);
        }
    }

    fn spec(&mut self, spec: &FieldSpec) {
        self.found_if(spec.unit.is_some(), "field: unit");
        self.found(match spec.kind {
            FieldKind::Text => "field: text",
            FieldKind::LongText => "field: longtext",
            FieldKind::Integer => "field: integer",
            FieldKind::Decimal { digits: _ } => "field: decimal",
            FieldKind::Scale { from: _, to: _, ends: _ } => "field: scale",
            FieldKind::Year => "field: year",
            FieldKind::FiscalYear => "field: fiscal_year",
            FieldKind::Month => "field: month",
            FieldKind::Date => "field: date",
            FieldKind::Email => "field: email",
            FieldKind::Tel => "field: tel",
            FieldKind::Postal => "field: postal",
            FieldKind::Url => "field: url",
            FieldKind::Flag => "field: flag",
        });
    }

    fn means(&mut self, means: Option<Special>) {
        match means {
            None => {}
            Some(Special::DontKnow) => self.found("means: dont_know"),
            Some(Special::Refused) => self.found("means: refused"),
            Some(Special::NotApplicable) => self.found("means: not_applicable"),
        }
    }

    fn choices(&mut self, choices: &[Choice]) {
        for choice in choices {
            match choice {
                Choice::Heading { label: _, choices } => {
                    self.found("choice: heading");
                    self.choices(choices);
                }
                Choice::Option(option) => {
                    self.found("choice: option");
                    self.found_if(option.exclusive, "choice: exclusive");
                    self.found_if(!option.items.is_empty(), "choice: fields");
                    self.found_if(!self.form.conds().is_always(option.offered), "choice: offered to some");
                    self.found_if(option.retired, "choice: retired");
                    self.found_if(option.specify.is_some(), "choice: specify");
                    self.found_if(option.value.is_some(), "choice: value");
                    self.means(option.means);
                    self.items(&option.items);
                }
            }
        }
    }

    fn rows(&mut self, rows: &[RowEntry]) {
        for entry in rows {
            match entry {
                RowEntry::Heading { label: _, rows } => {
                    self.found("row: heading");
                    self.rows(rows);
                }
                RowEntry::Row(row) => {
                    self.found("row: row");
                    self.found_if(!row.items.is_empty(), "row: fields");
                    self.found_if(!self.form.conds().is_always(row.offered), "row: offered to some");
                    self.found_if(row.optional, "row: optional");
                    self.found_if(row.retired, "row: retired");
                    self.found_if(row.specify.is_some(), "row: specify");
                    self.items(&row.items);
                }
            }
        }
    }

    fn variables(&mut self) {
        for variable in self.form.variables().values() {
            self.found_if(!variable.was.is_empty(), "edition: was");
            self.found(match variable.marker {
                Marker::Kept => "marker: kept",
                Marker::New => "marker: new",
                Marker::Updated => "marker: updated",
            });
            self.found(match variable.role {
                Role::Answer => "role: answer",
                Role::Given => "role: given",
                Role::Retired => "role: retired",
                Role::Last(_) => "role: last",
            });
            let value = match &variable.value {
                Value::Code(_) => "value: code",
                Value::Tick => "value: tick",
                Value::Rank { max: _ } => "value: rank",
                Value::Integer { min: _, max: _ } => "value: integer",
                Value::Decimal { digits: _, min: _, max: _ } => "value: decimal",
                Value::Month { min: _, max: _ } => "value: month",
                Value::Date { min: _, max: _ } => "value: date",
                Value::Text { shape, max_length, lines } => {
                    self.found_if(max_length.is_some(), "text: max_length");
                    self.found_if(*lines, "text: lines");
                    self.found(match shape {
                        TextShape::Free => "text: free",
                        TextShape::Email => "text: email",
                        TextShape::Tel => "text: tel",
                        TextShape::PostalJa => "text: postal_ja",
                        TextShape::PostalAny => "text: postal",
                        TextShape::Url => "text: url",
                        TextShape::Picture(_) => "text: picture",
                    });
                    "value: text"
                }
            };
            self.found(value);
        }
    }

    fn rules(&mut self) {
        for rule in self.form.rules().values() {
            self.found_if(!rule.hard, "rule: soft");
            self.found_if(rule.repeat.is_some(), "rule: in a roster");
            self.found(match rule.binds {
                Binds::Always => "binds: always",
                Binds::Submission => "binds: submission",
            });
            self.found(match &rule.kind {
                RuleKind::Domain { variable: _ } => "rule: domain",
                RuleKind::Asked { variable: _, when: _ } => "rule: asked",
                RuleKind::Offered { variable: _, code: _, when: _ } => "rule: offered",
                RuleKind::Required { question: _, variables: _, when: _ } => "rule: required",
                RuleKind::Exclusive { option: _, others: _ } => "rule: exclusive",
                RuleKind::Alternative { variables: _ } => "rule: alternative",
                RuleKind::PickMin { variables: _, min: _ } => "rule: pick_min",
                RuleKind::PickMax { variables: _, max: _ } => "rule: pick_max",
                RuleKind::RanksDiffer { variables: _ } => "rule: ranks_differ",
                RuleKind::RanksWithoutGap { variables: _ } => "rule: ranks_without_gap",
                RuleKind::OccurrencesMin { repeat: _, min: _, when: _ } => "rule: occurrences_min",
                RuleKind::OccurrencesMax { repeat: _, max: _, when: _ } => "rule: occurrences_max",
                RuleKind::Check { complains: _, message: _ } => "rule: check",
            });
        }
    }

    fn conds(&mut self) {
        for (_, cond) in self.form.conds().iter() {
            let name = match cond {
                Cond::Always => "cond: always",
                Cond::Never => "cond: never",
                Cond::Present(_) => "cond: present",
                Cond::Absent(_) => "cond: absent",
                Cond::In { variable: _, codes: _ } => "cond: in",
                Cond::NotIn { variable: _, codes: _ } => "cond: not in",
                Cond::Compare { left, op, right } => {
                    self.term(left);
                    self.term(right);
                    self.found(match op {
                        Comparison::Equal => "comparison: =",
                        Comparison::NotEqual => "comparison: !=",
                        Comparison::Less => "comparison: <",
                        Comparison::LessOrEqual => "comparison: <=",
                        Comparison::Greater => "comparison: >",
                        Comparison::GreaterOrEqual => "comparison: >=",
                    });
                    "cond: compare"
                }
                Cond::All(_) => "cond: all",
                Cond::Any(_) => "cond: any",
                Cond::Some { repeat: _, cond: _ } => "cond: some",
                Cond::Every { repeat: _, cond: _ } => "cond: every",
            };
            self.found(name);
        }
    }

    fn term(&mut self, term: &Term) {
        let (name, parts): (_, Vec<&Term>) = match term {
            Term::Number(_) => ("term: number", Vec::new()),
            Term::Day(_) => ("term: day", Vec::new()),
            Term::Month(_) => ("term: month", Vec::new()),
            Term::Value(_) => ("term: value", Vec::new()),
            Term::Score { variable: _, scores: _ } => ("term: score", Vec::new()),
            Term::CountPresent(_) => ("term: count_present", Vec::new()),
            Term::Sum(parts) => ("term: sum", parts.iter().collect()),
            Term::FirstOf(parts) => ("term: first_of", parts.iter().collect()),
            Term::Add(a, b) => ("term: add", vec![a, b]),
            Term::Subtract(a, b) => ("term: subtract", vec![a, b]),
            Term::Multiply(a, b) => ("term: multiply", vec![a, b]),
            Term::Divide(a, b) => ("term: divide", vec![a, b]),
            Term::Days(a, b) => ("term: days", vec![a, b]),
            Term::Age(a, b) => ("term: age", vec![a, b]),
            Term::Negative(a) => ("term: negative", vec![a]),
            Term::Round(a, _) => ("term: round", vec![a]),
            Term::PlusDays(a, _) => ("term: plus_days", vec![a]),
            Term::PlusMonths(a, _) => ("term: plus_months", vec![a]),
            Term::CountWhere { repeat: _, cond: _ } => ("term: count_where", Vec::new()),
            Term::SumWhere { repeat: _, term, cond: _ } => ("term: sum_where", vec![term]),
            Term::If { cond: _, then, otherwise } => ("term: if", vec![then, otherwise]),
        };
        self.found(name);
        for part in parts {
            self.term(part);
        }
    }
}
