//! The table as Markdown.

use super::{About, Cell, Line, Role, Row, Run, Table};
use crate::report::markdown::escaped;

/// The table as Markdown, with what changed in `<u>` as the genre has it.
pub fn markdown(table: &Table) -> String {
    let Table {
        comparison: _,
        language: _,
        survey: _,
        title,
        old,
        new,
        summary,
        heads,
        rows,
        nothing,
        slight,
        legend,
        remark: _,
        signatures,
    } = table;
    let mut out = format!("# {} {}\n\n", escaped(&new.title), title);
    if old.title != new.title {
        out.push_str(&format!("{} → {}\n\n", escaped(&old.title), escaped(&new.title)));
    }
    for line in summary.iter().chain(legend) {
        out.push_str(&format!("- {}\n", escaped(line)));
    }
    out.push('\n');
    if rows.is_empty() {
        out.push_str(&format!("{nothing}\n"));
    } else {
        out.push_str(&format!("| {} |\n| --- | --- | --- |\n", heads.join(" | ")));
        for Row { heading, old, new, about } in rows {
            out.push_str(&format!("| {} | {} | {} |\n", cell(old, *heading), cell(new, *heading), told(about)));
        }
    }
    out.push_str(&format!(
        "\n| {} | {} |\n| --- | --- | --- | --- |\n",
        signatures.title,
        signatures.roles.join(" | ")
    ));
    for field in signatures.fields {
        out.push_str(&format!("| {field} | | | |\n"));
    }
    if !slight.rows.is_empty() {
        let heads = slight.heads;
        out.push_str(&format!(
            "\n## {}\n\n| {} |\n|{}\n",
            slight.title,
            heads.join(" | "),
            " --- |".repeat(heads.len())
        ));
        for row in &slight.rows {
            let (class, name) = (escaped(&row.class), escaped(&row.name));
            out.push_str(&format!("| {class} | {name} | {} | {} |\n", runs(&row.old), runs(&row.new)));
        }
    }
    if !slight.numbers.is_empty() {
        let told = slight.numbers.iter().map(|[old, new, name]| escaped(&format!("{old} → {new} {name}")));
        out.push_str(&format!("\n## {}\n\n- {}\n", slight.numbers_title, told.collect::<Vec<_>>().join("\n- ")));
    }
    out
}

fn cell(cell: &Cell, heading: bool) -> String {
    match cell {
        Cell::Missing(words) => escaped(words),
        Cell::Lines(lines) => lines.iter().map(|written| line(written, heading)).collect::<Vec<_>>().join("<br>"),
    }
}

fn line(line: &Line, heading: bool) -> String {
    let Line { role, level, runs: words } = line;
    let indent = "&emsp;".repeat(*level);
    let words = runs(words);
    match role {
        Role::Caption if heading || *level == 0 => format!("{indent}**{words}**"),
        Role::Caption
        | Role::Item
        | Role::Who
        | Role::Lead
        | Role::Note
        | Role::Option
        | Role::Small
        | Role::Check
        | Role::Omitted => format!("{indent}{words}"),
    }
}

fn runs(runs: &[Run]) -> String {
    let run = |run: &Run| if run.marked { format!("<u>{}</u>", escaped(&run.words)) } else { escaped(&run.words) };
    runs.iter().map(run).collect()
}

fn told(about: &About) -> String {
    let About { classes, details, reasons, effects, series: _, variables: _, variables_told, variables_word } = about;
    let mut lines: Vec<String> = classes.iter().chain(reasons).chain(details).map(|words| escaped(words)).collect();
    lines.extend(effects.iter().map(|effect| format!("{}: {}", effect.name, escaped(&effect.words))));
    if !variables_told.is_empty() {
        lines.push(format!("{variables_word}: {}", escaped(variables_told)));
    }
    lines.join("<br>")
}
