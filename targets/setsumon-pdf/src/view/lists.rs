//! Long lists of options: printed once, behind everything, with numbers; the question has a blank for the number and says where the
//! list stands. What more than an option is – a write-in, a way out, an answer that is none – keeps its mark at the question.

use setsumon_core::form::{Answer as CoreAnswer, Choice as CoreChoice, ChoiceOption, Pick, Question};

use crate::ease::Tight;
use crate::sheet::{Answer, Blank, Block, ListEntry, Shape, Text};
use crate::theme::LongLists;

use super::View;
use super::answers::{own_marker, route_of};
use super::language;
use super::measure::{Room, columns_for, width};
use super::node::with_small;
use super::text::{label, optional, words};

/// A list of more options than this is long.
const LONG: usize = 40;
/// So many numbers have a line each; more are written in one.
const LINES: u32 = 6;
const LINE_MM: f64 = 14.0;
/// So many ranks at most are written beside a question whose list is elsewhere.
const RANKS: u32 = 10;
/// The names of so many questions stand above their list.
const NAMES: usize = 3;
/// What the number of an entry takes of its column.
const NUMBER_MM: f64 = 9.0;

/// A list to be printed behind.
#[derive(Debug)]
pub(super) struct List {
    entries: Vec<ListEntry>,
    /// The names of the questions that choose from it.
    names: Vec<String>,
}

/// Where the options of a question are a long list: the blank that stands in their place, and what keeps its mark. On a sheet that is
/// to be filled in on screen nothing is written by number.
pub(super) fn behind<'c>(
    view: &mut View<'_>,
    choices: &'c [CoreChoice],
    question: &Question,
) -> Option<(Answer, Vec<&'c ChoiceOption>)> {
    match view.theme.apparatus.long_lists {
        LongLists::Behind if !view.widgets.are_wanted() => {}
        LongLists::Behind | LongLists::InPlace => return None,
    }
    let blanks = blanks(&question.answer)?;
    let mut split = Split { entries: Vec::new(), marked: Vec::new() };
    split.take(view, choices, question);
    let Split { entries, marked } = split;
    if entries.iter().filter(|entry| entry.is_option()).count() <= LONG {
        return None;
    }
    let name = question.name.plain().replace('\n', " ");
    let at = match view.lists.iter().position(|list| list.entries == entries) {
        Some(at) => at,
        None => {
            view.lists.push(List { entries, names: Vec::new() });
            view.lists.len().saturating_sub(1)
        }
    };
    if let Some(list) = view.lists.get_mut(at)
        && !list.names.contains(&name)
    {
        list.names.push(name);
    }
    let [before, after] = if blanks.len() == 1 && is_single(&question.answer) {
        view.language.number_from_list
    } else {
        view.language.numbers_from_list
    };
    let place = Answer::Listed {
        before: before.to_owned(),
        list: language::list_name(view.language, &letter(at)),
        anchor: anchor(at),
        after: after.to_owned(),
        blanks,
    };
    Some((place, marked))
}

/// The lists, to be put behind everything.
pub(super) fn blocks(view: &View<'_>, room: Room) -> Vec<Block> {
    if view.lists.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Appendix { title: words(view.language.lists) }];
    for (at, List { entries, names }) in view.lists.iter().enumerate() {
        let mut title = language::list_title(view.language, &letter(at));
        if names.len() <= NAMES {
            title.push_str(view.language.colon);
            title.push_str(&names.join(" / "));
        }
        let widths: Vec<f64> = entries.iter().map(|entry| NUMBER_MM + width(entry.text())).collect();
        let across = match room.tight {
            Tight::Usual => columns_for(&widths, room.page),
            Tight::Narrow => columns_for(&widths, room.page / 2.0),
            Tight::Stacked => 1,
        };
        blocks.push(Block::List { title: words(title), anchor: anchor(at), across, entries: entries.clone() });
    }
    blocks
}

fn anchor(at: usize) -> String {
    format!("list:{at}")
}

/// A, B, … Z, A1, B1, …
fn letter(at: usize) -> String {
    let letter = u8::try_from(at % 26).map_or('A', |place| char::from(b'A'.saturating_add(place)));
    match at / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}

fn is_single(answer: &CoreAnswer) -> bool {
    match answer {
        CoreAnswer::Single { variable: _, choices: _ } => true,
        CoreAnswer::Multi { choices: _, pick: _ }
        | CoreAnswer::Rank { choices: _, pick: _ }
        | CoreAnswer::Gate { variable: _, options: _ }
        | CoreAnswer::Grid(_)
        | CoreAnswer::Field(_) => false,
    }
}

/// Where the numbers are written; none for what is not answered by number.
fn blanks(answer: &CoreAnswer) -> Option<Vec<Blank>> {
    let line = |before: Text, shape: Shape| Blank {
        before,
        after: Text::new(),
        beside: Text::new(),
        shape,
        widgets: Vec::new(),
    };
    match answer {
        CoreAnswer::Single { variable: _, choices: _ } => Some(vec![line(Text::new(), Shape::Line { mm: LINE_MM })]),
        CoreAnswer::Multi { choices: _, pick: Some(Pick { min: _, max }) } if *max <= LINES => {
            Some((1..=*max).map(|_| line(Text::new(), Shape::Line { mm: LINE_MM })).collect())
        }
        CoreAnswer::Multi { choices: _, pick: _ } => Some(vec![line(Text::new(), Shape::Fill)]),
        CoreAnswer::Rank { choices: _, pick: Some(Pick { min: _, max }) } if *max <= RANKS => {
            Some((1..=*max).map(|rank| line(words(format!("{rank}.")), Shape::Line { mm: LINE_MM })).collect())
        }
        CoreAnswer::Rank { choices: _, pick: _ }
        | CoreAnswer::Gate { variable: _, options: _ }
        | CoreAnswer::Grid(_)
        | CoreAnswer::Field(_) => None,
    }
}

/// The options of a question in two: what is a line of a list, and what is more.
struct Split<'c> {
    entries: Vec<ListEntry>,
    marked: Vec<&'c ChoiceOption>,
}

impl<'c> Split<'c> {
    fn take(&mut self, view: &View<'_>, choices: &'c [CoreChoice], question: &Question) {
        for choice in choices {
            match choice {
                CoreChoice::Heading { label: heading, choices: under } => {
                    let at = self.entries.len();
                    self.take(view, under, question);
                    if self.entries.len() > at {
                        self.entries.insert(at, ListEntry::Heading { heading: label(heading) });
                    }
                }
                CoreChoice::Option(option) if option.retired => {}
                CoreChoice::Option(option) if is_plain(view, option, question) => {
                    let mut text = label(&option.label);
                    text.extend(
                        own_marker(option.marker, question.marker).map(|chip| crate::sheet::Inline::Chip { chip }),
                    );
                    let text = with_small(text, optional(option.hint.as_ref()));
                    let number = self.entries.iter().filter(|entry| entry.is_option()).count().saturating_add(1);
                    self.entries.push(ListEntry::Option { number: number.to_string(), text });
                }
                CoreChoice::Option(option) => self.marked.push(option),
            }
        }
    }
}

/// Whether an option is its words and nothing more.
fn is_plain(view: &View<'_>, option: &ChoiceOption, question: &Question) -> bool {
    option.own.is_none()
        && option.who.is_none()
        && option.items.is_empty()
        && option.specify.is_none()
        && option.beside.is_none()
        && option.footnote.is_none()
        && option.means.is_none()
        && !option.exclusive
        && route_of(view, option, question).is_none()
}
