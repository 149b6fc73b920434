//! A flowchart in Mermaid. Every word of the author stands in quotation marks, and what Mermaid would take for its own is a number.

use crate::Diagram;
use crate::graph::{Graph, Look};
use crate::outline::Sign;

pub(crate) fn write(diagram: &Diagram) -> String {
    let graph = Graph::of(&diagram.steps, &diagram.title, diagram.words().otherwise, diagram.complete());
    let mut out = String::from("flowchart TD\n");
    let mut writer = Writer { graph: &graph, children: vec![Vec::new(); graph.frames.len() + 1], out: &mut out };
    let mut known = vec![false; graph.frames.len()];
    for (number, one) in graph.boxes.iter().enumerate() {
        writer.open(one.frame, &mut known);
        writer.inside(one.frame, Thing::Box(number));
    }
    writer.things(0, 1);
    for arrow in &graph.arrows {
        let line = if arrow.aside { "-.->" } else { "-->" };
        let words = if arrow.words.is_empty() { String::new() } else { format!("|{}|", quoted(&arrow.words)) };
        out.push_str(&format!("  n{} {line}{words} n{}\n", arrow.from, arrow.to));
    }
    for (sign, class, style) in CLASSES {
        let own = |kind: char, signs: &mut dyn Iterator<Item = (usize, Option<Sign>)>| -> Vec<String> {
            signs.filter(|(_, one)| *one == Some(sign)).map(|(number, _)| format!("{kind}{number}")).collect()
        };
        let mut marked = own('n', &mut graph.boxes.iter().map(|one| one.sign).enumerate());
        marked.extend(own('f', &mut graph.frames.iter().map(|one| one.sign).enumerate()));
        if !marked.is_empty() {
            out.push_str(&format!("  classDef {class} {style}\n  class {} {class}\n", marked.join(",")));
        }
    }
    out
}

const CLASSES: [(Sign, &str, &str); 3] = [
    (Sign::Added, "added", "fill:#e3f4e6,stroke:#1a7f37,color:#123d1f"),
    (Sign::Removed, "removed", "fill:#fbe7e6,stroke:#b3261e,color:#5c1410,stroke-dasharray:4 3"),
    (Sign::Changed, "changed", "fill:#fdf1d6,stroke:#8a5a00,color:#4a3000"),
];

#[derive(Debug, Clone, Copy)]
enum Thing {
    Box(usize),
    Frame(usize),
}

struct Writer<'a> {
    graph: &'a Graph,
    /// What stands in each frame, behind what stands in none.
    children: Vec<Vec<Thing>>,
    out: &'a mut String,
}

impl Writer<'_> {
    /// Puts a frame, and those around it, where the first box in it stands.
    fn open(&mut self, frame: Option<usize>, known: &mut [bool]) {
        let Some(number) = frame else { return };
        if known.get_mut(number).is_none_or(|known| std::mem::replace(known, true)) {
            return;
        }
        let around = self.graph.frames.get(number).and_then(|frame| frame.around);
        self.open(around, known);
        self.inside(around, Thing::Frame(number));
    }

    fn inside(&mut self, frame: Option<usize>, thing: Thing) {
        if let Some(children) = self.children.get_mut(frame.map_or(0, |frame| frame + 1)) {
            children.push(thing);
        }
    }

    fn things(&mut self, list: usize, depth: usize) {
        let things = self.children.get_mut(list).map(std::mem::take).unwrap_or_default();
        let indent = "  ".repeat(depth);
        for thing in things {
            match thing {
                Thing::Frame(number) => {
                    let words = self.graph.frames.get(number).map(|frame| quoted(&frame.words)).unwrap_or_default();
                    self.out.push_str(&format!("{indent}subgraph f{number} [{words}]\n"));
                    self.things(number + 1, depth + 1);
                    self.out.push_str(&format!("{indent}end\n"));
                }
                Thing::Box(number) => {
                    let Some(one) = self.graph.boxes.get(number) else { continue };
                    let words = quoted(&one.words);
                    let drawn = match one.look {
                        Look::Begin | Look::End => format!("([{words}])"),
                        Look::Step => format!("[{words}]"),
                        Look::Gate => format!("{{{{{words}}}}}"),
                        Look::Junction => "((\" \"))".to_owned(),
                    };
                    self.out.push_str(&format!("{indent}n{number}{drawn}\n"));
                }
            }
        }
    }
}

/// A text in quotation marks: letters, figures and what is of no language of Mermaid's stay, every other sign is its number.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        if sign.is_alphanumeric() || sign == ' ' || (!sign.is_ascii() && !sign.is_control()) {
            out.push(sign);
        } else {
            out.push_str(&format!("#{};", u32::from(sign)));
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_mermaid_would_obey_is_a_number() {
        assert_eq!(quoted("a \"b\" #1; 「席」\n"), "\"a #34;b#34; #35;1#59; 「席」#10;\"");
    }
}
