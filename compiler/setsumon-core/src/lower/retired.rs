//! What is kept for its history alone: the columns that a question had, so that nothing else takes them.

use crate::names;
use setsumon_syntax::ast::QuestionKind;

use super::fields::NewVariable;
use super::selection::Selection;
use super::{Context, Lowerer};
use crate::form::{Role, TextShape, Value};
use crate::frozen::{self, JOINT, PastVariable};
use crate::resolve::draft::Node;
use crate::text::Text;

/// A column that is kept.
struct Column {
    name: String,
    value: Value,
    label: Vec<Text>,
    /// What its figures were counted in.
    unit: Option<Text>,
    /// Its name in the edition before, where that was another.
    was: Option<String>,
}

impl<'a> Lowerer<'a, '_> {
    /// A question that is no longer asked. It keeps the columns that it had: those of the options it lists, else those that the edition
    /// before remembers, else one.
    pub(super) fn retired(&mut self, node: &Node<'a>, context: &Context) {
        let statement = node.statement;
        let (Some(symbol), Some(kind)) = (node.symbol, statement.of()) else { return };
        let inner = self.inherit(context, statement);
        let label = statement.label.as_ref().map(|label| self.text(label, node.scope)).unwrap_or_default();
        let name = self.variable_name(symbol);
        let mut columns = self.listed(node, kind, &name, &label, &inner);
        if columns.is_empty() {
            columns = self.remembered(node, &name, &label);
        }
        if columns.is_empty() {
            let value = match self.field_spec(kind, statement, node.scope) {
                Some(spec) => self.value_of(&spec, statement),
                // The codes of a retired choice are not listed any more: whatever was stored stays as text.
                None => any_text(),
            };
            let unit = self.unit(statement, node.scope).or_else(|| self.unit_of(&self.name_before(node, &name)));
            columns.push(Column { name, value, label: vec![label], unit, was: None });
        }
        let span = self.symbols.get(symbol).span;
        for Column { name, value, label, unit, was } in columns {
            let new =
                NewVariable { name, question: None, value, role: Role::Retired, label, unit, asked: inner.asked, span };
            let variable = self.variable(new, &inner);
            self.variables.get_mut(variable).was.extend(was);
            self.domain_rule(variable);
            self.asked_rule(variable);
        }
    }

    /// A column for each option that is listed, of a question with several.
    fn listed(
        &mut self,
        node: &Node<'a>,
        kind: QuestionKind,
        name: &str,
        label: &Text,
        inner: &Context,
    ) -> Vec<Column> {
        if !matches!(kind, QuestionKind::Multi | QuestionKind::Rank) {
            return Vec::new();
        }
        let options = self.outlines(&node.choices, node.scope, inner, &Selection::None);
        let max = u32::try_from(options.len()).unwrap_or(u32::MAX);
        let value = || if kind == QuestionKind::Rank { Value::Rank { max } } else { Value::Tick };
        let column = |code: &str, own: &[Text]| {
            let label = std::iter::once(label).chain(own).cloned().collect();
            Column { name: names::member(name, code), value: value(), label, unit: None, was: None }
        };
        options.iter().map(|option| column(&option.code, &option.label)).collect()
    }

    /// What it was called in the edition before.
    fn name_before(&self, node: &Node<'a>, name: &str) -> String {
        let path = node.statement.was().and_then(|was| was.value.first());
        match path.map(|path| path.segments.as_slice()) {
            None => name.to_owned(),
            Some([code]) => names::member(names::split(name).map_or("", |(around, _)| around), &code.value),
            Some(several) => several
                .iter()
                .map(|code| code.value.as_str())
                .fold(String::new(), |owner, code| names::member(&owner, code)),
        }
    }

    /// The unit that a variable had when it was last asked: whoever reads the series needs it still.
    fn unit_of(&self, name: &str) -> Option<Text> {
        let past = self.previous.as_ref()?.past.iter().find(|past| past.name == name)?;
        unit_of(past)
    }

    /// The columns inside of it that the edition before remembers: ticks, ranks, the cells of a table.
    fn remembered(&self, node: &Node<'a>, name: &str, label: &Text) -> Vec<Column> {
        let Some(previous) = &self.previous else { return Vec::new() };
        let before = self.name_before(node, name);
        let asked = |past: &&PastVariable| !past.editions.is_empty();
        // What had a column of its own keeps that one.
        if previous.past.iter().filter(asked).any(|past| past.name == before) {
            return Vec::new();
        }
        let own =
            previous.past.iter().filter(asked).filter_map(|past| Some((past, names::within(&past.name, &before)?)));
        own.map(|(past, rest)| {
            let renamed = before != name;
            let own = past.label.split_once(JOINT).map_or(past.label.as_str(), |(_, own)| own);
            Column {
                name: names::member(name, rest),
                value: value_of(past),
                label: vec![label.clone(), Text::of(own)],
                unit: unit_of(past),
                was: renamed.then(|| past.name.clone()),
            }
        })
        .collect()
    }
}

/// What a figure was counted in, with the currency that stood in front of it.
fn unit_of(past: &PastVariable) -> Option<Text> {
    let state = past.states.last()?;
    state.counted.as_ref().or(state.unit.as_ref()).map(|unit| Text::of(unit.clone()))
}

fn any_text() -> Value {
    Value::Text { shape: TextShape::Free, max_length: None, lines: false }
}

/// What a variable held when it was last asked; of what has no list or bounds any more, as text.
fn value_of(past: &PastVariable) -> Value {
    match past.states.last().map(|state| state.value.clone()) {
        Some(frozen::Value::Tick) => Value::Tick,
        Some(frozen::Value::Rank { max }) => Value::Rank { max },
        Some(frozen::Value::Integer { min, max }) => Value::Integer { min, max },
        Some(
            frozen::Value::Code { list: _ }
            | frozen::Value::Decimal { digits: _, min: _, max: _ }
            | frozen::Value::Month { min: _, max: _ }
            | frozen::Value::Date { min: _, max: _ }
            | frozen::Value::Text { shape: _, picture: _, max_length: _, lines: _ },
        ) => any_text(),
        None if past.kind == frozen::ValueKind::Tick => Value::Tick,
        None => any_text(),
    }
}
