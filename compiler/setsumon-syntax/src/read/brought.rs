//! Reading statements that begin with a word of another tool, or with a word that belongs behind: as what was meant, told once.

mod aside;
mod boxes;
mod conditions;
mod dates;
mod heads;
mod limits;
mod listed;
mod listing;
mod markup;
mod numbers;
mod one_line;
mod pasted;
mod quoted;
mod several;
mod shapes;
mod typed;
mod values;

use setsumon_diagnostics::{Diagnostic, Span, Spanned};

use super::Reader;
use super::statement::draws;
use crate::ast::{Clause, ClauseKind, Kind, Piece, QuestionKind, Statement, Text};
use crate::clauses::{self, ClauseWord, Rank, Set};
use crate::errors::{foreign as errors, head};
use crate::foreign::{self, Begins, Behind};
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
        let first = self.peek();
        let mut word = self.str(first).to_owned();
        let mut tokens = 1;
        let mut end = first.end;
        loop {
            let (minus, next) = (self.ahead(tokens), self.ahead(tokens + 1));
            let glued = minus.kind == T::Minus && minus.start == end && next.start == minus.end;
            if !(glued && next.kind == T::Word) {
                break;
            }
            word.push_str(self.str(next));
            end = next.end;
            tokens += 2;
        }
        let next = self.ahead(tokens);
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
        kind == Kind::Page && on_line && self.is_code(code) && label.is_text() && open.kind == T::Open
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
    fn taken(&mut self, tokens: usize) -> Span {
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

    /// What is told of a statement whose head has been read: the correction, and what the head lacks for what was meant.
    /// `needless` is a code that the kind does not have.
    pub(super) fn complete(
        &mut self,
        statement: &mut Statement,
        before: Before,
        place: Place,
        needless: Option<Span>,
    ) -> ForeignHead {
        let told = |told| ForeignHead { told, ends_with: None, body_is_given: false };
        let (meant, allowed) = match before {
            Before::Clause { token, clause } => return told(self.complete_moved(statement, token, clause)),
            Before::Foreign { meant, tokens: _, allowed } => (meant, allowed),
        };
        let span = statement.kind_span;
        let raw = self.lexed.slice(span.start, span.end);
        let say = |help: String| match words::kind(raw) {
            Some(_) => errors::written_otherwise(span, raw, help),
            None => errors::foreign_word(span, raw, help),
        };
        let instead = |keyword: &str| (span, keyword.to_owned());
        let (keyword, help, more) = match meant {
            Begins::Perhaps(_, advice) => return told(say(advice.to_owned())),
            Begins::Nothing(instead) => return told(errors::no_such_thing(span, raw, instead)),
            Begins::Kind(keyword) | Begins::Paired(keyword, _) => (keyword, written(keyword), Some(Vec::new())),
            Begins::With(keyword, behind) => {
                let (help, more) = self.behind(statement, keyword, behind);
                (keyword, help, more)
            }
        };
        if !allowed {
            let kind = words::kind(keyword).unwrap_or(Kind::Option);
            return told(say(format!("write `{keyword}`; {}", head::where_it_stands(keyword, kind, place))));
        }
        let Some(more) = more else { return told(say(help)) };
        let body_is_given = !statement.body.is_empty();
        let ends_with = match meant {
            Begins::Paired(_, end) if self.peek().kind != T::Open || self.peek().fresh => Some(end),
            Begins::Paired(_, _)
            | Begins::Kind(_)
            | Begins::With(_, _)
            | Begins::Perhaps(_, _)
            | Begins::Nothing(_) => None,
        };
        let needless = needless.map(|span| (span, String::new()));
        let edits = std::iter::once(instead(keyword)).chain(more).chain(needless).collect();
        let diagnostic = say(help).fix(format!("write `{keyword}`"), edits);
        ForeignHead { told: diagnostic, ends_with, body_is_given }
    }

    /// What a head needs besides its word: in words, and as edits where a machine can know them. It is read as if it stood there.
    fn behind(
        &mut self,
        statement: &mut Statement,
        keyword: &str,
        behind: Behind,
    ) -> (String, Option<Vec<(Span, String)>>) {
        let name = statement.code.as_ref().map_or("name", |code| code.value.as_str()).to_owned();
        let shape = |statement: &Statement, wanted: fn(&ClauseKind) -> bool| {
            statement.clauses.iter().any(|clause| wanted(&clause.kind))
        };
        let place = statement
            .label
            .as_ref()
            .map(|label| label.span.after())
            .or(statement.code.as_ref().map(|code| code.span.after()))
            .unwrap_or(self.here());
        let (what, there, clause) = match behind {
            Behind::OfSingle | Behind::OfMulti => {
                let multi = behind == Behind::OfMulti;
                let (word, kind) =
                    if multi { ("of multi", QuestionKind::Multi) } else { ("of single", QuestionKind::Single) };
                (word, shape(statement, |kind| matches!(kind, ClauseKind::Of(_))), ClauseKind::Of(kind))
            }
            Behind::NoughtToTen | Behind::Points => {
                let (from, to) = (Spanned::new(0, place), Spanned::new(10, place));
                let there = shape(statement, |kind| matches!(kind, ClauseKind::Points { .. }));
                ("0 to 10", there, ClauseKind::Points { from, to })
            }
            Behind::Digits => {
                let there = shape(statement, |kind| matches!(kind, ClauseKind::Digits(_)));
                ("digits 2", there, ClauseKind::Digits(Spanned::new(2, place)))
            }
            Behind::YesAndNo => return self.yes_and_no(statement, &name),
        };
        if let Some((span, right)) = self.figures.take() {
            return (format!("write `{keyword} {name} \"…\" {right}`"), Some(vec![(span, right)]));
        }
        if there {
            return (written(keyword), Some(Vec::new()));
        }
        statement.clauses.insert(0, Clause { span: place, kind: clause });
        let help = format!("write `{keyword} {name} \"…\" {what}`");
        match behind {
            Behind::Points => (format!("{help}, with its lowest and its highest point"), None),
            Behind::Digits => (format!("{help}, with as many decimal places as it has"), None),
            Behind::OfSingle | Behind::OfMulti | Behind::NoughtToTen | Behind::YesAndNo => {
                (help, Some(vec![(place, format!(" {what}"))]))
            }
        }
    }

    /// The options of a question for yes or no, in the language of its label.
    fn yes_and_no(&mut self, statement: &mut Statement, name: &str) -> (String, Option<Vec<(Span, String)>>) {
        if (self.peek().kind == T::Open && !self.peek().fresh) || draws(statement) {
            return (written("single"), Some(Vec::new()));
        }
        let label = statement.label.as_ref().and_then(|label| label.plain()).unwrap_or_default();
        let words = if label.is_ascii() { ["Yes", "No"] } else { ["はい", "いいえ"] };
        let here = self.here();
        let options = ["yes", "no"].into_iter().zip(words).map(|(code, label)| Statement {
            code: Some(Spanned::new(code.to_owned(), here)),
            label: Some(Text { span: here, pieces: vec![Piece::Plain(label.to_owned())] }),
            ..bare(Kind::Option, here)
        });
        statement.body = options.collect();
        statement.body_span = Some(here);
        let [yes, no] = words;
        let body = format!("{{ yes \"{yes}\"  no \"{no}\" }}");
        (format!("write `single {name} \"…\" {body}`"), Some(vec![(here, format!(" {body}"))]))
    }

    fn complete_moved(&mut self, statement: &mut Statement, token: Token, clause: ClauseWord) -> Diagnostic {
        let place = Span::new(self.file_id(), token.start, statement.kind_span.start);
        let right = format!("{} {}", self.lexed.slice(statement.kind_span.start, self.last_end), clause.word());
        let said = if clause == ClauseWord::Optional { ClauseKind::Optional } else { ClauseKind::Required };
        let late = |kind: &ClauseKind| {
            let edition = matches!(
                kind,
                ClauseKind::Marker(_)
                    | ClauseKind::Was(_)
                    | ClauseKind::Splits(_)
                    | ClauseKind::Revised(_)
                    | ClauseKind::Break(_)
            );
            edition || *kind == said
        };
        let plain = Rank::Setting == clause.rank() && !statement.clauses.iter().any(|clause| late(&clause.kind));
        let edits = match plain {
            true => vec![(place, String::new()), (self.here(), format!(" {}", clause.word()))],
            false => Vec::new(),
        };
        if plain {
            statement.clauses.push(Clause { span: self.span(token), kind: said });
        }
        head::clause_before(self.span(token), clause.word(), &right, edits)
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

    /// A head as written, with another word for its kind.
    fn head_as(&self, statement: &Statement, keyword: &str) -> String {
        let code = statement.code.as_ref().map_or("name", |code| code.value.as_str());
        let label =
            statement.label.as_ref().map_or("\"…\"", |label| self.lexed.slice(label.span.start, label.span.end));
        format!("{keyword} {code} {label}")
    }
}

/// What a kind is, in a few words, behind how it is written.
fn written(keyword: &str) -> String {
    let what = match keyword {
        "single" => ": one answer out of several",
        "multi" => ": any number of the options",
        "rank" => ": the options in an order",
        "text" => ": a line of text",
        "longtext" => ": several lines of text",
        "integer" => ": a whole number",
        "flag" => ": one box to tick",
        "scale" => ": a whole number drawn as points",
        "group" => ": one item with several fields",
        "repeat" => ": the same questions for each of several",
        "section" => ": questions stand in sections, and a `page` holds prose",
        "note" => ": words that nobody answers",
        "calc" => ": a figure that is worked out, as in `calc total \"…\" = a + b`",
        "check" => ": what must hold, as in `check a <= b \"…\"`",
        "choices" => ": a list of options for several questions",
        "edition" => ", with a number alone",
        _ => "",
    };
    format!("write `{keyword}`{what}")
}
