//! First pass over the expanded tree: who bears which code and which number, before anything is given a meaning.

use rustc_hash::FxHashMap;
use setsumon_diagnostics::{Diagnostics, Span};
use setsumon_syntax::ast::{ClauseKind, Kind, Marker, Path, QuestionKind, Statement};

use super::draft::{ChoiceNode, Draft, Node};
use super::numbering::{Style, Styles};
use super::symbols::{Symbol, SymbolId, SymbolKind, Symbols};
use crate::errors::{choices as choice_errors, names as errors, texts as text_errors};
use crate::form::Locale;

/// Declares everything in a survey. `None` where the file has no `survey` statement; that has been reported.
pub(crate) fn declare<'a>(
    statements: &'a [Statement],
    place: Span,
    diagnostics: &mut Diagnostics,
) -> Option<Draft<'a>> {
    // That there is only one has been seen to while reading.
    let Some(survey) = statements.iter().find(|statement| statement.kind == Kind::Survey) else {
        diagnostics.push(errors::survey_missing(place));
        return None;
    };
    let mut declarer = Declarer {
        symbols: Symbols::new(survey.kind_span),
        styles: styles(survey, diagnostics),
        diagnostics,
        outlines: FxHashMap::default(),
        pages: 0,
        parts: 0,
        sections: 0,
    };
    declarer.survey(survey);
    let root = declarer.symbols.root();
    let entries = declarer.entries(statements, root, true);
    declarer.check_section_codes();
    let Declarer { symbols, styles: _, diagnostics: _, outlines: _, pages: _, parts: _, sections: _ } = declarer;
    Some(Draft { survey, symbols, entries })
}

/// The locale a survey names; Japanese where it names none it knows, which is reported elsewhere.
pub(crate) fn locale_of(survey: &Statement) -> Option<Locale> {
    let named = survey.body.iter().find(|statement| statement.kind == Kind::Locale)?;
    match named.code.as_ref()?.value.as_str() {
        "ja" => Some(Locale::Ja),
        "en" => Some(Locale::En),
        _ => None,
    }
}

fn styles(survey: &Statement, diagnostics: &mut Diagnostics) -> Styles {
    let mut styles = Styles::of(locale_of(survey).unwrap_or(Locale::Ja));
    let entries =
        survey.body.iter().filter(|statement| statement.kind == Kind::Numbers).flat_map(|numbers| &numbers.body);
    for entry in entries {
        let (Some(code), Some(label)) = (&entry.code, &entry.label) else { continue };
        let style = Style::of_sample(&super::expand::plain(label));
        match code.value.as_str() {
            "part" => styles.part = style,
            "section" => styles.section = style,
            "item" => styles.item = style,
            "page" => styles.page = style,
            _ => diagnostics.push(text_errors::unknown_wording(code.span, &code.value, &Styles::NAMES)),
        }
    }
    styles
}

/// One option or row as an earlier question offers it, for `selected in`.
#[derive(Debug, Clone)]
enum Outline<'a> {
    Heading(&'a Statement, Vec<Outline<'a>>),
    Option(&'a Statement, SymbolId),
}

struct Declarer<'a, 'd> {
    symbols: Symbols<'a>,
    styles: Styles,
    diagnostics: &'d mut Diagnostics,
    /// What each question with options, and each grid by its rows, offers to a later `selected in`.
    outlines: FxHashMap<SymbolId, Vec<Outline<'a>>>,
    pages: u32,
    parts: u32,
    sections: u32,
}

/// Where a statement stands.
#[derive(Clone, Copy)]
struct Place {
    scope: SymbolId,
    section: Option<SymbolId>,
    /// The numbered item around it.
    item: Option<SymbolId>,
    /// Whether it stands directly in a section.
    is_item: bool,
    /// Whether paper shows it.
    printed: bool,
}

