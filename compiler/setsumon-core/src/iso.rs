//! Days and months as ISO 8601 writes them.

use std::fmt;

use crate::form::Day;

/// Year, month and day of a day, in the proleptic Gregorian calendar.
pub fn civil(day: Day) -> (i64, u32, u32) {
    // Counted in eras of 400 years, each beginning on 1 March, so that the leap day comes last.
    let days = i64::from(day.0) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, u32::try_from(month).unwrap_or(1), u32::try_from(day).unwrap_or(1))
}

/// `2025-01`, of a month counted from January of the year 0.
pub fn month(months: i32) -> String {
    format!("{:04}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1)
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(*self);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_the_calendar_has_them() {
        for (day, words) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_089, "2025-01-01"),
            (-354_285, "1000-01-01"),
            (2_932_896, "9999-12-31"),
        ] {
            assert_eq!(Day(day).to_string(), words);
        }
    }

    #[test]
    fn months_are_counted_from_the_year_0() {
        assert_eq!(month(2025 * 12), "2025-01");
        assert_eq!(month(999 * 12 + 11), "0999-12");
    }
}
