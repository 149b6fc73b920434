//! What is said of an answer file: what to answer first, what to change.
//!
//! `label` is what a variable is called, `thing` the question that it belongs to, both in quotation marks of the language; `key` is a
//! name as it stands in the file.

/// What is said of an answer file.
#[derive(Debug)]
pub struct Judge {
    /// A message about an entry of a roster, by the roster's label and the entry's number from 1.
    pub within: fn(&str, usize, &str) -> String,
    /// An option that excludes the others stands beside one of them.
    pub exclusive: fn(&str) -> String,
    /// More than one of several labels is given that take each other's place.
    pub alternative: fn(&[String]) -> String,
    /// A rank is given twice in a thing.
    pub ranks_differ: fn(&str) -> String,
    /// A rank is left out in a thing.
    pub ranks_without_gap: fn(&str) -> String,
    /// A roster has fewer entries than it must have.
    pub occurrences_min: fn(&str, u32) -> String,
    /// A roster has more entries than it may have.
    pub occurrences_max: fn(&str, u32) -> String,
    /// Fewer options of a thing are chosen than must be: the bound, how many are.
    pub pick_min: fn(&str, u32, usize) -> String,
    /// More options of a thing are chosen than may be: the bound, how many are.
    pub pick_max: fn(&str, u32, usize) -> String,
    /// A label is no longer asked.
    pub retired: fn(&str) -> String,
    /// What an option of a label is called, inside a sentence.
    pub option_of: fn(&str, &str) -> String,
    /// A thing that has to be answered before it is known whether something is asked.
    pub answer_first: fn(&str, &str) -> String,
    /// Given a state, something is not asked; or the thing is to be changed.
    pub not_asked_where: fn(&str, &str, &str) -> String,
    /// Given what stands in a roster, something is not asked.
    pub not_asked_by_roster: fn(&str, &str) -> String,
    /// Something is not asked.
    pub not_asked: fn(&str) -> String,
    /// A box must be ticked.
    pub tick: fn(&str) -> String,
    /// Some option of a thing must be chosen.
    pub choose_one: fn(&str) -> String,
    /// A thing must be answered.
    pub answer: fn(&str) -> String,
    /// How an answer stands.
    pub states: States,
    /// Keys that have no place in the form.
    pub strays: Strays,
    /// Values that do not fit their variable.
    pub misfits: Misfits,
}

/// How an answer stands, as a clause that goes into [`Judge::not_asked_where`].
#[derive(Debug)]
pub struct States {
    /// A box is ticked.
    pub ticked: fn(&str) -> String,
    /// A box is not ticked.
    pub unticked: fn(&str) -> String,
    /// A label has an answer, in quotation marks.
    pub is: fn(&str, &str) -> String,
    /// A text is answered.
    pub answered: fn(&str) -> String,
    /// A label has no answer.
    pub unanswered: fn(&str) -> String,
}

/// Keys that have no place in the form.
#[derive(Debug)]
pub struct Strays {
    /// It is computed.
    pub derived: fn(&str) -> String,
    /// It belongs into the array of a roster's name.
    pub belongs_into: fn(&str, &str) -> String,
    /// It belongs outside the array.
    pub belongs_elsewhere: fn(&str) -> String,
    /// It is no array.
    pub not_an_array: fn(&str) -> String,
    /// An entry of it, by its number from 1, is no object.
    pub not_an_object: fn(&str, usize) -> String,
    /// It is the last part of a whole key.
    pub part_of: fn(&str, &str) -> String,
    /// It is unknown, and another may be meant.
    pub meant: fn(&str, &str) -> String,
    /// It is unknown.
    pub unknown: fn(&str) -> String,
}

/// Values that do not fit their variable, by its label.
#[derive(Debug)]
pub struct Misfits {
    /// `null`.
    pub null: fn(&str) -> String,
    /// `false`, of a box.
    pub false_: fn(&str) -> String,
    /// Something else than `true`, of a box.
    pub not_a_tick: fn(&str) -> String,
    /// No number.
    pub not_a_number: fn(&str) -> String,
    /// No text.
    pub not_a_text: fn(&str) -> String,
    /// Nothing but white space.
    pub blank: fn(&str) -> String,
    /// No option has this code; the code in quotation marks.
    pub unknown_code: fn(&str, &str) -> String,
    /// The option with this label is retired.
    pub retired_code: fn(&str, &str) -> String,
    /// No whole number.
    pub not_whole: fn(&str) -> String,
    /// More decimal places than so many.
    pub too_many_places: fn(&str, u32) -> String,
    /// More digits than can be kept.
    pub too_many_digits: fn(&str) -> String,
    /// Outside the bounds, as they are written.
    pub out_of_range: fn(&str, &str, &str) -> String,
    /// A number below the only bound, as it is written.
    pub too_low: fn(&str, &str) -> String,
    /// A number above the only bound.
    pub too_high: fn(&str, &str) -> String,
    /// A day or month before the only bound.
    pub too_early: fn(&str, &str) -> String,
    /// A day or month behind the only bound.
    pub too_late: fn(&str, &str) -> String,
    /// No day of the calendar.
    pub not_a_day: fn(&str) -> String,
    /// No month.
    pub not_a_month: fn(&str) -> String,
    /// U+0000.
    pub nul: fn(&str) -> String,
    /// More than a line.
    pub line_break: fn(&str) -> String,
    /// More characters than so many; how many it has.
    pub too_long: fn(&str, u32, usize) -> String,
    /// Not of a shape, which one of `shapes` names.
    pub wrong_shape: fn(&str, &str) -> String,
    /// What texts look like, inside a sentence.
    pub shapes: Shapes,
}

/// What texts look like, inside a sentence, with an example.
#[derive(Debug)]
pub struct Shapes {
    /// Any text.
    pub free: &'static str,
    /// An e-mail address.
    pub email: &'static str,
    /// A telephone number.
    pub tel: &'static str,
    /// A postal code of Japan.
    pub postal_ja: &'static str,
    /// A postal code.
    pub postal_any: &'static str,
    /// A web address.
    pub url: &'static str,
    /// A picture of digits and letters.
    pub picture: fn(&str) -> String,
}
