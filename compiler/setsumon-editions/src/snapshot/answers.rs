//! What may be answered, on the page of its question: options and rows, blanks with their ranges and the words around them.

use setsumon_core::calendar::{iso_day, iso_month};
use setsumon_core::cond::Cond;
use setsumon_core::domain::MOST_WHOLE;
use setsumon_core::form::{
    Alternative, Answer, Cells, Choice, ChoiceOption, CodeEntry, Column, Field, FieldSpec, GateOption, Item, Pick, Row,
    RowEntry, Special, TextShape, Value,
};
use setsumon_core::ids::{CondId, QuestionId, VarId};
use setsumon_core::text::Text;
use setsumon_core::walk::{all, flat};

use super::outline::outcome_word;
use super::page::{Page, parts};
use super::questions::fields;

/// The path of a question, and when it is asked.
type Within<'a> = (&'a str, &'a [CondId]);

/// The word of the language for a type.
pub(super) fn type_word(answer: &Answer) -> &'static str {
    match answer {
        Answer::Single { variable: _, choices: _ } => "single",
        Answer::Multi { choices: _, pick: _ } => "multi",
        Answer::Rank { choices: _, pick: _ } => "rank",
        Answer::Gate { variable: _, options: _ } => "gate",
        Answer::Grid(grid) => match &grid.cells {
            Cells::Single { choices: _ } => "grid of single",
            Cells::Multi { choices: _ } => "grid of multi",
            Cells::Fields { columns: _ } => "grid",
        },
        Answer::Field(field) => field.spec.kind.word(),
    }
}

/// The answer of the question at a path, which is asked where these conditions hold.
pub(super) fn answer(page: &mut Page<'_>, answer: &Answer, path: &str, around: &[CondId]) {
    match answer {
        Answer::Single { variable, choices: list } => {
            renamed(page, *variable);
            choices(page, list, Some(*variable), (path, around), "option");
        }
        Answer::Multi { choices: list, pick } | Answer::Rank { choices: list, pick } => {
            picked(page, *pick);
            choices(page, list, None, (path, around), "option");
        }
        Answer::Gate { variable, options } => {
            renamed(page, *variable);
            for option in options {
                gate_option(page, *variable, path, option);
            }
        }
        Answer::Grid(grid) => {
            let first = flat(&grid.rows).next();
            match &grid.cells {
                Cells::Single { choices: list } => {
                    choices(page, list, first.and_then(|row| row.cells.first()).copied(), (path, around), "column");
                }
                Cells::Multi { choices: list } => choices(page, list, None, (path, around), "column"),
                Cells::Fields { columns } => {
                    for (index, column) in columns.iter().enumerate() {
                        let cell = first.and_then(|row| row.cells.get(index)).copied();
                        blank_column(page, column, path, cell);
                    }
                }
            }
            rows(page, &grid.rows, (path, around));
        }
        Answer::Field(Field { variable, spec, specify, items, alternatives }) => {
            renamed(page, *variable);
            blank(page, spec, Some(*variable));
            write_in(page, *specify);
            for Alternative { code, label, variable: _, means, retired } in alternatives {
                labelled(page, if *retired { "retired instead" } else { "instead" }, code, label);
                page.inside(|page| special(page, *means));
            }
            fields(page, items, &with(page, around, &[*variable], items));
        }
    }
}

/// What is known before the answers.
pub(super) fn given(page: &mut Page<'_>, id: VarId) {
    let variable = page.form.variables().get(id);
    page.text("label", variable.label.last());
    value(page, &variable.value);
    if let Some(list) = variable.value.code_list() {
        for entry in &page.form.code_lists().get(list).codes {
            labelled(page, "option", &entry.code, &entry.label.last().cloned().unwrap_or_default());
        }
    }
    page.text("unit", variable.unit.as_ref());
    if variable.personal {
        page.fact("personal", "yes");
    }
}

fn picked(page: &mut Page<'_>, pick: Option<Pick>) {
    if let Some(Pick { min, max }) = pick {
        page.fact("pick", &format!("{min} to {max}"));
    }
}

/// The names that a variable had, or of which it is a part.
fn renamed(page: &mut Page<'_>, id: VarId) {
    let variable = page.form.variables().get(id);
    if !variable.was.is_empty() {
        page.fact("was", &variable.was.join(", "));
    }
    if let Some(splits) = &variable.splits {
        page.fact("splits", splits);
    }
}

fn labelled(page: &mut Page<'_>, word: &str, code: &str, label: &Text) {
    let words = page.words(label);
    page.fact(&format!("{word} {code}"), &words);
}

