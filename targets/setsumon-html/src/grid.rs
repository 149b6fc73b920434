//! Tables: a header for every row and column, a name for every cell, cards on narrow screens by style alone.
//!
//! End tags that HTML lets one leave out (`td`, `th`, `tr`, `tbody`) are left out: a table is most of a form's bytes.

use setsumon_core::form::{Cells, ChoiceOption, Column, FieldKind, Grid, Layout, Question, Row, RowEntry};
use setsumon_core::ids::{QuestionId, VarId};
use setsumon_core::text::Text;
use setsumon_core::walk::{flat, with_headings};
use setsumon_core::within::within;

use crate::blank::{Blank, Place};
use crate::control::is_long_scale;
use crate::form_writer::{Anchor, FormWriter};

/// What the rows of one table share.
struct Table<'a> {
    question: &'a Question,
    anchor: Anchor,
    body: Body<'a>,
}

/// What stands in the cells.
enum Body<'a> {
    /// A round button or box under each option's column header.
    Marks { options: Vec<Head<'a>>, ticks: bool },
    /// The options repeated in each row.
    Repeated { options: Vec<Head<'a>>, ticks: bool, layout: Layout },
    /// Blanks under their column headers.
    Blanks(&'a [Column]),
}

/// An option as a column, with the heading over it.
struct Head<'a> {
    heading: Option<&'a Text>,
    option: &'a ChoiceOption,
}

impl Body<'_> {
    /// How many columns there are beside the row's words.
    fn columns(&self) -> usize {
        match self {
            Body::Marks { options, ticks: _ } => options.iter().filter(|head| !head.option.retired).count(),
            Body::Repeated { options: _, ticks: _, layout: _ } => 1,
            Body::Blanks(columns) => columns.len(),
        }
    }
}

