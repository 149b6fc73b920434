//! What the numbers of a frozen model are written in, and what they are counted in.

use rustc_hash::FxHashMap;

use super::{Cells, FieldSpec, Question, Text, Type, ValueKind, Variable};
use crate::{names, unit};

/// The questions of a model by their paths, for asking what stands around the blank of a variable.
pub(super) struct Blanks<'a>(FxHashMap<&'a str, &'a Question>);

impl<'a> Blanks<'a> {
    pub(super) fn of(questions: &'a [Question]) -> Self {
        Self(questions.iter().map(|question| (question.path.as_str(), question)).collect())
    }

    /// What a number is written in.
    pub(super) fn blank(&self, variable: &Variable) -> Option<&'a FieldSpec> {
        let is_number = [ValueKind::Integer, ValueKind::Decimal].contains(&variable.value.kind());
        let path = variable.question.as_deref().filter(|_| is_number)?;
        match &self.0.get(path)?.answer {
            Type::Field { variable: _, field, specify: _, items: _, alternatives: _ } => Some(field),
            Type::Grid { rows: _, cells: Cells::Fields { columns } } => {
                let code = names::code(&variable.name);
                Some(&columns.iter().find(|column| column.code == code || columns.len() == 1)?.field)
            }
            Type::Grid { rows: _, cells: Cells::Single { choices: _ } | Cells::Multi { choices: _ } }
            | Type::Single { variable: _, choices: _ }
            | Type::Multi { choices: _, pick: _ }
            | Type::Rank { choices: _, pick: _ }
            | Type::Gate { variable: _, options: _ } => None,
        }
    }

    /// What its figures are counted in; nothing where nothing says so.
    pub(super) fn counted(&self, variable: &Variable) -> Option<String> {
        let plain = |text: Option<&Text>| text.map(Text::plain).unwrap_or_default();
        let [prefix, suffix] =
            self.blank(variable).map_or([None, None], |blank| [&blank.prefix, &blank.suffix].map(Option::as_ref));
        let counted = unit::counted_in(&plain(prefix), &plain(variable.unit.as_ref()), &plain(suffix));
        (!counted.is_empty()).then_some(counted)
    }
}
