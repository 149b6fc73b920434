//! The sentences around an item: the lead with its instruction, and who is asked.

use setsumon_diagnostics::Span;
use setsumon_syntax::ast::{ClauseKind, Expr, Kind, Says, Statement};

use super::conditions::Pair;
use super::{Context, Extent, Lowerer, Trace, clause};
use crate::errors::logic;
use crate::form::{Instructed, Own, Pick, Told};
use crate::ids::CondId;
use crate::resolve::symbols::SymbolId;
use crate::text::{Block, Inline, Text};

/// What the type of a question tells its reader to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Duty {
    One,
    All(Option<Pick>),
    OneEach,
    AllEach,
    Rank(Pick),
    Point,
    PointEach,
    Free,
    Nothing,
}

impl Duty {
    /// Whether the marks of the options say it too: ○ one, □ several.
    fn is_told_by_marks(self) -> bool {
        match self {
            Self::One | Self::All(None) | Self::OneEach | Self::AllEach | Self::Point | Self::PointEach => true,
            Self::All(Some(_)) | Self::Rank(_) | Self::Free | Self::Nothing => false,
        }
    }

    /// Whether it is told on paper alone: on screen the points of a scale are buttons.
    fn is_of_paper(self) -> bool {
        match self {
            Self::Point | Self::PointEach => true,
            Self::One | Self::All(_) | Self::OneEach | Self::AllEach | Self::Rank(_) | Self::Free | Self::Nothing => {
                false
            }
        }
    }
}

/// A condition with its sentence.
pub(super) struct Asked {
    pub(super) pair: Pair,
    pub(super) who: Option<Text>,
    pub(super) told: Told,
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
        let expr = crate::resolve::draft::when_of(statement)?;
        let says = clause(statement, |kind| match kind {
            ClauseKind::Says(says) => Some(says),
            _ => None,
        });
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
            (None, _) => Told::Nobody,
            (Some(_), Some(_)) => Told::Author,
            (Some(_), None) => Told::Compiler,
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

    /// Runs something and takes what it read.
    pub(super) fn traced<T>(
        &mut self,
        context: &Context,
        run: impl FnOnce(&mut Self) -> T,
    ) -> (T, Vec<crate::ids::VarId>, TraceSummary) {
        let outer = std::mem::take(&mut self.trace);
        let result = run(self);
        let trace = std::mem::replace(&mut self.trace, outer);
        self.check_privacy(&trace, context);
        let summary =
            TraceSummary { arithmetic: trace.arithmetic, last: trace.last, personal: trace.personal.is_some() };
        (result, trace.reads, summary)
    }

    /// All of what stands around, its own condition, and no end before.
    pub(super) fn asked(&mut self, context: &Context, own: Option<CondId>) -> CondId {
        let own = own.unwrap_or_else(|| self.conds.always());
        self.conds.all([context.asked, own, self.not_ended])
    }

