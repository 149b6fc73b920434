//! What is said of a statement in its `{ }`, as tools have it that store a question as a list of properties, and not in its head:
//! `text q { label: "Q"  required: true }`, `single q "Q" { options { … } }`, `scale q "Q" { min 1 max 5 }`.

use setsumon_diagnostics::{Diagnostic, Span, Spanned};

use super::{Around, Kind, bare};
use crate::ast::{Clause, ClauseKind, Piece, Statement, Text};
use crate::clauses::{self, ClauseWord, Rank};
use crate::errors::foreign as brought;
use crate::foreign::{self, Head as Meant, Said};
use crate::places::Place;
use crate::read::Reader;
use crate::read::codes::{is_well_formed, mended_code};
use crate::read::head::Head;
use crate::read::order::rank_of;
use crate::token::{T, Token};
use crate::words::{self, Need};

/// So far ahead the properties of a `{ }` are looked for that its head lacks.
const NEAR: usize = 24;
/// What the list of options is called where it has a `{ }` of its own.
const LISTS: [&str; 9] =
    ["options", "choices", "answers", "items", "values", "responses", "選択肢", "回答選択肢", "回答"];
/// What the code of a question is called there.
const CODES: [&str; 5] = ["name", "id", "key", "code", "variable"];

/// What stands in a `{ }` and belongs before it.
#[derive(Debug, Default)]
pub(in crate::read) struct Properties {
    pub(super) found: Vec<Property>,
    /// Whether they stand on the lines below a head that has no `{ }`.
    pub(super) below: bool,
}

#[derive(Debug)]
pub(super) struct Property {
    /// The word that begins it, for the message.
    pub(super) word: String,
    pub(super) span: Span,
    /// All of it, with the comma behind.
    pub(super) whole: Span,
    pub(super) right: Right,
}

/// What it is in this language.
#[derive(Debug)]
pub(super) enum Right {
    Code(String),
    Label(String),
    Clause(Rank, String),
    /// The same, where its author may have meant more.
    Perhaps(Rank, String),
    /// It stays where it is, written so.
    Small(String),
    /// The word for the kind.
    Kind(&'static str),
    /// What stands round a list and is not needed; where that ends.
    Around(Span),
    /// Options, as they are to be written; whether their codes are those that their author would choose.
    Options(String, bool),
    /// A machine does not know.
    Unknown,
}

impl Properties {
    /// Those on the lines below a head that has no `{ }`.
    pub(in crate::read) fn below() -> Self {
        Self { found: Vec::new(), below: true }
    }

    /// Whether there are none.
    pub(in crate::read) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}

impl Reader<'_, '_, '_> {
    /// Takes a property of a statement in whose `{ }` it stands. Returns whether there was one. `inside` is that `{ }`, `first` whether
    /// nothing else stands before it there.
    pub(in crate::read) fn property(
        &mut self,
        statement: &mut Statement,
        (place, inside): (Place, Place),
        first: bool,
        into: &mut Vec<Statement>,
        properties: &mut Properties,
    ) -> bool {
        self.unbroken = Some(self.at);
        if !self.property_at_hand(statement, inside, first, properties.below) {
            self.unbroken = None;
            return false;
        }
        let (word, said) = (self.peek(), self.out.len());
        let right = match self.list_around(statement, inside, into) {
            Some(right) => right,
            None => self.read_property(statement, place, into),
        };
        self.unbroken = None;
        let told = self.since(word.start);
        // What is told of it alone is mended with the rest.
        let right = self.mended_right(right, told, said);
        while self.peek().kind == T::Comma {
            self.take();
        }
        let whole = self.since(word.start);
        self.told_whole.push(whole);
        // What could not be read is told by itself.
        if matches!(right, Right::Unknown) && self.out.len() > said {
            return true;
        }
        let name = if word.is_text() { self.lexed.content(word).0 } else { self.str(word) }.to_owned();
        properties.found.push(Property { word: name, span: self.span(word), whole, right });
        true
    }

