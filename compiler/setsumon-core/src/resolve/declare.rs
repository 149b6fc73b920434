//! First pass over the expanded tree: who bears which code and which number, before anything is given a meaning.

use rustc_hash::FxHashMap;
use setsumon_diagnostics::{Diagnostics, Span};
use setsumon_syntax::ast::{Kind, Marker, QuestionKind, Statement};

use super::declare_choices::Outline;
use super::draft::{Draft, Node};
use super::kept_alone::is_kept_alone;
use super::numbering::{Style, Styles};
use super::symbols::{Symbol, SymbolId, SymbolKind, Symbols};
use crate::errors::{names as errors, texts as text_errors};
use crate::form::Locale;

/// How many statements there are, with all that stands in them.
fn count(statements: &[Statement]) -> usize {
    let inside = |statement: &Statement| {
        1 + count(&statement.body) + statement.otherwise.as_ref().map_or(0, |otherwise| count(&otherwise.body))
    };
    statements.iter().map(inside).sum()
}

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
        symbols: Symbols::new(survey.kind_span, count(statements)),
        styles: styles(survey, diagnostics),
        diagnostics,
        outlines: FxHashMap::default(),
        pages: 0,
        parts: 0,
        sections: 0,
    };
    let givens = declarer.survey(survey);
    let root = declarer.symbols.root();
    let entries = declarer.entries(statements, root, true);
    declarer.check_section_codes();
    let Declarer { symbols, styles: _, diagnostics: _, outlines: _, pages: _, parts: _, sections: _ } = declarer;
    Some(Draft { survey, symbols, entries, givens })
}

/// The locale a survey names; Japanese where it names none it knows, which is reported elsewhere.
pub(crate) fn locale_of(survey: &Statement) -> Option<Locale> {
    let named = survey.body.iter().find(|statement| statement.kind == Kind::Locale)?;
    Locale::of_tag(&named.code.as_ref()?.value)
}

