//! Figures in brackets at the word for the kind, at the code or behind the label, as languages of data have them: `STRING[20] name`,
//! `varchar(20) name`, `text name[20]`, `decimal(8, 2) cost`, `scale(5) mood`, 複数選択（3つまで）.

use setsumon_diagnostics::{Span, Spanned};

use super::Kind;
use super::kinds::Told;
use super::limits::most_of;
use crate::ast::{Clause, ClauseKind, Expr, ExprKind, QuestionKind, Statement};
use crate::clauses::{ClauseWord, Rank};
use crate::foreign::{self, Said};
use crate::read::Reader;
use crate::read::order::{rank_of, word_of};
use crate::token::{T, Token};
use crate::words;

/// No long text is that short.
const FEW: u32 = 30;

/// Figures in brackets.
#[derive(Debug, Clone)]
pub(super) struct Beside {
    /// With their brackets, and the blanks before them.
    span: Span,
    figures: Figures,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figures {
    One(u32),
    /// Two with a comma between, as figures have that are so long and of so many places.
    Two(u32, u32),
    /// From one to another.
    Range(u32, u32),
}

/// What stands there.
enum What {
    Figures(Figures),
    Kind(Said),
}

/// What figures are to be written as.
struct Right {
    words: String,
    /// Whether nothing else could be meant.
    sure: bool,
    clauses: Vec<(ClauseWord, ClauseKind)>,
}

impl Reader<'_, '_, '_> {
    /// Takes what stands in brackets at the token before, if that is what another language says of a kind there.
    pub(in crate::read) fn take_beside(&mut self, statement: &mut Statement) {
        if !matches!(statement.kind, Kind::Question(_)) || self.habits.beside.is_some() {
            return;
        }
        // Behind a code another statement may begin.
        if statement.code.is_some() && matches!(self.peek().kind, T::Word | T::Number) {
            return;
        }
        let Some((what, tokens)) = self.beside_at_hand() else { return };
        let before = self.last_end;
        let taken = self.taken(tokens);
        match what {
            What::Figures(figures) => {
                self.told_whole.push(taken);
                let span = Span::new(self.file_id(), before, taken.end);
                self.habits.beside = Some(Beside { span, figures });
            }
            What::Kind(said) => {
                let span = Span::new(self.file_id(), before, taken.end);
                self.kind_beside(statement, span, said);
            }
        }
    }

    fn beside_at_hand(&self) -> Option<(What, usize)> {
        self.beside_at(0)
    }

    fn beside_at(&self, from: usize) -> Option<(What, usize)> {
        let (open, next) = (self.ahead(from), self.ahead(from + 1));
        if open.fresh {
            return None;
        }
        let kind =
            |token: Token| (token.kind == T::Word && !token.fresh).then(|| foreign::said(self.str(token))).flatten();
        let ask = |said: &Said| matches!(said, Said::Kind(_) | Said::Perhaps(_, _));
        // `text:date born`, `text/email mail`
        if matches!(open.kind, T::Strange | T::Slash) && matches!(self.str(open), ":" | "：" | "/") {
            let said = kind(next).filter(ask).filter(|_| open.start == self.last_end)?;
            return Some((What::Kind(said), 2));
        }
        // `text email mail "…"`
        if open.kind == T::Word {
            let label = self.ahead(from + 2);
            let said = words::question_kind(self.str(open)).and_then(|_| kind(open)).filter(ask)?;
            let coded = self.is_code(next) && !next.fresh && label.is_text() && !label.fresh;
            return (coded && !words::is_reserved(self.str(next))).then_some((What::Kind(said), 1));
        }
        // `scale 5 mood "…"`
        if open.kind == T::Number {
            let label = self.ahead(from + 2);
            let coded = next.kind == T::Word && !next.fresh && label.is_text() && !label.fresh;
            let figure = self.str(open).parse().ok().filter(|_| coded)?;
            return Some((What::Figures(Figures::One(figure)), 1));
        }
        let pairs = [(T::LeftParen, T::RightParen), (T::LeftBracket, T::RightBracket), (T::Less, T::Greater)];
        let (_, close) = pairs.into_iter().find(|(kind, _)| *kind == open.kind)?;
        if open.kind == T::Less && open.start != self.last_end {
            return None;
        }
        let closes = |at: usize| self.ahead(from + at).kind == close && !self.ahead(from + at).fresh;
        if let Some(said) = kind(next).filter(ask).filter(|_| closes(2)) {
            return Some((What::Kind(said), 3));
        }
        if let Some(most) = most_of(self.str(next)).filter(|_| closes(2)) {
            return Some((What::Figures(Figures::One(most)), 3));
        }
        let number = |at: usize| {
            (self.ahead(from + at).kind == T::Number)
                .then(|| self.str(self.ahead(from + at)).parse::<u32>().ok())
                .flatten()
        };
        let one = number(1)?;
        if closes(2) {
            return Some((What::Figures(Figures::One(one)), 3));
        }
        let (joint, other) = (self.ahead(from + 2), number(3)?);
        let ranged = matches!(joint.kind, T::Range | T::Minus) || self.str(joint) == "to";
        let figures = if ranged { Figures::Range(one, other) } else { Figures::Two(one, other) };
        ((ranged || joint.kind == T::Comma) && closes(4)).then_some((What::Figures(figures), 5))
    }

