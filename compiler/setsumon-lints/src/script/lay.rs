//! The one place where the tree is taken apart.

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_diagnostics::{SourceMap, Span};
use setsumon_syntax::ast::{ClauseKind, ExprKind, File, Kind, Marker, Says, Statement, Text};

use super::{Asks, Choice, Part, Question, Room, Script, Written};
use crate::words::Words;

/// Lays a survey flat.
pub(super) fn lay<'a>(file: &'a File, sources: &'a SourceMap) -> Script<'a> {
    let survey = file.statements.iter().find(|statement| statement.kind == Kind::Survey);
    let said = |kind: Kind| survey.and_then(|survey| survey.body.iter().find(|inner| inner.kind == kind));
    let edition = said(Kind::Edition).and_then(|edition| {
        let ExprKind::Number(number) = &edition.condition.as_ref()?.kind else { return None };
        number.parse().ok()
    });
    let locale = said(Kind::Locale).and_then(|locale| locale.code.as_ref()).map_or("", |code| code.value.as_str());
    let script = Script {
        survey,
        sources,
        file,
        locale,
        edition,
        texts: Vec::new(),
        questions: Vec::new(),
        runs: Vec::new(),
        conditions: Vec::new(),
        rooms: vec![Room { statement: None, around: None }],
        selected: FxHashSet::default(),
        names: Vec::new(),
    };
    let mut layer = Layer { script, known: FxHashMap::default() };
    layer.run(&file.statements, Place::default());
    layer.script
}

/// Where something stands.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    room: usize,
    nested: bool,
    in_roster: bool,
    personal: Option<bool>,
    question: Option<usize>,
}

struct Layer<'a> {
    script: Script<'a>,
    /// The texts that are listed. Those of a table of options stand all at one place.
    known: FxHashMap<(Span, Option<&'a str>), usize>,
}

impl<'a> Layer<'a> {
    fn text(&mut self, part: Part, text: &'a Text, owner: &'a Statement, question: Option<usize>) -> usize {
        let of_table = (owner.span == text.span).then(|| text.plain()).flatten();
        let Self { script, known } = self;
        *known.entry((text.span, of_table)).or_insert_with(|| {
            let words = Words::of(text, script.sources);
            script.texts.push(Written { part, words, owner, question });
            script.texts.len() - 1
        })
    }

    fn label(&mut self, part: Part, statement: &'a Statement, question: Option<usize>) -> Option<usize> {
        statement.label.as_ref().map(|label| self.text(part, label, statement, question))
    }

    fn room(&mut self, statement: &'a Statement, place: Place) -> Place {
        self.script.rooms.push(Room { statement: Some(statement), around: Some(place.room) });
        Place { room: self.script.rooms.len() - 1, ..place }
    }

    fn run(&mut self, statements: &'a [Statement], place: Place) {
        self.script.runs.push(statements);
        statements.iter().for_each(|statement| self.statement(statement, place));
    }

    fn statement(&mut self, statement: &'a Statement, place: Place) {
        let says = |marker, is: bool| statement.marked(marker).map(|_| is);
        let own = says(Marker::NotPersonal, false).or_else(|| says(Marker::Personal, true));
        let place = Place { personal: own.or(place.personal), ..place };
        match statement.kind {
            Kind::Question(kind) => self.question(statement, Asks::Plain(kind), place),
            Kind::Grid => self.question(statement, Asks::Grid(statement.of()), place),
            Kind::Gate => self.question(statement, Asks::Gate, place),
            Kind::Part | Kind::Section | Kind::Group | Kind::Heading => self.within(Part::Title, statement, place),
            Kind::Repeat => self.within(Part::Title, statement, Place { in_roster: true, ..place }),
            // One that covers nothing speaks of all that stands beside it.
            Kind::Lead => self.within(Part::Lead, statement, place),
            // Without a code of its own it puts its questions in place as if they were written there.
            Kind::Use if statement.as_code().is_none() => {
                self.head(Part::Title, statement, place.question);
                self.run(&statement.body, place);
            }
            Kind::Use | Kind::When => self.within(Part::Title, statement, place),
            Kind::Survey | Kind::Page | Kind::Publisher => self.within(Part::Title, statement, place),
            Kind::Note | Kind::Submit => self.within(Part::Prose, statement, place),
            Kind::Hint | Kind::Beside => self.within(Part::Hint, statement, place),
            Kind::Instruction => self.within(Part::Instruction, statement, place),
            Kind::End | Kind::Check => self.within(Part::Message, statement, place),
            Kind::Calc => self.within(Part::Label, statement, place),
            Kind::Numbers | Kind::Wording | Kind::Units | Kind::Entry | Kind::UnitEntry => {
                self.within(Part::House, statement, place);
            }
            Kind::Info | Kind::Given | Kind::Rationale | Kind::Let => self.within(Part::Aside, statement, place),
            // An option stands in its question; what is retired is asked of nobody; the others have no texts, or are put in place.
            Kind::Option
            | Kind::Rows
            | Kind::Columns
            | Kind::Retired
            | Kind::Locale
            | Kind::Edition
            | Kind::AsOf
            | Kind::Deadline
            | Kind::Import
            | Kind::Choices
            | Kind::Block => {}
        }
    }

