//! Label columns of items that read as one table.

use crate::sheet::Block;

/// Columns that differ by less look like a mistake.
const ALMOST_MM: f64 = 16.0;

/// Items that follow each other without a sentence between read as one table: where their label columns almost agree,
/// they are made to.
pub(super) fn align(blocks: &mut [Block]) {
    let mut rest = blocks;
    while !rest.is_empty() {
        let run = rest.iter().take_while(|block| columns_of(block).is_some()).count();
        let (items, others) = rest.split_at_mut_checked(run.max(1)).unwrap_or_default();
        match items {
            [only] => match covered_by(only) {
                Some(blocks) => align(blocks),
                None => align_run(std::slice::from_mut(only)),
            },
            items => align_run(items),
        }
        rest = others;
    }
}

/// What a sentence covers.
fn covered_by(block: &mut Block) -> Option<&mut [Block]> {
    match block {
        Block::Asked { asked: _, blocks } => Some(blocks),
        Block::Item(_)
        | Block::Page { .. }
        | Block::Prose { .. }
        | Block::Legend { .. }
        | Block::Part { .. }
        | Block::Section { .. }
        | Block::Lead { .. }
        | Block::Boxed { .. }
        | Block::End { .. }
        | Block::NewPage => None,
    }
}

/// The label columns of an item that something may follow closely.
fn columns_of(block: &Block) -> Option<&[f64]> {
    match block {
        Block::Item(item) if !item.label_mm.is_empty() => Some(&item.label_mm),
        Block::Item(_)
        | Block::Page { .. }
        | Block::Prose { .. }
        | Block::Legend { .. }
        | Block::Part { .. }
        | Block::Section { .. }
        | Block::Lead { .. }
        | Block::Asked { .. }
        | Block::Boxed { .. }
        | Block::End { .. }
        | Block::NewPage => None,
    }
}

fn columns_to_set(block: &mut Block) -> Option<&mut Vec<f64>> {
    match block {
        Block::Item(item) => Some(&mut item.label_mm),
        Block::Page { .. }
        | Block::Prose { .. }
        | Block::Legend { .. }
        | Block::Part { .. }
        | Block::Section { .. }
        | Block::Lead { .. }
        | Block::Asked { .. }
        | Block::Boxed { .. }
        | Block::End { .. }
        | Block::NewPage => None,
    }
}

fn align_run(items: &mut [Block]) {
    let mut rest = items;
    while !rest.is_empty() {
        let mut widest: Vec<f64> = Vec::new();
        let mut alike = 0_usize;
        for columns in rest.iter().filter_map(columns_of) {
            if widest.is_empty() {
                widest = columns.to_vec();
            } else if widest.len() == columns.len()
                && widest.iter().zip(columns).all(|(a, b)| (a - b).abs() <= ALMOST_MM)
            {
                widest.iter_mut().zip(columns).for_each(|(a, b)| *a = a.max(*b));
            } else {
                break;
            }
            alike = alike.saturating_add(1);
        }
        let (group, others) = rest.split_at_mut_checked(alike.max(1)).unwrap_or_default();
        for columns in group.iter_mut().filter_map(columns_to_set) {
            columns.clone_from(&widest);
        }
        rest = others;
    }
}
