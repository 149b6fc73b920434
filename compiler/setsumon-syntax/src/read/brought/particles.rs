//! Conditions in Japanese, in which what is said of an answer stands behind it: `q が red 以外`, `n が 20 以上`, `t が未回答`,
//! `m が circle を含まない`. What stands last may turn round all that stands before it, so nothing of it is read without it.

use setsumon_diagnostics::Spanned;

use super::conditions::{path, written};
use crate::ast::{CompareOp, Expr, ExprKind, Path, Predicate, QuestionKind};
use crate::lex::to_ascii;
use crate::read::Reader;
use crate::read::hearsay::InQuotes;
use crate::token::T;

/// What stands behind an answer says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// It is this one; of several, it is among them.
    Is,
    /// It is another; of several, it is not among them.
    IsNot,
    /// A number lies so.
    Lies(CompareOp, &'static str),
    /// There is one, or there is none.
    Answered(bool),
    /// A box is ticked, or is not.
    Ticked(bool),
}

/// The longest first: `でない` ends with `ない`.
const SAID: &[(&str, Said)] = &[
    ("を選択していない", Said::IsNot),
    ("が選択されていない", Said::IsNot),
    ("を選んでいない", Said::IsNot),
    ("を選択しない", Said::IsNot),
    ("が含まれない", Said::IsNot),
    ("を含まない", Said::IsNot),
    ("を選択した", Said::Is),
    ("を選んだ", Said::Is),
    ("を選択", Said::Is),
    ("を含む", Said::Is),
    ("ではない", Said::IsNot),
    ("じゃない", Said::IsNot),
    ("でない", Said::IsNot),
    ("以外", Said::IsNot),
    ("である", Said::Is),
    ("です", Said::Is),
    ("より大きい", Said::Lies(CompareOp::Greater, ">")),
    ("より多い", Said::Lies(CompareOp::Greater, ">")),
    ("を超える", Said::Lies(CompareOp::Greater, ">")),
    ("超", Said::Lies(CompareOp::Greater, ">")),
    ("より小さい", Said::Lies(CompareOp::Less, "<")),
    ("より少ない", Said::Lies(CompareOp::Less, "<")),
    ("未満", Said::Lies(CompareOp::Less, "<")),
    ("以上", Said::Lies(CompareOp::GreaterOrEqual, ">=")),
    ("以下", Said::Lies(CompareOp::LessOrEqual, "<=")),
    ("チェックされていない", Said::Ticked(false)),
    ("チェックしていない", Said::Ticked(false)),
    ("未チェック", Said::Ticked(false)),
    ("チェックされている", Said::Ticked(true)),
    ("チェックあり", Said::Ticked(true)),
    ("チェックなし", Said::Ticked(false)),
    ("オフ", Said::Ticked(false)),
    ("オン", Said::Ticked(true)),
    ("入力されていない", Said::Answered(false)),
    ("回答されていない", Said::Answered(false)),
    ("未回答", Said::Answered(false)),
    ("無回答", Said::Answered(false)),
    ("未入力", Said::Answered(false)),
    ("未記入", Said::Answered(false)),
    ("空欄", Said::Answered(false)),
    ("空白", Said::Answered(false)),
    ("空", Said::Answered(false)),
    ("回答済み", Said::Answered(true)),
    ("回答あり", Said::Answered(true)),
    ("入力済み", Said::Answered(true)),
    ("記入済み", Said::Answered(true)),
];

/// What may stand at the very end and says nothing more.
const TAILS: [&str; 9] = ["の場合", "のとき", "の時", "場合", "とき", "ならば", "なら", "の方", "の人"];

/// A condition is hardly more words than so many.
const MOST: usize = 4;

