//! What the compiler says and where: places, sources, codes, one `Diagnostic`, and its renderings.

pub mod code;
pub mod diagnostic;
pub mod levels;
pub mod line_index;
pub mod render;
pub mod sink;
pub mod source;
pub mod span;
pub mod suggest;

pub use code::{Code, Level, Severity, Stage};
pub use diagnostic::{Diagnostic, Fix, Label};
pub use levels::{AlwaysAMistake, Levels};
pub use line_index::{LineIndex, Position};
pub use sink::Diagnostics;
pub use source::SourceMap;
pub use span::{FileId, Span, Spanned};
pub use suggest::{Comparisons, did_you_mean};
