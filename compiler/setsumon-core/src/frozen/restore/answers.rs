//! Questions, and what may be answered.

use super::items::layout_of;
use super::variables::places;
use super::{At, NOWHERE, Restore, Restored, each, marker_of, medium_of, names, number, special_of, wrong};
use crate::form::{self, Form, Value};
use crate::frozen as f;
use crate::ids::{QuestionId, VarId};
use crate::instruction::House;
use crate::walk::flat;

/// The most points of a scale beyond its first.
const MOST_POINTS: i64 = 100;

impl Restore<'_> {
    /// A question of a form whose variables and wording are there.
    pub(super) fn question(&self, question: &f::Question, form: &Form) -> Restored<form::Question> {
        let f::Question {
            path,
            code,
            section,
            repeat,
            number,
            label,
            name,
            lead,
            instruction,
            on_paper,
            beside_legend,
            hint,
            beside,
            notes,
            who,
            own,
            narrowed,
            asked,
            required,
            marker,
            personal,
            medium,
            nested,
            layout,
            rationale,
            revised,
            revised_sort,
            breaks,
            breaks_sort,
            answer,
        } = question;
        let answer = self.answer(answer, form)?;
        let (lead, instruction) = (self.words("lead", lead)?, self.words("instruction", instruction)?);
        let on_paper = match on_paper {
            Some(on_paper) => self.instructed(on_paper).at("on_paper")?,
            None => form::Instructed { lead: lead.clone(), instruction: instruction.clone() },
        };
        let house = House { wording: form.wording(), locale: form.survey().locale };
        let beside_legend = match beside_legend {
            Some(beside_legend) => self.instructed(beside_legend).at("beside_legend")?,
            None => house.beside_legend(&on_paper, &answer),
        };
        Ok(form::Question {
            path: path.clone(),
            code: names::code(code).at("code")?,
            section: section.as_deref().map(|code| self.names.section(code)).transpose().at("section")?,
            repeat: repeat.as_deref().map(|name| self.names.repeat(name)).transpose().at("repeat")?,
            number: number.clone(),
            label: self.words("label", label)?,
            name: self.text("name", name)?,
            lead,
            instruction,
            on_paper,
            beside_legend,
            hint: self.words("hint", hint)?,
            beside: self.words("beside", beside)?,
            notes: each("notes", notes, |note| self.note(note))?,
            who: self.words("who", who)?,
            own: self.own(*own)?,
            narrowed: self.words("narrowed", narrowed)?,
            asked: self.asked(*asked)?,
            required: *required,
            marker: marker_of(*marker),
            personal: *personal,
            medium: medium_of(*medium),
            nested: *nested,
            answer,
            layout: layout_of(*layout).at("layout")?,
            rationale: self.words("rationale", rationale)?,
            revised: self.nearest("revised", revised, *revised_sort)?,
            breaks: self.nearest("breaks", breaks, *breaks_sort)?,
            origin: NOWHERE,
        })
    }

    fn instructed(&self, instructed: &f::Instructed) -> Restored<form::Instructed> {
        let f::Instructed { lead, instruction } = instructed;
        Ok(form::Instructed { lead: self.words("lead", lead)?, instruction: self.words("instruction", instruction)? })
    }

    fn nearest(&self, place: &str, words: &Option<f::Text>, sort: f::ReasonSort) -> Restored<Option<form::Reason>> {
        Ok(self.words(place, words)?.map(|words| form::Reason { sort: sort.into(), words }))
    }

    fn specify(&self, path: &Option<String>) -> Restored<Option<QuestionId>> {
        path.as_deref().map(|path| self.names.question(path)).transpose().at("specify")
    }

    fn answer(&self, answer: &f::Type, form: &Form) -> Restored<form::Answer> {
        let variable = |name: &str, fits: fn(&Value) -> bool| self.fitting(name, form, fits).at("variable");
        Ok(match answer {
            f::Type::Single { variable: name, choices } => form::Answer::Single {
                variable: variable(name, is_code)?,
                choices: self.choices("choices", choices, form, None)?,
            },
            f::Type::Multi { choices, pick } => form::Answer::Multi {
                choices: self.choices("choices", choices, form, Some(is_tick))?,
                pick: picked(*pick)?,
            },
            f::Type::Rank { choices, pick } => form::Answer::Rank {
                choices: self.choices("choices", choices, form, Some(is_rank))?,
                pick: picked(*pick)?,
            },
            f::Type::Gate { variable: name, options } => form::Answer::Gate {
                variable: variable(name, is_code)?,
                options: each("options", options, |option| self.gate_option(option))?,
            },
            f::Type::Grid { rows, cells } => {
                let cells = self.cells(cells, form).at("cells")?;
                let width = match &cells {
                    form::Cells::Single { choices: _ } => 1,
                    form::Cells::Multi { choices } => flat(choices).count(),
                    form::Cells::Fields { columns } => columns.len(),
                };
                form::Answer::Grid(form::Grid { rows: self.rows(rows, width)?, cells })
            }
            f::Type::Field { variable: name, field, specify, items, alternatives } => {
                form::Answer::Field(form::Field {
                    variable: variable(name, |_| true)?,
                    spec: self.field(field).at("field")?,
                    specify: self.specify(specify)?,
                    items: self.items(items)?,
                    alternatives: each("alternatives", alternatives, |one| self.alternative(one, form))?,
                })
            }
        })
    }

    /// A variable that holds what is answered so.
    fn fitting(&self, name: &str, form: &Form, fits: fn(&Value) -> bool) -> Restored<VarId> {
        let id = self.names.variable(name)?;
        if fits(&form.variables().get(id).value) { Ok(id) } else { wrong(format!("`{name}` holds something else")) }
    }

    fn gate_option(&self, option: &f::GateOption) -> Restored<form::GateOption> {
        let f::GateOption { code, label, then, end, retired } = option;
        Ok(form::GateOption {
            code: names::code(code).at("code")?,
            label: self.text("label", label)?,
            then: self.words("then", then)?,
            end: end.map(|end| self.names.end(end)).transpose().at("end")?,
            retired: *retired,
        })
    }

    /// Options, each with a variable of its own that holds this, or none with one.
    fn choices(
        &self,
        place: &str,
        choices: &[f::Choice],
        form: &Form,
        own: Option<fn(&Value) -> bool>,
    ) -> Restored<Vec<form::Choice>> {
        each(place, choices, |choice| {
            Ok(match choice {
                f::Choice::Heading { label, choices } => form::Choice::Heading {
                    label: self.text("label", label)?,
                    choices: self.choices("choices", choices, form, own)?,
                },
                f::Choice::Option(option) => form::Choice::Option(self.option(option, form, own)?),
            })
        })
    }

    fn option(
        &self,
        option: &f::ChoiceOption,
        form: &Form,
        own_variable: Option<fn(&Value) -> bool>,
    ) -> Restored<form::ChoiceOption> {
        let f::ChoiceOption {
            code,
            label,
            variable,
            offered,
            who,
            own,
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
        let variable = match (variable, own_variable) {
            (Some(name), Some(fits)) => Some(self.fitting(name, form, fits).at("variable")?),
            (None, None) => None,
            (None, Some(_)) => return wrong("it has no variable of its own").at("variable"),
            (Some(_), None) => return wrong("it is a code of its question's variable").at("variable"),
        };
        Ok(form::ChoiceOption {
            code: names::code(code).at("code")?,
            label: self.text("label", label)?,
            variable,
            offered: self.when(*offered).at("offered")?,
            who: self.words("who", who)?,
            own: self.own(*own)?,
            exclusive: *exclusive,
            means: means.map(special_of),
            value: value.as_deref().map(number).transpose().at("value")?,
            marker: marker_of(*marker),
            hint: self.words("hint", hint)?,
            beside: self.words("beside", beside)?,
            kana: kana.clone(),
            footnote: footnote.as_ref().map(|footnote| self.footnote(footnote)).transpose()?,
            specify: self.specify(specify)?,
            items: self.items(items)?,
            retired: *retired,
        })
    }

    fn footnote(&self, footnote: &f::Footnote) -> Restored<form::Footnote> {
        let f::Footnote { sign, text, printed } = footnote;
        Ok(form::Footnote { sign: sign.clone(), text: self.text("footnote.text", text)?, printed: *printed })
    }

    fn rows(&self, rows: &[f::RowEntry], width: usize) -> Restored<Vec<form::RowEntry>> {
        each("rows", rows, |row| {
            Ok(match row {
                f::RowEntry::Heading { label, rows } => {
                    form::RowEntry::Heading { label: self.text("label", label)?, rows: self.rows(rows, width)? }
                }
                f::RowEntry::Row(row) => form::RowEntry::Row(self.row(row, width)?),
            })
        })
    }

    fn row(&self, row: &f::Row, width: usize) -> Restored<form::Row> {
        let f::Row {
            code,
            label,
            offered,
            who,
            own,
            optional,
            marker,
            hint,
            beside,
            footnote,
            specify,
            items,
            variables,
            retired,
        } = row;
        let cells = self.names.variables("variables", variables)?;
        if cells.len() != width {
            return wrong(format!("it has {} cells, and its table {width} columns", cells.len())).at("variables");
        }
        Ok(form::Row {
            code: names::code(code).at("code")?,
            label: self.text("label", label)?,
            offered: self.when(*offered).at("offered")?,
            who: self.words("who", who)?,
            own: self.own(*own)?,
            optional: *optional,
            marker: marker_of(*marker),
            hint: self.words("hint", hint)?,
            beside: self.words("beside", beside)?,
            footnote: footnote.as_ref().map(|footnote| self.footnote(footnote)).transpose()?,
            specify: self.specify(specify)?,
            items: self.items(items)?,
            cells,
            retired: *retired,
        })
    }

    fn cells(&self, cells: &f::Cells, form: &Form) -> Restored<form::Cells> {
        Ok(match cells {
            f::Cells::Single { choices } => {
                form::Cells::Single { choices: self.choices("choices", choices, form, None)? }
            }
            f::Cells::Multi { choices } => {
                form::Cells::Multi { choices: self.choices("choices", choices, form, None)? }
            }
            f::Cells::Fields { columns } => {
                form::Cells::Fields { columns: each("columns", columns, |column| self.column(column))? }
            }
        })
    }

    fn column(&self, column: &f::Column) -> Restored<form::Column> {
        let f::Column { code, label, field, required, marker } = column;
        Ok(form::Column {
            // A table without `columns` has one that bears no code.
            code: if code.is_empty() { String::new() } else { names::code(code).at("code")? },
            label: self.words("label", label)?,
            field: self.field(field).at("field")?,
            required: *required,
            marker: marker_of(*marker),
        })
    }

    fn alternative(&self, alternative: &f::Alternative, form: &Form) -> Restored<form::Alternative> {
        let f::Alternative { code, label, variable, means, retired } = alternative;
        Ok(form::Alternative {
            code: names::code(code).at("code")?,
            label: self.text("label", label)?,
            variable: self.fitting(variable, form, is_tick).at("variable")?,
            means: means.map(special_of),
            retired: *retired,
        })
    }

    fn field(&self, spec: &f::FieldSpec) -> Restored<form::FieldSpec> {
        let f::FieldSpec { kind, digits, points, ends, prefix, unit, suffix } = spec;
        Ok(form::FieldSpec {
            kind: self.field_kind(*kind, *digits, *points, ends.as_ref())?,
            prefix: self.words("prefix", prefix)?,
            unit: self.words("unit", unit)?,
            suffix: self.words("suffix", suffix)?,
        })
    }

    fn field_kind(
        &self,
        kind: f::FieldKind,
        digits: Option<u32>,
        points: Option<(i64, i64)>,
        ends: Option<&(f::Text, f::Text)>,
    ) -> Restored<form::FieldKind> {
        use form::FieldKind;
        Ok(match kind {
            f::FieldKind::Decimal => FieldKind::Decimal { digits: places(digits.unwrap_or_default()).at("digits")? },
            f::FieldKind::Scale => {
                let fits = |(from, to): &(i64, i64)| from < to && to.saturating_sub(*from) <= MOST_POINTS;
                let Some((from, to)) = points.filter(fits) else {
                    return wrong(format!("a scale goes up, by {MOST_POINTS} at most")).at("points");
                };
                let ends = ends.map(|(low, high)| Ok((self.text("ends[0]", low)?, self.text("ends[1]", high)?)));
                FieldKind::Scale { from, to, ends: ends.transpose()? }
            }
            f::FieldKind::Text => FieldKind::Text,
            f::FieldKind::LongText => FieldKind::LongText,
            f::FieldKind::Integer => FieldKind::Integer,
            f::FieldKind::Year => FieldKind::Year,
            f::FieldKind::FiscalYear => FieldKind::FiscalYear,
            f::FieldKind::Month => FieldKind::Month,
            f::FieldKind::Date => FieldKind::Date,
            f::FieldKind::Email => FieldKind::Email,
            f::FieldKind::Tel => FieldKind::Tel,
            f::FieldKind::Postal => FieldKind::Postal,
            f::FieldKind::Url => FieldKind::Url,
            f::FieldKind::Flag => FieldKind::Flag,
        })
    }
}

fn picked(pick: Option<(u32, u32)>) -> Restored<Option<form::Pick>> {
    match pick {
        Some((min, max)) if min > max || max == 0 => wrong("at least so many are at most so many").at("pick"),
        Some((min, max)) => Ok(Some(form::Pick { min, max })),
        None => Ok(None),
    }
}

fn is_code(value: &Value) -> bool {
    match value {
        Value::Code(_) => true,
        Value::Tick
        | Value::Rank { max: _ }
        | Value::Integer { min: _, max: _ }
        | Value::Decimal { digits: _, min: _, max: _ }
        | Value::Month { min: _, max: _ }
        | Value::Date { min: _, max: _ }
        | Value::Text { shape: _, max_length: _, lines: _ } => false,
    }
}

fn is_tick(value: &Value) -> bool {
    *value == Value::Tick
}

fn is_rank(value: &Value) -> bool {
    match value {
        Value::Rank { max: _ } => true,
        Value::Code(_)
        | Value::Tick
        | Value::Integer { min: _, max: _ }
        | Value::Decimal { digits: _, min: _, max: _ }
        | Value::Month { min: _, max: _ }
        | Value::Date { min: _, max: _ }
        | Value::Text { shape: _, max_length: _, lines: _ } => false,
    }
}
