//! From a condition to an SQL expression that is TRUE or FALSE, never NULL.
//!
//! Guards are written out in the condition itself. The atoms that SQL would leave NULL are printed with theirs; a comparison may be NULL
//! only beside a guard that is FALSE.

use setsumon_core::cond::{Comparison, Cond};
use setsumon_core::form::Form;
use setsumon_core::ids::{CondId, RepeatId, VarId};
use setsumon_core::reads::Reads;
use setsumon_core::term::Term;

use crate::dialect::Dialect;
use crate::kind::{Kind, kind, plain_variable};
use crate::layout::{Layout, Table};

/// How columns are written where an expression stands.
#[derive(Debug, Clone, Copy)]
enum Columns {
    /// In a constraint: alone.
    Alone,
    /// In a query: with their tables.
    WithTable,
    /// In a trigger on a row: as those of the new row.
    OfNewRow,
}

/// Prints expressions for one place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printer<'a> {
    pub(crate) form: &'a Form,
    pub(crate) layout: &'a Layout,
    /// How columns are written.
    columns: Columns,
}

impl<'a> Printer<'a> {
    /// For a constraint of a table, which sees that table alone.
    pub(crate) fn constraint(form: &'a Form, layout: &'a Layout) -> Self {
        Self { form, layout, columns: Columns::Alone }
    }

    /// For a trigger on a row of a table, which sees that row alone.
    pub(crate) fn new_row(form: &'a Form, layout: &'a Layout) -> Self {
        Self { form, layout, columns: Columns::OfNewRow }
    }

    /// For a query over several tables.
    pub(crate) fn query(form: &'a Form, layout: &'a Layout) -> Self {
        Self { form, layout, columns: Columns::WithTable }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.layout.dialect
    }

    /// The column of a variable. Last year's values lie in no table: they are read as missing.
    pub(crate) fn column(&self, variable: VarId) -> String {
        let dialect = self.dialect();
        let table = self.layout.home(variable).and_then(|index| self.layout.tables.get(index));
        let name = dialect.name(&self.form.variables().get(variable).name);
        match (table, self.columns) {
            (None, _) => "NULL".to_owned(),
            (Some(_), Columns::Alone) => name,
            (Some(table), Columns::WithTable) => format!("{}.{name}", dialect.name(&table.name)),
            (Some(_), Columns::OfNewRow) => format!("NEW.{name}"),
        }
    }

    /// The column that says whether the response is submitted, of the survey's own table.
    pub(crate) fn status(&self) -> String {
        let name = self.dialect().name("_status");
        match self.columns {
            Columns::Alone => name,
            Columns::WithTable => format!("{}.{name}", self.layout.main_name()),
            Columns::OfNewRow => format!("NEW.{name}"),
        }
    }

    /// A condition.
    pub(crate) fn cond(&self, id: CondId) -> String {
        let dialect = self.dialect();
        match self.form.conds().get(id) {
            Cond::Always => dialect.truth(true).to_owned(),
            Cond::Never => dialect.truth(false).to_owned(),
            Cond::Present(variable) => format!("{} IS NOT NULL", self.column(*variable)),
            Cond::Absent(variable) => format!("{} IS NULL", self.column(*variable)),
            Cond::In { variable, codes } => self.codes(*variable, codes, true, false),
            Cond::NotIn { variable, codes } => self.codes(*variable, codes, false, false),
            Cond::Compare { left, op, right } => self.compare(left, *op, right),
            Cond::All(parts) => self.joined(parts, " AND "),
            Cond::Any(parts) => self.any(parts).join(" OR "),
            Cond::Some { repeat, cond } => {
                format!("EXISTS (SELECT 1 {}{})", self.occurrences(*repeat, &self.reads(*cond)), self.and(*cond))
            }
            Cond::Every { repeat, cond } => format!(
                "NOT EXISTS (SELECT 1 {} AND NOT ({}))",
                self.occurrences(*repeat, &self.reads(*cond)),
                self.cond(*cond)
            ),
        }
    }

    /// A condition in brackets, unless it is a single predicate.
    pub(crate) fn nested(&self, id: CondId) -> String {
        match self.form.conds().get(id) {
            Cond::All(_) => format!("({})", self.cond(id)),
            Cond::Any(parts) => match self.any(parts).as_slice() {
                [only] => only.clone(),
                several => format!("({})", several.join(" OR ")),
            },
            Cond::Always
            | Cond::Never
            | Cond::Present(_)
            | Cond::Absent(_)
            | Cond::In { variable: _, codes: _ }
            | Cond::NotIn { variable: _, codes: _ }
            | Cond::Compare { left: _, op: _, right: _ }
            | Cond::Some { repeat: _, cond: _ }
            | Cond::Every { repeat: _, cond: _ } => self.cond(id),
        }
    }

    /// ` AND …`, for behind another condition; nothing for one that always holds.
    pub(crate) fn and(&self, id: CondId) -> String {
        if self.form.conds().is_always(id) { String::new() } else { format!(" AND {}", self.nested(id)) }
    }

    fn joined(&self, parts: &[CondId], with: &str) -> String {
        parts.iter().map(|part| self.nested(*part)).collect::<Vec<_>>().join(with)
    }

