//! Response options, rows and columns: which came, went, changed their words, their place or their meaning.

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_core::alike::folded;
use setsumon_core::frozen::{Cells, Choice, Footnote, Question, Role, RowEntry, Special, Text, Type};
use setsumon_core::names;
use setsumon_core::walk::{flat, with_headings};

use super::came::Came;
use super::pairs::Step;
use super::words::{Difference, said};
use super::{Change, Class, Kind, Part, Subject, change, flow};

/// An option, row or column.
#[derive(Debug)]
struct Piece<'m> {
    code: &'m str,
    label: String,
    retired: bool,
    /// What else bears on the answers: `exclusive`, what it means, its score.
    traits: String,
    offered: Option<u32>,
    small: Vec<(Part, String)>,
    /// Its codes in the edition before.
    was: Vec<String>,
    splits: Option<&'m str>,
    variables: Vec<String>,
}

/// The codes of the options, rows or columns of a question, in their order.
pub(crate) fn codes(question: &Question, kind: Kind) -> Vec<String> {
    pieces_of(question, kind).into_iter().map(|piece| piece.code.to_owned()).collect()
}

/// The codes and words of the options or rows that a question keeps for their history.
pub(crate) fn retired(question: &Question, kind: Kind) -> Vec<(String, String)> {
    let kept = pieces_of(question, kind).into_iter().filter(|piece| piece.retired);
    kept.map(|piece| (piece.code.to_owned(), piece.label)).collect()
}

/// Everything that changed about the pieces of a question; what went of it where it has not been told before, as it is `first`.
pub(super) fn changes(
    step: &Step<'_>,
    (old, new): (&Question, &Question),
    came: &Came,
    first: bool,
    changes: &mut Vec<Change>,
) {
    for kind in [Kind::Option, Kind::Row, Kind::Column] {
        let before = pieces(step, old, kind);
        let mut after = pieces(step, new, kind);
        let (mut places, mut words) = (FxHashMap::default(), FxHashMap::<String, Vec<&str>>::default());
        for (place, piece) in before.iter().enumerate() {
            places.entry(piece.code).or_insert(place);
            words.entry(folded(&piece.label)).or_default().push(piece.code);
        }
        for piece in &mut after {
            piece.trace(step, old, |code| places.contains_key(code));
        }
        let (before, after) = (before.as_slice(), after.as_slice());
        Pieces { step, kind, question: (old, new), came, first, before, places, words, after }.compare(changes);
    }
}

struct Pieces<'a, 'm> {
    step: &'a Step<'m>,
    kind: Kind,
    question: (&'m Question, &'m Question),
    came: &'a Came,
    first: bool,
    before: &'a [Piece<'m>],
    /// The places of those before, by their codes.
    places: FxHashMap<&'m str, usize>,
    /// The codes of those before, by their words.
    words: FxHashMap<String, Vec<&'m str>>,
    after: &'a [Piece<'m>],
}

impl Pieces<'_, '_> {
    fn compare(&self, changes: &mut Vec<Change>) {
        let mut carried = FxHashSet::default();
        let mut places = Vec::new();
        let begin = changes.len();
        for piece in self.after {
            let was: Vec<usize> = piece.was.iter().filter_map(|code| self.places.get(code.as_str()).copied()).collect();
            carried.extend(was.iter().copied());
            let olds: Vec<&Piece<'_>> = was.iter().filter_map(|place| self.before.get(*place)).collect();
            if let ([place], false) = (was.as_slice(), piece.retired) {
                places.push(*place);
            }
            self.piece(piece, &olds, changes);
        }
        for (place, gone) in self.before.iter().enumerate() {
            if !carried.contains(&place) && !gone.retired && self.first && !self.went(gone) {
                let class = if self.kind == Kind::Option { Class::OptionRemoved } else { Class::Removed };
                changes.push(self.change(class, Some(gone), None));
            }
        }
        self.as_one(begin, changes);
        if places.windows(2).any(|pair| matches!(pair, [one, next] if one > next)) {
            let mut reordered = change(Class::OptionReordered, self.subject(None, None));
            reordered.old = Some(listed(self.before));
            reordered.new = Some(listed(self.after));
            changes.push(reordered);
        }
    }

