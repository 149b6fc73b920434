//! Label columns that line up within a section.

use crate::sheet::Block;

/// Columns that differ by less look like a mistake.
const ALMOST_MM: f64 = 16.0;

/// Where the label columns of a section's items almost agree, they are made to, whatever stands between the items: an eye that goes
/// down the page sees one table.
pub(super) fn align(blocks: &mut [Block]) {
    let mut section = Vec::new();
    gather(blocks, &mut section);
    line_up(section);
}

/// Gathers the columns of a section; where another begins, those before it are made to agree.
fn gather<'b>(blocks: &'b mut [Block], section: &mut Vec<&'b mut Vec<f64>>) {
    for block in blocks {
        match block {
            Block::Part { .. } | Block::Section { .. } | Block::Appendix { .. } => line_up(std::mem::take(section)),
            Block::Asked { asked: _, blocks } => gather(blocks, section),
            Block::Item(item) if !item.label_mm.is_empty() => section.push(&mut item.label_mm),
            Block::Item(_)
            | Block::Page { .. }
            | Block::Prose { .. }
            | Block::Legend { .. }
            | Block::Lead { .. }
            | Block::Boxed { .. }
            | Block::End { .. }
            | Block::List { .. }
            | Block::Conditions { .. }
            | Block::NewPage => {}
        }
    }
}

/// Gives all that almost agree with the first, and with each other, the widest columns among them; goes on with the others.
fn line_up(mut items: Vec<&mut Vec<f64>>) {
    while let Some(first) = items.first() {
        let (mut least, mut widest) = (first.to_vec(), first.to_vec());
        let (alike, others): (Vec<_>, Vec<_>) = items.into_iter().partition(|columns| {
            let bounds = least.iter().zip(&widest);
            let almost = columns.len() == widest.len()
                && columns.iter().zip(bounds).all(|(own, (low, high))| own.max(*high) - own.min(*low) <= ALMOST_MM);
            if almost {
                least.iter_mut().zip(columns.iter()).for_each(|(low, own)| *low = low.min(*own));
                widest.iter_mut().zip(columns.iter()).for_each(|(high, own)| *high = high.max(*own));
            }
            almost
        });
        for columns in alike {
            columns.clone_from(&widest);
        }
        items = others;
    }
}

#[cfg(test)]
mod tests {
    use super::line_up;

    #[test]
    fn what_almost_agrees_is_made_to() {
        let mut columns = [vec![46.0], vec![27.0, 42.0], vec![58.0], vec![70.0], vec![30.0, 50.0], vec![60.0]];
        line_up(columns.iter_mut().collect());
        let wanted = [vec![60.0], vec![30.0, 50.0], vec![60.0], vec![70.0], vec![30.0, 50.0], vec![60.0]];
        assert!(columns == wanted, "{columns:?}");
    }
}
