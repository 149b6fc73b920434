//! The long view: a row for each response, or occurrence, and variable, with its value, its label, and whether it was answered, left blank or not asked.
//!
//! Each dialect has a way of its own to turn columns into rows in one pass over the table.

use std::fmt::Write as _;

use setsumon_core::form::{Form, Value};
use setsumon_core::ids::VarId;

use crate::asked::{Asked, shown};
use crate::catalogue::Catalogue;
use crate::dialect::Unpivot;
use crate::layout::{Layout, Table};

/// Writes the view; tells whether there is anything to show.
pub(crate) fn script(
    out: &mut String,
    form: &Form,
    layout: &Layout,
    asked: &Asked,
    catalogue: &Catalogue,
    name: &str,
) -> bool {
    let mut some = false;
    for (index, table) in layout.tables.iter().enumerate() {
        let all: Vec<VarId> = shown(form, layout, table).collect();
        for variables in all.chunks(layout.dialect.unpivot().most) {
            if some {
                out.push_str("\n  UNION ALL\n");
            } else {
                head(out, name);
                some = true;
            }
            Arm { form, layout, asked, table, index }.write(out, variables);
        }
    }
    if some {
        let _ = writeln!(
            out,
            "\n) l\n  JOIN {} d ON d.variable = l.variable\n  LEFT JOIN {} c ON c.list = d.list AND c.code = l.value;",
            catalogue.variable, catalogue.code
        );
    }
    some
}

fn head(out: &mut String, name: &str) {
    // Who is asked comes first: an option that was not offered is not a no, whatever else of its question is ticked.
    let state =
        "CASE WHEN NOT l.asked THEN 'not_asked' WHEN l.value IS NOT NULL THEN 'answered' ELSE 'no_answer' END AS state";
    let _ = write!(
        out,
        "\n-- Every variable that is not personal in a row of its own: its value, the label of its code or tick, and its state.\n\
         CREATE VIEW {name} AS SELECT\n  l._response, l._occurrence, l.variable, CASE WHEN l.asked THEN l.value END AS value,\n  \
         CASE WHEN d.kind = 'tick' THEN d.label ELSE c.label END AS label,\n  {state}\nFROM (\n"
    );
}

/// The rows of one table.
struct Arm<'a> {
    form: &'a Form,
    layout: &'a Layout,
    asked: &'a Asked,
    table: &'a Table,
    index: usize,
}

impl Arm<'_> {
    fn write(&self, out: &mut String, variables: &[VarId]) {
        let dialect = self.layout.dialect;
        let occurrence = self.table.repeat.map_or_else(|| dialect.null("INTEGER"), |_| "t._occurrence".to_owned());
        let unpivot = dialect.unpivot();
        let _ = writeln!(out, "  SELECT t._response, {occurrence} AS _occurrence, {}", unpivot.selected);
        self.from(out);
        out.push_str(unpivot.before);
        self.rows(out, variables, unpivot);
        out.push_str(unpivot.behind);
    }

    /// The table, with the view of who was asked.
    fn from(&self, out: &mut String) {
        let _ = write!(out, "  FROM {} t", self.table.quoted);
        if let Some(view) = self.asked.view(self.index) {
            let _ = write!(out, " JOIN {view} a ON a._response = t._response");
            if self.table.repeat.is_some() {
                out.push_str(" AND a._occurrence = t._occurrence");
            }
        }
        out.push('\n');
    }

    fn rows(&self, out: &mut String, variables: &[VarId], unpivot: Unpivot) {
        let Unpivot { selected: _, before: _, open, value, asked, close, behind: _, most: _ } = unpivot;
        for (index, id) in variables.iter().enumerate() {
            if index > 0 {
                out.push_str(",\n");
            }
            out.push_str("    ");
            out.push_str(open);
            out.push('\'');
            out.push_str(&self.form.variables().get(*id).name);
            out.push_str("', ");
            out.push_str(value);
            self.value(out, *id);
            out.push_str(", ");
            out.push_str(asked);
            match self.asked.column(self.layout, *id) {
                Some(column) => {
                    out.push_str("a.");
                    self.layout.dialect.write_name(out, column);
                }
                None => out.push_str("TRUE"),
            }
            out.push_str(close);
        }
    }

    /// The value as text; a tick as 1 or 0.
    fn value(&self, out: &mut String, id: VarId) {
        let dialect = self.layout.dialect;
        let is_tick = match &self.form.variables().get(id).value {
            Value::Tick => true,
            Value::Code(_)
            | Value::Rank { max: _ }
            | Value::Integer { min: _, max: _ }
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ } => false,
        };
        let unticked = if is_tick { self.asked.unticked(self.layout, id) } else { None };
        if unticked.is_some() {
            out.push_str("coalesce(");
        }
        out.push_str("t.");
        out.push_str(self.layout.column(id));
        if let Some(column) = unticked {
            out.push_str(", a.");
            dialect.write_name(out, column);
            out.push(')');
        }
        out.push_str(dialect.shown_as_text(is_tick));
    }
}