    /// What became several is one change, and is not gone besides where it is kept.
    fn as_one(&self, begin: usize, changes: &mut Vec<Change>) {
        let mut split: Vec<Change> = Vec::new();
        let own: Vec<Change> = changes.drain(begin..).collect();
        let wholes: FxHashSet<String> = own
            .iter()
            .filter(|change| change.class == Class::Split)
            .filter_map(|change| change.subject.old.clone())
            .collect();
        let is_kept = |change: &Change| change.subject.new.is_some();
        for change in own {
            let whole = change.subject.old.as_ref().filter(|old| wholes.contains(*old));
            let known =
                split.iter_mut().find(|known| change.class == Class::Split && known.subject.old == change.subject.old);
            match (whole, known) {
                (Some(_), Some(known)) => {
                    let both = [known.new.take(), change.new].into_iter().flatten().collect::<Vec<_>>();
                    known.new = Some(both.join(" / "));
                    known.variables.extend(change.variables);
                    known.parts.extend(change.parts);
                }
                (Some(_), None) if change.class == Class::Split => split.push(change),
                (Some(_), None)
                    if matches!(change.class, Class::OptionRemoved | Class::Removed) && is_kept(&change) => {}
                (_, _) => split.push(change),
            }
        }
        changes.extend(split);
    }

