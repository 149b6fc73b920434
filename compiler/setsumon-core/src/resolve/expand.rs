//! Imports, lists and blocks: everything written once is put where it is used.
//!
//! After this pass the tree stands on its own: every `from LIST` has its options in its body and every `use` the block's
//! statements, with the words given to it filled in. Later passes know neither lists nor blocks.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_diagnostics::{Comparisons, Diagnostic, Diagnostics, FileId, SourceMap, Span};
use setsumon_syntax::ast::{ClauseKind, File, Kind, ListPick, Name, Piece, Statement, Text};

use super::block_words::fill_words;
use super::list_file::read_list_file;

use crate::errors::{names as errors, size};
use crate::parses::Parses;
use crate::sources::{SourceError, Sources, resolve_path};

/// The most statements that lists and blocks put into a survey, all together.
const MOST_STATEMENTS: usize = 1_000_000;

/// The most characters that are given to blocks, all together.
const MOST_WORDS: usize = 16_000_000;

/// The longest chain of lists, blocks or files that use one another.
const MOST_NESTED: usize = 64;

/// The lists and blocks a survey can use.
#[derive(Debug, Default)]
struct Library {
    lists: BTreeMap<String, Statement>,
    blocks: BTreeMap<String, Statement>,
}

/// The root file with everything put in place, and the files that were read for it.
#[derive(Debug)]
pub(crate) struct Expanded {
    pub(crate) file: File,
    pub(crate) sources: SourceMap,
    pub(crate) diagnostics: Diagnostics,
    /// Whether everything is in place, and nothing had to be left out because it grew too large.
    pub(crate) whole: bool,
}

/// Reads the root, of which this was read, and all it imports, and puts lists and blocks in place.
pub(crate) fn expand(
    sources: &dyn Sources,
    root: &str,
    read: Result<Vec<u8>, SourceError>,
    parses: &mut Parses,
) -> Expanded {
    let mut reader = Reader {
        sources,
        parses,
        map: SourceMap::default(),
        library: Library::default(),
        diagnostics: Diagnostics::default(),
        paths: FxHashMap::default(),
        open: Vec::new(),
    };
    let file = reader.read_root(root, read);
    let Reader { sources: _, parses: _, map, library, diagnostics, paths: _, open: _ } = reader;
    let mut expander = Expander {
        sources,
        map: &map,
        library: &library,
        diagnostics,
        open_blocks: Vec::new(),
        open_lists: Vec::new(),
        lists: FxHashMap::default(),
        room: MOST_STATEMENTS,
        words: MOST_WORDS,
        told: false,
        comparisons: Comparisons::new(),
    };
    let File { id, version, statements } = file;
    let statements = expander.statements(statements);
    for list in library.lists.values() {
        expander.check_list(list);
    }
    let (diagnostics, whole) = (expander.diagnostics, !expander.told);
    Expanded { file: File { id, version, statements }, sources: map, diagnostics, whole }
}

struct Reader<'a> {
    sources: &'a dyn Sources,
    parses: &'a mut Parses,
    map: SourceMap,
    library: Library,
    diagnostics: Diagnostics,
    /// Files read already: a second import of the same file adds nothing.
    paths: FxHashMap<String, ()>,
    /// The chain of imports being read, for cycles.
    open: Vec<String>,
}

