//! Options: their codes, ticks, conditions, footnotes and the fields under them.

use crate::names;
use setsumon_diagnostics::Spanned;
use setsumon_syntax::ast::{ClauseKind, Kind, ListPick, Path, Role as RoleWord, Statement};

use super::selection::Selection;
use super::sentences::Asked;
use super::{Context, Lowerer};
use crate::errors::choices as errors;
use crate::form::{
    Answer, Choice, ChoiceOption, CodeEntry, CodeList, Field, FieldKind, FieldSpec, Footnote, Instructed, Item, Layout,
    Own, Question, Role, Special, TextShape, Value,
};
use crate::ids::{CodeListId, CondId, QuestionId, VarId};
use crate::number::Number;
use crate::resolve::draft::{ChoiceNode, Node};
use crate::resolve::symbols::SymbolId;
use crate::text::Text;

/// What is known of an option before its fields are.
#[derive(Debug, Clone)]
pub(super) struct Outline {
    pub(super) code: String,
    /// Headings first.
    pub(super) label: Vec<Text>,
    pub(super) offered: CondId,
    pub(super) who: Option<Text>,
    pub(super) own: Option<Own>,
    pub(super) value: Option<Number>,
    pub(super) means: Option<Special>,
    pub(super) exclusive: bool,
    pub(super) retired: bool,
    /// Its codes in the edition before.
    pub(super) was: Vec<String>,
    /// The code of the edition before of which it is a part.
    pub(super) splits: Option<String>,
    pub(super) span: setsumon_diagnostics::Span,
}

impl Outline {
    /// As an entry of a list of codes.
    pub(super) fn entry(&self) -> CodeEntry {
        CodeEntry {
            code: self.code.clone(),
            label: self.label.clone(),
            value: self.value,
            means: self.means,
            retired: self.retired,
            was: self.was.clone(),
            splits: self.splits.clone(),
        }
    }
}

/// What the options of a question are made into.
pub(super) struct Frame<'c> {
    pub(super) context: &'c Context,
    /// Where the options' conditions look names up.
    pub(super) scope: SymbolId,
    /// The variable whose codes they are, for a single choice.
    pub(super) code_of: Option<VarId>,
    /// A variable for each, in flat order: ticks or ranks.
    pub(super) own: Vec<VarId>,
    pub(super) selected: bool,
}

