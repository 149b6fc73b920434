//! Tables that tell what the columns mean: sections, questions, options, variables, codes and rules, so that analysts can join the labels.

use std::collections::BTreeMap;

use setsumon_core::form::{Answer, Choice, Form, GateOption, Grid, Marker, Role, RowEntry, Special, Value};
use setsumon_core::ids::{Id, QuestionId, RuleId, VarId};
use setsumon_core::rule::{Binds, RuleKind};
use setsumon_core::text::Text;

use crate::constraint::Constraint;
use crate::dialect::Dialect;
use crate::layout::{Layout, Names};
use crate::place::Place;
use crate::value;

/// Rows of one `INSERT`.
const ROWS_A_STATEMENT: usize = 200;
/// Bytes of a key in the catalogue.
const KEY_BYTES: usize = 190;

/// A cell of a catalogue's row.
enum Cell {
    Key(String),
    Words(String),
    Whole(usize),
    Truth(bool),
    Nothing,
}

fn maybe(words: Option<String>) -> Cell {
    words.map_or(Cell::Nothing, Cell::Words)
}

fn maybe_key(key: Option<String>) -> Cell {
    key.map_or(Cell::Nothing, Cell::Key)
}

#[derive(Clone, Copy)]
enum Column {
    Key,
    Words,
    Whole,
    Truth,
}

struct Catalogue {
    name: &'static str,
    columns: &'static [(&'static str, Column)],
    keys: usize,
    rows: Vec<Vec<Cell>>,
}

/// The catalogue's tables, filled; and the quoted name of that of codes.
pub(crate) fn script(form: &Form, layout: &Layout, names: &mut Names, constraints: &[Constraint]) -> (String, String) {
    let mut script = String::new();
    let mut codes = String::new();
    for catalogue in [
        sections(form),
        questions(form),
        options(form),
        variables(form, layout),
        code_lists(form),
        rules(form, layout, constraints),
    ] {
        let name = layout.dialect.name(&names.free(&format!("{}__{}", form.survey().code, catalogue.name)));
        if catalogue.name == "code" {
            codes.clone_from(&name);
        }
        script.push_str(&written(layout.dialect, &name, &catalogue));
        script.push('\n');
    }
    (script, codes)
}

fn written(dialect: Dialect, name: &str, catalogue: &Catalogue) -> String {
    let mut lines: Vec<_> = catalogue
        .columns
        .iter()
        .enumerate()
        .map(|(index, (column, kind))| {
            let not_null = if index < catalogue.keys { " NOT NULL" } else { "" };
            format!("  {} {}{not_null}", dialect.name(column), column_type(dialect, *kind))
        })
        .collect();
    let keys: Vec<_> = catalogue.columns.iter().take(catalogue.keys).map(|(column, _)| dialect.name(column)).collect();
    lines.push(format!("  PRIMARY KEY ({})", keys.join(", ")));
    let end = match dialect {
        Dialect::PostgreSql | Dialect::DuckDb => "",
        Dialect::Sqlite => " STRICT",
        Dialect::MySql => " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
    };
    let mut script = format!("CREATE TABLE {name} (\n{}\n){end};\n", lines.join(",\n"));
    for rows in catalogue.rows.chunks(ROWS_A_STATEMENT) {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                format!("  ({})", row.iter().map(|cell| written_cell(dialect, cell)).collect::<Vec<_>>().join(", "))
            })
            .collect();
        script.push_str(&format!("INSERT INTO {name} VALUES\n{};\n", rows.join(",\n")));
    }
    script
}

fn column_type(dialect: Dialect, column: Column) -> String {
    match column {
        Column::Key => value::code_type(dialect, KEY_BYTES),
        Column::Words => value::text_type(dialect).to_owned(),
        Column::Whole => "INTEGER".to_owned(),
        Column::Truth => match dialect {
            Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => "BOOLEAN".to_owned(),
            Dialect::Sqlite => "INTEGER".to_owned(),
        },
    }
}