impl Reader<'_> {
    fn read_root(&mut self, root: &str, read: Result<Vec<u8>, SourceError>) -> File {
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(error) => {
                let id = self.map.add(root, "");
                self.diagnostics.push(errors::import_not_found(Span::new(id, 0, 0), root, &error));
                return File { id, version: None, statements: Vec::new() };
            }
        };
        let (text, parse) = setsumon_syntax::parse_bytes(self.next_id(), &bytes);
        self.map.add(root, text);
        self.diagnostics.extend(parse.diagnostics);
        let file = parse.file;
        self.open.push(root.to_owned());
        self.collect(&file, root);
        self.open.pop();
        file
    }

    fn next_id(&self) -> FileId {
        FileId(u32::try_from(self.map.ids().count()).unwrap_or(u32::MAX))
    }

    fn parse_imported(&mut self, path: &str, bytes: Vec<u8>) -> Arc<File> {
        let parsed = self.parses.of(self.next_id(), path, bytes);
        self.map.add(path, parsed.text.clone());
        self.diagnostics.extend(parsed.diagnostics.clone());
        Arc::clone(&parsed.file)
    }

    /// Takes up the lists and blocks of a file, and those of what it imports.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    fn collect(&mut self, file: &File, path: &str) {
        for statement in &file.statements {
            match statement.kind {
                Kind::Import => self.import(statement, path),
                Kind::Choices => Self::keep(&mut self.library.lists, &mut self.diagnostics, statement, "list"),
                Kind::Block => Self::keep(&mut self.library.blocks, &mut self.diagnostics, statement, "block"),
                _ => {}
            }
        }
    }

    fn keep(
        table: &mut BTreeMap<String, Statement>,
        diagnostics: &mut Diagnostics,
        statement: &Statement,
        what: &'static str,
    ) {
        let Some(code) = &statement.code else { return };
        if let Some(first) = table.get(&code.value) {
            let first = first.code.as_ref().map_or(first.span, |name| name.span);
            diagnostics.push(errors::duplicate_code(code, first, what));
        } else {
            table.insert(code.value.clone(), statement.clone());
        }
    }

    fn import(&mut self, statement: &Statement, from: &str) {
        let Some(text) = &statement.label else { return };
        let written = plain(text);
        let Some(path) = resolve_path(from, &written) else {
            self.diagnostics.push(errors::import_escape(text.span, &written));
            return;
        };
        if self.open.contains(&path) {
            self.diagnostics.push(errors::import_cycle(text.span, &self.open, &path));
            return;
        }
        if self.paths.insert(path.clone(), ()).is_some() {
            return;
        }
        if self.open.len() >= MOST_NESTED {
            self.diagnostics.push(size::nested(text.span, &written, MOST_NESTED));
            return;
        }
        let bytes = match self.sources.read(&path) {
            Ok(bytes) => bytes,
            Err(SourceError::Outside) => {
                self.diagnostics.push(errors::import_escape(text.span, &written));
                return;
            }
            Err(error) => {
                self.diagnostics.push(errors::import_not_found(text.span, &written, &error));
                return;
            }
        };
        let file = self.parse_imported(&path, bytes);
        if let Some(stranger) = file
            .statements
            .iter()
            .find(|inner| !matches!(inner.kind, Kind::Import | Kind::Choices | Kind::Block | Kind::Let))
        {
            self.diagnostics.push(errors::not_a_library(text.span, &written, stranger.kind_span));
        }
        self.open.push(path.clone());
        self.collect(&file, &path);
        self.open.pop();
    }
}

struct Expander<'a> {
    sources: &'a dyn Sources,
    map: &'a SourceMap,
    library: &'a Library,
    diagnostics: Diagnostics,
    open_blocks: Vec<String>,
    open_lists: Vec<String>,
    /// Lists that have been put together, so that one of many uses another but once.
    lists: FxHashMap<String, Vec<Statement>>,
    /// How many statements lists and blocks may still put in place, and how many characters may be given to blocks.
    room: usize,
    words: usize,
    told: bool,
    comparisons: Comparisons,
}

