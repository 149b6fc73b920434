//! What stands in a statement's head, by name: whoever wants a clause asks for it and need not know what else may stand there.

use setsumon_diagnostics::{Code, Span, Spanned};

use super::{
    BandRow, Clause, ClauseKind, Expr, Follows, ListPick, Marker, Name, Path, QuestionKind, Role, Says, Statement, Text,
};

macro_rules! heads {
    ($($(#[$doc:meta])+ $name:ident -> $what:ty: $shape:pat => $value:expr;)*) => {
        impl Statement {
            $(
                $(#[$doc])+
                pub fn $name(&self) -> Option<$what> {
                    self.clauses.iter().find_map(|Clause { span: _, kind }| match kind {
                        $shape => Some($value),
                        _ => None,
                    })
                }
            )*
        }
    };
}

macro_rules! placed {
    ($($(#[$doc:meta])+ $name:ident -> $what:ty: $shape:pat => $value:expr;)*) => {
        impl Statement {
            $(
                $(#[$doc])+
                pub fn $name(&self) -> Option<Spanned<$what>> {
                    self.clauses.iter().find_map(|Clause { span, kind }| match kind {
                        $shape => Some(Spanned { value: $value, span: *span }),
                        _ => None,
                    })
                }
            )*
        }
    };
}

heads! {
    /// `of single`: the kind of a grid's cells, of a `given`, of a retired question.
    of -> QuestionKind: ClauseKind::Of(kind) => *kind;
    /// `ends "…" "…"`: the words at a scale's low end and at its high one.
    ends -> (&Text, &Text): ClauseKind::Ends { low, high } => (low, high);
    /// `= band E { … }`: its rows.
    band -> &[BandRow]: ClauseKind::Band(rows) => rows.as_slice();
    /// `named "…"`: how one occurrence of a roster is called.
    named -> &Text: ClauseKind::Named(text) => text;
    /// `from LIST`, and how much of it.
    from -> (&Name, &ListPick): ClauseKind::From { list, pick } => (list, pick);
    /// `from file "x.csv"`.
    from_file -> &Text: ClauseKind::FromFile(path) => path;
    /// `as CODE`.
    as_code -> &Name: ClauseKind::As(code) => code;
    /// `when E`.
    when -> &Expr: ClauseKind::When(expr) => expr;
    /// `says "…"`, `says none`.
    says -> &Says: ClauseKind::Says(says) => says;
    /// `min E`.
    min -> &Expr: ClauseKind::Min(expr) => expr;
    /// `max E`.
    max -> &Expr: ClauseKind::Max(expr) => expr;
    /// `digits N`: decimal places.
    digits -> &Spanned<u32>: ClauseKind::Digits(count) => count;
    /// `prefix "…"`.
    prefix -> &Text: ClauseKind::Prefix(text) => text;
    /// `suffix "…"`.
    suffix -> &Text: ClauseKind::Suffix(text) => text;
    /// `max_length N`: in characters.
    max_length -> u32: ClauseKind::MaxLength(length) => length.value;
    /// `pattern "AA-9999"`.
    pattern -> &Text: ClauseKind::Pattern(text) => text;
    /// `value N`: an option's score, as written.
    score -> &Spanned<String>: ClauseKind::Value(digits) => digits;
    /// `means dont_know`.
    means -> Role: ClauseKind::Means(role) => role.value;
    /// How an option of a list from a file is read.
    kana -> &str: ClauseKind::Kana(kana) => kana.as_str();
    /// `then "…"`.
    then -> &Text: ClauseKind::Then(text) => text;
    /// `end "…"`, of a gate's option.
    end -> &Text: ClauseKind::End(text) => text;
    /// `follows "…"`.
    follows -> &Follows: ClauseKind::Follows(follows) => follows;
    /// `(a, b)`: the parameters of a block.
    parameters -> &[Name]: ClauseKind::Parameters(names) => names.as_slice();
    /// `with parameter "text", …`: the arguments of a `use`.
    arguments -> &[(Name, Text)]: ClauseKind::With(given) => given.as_slice();
    /// Where `or { … }` stands: its options, of the first of several.
    or -> &[Statement]: ClauseKind::Or(options) => options.as_slice();
}

placed! {
    /// `0 to 10`: the lowest and the highest point of a scale.
    points -> (i64, i64): ClauseKind::Points { from, to } => (from.value, to.value);
    /// `1..5`: how often a roster occurs, at least and at most.
    times -> (u32, u32): ClauseKind::Times { min, max } => (min.value, max.value);
    /// `pick 1..3`: at least and at most.
    pick -> (u32, u32): ClauseKind::Pick { min, max } => (min.value, max.value);
    /// `selected in Q as [a, b]`: the earlier question, and the answers that count.
    selected_in -> (&Path, &[Name]): ClauseKind::SelectedIn { question, answers } => (question, answers.as_slice());
    /// `specify`, and whether the words must be given.
    specify -> bool: ClauseKind::Specify { required } => *required;
    /// `was …`: what it was in the edition before.
    was -> &[Path]: ClauseKind::Was(paths) => paths.as_slice();
    /// `splits X`: of what it is a part.
    splits -> &Name: ClauseKind::Splits(code) => code;
}

impl Statement {
    /// Where a marker stands.
    pub fn marked(&self, marker: Marker) -> Option<Span> {
        self.clauses.iter().find(|clause| clause.kind == ClauseKind::Marker(marker)).map(|clause| clause.span)
    }

    /// The warnings that are not told of it and of what stands in it, each with the place of its clause.
    #[expect(clippy::wildcard_enum_match_arm, reason = "one clause is looked for")]
    pub fn allows(&self) -> impl Iterator<Item = (Code, Span)> {
        self.clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::Allow { code, why: _ } => Some((code.value, clause.span)),
            _ => None,
        })
    }

    /// Whether a clause that says nothing but itself stands there: `required`, `exclusive`, `warn`.
    pub fn has(&self, clause: &ClauseKind) -> bool {
        self.clauses.iter().any(|own| own.kind == *clause)
    }

    /// Whether an option excludes the others of a multiple choice.
    pub fn excludes(&self) -> bool {
        self.has(&ClauseKind::Exclusive) || self.means().is_some()
    }
}