fn written_cell(dialect: Dialect, cell: &Cell) -> String {
    match cell {
        Cell::Key(text) | Cell::Words(text) => dialect.text(text),
        Cell::Whole(number) => number.to_string(),
        Cell::Truth(truth) => dialect.truth(*truth).to_owned(),
        Cell::Nothing => "NULL".to_owned(),
    }
}

fn joined(label: &[Text]) -> String {
    label.iter().map(Text::plain).collect::<Vec<_>>().join(" / ")
}

fn sections(form: &Form) -> Catalogue {
    let rows = form
        .sections()
        .iter()
        .map(|(id, section)| {
            vec![
                Cell::Key(section.code.clone()),
                Cell::Whole(id.index()),
                maybe(section.number.clone()),
                Cell::Words(section.label.plain()),
            ]
        })
        .collect();
    Catalogue {
        name: "section",
        columns: &[
            ("section", Column::Key),
            ("position", Column::Whole),
            ("number", Column::Words),
            ("label", Column::Words),
        ],
        keys: 1,
        rows,
    }
}

fn questions(form: &Form) -> Catalogue {
    let rows = form
        .questions()
        .iter()
        .map(|(id, question)| {
            vec![
                Cell::Key(question.path.clone()),
                Cell::Whole(id.index()),
                maybe_key(question.section.map(|section| form.sections().get(section).code.clone())),
                maybe(question.number.clone()),
                Cell::Words(question.name.plain()),
                Cell::Key(answer_kind(&question.answer).to_owned()),
                Cell::Truth(question.required),
                Cell::Truth(question.personal),
                Cell::Key(marker(question.marker).to_owned()),
            ]
        })
        .collect();
    Catalogue {
        name: "question",
        columns: &[
            ("question", Column::Key),
            ("position", Column::Whole),
            ("section", Column::Key),
            ("number", Column::Words),
            ("label", Column::Words),
            ("kind", Column::Key),
            ("required", Column::Truth),
            ("personal", Column::Truth),
            ("marker", Column::Key),
        ],
        keys: 1,
        rows,
    }
}

fn answer_kind(answer: &Answer) -> &'static str {
    match answer {
        Answer::Single { variable: _, choices: _ } => "single",
        Answer::Multi { choices: _, pick: _ } => "multi",
        Answer::Rank { choices: _, pick: _ } => "rank",
        Answer::Gate { variable: _, options: _ } => "gate",
        Answer::Grid(_) => "grid",
        Answer::Field(_) => "field",
    }
}

fn marker(marker: Marker) -> &'static str {
    match marker {
        Marker::Kept => "kept",
        Marker::New => "new",
        Marker::Updated => "updated",
    }
}

/// Options, and the rows of grids: what a question offers, with the variable of each where it has one of its own.
fn options(form: &Form) -> Catalogue {
    let mut rows = Vec::new();
    for (id, question) in form.questions().iter() {
        match &question.answer {
            Answer::Single { variable: _, choices }
            | Answer::Multi { choices, pick: _ }
            | Answer::Rank { choices, pick: _ } => choices_of(form, id, choices, &mut rows),
            Answer::Gate { variable: _, options } => {
                for GateOption { code, label, then: _, end: _, retired } in options {
                    rows.push(option(form, id, code, label, None, None, *retired, rows.len()));
                }
            }
            Answer::Grid(Grid { rows: entries, cells: _ }) => rows_of(form, id, entries, &mut rows),
            Answer::Field(_) => {}
        }
    }
    Catalogue {
        name: "option",
        columns: &[
            ("question", Column::Key),
            ("code", Column::Key),
            ("position", Column::Whole),
            ("label", Column::Words),
            ("variable", Column::Key),
            ("means", Column::Key),
            ("retired", Column::Truth),
        ],
        keys: 2,
        rows,
    }
}

fn choices_of(form: &Form, question: QuestionId, choices: &[Choice], rows: &mut Vec<Vec<Cell>>) {
    for choice in choices {
        match choice {
            Choice::Heading { label: _, choices } => choices_of(form, question, choices, rows),
            Choice::Option(choice) => {
                let position = rows.len();
                rows.push(option(
                    form,
                    question,
                    &choice.code,
                    &choice.label,
                    choice.variable,
                    choice.means,
                    choice.retired,
                    position,
                ));
            }
        }
    }
}