    /// What has words of its own and holds others.
    fn within(&mut self, part: Part, statement: &'a Statement, place: Place) {
        self.head(part, statement, place.question);
        if statement.body.is_empty() && statement.otherwise.is_none() {
            return;
        }
        let inner = self.room(statement, place);
        self.run(&statement.body, inner);
        if let Some(otherwise) = &statement.otherwise {
            if let Some(Says::Words(text)) = &otherwise.says {
                self.text(Part::Message, text, statement, place.question);
            }
            let inner = self.room(statement, place);
            self.run(&otherwise.body, inner);
        }
    }

    /// The texts and conditions of a head.
    fn head(&mut self, part: Part, statement: &'a Statement, question: Option<usize>) -> Option<usize> {
        let label = self.label(part, statement, question);
        if let Some(prose) = &statement.prose {
            self.text(Part::Prose, prose, statement, question);
        }
        self.script.conditions.extend(&statement.condition);
        for clause in &statement.clauses {
            match &clause.kind {
                ClauseKind::When(condition) => self.script.conditions.push(condition),
                ClauseKind::Ends { low, high } => {
                    self.text(Part::Option, low, statement, question);
                    self.text(Part::Option, high, statement, question);
                }
                ClauseKind::Band(rows) => {
                    rows.iter().for_each(|row| {
                        self.text(Part::Option, &row.label, statement, question);
                    });
                }
                ClauseKind::Unit(text)
                | ClauseKind::Prefix(text)
                | ClauseKind::Suffix(text)
                | ClauseKind::Named(text) => {
                    self.text(Part::Around, text, statement, question);
                }
                ClauseKind::Says(Says::Words(text)) | ClauseKind::Then(text) | ClauseKind::End(text) => {
                    self.text(Part::Message, text, statement, question);
                }
                ClauseKind::Spelling(text) => {
                    self.text(Part::House, text, statement, question);
                }
                ClauseKind::With(given) => given.iter().for_each(|(_, text)| {
                    self.text(Part::Aside, text, statement, question);
                }),
                ClauseKind::Revised(reason) | ClauseKind::Break(reason) => {
                    self.text(Part::Aside, &reason.words, statement, question);
                }
                ClauseKind::SelectedIn { question, answers: _ } => {
                    self.script.selected.extend(question.segments.last().map(|last| last.value.as_str()));
                }
                ClauseKind::Says(Says::Nothing(_))
                | ClauseKind::Of(_)
                | ClauseKind::Points { .. }
                | ClauseKind::Times { .. }
                | ClauseKind::Parameters(_)
                | ClauseKind::From { .. }
                | ClauseKind::FromFile(_)
                | ClauseKind::As(_)
                | ClauseKind::Specify { .. }
                | ClauseKind::Required
                | ClauseKind::Optional
                | ClauseKind::Min(_)
                | ClauseKind::Max(_)
                | ClauseKind::Digits(_)
                | ClauseKind::UnitCode(_)
                | ClauseKind::MaxLength(_)
                | ClauseKind::Pattern(_)
                | ClauseKind::Exclusive
                | ClauseKind::Value(_)
                | ClauseKind::Means(_)
                | ClauseKind::Kana(_)
                | ClauseKind::Pick { .. }
                | ClauseKind::Layout(_)
                | ClauseKind::Warn
                | ClauseKind::Or(_)
                | ClauseKind::Marker(_)
                | ClauseKind::Was(_)
                | ClauseKind::Splits(_)
                | ClauseKind::Follows(_)
                | ClauseKind::Allow { .. } => {}
            }
        }
        label
    }

