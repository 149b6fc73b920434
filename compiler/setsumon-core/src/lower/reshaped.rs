//! One answer that became several, and several that became one: each option is what it was, as a code then and a tick now or the other
//! way round.

use crate::names;
use rustc_hash::FxHashSet;

use super::Lowerer;
use super::markers::Past;
use crate::form::{PreviousVariable, Value, Variable};
use crate::frozen::ValueKind;
use crate::ids::VarId;
use crate::resolve::symbols::SymbolKind;

/// What a variable was, by the names of then, with the codes of the options.
struct Shape {
    variable: VarId,
    was: Vec<String>,
    codes: Vec<String>,
}

impl Lowerer<'_, '_> {
    /// Finds out which ticks were codes and which codes were ticks, where `was` on their question says that it is the same question.
    pub(super) fn trace_shapes(&mut self) {
        let Some(previous) = &self.previous else { return };
        let past = Past::of(previous);
        let says = |kind: SymbolKind| matches!(kind, SymbolKind::Question(_) | SymbolKind::Grid);
        let own = self.symbols.iter().filter(|(id, symbol)| says(symbol.kind) && !self.was(*id).is_empty());
        let said: FxHashSet<&str> = own.map(|(_, symbol)| symbol.path.as_str()).collect();
        let mut found: Vec<Shape> = Vec::new();
        for (id, variable) in self.variables.iter() {
            let question = variable.question.map(|question| self.questions.get(question).path.as_str());
            if question.is_some_and(|question| said.contains(question)) {
                found.extend(self.reshaped(id, variable, &past));
            }
        }
        for Shape { variable, was, codes } in found {
            let variable = self.variables.get_mut(variable);
            (variable.was, variable.was_codes) = (was, codes);
        }
    }

    fn reshaped(&self, id: VarId, variable: &Variable, past: &Past<'_>) -> Option<Shape> {
        let names = if variable.was.is_empty() { std::slice::from_ref(&variable.name) } else { &variable.was };
        if names.iter().any(|name| past.has(name)) {
            return None;
        }
        let (mut was, mut codes) = (Vec::new(), Vec::new());
        match &variable.value {
            Value::Tick => {
                for (owner, code) in names.iter().filter_map(|name| names::split(name)) {
                    if past.get(owner).is_some_and(|owner| offered(owner, code)) {
                        was.push(owner.to_owned());
                        codes.push(code.to_owned());
                    }
                }
                was.dedup();
            }
            Value::Code(list) => {
                for entry in &self.code_lists.get(*list).codes {
                    let then = if entry.was.is_empty() { std::slice::from_ref(&entry.code) } else { &entry.was };
                    for tick in then.iter().flat_map(|code| names.iter().map(move |name| names::member(name, code))) {
                        if past.get(&tick).is_some_and(|tick| tick.kind == ValueKind::Tick) {
                            was.push(tick);
                            codes.push(entry.code.clone());
                        }
                    }
                }
            }
            Value::Rank { max: _ }
            | Value::Integer { min: _, max: _ }
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ } => {}
        }
        (!was.is_empty()).then_some(Shape { variable: id, was, codes })
    }
}

fn offered(owner: &PreviousVariable, code: &str) -> bool {
    owner.kind == ValueKind::Code && owner.codes.iter().any(|known| known == code)
}
