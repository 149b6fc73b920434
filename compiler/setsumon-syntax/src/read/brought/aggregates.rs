//! What is reckoned from several answers, in the words of other languages: `len(kids)`, `kids.count`, `countif(kids, age > 3)`,
//! `any(kids.age > 3)`, `number of kids`, `kids[].age`, `max(kids.age)`.

use setsumon_diagnostics::{Span, Spanned};

use super::conditions::written;
use crate::ast::{Expr, ExprKind, Path, QuestionKind};
use crate::errors::{expression, foreign as errors};
use crate::foreign::{self, Call};
use crate::read::Reader;
use crate::token::{T, Token};

/// The signs of comparison.
pub(super) const SIGNS: [T; 6] = [T::Equal, T::NotEqual, T::Less, T::LessOrEqual, T::Greater, T::GreaterOrEqual];

/// What is reckoned from several answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aggregate {
    Count,
    Sum,
}

impl Aggregate {
    /// What a word of this or of another language says.
    fn said(word: &str) -> Option<Self> {
        let meant = foreign::call(&foreign::squeezed(word));
        if word == Self::Count.word() || meant == Some(Call::Count) {
            Some(Self::Count)
        } else if word == Self::Sum.word() || meant == Some(Call::Sum) {
            Some(Self::Sum)
        } else {
            None
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Sum => "sum",
        }
    }
}

impl<'l> Reader<'l, '_, '_> {
    /// `selected(how, 'bike')`, `mean(a, b)`: told, with what is written instead. The outer option is whether it
    /// was that, the inner one what is read.
    pub(in crate::read) fn foreign_call(&mut self, token: Token) -> Option<Option<Expr>> {
        let meant = foreign::call(&foreign::squeezed(self.str(token)))?;
        let inner = self.ahead(2);
        let (name, closed) = (self.str(inner), self.ahead(3).kind == T::RightParen);
        let help = match meant {
            Call::Selected => {
                if let Some(read) = self.selected_call() {
                    return Some(Some(read));
                }
                self.selected_help()
            }
            Call::Today => {
                "no survey knows the day on which it is answered; `as_of` is the day it speaks of".to_owned()
            }
            Call::Count | Call::Sum => {
                let aggregate = if meant == Call::Count { Aggregate::Count } else { Aggregate::Sum };
                if closed && inner.kind == T::Word && self.reckons(aggregate, name) {
                    return Some(self.by_name(token, aggregate));
                }
                match closed && inner.kind == T::Word {
                    true => self.help_of(aggregate, name),
                    false => self.help_of(aggregate, ""),
                }
            }
            Call::CountIf | Call::SumIf => {
                let aggregate = if meant == Call::CountIf { Aggregate::Count } else { Aggregate::Sum };
                if let Some(read) = self.where_in_brackets(token, aggregate) {
                    return Some(read);
                }
                match aggregate {
                    Aggregate::Count => {
                        "write `count(R where …)`, with the roster for R and the condition behind it".to_owned()
                    }
                    Aggregate::Sum => {
                        "write `sum(R.q where …)`, with the figure in a roster and the condition behind it".to_owned()
                    }
                }
            }
            Call::Any | Call::All => {
                if let Some(read) = self.quantified_in_brackets(token, meant == Call::All) {
                    return Some(read);
                }
                let word = if meant == Call::All { "all of" } else { "any of" };
                format!("write `{word} R.q` and behind it what is said of each, as in `{word} people.age >= 18`")
            }
            Call::Mean => match self.in_roster(name).filter(|_| closed && figure(self.heard().kind(name))) {
                Some((roster, question)) => format!(
                    "a mean is the sum by the number: write `round(sum({name}) / count({roster} where answered {question}), 1)`"
                ),
                None => "a mean is the sum by the number, as in `round((a + b) / 2, 1)`".to_owned(),
            },
            Call::Greatest | Call::Least => {
                let ordered = figure(self.heard().kind(name)) || day(self.heard().kind(name));
                let roster = closed && ordered && self.in_roster(name).is_some();
                if roster && let Some(read) = self.bound_of_all(token, meant == Call::Greatest) {
                    return Some(read);
                }
                if roster {
                    format!(
                        "there is no greatest or least of several to compute with; what must hold for each is `all of {name} <= …`, for one of them `any of {name} >= …`"
                    )
                } else {
                    "there is no greatest or least of several; compare them one by one, as in `a >= b and a >= c`"
                        .to_owned()
                }
            }
            Call::Otherwise(help) => help.to_owned(),
        };
        self.say(expression::foreign_call(self.span(token), self.str(token), &help));
        self.skip_call();
        Some(None)
    }

