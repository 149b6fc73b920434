//! Everything that bears a code, where it stands, and how a reference finds it.

use rustc_hash::FxHashMap;
use setsumon_diagnostics::{Diagnostic, Span};
use setsumon_syntax::ast::{Path, QuestionKind, Statement};

use crate::errors::names as errors;
use crate::ids::{Arena, Id};

/// The index of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct SymbolId(u32);

impl Id for SymbolId {
    fn new(index: u32) -> Self {
        Self(index)
    }
    fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SymbolKind {
    Root,
    /// The `given.` before what the office knows.
    GivenSpace,
    Given(QuestionKind),
    Info,
    Part,
    Section,
    Group,
    Use,
    Repeat,
    Question(QuestionKind),
    Grid,
    Gate,
    Calc,
    Let,
    /// An option, or a tick that takes the place of a value.
    Option,
    Row,
    Column,
    /// The one text of `specify`.
    Specify,
    Retired,
}

impl SymbolKind {
    /// What a designer calls it.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Root | Self::GivenSpace => "survey",
            Self::Given(_) => "given",
            Self::Info => "info",
            Self::Part => "part",
            Self::Section => "section",
            Self::Group => "group",
            Self::Use => "use",
            Self::Repeat => "repeat",
            Self::Question(_) | Self::Retired => "question",
            Self::Grid => "grid",
            Self::Gate => "gate",
            Self::Calc => "calc",
            Self::Let => "let",
            Self::Option => "option",
            Self::Row => "row",
            Self::Column => "column",
            Self::Specify => "write-in",
        }
    }
}

/// Something that bears a code.
#[derive(Debug)]
pub(crate) struct Symbol<'a> {
    pub(crate) kind: SymbolKind,
    pub(crate) code: String,
    /// The path as it is written in a reference from outside; the variable's name with `__` for `.`.
    pub(crate) path: String,
    /// The scope it is looked up in.
    pub(crate) parent: Option<SymbolId>,
    pub(crate) statement: Option<&'a Statement>,
    pub(crate) span: Span,
    /// Its printed number.
    pub(crate) number: Option<String>,
    /// The nearest thing around it that is numbered as an item.
    pub(crate) item: Option<SymbolId>,
    pub(crate) section: Option<SymbolId>,
    /// The innermost group around it that makes no name.
    pub(crate) group: Option<SymbolId>,
    /// What can be named behind it with a dot.
    pub(crate) members: FxHashMap<String, SymbolId>,
    /// The codes in the order written, for the order of a part's sections and for suggestions.
    pub(crate) order: Vec<SymbolId>,
    /// A block: what is inside sees only itself.
    pub(crate) closed: bool,
}

impl Symbol<'_> {
    /// What it stands in, groups included.
    pub(crate) fn around(&self) -> Option<SymbolId> {
        self.group.or(self.parent)
    }
}

/// All symbols of a survey.
#[derive(Debug)]
pub(crate) struct Symbols<'a> {
    arena: Arena<SymbolId, Symbol<'a>>,
    root: SymbolId,
}

impl<'a> Symbols<'a> {
    pub(crate) fn new(span: Span) -> Self {
        let mut arena = Arena::default();
        let root = arena.push(Symbol {
            kind: SymbolKind::Root,
            code: String::new(),
            path: String::new(),
            parent: None,
            statement: None,
            span,
            number: None,
            item: None,
            section: None,
            group: None,
            members: FxHashMap::default(),
            order: Vec::new(),
            closed: false,
        });
        Self { arena, root }
    }

    pub(crate) fn root(&self) -> SymbolId {
        self.root
    }

    pub(crate) fn get(&self, id: SymbolId) -> &Symbol<'a> {
        self.arena.get(id)
    }

    pub(crate) fn get_mut(&mut self, id: SymbolId) -> &mut Symbol<'a> {
        self.arena.get_mut(id)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (SymbolId, &Symbol<'a>)> {
        self.arena.iter()
    }

    /// Adds a symbol to a scope's names.
    ///
    /// # Errors
    /// Where the scope has the code already; the symbol is added, but its code keeps meaning the first.
    pub(crate) fn add(&mut self, scope: SymbolId, symbol: Symbol<'a>) -> (SymbolId, Option<Diagnostic>) {
        let code = symbol.code.clone();
        let (span, kind) = (symbol.span, symbol.kind);
        let id = self.arena.push(symbol);
        let first = self.arena.get(scope).members.get(&code).copied();
        let clash = match first {
            Some(first) => {
                let first = self.arena.get(first);
                Some(errors::duplicate(&code, span, first.span, kind.noun(), first.kind.noun()))
            }
            None => {
                self.arena.get_mut(scope).members.insert(code, id);
                None
            }
        };
        self.arena.get_mut(scope).order.push(id);
        (id, clash)
    }

    /// Finds what a path names, looking outwards from a scope: the nearest that has its first code, then along the dots.
    ///
    /// # Errors
    /// Where nothing has the first code, or something on the way has not the next.
    #[expect(clippy::result_large_err, reason = "the problem goes straight into the list of diagnostics")]
    pub(crate) fn find(&self, path: &Path, scope: SymbolId) -> Result<SymbolId, Diagnostic> {
        let Some((first, rest)) = path.segments.split_first() else {
            return Err(errors::unknown_name(path.span, "", &[], None));
        };
        let mut around = Some(scope);
        let mut found = None;
        while let Some(id) = around {
            let symbol = self.get(id);
            if let Some(member) = symbol.members.get(&first.value) {
                found = Some(*member);
                break;
            }
            // A block is closed: what stands around its use is out of its sight.
            around = if symbol.closed { None } else { symbol.parent };
        }
        let Some(mut found) = found else {
            return Err(self.unknown(first.span, &first.value, scope));
        };
        for segment in rest {
            let symbol = self.get(found);
            match symbol.members.get(&segment.value) {
                Some(member) => found = *member,
                None => {
                    let known: Vec<&str> = symbol.members.keys().map(String::as_str).collect();
                    let owner = format!("{} `{}`", symbol.kind.noun(), symbol.path);
                    return Err(errors::unknown_name(segment.span, &segment.value, &known, Some(&owner)));
                }
            }
        }
        Ok(found)
    }

    fn unknown(&self, span: Span, word: &str, scope: SymbolId) -> Diagnostic {
        let mut known: Vec<&str> = Vec::new();
        let mut around = Some(scope);
        while let Some(id) = around {
            let symbol = self.get(id);
            known.extend(symbol.members.keys().map(String::as_str));
            around = if symbol.closed { None } else { symbol.parent };
        }
        let elsewhere = self
            .iter()
            .find(|(_, symbol)| {
                symbol.code == word
                    && symbol.path != word
                    && matches!(
                        symbol.kind,
                        SymbolKind::Question(_)
                            | SymbolKind::Grid
                            | SymbolKind::Gate
                            | SymbolKind::Calc
                            | SymbolKind::Repeat
                    )
            })
            .map(|(_, symbol)| symbol.path.as_str());
        errors::unknown_or_elsewhere(span, word, &known, elsewhere)
    }
}