fn rows_of(form: &Form, question: QuestionId, entries: &[RowEntry], rows: &mut Vec<Vec<Cell>>) {
    for entry in entries {
        match entry {
            RowEntry::Heading { label: _, rows: inner } => rows_of(form, question, inner, rows),
            RowEntry::Row(row) => {
                let variable = match row.cells.as_slice() {
                    [only] => Some(*only),
                    _ => None,
                };
                let position = rows.len();
                rows.push(option(form, question, &row.code, &row.label, variable, None, row.retired, position));
            }
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "the columns of the row, in their order")]
fn option(
    form: &Form,
    question: QuestionId,
    code: &str,
    label: &Text,
    variable: Option<VarId>,
    means: Option<Special>,
    retired: bool,
    position: usize,
) -> Vec<Cell> {
    vec![
        Cell::Key(form.questions().get(question).path.clone()),
        Cell::Key(code.to_owned()),
        Cell::Whole(position),
        Cell::Words(label.plain()),
        maybe_key(variable.map(|variable| form.variables().get(variable).name.clone())),
        maybe_key(means.map(|means| special(means).to_owned())),
        Cell::Truth(retired),
    ]
}

fn special(special: Special) -> &'static str {
    match special {
        Special::DontKnow => "dont_know",
        Special::Refused => "refused",
        Special::NotApplicable => "not_applicable",
    }
}

fn variables(form: &Form, layout: &Layout) -> Catalogue {
    let rows = form
        .variables()
        .iter()
        .filter_map(|(id, variable)| {
            let table = layout.home(id).and_then(|index| layout.tables.get(index))?;
            let list = match &variable.value {
                Value::Code(list) => Some(form.code_lists().get(*list).name.clone()),
                Value::Tick
                | Value::Rank { max: _ }
                | Value::Integer { min: _, max: _ }
                | Value::Decimal { digits: _, min: _, max: _ }
                | Value::Month { min: _, max: _ }
                | Value::Date { min: _, max: _ }
                | Value::Text { shape: _, max_length: _, lines: _ } => None,
            };
            Some(vec![
                Cell::Key(variable.name.clone()),
                Cell::Whole(id.index()),
                Cell::Key(table.name.clone()),
                maybe_key(variable.question.map(|question| form.questions().get(question).path.clone())),
                Cell::Words(joined(&variable.label)),
                maybe(variable.unit.as_ref().map(Text::plain)),
                Cell::Key(value_kind(&variable.value).to_owned()),
                maybe_key(list),
                Cell::Key(role(variable.role).to_owned()),
                Cell::Truth(variable.personal),
                Cell::Key(marker(variable.marker).to_owned()),
            ])
        })
        .collect();
    Catalogue {
        name: "variable",
        columns: &[
            ("variable", Column::Key),
            ("position", Column::Whole),
            ("table", Column::Key),
            ("question", Column::Key),
            ("label", Column::Words),
            ("unit", Column::Words),
            ("kind", Column::Key),
            ("list", Column::Key),
            ("role", Column::Key),
            ("personal", Column::Truth),
            ("marker", Column::Key),
        ],
        keys: 1,
        rows,
    }
}

fn value_kind(value: &Value) -> &'static str {
    match value {
        Value::Code(_) => "code",
        Value::Tick => "tick",
        Value::Rank { max: _ } => "rank",
        Value::Integer { min: _, max: _ } => "integer",
        Value::Decimal { digits: _, min: _, max: _ } => "decimal",
        Value::Month { min: _, max: _ } => "month",
        Value::Date { min: _, max: _ } => "date",
        Value::Text { shape: _, max_length: _, lines: _ } => "text",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Answer => "answer",
        Role::Given => "given",
        Role::Retired => "retired",
        Role::Last(_) => "last",
    }
}