    fn selected_help(&mut self) -> String {
        let (question, comma, option) = (self.ahead(2), self.ahead(3), self.ahead(4));
        if question.kind == T::Word && comma.kind == T::Comma && self.ahead(5).kind == T::RightParen {
            let (question, option) = (self.str(question), self.str(option).trim_matches('"'));
            self.told_whole.push(self.span(self.ahead(4)));
            return format!(
                "write `{question} is {option}`, or `{question} includes {option}` where several can be ticked"
            );
        }
        "write `Q is x`, or `Q includes x` where several can be ticked".to_owned()
    }

    /// Takes the name of a call and its brackets. `selected` is a clause elsewhere: what stands in them must not be read as its value.
    pub(in crate::read) fn skip_call(&mut self) {
        let first = self.peek();
        self.take();
        let mut open = 0usize;
        while !self.peek().fresh && !matches!(self.peek().kind, T::Open | T::Close | T::End) {
            let kind = self.take().kind;
            open += usize::from(kind == T::LeftParen);
            if kind == T::RightParen && open <= 1 {
                break;
            }
            open -= usize::from(kind == T::RightParen);
        }
        self.told_whole.push(Span::new(self.file_id(), first.end, self.last_end.max(first.end)));
    }

    /// Whether something can be reckoned so from what a path names, as far as the file's words tell.
    fn reckons(&self, aggregate: Aggregate, path: &str) -> bool {
        let heard = self.heard();
        match aggregate {
            Aggregate::Count => {
                let ticks = matches!(heard.kind(path), Some(QuestionKind::Multi | QuestionKind::Rank));
                heard.is_roster(path)
                    || heard.is_grid(path)
                    || heard.is_group(path)
                    || (ticks && self.in_roster(path).is_none())
            }
            Aggregate::Sum => heard.is_group(path) || (self.in_roster(path).is_some() && figure(heard.kind(path))),
        }
    }

