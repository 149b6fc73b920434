//! From draft to form: conditions lowered, duties collected, texts filled in, sentences written.
//!
//! The draft is walked once, in paper order. A question becomes readable when it has been passed, so a condition that finds
//! nothing readable looks ahead, and there can be no circle.

mod calcs;
mod choices;
mod conditions;
mod currencies;
mod decided;
mod denied;
mod drafts;
mod editions;
mod entries;
mod fields;
mod gates;
mod grids;
mod instead;
mod items;
mod kept_as;
mod lasts;
mod left_over;
mod magnitude;
mod markers;
mod markup;
mod moving;
mod naming;
mod nesting;
mod piped;
mod predicates;
mod privacy;
mod prose;
mod questions;
mod quotients;
mod reasons;
mod referents;
mod repeats;
mod reshaped;
mod retired;
mod room;
mod rules;
mod selection;
mod sentences;
mod spoken;
mod sums;
mod survey;
mod terms;
mod texts;
mod totals;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_diagnostics::{Diagnostic, Diagnostics, Span};
use setsumon_syntax::ast::{ClauseKind, Kind, Marker as MarkerWord, Statement};

use crate::cond::Conds;
use crate::form::{
    Calc, CodeList, End, Entry, Form, Marker, Medium, Previous, Question, Repeat, Section, StatedReason, Survey,
    Variable,
};
use crate::ids::{Arena, CalcId, CodeListId, CondId, EndId, QuestionId, RepeatId, RuleId, SectionId, VarId};
use crate::resolve::draft::Draft;
use crate::resolve::symbols::{InItems, SymbolId, Symbols};
use crate::resolve::written::with_space_before;
use crate::rule::Rule;
use referents::Referents;
use setsumon_words::Wording;

/// How much of a survey is lowered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All that respondents read, and all that decides whether they are asked.
    Whole,
    /// Each thing by itself: its author's words with their places left open, and its own condition within its section.
    Own,
}

/// Lowers a draft. The form is only meant to be used where no error was reported.
pub(crate) fn lower(
    draft: &Draft<'_>,
    previous: Option<Previous>,
    extent: Extent,
    diagnostics: &mut Diagnostics,
) -> Form {
    let mut conds = Conds::default();
    let always = conds.always();
    let (mut survey, wording) = survey::lower(draft.survey, diagnostics);
    survey.unfielded = survey::unfielded(draft.survey, survey.edition, previous.as_ref(), diagnostics);
    let mut lowerer = Lowerer {
        symbols: &draft.symbols,
        in_items: InItems::of_all(&draft.symbols),
        extent,
        diagnostics,
        survey,
        wording,
        units: FxHashMap::default(),
        sections: Arena::default(),
        questions: Arena::default(),
        // Nearly everything that bears a code is a variable or a code of one.
        variables: Arena::with_room(draft.symbols.len()),
        names: FxHashMap::default(),
        duplicates: BTreeSet::new(),
        looked_through: 0,
        code_lists: Arena::default(),
        known_lists: FxHashMap::default(),
        list_names: FxHashSet::default(),
        repeats: Arena::default(),
        calcs: Arena::default(),
        ends: Arena::default(),
        conds,
        rules: Arena::with_room(draft.symbols.len()),
        referents: Referents::default(),
        passed: FxHashSet::default(),
        lasts: FxHashMap::default(),
        last_reads: Vec::new(),
        calc_reads: FxHashMap::default(),
        calc_units: FxHashMap::default(),
        calc_parts: FxHashMap::default(),
        previous,
        claimed: None,
        follows: draft.survey.body.iter().any(|inner| inner.follows().is_some()),
        not_ended: always,
        around: FxHashMap::default(),
        begun: FxHashSet::default(),
        latest: None,
        above: None,
        before: None,
        open_lets: Vec::new(),
        room: room::Room::default(),
        open_labels: 0,
        trace: Trace::default(),
        footnotes: FxHashMap::default(),
        checks: 0,
        decided: Vec::new(),
        piped: FxHashSet::default(),
        currencies: FxHashMap::default(),
        last_allowed: false,
        personal_here: false,
        said_open: FxHashSet::default(),
        open_rosters: FxHashSet::default(),
        reading_repeat: None,
    };
    let top = Context::top(always);
    lowerer.survey_statements(draft.survey, &draft.givens, &top);
    let entries = lowerer.entries(&draft.entries, &top);
    lowerer.mark_parts();
    lowerer.trace_renames();
    lowerer.trace_shapes();
    lowerer.keep_privacy();
    lowerer.trace_splits();
    lowerer.mark_write_ins();
    lowerer.check_editions();
    lowerer.check_moving_options();
    lowerer.check_decided();
    let reasons = lowerer.state_reasons();
    lowerer.finish(entries, reasons)
}