    fn piece(&self, piece: &Piece<'_>, olds: &[&Piece<'_>], changes: &mut Vec<Change>) {
        let (added, removed) = if self.kind == Kind::Option {
            (Class::OptionAdded, Class::OptionRemoved)
        } else {
            (Class::Added, Class::Removed)
        };
        match olds {
            [] if piece.retired => {}
            [] if self.elsewhere(piece).is_some() => {
                // That several questions are the rows of one now is one change.
                if self.came.is_alike() {
                    let mut renamed = self.change(Class::Renamed, None, Some(piece));
                    renamed.subject.old = self.elsewhere(piece);
                    changes.push(renamed);
                }
                changes.extend(self.reworded_elsewhere(piece));
            }
            [] => {
                let class = if piece.splits.is_some() { Class::Split } else { added };
                let mut change = self.change(class, None, Some(piece));
                if let Some(code) = piece.splits {
                    // What is offered still is there beside what came of a part of it.
                    if !self.after.iter().any(|other| other.code == code && !other.retired) {
                        change.parts.extend(change.subject.new.clone());
                        change.subject.old = Some(format!("{}.{code}", self.question.0.path));
                        change.subject.name = self.label_before(code);
                    }
                    change.old = Some(self.label_before(code));
                }
                changes.push(change);
            }
            [old] if piece.retired => {
                if !old.retired {
                    changes.push(self.change(removed, Some(old), Some(piece)));
                }
            }
            [old] => self.pair(old, piece, changes),
            several => {
                let mut change = self.change(Class::Merged, several.first().copied(), Some(piece));
                change.old = Some(several.iter().map(|old| old.label.as_str()).collect::<Vec<_>>().join(" / "));
                changes.push(change);
            }
        }
    }

    /// Whether it became a question of its own, or a piece of another.
    fn went(&self, piece: &Piece<'_>) -> bool {
        let lives = |name: &String| self.step.became(name).is_some_and(|now| now.role != Role::Retired);
        !piece.variables.is_empty() && piece.variables.iter().all(lives)
    }

    /// Where it stood, if that was not in this question: a row may have been a question by itself.
    fn elsewhere(&self, piece: &Piece<'_>) -> Option<String> {
        let became = |name: &String| self.step.was(name).first().map(|old| names::path(&old.name));
        let all = piece.variables.iter().all(|name| !self.step.was(name).is_empty());
        piece.variables.first().filter(|_| all && piece.splits.is_none()).and_then(became)
    }

    /// What a row that was a question by itself says, where that said something else.
    fn reworded_elsewhere(&self, piece: &Piece<'_>) -> Option<Change> {
        let [name] = piece.variables.as_slice() else { return None };
        let [old] = self.step.was(name) else { return None };
        let before = old.label.last().map(said)?;
        let class = if self.kind == Kind::Option { Class::OptionReworded } else { Class::Wording };
        let class = super::questions::class_of_words(self.step, &before, &piece.label, class)?;
        let mut change = Change { part: Some(Part::Label), ..self.change(class, None, Some(piece)) };
        change.subject.old = self.elsewhere(piece);
        change.old = Some(before);
        Some(change)
    }

    fn pair(&self, old: &Piece<'_>, new: &Piece<'_>, changes: &mut Vec<Change>) {
        if old.code != new.code {
            changes.push(self.change(Class::Renamed, Some(old), Some(new)));
        }
        let difference = self.step.words.difference(&old.label, &new.label);
        let class = match difference {
            Difference::None => None,
            Difference::RollOver => Some(Class::RollOver),
            Difference::Renumbered => Some(Class::Renumbered),
            Difference::Typography => Some(Class::Typography),
            Difference::Link => Some(Class::Guidance),
            Difference::Words if self.means_something_else(old, new) => Some(Class::CodeReused),
            Difference::Words if self.kind == Kind::Option => Some(Class::OptionReworded),
            Difference::Words => Some(Class::Wording),
        };
        if let Some(class) = class {
            changes.push(Change { part: Some(Part::Label), ..self.change(class, Some(old), Some(new)) });
        } else if old.retired {
            changes.push(self.change(Class::OptionAdded, None, Some(new)));
        }
        if old.traits != new.traits {
            let mut change = self.change(Class::Range, Some(old), Some(new));
            (change.old, change.new) = (Some(old.traits.clone()), Some(new.traits.clone()));
            changes.push(change);
        }
        if let Some(class) = flow::class(flow::asked(self.step, old.offered, new.offered)) {
            changes.push(self.change(class, Some(old), Some(new)));
        }
        self.small_print(old, new, changes);
    }

    fn small_print(&self, old: &Piece<'_>, new: &Piece<'_>, changes: &mut Vec<Change>) {
        for part in [Part::Hint, Part::Beside, Part::Note] {
            let words = |piece: &Piece<'_>| {
                piece
                    .small
                    .iter()
                    .find(|(which, _)| *which == part)
                    .map_or_else(String::new, |(_, words)| words.clone())
            };
            let (before, after) = (words(old), words(new));
            if let Some(class) = super::questions::class_of_words(self.step, &before, &after, Class::Guidance) {
                let mut change = self.change(class, Some(old), Some(new));
                (change.part, change.old, change.new) = (Some(part), Some(before), Some(after));
                changes.push(change);
            }
        }
    }

    /// A code that now bears the words of another, or came back from retirement with other words.
    fn means_something_else(&self, old: &Piece<'_>, new: &Piece<'_>) -> bool {
        let of_another =
            || self.words.get(&folded(&new.label)).is_some_and(|codes| codes.iter().any(|code| *code != old.code));
        old.code == new.code && (old.retired || of_another())
    }

    fn label_before(&self, code: &str) -> String {
        let known = self.places.get(code).and_then(|place| self.before.get(*place));
        known.map_or_else(|| code.to_owned(), |old| old.label.clone())
    }

    fn subject(&self, old: Option<&Piece<'_>>, new: Option<&Piece<'_>>) -> Subject {
        let (before, after) = self.question;
        let path = |question: &Question, piece: Option<&Piece<'_>>| {
            piece.map_or_else(|| question.path.clone(), |piece| format!("{}.{}", question.path, piece.code))
        };
        let whole = old.is_none() && new.is_none();
        Subject {
            kind: if whole { Kind::Question } else { self.kind },
            old: (whole || old.is_some()).then(|| path(before, old)),
            new: (whole || new.is_some()).then(|| path(after, new)),
            name: new.or(old).map_or_else(|| said(&after.name), |piece| piece.label.clone()),
        }
    }

    fn change(&self, class: Class, old: Option<&Piece<'_>>, new: Option<&Piece<'_>>) -> Change {
        let mut change = change(class, self.subject(old, new));
        change.old = old.map(|old| old.label.clone());
        change.new = new.filter(|new| !new.retired).map(|new| new.label.clone());
        change.variables = new.or(old).map_or_else(Vec::new, |piece| piece.variables.clone());
        change
    }
}

