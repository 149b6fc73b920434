//! Who may see what: readers of the open data, those who write answers, and those who may see who somebody is.

use setsumon_core::form::Form;

use crate::catalogue::Catalogue;
use crate::dialect::Rights;
use crate::earlier::Earlier;
use crate::layout::Layout;
use crate::seal::names;

/// Writes the rights, where the dialect has any.
pub(crate) fn script(
    out: &mut String,
    form: &Form,
    layout: &Layout,
    catalogue: &Catalogue,
    earlier: &Earlier,
    open: &[String],
) {
    let [reader, writer, contacts] = ["reader", "writer", "contacts"].map(|role| names(form, layout, role));
    let mut readable: Vec<&str> =
        layout.tables.iter().filter(|table| !table.personal).map(|table| table.quoted.as_str()).collect();
    readable.push(&earlier.open);
    readable.extend(catalogue.names());
    readable.extend(open.iter().map(String::as_str));
    let mut writable: Vec<&str> = layout.tables.iter().map(|table| table.quoted.as_str()).collect();
    writable.extend([earlier.open.as_str(), earlier.personal.as_str()]);
    let mut personal: Vec<&str> =
        layout.tables.iter().filter(|table| table.personal).map(|table| table.quoted.as_str()).collect();
    personal.push(&earlier.personal);
    layout.dialect.grant(out, &Rights { reader, writer, contacts, readable, writable, personal });
}
