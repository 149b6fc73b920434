//! Rosters: the same items for each of several occurrences.

use crate::names;
use setsumon_diagnostics::Spanned;
use setsumon_syntax::ast::Kind;

use super::referents::Referent;
use super::sentences::Asked;
use super::{Context, Lowerer};
use crate::errors::{logic, types};
use crate::form::{Repeat, Role};
use crate::resolve::draft::Node;

/// The most occurrences of a roster.
const MOST_OCCURRENCES: u32 = 10_000;

impl<'a> Lowerer<'a, '_> {
    pub(super) fn repeat(&mut self, node: &Node<'a>, context: &Context) -> Option<crate::ids::RepeatId> {
        let statement = node.statement;
        let symbol = node.symbol?;
        let told = self.asked_when(statement, node.scope, context, None);
        let mut inner = self.inherit(context, statement);
        let (holds, who, own) = Asked::parts(told);
        inner.asked = self.asked(context, holds);
        let times = statement.times();
        if times.is_none() {
            self.say(types::times_missing(statement.kind_span));
        }
        let Spanned { value: (min, max), span } = times.unwrap_or(Spanned { value: (0, 1), span: statement.span });
        if min > max || max == 0 {
            self.say(match max {
                0 => types::never_repeated(span),
                _ => types::empty_range(span, &min.to_string(), &max.to_string()),
            });
        }
        let (min, max) = (min.min(MOST_OCCURRENCES), self.at_most(max, MOST_OCCURRENCES, span, "repeat"));
        let found = self.symbols.get(symbol);
        let (path, number) = (found.path.clone(), found.number.clone());
        let label = statement.label.as_ref().map(|label| self.text(label, node.scope)).unwrap_or_default();
        let lead = self.own_lead(statement, symbol);
        let (lead, instructed) = self.covering_lead(lead, statement, symbol);
        let hint = self.small_print(statement, Kind::Hint, symbol);
        let id = self.repeats.push(Repeat {
            name: names::of(&path),
            path,
            number: number.clone(),
            label: label.clone(),
            lead,
            hint,
            who,
            own,
            asked: inner.asked,
            min,
            max,
            named: None,
            marker: Self::marker(&inner),
            personal: inner.personal,
            medium: inner.medium,
            section: inner.section,
            items: Vec::new(),
            origin: statement.span,
        });
        self.open_rosters.extend(inner.open.then_some(id));
        inner.repeat = Some(id);
        inner.in_group = true;
        inner.instructed = context.instructed || instructed;
        inner.owner = Some(std::rc::Rc::new(label));
        // An end inside would end one occurrence only; the grammar keeps it out, so what holds outside holds inside.
        let asked_outside = inner.asked;
        let before = self.variables.len();
        let outer = self.reading_repeat.replace(id);
        let within = self.inherited(&inner);
        let items = self.items(&node.children, &within, Some(symbol));
        let named = statement
            .named()
            .map(|text| self.personally(inner.personal, |lowerer| lowerer.text_with_answers(text, symbol)));
        self.reading_repeat = outer;
        self.referents.insert(symbol, Referent::Repeat { id, asked: asked_outside });
        // Of what is all kept for its history nobody is asked for an entry, and there is nothing to show.
        let own: Vec<Role> = self.variables.iter().skip(before).map(|(_, variable)| variable.role).collect();
        let is_over = !own.is_empty() && own.iter().all(|role| *role == Role::Retired);
        let stored = self.repeats.get_mut(id);
        if is_over {
            stored.min = 0;
        }
        stored.items = items;
        stored.named = named;
        let first =
            self.variables.iter().skip(before).find(|(_, variable)| variable.repeat == Some(id)).map(|(id, _)| id);
        match first {
            Some(first) => self.occurrence_rules(id, first, statement.span),
            None if node.children.iter().any(asks) => {}
            None => self.say(logic::roster_asks_nothing(statement.kind_span)),
        }
        if number.is_some() {
            self.above = Some(symbol);
        }
        (!is_over).then_some(id)
    }
}

/// Whether something asks here, or was to: of a question that is not in order, or a block that is not there, that alone is told.
#[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
fn asks(node: &Node<'_>) -> bool {
    match node.statement.kind {
        Kind::Question(_) | Kind::Grid => true,
        Kind::Use if node.children.is_empty() => true,
        _ => node.children.iter().chain(&node.otherwise).any(asks),
    }
}