fn choices(page: &mut Page<'_>, list: &[Choice], variable: Option<VarId>, within: Within<'_>, word: &str) {
    for choice in list {
        match choice {
            Choice::Heading { label, choices: under } => {
                page.text("heading", Some(label));
                page.inside(|page| choices(page, under, variable, within, word));
            }
            Choice::Option(own) => option(page, own, variable, within, word),
        }
    }
}

fn option(page: &mut Page<'_>, option: &ChoiceOption, of: Option<VarId>, (path, around): Within<'_>, word: &str) {
    let ChoiceOption {
        code,
        label,
        variable,
        offered,
        who,
        own: _,
        exclusive,
        means,
        value,
        marker,
        hint,
        beside,
        kana,
        footnote,
        specify,
        items,
        retired,
    } = option;
    let word = if *retired { format!("retired {word}") } else { word.to_owned() };
    labelled(page, &word, code, label);
    page.inside(|page| {
        match (of.and_then(|of| entry(page, of, code)), variable) {
            (Some(CodeEntry { code: _, label: _, value: _, means: _, retired: _, was, splits }), _) => {
                if !was.is_empty() {
                    page.fact("was", &was.join(", "));
                }
                if let Some(splits) = splits {
                    page.fact("splits", splits);
                }
            }
            (None, Some(variable)) => renamed(page, *variable),
            (None, None) => {}
        }
        if *exclusive && of.is_none() {
            page.fact("exclusive", "yes");
        }
        special(page, *means);
        if let Some(value) = value {
            page.fact("value", &value.to_string());
        }
        if let Some(kana) = kana {
            page.fact("kana", kana);
        }
        page.text("who", who.as_ref());
        page.condition("offered", &parts(page.form, *offered, around));
        page.own_marker(*marker);
        page.reasons(&format!("{path}.{code}"));
        page.text("hint", hint.as_ref());
        page.text("beside", beside.as_ref());
        page.text("footnote", footnote.as_ref().map(|footnote| &footnote.text));
        write_in(page, *specify);
        if !items.is_empty() {
            let owner: Vec<VarId> = of.or(*variable).into_iter().collect();
            fields(page, items, &with(page, around, &owner, items));
        }
    });
}

fn entry<'a>(page: &Page<'a>, of: VarId, code: &str) -> Option<&'a CodeEntry> {
    let list = page.form.variables().get(of).value.code_list()?;
    page.form.code_lists().get(list).codes.iter().find(|entry| entry.code == code)
}

/// The conditions around fields in an option, row or field: those of its question, and that what they stand in is answered.
fn with(page: &Page<'_>, around: &[CondId], variables: &[VarId], items: &[Item]) -> Vec<CondId> {
    let mut demanded = around.to_vec();
    for asked in asked_in(page, items) {
        demanded.extend(parts(page.form, asked, around).into_iter().filter(|part| answers(page, *part, variables)));
    }
    demanded
}

/// Whether a condition is no more than that one of these variables is answered, or answered so.
fn answers(page: &Page<'_>, condition: CondId, variables: &[VarId]) -> bool {
    match page.form.conds().get(condition) {
        Cond::Present(of) => variables.contains(of),
        Cond::In { variable: of, codes } => variables.contains(of) && codes.len() == 1,
        Cond::Any(parts) => parts.iter().all(|part| answers(page, *part, variables)),
        Cond::Always
        | Cond::Never
        | Cond::Absent(_)
        | Cond::NotIn { variable: _, codes: _ }
        | Cond::Compare { left: _, op: _, right: _ }
        | Cond::All(_)
        | Cond::Some { repeat: _, cond: _ }
        | Cond::Every { repeat: _, cond: _ } => false,
    }
}

/// When the fields among these are asked.
fn asked_in(page: &Page<'_>, items: &[Item]) -> Vec<CondId> {
    let asked = |item: &Item| match item {
        Item::Question(id) => Some(page.form.questions().get(*id).asked),
        Item::Note(note) => Some(note.asked),
        Item::Group(_)
        | Item::Led(_)
        | Item::Headed(_)
        | Item::Branch(_)
        | Item::Repeat(_)
        | Item::Calc(_)
        | Item::End(_) => None,
    };
    all(items).filter_map(asked).collect()
}

fn special(page: &mut Page<'_>, means: Option<Special>) {
    let word = match means {
        None => return,
        Some(Special::DontKnow) => "does not know",
        Some(Special::Refused) => "prefers not to answer",
        Some(Special::NotApplicable) => "does not apply",
    };
    page.fact("means", word);
}

fn write_in(page: &mut Page<'_>, specify: Option<QuestionId>) {
    if let Some(id) = specify {
        let required = page.form.questions().get(id).required;
        page.fact("write-in", if required { "required" } else { "may be left blank" });
    }
}