    /// Whether something is said at hand of the statement in whose `{ }` it stands.
    fn property_at_hand(&self, statement: &Statement, inside: Place, first: bool, below: bool) -> bool {
        let (token, taken) = (self.peek(), clauses::taken_by(statement.kind));
        let asked = matches!(statement.kind, Kind::Question(_) | Kind::Option | Kind::Grid | Kind::Gate);
        let container =
            matches!(statement.kind, Kind::Section | Kind::Group | Kind::Repeat | Kind::Part | Kind::Survey);
        if !(asked || container && first) {
            return false;
        }
        if token.kind == T::Marker {
            return taken.has(ClauseWord::Marker);
        }
        if matches!(token.kind, T::Number | T::Minus) {
            if self.figures_in_braces(statement) || self.points_in_braces(statement).is_some() {
                return true;
            }
            let word = self.clause_at_hand(statement.kind, taken, inside);
            return word.is_some_and(|word| taken.has(word)) && !self.option_at_hand(token);
        }
        // `single q { "Q"  yes "Yes" … }`
        if token.is_text() {
            return first && asked && statement.label.is_none() && inside.is_list() && !self.ahead(1).is_text();
        }
        if token.kind != T::Word {
            return false;
        }
        let (word, tokens) = self.squeezed();
        let (signed, value) = self.behind_sign(tokens);
        let text = value.is_text() && !value.fresh;
        if self.figures_in_braces(statement)
            || self.points_in_braces(statement).is_some()
            || (taken.has(ClauseWord::Ends) && self.ends_apart_at_hand().is_some())
        {
            return true;
        }
        if let Some(clause) = clauses::clause(self.str(token)) {
            let branch = clause == ClauseWord::When && (self.opens_on_its_line() || self.opens_on_the_next());
            let option = inside.is_list() && text && !signed && !words::is_reserved(self.str(token));
            return taken.has(clause) && !branch && clause != ClauseWord::Or && !option;
        }
        let own = words::kind(self.str(token)).is_some();
        let listed = inside.is_list();
        if listed && LISTS.contains(&word.as_str()) && self.list_follows(signed, value) {
            return !(below && value.fresh);
        }
        if CODES.contains(&word.as_str())
            && statement.code.is_none()
            && words::spec(statement.kind).code
            && !value.fresh
        {
            return true;
        }
        let small =
            matches!(foreign::head(&word), Some(Meant::Small(_))) && (below || self.ahead(tokens).kind == T::Equal);
        let Some(meant) = foreign::head(&word).filter(|_| !own || small) else { return false };
        let begins = foreign::begins(&word).is_some() && (container || self.opens_on_its_line());
        match meant {
            Meant::Label => {
                let words = text || (signed && value.kind == T::Word && !value.fresh);
                words && statement.label.is_none() && words::spec(statement.kind).label != Need::No
            }
            Meant::Clause(clause, _) => {
                let alone = value.fresh || matches!(value.kind, T::Close | T::Comma);
                taken.has(clause) && (signed || !begins && (!listed || alone))
            }
            Meant::Small(_) => asked && text && (signed || !listed),
            Meant::Kind(_) => {
                let pasted = signed && matches!(value.kind, T::LeftBracket | T::Open);
                let said = self.kind_at(tokens).is_some();
                asked && (pasted || said && (signed || !listed || !text || statement.label.is_none()))
            }
            Meant::Elsewhere(_) | Meant::Nothing(_) => asked && (signed || !listed && !begins),
        }
    }

    /// Whether the line below begins with a `{`.
    fn opens_on_the_next(&self) -> bool {
        // As far as one looks on the line itself: a line may be as long as the file.
        let below = (1..16).map(|at| self.ahead(at)).find(|token| token.fresh || token.kind == T::End);
        below.is_some_and(|token| token.kind == T::Open)
    }

    /// Whether a sign stands between a word of so many tokens and its value, and the value.
    fn behind_sign(&self, tokens: usize) -> (bool, Token) {
        let sign = self.ahead(tokens);
        let signed = self.is_sign(sign);
        (signed, self.ahead(tokens + usize::from(signed)))
    }

    fn list_follows(&self, signed: bool, value: Token) -> bool {
        let opens = matches!(value.kind, T::Open | T::LeftBracket);
        if opens { !value.fresh } else { signed }
    }

