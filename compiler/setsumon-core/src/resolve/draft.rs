//! The draft: the tree with its codes, paths and numbers known, and holes where something was wrong.

use setsumon_syntax::ast::Statement;

use super::symbols::{SymbolId, Symbols};

/// A resolved survey, before its meaning is worked out.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) survey: &'a Statement,
    pub(crate) symbols: Symbols<'a>,
    pub(crate) entries: Vec<Node<'a>>,
    /// What the office knows before.
    pub(crate) givens: Vec<Node<'a>>,
}

/// A statement in its place.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) statement: &'a Statement,
    /// What it declares.
    pub(crate) symbol: Option<SymbolId>,
    /// Where its own conditions look names up.
    pub(crate) scope: SymbolId,
    /// The number of a page; other numbers are their symbols'.
    pub(crate) number: Option<String>,
    /// Whether it stands directly in a section, as a numbered item would.
    pub(crate) is_item: bool,
    /// What stands in its braces, options, rows and columns apart.
    pub(crate) children: Vec<Node<'a>>,
    pub(crate) otherwise: Vec<Node<'a>>,
    /// Its options; for a grid, the columns that are options.
    pub(crate) choices: Vec<ChoiceNode<'a>>,
    pub(crate) rows: Vec<ChoiceNode<'a>>,
    /// The columns of a grid that are fields.
    pub(crate) fields: Vec<Node<'a>>,
    /// The ticks that take the place of a value.
    pub(crate) alternatives: Vec<ChoiceNode<'a>>,
    /// The question whose selected options or rows these are.
    pub(crate) selected_in: Option<SymbolId>,
}

/// An option, row or option column, or a heading over some.
#[derive(Debug)]
pub(crate) enum ChoiceNode<'a> {
    Heading {
        statement: &'a Statement,
        choices: Vec<ChoiceNode<'a>>,
    },
    Option {
        statement: &'a Statement,
        symbol: SymbolId,
        /// The option or row of the earlier question that must have been chosen.
        source: Option<SymbolId>,
        /// What is asked where it is chosen.
        children: Vec<Node<'a>>,
        retired: bool,
    },
}

impl<'a> ChoiceNode<'a> {
    /// All options, headings opened.
    pub(crate) fn flat<'n>(nodes: &'n [ChoiceNode<'a>], found: &mut Vec<&'n ChoiceNode<'a>>) {
        for node in nodes {
            match node {
                ChoiceNode::Heading { statement: _, choices } => Self::flat(choices, found),
                ChoiceNode::Option { .. } => found.push(node),
            }
        }
    }
}
