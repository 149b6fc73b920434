//! What differs between a Japanese and an English sheet beyond the survey's own wordings.

use setsumon_core::form::Locale;

use crate::sheet::{Part, Shape};

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
    /// Above the list of parts and sections.
    pub(crate) contents: &'static str,
    /// Between words.
    pub(super) space: &'static str,
    /// Between the names of several.
    pub(super) comma: &'static str,
    /// Above the lists of options that stand behind; in front of the letter of one, in a sentence and as its title.
    pub(super) lists: &'static str,
    list: [&'static str; 2],
    /// Around a list's name, where the number of one of its options is written, and where those of several are.
    pub(super) number_from_list: [&'static str; 2],
    pub(super) numbers_from_list: [&'static str; 2],
    /// Above the conditions in words; over what they cover, over themselves, over their pages; in the place of one without words.
    pub(super) conditions: &'static str,
    pub(super) conditions_heads: [&'static str; 3],
    pub(super) untold: &'static str,
    /// Whether the legend says once what the marks ask for, instead of a sentence at each question.
    pub(super) told_by_legend: bool,
    /// Between the blanks that a total adds up.
    pub(super) plus: &'static str,
    /// The parts of a day in the order of the language, and those of a month.
    day: [DatePart; 3],
    month: [DatePart; 2],
    /// What stands between the three parts of a telephone number; none where it is one blank.
    telephone: Option<&'static str>,
}

/// A part of a date: a line so long, with words under it and behind it.
#[derive(Debug, Clone, Copy)]
struct DatePart {
    mm: f64,
    under: &'static str,
    after: &'static str,
}

/// Long enough for two digits, and for a year.
const TWO_DIGITS_MM: f64 = 9.0;
const YEAR_MM: f64 = 16.0;
/// A telephone number's line, as one and as one of three.
const NUMBER_MM: f64 = 52.0;
const NUMBER_PART_MM: f64 = 18.0;

const fn two_digits(under: &'static str, after: &'static str) -> DatePart {
    DatePart { mm: TWO_DIGITS_MM, under, after }
}

const fn year(under: &'static str, after: &'static str) -> DatePart {
    DatePart { mm: YEAR_MM, under, after }
}

pub(crate) fn language(locale: Locale) -> Language {
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
            contents: "目次",
            space: "　",
            comma: "、",
            lists: "選択肢の一覧",
            list: ["一覧", "一覧"],
            number_from_list: ["", "の番号："],
            numbers_from_list: ["", "の番号（該当するもの）："],
            conditions: "回答対象の条件",
            conditions_heads: ["設問", "条件", "ページ"],
            untold: "（紙面には示さない）",
            told_by_legend: false,
            plus: "＋",
            day: [year("", "年"), two_digits("", "月"), two_digits("", "日")],
            month: [year("", "年"), two_digits("", "月")],
            telephone: Some("－"),
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
            contents: "Contents",
            space: " ",
            comma: ", ",
            lists: "Lists to choose from",
            list: ["list ", "List "],
            number_from_list: ["Number from ", ": "],
            numbers_from_list: ["Numbers from ", ": "],
            conditions: "Who is asked what",
            conditions_heads: ["Question", "Condition", "Page"],
            untold: "(not said on paper)",
            told_by_legend: true,
            plus: " + ",
            day: [two_digits("Day", " / "), two_digits("Month", " / "), year("Year", "")],
            month: [two_digits("Month", " / "), year("Year", "")],
            telephone: None,
        },
    }
}

impl Language {
    /// The lines of a day.
    pub(super) fn day(&self) -> Vec<Part> {
        self.day.map(date_part).to_vec()
    }

    /// The lines of a month.
    pub(super) fn month(&self) -> Vec<Part> {
        self.month.map(date_part).to_vec()
    }

    /// The name of a list in a sentence.
    pub(super) fn list_name(&self, letter: &str) -> String {
        let [in_sentences, _] = self.list;
        format!("{in_sentences}{letter}")
    }

    /// The name of a list above it.
    pub(super) fn list_title(&self, letter: &str) -> String {
        let [_, title] = self.list;
        format!("{title}{letter}")
    }

    /// Where a telephone number is written.
    pub(super) fn telephone(&self) -> Shape {
        let Some(dash) = self.telephone else { return Shape::Line { mm: NUMBER_MM } };
        let part = |after: &str| Part {
            before: String::new(),
            mm: NUMBER_PART_MM,
            under: String::new(),
            after: after.to_owned(),
        };
        Shape::Parts { parts: vec![part(dash), part(dash), part("")] }
    }
}

fn date_part(DatePart { mm, under, after }: DatePart) -> Part {
    Part { before: String::new(), mm, under: under.to_owned(), after: after.to_owned() }
}