impl<'a> Lowerer<'a, '_> {
    /// Whether it has been told already why there are no options: the list it takes whole has none, or there is no `{ }`.
    pub(super) fn told_of_list(statement: &Statement) -> bool {
        let nothing_written = statement.body_span.is_none()
            && !statement
                .clauses
                .iter()
                .any(|clause| matches!(&clause.kind, ClauseKind::From { .. } | ClauseKind::SelectedIn { .. }));
        let whole = |kind: &ClauseKind| matches!(kind, ClauseKind::From { list: _, pick: ListPick::All });
        nothing_written || statement.clauses.iter().any(|clause| whole(&clause.kind))
    }

    /// What the options are, in flat order, with when each is offered.
    pub(super) fn outlines(
        &mut self,
        nodes: &[ChoiceNode<'a>],
        scope: SymbolId,
        context: &Context,
        answers: &Selection,
    ) -> Vec<Outline> {
        let mut outlines = Vec::new();
        self.outlines_under(nodes, scope, context, answers, &[], &mut outlines);
        outlines
    }

    fn outlines_under(
        &mut self,
        nodes: &[ChoiceNode<'a>],
        scope: SymbolId,
        context: &Context,
        answers: &Selection,
        headings: &[Text],
        outlines: &mut Vec<Outline>,
    ) {
        for node in nodes {
            match node {
                ChoiceNode::Heading { statement, choices } => {
                    let mut inner = headings.to_vec();
                    inner.extend(statement.label.as_ref().map(|label| self.text(label, scope)));
                    self.outlines_under(choices, scope, context, answers, &inner, outlines);
                }
                ChoiceNode::Option { statement, symbol, source, children, retired } => {
                    let code = self.symbols.get(*symbol).code.clone();
                    let mut label = headings.to_vec();
                    label.extend(statement.label.as_ref().map(|label| self.text(label, scope)));
                    // Its sentence stands in the item of its question, which is not begun yet.
                    let before = self.latest.replace(*symbol);
                    let told = if source.is_some() { None } else { self.asked_when(statement, scope, context, None) };
                    self.latest = before;
                    let (holds, who, own) = Asked::parts(told);
                    let holds = holds.unwrap_or_else(|| self.conds.always());
                    let selected = match source {
                        Some(_) => self.selected(answers, &code),
                        None => self.conds.always(),
                    };
                    let copied = source.is_some();
                    let own = if copied { Some(Own { when: selected, told: answers.told() }) } else { own };
                    outlines.push(Outline {
                        code,
                        label,
                        offered: self.conds.all([holds, selected]),
                        who,
                        own,
                        value: self.score(statement),
                        means: if copied { None } else { special(statement) },
                        exclusive: !copied && statement.excludes(),
                        retired: *retired,
                        was: former_codes(statement),
                        splits: split_code(statement),
                        span: statement.span,
                    });
                    self.stands_above(children);
                }
            }
        }
    }

    fn score(&mut self, statement: &Statement) -> Option<Number> {
        let written = statement.score()?;
        let number = Number::parse(&written.value);
        if number.is_none() {
            self.say(crate::errors::types::not_a_number(written.span, &format!("`{}`", written.value)));
        }
        number
    }

    /// The list of codes, each list once in the form. It bears the name of the list it was taken from, unless that is borne by another
    /// already, as where options were added at its use: then the name of the variable that has it.
    pub(super) fn code_list(&mut self, name: &str, variable: &str, outlines: &[Outline]) -> CodeListId {
        self.list_of(name, variable, outlines.iter().map(Outline::entry).collect())
    }

    /// The same of codes.
    pub(super) fn list_of(&mut self, name: &str, variable: &str, codes: Vec<CodeEntry>) -> CodeListId {
        if let Some(known) = self.known_lists.get(&codes) {
            return *known;
        }
        let free = self.list_names.insert(name.to_owned());
        let name = if free { name } else { variable };
        let id = self.code_lists.push(CodeList { name: name.to_owned(), codes: codes.clone() });
        self.known_lists.insert(codes, id);
        id
    }

    /// When at least one option is offered; nothing offered is not asked.
    pub(super) fn any_offered(&mut self, outlines: &[Outline]) -> CondId {
        let offered: Vec<CondId> =
            outlines.iter().filter(|outline| !outline.retired).map(|outline| outline.offered).collect();
        if offered.is_empty() { self.always() } else { self.conds.any(offered) }
    }

    /// The options as printed, their fields under them.
    pub(super) fn choices(&mut self, nodes: &[ChoiceNode<'a>], outlines: &[Outline], frame: &Frame<'_>) -> Vec<Choice> {
        let mut place = 0;
        self.footnotes.clear();
        self.choices_from(nodes, outlines, frame, &mut place)
    }

    fn choices_from(
        &mut self,
        nodes: &[ChoiceNode<'a>],
        outlines: &[Outline],
        frame: &Frame<'_>,
        place: &mut usize,
    ) -> Vec<Choice> {
        let mut choices = Vec::new();
        for node in nodes {
            match node {
                ChoiceNode::Heading { statement, choices: inside } => {
                    let label = statement.label.as_ref().map(|label| self.text(label, frame.scope)).unwrap_or_default();
                    let choices_inside = self.choices_from(inside, outlines, frame, place);
                    choices.push(Choice::Heading { label, choices: choices_inside });
                }
                ChoiceNode::Option { statement, symbol, source: _, children, retired: _ } => {
                    let Some(outline) = outlines.get(*place) else { continue };
                    let variable = frame.own.get(*place).copied();
                    *place += 1;
                    let option = self.option(statement, *symbol, children, outline, variable, frame);
                    choices.push(Choice::Option(option));
                }
            }
        }
        choices
    }

    fn option(
        &mut self,
        statement: &'a Statement,
        symbol: SymbolId,
        children: &[Node<'a>],
        outline: &Outline,
        variable: Option<VarId>,
        frame: &Frame<'_>,
    ) -> ChoiceOption {
        let inner = self.inherit(frame.context, statement);
        let label = outline.label.last().cloned().unwrap_or_else(|| Text::of(outline.code.clone()));
        let chosen = match (variable, frame.code_of) {
            (Some(tick), _) => self.conds.present(tick),
            (None, Some(code_of)) => self.conds.one_of(code_of, vec![outline.code.clone()]),
            (None, None) => self.conds.never(),
        };
        let asked = self.conds.all([inner.asked, chosen]);
        let under = Context {
            asked,
            nested: true,
            in_group: true,
            instructed: false,
            owner: Some(std::rc::Rc::new(label.clone())),
            ..inner.clone()
        };
        let own_fields = !frame.selected && !outline.retired;
        let specify = if own_fields { self.specify(statement, symbol, &under) } else { None };
        let items = if own_fields { self.fields_under(children, &under) } else { Vec::new() };
        let hint = self.small_print(statement, Kind::Hint, symbol);
        let beside = self.small_print(statement, Kind::Beside, symbol);
        let footnote = self.footnote(statement, symbol);
        ChoiceOption {
            code: outline.code.clone(),
            label,
            variable,
            offered: outline.offered,
            who: outline.who.clone(),
            own: outline.own,
            exclusive: outline.exclusive,
            means: outline.means,
            value: outline.value,
            marker: Self::marker(&inner),
            hint,
            beside,
            kana: statement.kana().map(str::to_owned),
            footnote,
            specify,
            items,
            retired: outline.retired,
        }
    }

    /// Fields in the braces of an option, row or field; its own small print is not among them.
    pub(super) fn fields_under(&mut self, children: &[Node<'a>], under: &Context) -> Vec<Item> {
        let mut items = Vec::new();
        for child in children {
            if child.statement.kind != Kind::Note {
                items.extend(self.items(std::slice::from_ref(child), under, None));
            }
        }
        items
    }

    /// `specify`: one text field coded so.
    pub(super) fn specify(&mut self, statement: &Statement, owner: SymbolId, under: &Context) -> Option<QuestionId> {
        let Spanned { value: required, span } = statement.specify()?;
        let symbol = self.symbols.get(owner).members.get("specify").copied()?;
        let path = self.symbols.get(symbol).path.clone();
        let name = under.owner.as_deref().cloned().unwrap_or_default();
        let asked = self.asked(under, None);
        let value = Value::Text { shape: TextShape::Free, max_length: None, lines: false };
        let id = self.questions.next_id();
        let spec = FieldSpec { kind: FieldKind::Text, prefix: None, unit: None, suffix: None };
        let variable = self.variable(
            super::fields::NewVariable {
                name: names::of(&path),
                question: Some(id),
                value,
                role: Role::Answer,
                label: vec![name.clone(), Text::of(self.wording.specify.clone())],
                unit: None,
                asked,
                span,
            },
            under,
        );
        self.questions.push(Question {
            path,
            code: "specify".to_owned(),
            section: under.section,
            repeat: under.repeat,
            number: None,
            label: None,
            name,
            lead: None,
            instruction: None,
            on_paper: Instructed::default(),
            beside_legend: Instructed::default(),
            hint: None,
            beside: None,
            notes: Vec::new(),
            who: None,
            own: None,
            narrowed: None,
            asked,
            required,
            marker: Self::marker(under),
            personal: under.personal,
            medium: under.medium,
            nested: true,
            answer: Answer::Field(Field {
                variable,
                spec: spec.clone(),
                specify: None,
                items: Vec::new(),
                alternatives: Vec::new(),
            }),
            layout: Layout::default(),
            rationale: None,
            revised: None,
            breaks: None,
            origin: span,
        });
        self.domain_rule(variable);
        self.asked_rule(variable);
        if required {
            self.required_rule(id, vec![variable], asked);
        }
        self.readable_field(symbol, variable, &spec, asked, std::rc::Rc::new([]));
        Some(id)
    }

    /// A `note` on an option or row: a footnote that numbers itself under its question; the same words bear the same sign.
    pub(super) fn footnote(&mut self, statement: &Statement, scope: SymbolId) -> Option<Footnote> {
        let note = statement.body.iter().find(|inner| inner.kind == Kind::Note)?;
        let text = note.label.as_ref().map(|label| self.text(label, scope))?;
        let words = text.plain();
        if let Some(sign) = self.footnotes.get(&words) {
            return Some(Footnote { sign: sign.clone(), text, printed: false });
        }
        let sign = format!("{}{}", self.survey.locale.words().writing.remark, self.footnotes.len() + 1);
        self.footnotes.insert(words, sign.clone());
        Some(Footnote { sign, text, printed: true })
    }

    /// Options that mean nothing where they stand.
    pub(super) fn check_option_clauses(&mut self, nodes: &[ChoiceNode<'a>], multiple: bool) {
        let mut flat = Vec::new();
        ChoiceNode::flat(nodes, &mut flat);
        for node in flat {
            let ChoiceNode::Option { statement, symbol: _, source, children: _, retired } = node else { continue };
            let none = statement.label.as_ref().filter(|label| label.plain().is_some_and(says_none));
            if let Some(label) = none.filter(|_| multiple && !retired && source.is_none() && !statement.excludes()) {
                let alone = statement.clauses.is_empty();
                self.say(errors::not_exclusive(statement.span, label.span, alone));
            }
            for clause in &statement.clauses {
                if matches!(clause.kind, ClauseKind::Exclusive) && !multiple && source.is_none() {
                    let why = "leave it out: of a single choice every option excludes the others";
                    self.say(errors::option_clause(clause.span, "exclusive", why));
                }
            }
        }
    }
}

/// Whether an option says that none of the others is so.
fn says_none(label: &str) -> bool {
    let words: String = label.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let english =
        ["none", "noneofthese", "noneoftheabove", "noneofthem", "noneatall", "noneapply", "nothing", "nothingofthese"];
    let japanese = [
        "特にない",
        "特になし",
        "とくにない",
        "特に無い",
        "特に無し",
        "いずれもない",
        "いずれもなし",
        "いずれでもない",
        "どれもない",
        "どれでもない",
        "いずれにも当てはまらない",
        "いずれにもあてはまらない",
        "どれにも当てはまらない",
        "どれにもあてはまらない",
        "いずれも当てはまらない",
        "いずれもあてはまらない",
        "当てはまるものはない",
        "あてはまるものはない",
        "該当なし",
        "該当するものはない",
        "なし",
        "何もない",
        "ひとつもない",
        "一つもない",
    ];
    english.iter().chain(&japanese).any(|none| *none == words)
}

fn special(statement: &Statement) -> Option<Special> {
    statement.means().map(|role| match role {
        RoleWord::DontKnow => Special::DontKnow,
        RoleWord::Refused => Special::Refused,
        RoleWord::NotApplicable => Special::NotApplicable,
    })
}

impl ChoiceNode<'_> {
    /// Whether it is an option that is offered today.
    pub(super) fn is_live(&self) -> bool {
        match self {
            Self::Option { retired, statement: _, symbol: _, source: _, children: _ } => !retired,
            Self::Heading { statement: _, choices: _ } => false,
        }
    }

    /// Whether it is offered and excludes the others. One that comes along from an earlier question does not.
    pub(super) fn stands_alone(&self) -> bool {
        match self {
            Self::Option { retired, statement, symbol: _, source, children: _ } => {
                !retired && source.is_none() && statement.excludes()
            }
            Self::Heading { statement: _, choices: _ } => false,
        }
    }
}

/// The codes that an option had in the edition before.
fn former_codes(statement: &Statement) -> Vec<String> {
    let paths = statement.was().map(|was| was.value);
    let last = |path: &Path| path.segments.last().map(|segment| segment.value.clone());
    paths.into_iter().flatten().filter_map(last).collect()
}

/// The code of the edition before of which an option is a part.
fn split_code(statement: &Statement) -> Option<String> {
    statement.splits().map(|splits| splits.value.value.clone())
}
