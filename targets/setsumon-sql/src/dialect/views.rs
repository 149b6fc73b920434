//! Views: labels in the place of codes, columns as rows, and several years in one.

use super::Room;

/// How columns become rows: the parts of a query around them. Columns come as rows of three: the variable, its value, whether it is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unpivot {
    /// What is selected.
    pub(crate) selected: &'static str,
    /// What stands before all rows.
    pub(crate) before: &'static str,
    /// What a row begins with.
    pub(crate) open: &'static str,
    /// What stands before its value.
    pub(crate) value: &'static str,
    /// What stands before whether it is asked.
    pub(crate) asked: &'static str,
    /// What a row ends with.
    pub(crate) close: &'static str,
    /// What stands behind all rows.
    pub(crate) behind: &'static str,
    /// So many columns at most become rows at once.
    pub(crate) most: usize,
}

/// Views.
pub(crate) trait Views {
    /// What is joined so that labels can be looked up, by the name of the table of codes; none where each is asked for by itself.
    fn labels(&self, codes: &str) -> Option<String>;

    /// The label of a column's code, of a list.
    fn label(&self, codes: &str, list: &str, column: &str) -> String;

    /// How columns become rows in one pass over the table.
    fn unpivot(&self) -> Unpivot;

    /// What stands behind a value that is shown as text; a tick is shown as 1 or 0.
    fn shown_as_text(&self, is_tick: bool) -> &'static str;

    /// Where an edition's tables lie, in words.
    fn where_an_edition_lies(&self, schema: &str) -> String;

    /// What begins the definition of a view over several editions.
    fn create_view_of_years(&self) -> &'static str;

    /// A text that is compared byte by byte, as codes are.
    fn as_bytes(&self, text: &str) -> String;
}

/// The label of a column's code, asked for by itself.
pub(crate) fn label_of(dialect: &dyn Room, codes: &str, list: &str, column: &str) -> String {
    format!("(SELECT label FROM {codes} WHERE list = {} AND code = {column})", dialect.text(list))
}
