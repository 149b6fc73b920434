//! How days and months are written.

/// Days and months in a language.
#[derive(Debug)]
pub struct Calendar {
    /// The days of the week, Monday first.
    pub weekdays: [&'static str; 7],
    /// A day, by year, month from 1 and day of the month: `28 February 2025`.
    pub day: fn(i32, u32, u32) -> String,
    /// A day as it is written and its day of the week: `Friday, 28 February 2025`.
    pub day_with_weekday: fn(&str, &str) -> String,
    /// A month, by year and month from 1: `February 2025`.
    pub month: fn(i32, u32) -> String,
}
