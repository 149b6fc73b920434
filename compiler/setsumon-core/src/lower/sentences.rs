//! The sentences around an item: the lead with its instruction, and who is asked.

use setsumon_diagnostics::Span;
use setsumon_syntax::ast::{Expr, Kind, Says, Statement};

use super::conditions::Pair;
use super::{Context, Extent, Lowerer, Trace};
use crate::errors::logic;
use crate::form::{Instructed, Own, Teller};
use crate::ids::CondId;
pub(super) use crate::instruction::Duty;
use crate::instruction::House;
use crate::resolve::symbols::SymbolId;
use crate::text::Text;

/// A condition with its sentence.
pub(super) struct Asked {
    pub(super) pair: Pair,
    pub(super) who: Option<Text>,
    pub(super) told: Teller,
}

impl Asked {
    /// The condition, its sentence, and the two as the form keeps them; nothing where there is no condition.
    pub(super) fn parts(asked: Option<Self>) -> (Option<CondId>, Option<Text>, Option<Own>) {
        match asked {
            Some(Self { pair, who, told }) => (Some(pair.holds), who, Some(Own { when: pair.holds, told })),
            None => (None, None, None),
        }
    }
}

impl<'a> Lowerer<'a, '_> {
    /// The condition of a clause `when` and the sentence in which it is told.
    pub(super) fn asked_when(
        &mut self,
        statement: &Statement,
        scope: SymbolId,
        context: &Context,
        group: Option<SymbolId>,
    ) -> Option<Asked> {
        let expr = statement.when()?;
        let says = statement.says();
        Some(self.told(expr, says, scope, context, group))
    }

    /// A condition and its sentence: the author's, none, or the compiler's.
    pub(super) fn told(
        &mut self,
        expr: &Expr,
        says: Option<&Says>,
        scope: SymbolId,
        context: &Context,
        group: Option<SymbolId>,
    ) -> Asked {
        let before = self.diagnostics.len();
        let outer = std::mem::take(&mut self.trace);
        let pair = self.condition(expr, scope);
        let trace = std::mem::replace(&mut self.trace, outer);
        self.check_privacy(&trace, context);
        let sound = self.diagnostics.len() == before;
        let who = match says {
            Some(Says::Words(text)) => Some(self.text(text, scope)),
            Some(Says::Nothing(_)) => None,
            None if self.extent == Extent::Own => None,
            // A filter that is a sentence on paper has been told where it stands.
            None if !trace.beyond_gates => None,
            None if trace.screen_only => {
                self.say(logic::sentence_missing(expr.span, "a condition on a question that paper does not show"));
                None
            }
            None => {
                let sentence = self.sentence(expr, scope, group);
                if sentence.is_none() && sound && !self.told_within(expr.span) {
                    self.say(logic::sentence_missing(expr.span, "this condition"));
                }
                sentence.map(Text::of)
            }
        };
        let told = match (&who, says) {
            (None, _) => Teller::Nobody,
            (Some(_), Some(_)) => Teller::Author,
            (Some(_), None) => Teller::Compiler,
        };
        Asked { pair, who, told }
    }

    /// Whether something has been said of a condition already, while reading it: then it is not worth a sentence yet.
    fn told_within(&self, span: Span) -> bool {
        self.diagnostics
            .iter()
            .flat_map(|told| &told.labels)
            .any(|label| label.span.file == span.file && span.start <= label.span.start && label.span.end <= span.end)
    }

    fn check_privacy(&mut self, trace: &Trace, context: &Context) {
        if let (Some((span, path, origin)), false) = (&trace.personal, context.personal) {
            self.say(logic::personal_read(*span, path, *origin));
        }
    }

    /// Runs something and takes what it read, and whether some of that is personal.
    pub(super) fn traced<T>(
        &mut self,
        context: &Context,
        run: impl FnOnce(&mut Self) -> T,
    ) -> (T, Vec<crate::ids::VarId>, bool) {
        let outer = std::mem::take(&mut self.trace);
        let result = run(self);
        let trace = std::mem::replace(&mut self.trace, outer);
        self.check_privacy(&trace, context);
        (result, trace.reads, trace.personal.is_some())
    }

    /// All of what stands around, its own condition, and no end before.
    pub(super) fn asked(&mut self, context: &Context, own: Option<CondId>) -> CondId {
        let own = own.unwrap_or_else(|| self.conds.always());
        let asked = self.conds.all([context.asked, own, self.not_ended]);
        let around = self.around(context.asked);
        let around = self.conds.all([around, own]);
        if around != asked {
            self.around.entry(asked).or_insert(around);
        }
        asked
    }

    /// When something is asked, were there no ends before it.
    fn around(&self, asked: CondId) -> CondId {
        self.around.get(&asked).copied().unwrap_or(asked)
    }

    /// From here on nothing is asked where an end has come, which has a condition of its own within what stands around it. That none
    /// came before it goes without saying: said again for each, fifty ends would be a million words.
    pub(super) fn ended(&mut self, around: CondId, own: CondId) {
        if self.extent == Extent::Own {
            return;
        }
        let around = self.around(around);
        let stops = self.conds.all([around, own]);
        let goes_on = self.conds.negate(stops);
        self.not_ended = self.conds.all([self.not_ended, goes_on]);
    }

    /// What the things in a part, section or roster inherit from it: alone, they are asked whenever it is.
    pub(super) fn inherited(&mut self, outer: &Context) -> Context {
        match self.extent {
            Extent::Whole => outer.clone(),
            Extent::Own => Context { asked: self.conds.always(), ..outer.clone() },
        }
    }

    fn house(&self) -> House<'_> {
        House { wording: &self.wording, locale: self.survey.locale }
    }

    /// The lead of a body with its instruction, and the instruction to stand behind the label; both once more without what the
    /// marks say.
    pub(super) fn lead_and_instruction(
        &mut self,
        statement: &Statement,
        scope: SymbolId,
        context: &Context,
        duty: Duty,
    ) -> Led {
        let lead = self.own_lead(statement, scope);
        let own = statement.body.iter().find(|inner| inner.kind == Kind::Instruction);
        let authored = own.map(|instruction| match &instruction.label {
            Some(label) => {
                let words = self.text(label, scope);
                self.check_instruction(&words.plain(), duty, label.span);
                Some(words)
            }
            None => None,
        });
        let beside_label = (context.in_group || context.nested) && lead.is_none();
        let told_by_marks = authored.is_none() && duty.is_told_by_marks();
        let of_paper = authored.is_none() && duty.is_of_paper();
        let instruction = match authored {
            Some(words) => words,
            None if context.instructed || self.extent == Extent::Own => None,
            None if beside_label => self.house().short(duty).map(Text::of),
            None => self.house().sentence(duty).map(Text::of),
        };
        let own = Instructed { lead: lead.clone(), instruction: None };
        let all = match (lead, instruction, beside_label) {
            (lead, None, _) => Instructed { lead, instruction: None },
            (None, Some(instruction), true) => Instructed { lead: None, instruction: Some(instruction) },
            (None, Some(_), false) if duty == Duty::Free => Instructed::default(),
            (None, Some(instruction), false) => Instructed { lead: Some(instruction), instruction: None },
            (Some(lead), Some(instruction), _) => {
                Instructed { lead: Some(self.house().join(lead, instruction, duty)), instruction: None }
            }
        };
        let beside_legend = if told_by_marks { own.clone() } else { all.clone() };
        let on_screen = if of_paper { own } else { all.clone() };
        Led { on_screen, on_paper: all, beside_legend }
    }

    /// The author's lead, where it covers nothing but its own body.
    pub(super) fn own_lead(&mut self, statement: &Statement, scope: SymbolId) -> Option<Text> {
        let lead = statement.body.iter().find(|inner| inner.kind == Kind::Lead && inner.body_span.is_none())?;
        lead.label.as_ref().map(|label| self.text(label, scope))
    }

    /// The lead of a body that covers several items, with the author's instruction for all of them.
    pub(super) fn covering_lead(
        &mut self,
        lead: Option<Text>,
        statement: &Statement,
        scope: SymbolId,
    ) -> (Option<Text>, bool) {
        let Some(own) = statement.body.iter().find(|inner| inner.kind == Kind::Instruction) else {
            return (lead, false);
        };
        match (&own.label, lead) {
            (None, lead) => (lead, true),
            (Some(label), Some(lead)) => {
                let words = self.text(label, scope);
                (Some(self.house().join(lead, words, Duty::One)), true)
            }
            (Some(label), None) => (Some(self.text(label, scope)), true),
        }
    }

    fn check_instruction(&mut self, words: &str, duty: Duty, span: Span) {
        let one = ["１つ", "1つ", "一つ", "ひとつ"].iter().any(|word| words.contains(word)) || has_word(words, "one");
        let many = ["複数選択", "複数回答", "すべて", "全て"].iter().any(|word| words.contains(word))
            || has_word(words, "all");
        let several = words.contains("複数");
        match duty {
            Duty::One | Duty::OneEach if !one && (many || several) => {
                let help = "one answer is taken: say so, or make it a `multi`";
                self.say(logic::instruction_contradicts(span, "it asks for several answers, and one is taken", help));
            }
            Duty::All(_) | Duty::SomeOrAlone(_) | Duty::AllEach if one && !many && !several => {
                let help = "several answers are taken: say so, or make it a `single`";
                self.say(logic::instruction_contradicts(span, "it asks for one answer, and several are taken", help));
            }
            Duty::One
            | Duty::All(_)
            | Duty::SomeOrAlone(_)
            | Duty::OneEach
            | Duty::AllEach
            | Duty::Rank(_)
            | Duty::Point
            | Duty::PointEach
            | Duty::Free
            | Duty::Nothing => {}
        }
    }
}

/// What stands above a question and behind its label.
#[derive(Debug)]
pub(super) struct Led {
    /// All of it, on screen and on paper.
    pub(super) on_screen: Instructed,
    pub(super) on_paper: Instructed,
    /// On paper without what a legend says of the marks.
    pub(super) beside_legend: Instructed,
}

fn has_word(words: &str, wanted: &str) -> bool {
    words.split(|sign: char| !sign.is_ascii_alphabetic()).any(|word| word.eq_ignore_ascii_case(wanted))
}