    /// Reads a property that is no list, and says what it is in this language; what is told of it is mended by the caller.
    fn read_property(&mut self, statement: &mut Statement, place: Place, into: &mut Vec<Statement>) -> Right {
        let token = self.peek();
        if token.is_text() {
            let text = self.text();
            let right = self.lexed.slice(text.span.start, text.span.end).to_owned();
            statement.label = Some(text);
            return Right::Label(right);
        }
        let (word, tokens) = self.squeezed();
        let (signed, value) = self.behind_sign(tokens);
        let label = statement.label.is_none() && matches!(foreign::head(&word), Some(Meant::Label));
        if CODES.contains(&word.as_str()) && statement.code.is_none() {
            self.taken(tokens + usize::from(signed));
            let token = self.take();
            let words = self.plain_of(token);
            let code = if is_well_formed(words, false) { Some(words.to_owned()) } else { mended_code(words) };
            let Some(code) = code.map(words::free_code) else { return Right::Unknown };
            statement.code = Some(Spanned::new(code.clone(), self.span(token)));
            return Right::Code(code);
        }
        // `validators: [{ … }]`
        if signed && matches!(value.kind, T::LeftBracket | T::Open) {
            self.taken(tokens + 1);
            self.take_balanced();
            let whole = self.since(token.start);
            self.told_whole.push(whole);
            self.say(brought::pasted_json(self.span(token), self.str(token)));
            return Right::Unknown;
        }
        if label && value.is_text() {
            self.taken(tokens + usize::from(signed));
            let text = self.text();
            let right = self.lexed.slice(text.span.start, text.span.end).to_owned();
            statement.label = Some(text);
            return Right::Label(right);
        }
        // `label: How are you?`
        if label && signed && value.kind == T::Word {
            self.taken(tokens + 1);
            let first = self.peek();
            self.take();
            self.skip_line(|_, token| token.kind == T::Comma);
            let span = self.since(first.start);
            let words = self.lexed.slice(span.start, span.end).to_owned();
            statement.label = Some(Text { span, pieces: vec![Piece::Plain(words.clone())] });
            return if words.contains('"') { Right::Unknown } else { Right::Label(format!("\"{words}\"")) };
        }
        if let Some(Meant::Small(written)) = foreign::head(&word).filter(|_| value.is_text()) {
            self.taken(tokens + usize::from(signed));
            let text = self.text();
            let right = format!("{written} {}", self.lexed.slice(text.span.start, text.span.end));
            let kind = words::kind(written).unwrap_or(Kind::Hint);
            into.push(Statement { label: Some(text), ..bare(kind, self.span(token)) });
            return Right::Small(right);
        }
        if matches!(foreign::head(&word), Some(Meant::Kind(_)))
            && let Some((Said::Kind(keyword), more)) = self.kind_at(tokens)
        {
            let span = self.taken(tokens + more);
            let kind = words::question_kind(keyword);
            if let (Kind::Grid, Some(kind)) = (statement.kind, kind) {
                statement.clauses.push(Clause { span, kind: ClauseKind::Of(kind) });
                return Right::Clause(Rank::Shape, format!("of {keyword}"));
            }
            if let (Some(kind), Kind::Question(_)) = (kind, statement.kind) {
                statement.kind = Kind::Question(kind);
            }
            return Right::Kind(keyword);
        }
        if let Some((right, tokens, known)) = self.points_in_braces(statement) {
            let here = self.taken(tokens);
            let points = ClauseKind::Points { from: Spanned::new(0, here), to: Spanned::new(1, here) };
            statement.clauses.push(Clause { span: here, kind: points });
            let right = if known { Right::Clause(Rank::Shape, right) } else { Right::Perhaps(Rank::Shape, right) };
            return right;
        }
        let (start, before) = (token.start, statement.clauses.len());
        let taken = clauses::taken_by(statement.kind);
        let mut head = Head::of(statement, Around { taken, place, owner: None });
        if !self.clause_of_head(statement, &mut head) && self.peek().start == start {
            self.take();
        }
        // Its sentence goes with a condition.
        while self.is_word("says") && statement.clauses.len() > before && self.clause_of_head(statement, &mut head) {}
        let rank = statement.clauses.get(before..).unwrap_or_default().iter().map(|clause| rank_of(&clause.kind)).min();
        let raw = self.lexed.slice(start, self.last_end).to_owned();
        // What would be wrong with it where it belongs is seen once it stands there; without some of them the rest would be wrong.
        let mut at = 0_usize;
        statement.clauses.retain(|clause| {
            let needed = matches!(rank_of(&clause.kind), Rank::Shape | Rank::Specify) || is_needed(&clause.kind);
            at += 1;
            at <= before || needed
        });
        rank.map_or(Right::Unknown, |rank| Right::Clause(rank, raw))
    }

