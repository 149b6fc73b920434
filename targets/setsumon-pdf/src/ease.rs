//! What a block of the sheet gives up where it did not fit: the layout is chosen by estimate, the pages are measured, and the
//! blocks to blame are set again with less.

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::{PdfProblem, PdfProblemKind};
use crate::sheet::Block;

/// How much is kept in one piece, heights being estimates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Keep {
    /// Rows a little higher than half a page too, because one of them was torn.
    More,
    /// Items of a third of a page, rows of half of one.
    #[default]
    Usual,
    /// Items of a quarter of a page, rows of a third.
    Less,
    /// Nothing.
    Nothing,
}

/// How little room words are thought to have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tight {
    /// As estimated.
    #[default]
    Usual,
    /// Words are taken for wider than they are thought to be.
    Narrow,
    /// Everything one below the other.
    Stacked,
}

/// What a block gives up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Ease {
    pub(crate) keep: Keep,
    pub(crate) tight: Tight,
}

/// What every block gives up, by its number; and which begin a page. Nothing is ever taken back, so that an end is reached.
#[derive(Debug, Clone, Default)]
pub(crate) struct Eases {
    blocks: BTreeMap<usize, Ease>,
    fresh: BTreeSet<usize>,
}

impl Eases {
    /// What a block gives up.
    pub(crate) fn of(&self, block: usize) -> Ease {
        self.blocks.get(&block).copied().unwrap_or_default()
    }

    /// The blocks that begin a page so that they do not stand alone at the foot of one.
    pub(crate) fn fresh(&self) -> Vec<usize> {
        self.fresh.iter().copied().collect()
    }

    /// The blocks in which nothing is kept in one piece.
    pub(crate) fn loose(&self) -> Vec<usize> {
        self.blocks.iter().filter(|(_, ease)| ease.keep == Keep::Nothing).map(|(block, _)| *block).collect()
    }

    /// Gives up more where there are problems. False where there is nothing more to give up.
    pub(crate) fn give_way(&mut self, problems: &[PdfProblem], blocks: &[Block]) -> bool {
        let before = self.clone();
        // One step at a time, however often the same is to blame.
        let mut taken = BTreeSet::new();
        for problem in problems {
            let Some(block) = problem.block else { continue };
            match problem.kind {
                PdfProblemKind::Overflow { side: false, near: _ } => {
                    if taken.insert((block, false)) {
                        self.keep_less(block);
                    }
                }
                PdfProblemKind::Overflow { side: true, near: _ } | PdfProblemKind::Collision { near: _, with: _ } => {
                    if taken.insert((block, true)) {
                        self.tighten(block);
                    }
                }
                PdfProblemKind::Stranded { near: _ } => self.begin_a_page(block, blocks),
                PdfProblemKind::TornRow { near: _ } => {
                    let ease = self.blocks.entry(block).or_default();
                    if ease.keep == Keep::Usual {
                        ease.keep = Keep::More;
                    }
                }
                PdfProblemKind::MissingGlyph { character: _, near: _ }
                | PdfProblemKind::TooManyPages { pages: _, limit: _ }
                | PdfProblemKind::UnreadableFont { position: _ }
                | PdfProblemKind::Engine { message: _ } => {}
            }
        }
        self.blocks != before.blocks || self.fresh != before.fresh
    }

    fn keep_less(&mut self, block: usize) {
        let ease = self.blocks.entry(block).or_default();
        ease.keep = match ease.keep {
            Keep::More | Keep::Usual => Keep::Less,
            Keep::Less | Keep::Nothing => Keep::Nothing,
        };
    }

    fn tighten(&mut self, block: usize) {
        let ease = self.blocks.entry(block).or_default();
        ease.tight = match ease.tight {
            Tight::Usual => Tight::Narrow,
            Tight::Narrow | Tight::Stacked => Tight::Stacked,
        };
    }

    /// What stands alone at a foot begins the next page, with the headings above it; where it does already, what follows it
    /// is let go.
    fn begin_a_page(&mut self, block: usize, blocks: &[Block]) {
        let blocks = leaves(blocks);
        let above = blocks.iter().take(block).rev().take_while(|above| stays(above)).count();
        if !self.fresh.insert(block.saturating_sub(above)) {
            let below = blocks.iter().skip(block).take_while(|below| stays(below)).count();
            self.keep_less(block.saturating_add(below));
        }
    }
}

/// What stands on the page for itself, in order, that under sentences too. A block is known by its number among these, so that
/// a sentence that is left out or comes in changes no number.
fn leaves(blocks: &[Block]) -> Vec<&Block> {
    blocks
        .iter()
        .flat_map(|block| match block.covered() {
            Some(covered) => leaves(covered),
            None => vec![block],
        })
        .collect()
}

/// How many blocks have a number.
pub(crate) fn count(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.covered().map_or(1, count)).sum()
}

/// Whether a block stays with the one behind it.
pub(crate) fn stays(block: &Block) -> bool {
    match block {
        Block::Page { .. }
        | Block::Part { .. }
        | Block::Section { .. }
        | Block::Lead { .. }
        | Block::Appendix { .. } => true,
        Block::Prose { .. }
        | Block::Legend { .. }
        | Block::Boxed { .. }
        | Block::End { .. }
        | Block::Asked { .. }
        | Block::Item(_)
        | Block::List { .. }
        | Block::Conditions { .. }
        | Block::NewPage => false,
    }
}