impl<'a> Declarer<'a, '_> {
    fn survey(&mut self, survey: &'a Statement) {
        let root = self.symbols.root();
        let mut given_space = None;
        for statement in &survey.body {
            match statement.kind {
                Kind::Info => {
                    if let Some(code) = &statement.code {
                        let symbol = self.blank(SymbolKind::Info, &code.value, code.value.clone(), root, statement);
                        self.add(root, symbol);
                    }
                }
                Kind::Given => {
                    let Some(code) = &statement.code else { continue };
                    let space = *given_space.get_or_insert_with(|| {
                        let symbol = Symbol {
                            kind: SymbolKind::GivenSpace,
                            code: "given".to_owned(),
                            path: "given".to_owned(),
                            parent: Some(root),
                            statement: None,
                            span: statement.kind_span,
                            number: None,
                            item: None,
                            section: None,
                            members: FxHashMap::default(),
                            order: Vec::new(),
                            closed: false,
                        };
                        self.symbols.add(root, symbol).0
                    });
                    let kind = of_clause(statement).unwrap_or(QuestionKind::Text);
                    let path = format!("given.{}", code.value);
                    let symbol = self.blank(SymbolKind::Given(kind), &code.value, path, space, statement);
                    self.add(space, symbol);
                }
                _ => {}
            }
        }
    }

    fn blank(
        &self,
        kind: SymbolKind,
        code: &str,
        path: String,
        parent: SymbolId,
        statement: &'a Statement,
    ) -> Symbol<'a> {
        Symbol {
            kind,
            code: code.to_owned(),
            path,
            parent: Some(parent),
            statement: Some(statement),
            span: statement.code.as_ref().map_or(statement.kind_span, |code| code.span),
            number: None,
            item: None,
            section: None,
            members: FxHashMap::default(),
            order: Vec::new(),
            closed: false,
        }
    }

    fn add(&mut self, scope: SymbolId, symbol: Symbol<'a>) -> SymbolId {
        let (id, clash) = self.symbols.add(scope, symbol);
        if let Some(clash) = clash {
            self.diagnostics.push(clash);
        }
        id
    }

    fn node(&self, statement: &'a Statement, scope: SymbolId) -> Node<'a> {
        Node {
            statement,
            symbol: None,
            scope,
            number: None,
            is_item: false,
            children: Vec::new(),
            otherwise: Vec::new(),
            choices: Vec::new(),
            rows: Vec::new(),
            fields: Vec::new(),
            alternatives: Vec::new(),
            selected_in: None,
        }
    }

    /// What stands outside sections.
    fn entries(&mut self, statements: &'a [Statement], scope: SymbolId, printed: bool) -> Vec<Node<'a>> {
        let mut nodes = Vec::new();
        for statement in statements {
            let mut node = self.node(statement, scope);
            let printed = printed && !has_marker(statement, Marker::ScreenOnly);
            match statement.kind {
                Kind::Survey => continue,
                Kind::Page if printed => {
                    self.pages += 1;
                    node.number = self.styles.page.as_ref().map(|style| style.number(self.pages));
                }
                Kind::Part => {
                    let Some(code) = &statement.code else { continue };
                    let mut symbol = self.blank(SymbolKind::Part, &code.value, code.value.clone(), scope, statement);
                    if printed {
                        self.parts += 1;
                        symbol.number = self.styles.part.as_ref().map(|style| style.number(self.parts));
                    }
                    let root = self.symbols.root();
                    let id = self.add(root, symbol);
                    let before = self.symbols.get(root).order.len();
                    node.symbol = Some(id);
                    node.children = self.entries(&statement.body, scope, printed);
                    // A part makes no name, but it knows its sections, for `{numbers of …}`.
                    let sections: Vec<_> = self.symbols.get(root).order.iter().skip(before).copied().collect();
                    self.symbols.get_mut(id).order = sections;
                }
                Kind::Section => {
                    let Some(code) = &statement.code else { continue };
                    let mut symbol = self.blank(SymbolKind::Section, &code.value, code.value.clone(), scope, statement);
                    if printed {
                        self.sections += 1;
                        symbol.number = self.styles.section.as_ref().map(|style| style.number(self.sections));
                    }
                    let root = self.symbols.root();
                    let id = self.add(root, symbol);
                    node.symbol = Some(id);
                    let mut count = 0;
                    let place = Place { scope: id, section: Some(id), item: None, is_item: true, printed };
                    node.children = self.items(&statement.body, place, &mut count);
                }
                Kind::Gate => {
                    let place = Place { scope, section: None, item: None, is_item: false, printed };
                    node = self.item(statement, place, &mut 0);
                }
                Kind::When => {
                    node.children = self.entries(&statement.body, scope, printed);
                    if let Some(otherwise) = &statement.otherwise {
                        node.otherwise = self.entries(&otherwise.body, scope, printed);
                    }
                }
                Kind::Let => {
                    self.declare_let(statement, scope, None, &mut node);
                }
                _ => {}
            }
            nodes.push(node);
        }
        nodes
    }

    fn declare_let(
        &mut self,
        statement: &'a Statement,
        scope: SymbolId,
        section: Option<SymbolId>,
        node: &mut Node<'a>,
    ) {
        if let Some(code) = &statement.code {
            let mut symbol = self.blank(SymbolKind::Let, &code.value, code.value.clone(), scope, statement);
            symbol.section = section;
            node.symbol = Some(self.add(scope, symbol));
        }
    }

    fn items(&mut self, statements: &'a [Statement], place: Place, count: &mut u32) -> Vec<Node<'a>> {
        statements.iter().map(|statement| self.item(statement, place, count)).collect()
    }

    fn item(&mut self, statement: &'a Statement, place: Place, count: &mut u32) -> Node<'a> {
        let mut node = self.node(statement, place.scope);
        node.is_item = place.is_item;
        let printed = place.printed && !has_marker(statement, Marker::ScreenOnly);
        let place = Place { printed, ..place };
        match statement.kind {
            Kind::Question(_) | Kind::Grid | Kind::Gate | Kind::Calc | Kind::Group | Kind::Use | Kind::Repeat => {
                self.declare_item(statement, place, count, &mut node);
            }
            Kind::Retired => {
                if let Some(code) = &statement.code {
                    let mut symbol = self.blank(
                        SymbolKind::Retired,
                        &code.value,
                        self.path(place.scope, &code.value),
                        place.scope,
                        statement,
                    );
                    symbol.section = place.section;
                    node.symbol = Some(self.add(place.scope, symbol));
                }
            }
            Kind::Let => self.declare_let(statement, place.scope, place.section, &mut node),
            Kind::When => {
                node.children = self.items(&statement.body, place, count);
                if let Some(otherwise) = &statement.otherwise {
                    node.otherwise = self.items(&otherwise.body, place, count);
                }
            }
            Kind::Lead | Kind::Heading => node.children = self.items(&statement.body, place, count),
            _ => {}
        }
        node
    }

    fn declare_item(&mut self, statement: &'a Statement, place: Place, count: &mut u32, node: &mut Node<'a>) {
        let kind = match statement.kind {
            Kind::Question(kind) => SymbolKind::Question(kind),
            Kind::Grid => SymbolKind::Grid,
            Kind::Gate => SymbolKind::Gate,
            Kind::Calc => SymbolKind::Calc,
            Kind::Group => SymbolKind::Group,
            Kind::Repeat => SymbolKind::Repeat,
            _ => SymbolKind::Use,
        };
        let code = if kind == SymbolKind::Use { as_clause(statement) } else { statement.code.as_ref() };
        let Some(code) = code else {
            // `use` without `as` puts the fields in place.
            node.children = self.items(&statement.body, place, count);
            return;
        };
        let mut symbol = self.blank(kind, &code.value, self.path(place.scope, &code.value), place.scope, statement);
        symbol.span = code.span;
        symbol.section = place.section;
        symbol.item = place.item;
        symbol.closed = kind == SymbolKind::Use;
        let counts = !matches!(kind, SymbolKind::Gate | SymbolKind::Calc);
        let numbered = place.is_item && place.printed && counts;
        if numbered {
            *count += 1;
            symbol.number = self.styles.item.as_ref().map(|style| style.number(*count));
        }
        let id = self.add(place.scope, symbol);
        node.symbol = Some(id);
        let inner = Place {
            scope: if kind == SymbolKind::Group { place.scope } else { id },
            section: place.section,
            item: if numbered { Some(id) } else { place.item },
            is_item: false,
            printed: place.printed,
        };
        match kind {
            SymbolKind::Group => {
                node.children = self.items(&statement.body, inner, &mut 0);
                self.symbols.get_mut(id).order = node.children.iter().filter_map(|child| child.symbol).collect();
            }
            SymbolKind::Use | SymbolKind::Repeat => node.children = self.items(&statement.body, inner, &mut 0),
            SymbolKind::Grid => self.declare_grid(statement, id, inner, node),
            _ => self.declare_question(statement, id, inner, node),
        }
    }

    fn path(&self, scope: SymbolId, code: &str) -> String {
        let around = &self.symbols.get(scope).path;
        if around.is_empty() { code.to_owned() } else { format!("{around}.{code}") }
    }

    /// A question's options, its alternatives, its write-in and the fields in its braces.
    fn declare_question(&mut self, statement: &'a Statement, id: SymbolId, inner: Place, node: &mut Node<'a>) {
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

    fn declare_grid(&mut self, statement: &'a Statement, id: SymbolId, inner: Place, node: &mut Node<'a>) {
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
        let specify = statement.clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::Specify { .. }));
        if let Some(clause) = specify {
            let mut symbol = self.blank(SymbolKind::Specify, "specify", self.path(owner, "specify"), owner, statement);
            symbol.span = clause.span;
            symbol.section = inner.section;
            symbol.item = inner.item;
            self.add(owner, symbol);
        }
    }

    fn choices(
        &mut self,
        statements: &'a [Statement],
        owner: SymbolId,
        kind: SymbolKind,
        inner: Place,
    ) -> Vec<ChoiceNode<'a>> {
        let mut nodes = Vec::new();
        for statement in statements {
            match statement.kind {
                Kind::Heading => {
                    let choices = self.choices(&statement.body, owner, kind, inner);
                    nodes.push(ChoiceNode::Heading { statement, choices });
                }
                Kind::Option | Kind::Retired if of_clause(statement).is_none() => {
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

    /// The options or rows of an earlier question, where a statement says `selected in`.
    fn selected(
        &mut self,
        statement: &'a Statement,
        owner: SymbolId,
        inner: Place,
        nodes: &mut Vec<ChoiceNode<'a>>,
    ) -> Option<SymbolId> {
        let (path, span): (&'a Path, Span) = statement.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::SelectedIn { question, answers: _ } => Some((question, clause.span)),
            _ => None,
        })?;
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

    /// A section and a question never share a code, so that `a.b` has one reading.
    fn check_section_codes(&mut self) {
        let root = self.symbols.root();
        let sections: Vec<(String, Span)> = self
            .symbols
            .iter()
            .filter(|(_, symbol)| symbol.kind == SymbolKind::Section)
            .map(|(_, symbol)| (symbol.code.clone(), symbol.span))
            .collect();
        let sections: FxHashMap<String, Span> = sections.into_iter().collect();
        let mut clashes = Vec::new();
        for (_, symbol) in self.symbols.iter() {
            let in_section = symbol
                .parent
                .is_some_and(|parent| parent != root && self.symbols.get(parent).kind == SymbolKind::Section);
            let named = matches!(
                symbol.kind,
                SymbolKind::Question(_) | SymbolKind::Grid | SymbolKind::Group | SymbolKind::Use | SymbolKind::Repeat
            );
            if let (true, true, Some(section)) = (in_section, named, sections.get(&symbol.code)) {
                clashes.push(errors::section_code(&symbol.code, symbol.span, symbol.kind.noun(), *section));
            }
        }
        self.diagnostics.extend(clashes);
    }
}

/// What an option or row offers to a later `selected in`: special and exclusive options do not come along.
fn outline<'a>(nodes: &[ChoiceNode<'a>]) -> Vec<Outline<'a>> {
    let mut entries = Vec::new();
    for node in nodes {
        match node {
            ChoiceNode::Heading { statement, choices } => entries.push(Outline::Heading(statement, outline(choices))),
            ChoiceNode::Option { statement, symbol, source: _, children: _, retired: _ } => {
                let special = statement
                    .clauses
                    .iter()
                    .any(|clause| matches!(clause.kind, ClauseKind::Exclusive | ClauseKind::Means(_)));
                if !special {
                    entries.push(Outline::Option(statement, *symbol));
                }
            }
        }
    }
    entries
}

fn is_choice(statement: &Statement) -> bool {
    match statement.kind {
        Kind::Option | Kind::Heading => true,
        Kind::Retired => of_clause(statement).is_none(),
        _ => false,
    }
}

/// The kind named by `of`, or by a `given` or a retired question.
pub(crate) fn of_clause(statement: &Statement) -> Option<QuestionKind> {
    statement.clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Of(kind) => Some(*kind),
        _ => None,
    })
}

fn as_clause(statement: &Statement) -> Option<&setsumon_syntax::ast::Name> {
    statement.clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::As(name) => Some(name),
        _ => None,
    })
}

/// Whether a statement bears a marker.
pub(crate) fn has_marker(statement: &Statement, marker: Marker) -> bool {
    statement.clauses.iter().any(|clause| clause.kind == ClauseKind::Marker(marker))
}