impl Reader<'_, '_, '_> {
    /// What is said of a left side with a particle, or with a word behind the answer: told as a whole and read.
    pub(super) fn said_with_particles(&mut self, left: &Expr) -> Option<Option<Expr>> {
        let question = path(left)?;
        let name = written(&question);
        let kind = self.heard().kind(&name)?;
        let token = self.peek();
        let (begin, word) = (token.start, self.lexed.slice(token.start, token.end));
        let particle = word.starts_with(['が', 'は']);
        let words = (0..MOST).take_while(|at| {
            let token = self.ahead(*at);
            // Before a figure, `が` is read as a sign.
            let sign = *at == 0 && token.kind == T::Equal;
            let word = matches!(token.kind, T::Word | T::Number) && !crate::words::is_reserved(self.str(token));
            self.at_hand(token) && (sign || word)
        });
        for count in (1..=words.count()).rev() {
            let last = self.ahead(count - 1);
            let raw = self.lexed.slice(begin, last.end).replace([' ', '\u{3000}'], "");
            if raw.is_ascii() {
                continue;
            }
            let raw = if particle { raw.trim_start_matches(['が', 'は']) } else { raw.as_str() };
            let Some((right, read)) = self.meant_by_particles(&question, kind, raw) else { continue };
            self.taken(count);
            let whole = self.since(left.span.start);
            self.told_all(left, &right);
            return Some(Some(Expr { span: whole, kind: read }));
        }
        None
    }

    /// What a question and the words behind it mean: as it is written here, and read.
    fn meant_by_particles(&self, question: &Path, kind: QuestionKind, raw: &str) -> Option<(String, ExprKind)> {
        let name = written(question);
        let bare = TAILS.iter().find_map(|tail| raw.strip_suffix(tail)).unwrap_or(raw);
        let found = SAID.iter().find_map(|(words, said)| {
            // `ではない red`: as in English, the word before the answer.
            let value = bare.strip_suffix(words).or_else(|| bare.strip_prefix(words))?;
            Some((*said, value))
        });
        let (said, value) = found.or_else(|| (bare.len() < raw.len()).then_some((Said::Is, bare)))?;
        let subject = Some(question.clone());
        let several = matches!(kind, QuestionKind::Multi | QuestionKind::Rank);
        Some(match said {
            Said::Is | Said::IsNot => {
                let (InQuotes::Code(code) | InQuotes::Label(code)) = self.heard().meant_by(&name, value)?;
                let (code, negated) = (Spanned::new(code.to_owned(), question.span), said == Said::IsNot);
                match (several, negated) {
                    (true, false) => (
                        format!("{name} includes {}", code.value),
                        ExprKind::Predicate { subject, predicate: Predicate::Includes(code) },
                    ),
                    (true, true) => (
                        format!("{name} includes none of [{}]", code.value),
                        ExprKind::Predicate { subject, predicate: Predicate::IncludesNone(vec![code]) },
                    ),
                    (false, _) if kind == QuestionKind::Single => (
                        format!("{name} is {}{}", if negated { "not " } else { "" }, code.value),
                        ExprKind::Predicate { subject, predicate: Predicate::Is { code, negated } },
                    ),
                    (false, _) => return None,
                }
            }
            Said::Lies(op, sign) => {
                let ascii = to_ascii(value);
                let figures = ascii.trim_end_matches(|char: char| !char.is_ascii_digit());
                let number = !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit());
                // What is counted is a word or two signs, `20歳`, `3か月`; `10万` is another figure.
                let counted = ascii.get(figures.len()..).unwrap_or_default();
                let plain =
                    counted.chars().count() <= 2 && !counted.contains(['万', '億', '千', '百', '十', '割', '%']);
                if !number || !plain || kind == QuestionKind::Single || several {
                    return None;
                }
                let side = |kind| Box::new(Expr { span: question.span, kind });
                let left = side(ExprKind::Path(question.clone()));
                let op = Spanned::new(op, question.span);
                let right = side(ExprKind::Number(figures.to_owned()));
                (format!("{name} {sign} {figures}"), ExprKind::Compare { left, op, right })
            }
            Said::Answered(_) | Said::Ticked(_) if !value.is_empty() => return None,
            Said::Ticked(_) if kind != QuestionKind::Flag => return None,
            Said::Ticked(holds) | Said::Answered(holds) if kind == QuestionKind::Flag => {
                let predicate = Predicate::Ticked { negated: !holds };
                let not = if holds { "" } else { "not " };
                (format!("{name} is {not}ticked"), ExprKind::Predicate { subject, predicate })
            }
            Said::Ticked(_) => return None,
            Said::Answered(holds) => {
                let answered = ExprKind::Answered(question.clone());
                let blank = || ExprKind::Not(Box::new(Expr { span: question.span, kind: answered.clone() }));
                let not = if holds { "" } else { "not " };
                (format!("{not}answered {name}"), if holds { answered.clone() } else { blank() })
            }
        })
    }
}
