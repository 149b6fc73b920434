//! One line a diagnostic: `path:line:column: error[E0101]: message`.

use crate::diagnostic::Diagnostic;
use crate::source::SourceMap;

/// One line, without a line end.
pub fn short(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let place = sources.place(diagnostic.span());
    let (weight, number) = (diagnostic.severity().word(), diagnostic.code.number());
    format!("{place}: {weight}[{number}]: {}", diagnostic.message)
}