    /// At least one of these. `Not answered, or these codes` is one predicate with its own answer for NULL.
    fn any(&self, parts: &[CondId]) -> Vec<String> {
        let conds = self.form.conds();
        let absent: Vec<_> = parts
            .iter()
            .filter_map(|part| match conds.get(*part) {
                Cond::Absent(variable) => Some(*variable),
                Cond::Always
                | Cond::Never
                | Cond::Present(_)
                | Cond::In { variable: _, codes: _ }
                | Cond::NotIn { variable: _, codes: _ }
                | Cond::Compare { left: _, op: _, right: _ }
                | Cond::All(_)
                | Cond::Any(_)
                | Cond::Some { repeat: _, cond: _ }
                | Cond::Every { repeat: _, cond: _ } => None,
            })
            .collect();
        let mut together = Vec::new();
        let mut said = Vec::new();
        for part in parts {
            let (variable, codes, among) = match conds.get(*part) {
                Cond::In { variable, codes } => (*variable, codes, true),
                Cond::NotIn { variable, codes } => (*variable, codes, false),
                Cond::Always
                | Cond::Never
                | Cond::Present(_)
                | Cond::Absent(_)
                | Cond::Compare { left: _, op: _, right: _ }
                | Cond::All(_)
                | Cond::Any(_)
                | Cond::Some { repeat: _, cond: _ }
                | Cond::Every { repeat: _, cond: _ } => continue,
            };
            if absent.contains(&variable) && !said.contains(&variable) {
                said.push(variable);
                together.push((*part, self.codes(variable, codes, among, true)));
            }
        }
        parts
            .iter()
            .filter_map(|part| match (together.iter().find(|(of, _)| of == part), conds.get(*part)) {
                (Some((_, predicate)), _) => Some(predicate.clone()),
                (None, Cond::Absent(variable)) if said.contains(variable) => None,
                (None, _) => Some(self.joined(&[*part], "")),
            })
            .collect()
    }

    /// One of these codes, or none of them; and what holds where there is no value.
    fn codes(&self, variable: VarId, codes: &[String], among: bool, if_missing: bool) -> String {
        let column = self.column(variable);
        let texts: Vec<_> = codes.iter().map(|code| self.dialect().text(code)).collect();
        let test = match (texts.as_slice(), among) {
            ([only], true) => format!("{column} = {only}"),
            ([only], false) => format!("{column} <> {only}"),
            (several, true) => format!("{column} IN ({})", several.join(", ")),
            (several, false) => format!("{column} NOT IN ({})", several.join(", ")),
        };
        format!("coalesce({test}, {})", self.dialect().truth(if_missing))
    }

    fn compare(&self, left: &Term, op: Comparison, right: &Term) -> String {
        let sign = sign(op);
        let by_itself = |term: &Term| plain_variable(term).map(|variable| self.column(variable));
        match kind(self.form, left) {
            Kind::Day => format!("{} {sign} {}", self.day(left), self.day(right)),
            Kind::Month => match (self.month_as_text(left), self.month_as_text(right)) {
                (Some(left), Some(right)) => format!("{left} {sign} {right}"),
                (None, _) | (_, None) => format!("{} {sign} {}", self.month(left), self.month(right)),
            },
            Kind::Number => {
                // A column against a column or a constant needs no arithmetic, whatever the storage.
                let left_plain = by_itself(left).or_else(|| written_number(left));
                let right_plain = by_itself(right).or_else(|| written_number(right));
                match (left_plain, right_plain) {
                    (Some(left), Some(right)) => format!("{left} {sign} {right}"),
                    (None, _) | (_, None) => {
                        let (left, right) = self.aligned(self.number(left), self.number(right));
                        format!("{left} {sign} {right}")
                    }
                }
            }
        }
    }

    fn reads(&self, cond: CondId) -> Reads {
        Reads::of_cond(self.form, cond)
    }

    /// `FROM … WHERE`: the occurrences of a roster that belong to the response at hand.
    pub(crate) fn occurrences(&self, repeat: RepeatId, reads: &Reads) -> String {
        let dialect = self.dialect();
        let Some(base) = self.layout.base_of(repeat) else { return String::new() };
        let base_name = dialect.name(&base.name);
        let (response, occurrence) = (dialect.name("_response"), dialect.name("_occurrence"));
        let mut from = format!("FROM {base_name}");
        for table in self.tables_of(reads) {
            if table.repeat == Some(repeat) && !table.base {
                let name = dialect.name(&table.name);
                from.push_str(&format!(
                    " LEFT JOIN {name} ON {name}.{response} = {base_name}.{response} AND {name}.{occurrence} = {base_name}.{occurrence}"
                ));
            }
        }
        format!("{from} WHERE {base_name}.{response} = {}.{response}", self.layout.main_name())
    }

    /// The tables that hold what is read, in order.
    pub(crate) fn tables_of(&self, reads: &Reads) -> Vec<&'a Table> {
        let layout: &'a Layout = self.layout;
        layout
            .tables
            .iter()
            .enumerate()
            .filter(|(index, _)| reads.variables.iter().any(|variable| layout.home(*variable) == Some(*index)))
            .map(|(_, table)| table)
            .collect()
    }
}

/// A comparison's sign.
fn sign(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

/// The number that a term is, if it is written in the survey.
fn written_number(term: &Term) -> Option<String> {
    match term {
        Term::Number(number) => Some(number.to_string()),
        Term::Day(_)
        | Term::Month(_)
        | Term::Value(_)
        | Term::Score { variable: _, scores: _ }
        | Term::CountPresent(_)
        | Term::Sum(_)
        | Term::Add(_, _)
        | Term::Subtract(_, _)
        | Term::Multiply(_, _)
        | Term::Divide(_, _)
        | Term::Negative(_)
        | Term::Round(_, _)
        | Term::Days(_, _)
        | Term::Age(_, _)
        | Term::PlusDays(_, _)
        | Term::PlusMonths(_, _)
        | Term::FirstOf(_)
        | Term::CountWhere { repeat: _, cond: _ }
        | Term::SumWhere { repeat: _, term: _, cond: _ }
        | Term::If { cond: _, then: _, otherwise: _ } => None,
    }
}