    /// What the things in a part, section or roster inherit from it: alone, they are asked whenever it is.
    pub(super) fn inherited(&mut self, outer: &Context) -> Context {
        match self.extent {
            Extent::Whole => outer.clone(),
            Extent::Own => Context { asked: self.conds.always(), ..outer.clone() },
        }
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
            None if beside_label => self.short_instruction(duty).map(Text::of),
            None => self.instruction(duty).map(Text::of),
        };
        let own = Instructed { lead: lead.clone(), instruction: None };
        let all = match (lead, instruction, beside_label) {
            (lead, None, _) => Instructed { lead, instruction: None },
            (None, Some(instruction), true) => Instructed { lead: None, instruction: Some(instruction) },
            (None, Some(_), false) if duty == Duty::Free => Instructed::default(),
            (None, Some(instruction), false) => Instructed { lead: Some(instruction), instruction: None },
            (Some(lead), Some(instruction), _) => {
                Instructed { lead: Some(self.join(lead, instruction, duty)), instruction: None }
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

    fn instruction(&self, duty: Duty) -> Option<String> {
        let wording = &self.wording;
        match duty {
            Duty::One => Some(wording.choose_one.clone()),
            Duty::All(None) => Some(wording.choose_all.clone()),
            Duty::All(Some(pick)) | Duty::Rank(pick) => {
                let template = match duty {
                    Duty::Rank(_) => &wording.rank,
                    _ if pick.min == pick.max => &wording.choose_exactly,
                    _ if pick.min <= 1 => &wording.choose_up_to,
                    _ => &wording.choose_between,
                };
                Some(self.counted(template, pick))
            }
            Duty::OneEach => Some(wording.choose_one_each.clone()),
            Duty::AllEach => Some(wording.choose_all_each.clone()),
            Duty::Point => Some(wording.circle_one.clone()),
            Duty::PointEach => Some(wording.circle_one_each.clone()),
            Duty::Free => Some(wording.free.clone()),
            Duty::Nothing => None,
        }
    }

    fn counted(&self, template: &str, pick: Pick) -> String {
        let number = self.survey.locale.words().writing.figure;
        template.replace("{min}", &number(pick.min)).replace("{max}", &number(pick.max))
    }

    fn short_instruction(&self, duty: Duty) -> Option<String> {
        match duty {
            Duty::One => Some(self.wording.one.clone()),
            Duty::All(None) => Some(self.wording.all.clone()),
            Duty::All(Some(pick)) | Duty::Rank(pick) => self
                .instruction(if matches!(duty, Duty::Rank(_)) { Duty::Rank(pick) } else { Duty::All(Some(pick)) })
                .map(|words| words.trim_end_matches(['。', '.']).to_owned()),
            Duty::OneEach => Some(self.wording.one_each.clone()),
            Duty::AllEach => Some(self.wording.all_each.clone()),
            Duty::Point => Some(self.wording.circle.clone()),
            Duty::PointEach => Some(self.wording.circle_each.clone()),
            Duty::Free | Duty::Nothing => None,
        }
    }

    /// A lead and what follows it: a sentence that has ended is followed, one that has not goes on.
    fn join(&self, lead: Text, instruction: Text, duty: Duty) -> Text {
        let words = lead.plain();
        let last = words.trim_end().chars().next_back();
        let ended = last.is_none_or(|sign| "。．.？?！!」）)：:".contains(sign) && !matches!(sign, '」' | '）' | ')'))
            || matches!(last, Some('）' | ')')) && words.contains(['。', '.']);
        let writing = &self.survey.locale.words().writing;
        let joint = match (duty, ended) {
            (Duty::Free, _) => "",
            (_, true) => writing.after_sentence,
            (_, false) => writing.after_words,
        };
        let mut following = vec![Inline::Plain(joint.to_owned())];
        if joint.is_empty() {
            following.clear();
        }
        let mut joined = lead.blocks().to_vec();
        let mut blocks = instruction.blocks().iter().cloned();
        if let Some(Block::Paragraph(line)) = blocks.next() {
            following.extend(line);
        }
        match joined.last_mut() {
            Some(Block::Paragraph(line)) => line.extend(following),
            _ => joined.push(Block::Paragraph(following)),
        }
        joined.extend(blocks);
        Text::new(joined)
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
                (Some(self.join(lead, words, Duty::One)), true)
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
            Duty::All(_) | Duty::AllEach if one && !many && !several => {
                let help = "several answers are taken: say so, or make it a `single`";
                self.say(logic::instruction_contradicts(span, "it asks for one answer, and several are taken", help));
            }
            Duty::One
            | Duty::All(_)
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

/// What a traced condition or calculation looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct TraceSummary {
    pub(super) arithmetic: bool,
    pub(super) last: bool,
    pub(super) personal: bool,
}

fn has_word(words: &str, wanted: &str) -> bool {
    words.split(|sign: char| !sign.is_ascii_alphabetic()).any(|word| word.eq_ignore_ascii_case(wanted))
}