fn listed(pieces: &[Piece<'_>]) -> String {
    let offered = pieces.iter().filter(|piece| !piece.retired);
    offered.map(|piece| piece.label.as_str()).collect::<Vec<_>>().join(" / ")
}

/// The options, rows or columns of a question.
fn pieces<'m>(step: &Step<'m>, question: &'m Question, kind: Kind) -> Vec<Piece<'m>> {
    let mut pieces = pieces_of(question, kind);
    if let (Type::Single { variable, choices: _ } | Type::Gate { variable, options: _ }, Kind::Option) =
        (&question.answer, kind)
    {
        former_codes(step, variable, &mut pieces);
    }
    if let Type::Grid { rows, cells } = &question.answer {
        let mut lines = Vec::new();
        lines.extend(flat(rows).map(|row| (row.code.as_str(), row.variables.as_slice())));
        match (cells, kind) {
            // The rows have one list.
            (Cells::Single { choices: _ }, Kind::Option) => {
                if let Some(variable) = lines.iter().find_map(|(_, own)| own.first()) {
                    former_codes(step, variable, &mut pieces);
                }
            }
            (Cells::Multi { choices: _ }, Kind::Option) | (Cells::Fields { columns: _ }, Kind::Column) => {
                former_columns(step, question, &lines, &mut pieces);
            }
            (_, _) => {}
        }
    }
    pieces
}

/// What the columns of a grid were whose cells are variables: each cell stood in a row, and behind that in its column.
fn former_columns<'m>(step: &Step<'m>, question: &Question, lines: &[(&str, &[String])], pieces: &mut [Piece<'m>]) {
    let grid = names::of(&question.path);
    for piece in pieces {
        for (row, own) in lines {
            let cell = names::member(&names::member(&grid, row), piece.code);
            let Some(variable) = own.contains(&cell).then(|| step.new.variable(&cell)).flatten() else { continue };
            // A tick that was a code of one answer was the column of that.
            let codes = variable.was_codes.iter().map(String::as_str);
            let columns = step.was(&cell).iter().filter(|_| variable.was_codes.is_empty());
            let columns = columns.filter_map(|old| names::split(&old.name).map(|(_, column)| column));
            for code in codes.chain(columns) {
                if piece.was.iter().all(|known| known != code) {
                    piece.was.push(code.to_owned());
                }
            }
            // What each cell is a part of, its column is a part of.
            let whole = variable.splits.as_deref().and_then(names::split).map(|(_, column)| column);
            piece.splits = piece.splits.or(whole);
        }
    }
}

fn pieces_of(question: &Question, kind: Kind) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    match (&question.answer, kind) {
        (
            Type::Single { variable: _, choices } | Type::Multi { choices, pick: _ } | Type::Rank { choices, pick: _ },
            Kind::Option,
        ) => options(choices, &mut pieces),
        (Type::Gate { variable: _, options }, Kind::Option) => {
            pieces.extend(options.iter().map(|option| Piece::new(&option.code, said(&option.label), option.retired)));
        }
        (Type::Grid { rows: entries, cells: _ }, Kind::Row) => rows(entries, &mut pieces),
        (Type::Grid { rows: _, cells: Cells::Single { choices } | Cells::Multi { choices } }, Kind::Option) => {
            options(choices, &mut pieces);
        }
        (Type::Grid { rows: _, cells: Cells::Fields { columns } }, Kind::Column) => {
            for column in columns.iter().filter(|column| !column.code.is_empty()) {
                let mut piece = Piece::new(&column.code, plain(column.label.as_ref()), false);
                piece.traits = if column.required { "required".to_owned() } else { String::new() };
                pieces.push(piece);
            }
        }
        (Type::Field { variable: _, field: _, specify: _, items: _, alternatives }, Kind::Option) => {
            for alternative in alternatives {
                let mut piece = Piece::new(&alternative.code, said(&alternative.label), alternative.retired);
                piece.variables.push(alternative.variable.clone());
                pieces.push(piece);
            }
        }
        (_, _) => {}
    }
    pieces
}

