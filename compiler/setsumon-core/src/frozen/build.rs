//! From the checked form to the published model.

use super::build_words::{marker_of, own_of, sort_of, special_of, value_of};
use crate::audience::Audiences;
use crate::calendar::{iso_day, iso_month};
use crate::cond::Cond;
use crate::form::{self, Form};
use crate::frozen as f;
use crate::frozen::restore::usual_when;
use crate::ids::{CondId, EndId, Id, QuestionId, RepeatId, SectionId, VarId};
use crate::judge::OutcomeName;
use crate::number::Number;
use crate::rule::{self, Binds, RuleKind};
use crate::term;
use crate::text;

impl f::Model {
    /// The model of a survey, without the history of the editions before.
    pub fn of(form: &Form) -> Self {
        let build = Build::new(form);
        let audiences = Audiences::of(form);
        Self {
            format: f::FORMAT,
            language: f::LANGUAGE,
            survey: survey(form),
            entries: build.entries(form.entries()),
            sections: form.sections().values().map(|section| build.section(section)).collect(),
            questions: form.questions().values().map(|question| build.question(question)).collect(),
            variables: form
                .variables()
                .iter()
                .map(|(id, variable)| build.variable(variable, audiences.sentences(id)))
                .collect(),
            code_lists: form.code_lists().values().map(|list| build.code_list(list)).collect(),
            repeats: form.repeats().values().map(|repeat| build.repeat(repeat)).collect(),
            calcs: form.calcs().values().map(|calc| build.calc(calc)).collect(),
            ends: form.ends().values().map(|end| build.end(end)).collect(),
            rules: form.rules().values().map(|rule| build.rule(rule)).collect(),
            conditions: form.conds().iter().map(|(_, cond)| build.condition(cond)).collect(),
            wording: wording(form),
            reasons: form.reasons().iter().map(|stated| build.reason(stated)).collect(),
            history: None,
            past_calcs: Vec::new(),
        }
    }
}

/// The sentences of the house, by name.
pub(super) fn wording(form: &Form) -> Vec<(String, String)> {
    form.wording().iter().map(|(name, words)| (name.to_owned(), words.to_owned())).collect()
}

pub(super) fn survey(form: &Form) -> f::Survey {
    let form::Survey { code, title, locale, edition, unfielded, publisher, as_of, deadline, info, submit, by_section } =
        form.survey();
    let build = Build::new(form);
    f::Survey {
        code: code.clone(),
        title: build.text(title),
        locale: *locale,
        edition: *edition,
        follows: form.previous().map(|previous| previous.edition),
        unfielded: unfielded.clone(),
        publisher: build.words(publisher.as_ref()),
        as_of: as_of.map(iso_day),
        deadline: deadline.map(iso_day),
        info: info.iter().map(|(code, text)| f::Info { code: code.clone(), text: build.text(text) }).collect(),
        submit: build.words(submit.as_ref()),
        by_section: *by_section,
    }
}

/// A place in an arena, as the file has it.
pub(super) fn place<I: Id>(id: I) -> u32 {
    u32::try_from(id.index()).unwrap_or(u32::MAX)
}

/// What the parts of the model are made from.
pub(super) struct Build<'a> {
    pub(super) form: &'a Form,
}

impl<'a> Build<'a> {
    pub(super) fn new(form: &'a Form) -> Self {
        Self { form }
    }

    pub(super) fn reason(&self, stated: &form::StatedReason) -> f::Reason {
        let form::StatedReason { path, series, reason: form::Reason { sort, words }, origin: _ } = stated;
        f::Reason {
            path: path.clone(),
            series: match series {
                form::Series::Revised => f::ReasonSeries::Revised,
                form::Series::Break => f::ReasonSeries::Break,
            },
            sort: sort_of(*sort),
            words: self.text(words),
        }
    }

    /// How other parts of the model speak of a variable.
    pub(super) fn variable_name(&self, id: VarId) -> String {
        let variable = self.form.variables().get(id);
        match variable.role {
            form::Role::Answer | form::Role::Given | form::Role::Retired => variable.name.clone(),
            form::Role::Last(of) => {
                // Its name in last year's file.
                let now = self.form.variables().get(of);
                format!("last.{}", now.was.first().unwrap_or(&now.name))
            }
        }
    }

    pub(super) fn variable_names(&self, ids: &[VarId]) -> Vec<String> {
        ids.iter().map(|id| self.variable_name(*id)).collect()
    }

    pub(super) fn path(&self, question: QuestionId) -> String {
        self.form.questions().get(question).path.clone()
    }

    pub(super) fn paths(&self, question: Option<QuestionId>) -> Option<String> {
        question.map(|question| self.path(question))
    }

