//! A graph in DOT, the language of Graphviz. Every word of the author stands in quotation marks.

use crate::Diagram;
use crate::graph::{Box, Graph, Look};
use crate::outline::Sign;

pub(crate) fn write(diagram: &Diagram) -> String {
    let graph = Graph::of(&diagram.steps, &diagram.title, diagram.words().otherwise, diagram.complete());
    let mut out = String::from("digraph survey {\n");
    out.push_str("  graph [rankdir=TB, fontname=\"sans-serif\"]\n");
    out.push_str("  node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", fontname=\"sans-serif\"]\n");
    out.push_str("  edge [fontname=\"sans-serif\", fontsize=10]\n");
    let mut open: Vec<usize> = Vec::new();
    for (number, one) in graph.boxes.iter().enumerate() {
        let around = frames(&graph, one.frame);
        let shared = open.iter().zip(&around).take_while(|(one, other)| one == other).count();
        for _ in shared..open.len() {
            open.pop();
            out.push_str(&format!("{}}}\n", "  ".repeat(open.len() + 1)));
        }
        for frame in around.into_iter().skip(shared) {
            let indent = "  ".repeat(open.len() + 1);
            out.push_str(&format!("{indent}subgraph cluster_{frame} {{\n"));
            if let Some(frame) = graph.frames.get(frame) {
                let pen = frame.sign.map_or("#8a8f98", |sign| colours(sign).1);
                out.push_str(&format!("{indent}  label={}; style=rounded; color=\"{pen}\"\n", quoted(&frame.words)));
            }
            open.push(frame);
        }
        out.push_str(&format!("{}n{number} [{}]\n", "  ".repeat(open.len() + 1), attributes(one)));
    }
    while open.pop().is_some() {
        out.push_str(&format!("{}}}\n", "  ".repeat(open.len() + 1)));
    }
    for arrow in &graph.arrows {
        let mut attributes: Vec<String> = Vec::new();
        if !arrow.words.is_empty() {
            attributes.push(format!("label={}", quoted(&arrow.words)));
        }
        if arrow.aside {
            attributes.push("style=dashed".to_owned());
        }
        let attributes = if attributes.is_empty() { String::new() } else { format!(" [{}]", attributes.join(", ")) };
        out.push_str(&format!("  n{} -> n{}{attributes}\n", arrow.from, arrow.to));
    }
    out.push_str("}\n");
    out
}

/// The frames around a box, the outermost first.
fn frames(graph: &Graph, innermost: Option<usize>) -> Vec<usize> {
    let mut around = Vec::new();
    let mut next = innermost;
    while let Some(frame) = next {
        around.push(frame);
        next = graph.frames.get(frame).and_then(|frame| frame.around);
    }
    around.reverse();
    around
}

/// Filling and pen.
fn colours(sign: Sign) -> (&'static str, &'static str) {
    match sign {
        Sign::Added => ("#e3f4e6", "#1a7f37"),
        Sign::Removed => ("#fbe7e6", "#b3261e"),
        Sign::Changed => ("#fdf1d6", "#8a5a00"),
    }
}

fn attributes(one: &Box) -> String {
    let shape = match one.look {
        Look::Begin | Look::End => "shape=oval",
        Look::Step => "shape=box",
        Look::Gate => "shape=hexagon",
        Look::Junction => return "shape=point, label=\"\"".to_owned(),
    };
    let colour = one.sign.map(colours).map(|(fill, pen)| format!(", fillcolor=\"{fill}\", color=\"{pen}\""));
    let dashed = if one.sign == Some(Sign::Removed) { ", style=\"rounded,filled,dashed\"" } else { "" };
    format!("label={}, {shape}{}{dashed}", quoted(&one.words), colour.unwrap_or_default())
}

/// A text in quotation marks. A backslash would begin what Graphviz fills in.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            sign if sign.is_control() => out.push(' '),
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_graphviz_would_obey_is_escaped() {
        assert_eq!(quoted("a \"b\" \\N 「席」\n"), "\"a \\\"b\\\" \\\\N 「席」 \"");
    }
}
