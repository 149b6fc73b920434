//! From syntax to a draft: imports, lists and blocks put in place; then codes, paths and numbers.

mod block_words;
pub(crate) mod declare;
mod declare_choices;
pub(crate) mod draft;
pub(crate) mod expand;
pub(crate) mod kept_alone;
mod list_file;
pub(crate) mod numbering;
pub(crate) mod symbols;
pub(crate) mod written;
