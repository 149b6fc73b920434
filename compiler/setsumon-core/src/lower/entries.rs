//! What stands outside sections: pages, notes, parts, sections, gates, ends and branches around them.

use setsumon_syntax::ast::Kind;

use super::sentences::Asked;
use super::{Context, Lowerer};
use crate::form::{Branch, Entry, Note, Page, Part, Section};
use crate::resolve::draft::Node;
use crate::resolve::kept_alone::is_kept_alone;
use crate::text::Text;

impl<'a> Lowerer<'a, '_> {
    pub(super) fn entries(&mut self, nodes: &[Node<'a>], context: &Context) -> Vec<Entry> {
        let mut entries = Vec::new();
        for node in nodes {
            self.entry(node, context, &mut entries);
        }
        entries
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    fn entry(&mut self, node: &Node<'a>, context: &Context, entries: &mut Vec<Entry>) {
        let statement = node.statement;
        let before = entries.len();
        match statement.kind {
            Kind::Page | Kind::Note => match self.told_note(node, context, None) {
                Some((who, own, inner)) => {
                    let items = self.prose(node, &inner, false).into_iter().collect();
                    let (asked, origin) = (inner.asked, statement.span);
                    entries.push(Entry::Branch(Branch { who, own, asked, items, origin }));
                }
                None => entries.extend(self.prose(node, context, true)),
            },
            Kind::Part => entries.extend(self.part(node, context).map(Entry::Part)),
            Kind::Section => entries.extend(self.section(node, context).map(Entry::Section)),
            Kind::Gate => entries.extend(self.gate(node, context).map(Entry::Gate)),
            Kind::End => entries.extend(self.end(node, context).map(Entry::End)),
            Kind::Let => self.let_statement(node),
            Kind::When => {
                let (first, second) = self.branch_contexts(node, context, None);
                let (who, own, inner) = first;
                let items = self.entries(&node.children, &inner);
                entries.push(Entry::Branch(Branch { who, own, asked: inner.asked, items, origin: statement.span }));
                if let Some((who, own, inner)) = second {
                    let items = self.entries(&node.otherwise, &inner);
                    entries.push(Entry::Branch(Branch { who, own, asked: inner.asked, items, origin: statement.span }));
                }
            }
            _ => {}
        }
        if is_kept_alone(statement) {
            entries.truncate(before);
        }
        self.passed.extend(node.symbol);
    }

    /// A page, or a paragraph between sections; with its own condition, unless that stands around it already.
    fn prose(&mut self, node: &Node<'a>, context: &Context, conditioned: bool) -> Option<Entry> {
        let statement = node.statement;
        if statement.kind == Kind::Note {
            return self.note_of(statement, node.scope, context, conditioned).map(Entry::Note);
        }
        let inner = self.inherit(context, statement);
        let text = statement.prose.as_ref().map(|prose| self.text(prose, node.scope)).unwrap_or_default();
        let (asked, medium, origin) = (self.asked(context, None), inner.medium, statement.span);
        let Some(title) = &statement.label else { return Some(Entry::Note(Note { text, asked, medium, origin })) };
        let title = self.text(title, node.scope);
        let (number, marker) = (node.number.clone(), Self::marker(&inner));
        Some(Entry::Page(Page { number, title, text, asked, medium, marker, origin }))
    }

    fn part(&mut self, node: &Node<'a>, context: &Context) -> Option<Part> {
        let statement = node.statement;
        let symbol = node.symbol?;
        let told = self.asked_when(statement, node.scope, context, None);
        let mut inner = self.inherit(context, statement);
        let (holds, who, own) = Asked::parts(told);
        inner.asked = self.asked(context, holds);
        let label = statement.label.as_ref().map(|label| self.text(label, node.scope)).unwrap_or_default();
        let lead = self.own_lead(statement, node.scope);
        let within = self.inherited(&inner);
        let entries = self.entries(&node.children, &within);
        let found = self.symbols.get(symbol);
        Some(Part {
            code: found.code.clone(),
            number: found.number.clone(),
            label,
            lead,
            who,
            own,
            asked: inner.asked,
            medium: inner.medium,
            entries,
            origin: statement.span,
        })
    }

    fn section(&mut self, node: &Node<'a>, context: &Context) -> Option<crate::ids::SectionId> {
        let statement = node.statement;
        let symbol = node.symbol?;
        let told = self.asked_when(statement, node.scope, context, None);
        let mut inner = self.inherit(context, statement);
        let (holds, who, own) = Asked::parts(told);
        inner.asked = self.asked(context, holds);
        let label = statement.label.as_ref().map(|label| self.text(label, symbol)).unwrap_or_default();
        let lead = self.own_lead(statement, symbol);
        let (lead, instructed) = self.covering_lead(lead, statement, symbol);
        inner.instructed = instructed;
        let rationale = self.rationale(statement, symbol);
        let found = self.symbols.get(symbol);
        let new_page = self.layout(statement).new_page;
        let id = self.sections.push(Section {
            code: found.code.clone(),
            number: found.number.clone(),
            label: label.clone(),
            lead,
            who,
            own,
            asked: inner.asked,
            marker: Self::marker(&inner),
            medium: inner.medium,
            new_page,
            rationale,
            items: Vec::new(),
            origin: statement.span,
        });
        inner.section = Some(id);
        inner.owner = Some(std::rc::Rc::new(label));
        self.above = None;
        let within = self.inherited(&inner);
        let items = self.items(&node.children, &within, None);
        self.sections.get_mut(id).items = items;
        Some(id)
    }

    pub(super) fn rationale(
        &mut self,
        statement: &setsumon_syntax::ast::Statement,
        scope: crate::resolve::symbols::SymbolId,
    ) -> Option<Text> {
        let rationale = statement.body.iter().find(|inner| inner.kind == Kind::Rationale)?;
        rationale.label.as_ref().map(|label| self.text(label, scope))
    }
}
