//! The same as an indented list, for whoever does not see the picture.

use crate::Diagram;
use crate::outline::{Exit, Shape, Step};

pub(crate) fn write(diagram: &Diagram) -> String {
    let mut out = String::new();
    out.push_str(&diagram.title);
    out.push('\n');
    if diagram.compared {
        let words = diagram.words();
        out.push_str(&format!("＋ {}  － {}  ～ {}\n", words.added, words.removed, words.changed));
    }
    out.push('\n');
    steps(diagram, &diagram.steps, 0, &mut out);
    out.push_str(&format!("◉ {}\n", diagram.complete()));
    out
}

fn line(depth: usize, words: &str, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
    out.push_str(words);
    out.push('\n');
}

fn steps(diagram: &Diagram, list: &[Step], depth: usize, out: &mut String) {
    for step in list {
        let mut depth = depth;
        if let Some(who) = &step.who {
            line(depth, &format!("▸ {who}"), out);
            depth += 1;
        }
        match step.shape {
            Shape::Branch => {
                // Where its condition is nobody's words, what is in it stands where it stands.
                steps(diagram, &step.inside, depth, out);
                continue;
            }
            Shape::End => {}
            Shape::Section if step.inside.is_empty() => {
                line(depth, &format!("{} – {}", step.caption(), (diagram.words().questions)(step.questions)), out);
            }
            Shape::Part | Shape::Section | Shape::Gate | Shape::Question | Shape::Group | Shape::Roster => {
                line(depth, &step.caption(), out);
            }
        }
        let below = if step.shape == Shape::End { depth } else { depth + 1 };
        step.exits.iter().for_each(|exit| line(below, &told(exit), out));
        if !step.passing.is_empty() {
            line(below, &format!("↓ {}", step.passing.join(" / ")), out);
        }
        steps(diagram, &step.inside, depth + 1, out);
    }
}

fn told(exit: &Exit) -> String {
    format!("→ {} – {}", exit.caption(), exit.outcome)
}