/// What is read and never answered.
fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Note | Kind::Page | Kind::Lead | Kind::Hint | Kind::Beside)
}

/// What an item inherits from what stands around it.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    /// When what stands around it is asked.
    asked: CondId,
    section: Option<SectionId>,
    repeat: Option<RepeatId>,
    /// The marker around it.
    marker: Option<(Marker, Span)>,
    personal: bool,
    /// Whether that is said with `@not_personal`.
    open: bool,
    medium: Medium,
    /// Whether it stands under an option, row or field.
    nested: bool,
    /// Whether it is a field of a group, whose instruction follows its label.
    in_group: bool,
    /// Whether an instruction above covers it.
    instructed: bool,
    /// What names it, if it has neither label nor lead of its own.
    owner: Option<std::rc::Rc<crate::text::Text>>,
}

impl Context {
    fn top(always: CondId) -> Self {
        Self {
            asked: always,
            section: None,
            repeat: None,
            marker: None,
            personal: false,
            open: false,
            medium: Medium::Both,
            nested: false,
            in_group: false,
            instructed: false,
            owner: None,
        }
    }
}

/// What a condition or text has read since the trace was last taken.
#[derive(Debug, Default)]
struct Trace {
    reads: Vec<VarId>,
    /// The first personal variable, with the place and path by which it was read.
    personal: Option<(Span, String, Span)>,
    /// Reads a question that is on screen alone.
    screen_only: bool,
    /// Reads something else than gates.
    beyond_gates: bool,
}

struct Lowerer<'a, 'd> {
    symbols: &'d Symbols<'a>,
    /// What sentences must be told apart from.
    in_items: InItems,
    extent: Extent,
    diagnostics: &'d mut Diagnostics,
    survey: Survey,
    wording: Wording,
    /// A unit's spellings, each with the first.
    units: FxHashMap<String, String>,
    sections: Arena<SectionId, Section>,
    questions: Arena<QuestionId, Question>,
    variables: Arena<VarId, Variable>,
    names: FxHashMap<String, VarId>,
    /// Where two equal codes have been told, among so many of the messages.
    duplicates: BTreeSet<Span>,
    looked_through: usize,
    code_lists: Arena<CodeListId, CodeList>,
    known_lists: FxHashMap<Vec<crate::form::CodeEntry>, CodeListId>,
    /// The names of lists that are borne by one.
    list_names: FxHashSet<String>,
    repeats: Arena<RepeatId, Repeat>,
    calcs: Arena<CalcId, Calc>,
    ends: Arena<EndId, End>,
    conds: Conds,
    rules: Arena<RuleId, Rule>,
    referents: Referents<'a>,
    /// What lies behind: readable, or wrong and reported.
    passed: FxHashSet<SymbolId>,
    lasts: FxHashMap<VarId, VarId>,
    /// Whose last answer is read, and where.
    last_reads: Vec<(VarId, Span)>,
    /// What each derived value reads, for the place, privacy and medium of what rests on it.
    calc_reads: FxHashMap<CalcId, Vec<VarId>>,
    /// What each derived value is counted in.
    calc_units: FxHashMap<CalcId, crate::unit::Counted>,
    /// How many parts derived values are written out with.
    calc_parts: FxHashMap<CalcId, u64>,
    previous: Option<Previous>,
    /// The names of earlier editions that something says it bore, once they are asked for.
    claimed: Option<FxHashSet<String>>,
    /// Whether the survey names an edition before, readable or not.
    follows: bool,
    /// No `end` so far has fired.
    not_ended: CondId,
    /// Of what is asked where no end came before: the same without the ends.
    around: FxHashMap<CondId, CondId>,
    /// All questions that stand above, the one being lowered and what it stands in among them.
    begun: FxHashSet<SymbolId>,
    /// The latest of them.
    latest: Option<SymbolId>,
    /// The numbered item just above.
    above: Option<SymbolId>,
    /// The one just above the question that is being lowered.
    before: Option<SymbolId>,
    open_lets: Vec<SymbolId>,
    room: room::Room,
    open_labels: u32,
    trace: Trace,
    /// Footnotes under the present item or list: text to sign.
    footnotes: FxHashMap<String, String>,
    checks: u32,
    /// Names of answers that are printed as they stand, and in which text.
    piped: FxHashSet<(Span, String)>,
    /// Comparisons that bounds decide.
    decided: Vec<decided::Decided>,
    /// The currency in front of a blank.
    currencies: FxHashMap<VarId, String>,
    last_allowed: bool,
    /// Whether what is being written is personal itself, and may quote personal answers.
    personal_here: bool,
    /// What its author says to tell of nobody, with `@not_personal` on it or around it.
    said_open: FxHashSet<VarId>,
    open_rosters: FxHashSet<RepeatId>,
    /// The roster whose occurrence is being read: its variables are the occurrence's own.
    reading_repeat: Option<RepeatId>,
}

