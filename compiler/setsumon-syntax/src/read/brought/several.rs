//! Several answers and boxes in the conditions of other languages: `is one of [a, b]`, `includes a or b`, `does not include a`,
//! `in (a, b)`, `agreed = true`.

use setsumon_diagnostics::Spanned;

use super::conditions::{path, written};
use crate::ast::{Expr, ExprKind, Name, Path, Predicate, QuestionKind};
use crate::errors::{foreign as errors, head};
use crate::foreign::{self, Answer};
use crate::read::Reader;
use crate::token::{T, Token};

/// Codes of options in a list of words.
pub(super) struct Listed {
    pub(super) codes: Vec<Name>,
    /// The word that joins them; none where only commas do.
    pub(super) joint: Option<&'static str>,
    /// So many tokens there are up to its end.
    pub(super) tokens: usize,
}

impl Reader<'_, '_, '_> {
    fn takes_several(&self, name: &str) -> bool {
        matches!(self.heard().kind(name), Some(QuestionKind::Multi | QuestionKind::Rank))
    }

    /// `how is one of [foot, bike]`.
    pub(super) fn is_one_of(&mut self, left: &Expr, question: &Path, at: usize, negated: bool) -> Option<Option<Expr>> {
        let (word, of, open) = (self.ahead(at), self.ahead(at + 1), self.ahead(at + 2));
        let said = matches!(self.str(word), "one" | "any" | "either") && of.kind == T::Word && self.str(of) == "of";
        if !said || !matches!(open.kind, T::LeftBracket | T::LeftParen) || !self.at_hand(open) {
            return None;
        }
        let name = written(question);
        self.taken(at + 2);
        let told = self.out.len();
        let codes = self.code_list("in", false, Some(&name));
        let list = codes.iter().map(|code| code.value.as_str()).collect::<Vec<_>>().join(", ");
        // Of the whole it is told what to write.
        self.out.drop_since(told, self.since(open.start));
        let (right, said, turned) = match (self.takes_several(&name), negated) {
            (true, false) => (format!("{name} includes any of [{list}]"), Predicate::IncludesAny(codes), false),
            (true, true) => (format!("{name} includes none of [{list}]"), Predicate::IncludesNone(codes), false),
            (false, false) => (format!("{name} in [{list}]"), Predicate::In(codes), false),
            (false, true) => (format!("not {name} in [{list}]"), Predicate::In(codes), true),
        };
        self.told_whole(left, &right);
        let inside = self.said(left, question.clone(), said);
        let span = inside.span;
        Some(Some(if turned { Expr { span, kind: ExprKind::Not(Box::new(inside)) } } else { inside }))
    }

    /// `liked includes cake or tea`, where both are options of it.
    pub(super) fn includes_several(&mut self, left: &Expr) -> Option<Option<Expr>> {
        let question = path(left)?;
        let name = written(&question);
        let Listed { codes, joint, tokens } = self.listed(&name, 1)?;
        let word = joint.unwrap_or_default();
        if word.is_empty() {
            let list = codes.iter().map(|code| code.value.as_str()).collect::<Vec<_>>().join(", ");
            self.taken(tokens);
            let either = format!("{name} includes any of [{list}]` or `{name} includes all of [{list}]");
            let span = self.since(left.span.start);
            self.say(errors::said_otherwise(span, self.lexed.slice(span.start, span.end), &either, Vec::new()));
            return Some(None);
        }
        self.taken(tokens);
        let list = codes.iter().map(|code| code.value.as_str()).collect::<Vec<_>>().join(", ");
        let (which, said) = match word {
            "or" => ("any", Predicate::IncludesAny(codes)),
            _ => ("all", Predicate::IncludesAll(codes)),
        };
        self.told_whole(left, &format!("{name} includes {which} of [{list}]"));
        Some(Some(self.said(left, question, said)))
    }

    /// The codes of a list in words, so far ahead: `cake, tea or ale`. None of one alone.
    pub(super) fn listed(&mut self, question: &str, from: usize) -> Option<Listed> {
        let first = self.ahead(from);
        if !self.is_code(first) {
            return None;
        }
        let mut codes: Vec<Name> = vec![Spanned::new(self.str(first).to_owned(), self.span(first))];
        let (mut joint, mut at) = (None, from + 1);
        loop {
            // `foot/bike`, too.
            let comma = matches!(self.ahead(at).kind, T::Comma | T::Slash) && self.at_hand(self.ahead(at));
            let word = self.ahead(at + usize::from(comma));
            let said = match self.str(word) {
                "or" if word.kind == T::Word && self.at_hand(word) => Some("or"),
                "and" if word.kind == T::Word && self.at_hand(word) => Some("and"),
                _ => None,
            };
            let behind = at + usize::from(comma) + usize::from(said.is_some());
            let next = self.ahead(behind);
            let joined = behind > at
                && self.is_code(next)
                && self.at_hand(next)
                && (joint.is_none() || said.is_none() || said == joint);
            if !joined || !self.heard().may_have(question, self.str(next)) {
                break;
            }
            self.at += behind;
            let condition = self.continues_with_predicate();
            self.at -= behind;
            if condition {
                break;
            }
            codes.push(Spanned::new(self.str(next).to_owned(), self.span(next)));
            joint = joint.or(said);
            at = behind + 1;
        }
        (codes.len() > 1).then_some(Listed { codes, joint, tokens: at })
    }

    /// `liked not includes cake`, `liked does not include cake`; `not` stands so far ahead.
    pub(super) fn not_includes(&mut self, left: &Expr, at: usize) -> Option<Option<Expr>> {
        let (not, verb, code) = (self.ahead(at), self.ahead(at + 1), self.ahead(at + 2));
        let said = self.str(not) == "not" && ["include", "includes", "contain", "contains"].contains(&self.str(verb));
        if !said || !self.is_code(code) || !self.at_hand(code) {
            return None;
        }
        let question = path(left)?;
        let name = written(&question);
        let several = self.listed(&name, at + 2).filter(|listed| listed.joint != Some("and"));
        let codes = match several {
            Some(Listed { codes, joint: _, tokens }) => {
                self.taken(tokens);
                codes
            }
            None => {
                self.taken(at + 2);
                vec![self.used_code()]
            }
        };
        let list = codes.iter().map(|code| code.value.as_str()).collect::<Vec<_>>().join(", ");
        self.told_whole(left, &format!("{name} includes none of [{list}]"));
        Some(Some(self.said(left, question, Predicate::IncludesNone(codes))))
    }

    /// Whether `is between 18 …` is at hand; an option may be called so.
    pub(super) fn is_between_figures(&self) -> bool {
        let (word, figure) = (self.ahead(1), self.ahead(2));
        let figures = matches!(figure.kind, T::Number | T::Date | T::Minus) && self.at_hand(figure);
        word.kind == T::Word && self.str(word) == "between" && figures
    }

    /// `liked excludes cake`: told and read.
    pub(super) fn excludes(&mut self, left: &Expr) -> Option<Expr> {
        let question = path(left)?;
        let name = written(&question);
        self.take();
        let code = self.answer("includes none of", Some(&name))?;
        let (right, said) = match self.takes_several(&name) {
            true => (format!("{name} includes none of [{}]", code.value), Predicate::IncludesNone(vec![code])),
            false => (format!("{name} is not {}", code.value), Predicate::Is { code, negated: true }),
        };
        self.told_all(left, &right);
        Some(self.said(left, question, said))
    }

    /// `name = ""`: what stands in quotes is empty, and so is the answer.
    pub(super) fn compared_to_nothing(&mut self, left: &Expr) -> Option<Option<Expr>> {
        let question = path(left)?;
        let answered = self.peek().kind == T::NotEqual;
        let signs = self.taken(2);
        self.told_whole.push(signs);
        let name = written(&question);
        let not = if answered { "" } else { "not " };
        if self.heard().kind(&name) == Some(QuestionKind::Flag) {
            self.told_all(left, &format!("{name} is {not}ticked"));
            return Some(Some(self.said(left, question, Predicate::Ticked { negated: !answered })));
        }
        self.told_all(left, &format!("{not}answered {name}"));
        let span = self.since(left.span.start);
        let given = Expr { span, kind: ExprKind::Answered(question) };
        Some(Some(if answered { given } else { Expr { span, kind: ExprKind::Not(Box::new(given)) } }))
    }

    /// `cake in liked`: the option before its question.
    pub(super) fn option_in_question(&mut self, left: &Expr) -> Option<Option<Expr>> {
        let question = self.ahead(1);
        let option = written(&path(left)?);
        let name = self.str(question).to_owned();
        let several = self.takes_several(&name);
        if !(several || self.heard().kind(&name) == Some(QuestionKind::Single)) {
            return None;
        }
        if question.kind != T::Word || !self.at_hand(question) || !self.heard().may_have(&name, &option) {
            return None;
        }
        self.taken(2);
        let verb = if several { "includes" } else { "is" };
        self.told_whole(left, &format!("{name} {verb} {option}"));
        let code = Spanned::new(option, left.span);
        let said = if several { Predicate::Includes(code) } else { Predicate::Is { code, negated: false } };
        let subject = Path { span: self.span(question), segments: vec![Spanned::new(name, self.span(question))] };
        Some(Some(self.said(left, subject, said)))
    }

    /// Whether it is a box to tick that is held against yes or no.
    pub(super) fn is_box(&self, left: &Expr) -> bool {
        let next = self.ahead(1);
        let meant = || foreign::answer(&foreign::squeezed(self.str(next)));
        let is_box = || path(left).and_then(|path| self.heard().kind(&written(&path))) == Some(QuestionKind::Flag);
        next.kind == T::Word
            && self.at_hand(next)
            && matches!(meant(), Some(Answer::Ticked | Answer::Unticked))
            && is_box()
    }

    /// `agreed = true`.
    pub(super) fn box_compared(&mut self, left: &Expr) -> Option<Option<Expr>> {
        let question = path(left)?;
        let sign = self.peek();
        let unticked = foreign::answer(&foreign::squeezed(self.str(self.ahead(1)))) == Some(Answer::Unticked);
        let negated = unticked != (sign.kind == T::NotEqual);
        self.told_whole.push(self.span(sign));
        self.taken(2);
        let not = if negated { "not " } else { "" };
        self.told_all(left, &format!("{} is {not}ticked", written(&question)));
        Some(Some(self.said(left, question, Predicate::Ticked { negated })))
    }

    /// `in foot, bike`, `in foot or bike`: told and read.
    pub(in crate::read) fn codes_without_brackets(&mut self, after: &str, question: Option<&str>) -> Option<Vec<Name>> {
        let known = question.and_then(|question| self.listed(question, 0));
        let tokens = match known {
            Some(Listed { codes: _, joint: Some("and"), tokens: _ }) => return None,
            Some(Listed { codes: _, joint: _, tokens }) => tokens,
            None => {
                let mut tokens = 1;
                while self.ahead(tokens).kind == T::Comma
                    && !self.ahead(tokens).fresh
                    && self.is_code(self.ahead(tokens + 1))
                    && !self.ahead(tokens + 1).fresh
                    && !self.ahead(tokens + 2).is_text()
                {
                    tokens += 2;
                }
                tokens
            }
        };
        if tokens == 1 {
            return None;
        }
        let first = self.peek();
        let end = self.at + tokens;
        let mut names = Vec::new();
        while self.at < end {
            let token = self.peek();
            // What joins them.
            let joins = !self.is_code(token) || matches!(self.str(token), "or" | "and");
            if joins {
                self.take();
            } else {
                names.push(self.used_code());
            }
        }
        let span = self.since(first.start);
        let list = names.iter().map(|name: &Name| name.value.as_str()).collect::<Vec<_>>().join(", ");
        self.told_whole.push(span);
        self.say(head::several_without_brackets(span, after, &format!("[{list}]")));
        Some(names)
    }

    /// `(a, b)` or `{a, b}` where codes in brackets should stand: told and read.
    pub(in crate::read) fn codes_in_other_brackets(&mut self) -> Option<Vec<Name>> {
        let open = self.peek();
        let pairs = [(T::LeftParen, T::RightParen), (T::Open, T::Close)];
        let closing = pairs.into_iter().find_map(|(sign, closing)| (sign == open.kind).then_some(closing))?;
        let mut at = 1;
        let mut codes = 0;
        while self.ahead(at).kind != closing {
            let token = self.ahead(at);
            if token.fresh || !(self.is_code(token) || token.kind == T::Comma) {
                return None;
            }
            codes += usize::from(self.is_code(token));
            at += 1;
        }
        let close = self.ahead(at);
        if codes == 0 || close.start == close.end {
            return None;
        }
        self.take();
        let mut names = Vec::new();
        while self.peek().kind != closing {
            if self.take_if(T::Comma).is_none() {
                names.push(self.used_code());
            }
        }
        self.take();
        let span = self.since(open.start);
        let list = names.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(", ");
        let edits = vec![(self.span(open), "[".to_owned()), (self.span(close), "]".to_owned())];
        let raw = self.lexed.slice(span.start, span.end);
        self.say(errors::other_brackets(span, raw, &format!("[{list}]"), edits));
        Some(names)
    }

    /// Whether `{age}` is at hand, as a question is named elsewhere, and something is said of it on its line.
    pub(in crate::read) fn name_in_braces(&self) -> bool {
        let (open, name, close, behind) = (self.peek(), self.ahead(1), self.ahead(2), self.ahead(3));
        let named = open.kind == T::Open && name.kind == T::Word && close.kind == T::Close;
        let signs = [T::Equal, T::NotEqual, T::Less, T::LessOrEqual, T::Greater, T::GreaterOrEqual];
        let word = || self.str(behind);
        let said = signs.contains(&behind.kind)
            || (behind.kind == T::Word
                && (matches!(word(), "is" | "in" | "includes" | "not")
                    || foreign::operator(&foreign::squeezed(word())).is_some()
                    || foreign::is_alone(&foreign::squeezed(word())).is_some()));
        named && !behind.fresh && said && self.heard().kind(self.str(name)).is_some()
    }

    /// `[age]`, `{age}`, as a question is named elsewhere: told and read.
    pub(in crate::read) fn question_in_brackets(&mut self) -> Option<Expr> {
        let (open, close) = (self.peek(), self.ahead(2));
        let square = open.kind == T::LeftBracket && self.ahead(1).kind == T::Word && close.kind == T::RightBracket;
        if !square && !self.name_in_braces() {
            return None;
        }
        self.take();
        let name = self.peek();
        let path = self.name_with_more(name).unwrap_or_else(|| self.path());
        self.take();
        let span = self.since(open.start);
        self.told_whole.push(span);
        let right = written(&path);
        self.say(errors::said_otherwise(
            span,
            self.lexed.slice(span.start, span.end),
            &right,
            vec![(span, right.clone())],
        ));
        Some(Expr { span, kind: ExprKind::Path(path) })
    }

    /// `{liked} anyof ["cake", "tea"]`, `how notempty`: told and read.
    pub(super) fn said_alone(&mut self, left: &Expr) -> Option<Option<Expr>> {
        let blank = foreign::is_alone(&foreign::squeezed(self.str(self.peek())))?;
        let question = path(left)?;
        self.heard().kind(&written(&question))?;
        self.take();
        let right = format!("{}answered {}", if blank { "not " } else { "" }, written(&question));
        self.told_all(left, &right);
        let span = self.since(left.span.start);
        let answered = Expr { span, kind: ExprKind::Answered(question) };
        Some(Some(if blank { Expr { span, kind: ExprKind::Not(Box::new(answered)) } } else { answered }))
    }

    /// `{liked} anyof ["cake", "tea"]`.
    pub(super) fn any_of_list(&mut self, left: &Expr) -> Option<Expr> {
        let question = path(left)?;
        let name = written(&question);
        let word = foreign::squeezed(self.str(self.peek()));
        self.take();
        let (told, start) = (self.out.len(), self.peek().start);
        let codes = self.code_list("in", false, Some(&name));
        self.out.drop_since(told, self.since(start));
        let list = codes.iter().map(|code| code.value.as_str()).collect::<Vec<_>>().join(", ");
        let (any, all) =
            (matches!(word.as_str(), "anyof" | "containsany"), matches!(word.as_str(), "allof" | "containsall"));
        let (right, said) = match self.takes_several(&name) {
            true if all => (format!("{name} includes all of [{list}]"), Predicate::IncludesAll(codes)),
            // In some tools `contains` asks for one of them, in others for each.
            true if !any && codes.len() > 1 => {
                let span = self.since(left.span.start);
                self.out.drop_last_within(span);
                self.told_whole.push(span);
                let either = format!(
                    "{name} includes all of [{list}]`, or `{name} includes any of [{list}]` if one of them is enough"
                );
                self.say(errors::may_mean_two(span, self.lexed.slice(span.start, span.end), &either));
                return None;
            }
            true => (format!("{name} includes any of [{list}]"), Predicate::IncludesAny(codes)),
            false => (format!("{name} in [{list}]"), Predicate::In(codes)),
        };
        self.told_all(left, &right);
        Some(self.said(left, question, said))
    }

    /// The same as `told_whole`, where what was said of the signs and names in it is part of the one mistake.
    pub(super) fn told_all(&mut self, left: &Expr, right: &str) {
        let span = self.since(left.span.start);
        self.out.drop_last_within(span);
        self.told_whole.push(span);
        self.told_whole(left, right);
    }

    /// Whether `any` or `all` at hand stands before a question of the survey: `any rating is poor`. `next` is that word.
    pub(in crate::read) fn lacks_of(&self, next: Token) -> bool {
        let said = self.ahead(2);
        let says = said.kind == T::Word && ["is", "in", "includes"].contains(&self.str(said)) && !said.fresh;
        next.kind == T::Word && !next.fresh && says && self.of_several(self.str(next))
    }

    /// Takes the `of` behind `any` or `all`, and tells where it is left out, or where another word stands for both.
    pub(in crate::read) fn of_behind(&mut self, token: Token, all: bool) {
        let of = self.peek();
        let (span, raw) = (self.span(token), self.str(token));
        let word = if all { "all" } else { "any" };
        if of.kind == T::Word && self.str(of) == "of" {
            self.take();
            return;
        }
        let right = format!("{word} of {} …", self.str(of));
        let told = errors::said_otherwise(span, raw, &right, Vec::new());
        self.say(told.fix(format!("write `{word} of`"), vec![(span, format!("{word} of"))]));
    }
}
