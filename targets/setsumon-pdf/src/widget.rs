//! The fields of a form to be filled in on screen.

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Widget {
    /// The variable it is the answer to; what belongs to one variable but is not the whole of it has a tail: `[2]`, `-1`.
    pub name: String,
    /// How it is filled in.
    pub kind: Kind,
    /// What a screen reader says of it, and a pointer that rests on it.
    pub tip: String,
}

/// How a field is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One of the circles of its name; the code that it stands for.
    Radio(String),
    /// A box to tick.
    Check,
    /// A line of text.
    Line,
    /// Lines of text.
    Lines,
}
