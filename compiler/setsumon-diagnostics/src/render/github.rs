//! One workflow command a diagnostic, which GitHub shows at the line of a change: `::error file=…,line=…::…`.

use crate::code::Severity;
use crate::diagnostic::Diagnostic;
use crate::source::SourceMap;

/// One line, without a line end. Columns are counted from 1 in characters, the end is the column behind the last one.
pub fn github(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let Diagnostic { code, severity, message, labels: _, help, fix: _ } = diagnostic;
    let span = diagnostic.span();
    let (from, to) = (sources.start(span), sources.end(span));
    let kind = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let help = help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
    format!(
        "::{kind} file={},line={},col={},endLine={},endColumn={},title={}::{}",
        property(sources.name(span.file)),
        from.line,
        from.column,
        to.line,
        to.column,
        property(&format!("{} {}", code.number(), code.slug())),
        data(&format!("{message}{help}"))
    )
}

/// The same of what stopped the command, which has no place.
pub fn github_failure(why: &str, help: Option<&str>) -> String {
    let help = help.map_or_else(String::new, |help| format!("\nhelp: {help}"));
    format!("::error title=setsumon::{}", data(&format!("{why}{help}")))
}

/// A message: what would end the line is written in another way.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which a colon or a comma would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
