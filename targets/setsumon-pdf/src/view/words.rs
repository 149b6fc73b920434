//! What differs between a Japanese and an English sheet beyond the survey's own wordings.

use setsumon_core::form::Locale;

use crate::sheet::Part;

/// Signs and the shapes of blanks in a language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Language {
    /// The region, which chooses the forms of Chinese characters.
    pub(crate) region: &'static str,
    /// Opens a bracket around a blank.
    pub(crate) open: &'static str,
    /// Closes it.
    pub(crate) close: &'static str,
    /// Between a blank's name and the blank.
    pub(crate) colon: &'static str,
    /// Whether figures stand in brackets, as in Japanese forms, or on a line.
    pub(super) bracketed_figures: bool,
    /// Whether postal codes have seven boxes behind 〒.
    pub(super) postal_boxes: bool,
    /// In front of the number of a page that a route leads to, and behind it.
    pub(crate) page: [&'static str; 2],
    /// On what goes on from the page before.
    pub(crate) continued: &'static str,
    /// Year, month and day: what stands behind each.
    date: [&'static str; 3],
}

pub(super) fn language(locale: Locale) -> Language {
    match locale {
        Locale::Ja => Language {
            region: "jp",
            open: "（",
            close: "）",
            colon: "：",
            bracketed_figures: true,
            postal_boxes: true,
            page: ["（", "ページ）"],
            continued: "続き",
            date: ["年", "月", "日"],
        },
        Locale::En => Language {
            region: "gb",
            open: "(",
            close: ")",
            colon: ": ",
            bracketed_figures: false,
            postal_boxes: false,
            page: [" (p. ", ")"],
            continued: "continued",
            date: [" / ", " / ", ""],
        },
    }
}

impl Language {
    /// The lines of a day.
    pub(super) fn day(&self) -> Vec<Part> {
        let [year, month, day] = self.date;
        vec![part(16.0, year), part(9.0, month), part(9.0, day)]
    }

    /// The lines of a month.
    pub(super) fn month(&self) -> Vec<Part> {
        let [year, month, _] = self.date;
        vec![part(16.0, year), part(9.0, month.trim_end_matches(" / "))]
    }

    /// The lines of a telephone number.
    pub(super) fn telephone(&self) -> Vec<Part> {
        let dash = if self.postal_boxes { "－" } else { " – " };
        vec![part(18.0, dash), part(18.0, dash), part(18.0, "")]
    }
}

fn part(mm: f64, after: &str) -> Part {
    Part { before: String::new(), mm, after: after.to_owned() }
}