    /// Figures in brackets so far ahead, behind the word for a kind: as they are to be written, whether nothing else could be meant, and
    /// how many tokens they are.
    pub(super) fn figures_behind(&self, at: usize, keyword: &str) -> Option<(String, bool, usize)> {
        let kind = words::question_kind(keyword)?;
        let What::Figures(figures) = self.beside_at(at)?.0 else { return None };
        let tokens = self.beside_at(at)?.1;
        let Right { words, sure, clauses: _ } = right_of(kind, figures, self.here())?;
        Some((format!(" {words}"), sure, tokens))
    }

    /// How many options there seem to be in the `{ }` at hand.
    fn options_at_hand(&self) -> usize {
        let (mut depth, mut count) = (0_usize, 0);
        for at in 0.. {
            let (token, next) = (self.ahead(at), self.ahead(at + 1));
            depth = match token.kind == T::Open {
                true => depth + 1,
                false => depth - usize::from(token.kind == T::Close && depth > 0),
            };
            if depth == 0 || token.kind == T::End {
                break;
            }
            count += usize::from(depth == 1 && self.is_code(token) && next.is_text() && !next.fresh);
        }
        count
    }

    /// What is told of figures in brackets, once the head is read; nothing if there are none. They are read as what is to be written.
    pub(super) fn told_of_figures(&mut self, statement: &mut Statement) -> Option<Told> {
        let Beside { span, figures } = self.habits.beside.take()?;
        let Kind::Question(mut kind) = statement.kind else { return None };
        // `number(8, 2)` has two decimal places.
        let places = self.habits.foreign && kind == QuestionKind::Integer && matches!(figures, Figures::Two(_, 1..10));
        if places {
            kind = QuestionKind::Decimal;
            statement.kind = Kind::Question(kind);
        }
        let keyword = words::keyword(statement.kind).unwrap_or_default();
        let head = self.head_as(statement, keyword);
        let Some(Right { words, sure, clauses }) = right_of(kind, figures, span) else {
            let help = format!("write `{head}`, without the brackets");
            let edits = vec![(span, String::new())];
            return Some(Told { span, help, keyword: None, edits });
        };
        let said =
            |statement: &Statement, word| statement.clauses.iter().any(|clause| word_of(&clause.kind) == Some(word));
        let free = clauses.iter().all(|(word, _)| !said(statement, *word));
        let count = |most: u32| usize::try_from(most).is_ok_and(|most| most <= self.options_at_hand());
        let fits = clauses
            .iter()
            .all(|(_, kind)| if let ClauseKind::Pick { min: _, max } = kind { count(max.value) } else { true });
        let place = place_for(statement, Rank::Setting);
        let place =
            if clauses.iter().any(|(word, _)| word.rank() == Rank::Shape) { behind_label(statement) } else { place };
        if free && fits {
            statement.clauses.extend(clauses.into_iter().map(|(_, kind)| Clause { span, kind }));
        }
        let edits = vec![(span, String::new()), (place, format!(" {words}"))];
        let edits = if sure && free && fits { edits } else { Vec::new() };
        let keyword = Some("decimal").filter(|_| places && !edits.is_empty());
        Some(Told { span, help: format!("write `{head} {words}`"), keyword, edits })
    }
}

