//! Label columns of items that read as one table.

use crate::sheet::Block;

/// Columns that differ by less look like a mistake.
const ALMOST_MM: f64 = 16.0;

/// Items that follow each other without a word between read as one table: where their label columns almost agree, they are made to.
pub(super) fn align(blocks: &mut [Block]) {
    let mut run = Vec::new();
    gather(blocks, &mut run);
    align_run(&mut run);
}

/// Gathers the columns of items that nothing parts; where something does, those so far are a run of their own.
fn gather<'a>(blocks: &'a mut [Block], run: &mut Vec<&'a mut Vec<f64>>) {
    for block in blocks {
        match block {
            Block::Item(item) if !item.label_mm.is_empty() => run.push(&mut item.label_mm),
            // Nobody sees where a sentence that is not said begins and ends.
            Block::Asked { asked, blocks } => {
                let parts = asked.is_said();
                if parts {
                    align_run(run);
                }
                gather(blocks, run);
                if parts {
                    align_run(run);
                }
            }
            Block::Item(_)
            | Block::Page { .. }
            | Block::Prose { .. }
            | Block::Legend { .. }
            | Block::Part { .. }
            | Block::Section { .. }
            | Block::Lead { .. }
            | Block::Boxed { .. }
            | Block::End { .. }
            | Block::NewPage => align_run(run),
        }
    }
}

/// Aligns a run, and begins the next.
fn align_run(run: &mut Vec<&mut Vec<f64>>) {
    let mut rest = run.as_mut_slice();
    while let Some(first) = rest.first() {
        let mut widest: Vec<f64> = (*first).clone();
        let mut alike = 0_usize;
        for columns in rest.iter() {
            let agree = widest.iter().zip(columns.iter()).all(|(a, b)| (a - b).abs() <= ALMOST_MM);
            if widest.len() != columns.len() || !agree {
                break;
            }
            widest.iter_mut().zip(columns.iter()).for_each(|(a, b)| *a = a.max(*b));
            alike = alike.saturating_add(1);
        }
        let (group, others) = rest.split_at_mut_checked(alike.max(1)).unwrap_or_default();
        for columns in group {
            columns.clone_from(&widest);
        }
        rest = others;
    }
    run.clear();
}
