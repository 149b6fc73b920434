//! Everything that bears a code, where it stands, and how a reference finds it.

use rustc_hash::FxHashMap;
use setsumon_diagnostics::{Comparisons, Diagnostic, Span};
use setsumon_syntax::ast::{Name, Path, QuestionKind, Statement};

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

    /// Whether a sentence could speak of it by its own words: a row is named beside its grid, a write-in has none of its own.
    fn is_named(self) -> bool {
        match self {
            Self::Root
            | Self::GivenSpace
            | Self::Given(_)
            | Self::Info
            | Self::Part
            | Self::Section
            | Self::Group
            | Self::Use
            | Self::Repeat
            | Self::Question(_)
            | Self::Grid
            | Self::Gate => true,
            Self::Calc | Self::Let | Self::Option | Self::Row | Self::Column | Self::Specify | Self::Retired => false,
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
    comparisons: Comparisons,
}

/// What a sentence can name in each numbered item, at whatever depth, the item itself among it.
#[derive(Debug, Default)]
pub(crate) struct InItems(FxHashMap<SymbolId, Vec<SymbolId>>);

impl InItems {
    /// Of all items of a survey.
    pub(crate) fn of_all(symbols: &Symbols<'_>) -> Self {
        let mut within: FxHashMap<SymbolId, Vec<SymbolId>> = FxHashMap::default();
        for (id, _) in symbols.iter().filter(|(_, symbol)| symbol.kind.is_named()) {
            if let Some(item) = symbols.item_of(id) {
                within.entry(item).or_default().push(id);
            }
        }
        Self(within)
    }

    /// Of one.
    pub(crate) fn of(&self, item: SymbolId) -> &[SymbolId] {
        self.0.get(&item).map_or(&[], Vec::as_slice)
    }
}

/// What of a path is not there.
enum Missing<'p> {
    /// A path of no codes names nothing.
    Everything,
    First(&'p Name),
    In(SymbolId, &'p Name),
}

/// What to write where a name ends with a word for what is counted or added up: `kids.count`.
fn reckoned(symbol: &Symbol<'_>, word: &str, path: &Path) -> Option<String> {
    let (_, before) = path.segments.split_last()?;
    let name = before.iter().map(|one| one.value.as_str()).collect::<Vec<_>>().join(".");
    let counts = ["count", "length", "size", "len", "number", "total_count"].contains(&word);
    if !counts && !["sum", "total"].contains(&word) {
        return None;
    }
    let several = match symbol.kind {
        SymbolKind::Repeat | SymbolKind::Grid | SymbolKind::Group | SymbolKind::Use => true,
        SymbolKind::Question(kind) => matches!(kind, QuestionKind::Multi | QuestionKind::Rank),
        SymbolKind::Root
        | SymbolKind::GivenSpace
        | SymbolKind::Given(_)
        | SymbolKind::Info
        | SymbolKind::Part
        | SymbolKind::Section
        | SymbolKind::Gate
        | SymbolKind::Calc
        | SymbolKind::Let
        | SymbolKind::Option
        | SymbolKind::Row
        | SymbolKind::Column
        | SymbolKind::Specify
        | SymbolKind::Retired => false,
    };
    let adds = matches!(symbol.kind, SymbolKind::Grid | SymbolKind::Group | SymbolKind::Use);
    match (counts, several) {
        (true, true) => Some(format!("count({name})")),
        (false, true) if adds => Some(format!("sum({name})")),
        (false, true) => Some(format!("count({name})")),
        (_, false) => None,
    }
}

impl<'a> Symbols<'a> {
    /// Of a survey that is written here, in so many statements.
    pub(crate) fn new(span: Span, statements: usize) -> Self {
        let mut arena = Arena::with_room(statements + 1);
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
        Self { arena, root, comparisons: Comparisons::new() }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.arena.len()
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

    /// The numbered item that something is or stands in.
    pub(crate) fn item_of(&self, id: SymbolId) -> Option<SymbolId> {
        let found = self.get(id);
        if found.number.is_some() { Some(id) } else { found.item }
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
        self.follow(path, scope).map_err(|missing| match missing {
            Missing::Everything => errors::unknown_name(path.span, "", &[], None),
            Missing::First(first) => self.unknown(first.span, &first.value, scope),
            Missing::In(owner, segment) => {
                let symbol = self.get(owner);
                if let Some(right) = self.without_group(path, owner, segment) {
                    return errors::group_in_name(path.span, symbol.kind.noun(), &symbol.code, &right);
                }
                let known = self.comparisons.with(symbol.members.keys());
                if let Some(right) = reckoned(symbol, &segment.value, path) {
                    return errors::reckoned_in_name(path.span, &segment.value, &right);
                }
                let owner = format!("{} `{}`", symbol.kind.noun(), symbol.path);
                errors::unknown_name(segment.span, &segment.value, &known, Some(&owner))
            }
        })
    }

    /// A path without the group or part in it that adds nothing to a name, where what it goes on with stands in that.
    fn without_group(&self, path: &Path, owner: SymbolId, segment: &Name) -> Option<String> {
        let silent = matches!(self.get(owner).kind, SymbolKind::Group | SymbolKind::Part);
        let stands_in = |symbol: &Symbol<'_>| {
            let mut around = symbol.around();
            while let Some(id) = around {
                if id == owner {
                    return true;
                }
                around = self.get(id).around();
            }
            false
        };
        let named = |symbol: &Symbol<'_>| symbol.code == segment.value && stands_in(symbol);
        let there = silent && self.iter().any(|(_, symbol)| named(symbol));
        let at = path.segments.iter().position(|one| one.span == segment.span)?.checked_sub(1)?;
        let kept = path.segments.iter().enumerate().filter(|(place, _)| *place != at);
        there.then(|| kept.map(|(_, one)| one.value.as_str()).collect::<Vec<_>>().join("."))
    }

    /// The same where nothing is to be said if it is not there.
    pub(crate) fn seek(&self, path: &Path, scope: SymbolId) -> Option<SymbolId> {
        self.follow(path, scope).ok()
    }

    /// What an unknown code is to be compared with, see [`Comparisons::with`].
    pub(crate) fn compared_with<'k>(&self, known: impl Iterator<Item = &'k String>) -> Vec<&'k str> {
        self.comparisons.with(known)
    }

    fn follow<'p>(&self, path: &'p Path, scope: SymbolId) -> Result<SymbolId, Missing<'p>> {
        let (first, rest) = path.segments.split_first().ok_or(Missing::Everything)?;
        let found = self.outwards(scope).find_map(|symbol| symbol.members.get(&first.value));
        let mut found = *found.ok_or(Missing::First(first))?;
        for segment in rest {
            found = *self.get(found).members.get(&segment.value).ok_or(Missing::In(found, segment))?;
        }
        Ok(found)
    }

    /// A scope and what stands around it, as far as can be seen from there.
    fn outwards(&self, scope: SymbolId) -> impl Iterator<Item = &Symbol<'a>> {
        // A block is closed: what stands around its use is out of its sight.
        let around = |symbol: &&Symbol<'a>| if symbol.closed { None } else { symbol.parent.map(|id| self.get(id)) };
        std::iter::successors(Some(self.get(scope)), around)
    }

    fn unknown(&self, span: Span, word: &str, scope: SymbolId) -> Diagnostic {
        let known = self.comparisons.with(self.outwards(scope).flat_map(|symbol| symbol.members.keys()));
        if known.is_empty() {
            return errors::unknown_name(span, word, &known, None);
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
