//! Tables that tell what the columns mean: sections, questions, options, variables, codes and rules, so that analysts can join the labels.
//!
//! What is written elsewhere in them is not written twice: the options of single choices come from the lists of codes, and the rules of
//! domains from the variables, both by a query at the end.

use setsumon_core::names;
use setsumon_core::walk::{flat, with_headings};
use std::fmt::Write as _;

use setsumon_core::form::{Answer, Choice, Form, Grid, Marker, Role, RowEntry, Special, Value};
use setsumon_core::ids::{Id, QuestionId, RuleId, VarId};
use setsumon_core::rule::Binds;
use setsumon_core::text::Text;
use setsumon_core::unit;

use crate::asked::Asked;
use crate::constraint::Constraint;
use crate::filler::{Column, Filler};
use crate::layout::{Layout, Names};
use crate::place::Place;
use crate::table::DOMAIN;
use crate::words::{Words, joined};

/// The names of the catalogue's tables, quoted where that is needed.
pub(crate) struct Catalogue {
    pub(crate) edition: String,
    pub(crate) section: String,
    pub(crate) question: String,
    pub(crate) option: String,
    pub(crate) variable: String,
    pub(crate) code: String,
    pub(crate) rule: String,
}

impl Catalogue {
    pub(crate) fn of(form: &Form, layout: &Layout, names: &mut Names) -> Self {
        let mut name = |what: &str| layout.dialect.name(&names.free(&names::member(&form.survey().code, what)));
        Self {
            edition: name("edition"),
            section: name("section"),
            question: name("question"),
            option: name("option"),
            variable: name("variable"),
            code: name("code"),
            rule: name("rule"),
        }
    }

    /// All of them.
    pub(crate) fn names(&self) -> [&str; 7] {
        let Self { edition, section, question, option, variable, code, rule } = self;
        [edition, section, question, option, variable, code, rule]
    }
}