impl Expander<'_> {
    fn statements(&mut self, statements: Vec<Statement>) -> Vec<Statement> {
        statements
            .into_iter()
            .filter(|statement| !matches!(statement.kind, Kind::Import | Kind::Choices | Kind::Block))
            .map(|statement| self.statement(statement))
            .collect()
    }

    fn statement(&mut self, mut statement: Statement) -> Statement {
        if statement.kind == Kind::Use {
            self.put_block(&mut statement);
            return statement;
        }
        if !statement.body.is_empty() {
            statement.body = self.statements(std::mem::take(&mut statement.body));
        }
        if let Some(otherwise) = &mut statement.otherwise {
            otherwise.body = self.statements(std::mem::take(&mut otherwise.body));
        }
        for clause in &mut statement.clauses {
            if let ClauseKind::Or(options) = &mut clause.kind {
                *options = self.statements(std::mem::take(options));
            }
        }
        let from = statement.from().map(|(list, pick)| (list.clone(), pick.clone()));
        if let Some((list, pick)) = from {
            let options = self.list(&list, &pick);
            statement.body = self.merge(options, std::mem::take(&mut statement.body));
        }
        statement
    }

    /// A list that nobody uses is checked all the same.
    fn check_list(&mut self, list: &Statement) {
        if let Some(name) = &list.code {
            let before = self.diagnostics.iter().count();
            let options = self.list(name, &ListPick::All);
            if before == self.diagnostics.iter().count() && options.is_empty() {
                self.diagnostics.push(crate::errors::choices::no_options(list.kind_span, &name.value));
            }
        }
    }

    /// The options of a list, its own `from` included.
    fn list(&mut self, name: &Name, pick: &ListPick) -> Vec<Statement> {
        let Some(list) = self.library.lists.get(&name.value) else {
            let known = self.comparisons.with(self.library.lists.keys());
            self.diagnostics.push(errors::unknown_list(name, &known));
            return Vec::new();
        };
        if let Some(options) = self.lists.get(&name.value).cloned() {
            return if self.takes(name, &options) { self.picked(options, pick) } else { Vec::new() };
        }
        if self.open_lists.contains(&name.value) {
            self.diagnostics.push(errors::import_cycle(name.span, &self.open_lists, &name.value));
            return Vec::new();
        }
        if !self.may_open(name) || !self.takes(name, &list.body) {
            return Vec::new();
        }
        self.open_lists.push(name.value.clone());
        let before = self.diagnostics.len();
        let options = match list.from_file() {
            Some(path) => self.list_file(list, path),
            None => self.statement(list.clone()).body,
        };
        self.open_lists.pop();
        // What is wrong with a list is told wherever it is used, as if it were written there.
        if self.diagnostics.len() == before {
            self.lists.insert(name.value.clone(), options.clone());
        }
        self.picked(options, pick)
    }

    /// The options that are picked.
    fn picked(&mut self, mut options: Vec<Statement>, pick: &ListPick) -> Vec<Statement> {
        let wanted = match pick {
            ListPick::All => return options,
            ListPick::Except(names) | ListPick::Only(names) => names,
        };
        let known = codes(&options);
        let offered: FxHashSet<&str> = known.iter().map(String::as_str).collect();
        for name in wanted.iter().filter(|name| !offered.contains(name.value.as_str())) {
            let known = self.comparisons.with(known.iter());
            self.diagnostics.push(errors::unknown_option(name, &known));
        }
        let only = matches!(pick, ListPick::Only(_));
        let named: FxHashSet<&str> = wanted.iter().map(|name| name.value.as_str()).collect();
        keep_options(&mut options, &|code| named.contains(code) == only);
        options
    }

    /// `choices x from file "x.csv"`: the columns `code`, `label`, and perhaps `note`.
    fn list_file(&mut self, list: &Statement, path: &Text) -> Vec<Statement> {
        let written = plain(path);
        let from = self.map.name(list.span.file).to_owned();
        let bytes = match resolve_path(&from, &written) {
            None => Err(SourceError::Outside),
            Some(resolved) => self.sources.read(&resolved),
        };
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(SourceError::Outside) => {
                self.diagnostics.push(errors::import_escape(path.span, &written));
                return Vec::new();
            }
            Err(error) => {
                self.diagnostics.push(errors::import_not_found(path.span, &written, &error));
                return Vec::new();
            }
        };
        match read_list_file(&bytes, path.span) {
            Ok(options) => options,
            Err(problem) => {
                self.diagnostics.push(crate::errors::choices::list_file(path.span, &written, &problem));
                Vec::new()
            }
        }
    }

    /// The list's options, with the statement's own after them; an own option that the list has too adds its clauses and fields to it.
    fn merge(&mut self, mut options: Vec<Statement>, own: Vec<Statement>) -> Vec<Statement> {
        let mut body = Vec::new();
        let mut more = Vec::new();
        for statement in own {
            let known = match (statement.kind, &statement.code) {
                (Kind::Option, Some(code)) => find_option_mut(&mut options, &code.value),
                _ => None,
            };
            match (known, statement.kind) {
                (Some(option), _) => {
                    if let (Some(label), Some(code)) = (&statement.label, &statement.code) {
                        self.diagnostics.push(errors::label_override(label.span, &code.value, option.span));
                    }
                    option.clauses.extend(statement.clauses);
                    option.body.extend(statement.body);
                }
                (None, Kind::Option | Kind::Heading | Kind::Retired) => more.push(statement),
                (None, _) => body.push(statement),
            }
        }
        body.append(&mut options);
        body.append(&mut more);
        body
    }

    /// Takes up what a use puts in place. Where there is no room any more that is told, once, and false is given back.
    fn takes(&mut self, name: &Name, statements: &[Statement]) -> bool {
        self.room = self.room.saturating_sub(1 + count(statements));
        if self.room == 0 {
            self.tell_once(size::statements(name.span, &name.value, MOST_STATEMENTS));
        }
        self.room > 0
    }

    /// Whether one more may be opened within those that are.
    fn may_open(&mut self, name: &Name) -> bool {
        let deep = self.open_lists.len() + self.open_blocks.len() >= MOST_NESTED;
        if deep {
            self.tell_once(size::nested(name.span, &name.value, MOST_NESTED));
        }
        !deep
    }

    fn tell_once(&mut self, diagnostic: Diagnostic) {
        if !std::mem::replace(&mut self.told, true) {
            self.diagnostics.push(diagnostic);
        }
    }

    fn put_block(&mut self, statement: &mut Statement) {
        let Some(name) = &statement.code else { return };
        let Some(block) = self.library.blocks.get(&name.value) else {
            let known = self.comparisons.with(self.library.blocks.keys());
            self.diagnostics.push(errors::unknown_block(name, &known));
            return;
        };
        if self.open_blocks.contains(&name.value) {
            self.diagnostics.push(errors::block_recursion(name, &self.open_blocks));
            return;
        }
        if !self.may_open(name) || !self.takes(name, &block.body) {
            return;
        }
        let parameters = block.parameters().unwrap_or_default();
        let given = statement.arguments().unwrap_or_default();
        for parameter in parameters {
            if !given.iter().any(|(name, _)| name.value == parameter.value) {
                self.diagnostics.push(errors::argument_missing(name, parameter));
            }
        }
        for (argument, _) in given {
            if !parameters.iter().any(|parameter| parameter.value == argument.value) {
                self.diagnostics.push(errors::argument_unknown(argument, &name.value, parameters));
            }
        }
        let mut words: FxHashMap<&str, &Text> = given.iter().map(|(name, text)| (name.value.as_str(), text)).collect();
        // Words that were not given leave a gap, which has been told, rather than a name that nobody knows.
        let gap = Text { span: name.span, pieces: vec![Piece::Plain("…".to_owned())] };
        for parameter in parameters {
            words.entry(&parameter.value).or_insert(&gap);
        }
        let mut body = block.body.clone();
        if !parameters.is_empty() {
            body.iter_mut().for_each(|inner| fill_words(inner, &words, &mut self.words));
            if self.words == 0 {
                self.tell_once(size::words(name.span, &name.value, MOST_WORDS));
                return;
            }
        }
        self.open_blocks.push(name.value.clone());
        statement.body = self.statements(body);
        self.open_blocks.pop();
    }
}