fn gate_option(page: &mut Page<'_>, of: VarId, path: &str, option: &GateOption) {
    let GateOption { code, label, then, end, retired } = option;
    labelled(page, if *retired { "retired option" } else { "option" }, code, label);
    page.inside(|page| {
        if let Some(entry) = entry(page, of, code).filter(|entry| !entry.was.is_empty()) {
            page.fact("was", &entry.was.join(", "));
        }
        page.reasons(&format!("{path}.{code}"));
        page.text("then", then.as_ref());
        if let Some(end) = end {
            let end = page.form.ends().get(*end);
            page.text("ends the survey", Some(&end.sentence));
            page.fact("counts as", outcome_word(end.outcome));
        }
    });
}

fn rows(page: &mut Page<'_>, entries: &[RowEntry], within: Within<'_>) {
    for entry in entries {
        match entry {
            RowEntry::Heading { label, rows: under } => {
                page.text("heading", Some(label));
                page.inside(|page| rows(page, under, within));
            }
            RowEntry::Row(own) => row(page, own, within),
        }
    }
}

fn row(page: &mut Page<'_>, row: &Row, (path, around): Within<'_>) {
    let Row {
        code,
        label,
        offered,
        who,
        own: _,
        optional,
        marker,
        hint,
        beside,
        footnote,
        specify,
        items,
        cells,
        retired,
    } = row;
    labelled(page, if *retired { "retired row" } else { "row" }, code, label);
    page.inside(|page| {
        let was: Vec<String> = cells.iter().flat_map(|cell| page.form.variables().get(*cell).was.clone()).collect();
        if !was.is_empty() {
            page.fact("was", &was.join(", "));
        }
        if *optional {
            page.fact("optional", "yes");
        }
        page.text("who", who.as_ref());
        page.condition("offered", &parts(page.form, *offered, around));
        page.own_marker(*marker);
        page.reasons(&format!("{path}.{code}"));
        page.text("hint", hint.as_ref());
        page.text("beside", beside.as_ref());
        page.text("footnote", footnote.as_ref().map(|footnote| &footnote.text));
        write_in(page, *specify);
        if !items.is_empty() {
            fields(page, items, &with(page, around, cells, items));
        }
    });
}

fn blank_column(page: &mut Page<'_>, column: &Column, path: &str, cell: Option<VarId>) {
    let Column { code, label, field, required, marker } = column;
    if !code.is_empty() {
        labelled(page, "column", code, &label.clone().unwrap_or_default());
    }
    page.fact("blank", field.kind.word());
    page.inside(|page| {
        blank(page, field, cell);
        if *required {
            page.fact("required", "yes");
        }
        page.own_marker(*marker);
        if !code.is_empty() {
            page.reasons(&format!("{path}.{code}"));
        }
    });
}

fn blank(page: &mut Page<'_>, spec: &FieldSpec, variable: Option<VarId>) {
    let FieldSpec { kind, prefix, unit, suffix } = spec;
    page.text("prefix", prefix.as_ref());
    page.text("unit", unit.as_ref());
    page.text("suffix", suffix.as_ref());
    if let Some((first, last)) = kind.ends() {
        page.text("first", Some(first));
        page.text("last", Some(last));
    }
    if let Some(variable) = variable {
        value(page, &page.form.variables().get(variable).value);
    }
}

/// The values that a blank takes.
fn value(page: &mut Page<'_>, value: &Value) {
    match value {
        Value::Code(_) | Value::Tick | Value::Rank { max: _ } => {}
        Value::Integer { min, max } => match (*min == -MOST_WHOLE, *max == MOST_WHOLE) {
            (true, true) => {}
            (false, true) => page.fact("range", &format!("{min} or more")),
            (true, false) => page.fact("range", &format!("{max} or less")),
            (false, false) => page.fact("range", &format!("{min} to {max}")),
        },
        Value::Decimal { digits, min, max } => {
            page.fact("range", &format!("{min} to {max}"));
            page.fact("decimal places", &digits.to_string());
        }
        Value::Month { min, max } => page.fact("range", &format!("{} to {}", iso_month(*min), iso_month(*max))),
        Value::Date { min, max } => page.fact("range", &format!("{} to {}", iso_day(*min), iso_day(*max))),
        Value::Text { shape, max_length, lines: _ } => {
            match shape {
                TextShape::Picture(picture) => page.fact("pattern", picture),
                TextShape::Free
                | TextShape::Email
                | TextShape::Tel
                | TextShape::PostalJa
                | TextShape::PostalAny
                | TextShape::Url => {}
            }
            if let Some(length) = max_length {
                page.fact("max_length", &length.to_string());
            }
        }
    }
}
