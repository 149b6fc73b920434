//! The trees of a survey and of its published model, laid flat in reading order. Whoever looks for something in them asks here and
//! takes no tree apart; whoever draws them, with what stands around what, still does.
//!
//! ```text
//! heading "A"          flat: x, y, z      with_headings: (A) x, (A) y, () z
//!   x
//!   y                  when … { p, group g { q } }
//! z                        all:  when, p, g, q
//!                          bare: p, g
//! ```

use crate::form;
use crate::frozen;
use crate::text;

/// What stands in a list, some of it under headings: options and rows.
pub trait UnderHeadings: Sized + 'static {
    /// What the list is of.
    type Own;

    /// What its headings are.
    type Label;

    /// A heading with what is under it, or a thing itself.
    fn part(&self) -> Part<'_, Self>;
}

/// A part of a list with headings.
#[derive(Debug)]
pub enum Part<'a, T: UnderHeadings> {
    /// A heading and what stands under it.
    Heading(&'a T::Label, &'a [T]),
    /// A thing of the list.
    Own(&'a T::Own),
}

/// What a list is of, under headings or not.
pub fn flat<T: UnderHeadings>(list: &[T]) -> impl Iterator<Item = &T::Own> {
    with_headings(list).map(|(_, own)| own)
}

/// What a list is of, each with the headings that it stands under, from the outermost on.
pub fn with_headings<T: UnderHeadings>(list: &[T]) -> impl Iterator<Item = (Vec<&T::Label>, &T::Own)> {
    let mut open = vec![(None, list.iter())];
    std::iter::from_fn(move || {
        loop {
            match open.last_mut()?.1.next().map(T::part) {
                Some(Part::Own(own)) => return Some((open.iter().filter_map(|(heading, _)| *heading).collect(), own)),
                Some(Part::Heading(heading, inside)) => open.push((Some(heading), inside.iter())),
                None => drop(open.pop()),
            }
        }
    })
}

/// What stands in a survey or in a section, some of it around more of its kind.
pub trait Around: Sized + 'static {
    /// What it stands around.
    fn inside(&self) -> &[Self];

    /// Whether it is only that: a condition, a sentence or a label cell around items, and nothing of its own.
    fn is_frame(&self) -> bool;
}

/// Everything in a list, and behind each thing what it stands around. A question's own options, rows and fields are not in it.
pub fn all<T: Around>(list: &[T]) -> impl Iterator<Item = &T> {
    opened(list, |_| true, |_| true)
}

/// The things of a list, frames taken away. A group or part is one thing, and is not opened.
pub fn bare<T: Around>(list: &[T]) -> impl Iterator<Item = &T> {
    opened(list, T::is_frame, |thing| !thing.is_frame())
}

fn opened<T: Around>(list: &[T], open: fn(&T) -> bool, give: fn(&T) -> bool) -> impl Iterator<Item = &T> {
    let mut lists = vec![list.iter()];
    std::iter::from_fn(move || {
        loop {
            let Some(thing) = lists.last_mut()?.next() else {
                lists.pop();
                continue;
            };
            if open(thing) {
                lists.push(thing.inside().iter());
            }
            if give(thing) {
                return Some(thing);
            }
        }
    })
}

impl UnderHeadings for form::Choice {
    type Own = form::ChoiceOption;
    type Label = text::Text;

    fn part(&self) -> Part<'_, Self> {
        match self {
            Self::Heading { label, choices } => Part::Heading(label, choices),
            Self::Option(option) => Part::Own(option),
        }
    }
}

impl UnderHeadings for frozen::Choice {
    type Own = frozen::ChoiceOption;
    type Label = frozen::Text;

    fn part(&self) -> Part<'_, Self> {
        match self {
            Self::Heading { label, choices } => Part::Heading(label, choices),
            Self::Option(option) => Part::Own(option.as_ref()),
        }
    }
}

impl UnderHeadings for form::RowEntry {
    type Own = form::Row;
    type Label = text::Text;

    fn part(&self) -> Part<'_, Self> {
        match self {
            Self::Heading { label, rows } => Part::Heading(label, rows),
            Self::Row(row) => Part::Own(row),
        }
    }
}

impl UnderHeadings for frozen::RowEntry {
    type Own = frozen::Row;
    type Label = frozen::Text;

