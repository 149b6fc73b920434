//! One line a diagnostic: `path:line:column: error[E0101]: message`.

use crate::diagnostic::Diagnostic;
use crate::source::SourceMap;

/// One line, without a line end.
pub fn short(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let span = diagnostic.span();
    let at = sources.start(span);
    let name = sources.name(span.file);
    let (weight, number) = (diagnostic.severity().word(), diagnostic.code.number());
    format!("{name}:{}:{}: {weight}[{number}]: {}", at.line, at.column, diagnostic.message)
}
