//! The survey's statement of itself: title, locale, edition, days, metadata, units and the house's own words.

use setsumon_diagnostics::Diagnostics;
use setsumon_syntax::ast::{
    ClauseKind, Expr, ExprKind, FieldKind, Kind, Layout as LayoutWord, Piece, QuestionKind, Statement,
};

use super::questions::whole_list;
use super::selection::Selection;
use super::{Context, Lowerer};
use crate::calendar;
use crate::errors::{editions, names, texts, types};
use crate::form::{Day, Locale, Previous, Role, Survey, Value};
use crate::frozen::Unfielded;
use crate::resolve::declare::locale_of;
use crate::resolve::draft::Node;
use crate::resolve::expand::plain;
use crate::resolve::numbering::{Style, Styles};
use crate::text::Text;
use setsumon_words::Wording;

/// What can be said before any text is filled in: the title and the metadata follow in `survey_statements`.
pub(super) fn lower(statement: &Statement, diagnostics: &mut Diagnostics) -> (Survey, Wording) {
    let mut survey = Survey {
        code: statement.code.as_ref().map(|code| code.value.clone()).unwrap_or_default(),
        title: Text::default(),
        locale: Locale::default(),
        edition: 0,
        unfielded: Vec::new(),
        publisher: None,
        as_of: None,
        deadline: None,
        info: Vec::new(),
        submit: None,
        by_section: statement.has(&ClauseKind::Layout(LayoutWord::BySection)),
    };
    if let Some(code) = &statement.code
        && code.value.len() > 30
    {
        diagnostics.push(names::survey_code_too_long(code.span, &code.value));
    }
    let named = |kind: Kind| statement.body.iter().find(|inner| inner.kind == kind);
    match (named(Kind::Locale), locale_of(statement)) {
        (_, Some(locale)) => survey.locale = locale,
        (Some(inner), None) => {
            if let Some(code) = &inner.code {
                diagnostics.push(names::unknown_locale(code));
            }
        }
        (None, None) => diagnostics.push(names::survey_incomplete(statement.kind_span, "language", "locale ja")),
    }
    match named(Kind::Edition) {
        None => diagnostics.push(names::survey_incomplete(statement.kind_span, "edition", "edition 2025")),
        Some(inner) => match inner.condition.as_ref().and_then(whole_number) {
            Some(edition) if Survey::EDITIONS.contains(&edition) => survey.edition = edition,
            Some(_) | None => {
                diagnostics.extend(inner.condition.as_ref().map(|number| types::bad_edition(number.span)))
            }
        },
    }
    survey.as_of = named(Kind::AsOf).and_then(|inner| day(inner, diagnostics));
    survey.deadline = named(Kind::Deadline).and_then(|inner| day(inner, diagnostics));
    let mut wording = Wording::of(survey.locale);
    for entry in statement.body.iter().filter(|inner| inner.kind == Kind::Wording).flat_map(|inner| &inner.body) {
        let (Some(code), Some(label)) = (&entry.code, &entry.label) else { continue };
        match wording.get_mut(&code.value) {
            Some(words) => *words = template(label),
            None => diagnostics.push(texts::unknown_wording(code.span, &code.value, Wording::NAMES)),
        }
    }
    for entry in statement.body.iter().filter(|inner| inner.kind == Kind::Numbers).flat_map(|inner| &inner.body) {
        // One that numbers nothing has been told.
        let known = entry.code.as_ref().is_some_and(|code| Styles::NAMES.contains(&code.value.as_str()));
        if let Some(label) = entry.label.as_ref().filter(|_| known) {
            let sample = plain(label);
            if !sample.is_empty() && Style::of_sample(&sample).is_none() {
                diagnostics.push(texts::number_sample(label.span));
            }
        }
    }
    (survey, wording)
}

/// The editions that were not fielded, those told before among them; each lies between two editions of the chain.
pub(super) fn unfielded(
    statement: &Statement,
    edition: i64,
    previous: Option<&Previous>,
    diagnostics: &mut Diagnostics,
) -> Vec<Unfielded> {
    let mut known = previous.map_or_else(Vec::new, |previous| previous.unfielded.clone());
    let stated = statement.body.iter().filter(|inner| inner.kind == Kind::Edition).filter_map(Statement::follows);
    let told = stated.flat_map(|follows| &follows.except);
    for one in told {
        let number = i64::from(one.edition.value);
        let after = previous.is_none_or(|previous| previous.edition < number);
        let twice = known.iter().any(|known| known.edition == number);
        if !after || number >= edition {
            let before = previous.map(|previous| previous.edition);
            diagnostics.push(editions::unfielded_outside(one.edition.span, number, before, edition));
        } else if twice {
            diagnostics.push(editions::unfielded_twice(one.edition.span, number));
        } else {
            known.push(Unfielded { edition: number, why: plain(&one.why) });
        }
    }
    known.sort_by_key(|one| one.edition);
    known
}