/// Writes the catalogue's tables, filled.
pub(crate) fn script(
    out: &mut String,
    form: &Form,
    layout: &Layout,
    words: &Words,
    catalogue: &Catalogue,
    constraints: &[Vec<Constraint<'_>>],
    asked: &Asked,
) {
    edition(out, form, layout, catalogue);
    sections(out, form, layout, catalogue);
    questions(out, form, layout, words, catalogue);
    variables(out, form, layout, words, catalogue, asked);
    layout.dialect.write_comments(out, &catalogue.variable);
    code_lists(out, form, layout, catalogue);
    options(out, form, layout, catalogue);
    rules(out, form, layout, catalogue, constraints);
}

/// One row: which edition's tables these are.
fn edition(out: &mut String, form: &Form, layout: &Layout, catalogue: &Catalogue) {
    let columns = [("edition", Column::Whole), ("title", Column::Words)];
    let what = "The edition that these tables are of.";
    let mut rows = Filler::create(out, layout.dialect, &catalogue.edition, what, 1, &columns);
    rows.row().whole(form.survey().edition).words(&form.survey().title.plain());
    rows.end();
}

fn sections(out: &mut String, form: &Form, layout: &Layout, catalogue: &Catalogue) {
    let mut rows = Filler::create(
        out,
        layout.dialect,
        &catalogue.section,
        "Sections, in the order of the survey.",
        1,
        &[("section", Column::Key), ("position", Column::Whole), ("number", Column::Words), ("label", Column::Words)],
    );
    for (id, section) in form.sections().iter() {
        rows.row().code(&section.code).whole(id.index()).maybe(section.number.as_deref()).words(&section.label.words());
    }
    rows.end();
}

fn questions(out: &mut String, form: &Form, layout: &Layout, words: &Words, catalogue: &Catalogue) {
    let mut rows = Filler::create(
        out,
        layout.dialect,
        &catalogue.question,
        "Questions, in the order of the survey, and who is asked; nothing there where everybody is.",
        1,
        &[
            ("question", Column::Key),
            ("position", Column::Whole),
            ("section", Column::Key),
            ("number", Column::Words),
            ("label", Column::Words),
            ("kind", Column::Key),
            ("required", Column::Truth),
            ("personal", Column::Truth),
            ("marker", Column::Key),
            ("who", Column::Words),
        ],
    );
    for (id, question) in form.questions().iter() {
        rows.row()
            .code(&question.path)
            .whole(id.index())
            .maybe_code(question.section.map(|section| form.sections().get(section).code.as_str()))
            .maybe(question.number.as_deref())
            .words(&question.name.words())
            .code(answer_kind(&question.answer))
            .truth(question.required)
            .truth(question.personal)
            .code(marker(question.marker))
            .maybe(words.who(id));
    }
    rows.end();
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

/// Options, and the rows of grids: what a question offers, with the variable of each where it has one of its own. Those of single choices
/// and gates are the codes of their lists.
fn options(out: &mut String, form: &Form, layout: &Layout, catalogue: &Catalogue) {
    let Catalogue { edition: _, section: _, question, option, variable, code, rule: _ } = catalogue;
    let mut rows = Filler::create(
        out,
        layout.dialect,
        option,
        "What questions offer: options, and the rows of grids.",
        2,
        &[
            ("question", Column::Key),
            ("code", Column::Key),
            ("position", Column::Whole),
            ("label", Column::Words),
            ("variable", Column::Key),
            ("means", Column::Key),
            ("retired", Column::Truth),
        ],
    );
    let mut from_lists = false;
    for (id, question) in form.questions().iter() {
        match &question.answer {
            Answer::Multi { choices, pick: _ } | Answer::Rank { choices, pick: _ } => {
                choices_of(form, id, choices, &mut rows);
            }
            // In a list of codes, an option's heading is a part of its label.
            Answer::Single { variable: _, choices } if has_headings(choices) => {
                choices_of(form, id, choices, &mut rows);
            }
            Answer::Grid(Grid { rows: entries, cells: _ }) => {
                rows_of(form, id, entries, &mut rows);
            }
            Answer::Single { variable: _, choices: _ } | Answer::Gate { variable: _, options: _ } => from_lists = true,
            Answer::Field(_) => {}
        }
    }
    rows.end();
    if from_lists {
        let _ = writeln!(
            out,
            "INSERT INTO {option}\n  SELECT v.question, c.code, c.position, c.label, NULL, c.means, c.retired\n  \
             FROM {question} q JOIN {variable} v ON v.question = q.question JOIN {code} c ON c.list = v.list\n  \
             WHERE q.kind IN ('single', 'gate') AND q.question NOT IN (SELECT question FROM {option});"
        );
    }
}

fn has_headings(choices: &[Choice]) -> bool {
    with_headings(choices).any(|(headings, _)| !headings.is_empty())
}

fn choices_of(form: &Form, question: QuestionId, choices: &[Choice], rows: &mut Filler<'_>) {
    for (position, choice) in flat(choices).enumerate() {
        let what = What { code: &choice.code, label: &choice.label, retired: choice.retired };
        option(form, question, &what, choice.variable, choice.means, position, rows);
    }
}

fn rows_of(form: &Form, question: QuestionId, entries: &[RowEntry], rows: &mut Filler<'_>) {
    for (position, row) in flat(entries).enumerate() {
        let variable = match row.cells.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        let what = What { code: &row.code, label: &row.label, retired: row.retired };
        option(form, question, &what, variable, None, position, rows);
    }
}

/// What is offered.
struct What<'a> {
    code: &'a str,
    label: &'a Text,
    retired: bool,
}

fn option(
    form: &Form,
    question: QuestionId,
    what: &What<'_>,
    variable: Option<VarId>,
    means: Option<Special>,
    position: usize,
    rows: &mut Filler<'_>,
) {
    rows.row()
        .code(&form.questions().get(question).path)
        .code(what.code)
        .whole(position)
        .words(&what.label.words())
        .maybe_code(variable.map(|variable| form.variables().get(variable).name.as_str()))
        .maybe_code(means.map(special))
        .truth(what.retired);
}

fn special(special: Special) -> &'static str {
    match special {
        Special::DontKnow => "dont_know",
        Special::Refused => "refused",
        Special::NotApplicable => "not_applicable",
    }
}

