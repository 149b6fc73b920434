//! Sentences that say whom something is for, each with all that it covers.

use setsumon_core::form::{Form, Own};
use setsumon_core::text::Text as CoreText;

use crate::sheet::{Asked, Block, By};

use super::View;
use super::items::asked;
use super::measure::plain;

/// Leaves out sentences that cover nothing, unless an "otherwise" right behind one turns it round.
pub(super) fn without_idle(form: &Form, blocks: &mut Vec<Block>) {
    let mut kept: Vec<Block> = Vec::new();
    for block in std::mem::take(blocks).into_iter().rev() {
        let idle = match (&block, kept.last()) {
            (Block::Asked { asked: _, blocks }, Some(Block::Asked { asked: next, blocks: _ })) => {
                blocks.is_empty() && !form.wording().is_of_others(&plain(&next.text))
            }
            (Block::Asked { asked: _, blocks }, _) => blocks.is_empty(),
            (_, _) => false,
        };
        if !idle {
            kept.push(block);
        }
    }
    kept.reverse();
    *blocks = kept;
}

/// What stands under a condition, with the sentence that tells whom it is for.
pub(super) fn covered<'f>(
    view: &mut View<'f>,
    own: Option<Own>,
    who: Option<&CoreText>,
    out: &mut Vec<Block>,
    inside: impl FnOnce(&mut View<'f>, &mut Vec<Block>),
) {
    match asked(own, who) {
        None => inside(view, out),
        Some(asked) => {
            // Neighbours for the same people stand under one sentence, in one bracket.
            let (asked, mut blocks) = match out.pop() {
                Some(Block::Asked { asked: before, blocks }) if speaks_for(view, &before, &asked) => (before, blocks),
                other => {
                    out.extend(other);
                    (asked, Vec::new())
                }
            };
            let outside = (view.before, view.brackets);
            let begin = view.next(out);
            view.before = begin;
            view.brackets = view.brackets.saturating_add(usize::from(asked.is_said()));
            inside(view, &mut blocks);
            without_idle(view.form, &mut blocks);
            (view.before, view.brackets) = outside;
            // What begins a page takes its sentence along.
            if blocks.first() == Some(&Block::NewPage) {
                blocks.remove(0);
                if begin < view.places.len() {
                    view.places.remove(begin);
                }
                view.new_page(out);
            }
            out.push(Block::Asked { asked, blocks });
        }
    }
}

/// Whether what is under another sentence could stand under this one, right behind what does: the same condition is told, and neither
/// sentence is the other half of one before it.
fn speaks_for(view: &View<'_>, this: &Asked, other: &Asked) -> bool {
    let is_of_others = |asked: &Asked| view.form.wording().is_of_others(&plain(&asked.text));
    let is_alike = match (&this.by, &other.by) {
        (By::Words, By::Words) => !is_of_others(this) && !is_of_others(other),
        (By::Author, By::Author) => this.text == other.text,
        (By::Words | By::Author | By::Nobody | By::Place | By::Narrowed(..), _) => false,
    };
    is_alike && this.is_said() && other.is_said() && this.when.is_some() && this.when == other.when
}
