//! Whether the print begins with a list of its sections and their pages.

use crate::sheet::Block;
use crate::theme::{Contents, PageNumbers, Theme};

/// More sections than this are not found by leafing.
const SECTIONS: usize = 20;

/// Whether a sheet of these blocks has such a list.
pub(super) fn is_wanted(blocks: &[Block], theme: &Theme) -> bool {
    match theme.apparatus.contents {
        Contents::Auto => theme.page.numbers != PageNumbers::None && sections(blocks) > SECTIONS,
        Contents::Always => true,
        Contents::Never => false,
    }
}

/// How many sections there are, those under sentences too.
pub(super) fn sections(blocks: &[Block]) -> usize {
    let of = |block: &Block| match block {
        Block::Section { number: _, title: _, anchor: _ } => 1,
        Block::Asked { asked: _, blocks } => sections(blocks),
        Block::Page { .. }
        | Block::Prose { .. }
        | Block::Legend { .. }
        | Block::Part { .. }
        | Block::Lead { .. }
        | Block::Boxed { .. }
        | Block::End { .. }
        | Block::Item(_)
        | Block::Appendix { .. }
        | Block::List { .. }
        | Block::Conditions { .. }
        | Block::NewPage => 0,
    };
    blocks.iter().map(of).sum()
}
