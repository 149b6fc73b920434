//! Writing a text that goes over lines: moved to its new indentation without a change of what it says.

/// Writes the text with its quotes, its lines one step deeper than the statement, its end under the statement's beginning.
pub(super) fn write(content: &str, depth: usize, out: &mut String) {
    let margin = "  ".repeat(depth + 1);
    let lines: Vec<&str> = content.split('\n').map(str::trim_end).collect();
    let first = lines.first().map_or("", |line| line.trim_start());
    // Blanks at the beginning of a line say nothing, but the steps of an indented list please the eye: they are kept.
    let depth_of = |line: &str| line.len() - line.trim_start().len();
    let common = lines.iter().skip(1).filter(|line| !line.trim().is_empty()).map(|line| depth_of(line)).min();
    let common = common.unwrap_or(0);
    out.push_str("\"\"\"");
    let mut blank = true;
    let mut any = false;
    if !first.is_empty() {
        out.push('\n');
        out.push_str(&margin);
        out.push_str(first);
        (blank, any) = (false, true);
    }
    for line in lines.iter().skip(1) {
        let words = line.trim_start();
        if words.is_empty() {
            blank = true;
            continue;
        }
        if blank && any {
            out.push('\n');
        }
        out.push('\n');
        out.push_str(&margin);
        let step: String = line.chars().take_while(|char| char.is_whitespace()).collect();
        out.push_str(step.get(common..).unwrap_or(""));
        out.push_str(words);
        (blank, any) = (false, true);
    }
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push_str("\"\"\"");
}