/// What figures in brackets are in this language, at a kind of question.
fn right_of(kind: QuestionKind, figures: Figures, span: Span) -> Option<Right> {
    let (first, last) = match figures {
        Figures::One(only) => (None, only),
        Figures::Two(first, last) | Figures::Range(first, last) => (Some(first), last),
    };
    let number = |number: u32| Expr { span, kind: ExprKind::Number(number.to_string()) };
    let right = |words: String, sure, clauses| Some(Right { words, sure, clauses });
    match kind {
        // So few are as likely lines.
        QuestionKind::LongText if last < FEW => right(format!("layout lines {last}"), false, Vec::new()),
        QuestionKind::Text
        | QuestionKind::LongText
        | QuestionKind::Email
        | QuestionKind::Tel
        | QuestionKind::Postal
        | QuestionKind::Url => {
            let length = ClauseKind::MaxLength(Spanned::new(last, span));
            right(format!("max_length {last}"), last > 0, vec![(ClauseWord::MaxLength, length)])
        }
        QuestionKind::Integer | QuestionKind::Year | QuestionKind::FiscalYear => match (figures, first) {
            (Figures::Range(_, _), Some(first)) if first < last => {
                let limits = vec![
                    (ClauseWord::Min, ClauseKind::Min(number(first))),
                    (ClauseWord::Max, ClauseKind::Max(number(last))),
                ];
                right(format!("min {first} max {last}"), true, limits)
            }
            // So many digits, or so wide on a screen: the author knows which.
            (Figures::One(_), _) if kind == QuestionKind::Integer && (1..10).contains(&last) => {
                right(format!("max {}", "9".repeat(usize::try_from(last).unwrap_or(1))), false, Vec::new())
            }
            (_, _) => None,
        },
        QuestionKind::Decimal => {
            let digits = if (1..10).contains(&last) { last } else { 2 };
            let clause = ClauseKind::Digits(Spanned::new(digits, span));
            let sure = matches!(figures, Figures::Two(_, _)) && digits == last;
            right(format!("digits {digits}"), sure, vec![(ClauseWord::Digits, clause)])
        }
        QuestionKind::Scale => {
            let from = first.unwrap_or(1);
            let points =
                ClauseKind::Points { from: Spanned::new(from.into(), span), to: Spanned::new(last.into(), span) };
            right(format!("{from} to {last}"), from < last, vec![(ClauseWord::Points, points)])
        }
        QuestionKind::Multi | QuestionKind::Rank => {
            let least = first.unwrap_or(1);
            let pick = ClauseKind::Pick { min: Spanned::new(least, span), max: Spanned::new(last, span) };
            let fits = 0 < least && least <= last;
            fits.then(|| Right {
                words: format!("pick {least}..{last}"),
                sure: true,
                clauses: vec![(ClauseWord::Pick, pick)],
            })
        }
        QuestionKind::Single | QuestionKind::Month | QuestionKind::Date | QuestionKind::Flag => None,
    }
}

/// The empty place behind the label of a head, or behind what stands for it.
pub(super) fn behind_label(statement: &Statement) -> Span {
    let label = statement.label.as_ref().map(|label| label.span.after());
    label.or(statement.code.as_ref().map(|code| code.span.after())).unwrap_or(statement.kind_span.after())
}

/// The empty place where a clause of a rank goes in a head: behind the last that stands before it.
pub(super) fn place_for(statement: &Statement, rank: Rank) -> Span {
    let before = statement.clauses.iter().filter(|clause| rank_of(&clause.kind) <= rank && !clause.span.is_empty());
    before.map(|clause| clause.span.after()).max_by_key(|span| span.start).map_or(behind_label(statement), |last| {
        let label = behind_label(statement);
        if last.start > label.start { last } else { label }
    })
}
