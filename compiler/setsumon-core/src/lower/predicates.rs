//! Predicates: what can be said of a question's answer, one family for each kind of question.

use setsumon_diagnostics::{Span, Spanned};
use setsumon_syntax::ast::{CompareOp, Expr, ExprKind, Name, Path, Predicate};

use super::Lowerer;
use super::conditions::{Pair, dotted};
use super::referents::{ChoiceReferent, Referent, TicksReferent};
use crate::errors::{names, types};
use crate::form::CalcValue;
use crate::ids::CondId;
use crate::resolve::symbols::SymbolId;

impl<'a> Lowerer<'a, '_> {
    pub(super) fn predicate(
        &mut self,
        symbol: SymbolId,
        referent: &Referent<'a>,
        span: Span,
        predicate: &Predicate,
        scope: SymbolId,
    ) -> Pair {
        match (referent, predicate) {
            (Referent::Choice(choice), Predicate::Is { code, negated }) => {
                let pair = self.is_one_of(symbol, choice, span, std::slice::from_ref(code));
                if *negated { pair.not() } else { pair }
            }
            (Referent::Choice(choice), Predicate::In(codes)) => self.is_one_of(symbol, choice, span, codes),
            (Referent::Ticks(ticks), Predicate::Includes(code)) => {
                self.includes(symbol, ticks, span, std::slice::from_ref(code), Quantity::Any)
            }
            (Referent::Ticks(ticks), Predicate::IncludesAny(codes)) => {
                self.includes(symbol, ticks, span, codes, Quantity::Any)
            }
            (Referent::Ticks(ticks), Predicate::IncludesAll(codes)) => {
                self.includes(symbol, ticks, span, codes, Quantity::All)
            }
            (Referent::Ticks(ticks), Predicate::IncludesNone(codes)) => {
                // Both need a tick to be decided, which *fails* has in it already.
                self.includes(symbol, ticks, span, codes, Quantity::Any).not()
            }
            (Referent::Flag { variable, asked }, Predicate::Ticked { negated }) => {
                let path = self.symbols.get(symbol).path.clone();
                self.note_read(*variable, &path, span, false);
                let holds = self.conds.present(*variable);
                let absent = self.conds.absent(*variable);
                let fails = self.conds.all([*asked, absent]);
                let pair = Pair { holds, fails };
                if *negated { pair.not() } else { pair }
            }
            (Referent::Value(value), Predicate::Is { code, negated }) if !value.alternatives.is_empty() => {
                let ticks = TicksReferent {
                    ticks: value.alternatives.clone(),
                    // Answered with a value is answered, and not so.
                    asked: self.conds.always(),
                };
                let path = self.symbols.get(symbol).path.clone();
                self.note_read(value.variable, &path, span, false);
                let named = self.ticks_named(symbol, &ticks, std::slice::from_ref(code), span);
                let holds = self.conds.any(named.clone());
                let mut others: Vec<CondId> = vec![self.conds.present(value.variable)];
                for (_, tick) in value.alternatives.iter() {
                    let present = self.conds.present(*tick);
                    if !named.contains(&present) {
                        others.push(present);
                    }
                }
                let pair = Pair { holds, fails: self.conds.any(others) };
                if *negated { pair.not() } else { pair }
            }
            (Referent::Calc(id), Predicate::Is { code, negated }) => {
                let pair = self.in_band(*id, span, std::slice::from_ref(code));
                if *negated { pair.not() } else { pair }
            }
            (Referent::Calc(id), Predicate::In(codes)) => self.in_band(*id, span, codes),
            (_, Predicate::Compare(op, right)) => {
                let name = self.symbols.get(symbol).path.clone();
                let left = self.operand_of(symbol, referent, span, &name);
                let right = self.operand(right, scope);
                match (left, right) {
                    (Some(left), Some(right)) => self.comparison(left, op.value, right, span),
                    _ => self.undecided(),
                }
            }
            _ => self.wrong_predicate(symbol, referent, span, predicate),
        }
    }

    fn is_one_of(&mut self, symbol: SymbolId, choice: &ChoiceReferent, span: Span, codes: &[Name]) -> Pair {
        let found = self.symbols.get(symbol);
        let (path, declared) = (found.path.clone(), found.span);
        self.note_read(choice.variable, &path, span, choice.gate);
        let mut known = Vec::new();
        for code in codes {
            if choice.codes.contains(&code.value) {
                known.push(code.value.clone());
            } else {
                let offered = self.symbols.compared_with(choice.codes.iter());
                self.say(names::unknown_option_of(code, &path, declared, &offered));
            }
        }
        if known.is_empty() {
            return self.undecided();
        }
        // In the list's order, so that the same question gives the same condition however it is written.
        known.sort_by_key(|code| choice.codes.iter().position(|known| known == code));
        known.dedup();
        Pair {
            holds: self.conds.one_of(choice.variable, known.clone()),
            fails: self.conds.none_of(choice.variable, known),
        }
    }

    /// The ticks of the options named, as conditions.
    fn ticks_named(&mut self, symbol: SymbolId, ticks: &TicksReferent, codes: &[Name], span: Span) -> Vec<CondId> {
        let found = self.symbols.get(symbol);
        let (path, declared) = (found.path.clone(), found.span);
        let mut named = Vec::new();
        for code in codes {
            match ticks.ticks.iter().find(|(known, _)| known == &code.value) {
                Some((_, tick)) => {
                    self.note_read(*tick, &path, span, false);
                    named.push(self.conds.present(*tick));
                }
                None => {
                    let offered = self.symbols.compared_with(ticks.ticks.iter().map(|(code, _)| code));
                    self.say(names::unknown_option_of(code, &path, declared, &offered));
                }
            }
        }
        named
    }

    fn includes(
        &mut self,
        symbol: SymbolId,
        ticks: &TicksReferent,
        span: Span,
        codes: &[Name],
        quantity: Quantity,
    ) -> Pair {
        let named = self.ticks_named(symbol, ticks, codes, span);
        if named.is_empty() {
            return self.undecided();
        }
        let any: Vec<CondId> = ticks.ticks.iter().map(|(_, tick)| *tick).map(|tick| self.conds.present(tick)).collect();
        let answered = self.conds.any(any);
        let holds = match quantity {
            Quantity::Any => self.conds.any(named),
            Quantity::All => self.conds.all(named),
        };
        let not = self.conds.negate(holds);
        Pair { holds, fails: self.conds.all([answered, not]) }
    }

    /// The band a derived value falls in, as comparisons of the value.
    fn in_band(&mut self, id: crate::ids::CalcId, span: Span, codes: &[Name]) -> Pair {
        let calc = self.calcs.get(id);
        let (path, origin, term, asked) = (calc.path.clone(), calc.origin, calc.term.clone(), calc.asked);
        let CalcValue::Band(rows) = calc.value.clone() else {
            self.say(types::wrong_predicate(
                span,
                &path,
                "a number",
                origin,
                &format!("a comparison, such as `{path} >= 1`"),
            ));
            return self.undecided();
        };
        for code in codes {
            if !rows.iter().any(|row| row.code == code.value) {
                let offered = self.symbols.compared_with(rows.iter().map(|row| &row.code));
                self.say(names::unknown_option_of(code, &path, origin, &offered));
            }
        }
        let mut holds = Vec::new();
        let mut fails = Vec::new();
        for row in &rows {
            let within = self.within(&term, row);
            let within = self.conds.all([asked, within]);
            if codes.iter().any(|code| code.value == row.code) { holds.push(within) } else { fails.push(within) }
        }
        self.note_calc(id, &path, span);
        Pair { holds: self.conds.any(holds), fails: self.conds.any(fails) }
    }

    /// `any of G P` and `all of G P`: the `or` and the `and` over the rows or occurrences asked.
    pub(super) fn quantified(&mut self, all: bool, over: &Path, predicate: &Expr, scope: SymbolId) -> Pair {
        let Some(symbol) = self.symbols.seek(over, scope) else {
            self.refer(over, scope);
            return self.undecided();
        };
        let inside = self.repeat_of(symbol);
        let outer = self.reading_repeat;
        if inside.is_some() && inside != outer {
            self.reading_repeat = inside;
        }
        let pair =
            self.quantified_over(all, symbol, over, predicate, scope, inside.filter(|inside| outer != Some(*inside)));
        self.reading_repeat = outer;
        pair
    }

    fn quantified_over(
        &mut self,
        all: bool,
        symbol: SymbolId,
        over: &Path,
        predicate: &Expr,
        scope: SymbolId,
        repeat: Option<crate::ids::RepeatId>,
    ) -> Pair {
        let Some(referent) = self.refer_symbol(symbol, over.span) else { return self.undecided() };
        if let Some(repeat) = repeat {
            let cell = self.cell_condition(symbol, over.span, predicate, scope);
            let asked = self.asked_of(symbol, &referent);
            let not_asked = self.conds.negate(asked);
            return if all {
                let each = self.conds.any([not_asked, cell.holds]);
                Pair { holds: self.conds.every(repeat, each), fails: self.conds.some(repeat, cell.fails) }
            } else {
                let none = self.conds.any([not_asked, cell.fails]);
                Pair { holds: self.conds.some(repeat, cell.holds), fails: self.conds.every(repeat, none) }
            };
        }
        let Referent::Grid { rows, asked: _ } = referent else {
            let found = self.symbols.get(symbol);
            let (path, declared) = (found.path.clone(), found.span);
            let name = dotted(over);
            let word = if all { "all of" } else { "any of" };
            let inner = self.symbols.get(symbol).order.first().map(|id| self.symbols.get(*id).code.clone());
            let right = match (&referent, inner) {
                (Referent::Repeat { .. }, Some(inner)) => {
                    format!("`{word} {name}.{inner} …`, with the question in the roster that is meant")
                }
                _ => format!("`{name} …` without `{word}`, which goes before a grid or a question in a roster"),
            };
            self.say(types::wrong_predicate(over.span, &path, self.noun(&referent), declared, &right));
            return self.undecided();
        };
        let mut holds = Vec::new();
        let mut fails = Vec::new();
        for (row, asked) in rows.iter().copied() {
            let cell = self.cell_condition(row, over.span, predicate, scope);
            let not_asked = self.conds.negate(asked);
            if all {
                holds.push(self.conds.any([not_asked, cell.holds]));
                fails.push(cell.fails);
            } else {
                holds.push(cell.holds);
                fails.push(self.conds.any([not_asked, cell.fails]));
            }
        }
        if all {
            Pair { holds: self.conds.all(holds), fails: self.conds.any(fails) }
        } else {
            Pair { holds: self.conds.any(holds), fails: self.conds.all(fails) }
        }
    }

    /// The predicate of one cell: its innermost subject is the cell.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    fn cell_condition(&mut self, cell: SymbolId, span: Span, predicate: &Expr, scope: SymbolId) -> Pair {
        match &predicate.kind {
            ExprKind::Predicate { subject: None, predicate } => match self.refer_symbol(cell, span) {
                Some(referent) => self.predicate(cell, &referent, span, predicate, scope),
                None => self.undecided(),
            },
            ExprKind::Not(inner) => self.cell_condition(cell, span, inner, scope).not(),
            _ => self.condition(predicate, scope),
        }
    }

    /// When something is asked.
    fn asked_of(&mut self, symbol: SymbolId, referent: &Referent<'_>) -> CondId {
        match referent {
            Referent::Flag { variable: _, asked }
            | Referent::Grid { rows: _, asked }
            | Referent::Repeat { id: _, asked } => *asked,
            Referent::Ticks(ticks) => ticks.asked,
            Referent::Calc(id) => self.calcs.get(*id).asked,
            Referent::Choice(_) | Referent::Value(_) | Referent::Cells(_) | Referent::Several(_) => {
                match self.variables_of(symbol).first() {
                    Some(variable) => self.variables.get(*variable).asked,
                    None => self.always(),
                }
            }
            Referent::Let { .. } | Referent::Option => self.always(),
        }
    }

    /// The roster that something lies in.
    pub(super) fn repeat_of(&self, symbol: SymbolId) -> Option<crate::ids::RepeatId> {
        if let Some(Referent::Calc(id)) = self.referents.get(&symbol) {
            return self.calcs.get(*id).repeat;
        }
        self.variables_of(symbol).first().and_then(|variable| self.variables.get(*variable).repeat)
    }

    pub(super) fn noun(&self, referent: &Referent<'_>) -> &'static str {
        match referent {
            Referent::Choice(_) => "a single choice",
            Referent::Ticks(_) => "a multiple choice",
            Referent::Value(value) => value.kind.noun(),
            Referent::Flag { .. } => "a box to tick",
            Referent::Cells(_) => "a row of blanks",
            Referent::Grid { .. } => "a grid",
            Referent::Several(_) => "a group",
            Referent::Repeat { .. } => "a roster",
            Referent::Calc(_) => "a derived value",
            Referent::Let { .. } => "a name for a condition",
            Referent::Option => "an option",
        }
    }

    /// `Q = option`: told with the word to write, and read as if it stood there. Nothing if it is not that.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    pub(super) fn option_compared(
        &mut self,
        left: &Expr,
        op: Spanned<CompareOp>,
        right: &Expr,
        scope: SymbolId,
    ) -> Option<Pair> {
        let negated = match op.value {
            CompareOp::Equal => false,
            CompareOp::NotEqual => true,
            CompareOp::Less | CompareOp::LessOrEqual | CompareOp::Greater | CompareOp::GreaterOrEqual => return None,
        };
        let ExprKind::Path(subject) = &left.kind else { return None };
        self.symbols.seek(subject, scope)?;
        let (code, (symbol, referent)) = match &right.kind {
            // Two answers may be compared; then both are named.
            ExprKind::Path(named) if self.symbols.seek(named, scope).is_none() => {
                let [code] = named.segments.as_slice() else { return None };
                (code.clone(), self.refer(subject, scope)?)
            }
            ExprKind::Number(number) => {
                let found = self.refer(subject, scope)?;
                (self.numbered_option(&found, number, right.span)?, found)
            }
            _ => return None,
        };
        let (word, predicate) = match &referent {
            Referent::Choice(_) if negated => ("is not", Predicate::Is { code: code.clone(), negated }),
            Referent::Choice(_) => ("is", Predicate::Is { code: code.clone(), negated }),
            Referent::Ticks(_) if !negated => ("includes", Predicate::Includes(code.clone())),
            Referent::Ticks(_)
            | Referent::Flag { .. }
            | Referent::Value(_)
            | Referent::Calc(_)
            | Referent::Grid { .. }
            | Referent::Cells(_)
            | Referent::Several(_)
            | Referent::Repeat { .. }
            | Referent::Let { .. }
            | Referent::Option => return None,
        };
        let found = self.symbols.get(symbol);
        let (path, declared) = (found.path.clone(), found.span);
        let written = subject.segments.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(".");
        let right_kind = &right.kind;
        let right = format!("`{written} {word} {}`", code.value);
        let told = types::wrong_predicate(op.span, &path, self.noun(&referent), declared, &right);
        let mut edits = vec![(op.span, word.to_owned())];
        if matches!(right_kind, ExprKind::Number(_)) {
            edits.push((code.span, code.value.clone()));
        }
        self.say(told.fix(format!("write `{word}`"), edits));
        Some(self.predicate(symbol, &referent, subject.span, &predicate, scope))
    }

    /// The option that elsewhere has a number for its code, where none of the options has a value to be counted with.
    fn numbered_option(&self, (symbol, referent): &(SymbolId, Referent<'_>), number: &str, span: Span) -> Option<Name> {
        let counted = matches!(referent, Referent::Choice(choice) if choice.scores.is_ok());
        let question = &self.symbols.get(*symbol).path;
        let is_option = |code: &String| {
            let path = format!("{question}.{code}");
            self.symbols.iter().any(|(_, symbol)| symbol.path == path)
        };
        let code = [number.to_owned(), format!("n{number}")].into_iter().find(is_option).filter(|_| !counted)?;
        Some(Name::new(code, span))
    }

    fn wrong_predicate(
        &mut self,
        symbol: SymbolId,
        referent: &Referent<'_>,
        span: Span,
        predicate: &Predicate,
    ) -> Pair {
        let found = self.symbols.get(symbol);
        let (path, declared) = (found.path.clone(), found.span);
        let codes = match predicate {
            Predicate::Is { code, negated: _ } | Predicate::Includes(code) => vec![code.value.as_str()],
            Predicate::In(codes)
            | Predicate::IncludesAny(codes)
            | Predicate::IncludesAll(codes)
            | Predicate::IncludesNone(codes) => codes.iter().map(|code| code.value.as_str()).collect(),
            Predicate::Ticked { negated: _ } | Predicate::Compare(..) => Vec::new(),
        };
        let negated = matches!(predicate, Predicate::Is { code: _, negated: true });
        let listed = codes.join(", ");
        let one = codes.first().copied().unwrap_or("x");
        let right = match referent {
            Referent::Choice(_) if codes.len() > 1 => format!("`{path} in [{listed}]`"),
            Referent::Choice(_) if negated => format!("`{path} is not {one}`"),
            Referent::Choice(_) => format!("`{path} is {one}`"),
            Referent::Ticks(_) if negated => format!("`{path} includes none of [{listed}]`"),
            Referent::Ticks(_) if codes.len() > 1 => format!("`{path} includes any of [{listed}]`"),
            Referent::Ticks(_) => format!("`{path} includes {one}`"),
            Referent::Flag { .. } => format!("`{path} is ticked`"),
            Referent::Value(value) if value.kind == super::referents::ValueKind::Text => format!("`answered {path}`"),
            Referent::Value(_) | Referent::Calc(_) => format!("a comparison, such as `{path} = 1`"),
            Referent::Grid { .. } => {
                let row = self.first_in(symbol).map(|row| format!(", or of one row `{path}.{row} …`"));
                format!("`any of {path} …` or `all of {path} …` of its rows{}", row.unwrap_or_default())
            }
            Referent::Cells(_) => {
                let cell = self.first_in(symbol).map(|cell| format!(", or `{path}.{cell} …` of one cell"));
                format!("`answered {path}`{}", cell.unwrap_or_default())
            }
            Referent::Several(_) => format!("`answered {path}`, or the path of a question in it"),
            Referent::Repeat { .. } => format!("`count({path}) >= 1`"),
            Referent::Let { .. } => format!("`{}` alone", self.symbols.get(symbol).code),
            Referent::Option => "the question in front, and `is` or `includes`".to_owned(),
        };
        self.say(types::wrong_predicate(span, &path, self.noun(referent), declared, &right));
        self.undecided()
    }
}

#[derive(Debug, Clone, Copy)]
enum Quantity {
    Any,
    All,
}
