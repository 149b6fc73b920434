//! What a question stands in that has a caption or a number of its own: groups, rosters, and the questions around it.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_core::audience;
use setsumon_core::form::{Form, Item, Question};
use setsumon_core::ids::{Id, SectionId};
use setsumon_core::text::Text;
use setsumon_core::walk::{all, bare};

use crate::codes::{JOINT, one_line};

/// The owners of a form's questions by their paths.
pub(super) struct Owners<'a> {
    by_path: BTreeMap<&'a str, Owner<'a>>,
    /// By the path of what stands in a group, the path of the group: it lends its fields nothing of its own path.
    group_of: BTreeMap<&'a str, &'a str>,
    /// The sections of one item, whose number is that of the section.
    of_one: BTreeSet<usize>,
}

#[derive(Clone, Copy)]
struct Owner<'a> {
    /// Of a group or roster.
    caption: Option<&'a Text>,
    number: Option<&'a str>,
}

impl<'a> Owners<'a> {
    pub(super) fn of(form: &'a Form) -> Self {
        let mut by_path: BTreeMap<&'a str, Owner<'a>> = BTreeMap::new();
        let mut group_of: BTreeMap<&'a str, &'a str> = BTreeMap::new();
        for question in form.questions().values() {
            by_path.insert(&question.path, Owner { caption: None, number: question.number.as_deref() });
        }
        for repeat in form.repeats().values() {
            by_path.insert(&repeat.path, Owner { caption: Some(&repeat.label), number: repeat.number.as_deref() });
        }
        let items = form.sections().values().map(|section| &section.items);
        for item in items.chain(form.repeats().values().map(|repeat| &repeat.items)).flat_map(|items| all(items)) {
            if let Some(group) = item.group() {
                by_path.insert(&group.path, Owner { caption: group.label.as_ref(), number: group.number.as_deref() });
                // Groups come from the outermost in, so that the innermost is the one that is kept.
                for inner in all(&group.items) {
                    let path: &'a str = match inner {
                        Item::Question(id) => &form.questions().get(*id).path,
                        Item::Repeat(id) => &form.repeats().get(*id).path,
                        Item::Group(inner) => &inner.path,
                        Item::Branch(_)
                        | Item::Led(_)
                        | Item::Headed(_)
                        | Item::Note(_)
                        | Item::Calc(_)
                        | Item::End(_) => continue,
                    };
                    group_of.insert(path, &group.path);
                }
            }
        }
        let is_asked = |item: &&Item| match item {
            Item::Question(_) | Item::Group(_) | Item::Repeat(_) => true,
            Item::Branch(_) | Item::Led(_) | Item::Headed(_) | Item::Note(_) | Item::Calc(_) | Item::End(_) => false,
        };
        let one = form.sections().iter().filter(|(_, section)| bare(&section.items).filter(is_asked).count() == 1);
        let of_one = one.map(|(id, _)| id.index()).collect();
        Self { by_path, group_of, of_one }
    }

    /// What a question stands in, from the innermost; itself first.
    fn around(&self, question: &'a Question) -> impl Iterator<Item = Owner<'a>> {
        let outer = |path: &&'a str| {
            let group = self.group_of.get(*path).copied();
            group.or_else(|| path.rsplit_once('.').map(|(outer, _)| outer))
        };
        std::iter::successors(Some(question.path.as_str()), outer).filter_map(|path| self.by_path.get(path).copied())
    }

    /// The captions of the groups and rosters that a question stands in, from the outermost.
    pub(super) fn captions(&self, question: &'a Question) -> String {
        let found = self.around(question).filter_map(|owner| owner.caption).map(one_line);
        let mut captions: Vec<String> = found.filter(|caption| !caption.is_empty()).collect();
        captions.reverse();
        captions.join(JOINT)
    }

    /// The number of a question in full, `（２５）の1`: its own, or that of the item it stands in. A section's number is that of its items
    /// together, and of one of them only where there is no other.
    pub(super) fn number(&self, form: &Form, question: &'a Question) -> String {
        let item = self.around(question).find_map(|owner| owner.number);
        let alone = |section: &SectionId| self.of_one.contains(&section.index());
        match item {
            Some(item) => audience::number(form, question.section, Some(item)),
            None => audience::number(form, question.section.filter(alone), None),
        }
    }
}