    fn part(&self) -> Part<'_, Self> {
        match self {
            Self::Heading { label, rows } => Part::Heading(label, rows),
            Self::Row(row) => Part::Own(row.as_ref()),
        }
    }
}

impl Around for form::Item {
    fn inside(&self) -> &[Self] {
        match self {
            Self::Group(group) => &group.items,
            Self::Led(led) => &led.items,
            Self::Headed(headed) => &headed.items,
            Self::Branch(branch) => &branch.items,
            Self::Question(_) | Self::Repeat(_) | Self::Note(_) | Self::Calc(_) | Self::End(_) => &[],
        }
    }

    fn is_frame(&self) -> bool {
        match self {
            Self::Led(_) | Self::Headed(_) | Self::Branch(_) => true,
            Self::Question(_) | Self::Group(_) | Self::Repeat(_) | Self::Note(_) | Self::Calc(_) | Self::End(_) => {
                false
            }
        }
    }
}

impl Around for frozen::Item {
    fn inside(&self) -> &[Self] {
        match self {
            Self::Group(group) => &group.items,
            Self::Led(led) => &led.items,
            Self::Headed(headed) => &headed.items,
            Self::Branch(branch) => &branch.items,
            Self::Question { path: _ }
            | Self::Repeat { name: _ }
            | Self::Note(_)
            | Self::Calc { name: _ }
            | Self::End { end: _ } => &[],
        }
    }

    fn is_frame(&self) -> bool {
        match self {
            Self::Led(_) | Self::Headed(_) | Self::Branch(_) => true,
            Self::Question { path: _ }
            | Self::Group(_)
            | Self::Repeat { name: _ }
            | Self::Note(_)
            | Self::Calc { name: _ }
            | Self::End { end: _ } => false,
        }
    }
}

impl Around for form::Entry {
    fn inside(&self) -> &[Self] {
        match self {
            Self::Part(part) => &part.entries,
            Self::Branch(branch) => &branch.items,
            Self::Page(_) | Self::Note(_) | Self::Section(_) | Self::Gate(_) | Self::End(_) => &[],
        }
    }

    fn is_frame(&self) -> bool {
        match self {
            Self::Branch(_) => true,
            Self::Page(_) | Self::Note(_) | Self::Part(_) | Self::Section(_) | Self::Gate(_) | Self::End(_) => false,
        }
    }
}

impl Around for frozen::Entry {
    fn inside(&self) -> &[Self] {
        match self {
            Self::Part(part) => &part.entries,
            Self::Branch(branch) => &branch.items,
            Self::Page(_)
            | Self::Note(_)
            | Self::Section { code: _ }
            | Self::Gate { path: _ }
            | Self::End { end: _ } => &[],
        }
    }

    fn is_frame(&self) -> bool {
        match self {
            Self::Branch(_) => true,
            Self::Page(_)
            | Self::Note(_)
            | Self::Part(_)
            | Self::Section { code: _ }
            | Self::Gate { path: _ }
            | Self::End { end: _ } => false,
        }
    }
}

impl form::Item {
    /// The group, where it is one.
    pub fn group(&self) -> Option<&form::Group> {
        if let Self::Group(group) = self { Some(group) } else { None }
    }
}

impl form::Entry {
    /// The part, where it is one.
    pub fn part(&self) -> Option<&form::Part> {
        if let Self::Part(part) = self { Some(part) } else { None }
    }
}

impl frozen::Item {
    /// The group, where it is one.
    pub fn group(&self) -> Option<&frozen::Group> {
        if let Self::Group(group) = self { Some(group) } else { None }
    }

    /// The paragraph, where it is one.
    pub fn note(&self) -> Option<&frozen::Note> {
        if let Self::Note(note) = self { Some(note) } else { None }
    }
}

impl frozen::Entry {
    /// The part, where it is one.
    pub fn part(&self) -> Option<&frozen::Part> {
        if let Self::Part(part) = self { Some(part) } else { None }
    }

    /// The page of prose, where it is one.
    pub fn page(&self) -> Option<&frozen::Page> {
        if let Self::Page(page) = self { Some(page) } else { None }
    }

    /// The paragraph, where it is one.
    pub fn note(&self) -> Option<&frozen::Note> {
        if let Self::Note(note) = self { Some(note) } else { None }
    }

    /// The code of the section, where it is one.
    pub fn section(&self) -> Option<&str> {
        if let Self::Section { code } = self { Some(code) } else { None }
    }
}
