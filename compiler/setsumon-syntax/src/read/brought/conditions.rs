//! Conditions in the words of other languages, and in plain English that this language says otherwise.

use super::several::Listed;
use setsumon_diagnostics::{Span, Spanned};

use crate::ast::{CompareOp, Expr, ExprKind, Name, Path, Predicate, QuestionKind};
use crate::errors::{expression, foreign as errors, typing};
use crate::foreign::{self, Answer, Operator};
use crate::read::Reader;
use crate::read::hearsay::{Hearsay, InQuotes};
use crate::token::{T, Token};
use crate::words;

impl<'l> Reader<'l, '_, '_> {
    /// What the words of the file say of its codes.
    pub(in crate::read) fn heard(&self) -> &Hearsay<'l> {
        self.heard_by_all()
    }

    /// What somebody says of a left side in other words. The outer option is whether that is so, the inner one what is read.
    pub(in crate::read) fn said_otherwise(&mut self, left: &Expr) -> Option<Option<Expr>> {
        let token = self.peek();
        if !self.at_hand(token) {
            return None;
        }
        let said = self.lexed.slice(token.start, token.end);
        if matches!(token.kind, T::Word | T::Equal)
            && !said.is_ascii()
            && let Some(read) = self.said_with_particles(left)
        {
            return Some(read);
        }
        let of_text = self.ahead(1).is_text() && self.at_hand(self.ahead(1));
        if matches!(token.kind, T::Equal | T::NotEqual) && of_text && self.lexed.content(self.ahead(1)).0.is_empty() {
            return self.compared_to_nothing(left);
        }
        if matches!(token.kind, T::Equal | T::NotEqual) && self.is_box(left) {
            return self.box_compared(left);
        }
        if let Some(read) = self.is_labelled(left) {
            return Some(read);
        }
        // `how = EMPTY`, `how != RESPONSE`.
        if matches!(token.kind, T::Equal | T::NotEqual)
            && self.ahead(1).kind == T::Word
            && matches!(
                foreign::answer(&foreign::squeezed(self.str(self.ahead(1)))),
                Some(Answer::Answered | Answer::Blank)
            )
            && let Some(read) = self.is_otherwise(left, token.kind == T::NotEqual, 1)
        {
            return Some(read);
        }
        // Elsewhere the types tell what `=` means; of what stands in quotes nothing more will be known.
        let option = self.in_quotes
            && self.ahead(1).kind == T::Word
            && path(left).is_some_and(|path| self.heard().may_have(&written(&path), self.str(self.ahead(1))));
        if option && matches!(token.kind, T::Equal | T::NotEqual) {
            return Some(self.equality(left, token.kind == T::NotEqual));
        }
        let doubled = token.mended > 0 && self.lexed.slice(token.start, token.end) == "==";
        if token.kind == T::Equal && (doubled || of_text) {
            return Some(self.equality(left, false));
        }
        if token.kind == T::NotEqual && of_text {
            return Some(self.equality(left, true));
        }
        if token.kind != T::Word {
            return None;
        }
        match self.str(token) {
            "is" if self.is_between_figures() => {
                self.take();
                Some(self.between(left))
            }
            "is" => {
                let negated = self.ahead(1).kind == T::Word && self.str(self.ahead(1)) == "not";
                self.is_otherwise(left, negated, if negated { 2 } else { 1 })
            }
            "includes" => self.includes_several(left),
            "not" => self.not_in(left).or_else(|| self.not_includes(left, 0)),
            "does" | "do" | "did" => self.not_includes(left, 1),
            "in" => self.in_range(left).or_else(|| self.option_in_question(left)),
            word if words::is_reserved(word) => None,
            word => {
                if let Some(read) = self.said_alone(left) {
                    return Some(read);
                }
                let meant = foreign::operator(&foreign::squeezed(word))?;
                let next = self.ahead(1);
                if meant == Operator::Includes && next.kind == T::LeftBracket && self.at_hand(next) {
                    return Some(self.any_of_list(left));
                }
                let operand =
                    self.is_code(next) || next.is_text() || matches!(next.kind, T::Date | T::LeftParen | T::Minus);
                if !operand || !self.at_hand(next) {
                    return None;
                }
                Some(self.operator(left, meant))
            }
        }
    }

    fn operator(&mut self, left: &Expr, meant: Operator) -> Option<Expr> {
        let token = self.peek();
        match meant {
            Operator::Excludes => self.excludes(left),
            Operator::Equals => self.equality(left, false),
            Operator::Differs => self.equality(left, true),
            Operator::Between => self.between(left),
            Operator::Includes => {
                self.replaced(token, "includes");
                self.take();
                let path = path(left)?;
                let code = self.answer("includes", Some(&written(&path)))?;
                Some(self.said(left, path, Predicate::Includes(code)))
            }
            Operator::Sign(sign) => {
                let (sign, tokens) = self.sign_in_words(sign);
                let span = self.taken(tokens);
                let told = errors::foreign_word(span, self.words(span), format!("write `{sign}`"));
                self.say(told.fix(format!("write `{sign}`"), vec![(span, sign.to_owned())]));
                let op = match sign {
                    ">" => CompareOp::Greater,
                    ">=" => CompareOp::GreaterOrEqual,
                    "<" => CompareOp::Less,
                    _ => CompareOp::LessOrEqual,
                };
                self.compare(left, op, token)
            }
        }
    }

    /// `greater than`, `less than or equal to`: the sign, and how many tokens it is.
    fn sign_in_words(&self, sign: &'static str) -> (&'static str, usize) {
        let says = |at: usize, word: &str| {
            let token = self.ahead(at);
            token.kind == T::Word && self.at_hand(token) && self.str(token) == word
        };
        let than = usize::from(says(1, "than"));
        let or_equal = says(1 + than, "or") && says(2 + than, "equal");
        let to = usize::from(or_equal && says(3 + than, "to"));
        match (or_equal, sign) {
            (true, ">") => (">=", 3 + than + to),
            (true, "<") => ("<=", 3 + than + to),
            _ => (sign, 1 + than),
        }
    }

    /// `how＝自転車`, `how is 自転車`: the label of an option without its quotes, where no code can be.
    fn is_labelled(&mut self, left: &Expr) -> Option<Option<Expr>> {
        let (sign, label) = (self.peek(), self.ahead(1));
        let word = if sign.kind == T::Word { self.str(sign) } else { "" };
        let says = sign.kind == T::Equal || matches!(word, "is" | "includes" | "が" | "は");
        if !says || label.kind != T::Word || !self.at_hand(label) || self.str(label).is_ascii() {
            return None;
        }
        let question = path(left)?;
        let name = written(&question);
        let (InQuotes::Code(code) | InQuotes::Label(code)) = self.heard().meant_by(&name, self.str(label))?;
        let several = matches!(self.heard().kind(&name), Some(QuestionKind::Multi | QuestionKind::Rank));
        let span = self.taken(2);
        self.told_whole.push(span);
        let verb = if several { "includes" } else { "is" };
        self.told_whole(left, &format!("{name} {verb} {code}"));
        let code = Spanned::new(code.to_owned(), span);
        let said = if several { Predicate::Includes(code) } else { Predicate::Is { code, negated: false } };
        Some(Some(self.said(left, question, said)))
    }

    /// `年齢が18以上`, in one piece: the label of a question and a limit. Told, with the code of the question.
    pub(in crate::read) fn limit_of_label(&mut self, token: Token) -> Option<Expr> {
        let word = self.str(token);
        let (label, rest) = word.split_once(['が', 'は'])?;
        let end = rest.find(|char: char| !char.is_ascii_digit()).filter(|end| *end > 0)?;
        let (number, limit) = rest.split_at_checked(end)?;
        let limits = [("以上", ">="), ("以下", "<="), ("未満", "<"), ("より大きい", ">"), ("超", ">")];
        let (_, sign) = limits.iter().find(|(said, _)| limit.ends_with(said))?;
        let code = self.heard().labelled(label)?;
        let span = self.taken(1);
        let right = format!("{code} {sign} {number}");
        self.say(errors::said_otherwise(span, word, &right, vec![(span, right.clone())]));
        Some(Expr { span, kind: ExprKind::Unreadable })
    }

    /// Tells a word of another language for `and` or `or`.
    pub(in crate::read) fn tell_joint(&mut self, token: Token, is_or: bool) {
        if foreign::joins(self.str(token)).is_some() {
            self.replaced(token, if is_or { "or" } else { "and" });
        }
    }

    /// Tells that a word stands for another.
    fn replaced(&mut self, token: Token, right: &str) {
        let span = self.span(token);
        let told = errors::foreign_word(span, self.str(token), format!("write `{right}`"));
        self.say(told.fix(format!("write `{right}`"), vec![(span, right.to_owned())]));
    }

    fn compare(&mut self, left: &Expr, op: CompareOp, sign: Token) -> Option<Expr> {
        let right = self.sum()?;
        let span = left.span.to(right.span);
        let op = Spanned::new(op, self.span(sign));
        Some(Expr { span, kind: ExprKind::Compare { left: Box::new(left.clone()), op, right: Box::new(right) } })
    }

    pub(super) fn said(&self, left: &Expr, subject: Path, predicate: Predicate) -> Expr {
        Expr { span: self.since(left.span.start), kind: ExprKind::Predicate { subject: Some(subject), predicate } }
    }

    /// `a == b`, `a equals b`: before an option it is `is`, between figures it is `=`.
    fn equality(&mut self, left: &Expr, negated: bool) -> Option<Expr> {
        let sign = self.take();
        let (span, raw) = (self.span(sign), self.lexed.slice(sign.start, sign.end));
        let next = self.peek();
        let question = path(left);
        let kind = question.as_ref().and_then(|path| self.heard().kind(&written(path)));
        let option = next.kind == T::Word && self.at_hand(next) && !self.str(next).contains('.');
        if next.is_text()
            && let Some(question) = &question
            && let Some(InQuotes::Code(code) | InQuotes::Label(code)) =
                self.heard().meant_by(&written(question), self.lexed.content(next).0)
        {
            let several = matches!(kind, Some(QuestionKind::Multi | QuestionKind::Rank));
            let word = if several {
                "includes"
            } else if negated {
                "is not"
            } else {
                "is"
            };
            let text = self.take();
            let whole = span.to(self.span(text));
            // Elsewhere it may be the only one.
            if several && self.in_quotes && kind == Some(QuestionKind::Multi) {
                let name = written(question);
                let either = format!(
                    "{name} includes {code}`, or `{name} includes {code} and count({name}) = 1` if it is the only one"
                );
                self.told_whole.push(whole);
                self.say(errors::may_mean_two(left.span.to(whole), self.words(left.span.to(whole)), &either));
                return None;
            }
            // Of several options none is differed from.
            if several && negated {
                let right = format!("not {} includes {code}", written(question));
                self.told_whole.push(whole);
                self.say(errors::said_otherwise(whole, self.words(whole), &right, Vec::new()));
                return None;
            }
            self.told_whole.push(whole);
            self.say(expression::equals_text(whole, self.lexed.content(text).0, &format!("{word} {code}")));
            let code = Spanned::new(code.to_owned(), self.span(text));
            let said = if several { Predicate::Includes(code) } else { Predicate::Is { code, negated } };
            return Some(self.said(left, question.clone(), said));
        }
        let (op, right) = if negated { (CompareOp::NotEqual, "!=") } else { (CompareOp::Equal, "=") };
        let word = match kind {
            Some(QuestionKind::Single) if option => Some(if negated { "is not" } else { "is" }),
            Some(QuestionKind::Multi | QuestionKind::Rank) if option && !negated => Some("includes"),
            Some(_) | None => None,
        };
        if let (Some(word), Some(question)) = (word, question.clone()) {
            let told = errors::foreign_word(span, raw, format!("write `{word}` before the code of an option"));
            self.say(told.fix(format!("write `{word}`"), vec![(span, word.to_owned())]));
            let code = self.answer(word, Some(&written(&question)))?;
            let predicate =
                if word == "includes" { Predicate::Includes(code) } else { Predicate::Is { code, negated } };
            return Some(self.said(left, question, predicate));
        }
        if option && question.is_some() && kind.is_none() {
            let (left, next) = (self.lexed.slice(left.span.start, left.span.end), self.str(next));
            self.say(errors::which_equals(span, raw, left, next, negated));
            return None;
        }
        let may_have_options =
            matches!(kind, None | Some(QuestionKind::Single | QuestionKind::Multi | QuestionKind::Rank));
        if next.is_text() && question.is_some() && may_have_options {
            let text = self.take();
            let whole = span.to(self.span(text));
            self.told_whole.push(whole);
            let word = if negated { "is not" } else { "is" };
            self.say(expression::text_for_a_code(whole, self.lexed.content(text).0, word));
            return None;
        }
        // `!=` is a sign of this language too.
        if raw != right {
            self.say(typing::foreign_sign(span, raw, right));
        }
        self.compare(left, op, sign)
    }

    /// `age between 18 and 65`.
    fn between(&mut self, left: &Expr) -> Option<Expr> {
        let token = self.take();
        let low = self.sum()?;
        if !self.is_word("and") {
            self.say(errors::said_otherwise(self.span(token), self.str(token), "a >= 1 and a <= 3", Vec::new()));
            return None;
        }
        self.take();
        let high = self.sum()?;
        Some(self.range_of(left, token, low, high))
    }

    /// `age in 18..65`.
    fn in_range(&mut self, left: &Expr) -> Option<Option<Expr>> {
        let (low, dots, high) = (self.ahead(1), self.ahead(2), self.ahead(3));
        let ranged = low.kind == T::Number && dots.kind == T::Range && high.kind == T::Number;
        if !ranged || !self.at_hand(high) {
            return None;
        }
        let token = self.take();
        let low = self.sum()?;
        self.take();
        let high = self.sum()?;
        Some(Some(self.range_of(left, token, low, high)))
    }

    /// Tells what lies between two bounds as two comparisons, and reads it so.
    fn range_of(&mut self, left: &Expr, token: Token, low: Expr, high: Expr) -> Expr {
        let span = left.span.to(high.span);
        // `between 60 and 18` is what lies between 18 and 60.
        let number = |one: &Expr| self.words(one.span).parse::<f64>().ok();
        let turned = number(&low).zip(number(&high)).is_some_and(|(low, high)| low > high);
        let (low, high) = if turned { (high, low) } else { (low, high) };
        let (name, from, to) = (self.words(left.span), self.words(low.span), self.words(high.span));
        let right = format!("{name} >= {from} and {name} <= {to}");
        let before = self.lexed.slice(0, left.span.start).trim_end();
        let beside = self.is_word("or") || before.ends_with(" or") || before.ends_with(" not");
        let edit = if beside { format!("({right})") } else { right.clone() };
        self.say(errors::said_otherwise(self.span(token), self.str(token), &right, vec![(span, edit)]));
        let sign = self.span(token);
        let side = |op, right: Expr| Expr {
            span,
            kind: ExprKind::Compare {
                left: Box::new(left.clone()),
                op: Spanned::new(op, sign),
                right: Box::new(right),
            },
        };
        let sides = vec![side(CompareOp::GreaterOrEqual, low), side(CompareOp::LessOrEqual, high)];
        Expr { span, kind: ExprKind::And(sides) }
    }

    fn words(&self, span: Span) -> &'l str {
        self.lexed.text.get(span.range()).unwrap_or("")
    }

    /// What stands behind `is` that is no code: a label, `true`, `empty`, `a or b`.
    fn is_otherwise(&mut self, left: &Expr, negated: bool, at: usize) -> Option<Option<Expr>> {
        let answer = self.ahead(at);
        if answer.kind != T::Word || !self.at_hand(answer) {
            return None;
        }
        let question = path(left)?;
        let name = written(&question);
        if let Some(read) = self.is_one_of(left, &question, at, negated) {
            return Some(read);
        }
        let meant = foreign::answer(&foreign::squeezed(self.str(answer)));
        let kind = self.heard().kind(&name);
        if let (Some(meant), Some(kind)) = (meant, kind)
            && !self.heard().may_have(&name, self.str(answer))
            && !self.heard().has_one_like(&name, self.str(answer))
        {
            // A box that is empty is not ticked.
            let meant = match meant {
                Answer::Answered if kind == QuestionKind::Flag => Answer::Ticked,
                Answer::Blank if kind == QuestionKind::Flag => Answer::Unticked,
                Answer::Ticked | Answer::Unticked | Answer::Answered | Answer::Blank => meant,
            };
            let ticked = matches!(meant, Answer::Ticked | Answer::Unticked);
            if ticked != (kind == QuestionKind::Flag) {
                return None;
            }
            let (right, said) = match meant {
                Answer::Ticked | Answer::Unticked => {
                    let negated = negated != (meant == Answer::Unticked);
                    let not = if negated { "not " } else { "" };
                    (format!("{name} is {not}ticked"), Predicate::Ticked { negated })
                }
                Answer::Answered | Answer::Blank => {
                    let blank = negated != (meant == Answer::Blank);
                    let right = format!("{}answered {name}", if blank { "not " } else { "" });
                    self.taken(at + 1);
                    self.told_whole(left, &right);
                    let span = self.since(left.span.start);
                    let answered = Expr { span, kind: ExprKind::Answered(question) };
                    let kind = if blank { ExprKind::Not(Box::new(answered)) } else { return Some(Some(answered)) };
                    return Some(Some(Expr { span, kind }));
                }
            };
            self.taken(at + 1);
            self.told_whole(left, &right);
            return Some(Some(self.said(left, question, said)));
        }
        self.one_or_other(left, question, at, negated)
    }

    /// Tells that what was just taken is said otherwise, the left side included.
    pub(super) fn told_whole(&mut self, left: &Expr, right: &str) {
        let span = self.since(left.span.start);
        self.say(errors::said_otherwise(span, self.words(span), right, vec![(span, right.to_owned())]));
    }

    /// `status is ended or planned`.
    fn one_or_other(&mut self, left: &Expr, question: Path, at: usize, negated: bool) -> Option<Option<Expr>> {
        let name = written(&question);
        if let Some(Listed { codes, joint: None | Some("or"), tokens }) = self.listed(&name, at) {
            let list = codes.iter().map(|code| code.value.as_str()).collect::<Vec<_>>().join(", ");
            self.taken(tokens);
            self.told_whole(left, &format!("{}{name} in [{list}]", if negated { "not " } else { "" }));
            let inside = self.said(left, question, Predicate::In(codes));
            let span = inside.span;
            return Some(Some(if negated { Expr { span, kind: ExprKind::Not(Box::new(inside)) } } else { inside }));
        }
        let begin = self.at;
        let or = self.ahead(at + 1);
        let is_or = or.kind == T::Word && self.str(or) == "or" && self.at_hand(or);
        if !is_or || !self.is_code(self.ahead(at)) {
            return None;
        }
        let mut others = Vec::new();
        self.at += at;
        let first = self.peek();
        loop {
            let (or, next) = (self.ahead(1), self.ahead(2));
            let goes_on = or.kind == T::Word && self.str(or) == "or" && self.is_code(next) && self.at_hand(next);
            if !goes_on {
                break;
            }
            self.at += 2;
            if self.continues_with_predicate() {
                self.at -= 2;
                break;
            }
            others.push(next);
        }
        let last = self.peek();
        self.at = begin;
        let second = others.first()?;
        let codes: Vec<&str> =
            std::iter::once(first).chain(others.iter().copied()).map(|token| self.str(token)).collect();
        let not = if negated { "not " } else { "" };
        let right = format!("{not}{name} in [{}]", codes.join(", "));
        let told = expression::is_or(self.span(*second), self.str(*second), &right);
        let names: Vec<Name> = std::iter::once(first)
            .chain(others.iter().copied())
            .map(|token| Spanned::new(self.str(token).to_owned(), self.span(token)))
            .collect();
        let whole = left.span.to(self.span(last));
        while self.peek().start <= last.start && self.peek().kind != T::End {
            self.take();
        }
        self.say(told.fix(format!("write `{right}`"), vec![(whole, right)]));
        let inside = self.said(left, question, Predicate::In(names));
        let span = inside.span;
        Some(Some(if negated { Expr { span, kind: ExprKind::Not(Box::new(inside)) } } else { inside }))
    }

    /// `status not in [a, b]`.
    fn not_in(&mut self, left: &Expr) -> Option<Option<Expr>> {
        let next = self.ahead(1);
        if next.kind != T::Word || self.str(next) != "in" {
            return None;
        }
        let question = path(left)?;
        let not = self.take();
        self.take();
        let told = self.out.len();
        let codes = self.code_list("in", false, Some(&written(&question)));
        let inside = self.since(next.start);
        self.out.drop_since(told, inside);
        self.told_whole.push(inside);
        let list = codes.iter().map(|code| code.value.as_str()).collect::<Vec<_>>().join(", ");
        let right = format!("not {} in [{list}]", written(&question));
        // Beside other conditions it could lack the `says` that such a condition needs: one mistake for another.
        let before = self.lexed.slice(0, left.span.start).trim_end();
        let goes_on = self.is_word("and") || self.is_word("or");
        // Where every option is named, nobody is left who could be told of.
        let all = self.heard().count(&written(&question)).is_some_and(|count| count <= codes.len());
        let alone = !goes_on && !all && (before.ends_with("when") || before.ends_with("check"));
        let whole = alone.then(|| self.since(left.span.start));
        self.say(expression::not_in(self.span(not), &right, whole));
        let inside = self.said(left, question, Predicate::In(codes));
        Some(Some(Expr { span: inside.span, kind: ExprKind::Not(Box::new(inside)) }))
    }
}

pub(super) fn path(expr: &Expr) -> Option<Path> {
    if let ExprKind::Path(path) = &expr.kind { Some(path.clone()) } else { None }
}

/// A path as it is written.
pub(super) fn written(path: &Path) -> String {
    path.segments.iter().map(|segment| segment.value.as_str()).collect::<Vec<_>>().join(".")
}
