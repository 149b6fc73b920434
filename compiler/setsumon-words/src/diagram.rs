//! The words of the picture of a survey: who is led where.

/// The words of the picture of a survey.
#[derive(Debug)]
pub struct Diagram {
    /// Above the picture of one edition: the survey's title, the edition.
    pub title: fn(&str, i64) -> String,
    /// Above the picture of two: the title, the edition before, the one after.
    pub compared: fn(&str, i64, i64) -> String,
    /// How many questions are in a section.
    pub questions: fn(usize) -> String,
    /// Those who pass by.
    pub otherwise: &'static str,
    /// A label, in quotation marks, has one of some answers, in quotation marks.
    pub is: fn(&str, &[String]) -> String,
    /// A label has an answer, and it is none of some.
    pub is_none_of: fn(&str, &[String]) -> String,
    /// Between conditions that must all hold.
    pub and: &'static str,
    /// Between conditions of which one must hold.
    pub or: &'static str,
    /// What is new.
    pub added: &'static str,
    /// What is gone.
    pub removed: &'static str,
    /// What is not as it was.
    pub changed: &'static str,
}