fn code_lists(form: &Form) -> Catalogue {
    let mut rows = Vec::new();
    for list in form.code_lists().values() {
        for (position, code) in list.codes.iter().enumerate() {
            rows.push(vec![
                Cell::Key(list.name.clone()),
                Cell::Key(code.code.clone()),
                Cell::Whole(position),
                Cell::Words(joined(&code.label)),
                maybe(code.value.map(|value| value.to_string())),
                maybe_key(code.means.map(|means| special(means).to_owned())),
                Cell::Truth(code.retired),
            ]);
        }
    }
    Catalogue {
        name: "code",
        columns: &[
            ("list", Column::Key),
            ("code", Column::Key),
            ("position", Column::Whole),
            ("label", Column::Words),
            ("score", Column::Words),
            ("means", Column::Key),
            ("retired", Column::Truth),
        ],
        keys: 2,
        rows,
    }
}

fn rules(form: &Form, layout: &Layout, constraints: &[Constraint]) -> Catalogue {
    let mut bears: BTreeMap<RuleId, &str> = BTreeMap::new();
    for constraint in constraints {
        bears.extend(constraint.rules.iter().map(|rule| (*rule, constraint.name.as_str())));
    }
    let rows = form
        .rules()
        .iter()
        .map(|(id, rule)| {
            vec![
                Cell::Key(rule.name.clone()),
                Cell::Key(form.variables().get(rule.at).name.clone()),
                Cell::Key(
                    match rule.binds {
                        Binds::Always => "always",
                        Binds::Submission => "submission",
                    }
                    .to_owned(),
                ),
                Cell::Truth(rule.hard),
                Cell::Key(kept(layout.kept(id).place).to_owned()),
                maybe_key(constraint(form, layout, &rule.kind, &rule.name, bears.get(&id).copied())),
                maybe(message(&rule.kind)),
            ]
        })
        .collect();
    Catalogue {
        name: "rule",
        columns: &[
            ("rule", Column::Key),
            ("variable", Column::Key),
            ("binds", Column::Key),
            ("hard", Column::Truth),
            ("kept_by", Column::Key),
            ("constraint", Column::Key),
            ("message", Column::Words),
        ],
        keys: 1,
        rows,
    }
}

/// The constraint that keeps a rule, where one does.
fn constraint(form: &Form, layout: &Layout, kind: &RuleKind, rule: &str, bears: Option<&str>) -> Option<String> {
    let survey = &form.survey().code;
    match kind {
        RuleKind::Domain { variable: _ } => Some(layout.dialect.constraint_name(survey, rule)),
        RuleKind::Asked { variable: _, when: _ }
        | RuleKind::Offered { variable: _, code: _, when: _ }
        | RuleKind::Required { question: _, variables: _, when: _ }
        | RuleKind::Exclusive { option: _, others: _ }
        | RuleKind::Alternative { variables: _ }
        | RuleKind::PickMin { variables: _, min: _ }
        | RuleKind::PickMax { variables: _, max: _ }
        | RuleKind::RanksDiffer { variables: _ }
        | RuleKind::RanksWithoutGap { variables: _ }
        | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
        | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
        | RuleKind::Check { complains: _, message: _, arithmetic: _, last: _ } => {
            bears.map(|name| layout.dialect.constraint_name(survey, name))
        }
    }
}

fn kept(place: Place) -> &'static str {
    match place {
        Place::Column | Place::Constraint | Place::ConstraintOfSubmitted => "constraint",
        Place::Submission => "trigger",
        Place::View => "view",
        Place::Table => "nothing",
    }
}

fn message(kind: &RuleKind) -> Option<String> {
    match kind {
        RuleKind::Check { complains: _, message, arithmetic: _, last: _ } => Some(message.plain()),
        RuleKind::Domain { variable: _ }
        | RuleKind::Asked { variable: _, when: _ }
        | RuleKind::Offered { variable: _, code: _, when: _ }
        | RuleKind::Required { question: _, variables: _, when: _ }
        | RuleKind::Exclusive { option: _, others: _ }
        | RuleKind::Alternative { variables: _ }
        | RuleKind::PickMin { variables: _, min: _ }
        | RuleKind::PickMax { variables: _, max: _ }
        | RuleKind::RanksDiffer { variables: _ }
        | RuleKind::RanksWithoutGap { variables: _ }
        | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
        | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ } => None,
    }
}
