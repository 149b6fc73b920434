//! What a question offers: options, rows and columns with their codes, and what a later `selected in` takes of them.

use std::collections::BTreeMap;

use setsumon_diagnostics::{Span, Spanned};
use setsumon_syntax::ast::{ClauseKind, Kind, Statement};

use super::declare::{Declarer, Place};
use super::draft::{ChoiceNode, Node};
use super::symbols::{SymbolId, SymbolKind};
use crate::errors::choices as choice_errors;

/// One option or row as an earlier question offers it, for `selected in`.
#[derive(Debug, Clone)]
pub(super) enum Outline<'a> {
    Heading(&'a Statement, Vec<Outline<'a>>),
    Option(&'a Statement, SymbolId),
}

impl<'a> Declarer<'a, '_> {
    /// A question's options, its alternatives, its write-in and the fields in its braces.
    pub(super) fn declare_question(
        &mut self,
        statement: &'a Statement,
        id: SymbolId,
        inner: Place,
        node: &mut Node<'a>,
    ) {
        self.declare_specify(statement, id, inner);
        node.selected_in = self.selected(statement, id, inner, &mut node.choices);
        let choices = self.choices(&statement.body, id, SymbolKind::Option, inner);
        node.choices.extend(choices);
        for clause in &statement.clauses {
            if let ClauseKind::Or(options) = &clause.kind {
                node.alternatives = self.choices(options, id, SymbolKind::Option, inner);
            }
        }
        let rest = statement.body.iter().filter(|inner| !is_choice(inner));
        node.children = rest.map(|statement| self.item(statement, inner, &mut 0)).collect();
        let outline = outline(&node.choices);
        self.outlines.insert(id, outline);
    }

    /// The options of a list from which something is given.
    pub(super) fn given_choices(&mut self, statement: &'a Statement, id: SymbolId) -> Vec<ChoiceNode<'a>> {
        let place = Place { scope: id, section: None, item: None, group: None, is_item: false, printed: true };
        self.choices(&statement.body, id, SymbolKind::Option, place)
    }

    pub(super) fn declare_grid(&mut self, statement: &'a Statement, id: SymbolId, inner: Place, node: &mut Node<'a>) {
        let columns = statement.body.iter().filter(|inner| inner.kind == Kind::Columns);
        for columns in columns {
            let choices = self.choices(&columns.body, id, SymbolKind::Column, inner);
            node.choices.extend(choices);
            for field in columns.body.iter().filter(|field| matches!(field.kind, Kind::Question(_))) {
                let mut column = self.node(field, inner.scope);
                if let Some(code) = &field.code {
                    let mut symbol = self.blank(SymbolKind::Column, &code.value, self.path(id, &code.value), id, field);
                    symbol.section = inner.section;
                    symbol.item = inner.item;
                    column.symbol = Some(self.add(id, symbol));
                }
                node.fields.push(column);
            }
        }
        for rows in statement.body.iter().filter(|inner| inner.kind == Kind::Rows) {
            if let Some(selected) = self.selected(rows, id, inner, &mut node.rows) {
                node.selected_in = Some(selected);
            }
            let own = self.choices(&rows.body, id, SymbolKind::Row, inner);
            node.rows.extend(own);
        }
        self.declare_cells(node, inner);
        let rest = statement.body.iter().filter(|inner| !matches!(inner.kind, Kind::Rows | Kind::Columns));
        node.children = rest.map(|statement| self.item(statement, inner, &mut 0)).collect();
        let outline = outline(&node.rows);
        self.outlines.insert(id, outline);
    }

    /// Lets `grid.row.column` be said: each row knows the columns.
    fn declare_cells(&mut self, node: &Node<'a>, inner: Place) {
        let mut rows = Vec::new();
        ChoiceNode::flat(&node.rows, &mut rows);
        let mut columns: Vec<&'a Statement> = node.fields.iter().map(|field| field.statement).collect();
        let mut options = Vec::new();
        ChoiceNode::flat(&node.choices, &mut options);
        columns.extend(options.iter().filter_map(|option| match option {
            ChoiceNode::Option { statement, symbol: _, source: _, children: _, retired: _ } => Some(*statement),
            ChoiceNode::Heading { statement: _, choices: _ } => None,
        }));
        for row in rows {
            let ChoiceNode::Option { statement: _, symbol: row, source: _, children: _, retired: _ } = row else {
                continue;
            };
            for column in &columns {
                let Some(code) = &column.code else { continue };
                let mut symbol =
                    self.blank(SymbolKind::Column, &code.value, self.path(*row, &code.value), *row, column);
                symbol.section = inner.section;
                symbol.item = inner.item;
                self.add(*row, symbol);
            }
        }
    }

    fn declare_specify(&mut self, statement: &'a Statement, owner: SymbolId, inner: Place) {
        if let Some(specify) = statement.specify() {
            let mut symbol = self.blank(SymbolKind::Specify, "specify", self.path(owner, "specify"), owner, statement);
            symbol.span = specify.span;
            symbol.section = inner.section;
            symbol.item = inner.item;
            self.add(owner, symbol);
        }
    }

    /// The options of a question that is kept for its history.
    pub(super) fn retired_choices(
        &mut self,
        statement: &'a Statement,
        id: SymbolId,
        inner: Place,
    ) -> Vec<ChoiceNode<'a>> {
        self.choices(&statement.body, id, SymbolKind::Option, inner)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    fn choices(
        &mut self,
        statements: &'a [Statement],
        owner: SymbolId,
        kind: SymbolKind,
        inner: Place,
    ) -> Vec<ChoiceNode<'a>> {
        let mut nodes = Vec::new();
        if kind == SymbolKind::Option {
            self.same_labels(statements);
        }
        for statement in statements {
            match statement.kind {
                Kind::Heading => {
                    let choices = self.choices(&statement.body, owner, kind, inner);
                    nodes.push(ChoiceNode::Heading { statement, choices });
                }
                Kind::Option | Kind::Retired if statement.of().is_none() => {
                    let Some(code) = &statement.code else { continue };
                    let mut symbol = self.blank(kind, &code.value, self.path(owner, &code.value), owner, statement);
                    symbol.section = inner.section;
                    symbol.item = inner.item;
                    let id = self.add(owner, symbol);
                    self.declare_specify(statement, id, inner);
                    let place = Place { scope: id, ..inner };
                    let children = self.items(&statement.body, place, &mut 0);
                    let retired = statement.kind == Kind::Retired;
                    nodes.push(ChoiceNode::Option { statement, symbol: id, source: None, children, retired });
                }
                _ => {}
            }
        }
        nodes
    }

    /// Options beside one another that read the same. What is offered by a condition may: it need not be there together.
    fn same_labels(&mut self, statements: &[Statement]) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for statement in statements.iter().filter(|statement| statement.kind == Kind::Option) {
            let Some(label) = &statement.label else { continue };
            let Some(words) = label.plain() else { continue };
            if statement.when().is_some() || words.is_empty() {
                continue;
            }
            match seen.get(words) {
                Some(first) => self.diagnostics.push(choice_errors::same_label(label.span, words, *first)),
                None => {
                    seen.insert(words, label.span);
                }
            }
        }
    }

    /// The options or rows of an earlier question, where a statement says `selected in`.
    fn selected(
        &mut self,
        statement: &'a Statement,
        owner: SymbolId,
        inner: Place,
        nodes: &mut Vec<ChoiceNode<'a>>,
    ) -> Option<SymbolId> {
        let Spanned { value: (path, _), span } = statement.selected_in()?;
        let scope = self.symbols.get(owner).parent.unwrap_or(owner);
        let source = match self.symbols.find(path, scope) {
            Ok(source) => source,
            Err(problem) => {
                self.diagnostics.push(problem);
                return None;
            }
        };
        let Some(outline) = self.outlines.get(&source).cloned() else {
            let symbol = self.symbols.get(source);
            self.diagnostics.push(choice_errors::nothing_to_select(
                span,
                &symbol.path,
                symbol.kind.noun(),
                symbol.span,
            ));
            return None;
        };
        let kind = if statement.kind == Kind::Rows { SymbolKind::Row } else { SymbolKind::Option };
        let copied = self.copy_outline(&outline, owner, kind, inner);
        nodes.extend(copied);
        Some(source)
    }

    fn copy_outline(
        &mut self,
        outline: &[Outline<'a>],
        owner: SymbolId,
        kind: SymbolKind,
        inner: Place,
    ) -> Vec<ChoiceNode<'a>> {
        outline
            .iter()
            .map(|entry| match entry {
                Outline::Heading(statement, inside) => {
                    ChoiceNode::Heading { statement, choices: self.copy_outline(inside, owner, kind, inner) }
                }
                Outline::Option(statement, source) => {
                    let code = self.symbols.get(*source).code.clone();
                    let mut symbol = self.blank(kind, &code, self.path(owner, &code), owner, statement);
                    symbol.section = inner.section;
                    symbol.item = inner.item;
                    let id = self.add(owner, symbol);
                    ChoiceNode::Option {
                        statement,
                        symbol: id,
                        source: Some(*source),
                        children: Vec::new(),
                        retired: statement.kind == Kind::Retired,
                    }
                }
            })
            .collect()
    }
}

/// What an option or row offers to a later `selected in`: special and exclusive options do not come along.
fn outline<'a>(nodes: &[ChoiceNode<'a>]) -> Vec<Outline<'a>> {
    let mut entries = Vec::new();
    for node in nodes {
        match node {
            ChoiceNode::Heading { statement, choices } => entries.push(Outline::Heading(statement, outline(choices))),
            ChoiceNode::Option { statement, symbol, source: _, children: _, retired: _ } => {
                if !statement.excludes() {
                    entries.push(Outline::Option(statement, *symbol));
                }
            }
        }
    }
    entries
}

#[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
fn is_choice(statement: &Statement) -> bool {
    match statement.kind {
        Kind::Option | Kind::Heading => true,
        Kind::Retired => statement.of().is_none(),
        _ => false,
    }
}
