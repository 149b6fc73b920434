//! What is kept for its history alone: the columns that a question had, as they were, so that nothing else takes them and whoever reads
//! the series knows what stands in it.

use crate::names;
use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_syntax::ast::QuestionKind;

use super::fields::NewVariable;
use super::selection::Selection;
use super::{Context, Lowerer};
use crate::form::{CodeEntry, Role, TextShape, Value};
use crate::frozen::{Held, JOINT, PastVariable};
use crate::resolve::draft::Node;
use crate::resolve::symbols::SymbolId;
use crate::text::Text;

/// A column that is kept.
struct Column {
    name: String,
    held: Held,
    label: Vec<Text>,
    /// What its figures were counted in.
    unit: Option<Text>,
    /// Its name in the edition before, where that was another.
    was: Option<String>,
}

impl<'a> Lowerer<'a, '_> {
    /// A question that is no longer asked. It keeps the columns that it had, and each what it held: those of the options it lists and
    /// those that the edition before remembers, else one of the kind that is written.
    pub(super) fn retired(&mut self, node: &Node<'a>, context: &Context) {
        let statement = node.statement;
        let (Some(symbol), Some(kind)) = (node.symbol, statement.of()) else { return };
        let inner = self.inherit(context, statement);
        let label = statement.label.as_ref().map(|label| self.text(label, node.scope)).unwrap_or_default();
        let name = self.variable_name(symbol);
        let before = self.name_before(symbol, &name);
        let mut columns = self.listed(node, kind, &name, &label, &inner);
        if columns.is_empty() {
            columns = self.remembered(&name, &before, &label);
            if columns.is_empty() || self.past_of(&before).is_some() {
                let own = self.own_column(node, kind, (&name, &before), label, &inner);
                columns.insert(0, own);
            }
        } else {
            // What is listed says it anew, and takes nothing away.
            let known: FxHashSet<String> = columns.iter().map(|column| column.name.clone()).collect();
            let more = self.remembered(&name, &before, &label);
            columns.extend(more.into_iter().filter(|column| !known.contains(&column.name)));
        }
        let span = self.symbols.get(symbol).span;
        for Column { name: own, held, label, unit, was } in columns {
            let value = match held {
                Held::Code(codes) => Value::Code(self.list_of(&name, &own, codes)),
                Held::Value(value) => value,
            };
            let new = NewVariable {
                name: own,
                question: None,
                value,
                role: Role::Retired,
                label,
                unit,
                asked: inner.asked,
                span,
            };
            let variable = self.variable(new, &inner);
            self.variables.get_mut(variable).was.extend(was);
            self.domain_rule(variable);
            self.asked_rule(variable);
        }
    }

    /// The column of its own name. What the edition before remembers of it goes before the kind that is written.
    fn own_column(
        &mut self,
        node: &Node<'a>,
        kind: QuestionKind,
        (name, before): (&str, &str),
        label: Text,
        inner: &Context,
    ) -> Column {
        let statement = node.statement;
        // Read whatever is remembered, for what is wrong with it is wrong all the same.
        let written = self.field_spec(kind, statement, node.scope).map(|spec| self.value_of(&spec, statement));
        let mut held = self.held(before);
        if kind == QuestionKind::Single {
            let listed = self.outlines(&node.choices, node.scope, inner, &Selection::None);
            let mut codes: Vec<CodeEntry> = listed.iter().map(|outline| outline.entry()).collect();
            codes.iter_mut().for_each(|code| code.retired = true);
            held = match held {
                // What is listed says it anew, and takes nothing away.
                Some(Held::Code(known)) => {
                    let is_listed = |code: &CodeEntry| listed.iter().any(|outline| outline.code == code.code);
                    codes.extend(known.into_iter().filter(|code| !is_listed(code)));
                    Some(Held::Code(codes))
                }
                None if !codes.is_empty() => Some(Held::Code(codes)),
                held @ (Some(Held::Value(_)) | None) => held,
            };
        }
        // Of a choice whose codes nobody knows any more, whatever was stored is text.
        let held = held.unwrap_or_else(|| Held::Value(written.unwrap_or_else(any_text)));
        let unit = self.unit(statement, node.scope).or_else(|| self.unit_of(before));
        Column { name: name.to_owned(), held, label: vec![label], unit, was: None }
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
            Column { name: names::member(name, code), held: Held::Value(value()), label, unit: None, was: None }
        };
        options.iter().map(|option| column(&option.code, &option.label)).collect()
    }

    /// What it was called in the edition before, by its own `was` or that of what it stands in.
    fn name_before(&self, symbol: SymbolId, name: &str) -> String {
        let paths = self.old_paths(symbol, &mut FxHashMap::default());
        paths.first().map_or_else(|| name.to_owned(), |path| names::of(path))
    }

    fn past_of(&self, name: &str) -> Option<&PastVariable> {
        self.previous.as_ref()?.past.iter().find(|past| past.name == name)
    }

    /// What a variable, or a derived value, held when it was last there.
    fn held(&self, name: &str) -> Option<Held> {
        let calc = || self.previous.as_ref()?.calcs.iter().find(|past| past.name == name)?.held();
        self.past_of(name).and_then(PastVariable::held).or_else(calc)
    }

    /// The unit that a variable had when it was last asked: whoever reads the series needs it still.
    fn unit_of(&self, name: &str) -> Option<Text> {
        let calc = || self.previous.as_ref()?.calcs.iter().find(|past| past.name == name)?.unit.as_deref();
        self.past_of(name).and_then(PastVariable::counted).or_else(calc).map(Text::of)
    }

    /// The columns inside of it that the edition before remembers: ticks, ranks, the cells of a table, write-ins. What went elsewhere is
    /// kept there.
    fn remembered(&mut self, name: &str, before: &str, label: &Text) -> Vec<Column> {
        if self.claimed.is_none() {
            self.claimed = Some(self.claimed());
        }
        let Some(previous) = &self.previous else { return Vec::new() };
        let own = previous.past.iter().filter_map(|past| Some((past, names::within(&past.name, before)?)));
        let own = own.filter(|(past, _)| {
            let inside = |around: &&str| names::within(around, before).is_some();
            let mut around = names::owners(&past.name).chain([past.name.as_str()]).filter(inside);
            !around.any(|around| self.claimed.as_ref().is_some_and(|claimed| claimed.contains(around)))
        });
        own.map(|(past, rest)| {
            let renamed = before != name;
            let own = past.label.split_once(JOINT).map_or(past.label.as_str(), |(_, own)| own);
            Column {
                name: names::member(name, rest),
                held: past.held().unwrap_or_else(|| Held::Value(any_text())),
                label: vec![label.clone(), Text::of(own)],
                unit: past.counted().map(Text::of),
                was: renamed.then(|| past.name.clone()),
            }
        })
        .collect()
    }

    /// The names of earlier editions that something says it bore, now or in an edition since.
    fn claimed(&self) -> FxHashSet<String> {
        let mut known = FxHashMap::default();
        let renamed = self.symbols.iter().map(|(id, _)| id).filter(|id| !self.was(*id).is_empty());
        let now = renamed.flat_map(|id| self.old_paths(id, &mut known)).map(|path| names::of(&path));
        let mut claimed: FxHashSet<String> = now.collect();
        let past = self.previous.iter().flat_map(|previous| &previous.past);
        claimed.extend(past.flat_map(|past| &past.states).flat_map(|state| &state.was).cloned());
        claimed
    }
}

fn any_text() -> Value {
    Value::Text { shape: TextShape::Free, max_length: None, lines: false }
}