impl FormWriter<'_> {
    /// A table.
    pub(crate) fn grid(&mut self, id: QuestionId, question: &Question, grid: &Grid) {
        let table = Table { question, anchor: self.anchor(id), body: body(&grid.cells, question.layout) };
        self.html.raw("<div class=scroll><table>");
        self.table_head(&table, grid.first_cells());
        self.rows(&table, &grid.rows, &mut 0, false);
        self.html.raw("</table></div>");
        self.row_footnotes(table.anchor, &grid.rows);
    }

    fn table_head(&mut self, table: &Table<'_>, first: &[VarId]) {
        match &table.body {
            Body::Marks { options, ticks: _ } => self.option_heads(table.anchor, options),
            Body::Repeated { options: _, ticks: _, layout: _ } => {}
            Body::Blanks(columns) => {
                if columns.iter().any(|column| column.label.is_some()) {
                    self.column_heads(table, columns, first);
                }
            }
        }
    }

    fn option_heads(&mut self, anchor: Anchor, options: &[Head<'_>]) {
        let shown: Vec<(usize, &Head<'_>)> =
            options.iter().enumerate().filter(|(_, head)| !head.option.retired).collect();
        let headed = shown.iter().any(|(_, head)| head.heading.is_some());
        self.html.raw("<thead>");
        if headed {
            self.html.raw("<tr><td rowspan=2>");
            for run in shown.chunk_by(|(_, left), (_, right)| left.heading == right.heading) {
                match run.first().and_then(|(_, head)| head.heading) {
                    Some(heading) => {
                        self.html.raw("<th scope=colgroup colspan=").number(run.len()).raw(">");
                        self.line(heading);
                    }
                    None => {
                        self.html.raw("<td colspan=").number(run.len()).raw(">");
                    }
                }
            }
            self.html.raw("<tr>");
        } else {
            self.html.raw("<tr><td>");
        }
        for (index, head) in shown {
            self.html.raw("<th scope=col");
            self.anchored("id", anchor.numbered("c", index));
            self.html.raw(">");
            self.line(&head.option.label);
            self.footnote_sign(head.option.footnote.as_ref());
            self.marker(head.option.marker);
        }
    }

    fn column_heads(&mut self, table: &Table<'_>, columns: &[Column], first: &[VarId]) {
        self.html.raw("<thead><tr><td>");
        for (index, column) in columns.iter().enumerate() {
            self.html.raw("<th scope=col");
            self.anchored("id", table.anchor.numbered("c", index));
            self.html.raw(">");
            if let Some(label) = &column.label {
                self.line(label);
            }
            if column.required && !table.question.required {
                self.html.raw(" <span class=req>").text(self.words.required).raw("</span>");
            }
            if let Some(bounds) = first.get(index).and_then(|variable| within(self.form, *variable)) {
                self.html.raw(" <small>").text(self.words.bracket_open).text(&bounds);
                self.html.text(self.words.bracket_close).raw("</small>");
            }
            self.marker(column.marker);
        }
    }

    /// Rows, each heading opening a group of its own; `open` says whether a group has just been opened for them.
    fn rows(&mut self, table: &Table<'_>, rows: &[RowEntry], next: &mut usize, mut open: bool) {
        for entry in rows {
            match entry {
                RowEntry::Heading { label, rows } => {
                    self.html.raw("<tbody><tr class=gh><th scope=rowgroup colspan=");
                    self.html.number(table.body.columns() + 1).raw(">");
                    self.line(label);
                    self.rows(table, rows, next, true);
                    open = false;
                }
                RowEntry::Row(row) => {
                    if row.retired {
                        continue;
                    }
                    if !std::mem::replace(&mut open, true) {
                        self.html.raw("<tbody>");
                    }
                    self.row(table, row, *next);
                    *next += 1;
                }
            }
        }
    }

    fn row(&mut self, table: &Table<'_>, row: &Row, index: usize) {
        let named = table.anchor.numbered("r", index);
        self.html.raw("<tr");
        self.asked(row.offered);
        self.html.raw("><th scope=row><span");
        self.anchored("id", named);
        self.html.raw(">");
        self.line(&row.label);
        self.html.raw("</span>");
        self.footnote_sign(row.footnote.as_ref());
        if row.optional && table.question.required {
            self.html.raw(" <span class=opt>").text(self.words.optional).raw("</span>");
        }
        self.marker(row.marker);
        if let Some(hint) = &row.hint {
            self.html.raw("<small class=hint>");
            self.line(hint);
            self.html.raw("</small>");
        }
        self.who(row.who.as_ref());
        match &table.body {
            Body::Marks { options, ticks } => self.marks(table, row, index, options, *ticks),
            Body::Repeated { options, ticks, layout } => {
                self.repeated(table, row, index, options, *ticks, *layout);
            }
            Body::Blanks(columns) => self.blanks(table, row, index, columns),
        }
        self.below_row(table, row);
    }

    /// What an answer in the row opens stands behind the row's cells: whoever goes by keyboard comes to it after answering.
    fn below_row(&mut self, table: &Table<'_>, row: &Row) {
        if row.specify.is_none() && row.items.is_empty() {
            return;
        }
        self.html.raw("<tr class=more><td colspan=").number(table.body.columns() + 1).raw("><div class=sub>");
        if let Some(specify) = row.specify {
            self.specify(specify);
        }
        self.items(&row.items);
        self.html.raw("</div>");
    }

    fn marks(&mut self, table: &Table<'_>, row: &Row, index: usize, options: &[Head<'_>], ticks: bool) {
        let named = table.anchor.numbered("r", index);
        for (column, (head, variable)) in options.iter().zip(cells(row, options.len(), ticks)).enumerate() {
            if head.option.retired {
                continue;
            }
            self.html.raw("<td><label");
            self.asked(head.option.offered);
            self.html.raw(">");
            self.mark_input(head.option, variable, ticks);
            self.anchors("aria-labelledby", &[named, table.anchor.numbered("c", column)]);
            self.html.raw("><span>");
            self.line(&head.option.label);
            self.html.raw("</span></label>");
            self.row_beside(row, column, options.len());
        }
    }

    fn repeated(
        &mut self,
        table: &Table<'_>,
        row: &Row,
        index: usize,
        options: &[Head<'_>],
        ticks: bool,
        layout: Layout,
    ) {
        let named = table.anchor.numbered("r", index);
        self.html.raw("<td class=rep><div role=").raw(if ticks { "group" } else { "radiogroup" });
        self.anchors("aria-labelledby", &[named]);
        // Side by side is what the style does with options in a row.
        self.html.raw(if layout.stacked { " class=os>" } else { ">" });
        for (head, variable) in options.iter().zip(cells(row, options.len(), ticks)) {
            if head.option.retired {
                continue;
            }
            self.html.raw("<label");
            self.asked(head.option.offered);
            self.html.raw(">");
            self.mark_input(head.option, variable, ticks);
            self.html.raw(">");
            self.option_words(&head.option.label);
            self.html.raw("</label>");
        }
        self.html.raw("</div>");
        self.row_beside(row, 0, 1);
    }

    fn mark_input(&mut self, option: &ChoiceOption, variable: VarId, ticks: bool) {
        if ticks {
            self.html.raw("<input type=checkbox");
            self.name(variable);
            self.html.raw(" value=true");
        } else {
            self.html.raw("<input type=radio");
            self.name(variable);
            self.html.attr("value", &option.code);
        }
    }

    fn blanks(&mut self, table: &Table<'_>, row: &Row, index: usize, columns: &[Column]) {
        let named = table.anchor.numbered("r", index);
        for (place, (column, variable)) in columns.iter().zip(&row.cells).enumerate() {
            let mut named_by = vec![named];
            if column.label.is_some() {
                named_by.push(table.anchor.numbered("c", place));
            }
            self.html.raw("<td>");
            if let Some(label) = &column.label {
                self.html.raw("<span class=cl aria-hidden=true>");
                self.line(label);
                self.html.raw("</span>");
            }
            self.html.raw("<div class=blank>");
            self.cell(table, row, index * columns.len() + place, column, *variable, named_by);
            self.html.raw("</div>");
            self.row_beside(row, place, columns.len());
        }
    }

    /// One blank of a table.
    fn cell(
        &mut self,
        table: &Table<'_>,
        row: &Row,
        place: usize,
        column: &Column,
        variable: VarId,
        named_by: Vec<Anchor>,
    ) {
        match &column.field.kind {
            FieldKind::Scale { from, to, ends: _ } if !is_long_scale(*from, *to) => {
                self.html.raw("<div role=radiogroup");
                self.anchors("aria-labelledby", &named_by);
                self.html.raw(">");
                self.scale(&column.field, variable, *from, *to, &[]);
                self.html.raw("</div>");
            }
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Integer
            | FieldKind::Scale { from: _, to: _, ends: _ }
            | FieldKind::Decimal { digits: _ }
            | FieldKind::Year
            | FieldKind::FiscalYear
            | FieldKind::Month
            | FieldKind::Date
            | FieldKind::Email
            | FieldKind::Tel
            | FieldKind::Postal
            | FieldKind::Url
            | FieldKind::Flag => {
                let everybody =
                    self.form.conds().is_always(table.question.asked) && self.form.conds().is_always(row.offered);
                self.blank(&Blank {
                    variable,
                    spec: &column.field,
                    layout: Layout { lines: Some(table.question.layout.lines.unwrap_or(2)), ..table.question.layout },
                    required: everybody && (column.required || (table.question.required && !row.optional)),
                    personal: false,
                    place: if column.label.is_some() { Place::Column } else { Place::Row },
                    input: table.anchor.numbered("x", place),
                    named_by,
                    described_by: Vec::new(),
                });
            }
        }
    }

    /// Words at the blanks of a row, behind its last one.
    fn row_beside(&mut self, row: &Row, column: usize, columns: usize) {
        if let Some(beside) = &row.beside
            && column + 1 == columns
        {
            self.html.raw("<small class=beside>");
            self.line(beside);
            self.html.raw("</small>");
        }
    }

    fn row_footnotes(&mut self, anchor: Anchor, rows: &[RowEntry]) {
        for row in flat(rows).filter(|row| !row.retired) {
            self.footnote(anchor, row.footnote.as_ref());
        }
    }
}

fn body(cells: &Cells, layout: Layout) -> Body<'_> {
    let repeated = layout.inline || layout.stacked;
    let (choices, ticks) = match cells {
        Cells::Single { choices } => (choices, false),
        Cells::Multi { choices } => (choices, true),
        Cells::Fields { columns } => return Body::Blanks(columns),
    };
    let options = with_headings(choices).map(|(headings, option)| Head { heading: headings.last().copied(), option });
    let options: Vec<_> = options.collect();
    if repeated { Body::Repeated { options, ticks, layout } } else { Body::Marks { options, ticks } }
}

/// The variable of each option in a row: its own tick, or the row's one code for all.
fn cells(row: &Row, options: usize, ticks: bool) -> Vec<VarId> {
    if ticks { row.cells.clone() } else { row.cells.iter().cycle().take(options).copied().collect() }
}