fn variables(out: &mut String, form: &Form, layout: &Layout, words: &Words, catalogue: &Catalogue, asked: &Asked) {
    let mut rows = Filler::create(
        out,
        layout.dialect,
        &catalogue.variable,
        "Variables: columns, with the table each lies in, its list of codes, and the column of the view __asked that tells who is asked.",
        1,
        &[
            ("variable", Column::Key),
            ("position", Column::Whole),
            ("stored_in", Column::Key),
            ("question", Column::Key),
            ("label", Column::Words),
            ("unit", Column::Words),
            ("kind", Column::Key),
            ("list", Column::Key),
            ("role", Column::Key),
            ("personal", Column::Truth),
            ("marker", Column::Key),
            ("asked", Column::Key),
        ],
    );
    for (id, variable) in form.variables().iter() {
        let Some(table) = layout.table_of(id) else { continue };
        let list = variable.value.code_list().map(|list| form.code_lists().get(list).name.as_str());
        rows.row()
            .code(&variable.name)
            .whole(id.index())
            .code(&table.name)
            .maybe_code(variable.question.map(|question| form.questions().get(question).path.as_str()))
            .words(words.label(id))
            .maybe(unit::of_variable(form, variable).as_deref())
            .code(value_kind(&variable.value))
            .maybe_code(list)
            .code(role(variable.role))
            .truth(variable.personal)
            .code(marker(variable.marker))
            .maybe_code(asked.column(layout, id));
    }
    rows.end();
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

fn code_lists(out: &mut String, form: &Form, layout: &Layout, catalogue: &Catalogue) {
    let mut rows = Filler::create(
        out,
        layout.dialect,
        &catalogue.code,
        "Codes, each list once, whatever variables share it.",
        2,
        &[
            ("list", Column::Key),
            ("code", Column::Key),
            ("position", Column::Whole),
            ("label", Column::Words),
            ("score", Column::Words),
            ("means", Column::Key),
            ("retired", Column::Truth),
        ],
    );
    for list in form.code_lists().values() {
        for (position, code) in list.codes.iter().enumerate() {
            rows.row()
                .code(&list.name)
                .code(&code.code)
                .whole(position)
                .words(&joined(&code.label))
                .maybe(code.value.map(|value| value.to_string()).as_deref())
                .maybe_code(code.means.map(special))
                .truth(code.retired);
        }
    }
    rows.end();
}

/// Rules under the names that the database tells: a row a constraint, and a row for each rule that none keeps.
fn rules(out: &mut String, form: &Form, layout: &Layout, catalogue: &Catalogue, constraints: &[Vec<Constraint<'_>>]) {
    let (dialect, survey) = (layout.dialect, form.survey().code.as_str());
    let mut rows = Filler::create(
        out,
        dialect,
        &catalogue.rule,
        "Rules: what keeps each, under the name by which the database refuses, and the variable it is about.",
        1,
        &[
            ("rule", Column::Key),
            ("variable", Column::Key),
            ("binds", Column::Key),
            ("kept_by", Column::Key),
            ("message", Column::Words),
        ],
    );
    let mut row = |name: &str, id: RuleId| {
        let rule = form.rules().get(id);
        let binds = match rule.binds {
            Binds::Always => "always",
            Binds::Submission => "submission",
        };
        rows.row()
            .words(name)
            .code(&form.variables().get(rule.at).name)
            .code(binds)
            .code(kept(layout.kept(id).place))
            .maybe(rule.kind.told(form).as_deref());
    };
    for constraint in constraints.iter().flatten() {
        row(&dialect.constraint_name(survey, &constraint.name), constraint.rule);
    }
    let longest = dialect.plain_constraint(survey) - DOMAIN.len();
    for (id, rule) in form.rules().iter() {
        match layout.kept(id).place {
            Place::Submission | Place::View | Place::Table => row(&rule.name, id),
            Place::Column if form.variables().get(rule.at).name.len() > longest => {
                row(&dialect.constraint_name(survey, &rule.name), id);
            }
            Place::Column | Place::Constraint | Place::ConstraintOfSubmitted => {}
        }
    }
    rows.end();
    // Where constraints share their names, the survey leads in them.
    let domain = format!("'{DOMAIN}'");
    let name = if dialect.constraints_share_names() {
        dialect.joined(&[&format!("'{survey}.'"), "variable", &domain])
    } else {
        dialect.joined(&["variable", &domain])
    };
    let _ = writeln!(
        out,
        "INSERT INTO {}\n  SELECT {name}, variable, 'always', 'constraint', NULL FROM {} WHERE length(variable) <= {longest};",
        catalogue.rule, catalogue.variable
    );
}

fn kept(place: Place) -> &'static str {
    match place {
        Place::Column | Place::Constraint | Place::ConstraintOfSubmitted => "constraint",
        Place::Submission => "trigger",
        Place::View => "view",
        Place::Table => "nothing",
    }
}