    /// The roster and the question that a path names, where it names both.
    pub(super) fn in_roster<'p>(&self, path: &'p str) -> Option<(&'p str, &'p str)> {
        path.rsplit_once('.').filter(|(roster, _)| self.heard().is_roster(roster))
    }

    /// What to write for `len(…)` or `total(…)` of something that is not to be reckoned from.
    fn help_of(&self, aggregate: Aggregate, name: &str) -> String {
        let kind = self.heard().kind(name);
        let figures = figure(kind);
        let one = |right: String, what: &str| format!("write `{right}`: {what}");
        let counts = "it is one answer; `count(…)` counts ticks, rows and entries";
        // What it is called may be a slip of its own.
        if aggregate == Aggregate::Sum && kind.is_none() && self.in_roster(name).is_some() {
            return format!("write `sum({name})`, with a figure that each entry has");
        }
        if let Some((roster, question)) = self.in_roster(name).filter(|_| !figures || aggregate == Aggregate::Count) {
            return format!(
                "write `count({roster})` for how many entries there are, `count({roster} where answered {question})` for how many of them answer this"
            );
        }
        if let Some((question, code)) = name.rsplit_once('.').filter(|_| self.heard().may_have_own(name)) {
            return match self.heard().kind(question) {
                Some(QuestionKind::Multi | QuestionKind::Rank) => format!(
                    "write `{question} includes {code}` for whether it is ticked, `count({question})` for how many are"
                ),
                Some(_) => one(format!("{question} is {code}"), "an option is chosen or not"),
                None => format!("write `count({question})` for how many of its rows are answered"),
            };
        }
        match (aggregate, kind) {
            (Aggregate::Count, Some(QuestionKind::Text | QuestionKind::LongText)) => format!(
                "write `answered {name}` for whether something is written; how long it may be is said at its question, as in `max_length 40`"
            ),
            (_, Some(QuestionKind::Flag)) => one(format!("{name} is ticked"), "a box is ticked or not"),
            (Aggregate::Sum, Some(QuestionKind::Multi | QuestionKind::Rank)) => {
                one(format!("count({name})"), "ticks are counted")
            }
            (Aggregate::Sum, Some(_)) if figures => one(name.to_owned(), "it is one figure"),
            (Aggregate::Sum, None) if self.heard().is_roster(name) => {
                format!(
                    "write `count({name})` for how many entries there are, `sum({name}.…)` to add up a figure of theirs"
                )
            }
            (Aggregate::Sum, None) => {
                "write `sum(a, b)`, `sum(G)` of a grid or group, or `sum(R.q)` of a figure in a roster".to_owned()
            }
            (_, Some(_)) => one(format!("answered {name}"), counts),
            (Aggregate::Count, None) => {
                "write `count(Q)`: how many are ticked of a question, or how many entries a roster has".to_owned()
            }
        }
    }

    /// `len(kids)`: told and read by its name here.
    fn by_name(&mut self, token: Token, aggregate: Aggregate) -> Option<Expr> {
        let word = aggregate.word();
        let (span, raw) = (self.span(token), self.str(token));
        let right = format!("{word}({})", self.str(self.ahead(2)));
        let told = expression::foreign_call(span, raw, &format!("write `{right}`"));
        self.say(told.fix(format!("write `{right}`"), vec![(span, word.to_owned())]));
        self.function_called(token, word)
    }

    /// `countif(kids, age > 3)`, `count(kids.age > 3)`, `count(kids if age > 3)`: told and read. Nothing if it is not that.
    pub(in crate::read) fn where_in_brackets_of(&mut self, token: Token) -> Option<Option<Expr>> {
        let aggregate = if self.str(token) == "count" { Aggregate::Count } else { Aggregate::Sum };
        self.where_in_brackets(token, aggregate)
    }

    fn where_in_brackets(&mut self, token: Token, aggregate: Aggregate) -> Option<Option<Expr>> {
        let (open, name, joint) = (self.ahead(1), self.ahead(2), self.ahead(3));
        if open.kind != T::LeftParen || name.kind != T::Word {
            return None;
        }
        let path = self.str(name);
        let closing = self.closing_of(1)?;
        let word = if joint.kind == T::Word { self.str(joint) } else { "" };
        let says = |from: usize| {
            let said = |token: Token| {
                let word = token.kind == T::Word && matches!(self.str(token), "is" | "in" | "includes" | "answered");
                word || SIGNS.contains(&token.kind)
            };
            (from..closing).any(|at| said(self.ahead(at)))
        };
        let apart = (joint.kind == T::Comma && says(4)) || matches!(word, "if" | "when" | "with" | "having");
        let of_entries = match aggregate {
            Aggregate::Count => self.heard().is_roster(path),
            Aggregate::Sum => self.reckons(aggregate, path),
        };
        let compared = SIGNS.contains(&joint.kind) || matches!(word, "is" | "in" | "includes");
        let inside = |from: usize| self.lexed.slice(self.ahead(from).start, self.ahead(closing).start).trim();
        let (of, right, question) = match self.in_roster(path) {
            _ if apart && of_entries => (path, format!("{}({path} where {})", aggregate.word(), inside(4)), None),
            Some((roster, question)) if compared && aggregate == Aggregate::Count => {
                (roster, format!("count({roster} where {question} {})", inside(3)), Some(question))
            }
            Some(_) | None => return None,
        };
        let (of, question) =
            (path_of(of, self.span(name)), question.map(|question| path_of(question, self.span(name))));
        let whole = self.span(token).to(self.span(self.ahead(closing)));
        let raw = self.lexed.slice(whole.start, whole.end);
        // What else is said otherwise in it is told beside it.
        let head = match &question {
            Some(question) => {
                let right = format!("count({} where {}", written(&of), written(question));
                vec![(self.span(token).to(self.span(name)), right)]
            }
            None => {
                let between = Span::new(self.file_id(), name.end, self.ahead(4).start);
                let word =
                    (self.str(token) != aggregate.word()).then(|| (self.span(token), aggregate.word().to_owned()));
                word.into_iter().chain([(between, " where ".to_owned())]).collect()
            }
        };
        self.say(errors::reckoned_otherwise(whole, raw, &right, head));
        self.taken(if question.is_some() { 3 } else { 4 });
        self.depth += 1;
        let filter = match question {
            Some(question) => {
                let left = Expr { span: question.span, kind: ExprKind::Path(question) };
                self.predicate_of(left)
            }
            None => self.or_chain(),
        };
        self.depth -= 1;
        let Some(filter) = filter else { return Some(None) };
        if self.closing(open).is_none() {
            return Some(None);
        }
        let filter = Some(Box::new(filter));
        let kind = match aggregate {
            Aggregate::Count => ExprKind::Count { of, filter },
            Aggregate::Sum => ExprKind::Sum { terms: vec![Expr { span: of.span, kind: ExprKind::Path(of) }], filter },
        };
        Some(Some(Expr { span: self.since(token.start), kind }))
    }

    /// How many tokens ahead the bracket ends that begins so far ahead.
    pub(super) fn closing_of(&self, open: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for at in open.. {
            let token = self.ahead(at);
            if token.fresh || matches!(token.kind, T::Open | T::Close | T::End) {
                return None;
            }
            depth += usize::from(token.kind == T::LeftParen);
            if token.kind == T::RightParen {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
        }
        None
    }

    /// `kids.count`, `liked.length()`, `kids.age.sum`: told and read. Nothing if the name is not that, or something in the file is called
    /// so.
    pub(in crate::read) fn aggregate_behind(&mut self, token: Token) -> Option<Option<Expr>> {
        let (name, behind) = self.str(token).rsplit_once('.')?;
        let aggregate = Aggregate::said(behind)?;
        let called = self.ahead(1).kind == T::LeftParen && self.ahead(2).kind == T::RightParen;
        let known = self.heard().kind(name).is_some() || self.heard().may_have_own(name);
        if self.heard().may_have_own(self.str(token)) {
            return None;
        }
        if !self.reckons(aggregate, name) {
            if !(called || known || behind == aggregate.word()) {
                return None;
            }
            let help = self.help_of(aggregate, name);
            let span = self.taken(if called { 3 } else { 1 });
            self.say(expression::reckoned_of(span, self.lexed.slice(span.start, span.end), &help));
            return Some(None);
        }
        let span = self.taken(if called { 3 } else { 1 });
        Some(Some(self.told_and_read(span, aggregate, name.to_owned())))
    }

    /// `count of kids`, `number of kids`, `sum of kids.age`: told and read. Nothing if it is not that.
    pub(in crate::read) fn aggregate_of(&mut self, token: Token) -> Option<Option<Expr>> {
        let (of, name) = (self.ahead(1), self.ahead(2));
        let word = self.str(token);
        let aggregate = Aggregate::said(word)?;
        let said = of.kind == T::Word && self.str(of) == "of" && !of.fresh && name.kind == T::Word && !name.fresh;
        if !said {
            return None;
        }
        if !self.reckons(aggregate, self.str(name)) {
            let help = self.help_of(aggregate, self.str(name));
            let span = self.taken(3);
            self.say(expression::reckoned_of(span, self.lexed.slice(span.start, span.end), &help));
            return Some(None);
        }
        let name = self.str(name).to_owned();
        let span = self.taken(3);
        Some(Some(self.told_and_read(span, aggregate, name)))
    }

    fn told_and_read(&mut self, span: Span, aggregate: Aggregate, name: String) -> Expr {
        let right = format!("{}({name})", aggregate.word());
        self.told_whole.push(span);
        let raw = self.lexed.slice(span.start, span.end);
        self.say(errors::reckoned_otherwise(span, raw, &right, vec![(span, right.clone())]));
        let of = path_of(&name, span);
        let kind = match aggregate {
            Aggregate::Count => ExprKind::Count { of, filter: None },
            Aggregate::Sum => ExprKind::Sum { terms: vec![Expr { span, kind: ExprKind::Path(of) }], filter: None },
        };
        Expr { span, kind }
    }

    /// `kids[].age`, `kids[1].age`, `kids.*` behind a name: told with what is asked of all of them. The outer option is whether it was that.
    pub(in crate::read) fn entry_by_number(&mut self, path: &Path) -> Option<Option<Expr>> {
        let open = self.peek();
        // `kids.*`
        let every = matches!(self.str(open), "." | ".*") && self.ahead(1).kind == T::Star;
        let glued = open.start == path.span.end && (open.kind == T::LeftBracket || every);
        if !glued || !self.heard().is_roster(&written(path)) {
            return None;
        }
        let mut end = path.span.end;
        while self.peek().start == end && !matches!(self.peek().kind, T::RightParen | T::End | T::Comma) {
            end = self.take().end;
        }
        let span = self.since(path.span.start);
        self.told_whole.push(span);
        let raw = self.lexed.slice(span.start, span.end);
        let inner = raw.rsplit_once("].").map_or("q", |(_, inner)| inner);
        let name = written(path);
        let help = format!(
            "write `any of {name}.{inner} …`, `all of {name}.{inner} …` or `sum({name}.{inner})`: entries of a roster are asked about all at once, and none by its number"
        );
        self.say(errors::not_by_number(span, raw, help));
        Some(None)
    }
}

/// A path as it would be written at a place.
fn path_of(name: &str, span: Span) -> Path {
    Path { span, segments: name.split('.').map(|part| Spanned::new(part.to_owned(), span)).collect() }
}

fn day(kind: Option<QuestionKind>) -> bool {
    matches!(kind, Some(QuestionKind::Year | QuestionKind::FiscalYear | QuestionKind::Month | QuestionKind::Date))
}

fn figure(kind: Option<QuestionKind>) -> bool {
    matches!(kind, Some(QuestionKind::Integer | QuestionKind::Decimal | QuestionKind::Scale))
}