/// A wording with its own fields still in braces: they are filled in where a sentence is written.
#[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
fn template(text: &setsumon_syntax::ast::Text) -> String {
    text.pieces
        .iter()
        .map(|piece| match piece {
            Piece::Plain(words) => words.clone(),
            Piece::Field(field) => match &field.kind {
                FieldKind::Value { path, last: _, otherwise: _ } => {
                    let segments: Vec<&str> = path.segments.iter().map(|name| name.value.as_str()).collect();
                    format!("{{{}}}", segments.join("."))
                }
                _ => String::new(),
            },
        })
        .collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
fn whole_number(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Number(digits) => digits.parse().ok(),
        _ => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
fn day(statement: &Statement, diagnostics: &mut Diagnostics) -> Option<Day> {
    match &statement.condition.as_ref()?.kind {
        ExprKind::Date { year, month, day } => {
            let found = calendar::day(*year, *month, *day);
            if found.is_none() {
                diagnostics.push(types::no_such_day(statement.span, &format!("{year}-{month:02}-{day:02}")));
            }
            found
        }
        ExprKind::Unreadable => None,
        _ => {
            diagnostics.push(types::bad_bound(statement.span, "a day, `2025-02-28`"));
            None
        }
    }
}

impl<'a> Lowerer<'a, '_> {
    /// What needs the texts: title, publisher, metadata, units, and what is given.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    pub(super) fn survey_statements(&mut self, statement: &Statement, givens: &[Node<'a>], top: &Context) {
        let root = self.symbols.root();
        for inner in &statement.body {
            match inner.kind {
                Kind::Units => {
                    for entry in &inner.body {
                        let Some(first) = &entry.label else { continue };
                        let first = plain(first);
                        if let Some(code) = &entry.code {
                            self.units.insert(format!("={}", code.value), first.clone());
                        }
                        for clause in &entry.clauses {
                            if let ClauseKind::Spelling(text) = &clause.kind {
                                self.units.insert(plain(text), first.clone());
                            }
                        }
                        self.units.insert(first.clone(), first);
                    }
                }
                Kind::Info => {
                    if let (Some(code), Some(label)) = (&inner.code, &inner.label) {
                        let text = self.text(label, root);
                        self.survey.info.push((code.value.clone(), text));
                    }
                }
                Kind::Publisher => self.survey.publisher = inner.label.as_ref().map(|label| self.text(label, root)),
                Kind::Submit => self.survey.submit = inner.label.as_ref().map(|label| self.text(label, root)),
                _ => {}
            }
        }
        for node in givens {
            self.given(node, top);
        }
        if let Some(label) = &statement.label {
            self.survey.title = self.text(label, root);
        }
    }

    fn given(&mut self, node: &Node<'a>, top: &Context) {
        let statement = node.statement;
        let (Some(symbol), Some(code), Some(kind)) = (node.symbol, &statement.code, statement.of()) else {
            return;
        };
        let root = self.symbols.root();
        let name = crate::names::member("given", &code.value);
        let label = statement.label.as_ref().map_or_else(|| Text::of(&code.value), |label| self.text(label, root));
        let context = self.inherit(top, statement);
        let mut new = super::fields::NewVariable {
            name,
            question: None,
            value: Value::Tick,
            role: Role::Given,
            label: vec![label],
            unit: None,
            asked: top.asked,
            span: code.span,
        };
        match kind {
            QuestionKind::Single => {
                if node.choices.is_empty() {
                    // That the list has none has been told where it is named.
                    if statement.from().is_none() {
                        self.say(types::given_kind(statement.span, "a single choice without a list", FROM_LIST));
                    }
                    return;
                }
                let outlines = self.outlines(&node.choices, root, top, &Selection::None);
                let list_name = whole_list(statement).unwrap_or(new.name.as_str()).to_owned();
                new.value = Value::Code(self.code_list(&list_name, &new.name, &outlines));
                let variable = self.variable(new, &context);
                self.domain_rule(variable);
                self.readable_choice(symbol, variable, &outlines, false);
            }
            QuestionKind::Multi | QuestionKind::Rank => {
                let what = if kind == QuestionKind::Multi { "a multiple choice" } else { "a ranking" };
                self.say(types::given_kind(statement.span, what, ONE_VALUE));
            }
            QuestionKind::Text
            | QuestionKind::LongText
            | QuestionKind::Integer
            | QuestionKind::Decimal
            | QuestionKind::Scale
            | QuestionKind::Year
            | QuestionKind::FiscalYear
            | QuestionKind::Month
            | QuestionKind::Date
            | QuestionKind::Email
            | QuestionKind::Tel
            | QuestionKind::Postal
            | QuestionKind::Url
            | QuestionKind::Flag => {
                let Some(spec) = self.field_spec(kind, statement, root) else {
                    // What a blank lacks has been told.
                    return;
                };
                new.value = self.value_of(&spec, statement);
                new.unit = spec.unit.clone();
                let variable = self.variable(new, &context);
                self.domain_rule(variable);
                self.readable_field(symbol, variable, &spec, top.asked, std::rc::Rc::new([]));
            }
        }
    }
}

const FROM_LIST: &str = "write where its options come from, as in `given single region \"Region\" from regions`";
const ONE_VALUE: &str =
    "what is given is one value: write a `given flag` for each option that matters, or `given single … from LIST`";
