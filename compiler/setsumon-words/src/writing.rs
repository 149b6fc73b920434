//! How a language is written: quotation marks, figures, what stands between words.

use crate::Locale;

/// How a language is written.
#[derive(Debug)]
pub struct Writing {
    /// Words in quotation marks.
    pub quoted: fn(&str) -> String,
    /// Between the labels of a question and its row, where both are named.
    pub between_labels: &'static str,
    /// Between words, where the language parts them: `guests a day`, `人／日`.
    pub gap: &'static str,
    /// Between the members of a list.
    pub comma: &'static str,
    /// Between a name and what it names.
    pub colon: &'static str,
    /// Words, and more of them in brackets.
    pub bracketed: fn(&str, &str) -> String,
    /// A figure in an instruction: `３つまで`, `up to 3`.
    pub figure: fn(u32) -> String,
    /// A number of an item or section, as it is spoken of in a sentence: without the signs that belong to its place alone.
    pub spoken_number: fn(&str) -> &str,
    /// Between a sentence that has ended and the instruction that follows it.
    pub after_sentence: &'static str,
    /// Between words that are no whole sentence and the instruction that ends them.
    pub after_words: &'static str,
    /// Behind a point of a scale: the points that there were.
    pub scale: fn(i64, i64) -> String,
    /// Between the first and the last of the points of a scale, and the words at its ends.
    pub between_points: &'static str,
    /// In front of a remark on how something is to be read, and of the number of a footnote.
    pub remark: &'static str,
    /// Behind a point of a scale: the first and the last of its points, each with its words.
    pub scale_with_ends: fn(i64, &str, i64, &str) -> String,
    /// Whether a word has another form for one of a thing than for several, so that a unit written for several cannot follow a 1.
    pub has_plural: bool,
    /// The samples of numbers that sections and pages have unless a survey says otherwise; an empty one is no number. Where both would
    /// look alike, pages have none.
    pub numbers: [&'static str; 2],
    /// Whether a postal code is one of Japan, seven digits behind 〒.
    pub japanese_postal_codes: bool,
    /// The examples in messages to authors, as they are written, in Japanese, and as they are said in this language.
    pub examples: &'static [(&'static str, &'static str)],
}

/// A number as texts, sentences and arrows speak of it: "question 1", not "question 1.", for the signs around it are those of its
/// place.
pub fn spoken_number(locale: Locale, number: &str) -> String {
    (locale.words().writing.spoken_number)(number).to_owned()
}

/// A reference (`item_ref` and the like) with the numbers of a section and an item in it, as they are spoken of.
pub fn reference(template: &str, locale: Locale, section: &str, item: &str) -> String {
    let spoken = locale.words().writing.spoken_number;
    template.replace("{section}", spoken(section)).replace("{item}", spoken(item))
}
