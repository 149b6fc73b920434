//! Where a line is to stand, and what parts it from its neighbours.

use setsumon_core::Site;
use setsumon_diagnostics::{SourceMap, Span};

/// The place behind a statement, and the text with what parts it from its neighbours.
pub(super) fn behind(sources: &SourceMap, site: Site, statement: &str) -> (Span, String) {
    let text = sources.text(site.whole.file);
    let (start, end) = (site.whole.start as usize, site.whole.end as usize);
    let line = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let indent = text.get(line..start).unwrap_or_default();
    if !indent.trim().is_empty() {
        return (site.whole.after(), format!("  {statement}"));
    }
    let rest = text.get(end..).unwrap_or_default().lines().next().unwrap_or_default();
    let over = rest.trim().is_empty() || rest.trim_start().starts_with("//");
    let place = if over { end + rest.trim_end().len() } else { end };
    let place = u32::try_from(place).unwrap_or(site.whole.end);
    (Span::new(site.whole.file, place, place), format!("\n{indent}{statement}"))
}

/// The place before a statement, and the text with what parts it from that.
pub(super) fn before(sources: &SourceMap, site: Site, statement: &str) -> (Span, String) {
    let text = sources.text(site.whole.file);
    let start = site.whole.start as usize;
    let line = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let indent = text.get(line..start).unwrap_or_default();
    let parted = if indent.trim().is_empty() { format!("{statement}\n{indent}") } else { format!("{statement}  ") };
    (Span::new(site.whole.file, site.whole.start, site.whole.start), parted)
}

/// The place before the closing brace of a statement.
pub(super) fn at_the_end(sources: &SourceMap, site: Site, statement: &str) -> Option<(Span, String)> {
    let body = site.body?;
    let text = sources.text(body.file);
    let brace = (body.end as usize).checked_sub(1)?;
    let line = text.get(..brace)?.rfind('\n').map_or(0, |newline| newline + 1);
    let indent = text.get(line..brace)?;
    if indent.trim().is_empty() {
        let place = u32::try_from(line).ok()?;
        return Some((Span::new(body.file, place, place), format!("{indent}  {statement}\n")));
    }
    let place = u32::try_from(brace).ok()?;
    let space = if indent.ends_with(' ') { "" } else { " " };
    Some((Span::new(body.file, place, place), format!("{space}{statement} ")))
}
