//! Reading statements that begin with a word of another tool, or with a word that belongs behind: as what was meant, told once.

mod aggregates;
mod amounts;
mod aside;
mod beside;
mod boxes;
mod complete;
mod conditions;
mod dates;
mod heads;
mod kinds;
mod lengths;
mod limits;
mod listed;
mod listing;
mod markup;
mod numbers;
mod one_line;
mod particles;
mod pasted;
mod pictures;
mod properties;
mod properties_told;
mod quantifiers;
mod quoted;
mod several;
mod shapes;
mod survey;
mod typed;
mod values;

use setsumon_diagnostics::{Diagnostic, Span};

pub(super) use heads::Small;
pub(super) use properties::{Properties, unknown_label};
pub(super) use properties_told::Braces;
pub(super) use typed::is_choice;

use super::Reader;
use crate::ast::{Kind, QuestionKind, Statement};
use crate::clauses::{self, ClauseWord, Set};
use crate::errors::foreign as errors;
use crate::foreign::{self, Begins};
use crate::places::{self, Place};
use crate::token::{T, Token};
use crate::words;

/// How many groups with an end word of their own are read one within the other.
const BEGUN: usize = 16;

/// What stood where the word for a statement should, or before it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Before {
    /// A word of another tool, over so many tokens; whether what it means may stand here.
    Foreign { meant: Begins, tokens: usize, allowed: bool },
    /// A clause that belongs behind.
    Clause { token: Token, clause: ClauseWord },
}

impl Before {
    /// Where the word for the kind stands.
    pub(super) fn kind_span(&self, reader: &Reader<'_, '_, '_>) -> Span {
        let first = reader.span(reader.peek());
        match self {
            Before::Foreign { meant: _, tokens, allowed: _ } => {
                first.to(reader.span(reader.ahead(tokens.saturating_sub(1))))
            }
            Before::Clause { token: _, clause: _ } => first,
        }
    }
}

/// What is to be told of such a statement once all of it is read.
#[derive(Debug)]
pub(super) struct ForeignHead {
    pub(super) told: Diagnostic,
    /// The word that ends its body instead of a `}`.
    pub(super) ends_with: Option<&'static str>,
    /// Whether its body is known without having been written.
    pub(super) body_is_given: bool,
}

impl ForeignHead {
    /// Tells what stands in its `{ }` and belongs before it with the rest: one habit.
    pub(super) fn with_properties(&mut self, (properties, of_kind): (Diagnostic, bool)) {
        let own = self.told.fix.take();
        // What is left to the author stays so, unless the properties say it.
        if own.is_none() && !of_kind {
            return;
        }
        self.told.help = properties.help;
        self.told.fix = properties.fix.map(|mut fix| {
            let first = own.iter().flat_map(|own| &own.edits).filter(|_| !of_kind).cloned();
            fix.edits.splice(0..0, first);
            fix
        });
    }
}

/// What a head says as another tool's does, and that is told once all of it is read.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// Whether it began with a word of another tool: what is told of that tells the rest too.
    foreign: bool,
    /// Where figures stand behind another tool's word for a scale, and how they are to be written.
    points: Option<(Span, String)>,
    /// Where the kind of the answer is said a second time.
    kind: Option<kinds::KindSaid>,
    /// Where figures stand in brackets at the word for the kind or at the code.
    beside: Option<beside::Beside>,
}

impl Habits {
    /// Of a head of which nothing is read yet.
    pub(super) fn of(before: Option<&Before>) -> Self {
        Self { foreign: matches!(before, Some(Before::Foreign { .. })), ..Self::default() }
    }
}

/// Where a head is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    pub(super) taken: Set,
    pub(super) place: Place,
    pub(super) owner: Option<Kind>,
}

/// A statement of which nothing is read yet.
pub(super) fn bare(kind: Kind, span: Span) -> Statement {
    Statement {
        kind,
        kind_span: span,
        span,
        code: None,
        label: None,
        prose: None,
        condition: None,
        clauses: Vec::new(),
        body: Vec::new(),
        body_span: None,
        otherwise: None,
    }
}

