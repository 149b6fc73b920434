//! Numbers as people write them elsewhere: `1,000`, `0,5`.

use crate::ast::{Expr, ExprKind};
use crate::errors::foreign as errors;
use crate::read::Reader;
use crate::token::T;

impl Reader<'_, '_, '_> {
    /// A number with commas in it at hand, told and read. `whole` says whether it can only be a whole one, where that is known: `1,500`
    /// is a thousand and a half, or one and a half, by where its author is from.
    pub(in crate::read) fn number_with_commas(&mut self, whole: Option<bool>) -> Option<Expr> {
        let first = self.peek();
        let (mut end, mut tokens) = (first.end, 1);
        let mut groups = vec![self.str(first)];
        loop {
            let (comma, next) = (self.ahead(tokens), self.ahead(tokens + 1));
            let glued = comma.kind == T::Comma && comma.start == end && next.start == comma.end;
            if !glued || next.kind != T::Number {
                break;
            }
            groups.push(self.str(next));
            (end, tokens) = (next.end, tokens + 2);
        }
        let [before, behind @ ..] = groups.as_slice() else { return None };
        let last = behind.last()?;
        let figures = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
        let (inner, point) = last.split_once('.').map_or((*last, ""), |(inner, _)| (inner, "."));
        let of_three = behind.iter().rev().skip(1).chain([&inner]).all(|group| group.len() == 3 && figures(group));
        let thousands = of_three && figures(before) && before.len() <= 3 && !before.starts_with('0');
        let decimal = format!("{before}.{last}");
        let may_be_decimal = behind.len() == 1 && point.is_empty() && figures(before) && figures(last);
        let right = match (thousands, may_be_decimal) {
            (true, _) => groups.concat(),
            (false, true) => decimal.clone(),
            (false, false) => return None,
        };
        for _ in 0..tokens {
            self.take();
        }
        let span = self.since(first.start);
        let or = (thousands && may_be_decimal && whole != Some(true)).then_some(decimal.as_str());
        // What was typed in full width is told with it.
        self.told_whole.push(span);
        self.say(errors::number_with_commas(span, self.lexed.slice(span.start, span.end), &right, or));
        Some(Expr { span, kind: ExprKind::Number(right) })
    }
}
