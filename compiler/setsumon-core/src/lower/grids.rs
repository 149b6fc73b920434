//! Grids: rows by columns, each cell a variable.

use crate::names;
use setsumon_syntax::ast::{ClauseKind, Kind, QuestionKind, Says, Statement};

use super::choices::{Frame, Outline};
use super::fields::NewVariable;
use super::referents::{Referent, TicksReferent};
use super::selection::Selection;
use super::sentences::Duty;
use super::{Context, Lowerer};
use crate::errors::types;
use crate::form::{Answer, Cells, Choice, Column, FieldKind, Grid, Marker, Role, Row, RowEntry, Value};
use crate::ids::{CondId, QuestionId, VarId};
use crate::resolve::draft::{ChoiceNode, Node};
use crate::resolve::symbols::SymbolId;
use crate::text::Text;

/// What the cells of a grid are, before its rows are walked.
enum Shape {
    Single(Vec<Outline>),
    Multi(Vec<Outline>),
    Fields(Vec<BlankColumn>),
}

/// A column of blanks: its code, and what each blank may hold.
struct BlankColumn {
    column: Column,
    value: Value,
}

impl<'a> Lowerer<'a, '_> {
    pub(super) fn grid(&mut self, node: &Node<'a>, context: &Context, group: Option<SymbolId>) -> Option<QuestionId> {
        let statement = node.statement;
        let of = statement.of();
        let duty = match of {
            Some(QuestionKind::Single) => Duty::OneEach,
            Some(QuestionKind::Multi) => Duty::AllEach,
            Some(QuestionKind::Scale) => Duty::PointEach,
            _ => Duty::Nothing,
        };
        let (id, symbol, mut inner) = self.begin(node, context, group, duty)?;
        let columns_statement = statement.body.iter().find(|inner| inner.kind == Kind::Columns);
        let shape = self.shape(node, of, &inner)?;
        let rows_statement = statement.body.iter().find(|inner| inner.kind == Kind::Rows);
        let selection = self.selection(node, rows_statement.unwrap_or(statement));
        self.questions.get_mut(id).narrowed = self.narrowed(node, rows_statement.unwrap_or(statement), &selection);
        let rows = self.outlines(&node.rows, node.scope, &inner, &selection);
        if rows.iter().all(|row| row.retired) {
            if !rows_statement.is_some_and(Self::told_of_list) {
                let help = "add `rows { code \"label\" … }`, `rows from LIST` or `rows selected in Q`";
                self.say(types::grid_shape(statement.kind_span, "a grid has rows", help));
            }
            return Some(id);
        }
        self.row_sentence(id, rows_statement, node.scope);
        // As of the options of a question: a row is asked where it is offered.
        let each = inner.clone();
        let offered = self.any_offered(&rows);
        inner.asked = self.conds.all([inner.asked, offered]);
        self.questions.get_mut(id).asked = inner.asked;
        let mut lowered = GridRows {
            id,
            grid: symbol,
            scope: node.scope,
            outlines: &rows,
            shape: &shape,
            selected: !matches!(selection, Selection::None),
            columns: columns_statement.unwrap_or(statement),
            place: 0,
            asked: Vec::new(),
        };
        self.footnotes.clear();
        let entries = self.rows(&node.rows, &each, &mut lowered);
        let asked = std::mem::take(&mut lowered.asked);
        self.readable_columns(symbol, &asked);
        self.referents.insert(symbol, Referent::Grid { rows: asked.into(), asked: inner.asked });
        let cells = self.cells(node, &shape, &inner);
        self.questions.get_mut(id).answer = Answer::Grid(Grid { rows: entries, cells });
        Some(id)
    }

    /// `rows selected in Q says "…"`: the sentence that paper prints, where the grid tells none of its own.
    fn row_sentence(&mut self, id: QuestionId, rows: Option<&Statement>, scope: SymbolId) {
        if let (Some(Says::Words(text)), None) = (rows.and_then(Statement::says), &self.questions.get(id).who) {
            let who = self.text(text, scope);
            self.questions.get_mut(id).who = Some(who);
        }
    }

    fn shape(&mut self, node: &Node<'a>, of: Option<QuestionKind>, inner: &Context) -> Option<Shape> {
        let statement = node.statement;
        let options = self.outlines(&node.choices, node.scope, inner, &Selection::None);
        let wants_columns =
            |what: &str| types::grid_shape(statement.kind_span, what, "add `columns { code \"label\" … }`");
        match of {
            Some(QuestionKind::Single | QuestionKind::Multi) => {
                if options.is_empty() {
                    let columns = statement.body.iter().find(|inner| inner.kind == Kind::Columns);
                    if !columns.is_some_and(Self::told_of_list) {
                        self.say(wants_columns("a grid of choices has columns to choose from"));
                    }
                    return None;
                }
                Some(if of == Some(QuestionKind::Single) { Shape::Single(options) } else { Shape::Multi(options) })
            }
            Some(QuestionKind::Rank) => {
                let help = "ask the ranking by itself, or take `of single`, `of multi` or a kind of blank";
                self.say(types::grid_shape(statement.kind_span, "a grid cannot be of rankings", help));
                None
            }
            Some(kind) => {
                let spec = self.field_spec(kind, statement, node.scope)?;
                let value = self.value_of(&spec, statement);
                let column = |code: String, label: Option<Text>, marker: Marker| BlankColumn {
                    column: Column { code, label, field: spec.clone(), required: false, marker },
                    value: value.clone(),
                };
                let marker = Self::marker(inner);
                if options.is_empty() {
                    return Some(Shape::Fields(vec![column(String::new(), None, marker)]));
                }
                let columns =
                    options.iter().map(|option| column(option.code.clone(), option.label.last().cloned(), marker));
                Some(Shape::Fields(columns.collect()))
            }
            None => {
                if node.fields.is_empty() && !options.is_empty() {
                    let help =
                        "write `of single` behind the label if one is chosen in each row, `of multi` if several may be";
                    let what = "a grid says what its cells are, and these columns are codes to choose from";
                    self.say(types::grid_shape(statement.kind_span, what, help));
                    return None;
                }
                if node.fields.is_empty() {
                    self.say(wants_columns("a grid says what its cells are, with `of …` or with fields as columns"));
                    return None;
                }
                let mut columns = Vec::new();
                for field in &node.fields {
                    columns.extend(self.blank_column(field, inner));
                }
                Some(Shape::Fields(columns))
            }
        }
    }

    /// A column of blanks is a heading over cells: who is asked is said by rows, and a cell holds nothing but its value.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    fn check_column(&mut self, statement: &Statement) {
        for clause in &statement.clauses {
            let (word, right) = match &clause.kind {
                ClauseKind::When(_) => ("when", "put it on the grid or on its rows"),
                ClauseKind::Specify { .. } => ("specify", "ask for the words in a column of their own, `text`"),
                ClauseKind::Or(_) => ("or", "ask for it in a column of its own, `flag`"),
                _ => continue,
            };
            self.say(types::column_clause(clause.span, word, right));
        }
        if let Some(first) = statement.body.iter().find(|inner| matches!(inner.kind, Kind::Question(_) | Kind::Grid)) {
            self.say(types::column_clause(first.kind_span, "a field", "put it into the `{ }` of a row"));
        }
    }

    fn blank_column(&mut self, node: &Node<'a>, inner: &Context) -> Option<BlankColumn> {
        let statement = node.statement;
        let Kind::Question(kind) = statement.kind else { return None };
        let Some(spec) = self.field_spec(kind, statement, node.scope) else {
            let help = "take blanks as columns; for choices in every row, write `grid … of single` or `of multi`";
            self.say(types::grid_shape(statement.kind_span, "a column of a mixed grid is a blank", help));
            return None;
        };
        self.check_column(statement);
        let value = self.value_of(&spec, statement);
        let marked = self.inherit(inner, statement);
        let label = statement.label.as_ref().map(|label| self.text(label, node.scope));
        let code = statement.code.as_ref().map(|code| code.value.clone())?;
        Some(BlankColumn {
            column: Column {
                code,
                label,
                field: spec,
                required: statement.has(&ClauseKind::Required),
                marker: Self::marker(&marked),
            },
            value,
        })
    }

    fn rows(&mut self, nodes: &[ChoiceNode<'a>], inner: &Context, grid: &mut GridRows<'_>) -> Vec<RowEntry> {
        let mut entries = Vec::new();
        for node in nodes {
            match node {
                ChoiceNode::Heading { statement, choices } => {
                    let label = statement.label.as_ref().map(|label| self.text(label, grid.scope)).unwrap_or_default();
                    let rows = self.rows(choices, inner, grid);
                    entries.push(RowEntry::Heading { label, rows });
                }
                ChoiceNode::Option { statement, symbol, source: _, children, retired: _ } => {
                    let Some(outline) = grid.outlines.get(grid.place).cloned() else { continue };
                    grid.place += 1;
                    entries.push(RowEntry::Row(self.row(statement, *symbol, children, &outline, inner, grid)));
                }
            }
        }
        entries
    }

    fn row(
        &mut self,
        statement: &'a Statement,
        symbol: SymbolId,
        children: &[Node<'a>],
        outline: &Outline,
        inner: &Context,
        grid: &mut GridRows<'_>,
    ) -> Row {
        let mut context = self.inherit(inner, statement);
        context.asked = self.conds.all([inner.asked, outline.offered]);
        let cells = self.row_cells(symbol, outline, &context, grid);
        let present: Vec<CondId> = cells.iter().map(|cell| self.conds.present(*cell)).collect();
        let answered = self.conds.any(present);
        let optional = statement.has(&ClauseKind::Optional);
        if !outline.retired {
            let asked = context.asked;
            grid.asked.push((symbol, asked));
            let required = self.questions.get(grid.id).required || statement.has(&ClauseKind::Required);
            if required && !optional {
                self.row_required(grid, &cells, asked);
            }
        }
        let label = outline.label.last().cloned().unwrap_or_default();
        let asked = self.conds.all([context.asked, answered]);
        let under = Context {
            asked,
            nested: true,
            in_group: true,
            instructed: false,
            owner: Some(std::rc::Rc::new(label.clone())),
            ..context.clone()
        };
        let own_fields = !grid.selected && !outline.retired;
        let specify = if own_fields { self.specify(statement, symbol, &under) } else { None };
        let items = if own_fields { self.fields_under(children, &under) } else { Vec::new() };
        let hint = self.small_print(statement, Kind::Hint, symbol);
        let beside = self.small_print(statement, Kind::Beside, symbol);
        let footnote = self.footnote(statement, symbol);
        Row {
            code: outline.code.clone(),
            label,
            offered: outline.offered,
            who: outline.who.clone(),
            own: outline.own,
            optional,
            marker: Self::marker(&context),
            hint,
            beside,
            footnote,
            specify,
            items,
            cells,
            retired: outline.retired,
        }
    }

    /// The duty of a row of a required grid: an answer, and of blanks with columns one in each cell. A box among blanks is answered unticked.
    fn row_required(&mut self, grid: &GridRows<'_>, cells: &[VarId], asked: CondId) {
        let columns = match grid.shape {
            Shape::Single(_) | Shape::Multi(_) => &[][..],
            Shape::Fields(columns) => columns.as_slice(),
        };
        if columns.is_empty() {
            self.required_rule(grid.id, cells.to_vec(), asked);
        }
        let boxes_alone = columns.iter().all(|blank| blank.column.field.kind == FieldKind::Flag);
        for (cell, BlankColumn { column, value: _ }) in cells.iter().zip(columns) {
            let is_box = column.field.kind == FieldKind::Flag;
            // A column that says so itself has its duty already.
            if !column.required && (!is_box || boxes_alone) {
                self.required_rule(grid.id, vec![*cell], asked);
            }
        }
    }

    /// The variables of a row, with their duties and what can be read of them.
    fn row_cells(&mut self, symbol: SymbolId, outline: &Outline, context: &Context, grid: &GridRows<'_>) -> Vec<VarId> {
        let mut label = vec![self.name_of(grid.id)];
        label.extend(outline.label.iter().cloned());
        let role = if outline.retired { Role::Retired } else { Role::Answer };
        match grid.shape {
            Shape::Single(options) => {
                let name = self.variable_name(symbol);
                let base = self.variable_name(grid.grid);
                let list_name = super::questions::whole_list(grid.columns).unwrap_or(base.as_str()).to_owned();
                let list = self.code_list(&list_name, &base, options);
                let cell = self.cell(name, Value::Code(list), role, label, None, outline, context, grid.id);
                for option in options.iter().filter(|option| !option.retired) {
                    self.offered_rule(cell, &option.code, option.offered);
                }
                self.readable_choice(symbol, cell, options, false);
                vec![cell]
            }
            Shape::Multi(options) => {
                let base = self.variable_name(symbol);
                let mut cells = Vec::new();
                for option in options {
                    let mut label = label.clone();
                    label.extend(option.label.iter().cloned());
                    let role = if option.retired { Role::Retired } else { role };
                    let name = names::member(&base, &option.code);
                    let narrowed = self.conds.all([context.asked, option.offered]);
                    let cell_context = Context { asked: narrowed, ..context.clone() };
                    cells.push(self.cell(name, Value::Tick, role, label, None, outline, &cell_context, grid.id));
                }
                let live: Vec<(VarId, &Outline)> =
                    cells.iter().copied().zip(options).filter(|(_, option)| !option.retired).collect();
                let ticked: Vec<VarId> = live.iter().map(|(cell, _)| *cell).collect();
                let alone = live.iter().filter(|(_, option)| option.exclusive).map(|(cell, _)| *cell);
                self.exclusive_rules(&ticked, &alone.collect::<Vec<_>>(), grid.columns.kind_span);
                let ticks = live.iter().map(|(cell, option)| (option.code.clone(), *cell)).collect();
                self.referents.insert(symbol, Referent::Ticks(TicksReferent { ticks, asked: context.asked }));
                cells
            }
            Shape::Fields(columns) => {
                let base = self.variable_name(symbol);
                let mut cells = Vec::new();
                for BlankColumn { column, value } in columns {
                    let mut label = label.clone();
                    label.extend(column.label.clone());
                    let name = if column.code.is_empty() { base.clone() } else { names::member(&base, &column.code) };
                    let unit = column.field.unit.clone();
                    let cell = self.cell(name, value.clone(), role, label, unit, outline, context, grid.id);
                    if column.required && !outline.retired {
                        self.required_rule(grid.id, vec![cell], context.asked);
                    }
                    let member = self.symbols.get(symbol).members.get(&column.code).copied();
                    let readable = if column.code.is_empty() { Some(symbol) } else { member };
                    if let Some(readable) = readable {
                        self.readable_field(readable, cell, &column.field, context.asked, std::rc::Rc::new([]));
                    }
                    cells.push(cell);
                }
                if columns.first().is_some_and(|first| !first.column.code.is_empty()) {
                    self.referents.insert(symbol, Referent::Cells(cells.as_slice().into()));
                }
                cells
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one cell's parts, made here alone")]
    fn cell(
        &mut self,
        name: String,
        value: Value,
        role: Role,
        label: Vec<Text>,
        unit: Option<Text>,
        outline: &Outline,
        context: &Context,
        question: QuestionId,
    ) -> VarId {
        let new = NewVariable {
            name,
            question: Some(question),
            value,
            role,
            label,
            unit,
            asked: context.asked,
            span: outline.span,
        };
        let cell = self.variable(new, context);
        self.domain_rule(cell);
        self.asked_rule(cell);
        cell
    }

    /// `grid.column`: the cells down a column.
    fn readable_columns(&mut self, grid: SymbolId, rows: &[(SymbolId, CondId)]) {
        let columns: Vec<SymbolId> = self
            .symbols
            .get(grid)
            .order
            .iter()
            .copied()
            .filter(|member| matches!(self.symbols.get(*member).kind, crate::resolve::symbols::SymbolKind::Column))
            .collect();
        for column in columns {
            let code = self.symbols.get(column).code.clone();
            let cells: Vec<SymbolId> =
                rows.iter().filter_map(|(row, _)| self.symbols.get(*row).members.get(&code).copied()).collect();
            let readable = cells.iter().any(|cell| self.referents.contains_key(cell));
            self.referents.insert(column, if readable { Referent::Several(cells.into()) } else { Referent::Option });
        }
    }

    fn cells(&mut self, node: &Node<'a>, shape: &Shape, inner: &Context) -> Cells {
        let frame = |own: Vec<VarId>| Frame { context: inner, scope: node.scope, code_of: None, own, selected: true };
        match shape {
            Shape::Single(options) => {
                Cells::Single { choices: self.choices(&node.choices, options, &frame(Vec::new())) }
            }
            Shape::Multi(options) => {
                let choices: Vec<Choice> = self.choices(&node.choices, options, &frame(Vec::new()));
                Cells::Multi { choices }
            }
            Shape::Fields(columns) => {
                Cells::Fields { columns: columns.iter().map(|blank| blank.column.clone()).collect() }
            }
        }
    }
}

/// What the rows of one grid share.
struct GridRows<'g> {
    id: QuestionId,
    grid: SymbolId,
    scope: SymbolId,
    outlines: &'g [Outline],
    shape: &'g Shape,
    selected: bool,
    /// Where the columns are written, for the name of their list.
    columns: &'g Statement,
    place: usize,
    /// The rows offered, each with when it is asked.
    asked: Vec<(SymbolId, CondId)>,
}
