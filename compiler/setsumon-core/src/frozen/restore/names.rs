//! What the parts of a model call one another: every name, and the place it stands for.

use rustc_hash::FxHashMap;

use super::{At, Restored, wrong};
use crate::frozen::{Model, Role, Variable};
use crate::ids::{CalcId, CodeListId, CondId, EndId, Id, QuestionId, RepeatId, SectionId, VarId};

/// The most bytes of a variable's name.
const MOST_BYTES: usize = 63;

/// How many there are of what is spoken of by number, and where what is spoken of by name stands.
pub(super) struct Names<'m> {
    variables: FxHashMap<String, VarId>,
    questions: FxHashMap<&'m str, QuestionId>,
    sections: FxHashMap<&'m str, SectionId>,
    repeats: FxHashMap<&'m str, RepeatId>,
    calcs: FxHashMap<&'m str, CalcId>,
    conditions: usize,
    ends: usize,
    lists: usize,
    /// The variables as the model has them, for what conditions may do with each.
    pub(super) model: &'m [Variable],
}

impl<'m> Names<'m> {
    pub(super) fn of(model: &'m Model) -> Restored<Self> {
        let mut variables: FxHashMap<String, VarId> = FxHashMap::default();
        let mut now: FxHashMap<&str, &Variable> = FxHashMap::default();
        let mut of_last = Vec::new();
        for (index, variable) in model.variables.iter().enumerate() {
            let place = || format!("variables[{index}].name");
            let name = variable.name.as_str();
            code(name).at_place(place)?;
            if now.insert(name, variable).is_some() {
                return wrong(format!("two are called `{name}`")).at_place(place);
            }
            match variable.role {
                // That it is of none is told where it is restored.
                Role::Last => of_last.extend(variable.of.as_deref().map(|of| (index, of))),
                Role::Answer | Role::Given | Role::Retired if name.len() > MOST_BYTES => {
                    return wrong(format!("a name has {MOST_BYTES} bytes at most")).at_place(place);
                }
                Role::Answer | Role::Given | Role::Retired => {
                    variables.insert(name.to_owned(), id(index).at_place(place)?);
                }
            }
        }
        // Last year's value goes by the name of then.
        for (index, of) in of_last {
            let place = || format!("variables[{index}].of");
            let then = now.get(of).and_then(|now| now.was.first()).map_or(of, String::as_str);
            let name = format!("last.{then}");
            if variables.contains_key(&name) {
                return wrong(format!("two are called `{name}`")).at_place(place);
            }
            variables.insert(name, id(index).at_place(place)?);
        }
        Ok(Self {
            variables,
            questions: by_name("questions", model.questions.iter().map(|one| one.path.as_str()), path)?,
            sections: by_name("sections", model.sections.iter().map(|one| one.code.as_str()), code)?,
            repeats: by_name("repeats", model.repeats.iter().map(|one| one.name.as_str()), code)?,
            calcs: by_name("calcs", model.calcs.iter().map(|one| one.name.as_str()), code)?,
            conditions: model.conditions.len(),
            ends: model.ends.len(),
            lists: model.code_lists.len(),
            model: &model.variables,
        })
    }

    pub(super) fn variable(&self, name: &str) -> Restored<VarId> {
        found(&self.variables, name, "variable")
    }

    pub(super) fn variables(&self, place: &str, names: &[String]) -> Restored<Vec<VarId>> {
        super::each(place, names, |name| self.variable(name))
    }

    pub(super) fn question(&self, path: &str) -> Restored<QuestionId> {
        found(&self.questions, path, "question")
    }

    pub(super) fn section(&self, code: &str) -> Restored<SectionId> {
        found(&self.sections, code, "section")
    }

    pub(super) fn repeat(&self, name: &str) -> Restored<RepeatId> {
        found(&self.repeats, name, "roster")
    }

    pub(super) fn calc(&self, name: &str) -> Restored<CalcId> {
        found(&self.calcs, name, "derived value")
    }

    pub(super) fn cond(&self, place: u32) -> Restored<CondId> {
        within(place, self.conditions, "conditions")
    }

    pub(super) fn end(&self, place: u32) -> Restored<EndId> {
        within(place, self.ends, "ends")
    }

    pub(super) fn list(&self, place: u32) -> Restored<CodeListId> {
        within(place, self.lists, "code_lists")
    }
}

fn by_name<'m, I: Id>(
    place: &str,
    all: impl Iterator<Item = &'m str>,
    well_formed: fn(&str) -> Restored<String>,
) -> Restored<FxHashMap<&'m str, I>> {
    let mut known = FxHashMap::default();
    for (index, name) in all.enumerate() {
        let at = || format!("{place}[{index}]");
        well_formed(name).at_place(at)?;
        if known.insert(name, id(index)?).is_some() {
            return wrong(format!("two are called `{name}`")).at_place(at);
        }
    }
    Ok(known)
}

fn id<I: Id>(index: usize) -> Restored<I> {
    u32::try_from(index).map_or_else(|_| wrong("there are too many"), |index| Ok(I::new(index)))
}

fn found<I: Id>(
    known: &FxHashMap<impl std::borrow::Borrow<str> + Eq + std::hash::Hash, I>,
    name: &str,
    what: &str,
) -> Restored<I> {
    known.get(name).copied().map_or_else(|| wrong(format!("there is no {what} `{name}`")), Ok)
}

fn within<I: Id>(place: u32, count: usize, list: &str) -> Restored<I> {
    let index = usize::try_from(place).ok().filter(|index| *index < count);
    index.map_or_else(|| wrong(format!("there is no `{list}[{place}]`")), |_| Ok(I::new(place)))
}

/// A code, or a name made of codes: what files, columns and keys may be called.
pub(super) fn code(code: &str) -> Restored<String> {
    let well_formed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if code.is_empty() || !code.bytes().all(well_formed) {
        return wrong(format!("`{code}` is no code: those are of a to z, 0 to 9 and _"));
    }
    Ok(code.to_owned())
}

/// Codes parted by dots.
pub(super) fn path(path: &str) -> Restored<String> {
    path.split('.').try_for_each(|part| code(part).map(|_| ())).map(|()| path.to_owned())
}