    fn question(&mut self, statement: &'a Statement, asks: Asks, place: Place) {
        let at = self.script.questions.len();
        let alternatives = statement.or().unwrap_or_default();
        self.script.questions.push(Question {
            statement,
            asks,
            label: None,
            lead: None,
            hint: None,
            instruction: None,
            options: Vec::new(),
            rows: Vec::new(),
            alternatives,
            room: place.room,
            nested: place.nested,
            in_roster: place.in_roster,
            personal: place.personal,
        });
        let inner = Place { question: Some(at), nested: true, ..self.room(statement, place) };
        let mut found = Found { label: self.head(Part::Label, statement, Some(at)), ..Found::default() };
        for option in alternatives {
            self.choice(option, 0, inner);
        }
        self.body(&statement.body, inner, &mut found);
        let Found { label, lead, hint, instruction, options, rows, headings: _ } = found;
        if let Some(question) = self.script.questions.get_mut(at) {
            (question.label, question.lead, question.hint, question.instruction) = (label, lead, hint, instruction);
            (question.options, question.rows) = (options, rows);
        }
    }

    /// What stands in the `{ }` of a question.
    #[expect(clippy::wildcard_enum_match_arm, reason = "what is no part of the question is a statement like others")]
    fn body(&mut self, statements: &'a [Statement], place: Place, found: &mut Found<'a>) {
        for statement in statements {
            match statement.kind {
                Kind::Lead if statement.body_span.is_none() => {
                    found.lead = self.head(Part::Lead, statement, place.question);
                }
                Kind::Hint => found.hint = self.head(Part::Hint, statement, place.question),
                Kind::Instruction => found.instruction = self.head(Part::Instruction, statement, place.question),
                Kind::Option | Kind::Heading if is_choice(statement) => {
                    let Found { options, headings, .. } = found;
                    self.choices(statement, 0, headings, place, options);
                }
                Kind::Rows => {
                    self.head(Part::Title, statement, place.question);
                    let (mut headings, mut rows) = (0, Vec::new());
                    for row in &statement.body {
                        self.choices(row, 0, &mut headings, place, &mut rows);
                    }
                    found.rows = rows;
                }
                Kind::Columns => {
                    self.head(Part::Title, statement, place.question);
                    self.body(&statement.body, place, found);
                }
                _ => self.statement(statement, place),
            }
        }
    }

    /// An option or row, or those under a heading.
    fn choices(
        &mut self,
        statement: &'a Statement,
        heading: usize,
        headings: &mut usize,
        place: Place,
        found: &mut Vec<Choice<'a>>,
    ) {
        if statement.kind == Kind::Heading {
            self.head(Part::Title, statement, place.question);
            *headings += 1;
            let own = *headings;
            statement.body.iter().for_each(|inner| self.choices(inner, own, headings, place, found));
        } else if statement.kind == Kind::Option {
            found.extend(self.choice(statement, heading, place));
        } else {
            self.statement(statement, place);
        }
    }

    /// One option or row, with what is asked where it is chosen.
    fn choice(&mut self, statement: &'a Statement, heading: usize, place: Place) -> Option<Choice<'a>> {
        let label = self.head(Part::Option, statement, place.question);
        if !statement.body.is_empty() {
            let inner = self.room(statement, place);
            self.run(&statement.body, inner);
        }
        Some(Choice { statement, label: label?, heading })
    }
}

/// What is found in the `{ }` of a question.
#[derive(Default)]
struct Found<'a> {
    label: Option<usize>,
    lead: Option<usize>,
    hint: Option<usize>,
    instruction: Option<usize>,
    options: Vec<Choice<'a>>,
    rows: Vec<Choice<'a>>,
    headings: usize,
}

/// Whether something is an option, or a heading over some.
fn is_choice(statement: &Statement) -> bool {
    statement.kind == Kind::Option
        || statement.kind == Kind::Heading && (statement.from().is_some() || statement.body.iter().any(is_choice))
}