    /// What is to be written once what is told of it is mended. That is told no more: all that is said of a statement in its `{ }` is one
    /// habit. Where something cannot be mended, it is told, and left.
    fn mended_right(&mut self, right: Right, whole: Span, said: usize) -> Right {
        let Right::Clause(rank, mut words) = right else { return right };
        let told: Vec<Diagnostic> = self.out.iter().skip(said).cloned().collect();
        let mut edits = Vec::new();
        for one in &told {
            let Some(fix) = &one.fix else { return Right::Unknown };
            edits.extend(fix.edits.iter().cloned());
        }
        for (span, instead) in super::apart(edits).iter().rev() {
            if !whole.contains(*span) {
                return Right::Unknown;
            }
            let at = |place: u32| place.saturating_sub(whole.start) as usize;
            words.replace_range(at(span.start)..at(span.end), instead);
        }
        self.out.truncate(said);
        Right::Clause(rank, words.trim().to_owned())
    }

    /// `options { … }`, `options: ["A", "B"]` in a list. Nothing if it is not that.
    fn list_around(&mut self, statement: &Statement, inside: Place, into: &mut Vec<Statement>) -> Option<Right> {
        let (word, tokens) = self.squeezed();
        if !inside.is_list() || !LISTS.contains(&word.as_str()) || self.peek().kind != T::Word {
            return None;
        }
        let (signed, value) = self.behind_sign(tokens);
        let tokens = tokens + usize::from(signed);
        if value.kind == T::Open && !value.fresh {
            self.taken(tokens + 1);
            self.statements(inside, Some(statement), into);
            let close = self.take_if(T::Close)?;
            return Some(Right::Around(self.span(close)));
        }
        self.taken(tokens);
        // `options:` of YAML: its lines are told as what they are.
        if value.fresh {
            return Some(Right::Around(self.here()));
        }
        let first = self.peek();
        if first.kind == T::LeftBracket {
            self.take_balanced();
        } else {
            self.take();
            self.skip_line(|_, _| false);
        }
        let end = self.last_end;
        let span = Span::new(self.file_id(), first.start, end);
        let given = into.iter().filter_map(|one| one.code.as_ref()).map(|code| code.value.clone()).collect();
        let Some((options, right, complete)) = self.options_of(span, given) else { return Some(Right::Unknown) };
        into.extend(options);
        Some(Right::Options(right, complete))
    }

    /// Takes what stands in the brackets or braces at hand, and these.
    fn take_balanced(&mut self) {
        let mut depth = 0_usize;
        while self.peek().kind != T::End {
            let kind = self.take().kind;
            if matches!(kind, T::LeftBracket | T::Open) {
                depth += 1;
            } else if matches!(kind, T::RightBracket | T::Close) {
                depth = depth.saturating_sub(1);
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Whether the `{ }` at hand says what a head lacks: its code or its label.
    pub(in crate::read) fn said_in_braces(&self, code: bool) -> bool {
        if self.peek().kind != T::Open || self.peek().fresh {
            return false;
        }
        let mut depth = 0_usize;
        (1..NEAR).any(|at| {
            let (token, next, value) = (self.ahead(at), self.ahead(at + 1), self.ahead(at + 2));
            depth = match token.kind == T::Open {
                true => depth + 1,
                false => depth.saturating_sub(usize::from(token.kind == T::Close)),
            };
            let signed = next.kind == T::Equal || matches!(self.str(next), ":" | "：");
            let value = if signed { value } else { next };
            let word = foreign::squeezed(self.str(token));
            let meant =
                if code { CODES.contains(&word.as_str()) } else { matches!(foreign::head(&word), Some(Meant::Label)) };
            let fits = value.is_text() || (code && value.kind == T::Word);
            depth == 0 && token.kind == T::Word && meant && fits && !value.fresh
        })
    }
}

/// Whether a statement lacks something without a clause.
fn is_needed(kind: &ClauseKind) -> bool {
    matches!(kind, ClauseKind::Digits(_) | ClauseKind::From { list: _, pick: _ } | ClauseKind::FromFile(_))
}

/// The label that nobody knows, of a statement that is told as a whole.
pub(in crate::read) fn unknown_label(span: Span) -> Text {
    Text { span, pieces: vec![Piece::Plain("…".to_owned())] }
}
