//! From the checked form to the published model: its closed sets of words.

use super::build::place;
use crate::calendar::{iso_day, iso_month};
use crate::form::{self, TextShape};
use crate::frozen as f;

pub(super) fn marker_of(marker: form::Marker) -> f::Marker {
    match marker {
        form::Marker::Kept => f::Marker::Kept,
        form::Marker::New => f::Marker::New,
        form::Marker::Updated => f::Marker::Updated,
    }
}

pub(super) fn sort_of(sort: form::ReasonSort) -> f::ReasonSort {
    match sort {
        form::ReasonSort::Typo => f::ReasonSort::Typo,
        form::ReasonSort::Concept => f::ReasonSort::Concept,
        form::ReasonSort::Reality => f::ReasonSort::Reality,
        form::ReasonSort::Addition => f::ReasonSort::Addition,
        form::ReasonSort::Other => f::ReasonSort::Other,
    }
}

pub(super) fn own_of(own: form::Own) -> f::Own {
    let form::Own { when, told } = own;
    f::Own {
        when: place(when),
        told: match told {
            form::Teller::Compiler => f::Teller::Compiler,
            form::Teller::Author => f::Teller::Author,
            form::Teller::Nobody => f::Teller::Nobody,
        },
    }
}

pub(super) fn medium_of(medium: form::Medium) -> f::Medium {
    match medium {
        form::Medium::Both => f::Medium::Both,
        form::Medium::Screen => f::Medium::Screen,
        form::Medium::Paper => f::Medium::Paper,
    }
}

pub(super) fn special_of(special: form::Special) -> f::Special {
    match special {
        form::Special::DontKnow => f::Special::DontKnow,
        form::Special::Refused => f::Special::Refused,
        form::Special::NotApplicable => f::Special::NotApplicable,
    }
}

pub(super) fn value_of(value: &form::Value) -> f::Value {
    match value {
        form::Value::Code(list) => f::Value::Code { list: place(*list) },
        form::Value::Tick => f::Value::Tick,
        form::Value::Rank { max } => f::Value::Rank { max: *max },
        form::Value::Integer { min, max } => f::Value::Integer { min: *min, max: *max },
        form::Value::Decimal { digits, min, max } => {
            f::Value::Decimal { digits: *digits, min: min.to_string(), max: max.to_string() }
        }
        form::Value::Month { min, max } => f::Value::Month { min: iso_month(*min), max: iso_month(*max) },
        form::Value::Date { min, max } => f::Value::Date { min: iso_day(*min), max: iso_day(*max) },
        form::Value::Text { shape, max_length, lines } => {
            let (shape, picture) = shape_of(shape);
            f::Value::Text { shape, picture, max_length: *max_length, lines: *lines }
        }
    }
}

fn shape_of(shape: &TextShape) -> (f::TextShape, Option<String>) {
    match shape {
        TextShape::Free => (f::TextShape::Free, None),
        TextShape::Email => (f::TextShape::Email, None),
        TextShape::Tel => (f::TextShape::Tel, None),
        TextShape::PostalJa => (f::TextShape::PostalJa, None),
        TextShape::PostalAny => (f::TextShape::Postal, None),
        TextShape::Url => (f::TextShape::Url, None),
        TextShape::Picture(picture) => (f::TextShape::Picture, Some(picture.clone())),
    }
}

/// The sort of a reason; of none, what is left out of the file.
pub(super) fn nearest_sort(reason: Option<&form::Reason>) -> f::ReasonSort {
    reason.map_or_else(f::ReasonSort::default, |reason| sort_of(reason.sort))
}

pub(super) fn pick_of(pick: form::Pick) -> (u32, u32) {
    (pick.min, pick.max)
}

pub(super) fn layout_of(layout: form::Layout) -> f::Layout {
    let form::Layout { across, inline, stacked, lines, new_page } = layout;
    f::Layout { across, inline, stacked, lines, new_page }
}
