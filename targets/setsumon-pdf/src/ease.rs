//! What a block of the sheet gives up where it did not fit: the layout is chosen by estimate, the pages are measured, and the
//! blocks to blame are set again with less.

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::{PdfProblem, PdfProblemKind};
use crate::sheet::Block;
use crate::theme::Page;

/// How much is kept in one piece, heights being estimates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Keep {
    /// Rows that are thought to be nearly as high as a page too: one of them was torn, and is lower than half of one.
    Most,
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
    /// Whether it stands on a page turned on its long side.
    pub(crate) turned: bool,
}

/// What every block gives up, by its number; and which begin a page. Nothing is ever taken back, so that an end is reached.
#[derive(Debug, Clone, Default)]
pub(crate) struct Eases {
    blocks: BTreeMap<usize, Ease>,
    fresh: BTreeSet<usize>,
    /// Whether pages are higher than wide, so that one may be turned.
    upright: bool,
}

impl Eases {
    /// Nothing given up, on pages of a theme.
    pub(crate) fn on(page: &Page) -> Self {
        let (width, height) = page.room();
        Self { upright: width < height, ..Self::default() }
    }

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

    /// What stands on turned pages: blocks that were turned, and above each what stays with it.
    pub(crate) fn turned(&self, blocks: &[Block]) -> Vec<usize> {
        let blocks = leaves(blocks);
        let turned = self.blocks.iter().filter(|(_, ease)| ease.turned).map(|(block, _)| *block);
        let with_heads = turned.flat_map(|block| block.saturating_sub(heads_above(&blocks, block))..=block);
        with_heads.collect::<BTreeSet<usize>>().into_iter().collect()
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
                        self.tighten(block, blocks);
                    }
                }
                PdfProblemKind::Stranded { near: _ } => self.begin_a_page(block, blocks),
                PdfProblemKind::TornRow { near: _ } => {
                    let ease = self.blocks.entry(block).or_default();
                    ease.keep = match ease.keep {
                        Keep::Usual => Keep::More,
                        Keep::More => Keep::Most,
                        kept @ (Keep::Most | Keep::Less | Keep::Nothing) => kept,
                    };
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
            Keep::Most | Keep::More | Keep::Usual => Keep::Less,
            Keep::Less | Keep::Nothing => Keep::Nothing,
        };
    }

    /// An item that has no room with everything one below the other begins anew on a page turned on its long side.
    fn tighten(&mut self, block: usize, blocks: &[Block]) {
        let may_turn = self.upright && leaves(blocks).get(block).is_some_and(|block| is_item(block));
        let ease = self.blocks.entry(block).or_default();
        (ease.tight, ease.turned) = match (ease.tight, ease.turned) {
            (Tight::Usual, turned) => (Tight::Narrow, turned),
            (Tight::Narrow, turned) => (Tight::Stacked, turned),
            (Tight::Stacked, false) if may_turn => (Tight::Usual, true),
            (Tight::Stacked, turned) => (Tight::Stacked, turned),
        };
    }

    /// What stands alone at a foot begins the next page, with the headings above it; where it does already, what follows it
    /// is let go.
    fn begin_a_page(&mut self, block: usize, blocks: &[Block]) {
        let blocks = leaves(blocks);
        let above = heads_above(&blocks, block);
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

/// How many blocks right above one stay with it.
fn heads_above(blocks: &[&Block], block: usize) -> usize {
    blocks.iter().take(block).rev().take_while(|above| stays(above)).count()
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

fn is_item(block: &Block) -> bool {
    match block {
        Block::Item(_) => true,
        Block::Page { .. }
        | Block::Prose { .. }
        | Block::Legend { .. }
        | Block::Part { .. }
        | Block::Section { .. }
        | Block::Lead { .. }
        | Block::Asked { .. }
        | Block::Boxed { .. }
        | Block::End { .. }
        | Block::Appendix { .. }
        | Block::List { .. }
        | Block::Conditions { .. }
        | Block::NewPage => false,
    }
}