impl<'m> Piece<'m> {
    fn new(code: &'m str, label: String, retired: bool) -> Self {
        Self {
            code,
            label,
            retired,
            traits: String::new(),
            offered: None,
            small: Vec::new(),
            was: Vec::new(),
            splits: None,
            variables: Vec::new(),
        }
    }

    fn small(&mut self, hint: Option<&Text>, beside: Option<&Text>, footnote: Option<&Footnote>) {
        let words = [(Part::Hint, hint), (Part::Beside, beside), (Part::Note, footnote.map(|note| &note.text))];
        self.small = words.into_iter().filter_map(|(part, text)| Some((part, said(text?)))).collect();
    }

    /// What it was in the question `before`: by its variables where it has some, else by its code.
    fn trace(&mut self, step: &Step<'m>, before: &Question, known: impl Fn(&str) -> bool) {
        let inside = names::of(&before.path);
        let own = self.variables.iter().filter_map(|name| step.new.variable(name));
        let mut split = None;
        for variable in own {
            // A tick that was a code of one answer was the option of that.
            self.was.extend(variable.was_codes.iter().cloned());
            for old in step.was(&variable.name) {
                let code = names::within(&old.name, &inside).and_then(|rest| names::codes(rest).next());
                if let Some(code) = code.filter(|code| self.was.iter().all(|known| known != code)) {
                    self.was.push(code.to_owned());
                }
            }
            let old = variable.splits.as_deref().and_then(|old| names::codes(names::within(old, &inside)?).next());
            split = split.or(old);
        }
        self.splits = self.splits.or(split);
        // What `was` and `splits` say, they say of the edition before, which need not be the one that is compared.
        if known(self.code) && (self.splits.is_some() || !self.was.iter().any(|code| known(code))) {
            self.was = vec![self.code.to_owned()];
            self.splits = None;
        }
    }
}

/// What the codes of a single choice were.
fn former_codes<'m>(step: &Step<'m>, variable: &str, pieces: &mut [Piece<'m>]) {
    let Some(variable) = step.new.variable(variable) else { return };
    for code in step.new.codes(variable) {
        if let Some(piece) = pieces.iter_mut().find(|piece| piece.code == code.code) {
            piece.was.clone_from(&code.was);
            piece.splits = code.splits.as_deref();
        }
    }
}

fn options<'m>(choices: &'m [Choice], pieces: &mut Vec<Piece<'m>>) {
    // A heading sorts the options; what an option says is its own.
    for option in flat(choices) {
        let mut piece = Piece::new(&option.code, said(&option.label), option.retired);
        let exclusive = option.exclusive.then(|| "exclusive".to_owned());
        let means = option.means.map(|means| format!("means {}", word(means)));
        let value = option.value.as_ref().map(|value| format!("value {value}"));
        piece.traits = [exclusive, means, value].into_iter().flatten().collect::<Vec<_>>().join(", ");
        piece.offered = option.offered;
        piece.variables.extend(option.variable.clone());
        piece.small(option.hint.as_ref(), option.beside.as_ref(), option.footnote.as_ref());
        pieces.push(piece);
    }
}

/// What a designer writes behind `means`.
fn word(means: Special) -> &'static str {
    match means {
        Special::DontKnow => "dont_know",
        Special::Refused => "refused",
        Special::NotApplicable => "not_applicable",
    }
}

fn rows<'m>(entries: &'m [RowEntry], pieces: &mut Vec<Piece<'m>>) {
    for (headings, row) in with_headings(entries) {
        let label: Vec<String> = headings.into_iter().chain([&row.label]).map(said).collect();
        let mut piece = Piece::new(&row.code, label.join(" / "), row.retired);
        piece.traits = if row.optional { "optional".to_owned() } else { String::new() };
        piece.offered = row.offered;
        piece.variables.clone_from(&row.variables);
        piece.small(row.hint.as_ref(), row.beside.as_ref(), row.footnote.as_ref());
        pieces.push(piece);
    }
}

fn plain(text: Option<&Text>) -> String {
    text.map_or_else(String::new, said)
}
