//! Who is asked, and what that covers: a sentence always stands with all it speaks for, and is drawn so that this is seen.

use serde::Serialize;
use setsumon_core::form::{Own, Teller};
use setsumon_core::ids::CondId;

use crate::sheet::Text;

/// The condition of what it stands with: a sentence on paper, or none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Asked {
    /// The sentence; empty where nothing is said here.
    pub text: Text,
    /// Where the sentence comes from, or what stands in its place. Nothing that is drawn hangs on it.
    #[serde(skip)]
    pub by: By,
    /// The condition that is told. Nothing that is drawn hangs on it.
    #[serde(skip)]
    pub when: Option<CondId>,
}

/// How a reader knows whether they are asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum By {
    /// The sentence is the compiler's.
    #[default]
    Words,
    /// The sentence is the author's.
    Author,
    /// There is none: `says none`, or a condition on gates alone.
    Nobody,
    /// It is plain from the place: under the blank that it hangs on.
    Place,
    /// By a sentence that stands once for many, only what was chosen before; and the words of this one.
    Narrowed(String, String),
}

impl Asked {
    /// The condition of something, with its sentence.
    pub(crate) fn of(own: Own, text: Text) -> Self {
        let by = match own.told {
            Teller::Compiler => By::Words,
            Teller::Author => By::Author,
            Teller::Nobody => By::Nobody,
        };
        Self { text, by, when: Some(own.when) }
    }

    /// Whether there is a sentence, and so a bracket.
    pub(crate) fn is_said(&self) -> bool {
        !self.text.is_empty()
    }

    /// What stands under a blank, for those who filled it in.
    pub(crate) fn under_a_blank() -> Self {
        Self { text: Text::new(), by: By::Place, when: None }
    }
}