impl Reader<'_, '_, '_> {
    /// The word at hand as the tables of foreign words have it, and how many tokens it takes: `drop-down`, `begin group`.
    fn squeezed(&self) -> (String, usize) {
        self.squeezed_at(0)
    }

    /// The same so many tokens further on.
    fn squeezed_at(&self, at: usize) -> (String, usize) {
        let first = self.ahead(at);
        let mut word = self.str(first).to_owned();
        let mut tokens = 1;
        let mut end = first.end;
        loop {
            let (minus, next) = (self.ahead(at + tokens), self.ahead(at + tokens + 1));
            let glued = minus.kind == T::Minus && minus.start == end && next.start == minus.end;
            if !(glued && next.kind == T::Word) {
                break;
            }
            word.push_str(self.str(next));
            end = next.end;
            tokens += 2;
        }
        let next = self.ahead(at + tokens);
        let pair = (foreign::squeezed(&word), foreign::squeezed(self.str(next)));
        let joined = [
            ("begin", "group"),
            ("begin", "repeat"),
            ("end", "group"),
            ("end", "repeat"),
            ("end", "section"),
            ("end", "page"),
            ("value", "labels"),
            ("variable", "labels"),
            ("missing", "values"),
            ("go", "to"),
            ("skip", "to"),
        ];
        if next.kind == T::Word && !next.fresh && joined.contains(&(pair.0.as_str(), pair.1.as_str())) {
            return (format!("{}{}", pair.0, pair.1), tokens + 1);
        }
        (pair.0, tokens)
    }

    /// Whether a word of the language stands for what is called so elsewhere: `page` round questions, `year 2025` of a survey.
    pub(super) fn means_another(&self, kind: Kind, place: Place) -> bool {
        if kind == Kind::End {
            // `end section`, as elsewhere a `}` is written.
            let (word, tokens) = self.squeezed();
            return tokens == 2 && self.ahead(2).fresh && foreign::begins(&word).is_some();
        }
        if places::may_hold(place, kind) && kind != Kind::Page {
            return false;
        }
        if place == Place::Survey {
            return foreign::of_survey(&foreign::squeezed(self.str(self.peek()))).is_some();
        }
        let (code, label, open) = (self.ahead(1), self.ahead(2), self.ahead(3));
        let on_line = !code.fresh && !label.fresh && !open.fresh;
        let labelled = label.is_text() && open.kind == T::Open && on_line;
        // `page one { title "One" … }`
        let open = label.kind == T::Open && !label.fresh && !code.fresh;
        kind == Kind::Page && self.is_code(code) && (labelled || open)
    }

    /// A statement that begins with a word of another tool; nothing if it does not.
    pub(super) fn brought(&mut self, place: Place, owner: Option<&Statement>) -> Option<Option<Statement>> {
        let (word, tokens) = self.squeezed();
        let meant = match place {
            Place::Survey => foreign::of_survey(&word).map(Begins::Kind)?,
            Place::File(_)
            | Place::Entries
            | Place::Units
            | Place::Part
            | Place::Section
            | Place::Group
            | Place::Repeat
            | Place::Block
            | Place::Choice
            | Place::List
            | Place::Rows
            | Place::Columns
            | Place::Grid
            | Place::Gate
            | Place::Field
            | Place::Special
            | Place::Nowhere => match words::kind(&word) {
                Some(Kind::Page) if places::may_hold(place, Kind::Section) => Begins::Kind("section"),
                Some(Kind::Page) => Begins::Kind("group"),
                Some(_) | None => foreign::begins(&word)?,
            },
        };
        let meant = self.with_its_label(meant, &word, tokens)?;
        let keyword = match meant {
            Begins::Kind(keyword) | Begins::With(keyword, _) | Begins::Paired(keyword, _) => keyword,
            Begins::Perhaps("text", _) if self.opens_on_its_line() => "single",
            Begins::Perhaps(keyword, _) => keyword,
            Begins::Nothing(instead) => {
                let span = self.taken(tokens);
                let raw = self.lexed.slice(span.start, span.end);
                self.say(errors::no_such_thing(span, raw, instead));
                self.skip_line(|_, _| false);
                self.told_whole.push(self.since(span.start));
                if self.peek().kind == T::Open && !self.peek().fresh {
                    self.skip_braces();
                }
                return Some(None);
            }
        };
        let kind = words::kind(keyword)?;
        // `select_one yesno likes "…"`, as XLSForm names the list before the question.
        let (list, code, label) = (self.ahead(tokens), self.ahead(tokens + 1), self.ahead(tokens + 2));
        let drawn = matches!(kind, Kind::Question(QuestionKind::Single | QuestionKind::Multi | QuestionKind::Rank));
        let on_line = !list.fresh && !code.fresh && !label.fresh;
        if drawn && on_line && list.kind == T::Word && self.is_code(code) && label.is_text() {
            return Some(self.list_before_code(kind, keyword, place, owner, tokens));
        }
        let allowed = places::may_hold(place, kind) && places::is_read_by(owner.map(|owner| owner.kind), kind);
        let statement = self.built(kind, place, owner, Some(Before::Foreign { meant, tokens, allowed }));
        Some(allowed.then_some(statement))
    }

    /// Whether a statement begins with a word of another tool: `radio how "…"`.
    pub(super) fn brought_at_hand(&self) -> bool {
        let (code, label) = (self.ahead(1), self.ahead(2));
        let coded = code.kind == T::Word && !code.fresh && label.is_text() && !label.fresh;
        coded && foreign::begins(&foreign::squeezed(self.str(self.peek()))).is_some()
    }

    /// The kind of question that a word of another tool is.
    pub(super) fn kind_of_others(&self, word: &str) -> Option<&'static str> {
        match foreign::begins(&foreign::squeezed(word))? {
            Begins::Kind(keyword) | Begins::With(keyword, _) | Begins::Perhaps(keyword, _) => {
                words::question_kind(keyword).map(|_| keyword)
            }
            Begins::Paired(_, _) | Begins::Nothing(_) => None,
        }
    }

    /// Takes so many tokens.
    pub(super) fn taken(&mut self, tokens: usize) -> Span {
        let start = self.peek().start;
        for _ in 0..tokens {
            self.take();
        }
        self.since(start)
    }

    /// In a list: `option foot "On foot"`, and a column that is a field of another tool.
    pub(super) fn brought_into_list(&mut self, place: Place, owner: Option<&Statement>) -> Option<Option<Statement>> {
        let (code, label) = (self.ahead(1), self.ahead(2));
        let coded = self.is_code(code) && !code.fresh && label.is_text() && !label.fresh;
        if !coded || clauses::clause(self.str(code)).is_some() {
            return None;
        }
        if place == Place::Columns
            && let Some(read) = self.brought(place, owner)
        {
            return Some(read);
        }
        if !self.option_word_at_hand() {
            return None;
        }
        self.option_word();
        Some(self.known(Kind::Option, place, owner))
    }

    /// Whether a word like `option` stands before the code of one.
    pub(super) fn option_word_at_hand(&self) -> bool {
        let (code, label) = (self.ahead(1), self.ahead(2));
        let coded = self.is_code(code) && !code.fresh && label.is_text() && !label.fresh;
        coded
            && clauses::clause(self.str(code)).is_none()
            && foreign::is_option_word(&foreign::squeezed(self.str(self.peek())))
    }

    /// Whether a clause that needs nothing behind it stands before the question it belongs to.
    pub(super) fn stands_before_its_statement(&self, clause: ClauseWord) -> bool {
        let next = self.ahead(1);
        let question = next.kind == T::Word && !next.fresh && words::question_kind(self.str(next)).is_some();
        question && [ClauseWord::Required, ClauseWord::Optional].contains(&clause)
    }

    /// `required text name "…"`.
    pub(super) fn moved(&mut self, clause: ClauseWord, place: Place, owner: Option<&Statement>) -> Option<Statement> {
        let token = self.take();
        let kind = words::kind(self.str(self.peek()))?;
        if !places::may_hold(place, kind) {
            return self.known(kind, place, owner);
        }
        Some(self.built(kind, place, owner, Some(Before::Clause { token, clause })))
    }

    /// The body of a group that ends with a word of its own instead of a `}`.
    pub(super) fn body_until(
        &mut self,
        statement: &mut Statement,
        place: Place,
        end: &'static str,
        told: &mut Diagnostic,
    ) {
        let opened = self.here();
        let first = self.peek().start;
        let inside = places::within(statement.kind, place);
        self.begun += 1;
        let mut body = Vec::new();
        let mut ended = None;
        while self.begun <= BEGUN && !matches!(self.peek().kind, T::End | T::Close) {
            let (word, tokens) = self.squeezed();
            if self.peek().kind == T::Word && word == end {
                ended = Some(self.taken(tokens));
                break;
            }
            self.one_statement(inside, Some(statement), &mut body);
        }
        self.begun -= 1;
        statement.body_span = Some(self.since(first));
        statement.body = body;
        let raw = ended.map(|span| self.lexed.slice(span.start, span.end)).unwrap_or(end);
        told.help = Some(format!(
            "write `{} {{`, and `}}` for `{raw}`",
            words::keyword(statement.kind).map(|keyword| self.head_as(statement, keyword)).unwrap_or_default()
        ));
        match (ended, &mut told.fix) {
            (Some(span), Some(fix)) => {
                fix.edits.push((opened, " {".to_owned()));
                fix.edits.push((span, "}".to_owned()));
            }
            (None | Some(_), _) => told.fix = None,
        }
    }
}

/// Edits in their order, without those that lie in another: what is written over the whole of something mends all that is in it.
fn apart(mut edits: Vec<(Span, String)>) -> Vec<(Span, String)> {
    edits.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut kept: Vec<(Span, String)> = Vec::with_capacity(edits.len());
    for edit in edits {
        if kept.last().is_none_or(|(before, _)| before.end <= edit.0.start) {
            kept.push(edit);
        }
    }
    kept
}