/// How many statements there are, those within others counted too.
fn count(statements: &[Statement]) -> usize {
    let inside = |statement: &Statement| {
        let otherwise = statement.otherwise.as_ref().map_or(0, |otherwise| count(&otherwise.body));
        1 + count(&statement.body) + otherwise
    };
    statements.iter().map(inside).sum()
}

/// The words of a text without what stands in its braces: for paths and codes.
pub(crate) fn plain(text: &Text) -> String {
    text.pieces
        .iter()
        .map(|piece| match piece {
            Piece::Plain(words) => words.as_str(),
            Piece::Field(_) => "",
        })
        .collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
fn find_option_mut<'a>(options: &'a mut [Statement], code: &str) -> Option<&'a mut Statement> {
    options.iter_mut().find_map(|option| match option.kind {
        Kind::Heading => find_option_mut(&mut option.body, code),
        _ => option.code.as_ref().is_some_and(|name| name.value == code).then_some(option),
    })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
fn codes(options: &[Statement]) -> Vec<String> {
    let mut found = Vec::new();
    for option in options {
        match option.kind {
            Kind::Heading => found.extend(codes(&option.body)),
            _ => found.extend(option.code.as_ref().map(|name| name.value.clone())),
        }
    }
    found
}

#[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
fn keep_options(options: &mut Vec<Statement>, wanted: &dyn Fn(&str) -> bool) {
    for option in options.iter_mut().filter(|option| option.kind == Kind::Heading) {
        keep_options(&mut option.body, wanted);
    }
    options.retain(|option| match option.kind {
        Kind::Heading => option.body.iter().any(|inner| matches!(inner.kind, Kind::Option | Kind::Heading)),
        Kind::Option => option.code.as_ref().is_none_or(|name| wanted(&name.value)),
        _ => true,
    });
}