    pub(super) fn repeat_name(&self, repeat: RepeatId) -> String {
        self.form.repeats().get(repeat).name.clone()
    }

    pub(super) fn section_code(&self, section: Option<SectionId>) -> Option<String> {
        section.map(|section| self.form.sections().get(section).code.clone())
    }

    /// A condition, left out where it always holds.
    pub(super) fn when(&self, cond: CondId) -> Option<u32> {
        (!self.form.conds().is_always(cond)).then(|| place(cond))
    }

    pub(super) fn end_place(&self, end: EndId) -> u32 {
        place(end)
    }

    pub(super) fn words(&self, text: Option<&text::Text>) -> Option<f::Text> {
        text.map(|text| self.text(text))
    }

    pub(super) fn text(&self, text: &text::Text) -> f::Text {
        match text.blocks() {
            [] => f::Text::Plain(String::new()),
            [text::Block::Paragraph(line)] => match line.as_slice() {
                [] => f::Text::Plain(String::new()),
                [text::Inline::Plain(words)] => f::Text::Plain(words.clone()),
                inlines => f::Text::Rich(vec![f::Block::Paragraph { line: self.line(inlines) }]),
            },
            blocks => f::Text::Rich(blocks.iter().map(|block| self.block(block)).collect()),
        }
    }

    fn block(&self, block: &text::Block) -> f::Block {
        match block {
            text::Block::Paragraph(line) => f::Block::Paragraph { line: self.line(line) },
            text::Block::Bullets(items) => f::Block::Bullets { items: self.lines(items) },
            text::Block::Numbered(items) => f::Block::Numbered { items: self.lines(items) },
        }
    }

    fn lines(&self, items: &[Vec<text::Inline>]) -> Vec<Vec<f::Inline>> {
        items.iter().map(|item| self.line(item)).collect()
    }

    fn line(&self, line: &[text::Inline]) -> Vec<f::Inline> {
        let inline = |inline: &text::Inline| match inline {
            text::Inline::Plain(words) => f::Inline::Plain { words: words.clone() },
            text::Inline::Strong(words) => f::Inline::Strong { words: self.line(words) },
            text::Inline::Link { url, words } => f::Inline::Link { url: url.clone(), words: self.line(words) },
            text::Inline::Answer { variable, otherwise } => {
                f::Inline::Answer { variable: self.variable_name(*variable), otherwise: otherwise.clone() }
            }
        };
        line.iter().map(inline).collect()
    }

    pub(super) fn variable(&self, variable: &form::Variable, who: Vec<&str>) -> f::Variable {
        let form::Variable {
            name,
            question,
            repeat,
            value,
            role,
            label,
            unit,
            asked,
            marker,
            personal,
            was,
            was_codes,
            splits,
            origin: _,
        } = variable;
        let (role, of) = match role {
            form::Role::Answer => (f::Role::Answer, None),
            form::Role::Given => (f::Role::Given, None),
            form::Role::Retired => (f::Role::Retired, None),
            form::Role::Last(of) => (f::Role::Last, Some(self.variable_name(*of))),
        };
        f::Variable {
            name: name.clone(),
            role,
            of,
            question: self.paths(*question),
            repeat: repeat.map(|repeat| self.repeat_name(repeat)),
            label: label.iter().map(|part| self.text(part)).collect(),
            value: value_of(value),
            unit: self.words(unit.as_ref()),
            who: who.into_iter().map(str::to_owned).collect(),
            asked: self.when(*asked),
            marker: marker_of(*marker),
            personal: *personal,
            was: was.clone(),
            was_codes: was_codes.clone(),
            splits: splits.clone(),
        }
    }

    pub(super) fn code_list(&self, list: &form::CodeList) -> f::CodeList {
        let code = |entry: &form::CodeEntry| {
            let form::CodeEntry { code, label, value, means, retired, was, splits } = entry;
            f::Code {
                code: code.clone(),
                label: label.iter().map(|part| self.text(part)).collect(),
                value: value.map(|value| value.to_string()),
                means: means.map(special_of),
                retired: *retired,
                was: was.clone(),
                splits: splits.clone(),
            }
        };
        f::CodeList { name: list.name.clone(), codes: list.codes.iter().map(code).collect() }
    }

    pub(super) fn calc(&self, calc: &form::Calc) -> f::Calc {
        let form::Calc { path, name, label, unit, term, value, adds, asked, repeat, personal, origin: _ } = calc;
        f::Calc {
            path: path.clone(),
            name: name.clone(),
            label: self.text(label),
            unit: self.words(unit.as_ref()),
            value: self.calc_value(value),
            term: self.term(term),
            adds: self.variable_names(adds),
            asked: self.when(*asked),
            repeat: repeat.map(|repeat| self.repeat_name(repeat)),
            personal: *personal,
        }
    }

