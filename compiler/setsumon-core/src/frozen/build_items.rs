//! From the checked form to the published model: what stands in the survey, in reading order.

use super::build::Build;
use super::build_words::{layout_of, marker_of, medium_of, nearest_sort, own_of, pick_of, special_of};
use crate::form;
use crate::frozen as f;
use crate::instruction::House;

impl Build<'_> {
    pub(super) fn entries(&self, entries: &[form::Entry]) -> Vec<f::Entry> {
        entries.iter().map(|entry| self.entry(entry)).collect()
    }

    pub(super) fn entry(&self, entry: &form::Entry) -> f::Entry {
        match entry {
            form::Entry::Page(page) => f::Entry::Page(self.page(page)),
            form::Entry::Note(note) => f::Entry::Note(self.note(note)),
            form::Entry::Part(part) => f::Entry::Part(Box::new(self.part(part))),
            form::Entry::Section(section) => {
                f::Entry::Section { code: self.form.sections().get(*section).code.clone() }
            }
            form::Entry::Gate(question) => f::Entry::Gate { path: self.path(*question) },
            form::Entry::End(end) => f::Entry::End { end: self.end_place(*end) },
            form::Entry::Branch(form::Branch { who, own, asked, items, origin: _ }) => f::Entry::Branch(f::Branch {
                who: self.words(who.as_ref()),
                own: own.map(own_of),
                asked: self.when(*asked),
                items: self.entries(items),
            }),
        }
    }

    fn page(&self, page: &form::Page) -> f::Page {
        let form::Page { number, title, text, asked, medium, marker, origin: _ } = page;
        f::Page {
            number: number.clone(),
            title: self.text(title),
            text: self.text(text),
            asked: self.when(*asked),
            medium: medium_of(*medium),
            marker: marker_of(*marker),
        }
    }

    fn part(&self, part: &form::Part) -> f::Part {
        let form::Part { code, number, label, lead, who, own, asked, medium, entries, origin: _ } = part;
        f::Part {
            code: code.clone(),
            number: number.clone(),
            label: self.text(label),
            lead: self.words(lead.as_ref()),
            who: self.words(who.as_ref()),
            own: own.map(own_of),
            asked: self.when(*asked),
            medium: medium_of(*medium),
            entries: self.entries(entries),
        }
    }

    pub(super) fn section(&self, section: &form::Section) -> f::Section {
        let form::Section {
            code,
            number,
            label,
            lead,
            who,
            own,
            asked,
            marker,
            medium,
            new_page,
            rationale,
            items,
            origin: _,
        } = section;
        f::Section {
            code: code.clone(),
            number: number.clone(),
            label: self.text(label),
            lead: self.words(lead.as_ref()),
            who: self.words(who.as_ref()),
            own: own.map(own_of),
            asked: self.when(*asked),
            marker: marker_of(*marker),
            medium: medium_of(*medium),
            new_page: *new_page,
            rationale: self.words(rationale.as_ref()),
            items: self.items(items),
        }
    }

    pub(super) fn repeat(&self, repeat: &form::Repeat) -> f::Repeat {
        let form::Repeat {
            path,
            name,
            number,
            label,
            lead,
            hint,
            who,
            own,
            asked,
            min,
            max,
            named,
            marker,
            personal,
            medium,
            section,
            items,
            origin: _,
        } = repeat;
        f::Repeat {
            path: path.clone(),
            name: name.clone(),
            section: self.section_code(*section),
            number: number.clone(),
            label: self.text(label),
            lead: self.words(lead.as_ref()),
            hint: self.words(hint.as_ref()),
            who: self.words(who.as_ref()),
            own: own.map(own_of),
            asked: self.when(*asked),
            min: *min,
            max: *max,
            named: self.words(named.as_ref()),
            marker: marker_of(*marker),
            personal: *personal,
            medium: medium_of(*medium),
            items: self.items(items),
        }
    }

    fn items(&self, items: &[form::Item]) -> Vec<f::Item> {
        items.iter().map(|item| self.item(item)).collect()
    }

    fn item(&self, item: &form::Item) -> f::Item {
        match item {
            form::Item::Question(question) => f::Item::Question { path: self.path(*question) },
            form::Item::Group(group) => f::Item::Group(Box::new(self.group(group))),
            form::Item::Repeat(repeat) => f::Item::Repeat { name: self.repeat_name(*repeat) },
            form::Item::Note(note) => f::Item::Note(self.note(note)),
            form::Item::Calc(calc) => f::Item::Calc { name: self.form.calcs().get(*calc).name.clone() },
            form::Item::End(end) => f::Item::End { end: self.end_place(*end) },
            form::Item::Led(form::Led { lead, items, origin: _ }) => {
                f::Item::Led(f::Led { lead: self.text(lead), items: self.items(items) })
            }
            form::Item::Headed(form::Headed { label, lead, items, origin: _ }) => f::Item::Headed(f::Headed {
                label: self.text(label),
                lead: self.words(lead.as_ref()),
                items: self.items(items),
            }),
            form::Item::Branch(form::Branch { who, own, asked, items, origin: _ }) => f::Item::Branch(f::Branch {
                who: self.words(who.as_ref()),
                own: own.map(own_of),
                asked: self.when(*asked),
                items: self.items(items),
            }),
        }
    }

    fn note(&self, note: &form::Note) -> f::Note {
        let form::Note { text, asked, medium, origin: _ } = note;
        f::Note { text: self.text(text), asked: self.when(*asked), medium: medium_of(*medium) }
    }

    fn group(&self, group: &form::Group) -> f::Group {
        let form::Group {
            path,
            number,
            label,
            lead,
            hint,
            beside,
            who,
            own,
            asked,
            marker,
            medium,
            layout,
            rationale,
            items,
            origin: _,
        } = group;
        f::Group {
            path: path.clone(),
            number: number.clone(),
            label: self.words(label.as_ref()),
            lead: self.words(lead.as_ref()),
            hint: self.words(hint.as_ref()),
            beside: self.words(beside.as_ref()),
            who: self.words(who.as_ref()),
            own: own.map(own_of),
            asked: self.when(*asked),
            marker: marker_of(*marker),
            medium: medium_of(*medium),
            layout: layout_of(*layout),
            rationale: self.words(rationale.as_ref()),
            items: self.items(items),
        }
    }

    pub(super) fn question(&self, question: &form::Question) -> f::Question {
        let form::Question {
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
            answer,
            layout,
            rationale,
            revised,
            breaks,
            origin: _,
        } = question;
        let house = House { wording: self.form.wording(), locale: self.form.survey().locale };
        let here = form::Instructed { lead: lead.clone(), instruction: instruction.clone() };
        f::Question {
            path: path.clone(),
            code: code.clone(),
            section: self.section_code(*section),
            repeat: repeat.map(|repeat| self.repeat_name(repeat)),
            number: number.clone(),
            label: self.words(label.as_ref()),
            name: self.text(name),
            lead: self.words(lead.as_ref()),
            instruction: self.words(instruction.as_ref()),
            on_paper: (*on_paper != here).then(|| self.instructed(on_paper)),
            beside_legend: (*beside_legend != house.beside_legend(on_paper, answer))
                .then(|| self.instructed(beside_legend)),
            hint: self.words(hint.as_ref()),
            beside: self.words(beside.as_ref()),
            notes: notes.iter().map(|note| self.note(note)).collect(),
            who: self.words(who.as_ref()),
            own: own.map(own_of),
            narrowed: self.words(narrowed.as_ref()),
            asked: self.when(*asked),
            required: *required,
            marker: marker_of(*marker),
            personal: *personal,
            medium: medium_of(*medium),
            nested: *nested,
            layout: layout_of(*layout),
            rationale: self.words(rationale.as_ref()),
            revised: revised.as_ref().map(|reason| self.text(&reason.words)),
            revised_sort: nearest_sort(revised.as_ref()),
            breaks: breaks.as_ref().map(|reason| self.text(&reason.words)),
            breaks_sort: nearest_sort(breaks.as_ref()),
            answer: self.answer(answer),
        }
    }

    fn instructed(&self, instructed: &form::Instructed) -> f::Instructed {
        let form::Instructed { lead, instruction } = instructed;
        f::Instructed { lead: self.words(lead.as_ref()), instruction: self.words(instruction.as_ref()) }
    }

    fn answer(&self, answer: &form::Answer) -> f::Type {
        match answer {
            form::Answer::Single { variable, choices } => {
                f::Type::Single { variable: self.variable_name(*variable), choices: self.choices(choices) }
            }
            form::Answer::Multi { choices, pick } => {
                f::Type::Multi { choices: self.choices(choices), pick: pick.map(pick_of) }
            }
            form::Answer::Rank { choices, pick } => {
                f::Type::Rank { choices: self.choices(choices), pick: pick.map(pick_of) }
            }
            form::Answer::Gate { variable, options } => f::Type::Gate {
                variable: self.variable_name(*variable),
                options: options.iter().map(|option| self.gate_option(option)).collect(),
            },
            form::Answer::Grid(form::Grid { rows, cells }) => {
                f::Type::Grid { rows: self.rows(rows), cells: self.cells(cells) }
            }
            form::Answer::Field(form::Field { variable, spec, specify, items, alternatives }) => f::Type::Field {
                variable: self.variable_name(*variable),
                field: Box::new(self.field(spec)),
                specify: self.paths(*specify),
                items: self.items(items),
                alternatives: alternatives.iter().map(|alternative| self.alternative(alternative)).collect(),
            },
        }
    }

    fn gate_option(&self, option: &form::GateOption) -> f::GateOption {
        let form::GateOption { code, label, then, end, retired } = option;
        f::GateOption {
            code: code.clone(),
            label: self.text(label),
            then: self.words(then.as_ref()),
            end: end.map(|end| self.end_place(end)),
            retired: *retired,
        }
    }

    fn choices(&self, choices: &[form::Choice]) -> Vec<f::Choice> {
        let choice = |choice: &form::Choice| match choice {
            form::Choice::Heading { label, choices } => {
                f::Choice::Heading { label: self.text(label), choices: self.choices(choices) }
            }
            form::Choice::Option(option) => f::Choice::Option(Box::new(self.option(option))),
        };
        choices.iter().map(choice).collect()
    }

    fn option(&self, option: &form::ChoiceOption) -> f::ChoiceOption {
        let form::ChoiceOption {
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
        f::ChoiceOption {
            code: code.clone(),
            label: self.text(label),
            variable: variable.map(|variable| self.variable_name(variable)),
            offered: self.when(*offered),
            who: self.words(who.as_ref()),
            own: own.map(own_of),
            exclusive: *exclusive,
            means: means.map(special_of),
            value: value.map(|value| value.to_string()),
            marker: marker_of(*marker),
            hint: self.words(hint.as_ref()),
            beside: self.words(beside.as_ref()),
            kana: kana.clone(),
            footnote: footnote.as_ref().map(|footnote| self.footnote(footnote)),
            specify: self.paths(*specify),
            items: self.items(items),
            retired: *retired,
        }
    }

    fn footnote(&self, footnote: &form::Footnote) -> f::Footnote {
        let form::Footnote { sign, text, printed } = footnote;
        f::Footnote { sign: sign.clone(), text: self.text(text), printed: *printed }
    }

    fn rows(&self, rows: &[form::RowEntry]) -> Vec<f::RowEntry> {
        let row = |row: &form::RowEntry| match row {
            form::RowEntry::Heading { label, rows } => {
                f::RowEntry::Heading { label: self.text(label), rows: self.rows(rows) }
            }
            form::RowEntry::Row(row) => f::RowEntry::Row(Box::new(self.row(row))),
        };
        rows.iter().map(row).collect()
    }

    fn row(&self, row: &form::Row) -> f::Row {
        let form::Row {
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
            cells,
            retired,
        } = row;
        f::Row {
            code: code.clone(),
            label: self.text(label),
            offered: self.when(*offered),
            who: self.words(who.as_ref()),
            own: own.map(own_of),
            optional: *optional,
            marker: marker_of(*marker),
            hint: self.words(hint.as_ref()),
            beside: self.words(beside.as_ref()),
            footnote: footnote.as_ref().map(|footnote| self.footnote(footnote)),
            specify: self.paths(*specify),
            items: self.items(items),
            variables: self.variable_names(cells),
            retired: *retired,
        }
    }

    fn cells(&self, cells: &form::Cells) -> f::Cells {
        match cells {
            form::Cells::Single { choices } => f::Cells::Single { choices: self.choices(choices) },
            form::Cells::Multi { choices } => f::Cells::Multi { choices: self.choices(choices) },
            form::Cells::Fields { columns } => {
                f::Cells::Fields { columns: columns.iter().map(|column| self.column(column)).collect() }
            }
        }
    }

    fn column(&self, column: &form::Column) -> f::Column {
        let form::Column { code, label, field, required, marker } = column;
        f::Column {
            code: code.clone(),
            label: self.words(label.as_ref()),
            field: self.field(field),
            required: *required,
            marker: marker_of(*marker),
        }
    }

    fn alternative(&self, alternative: &form::Alternative) -> f::Alternative {
        let form::Alternative { code, label, variable, means, retired } = alternative;
        f::Alternative {
            code: code.clone(),
            label: self.text(label),
            variable: self.variable_name(*variable),
            means: means.map(special_of),
            retired: *retired,
        }
    }

    fn field(&self, spec: &form::FieldSpec) -> f::FieldSpec {
        let form::FieldSpec { kind, prefix, unit, suffix } = spec;
        let (kind, digits, points, ends) = self.field_kind(kind);
        f::FieldSpec {
            kind,
            digits,
            points,
            ends,
            prefix: self.words(prefix.as_ref()),
            unit: self.words(unit.as_ref()),
            suffix: self.words(suffix.as_ref()),
        }
    }

    fn field_kind(&self, kind: &form::FieldKind) -> FieldWords {
        use form::FieldKind;
        match kind {
            FieldKind::Decimal { digits } => (f::FieldKind::Decimal, Some(*digits), None, None),
            FieldKind::Scale { from, to, ends } => {
                let ends = ends.as_ref().map(|(low, high)| (self.text(low), self.text(high)));
                (f::FieldKind::Scale, None, Some((*from, *to)), ends)
            }
            FieldKind::Text => plain(f::FieldKind::Text),
            FieldKind::LongText => plain(f::FieldKind::LongText),
            FieldKind::Integer => plain(f::FieldKind::Integer),
            FieldKind::Year => plain(f::FieldKind::Year),
            FieldKind::FiscalYear => plain(f::FieldKind::FiscalYear),
            FieldKind::Month => plain(f::FieldKind::Month),
            FieldKind::Date => plain(f::FieldKind::Date),
            FieldKind::Email => plain(f::FieldKind::Email),
            FieldKind::Tel => plain(f::FieldKind::Tel),
            FieldKind::Postal => plain(f::FieldKind::Postal),
            FieldKind::Url => plain(f::FieldKind::Url),
            FieldKind::Flag => plain(f::FieldKind::Flag),
        }
    }
}

fn plain(kind: f::FieldKind) -> FieldWords {
    (kind, None, None, None)
}

/// The kind, the decimal places, the points and the words at their ends.
type FieldWords = (f::FieldKind, Option<u32>, Option<(i64, i64)>, Option<(f::Text, f::Text)>);