impl<'a> Lowerer<'a, '_> {
    fn say(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn finish(self, entries: Vec<Entry>, reasons: Vec<StatedReason>) -> Form {
        Form {
            survey: self.survey,
            wording: self.wording,
            entries,
            sections: self.sections,
            questions: self.questions,
            variables: self.variables,
            code_lists: self.code_lists,
            repeats: self.repeats,
            calcs: self.calcs,
            ends: self.ends,
            conds: self.conds,
            rules: self.rules,
            reasons,
            previous: self.previous,
            standing: OnceLock::new(),
        }
    }

    /// What a statement's own markers make of what it inherits.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    fn inherit(&mut self, context: &Context, statement: &Statement) -> Context {
        let mut inner = context.clone();
        for clause in &statement.clauses {
            match &clause.kind {
                ClauseKind::Marker(MarkerWord::New) => inner.marker = Some((Marker::New, clause.span)),
                ClauseKind::Marker(MarkerWord::Updated) => {
                    if matches!(statement.kind, Kind::Option) {
                        let help = "`@updated` goes on a question, group or section whose figures are to be given anew";
                        self.say(crate::errors::logic::marker_misplaced(clause.span, "@updated", help));
                    }
                    inner.marker = Some((Marker::Updated, clause.span));
                }
                ClauseKind::Marker(word @ (MarkerWord::Personal | MarkerWord::NotPersonal)) => {
                    if is_text(statement.kind) {
                        let help = "it goes on what is answered: a question, group, section, `use` or `repeat`";
                        let name = if *word == MarkerWord::Personal { "@personal" } else { "@not_personal" };
                        self.say(crate::errors::logic::marker_misplaced(clause.span, name, help));
                    }
                    inner.personal = *word == MarkerWord::Personal;
                    inner.open = !inner.personal;
                }
                ClauseKind::Marker(MarkerWord::ScreenOnly) => inner.medium = Medium::Screen,
                ClauseKind::Marker(MarkerWord::PrintOnly) => {
                    if is_text(statement.kind) {
                        inner.medium = Medium::Paper;
                    } else {
                        self.say(crate::errors::logic::print_only_value(clause.span));
                    }
                }
                _ => {}
            }
        }
        if self.previous.is_none() {
            for clause in &statement.clauses {
                let marker = match &clause.kind {
                    ClauseKind::Marker(MarkerWord::New) => "@new",
                    // Told above.
                    ClauseKind::Marker(MarkerWord::Updated) if statement.kind == Kind::Option => continue,
                    ClauseKind::Marker(MarkerWord::Updated) => "@updated",
                    ClauseKind::Was(_) => "was",
                    ClauseKind::Splits(_) => "splits",
                    ClauseKind::Revised(_) => "revised",
                    ClauseKind::Break(_) => "break",
                    _ => continue,
                };
                if !self.follows {
                    let whole = with_space_before(statement, clause.span);
                    self.say(crate::errors::editions::marker_without_follows(clause.span, marker, whole));
                }
            }
        }
        inner
    }

    fn marker(context: &Context) -> Marker {
        context.marker.map_or(Marker::Kept, |(marker, _)| marker)
    }

    fn always(&mut self) -> CondId {
        self.conds.always()
    }
}
