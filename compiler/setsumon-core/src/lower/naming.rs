//! What a sentence can name by number and words, and where “above” is plain.

use super::Lowerer;
use super::referents::{Referent, ValueKind};
use crate::resolve::draft::{ChoiceNode, Node};
use crate::resolve::symbols::{Symbol, SymbolId, SymbolKind};

impl Lowerer<'_, '_> {
    /// Whether something else in its item bears the same words, so that number and words do not name it.
    pub(super) fn shares_its_name(&mut self, subject: SymbolId) -> bool {
        let found = self.symbols.get(subject);
        let owner = if found.kind == SymbolKind::Row { found.parent.unwrap_or(subject) } else { subject };
        let Some(item) = self.symbols.item_of(owner) else { return false };
        let name = self.label_words(owner);
        let beside: Vec<SymbolId> = self.in_items.of(item).iter().copied().filter(|other| *other != owner).collect();
        beside.into_iter().any(|other| self.label_words(other) == name)
    }

    /// Whether nothing else that stands above, in its item or in that of the sentence, however deep, can be answered so: “above” is
    /// plain then.
    pub(super) fn is_alone(&self, subject: SymbolId, items: [Option<SymbolId>; 2]) -> bool {
        let near = items.into_iter().flatten().flat_map(|item| self.in_items.of(item));
        let above = near.filter(|other| self.begun.contains(other));
        !above.filter(|other| **other != subject).copied().any(|other| self.shares_an_answer(subject, other))
    }

    /// Notes what stands in an option or row once its own sentence is made: what follows it has that above, though it is read later.
    pub(super) fn stands_above(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            self.begun.extend(node.symbol);
            for inside in [&node.children, &node.otherwise, &node.fields] {
                self.stands_above(inside);
            }
            let mut options = Vec::new();
            ChoiceNode::flat(&node.choices, &mut options);
            ChoiceNode::flat(&node.rows, &mut options);
            for option in options {
                if let ChoiceNode::Option { children, .. } = option {
                    self.stands_above(children);
                }
            }
        }
    }

    /// Whether two questions have an option of one label, or are blanks of one kind.
    fn shares_an_answer(&self, one: SymbolId, other: SymbolId) -> bool {
        let blank = self.kind_of_blank(one);
        if blank.is_some() && blank == self.kind_of_blank(other) {
            return true;
        }
        let labels = |symbol: SymbolId| -> Vec<String> {
            let options = self.symbols.get(symbol).order.iter();
            options
                .filter_map(|option| self.symbols.get(*option).statement?.label.as_ref().map(written_words))
                .collect()
        };
        let (one, other) = (labels(one), labels(other));
        one.iter().any(|label| other.contains(label))
    }

    /// What is filled into a blank, or into each row of a grid of one column.
    fn kind_of_blank(&self, symbol: SymbolId) -> Option<ValueKind> {
        match self.referents.get(&symbol) {
            Some(Referent::Value(value)) => Some(value.kind),
            Some(Referent::Grid { rows, asked: _ }) => self.kind_of_blank(rows.first()?.0),
            Some(_) => None,
            // It stands in an option, and is read later.
            None => match self.symbols.get(symbol) {
                Symbol { kind: SymbolKind::Question(kind), .. } => ValueKind::of_question(*kind),
                Symbol { kind: SymbolKind::Grid, statement: Some(grid), .. } => {
                    grid.of().and_then(ValueKind::of_question)
                }
                _ => None,
            },
        }
    }
}

/// A label as it is written.
fn written_words(label: &setsumon_syntax::ast::Text) -> String {
    crate::resolve::expand::plain(label)
}