    fn calc_value(&self, value: &form::CalcValue) -> f::CalcValue {
        match value {
            form::CalcValue::Number { digits } => f::CalcValue::Number { digits: *digits },
            form::CalcValue::Date => f::CalcValue::Date,
            form::CalcValue::Month => f::CalcValue::Month,
            form::CalcValue::Band(rows) => f::CalcValue::Band {
                rows: rows
                    .iter()
                    .map(|form::BandRow { low, high, code, label }| f::BandRow {
                        low: low.map(|low| low.to_string()),
                        high: high.map(|high| high.to_string()),
                        code: code.clone(),
                        label: self.text(label),
                    })
                    .collect(),
            },
        }
    }

    pub(super) fn end(&self, end: &form::End) -> f::End {
        let form::End { fires, who, own, sentence, others, then, outcome, gate, origin: _ } = end;
        f::End {
            fires: place(*fires),
            who: self.words(who.as_ref()),
            own: own.map(own_of),
            sentence: self.text(sentence),
            others: self.words(others.as_ref()),
            then: self.words(then.as_ref()),
            outcome: OutcomeName::of(*outcome),
            gate: self.paths(*gate),
        }
    }

    pub(super) fn rule(&self, rule: &rule::Rule) -> f::Rule {
        let rule::Rule { name, kind, holds, binds, hard, repeat, at, origin: _ } = rule;
        let (word, parts) = rule_kind(kind);
        f::Rule {
            name: name.clone(),
            kind: word,
            holds: (word != f::RuleKind::Domain).then(|| place(*holds)),
            when: parts.when.filter(|when| Some(*when) != usual_when(self.form, kind)).map(place),
            complains: parts.complains.map(place),
            submission: match binds {
                Binds::Always => false,
                Binds::Submission => true,
            },
            soft: !hard,
            repeat: repeat.map(|repeat| self.repeat_name(repeat)),
            at: self.variable_name(*at),
            message: self.words(parts.message),
        }
    }

    pub(super) fn condition(&self, cond: &Cond) -> f::Condition {
        let places = |parts: &[CondId]| parts.iter().map(|part| place(*part)).collect();
        match cond {
            Cond::Always => f::Condition::Always,
            Cond::Never => f::Condition::Never,
            Cond::Present(variable) => f::Condition::Present { variable: self.variable_name(*variable) },
            Cond::Absent(variable) => f::Condition::Absent { variable: self.variable_name(*variable) },
            Cond::In { variable, codes } => {
                f::Condition::In { variable: self.variable_name(*variable), codes: codes.clone() }
            }
            Cond::NotIn { variable, codes } => {
                f::Condition::NotIn { variable: self.variable_name(*variable), codes: codes.clone() }
            }
            Cond::Compare { left, op, right } => {
                f::Condition::Compare { left: self.term(left), op: *op, right: self.term(right) }
            }
            Cond::All(parts) => f::Condition::All { of: places(parts) },
            Cond::Any(parts) => f::Condition::Any { of: places(parts) },
            Cond::Some { repeat, cond } => f::Condition::Some { repeat: self.repeat_name(*repeat), cond: place(*cond) },
            Cond::Every { repeat, cond } => {
                f::Condition::Every { repeat: self.repeat_name(*repeat), cond: place(*cond) }
            }
        }
    }

    fn term(&self, term: &term::Term) -> f::Term {
        use term::Term;
        let boxed = |term: &Term| Box::new(self.term(term));
        let all = |terms: &[Term]| terms.iter().map(|term| self.term(term)).collect();
        match term {
            Term::Number(number) => f::Term::Number { number: number.to_string() },
            Term::Day(day) => f::Term::Day { day: iso_day(form::Day(*day)) },
            Term::Month(month) => f::Term::Month { month: iso_month(*month) },
            Term::Value(variable) => f::Term::Value { variable: self.variable_name(*variable) },
            Term::Score { variable, scores } => {
                f::Term::Score { variable: self.variable_name(*variable), scores: scores.iter().map(score).collect() }
            }
            Term::CountPresent(variables) => f::Term::CountPresent { variables: self.variable_names(variables) },
            Term::Sum(parts) => f::Term::Sum { of: all(parts) },
            Term::Add(_, _) => {
                let mut of = Vec::new();
                self.addends(term, &mut of);
                f::Term::Add { of }
            }
            Term::Subtract(left, right) => f::Term::Subtract { left: boxed(left), right: boxed(right) },
            Term::Multiply(_, _) => {
                let mut of = Vec::new();
                self.factors(term, &mut of);
                f::Term::Multiply { of }
            }
            Term::Divide(left, right) => f::Term::Divide { left: boxed(left), right: boxed(right) },
            Term::Negative(of) => f::Term::Negative { of: boxed(of) },
            Term::Round(of, digits) => f::Term::Round { of: boxed(of), digits: *digits },
            Term::Days(left, right) => f::Term::Days { left: boxed(left), right: boxed(right) },
            Term::Age(left, right) => f::Term::Age { left: boxed(left), right: boxed(right) },
            Term::PlusDays(of, days) => f::Term::PlusDays { of: boxed(of), days: *days },
            Term::PlusMonths(of, months) => f::Term::PlusMonths { of: boxed(of), months: *months },
            Term::FirstOf(parts) => f::Term::FirstOf { of: all(parts) },
            Term::CountWhere { repeat, cond } => {
                f::Term::CountWhere { repeat: self.repeat_name(*repeat), cond: place(*cond) }
            }
            Term::SumWhere { repeat, term, cond } => {
                f::Term::SumWhere { repeat: self.repeat_name(*repeat), of: boxed(term), cond: place(*cond) }
            }
            Term::If { cond, then, otherwise } => {
                f::Term::If { cond: place(*cond), then: boxed(then), otherwise: boxed(otherwise) }
            }
        }
    }
}