fn styles(survey: &Statement, diagnostics: &mut Diagnostics) -> Styles {
    let mut styles = Styles::of(locale_of(survey).unwrap_or_default());
    let entries =
        survey.body.iter().filter(|statement| statement.kind == Kind::Numbers).flat_map(|numbers| &numbers.body);
    for entry in entries {
        let (Some(code), Some(label)) = (&entry.code, &entry.label) else { continue };
        let sample = super::expand::plain(label);
        let style = Style::of_sample(&sample);
        // What shows no number is told elsewhere. Without numbers no sentence could speak of a question, and each would be told too.
        if style.is_none() && !sample.is_empty() {
            continue;
        }
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

pub(super) struct Declarer<'a, 'd> {
    pub(super) symbols: Symbols<'a>,
    styles: Styles,
    pub(super) diagnostics: &'d mut Diagnostics,
    /// What each question with options, and each grid by its rows, offers to a later `selected in`.
    pub(super) outlines: FxHashMap<SymbolId, Vec<Outline<'a>>>,
    pages: u32,
    parts: u32,
    sections: u32,
}

/// Where a statement stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) scope: SymbolId,
    pub(super) section: Option<SymbolId>,
    /// The numbered item around it.
    pub(super) item: Option<SymbolId>,
    /// The innermost group around it.
    pub(super) group: Option<SymbolId>,
    /// Whether it stands directly in a section.
    pub(super) is_item: bool,
    /// Whether paper shows it.
    pub(super) printed: bool,
}

impl<'a> Declarer<'a, '_> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    fn survey(&mut self, survey: &'a Statement) -> Vec<Node<'a>> {
        let root = self.symbols.root();
        let mut given_space = None;
        let mut givens = Vec::new();
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
                            group: None,
                            members: FxHashMap::default(),
                            order: Vec::new(),
                            closed: false,
                        };
                        self.symbols.add(root, symbol).0
                    });
                    let kind = statement.of().unwrap_or(QuestionKind::Text);
                    let path = format!("given.{}", code.value);
                    let symbol = self.blank(SymbolKind::Given(kind), &code.value, path, space, statement);
                    let id = self.add(space, symbol);
                    let mut node = self.node(statement, root);
                    node.symbol = Some(id);
                    node.choices = self.given_choices(statement, id);
                    givens.push(node);
                }
                _ => {}
            }
        }
        givens
    }

    pub(super) fn blank(
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
            group: None,
            members: FxHashMap::default(),
            order: Vec::new(),
            closed: false,
        }
    }

    pub(super) fn add(&mut self, scope: SymbolId, symbol: Symbol<'a>) -> SymbolId {
        let (id, clash) = self.symbols.add(scope, symbol);
        if let Some(clash) = clash {
            self.diagnostics.push(clash);
        }
        id
    }

    pub(super) fn node(&self, statement: &'a Statement, scope: SymbolId) -> Node<'a> {
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
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    fn entries(&mut self, statements: &'a [Statement], scope: SymbolId, printed: bool) -> Vec<Node<'a>> {
        let mut nodes = Vec::new();
        for statement in statements {
            let mut node = self.node(statement, scope);
            let printed = printed && statement.marked(Marker::ScreenOnly).is_none();
            match statement.kind {
                Kind::Survey => continue,
                Kind::Page if printed => {
                    self.pages += 1;
                    node.number = self.styles.page.as_ref().map(|style| style.number(self.pages));
                }
                Kind::Part => {
                    let Some(code) = &statement.code else { continue };
                    let mut symbol = self.blank(SymbolKind::Part, &code.value, code.value.clone(), scope, statement);
                    if printed && !is_kept_alone(statement) {
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
                    if printed && !is_kept_alone(statement) {
                        self.sections += 1;
                        symbol.number = self.styles.section.as_ref().map(|style| style.number(self.sections));
                    }
                    let root = self.symbols.root();
                    let id = self.add(root, symbol);
                    node.symbol = Some(id);
                    let mut count = 0;
                    let place = Place { scope: id, section: Some(id), item: None, group: None, is_item: true, printed };
                    node.children = self.items(&statement.body, place, &mut count);
                }
                Kind::Gate => {
                    let place = Place { scope, section: None, item: None, group: None, is_item: false, printed };
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

    pub(super) fn items(&mut self, statements: &'a [Statement], place: Place, count: &mut u32) -> Vec<Node<'a>> {
        statements.iter().map(|statement| self.item(statement, place, count)).collect()
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    pub(super) fn item(&mut self, statement: &'a Statement, place: Place, count: &mut u32) -> Node<'a> {
        let mut node = self.node(statement, place.scope);
        node.is_item = place.is_item;
        let printed = place.printed && statement.marked(Marker::ScreenOnly).is_none();
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
                    symbol.group = place.group;
                    let id = self.add(place.scope, symbol);
                    node.symbol = Some(id);
                    node.choices = self.retired_choices(statement, id, Place { scope: id, is_item: false, ..place });
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

    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
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
        let code = if kind == SymbolKind::Use { statement.as_code() } else { statement.code.as_ref() };
        let Some(code) = code else {
            // `use` without `as` puts the fields in place.
            node.children = self.items(&statement.body, place, count);
            return;
        };
        let mut symbol = self.blank(kind, &code.value, self.path(place.scope, &code.value), place.scope, statement);
        symbol.span = code.span;
        symbol.section = place.section;
        symbol.item = place.item;
        symbol.group = place.group;
        symbol.closed = kind == SymbolKind::Use;
        let counts = !matches!(kind, SymbolKind::Gate | SymbolKind::Calc);
        let numbered = place.is_item && place.printed && counts && !is_kept_alone(statement);
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
            group: (kind == SymbolKind::Group).then_some(id),
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

    pub(super) fn path(&self, scope: SymbolId, code: &str) -> String {
        let around = &self.symbols.get(scope).path;
        if around.is_empty() { code.to_owned() } else { format!("{around}.{code}") }
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