/// How many sums or products inside one another keep their brackets. More are written as one list, as a reader of JSON may refuse to
/// go so deep; they mean the same.
const MOST_BRACKETS: usize = 16;

impl Build<'_> {
    /// A long sum is one list, not a nest as deep as it is long, which a reader of JSON may refuse. What stands in brackets behind the
    /// first part stays by itself.
    fn addends(&self, term: &term::Term, of: &mut Vec<f::Term>) {
        let term::Term::Add(left, right) = term else {
            of.push(self.term(term));
            return;
        };
        self.addends(left, of);
        if keeps_brackets(right, |term| if let term::Term::Add(_, right) = term { Some(right) } else { None }) {
            of.push(self.term(right));
        } else {
            self.addends(right, of);
        }
    }

    fn factors(&self, term: &term::Term, of: &mut Vec<f::Term>) {
        let term::Term::Multiply(left, right) = term else {
            of.push(self.term(term));
            return;
        };
        self.factors(left, of);
        if keeps_brackets(right, |term| if let term::Term::Multiply(_, right) = term { Some(right) } else { None }) {
            of.push(self.term(right));
        } else {
            self.factors(right, of);
        }
    }
}

/// Whether what stands in brackets goes no deeper than brackets are kept.
fn keeps_brackets(term: &term::Term, inside: impl Fn(&term::Term) -> Option<&term::Term>) -> bool {
    std::iter::successors(Some(term), |term| inside(term)).take(MOST_BRACKETS + 2).count() <= MOST_BRACKETS + 1
}

fn score((code, score): &(String, Number)) -> f::Score {
    f::Score { code: code.clone(), score: score.to_string() }
}

/// What the model says of a duty beside its kind.
#[derive(Default)]
struct Parts<'a> {
    when: Option<CondId>,
    complains: Option<CondId>,
    message: Option<&'a text::Text>,
}

/// The word for a duty, and what of it cannot be told from the question, variable or roster that it is of. `restore::duties` is the other
/// way, and finds the rest.
fn rule_kind(kind: &RuleKind) -> (f::RuleKind, Parts<'_>) {
    let none = Parts::default();
    let at = |when: &CondId| Parts { when: Some(*when), ..Parts::default() };
    match kind {
        RuleKind::Domain { variable: _ } => (f::RuleKind::Domain, none),
        RuleKind::Asked { variable: _, when } => (f::RuleKind::Asked, at(when)),
        RuleKind::Offered { variable: _, code: _, when } => (f::RuleKind::Offered, at(when)),
        RuleKind::Required { question: _, variables: _, when } => (f::RuleKind::Required, at(when)),
        RuleKind::Exclusive { option: _, others: _ } => (f::RuleKind::Exclusive, none),
        RuleKind::Alternative { variables: _ } => (f::RuleKind::Alternative, none),
        RuleKind::PickMin { variables: _, min: _ } => (f::RuleKind::PickMin, none),
        RuleKind::PickMax { variables: _, max: _ } => (f::RuleKind::PickMax, none),
        RuleKind::RanksDiffer { variables: _ } => (f::RuleKind::RanksDiffer, none),
        RuleKind::RanksWithoutGap { variables: _ } => (f::RuleKind::RanksWithoutGap, none),
        RuleKind::OccurrencesMin { repeat: _, min: _, when } => (f::RuleKind::OccurrencesMin, at(when)),
        RuleKind::OccurrencesMax { repeat: _, max: _, when } => (f::RuleKind::OccurrencesMax, at(when)),
        RuleKind::Check { complains, message } => {
            (f::RuleKind::Check, Parts { when: None, complains: Some(*complains), message: Some(message) })
        }
    }
}
