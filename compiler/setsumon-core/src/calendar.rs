//! Days and months in the proleptic Gregorian calendar, their arithmetic, and how they are written, Japanese eras included.

use crate::form::{Day, Locale};

/// Days from 0000-03-01, where the computation starts, to 1970-01-01, where [`Day`] does.
const DAYS_TO_EPOCH: i64 = 719_468;
/// Days of 400 years, after which the calendar repeats.
const DAYS_OF_400_YEARS: i64 = 146_097;
const MONTHS_OF_YEAR: i32 = 12;
const DAYS_OF_WEEK: i32 = 7;

/// A day as people write it. Days and [`Date`]s translate into each other without loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: i32,
    month: u32,
    day: u32,
}

impl Date {
    /// The day of these numbers, if the calendar has it.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        ((1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day)).then_some(Self {
            year,
            month,
            day,
        })
    }

    /// The date of a day. The computation is Howard Hinnant's `civil_from_days`: years begin in March, so that a leap day comes last.
    pub fn of(day: Day) -> Self {
        let days = i64::from(day.0) + DAYS_TO_EPOCH;
        let cycle = days.div_euclid(DAYS_OF_400_YEARS);
        let day_of_cycle = days.rem_euclid(DAYS_OF_400_YEARS);
        let year_of_cycle =
            (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
        let day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = cycle * 400 + year_of_cycle + i64::from(month <= 2);
        Self { year: narrow(year), month: small(month), day: small(day) }
    }

    /// The day of this date; the last or first that can be counted, where the year is millions away.
    pub fn day(self) -> Day {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let month = i64::from(self.month);
        let cycle = year.div_euclid(400);
        let year_of_cycle = year.rem_euclid(400);
        let march_month = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * march_month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
        Day(narrow(cycle * DAYS_OF_400_YEARS + day_of_cycle - DAYS_TO_EPOCH))
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Its month, 1 to 12.
    pub fn month(self) -> u32 {
        self.month
    }

    /// Its day of the month, from 1.
    pub fn day_of_month(self) -> u32 {
        self.day
    }

    /// So many months later; a day that the month does not have becomes that month's last.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let (year, month) = year_and_month(month_count(self.year, self.month).saturating_add(months));
        Self { year, month, day: self.day.min(days_in_month(year, month)) }
    }
}

/// Fits a computed count into the numbers days and years are kept in.
fn narrow(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX })
}

fn small(value: i64) -> u32 {
    u32::try_from(value).unwrap_or_default()
}

/// The first and the last month that can be written, counted from January of the year 0: those of the years 1000 to 9999.
pub const WRITTEN_MONTHS: (i32, i32) = (1000 * 12, 9999 * 12 + 11);

/// Whether the year has a 29 February.
pub fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month (1 to 12) has.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day of the numbers, if the calendar has it.
pub fn day(year: i32, month: u32, day: u32) -> Option<Day> {
    Date::new(year, month, day).map(Date::day)
}

/// A month (1 to 12) of a year, counted from January of the year 0.
pub fn month_count(year: i32, month: u32) -> i32 {
    let month = i32::try_from(month).unwrap_or(1);
    year.saturating_mul(MONTHS_OF_YEAR).saturating_add(month - 1)
}

/// The year and the month (1 to 12) of a month counted from January of the year 0.
pub fn year_and_month(count: i32) -> (i32, u32) {
    (count.div_euclid(MONTHS_OF_YEAR), count.rem_euclid(MONTHS_OF_YEAR).unsigned_abs() + 1)
}

/// The month a day lies in, counted from January of the year 0.
pub fn month_of(day: Day) -> i32 {
    let date = Date::of(day);
    month_count(date.year, date.month)
}

/// A day so many days later.
pub fn plus_days(day: Day, days: i32) -> Day {
    Day(day.0.saturating_add(days))
}

/// A day so many months later; a day that the month does not have becomes that month's last.
pub fn plus_months(day: Day, months: i32) -> Day {
    Date::of(day).plus_months(months).day()
}

/// Full years from the first day to the second: the number of anniversaries passed, 29 February having its own in other years on 1 March.
/// Negative where the second day is the earlier one.
pub fn full_years(from: Day, to: Day) -> i32 {
    let (from, to) = (Date::of(from), Date::of(to));
    to.year - from.year - i32::from((to.month, to.day) < (from.month, from.day))
}

/// Reads `2025-01-31`: four digits, two, two, and a day the calendar has.
pub fn parse_day(text: &str) -> Option<Day> {
    let (month_text, day_text) = text.rsplit_once('-')?;
    let (year, month) = year_and_month(parse_month(month_text)?);
    day(year, month, digits(day_text, 2)?)
}

/// Reads `2025-01`: four digits, two, and a month the calendar has; counted from January of the year 0.
pub fn parse_month(text: &str) -> Option<i32> {
    let (year, month) = text.split_once('-')?;
    let year = i32::try_from(digits(year, 4)?).ok()?;
    let month = digits(month, 2)?;
    (1..=12).contains(&month).then(|| month_count(year, month))
}

/// A number of exactly so many ASCII digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Writes `2025-01-31`.
pub fn iso_day(day: Day) -> String {
    let date = Date::of(day);
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// Writes `2025-01`.
pub fn iso_month(count: i32) -> String {
    let (year, month) = year_and_month(count);
    format!("{year:04}-{month:02}")
}

/// Reads what [`iso_day`] writes, of whatever year.
pub(crate) fn read_iso_day(text: &str) -> Option<Day> {
    let (month_text, day_text) = text.rsplit_once('-')?;
    let (year, month) = year_and_month(read_iso_month(month_text)?);
    day(year, month, digits(day_text, 2)?)
}

/// Reads what [`iso_month`] writes, of whatever year.
pub(crate) fn read_iso_month(text: &str) -> Option<i32> {
    let (year, month) = text.rsplit_once('-')?;
    let year: i32 = year.parse().ok()?;
    let month = digits(month, 2)?;
    (1..=12).contains(&month).then(|| month_count(year, month))
}

/// The day of the week, 0 for Monday to 6 for Sunday.
pub fn weekday(day: Day) -> usize {
    // 1970-01-01 was a Thursday.
    usize::try_from((day.0.rem_euclid(DAYS_OF_WEEK) + 3) % DAYS_OF_WEEK).unwrap_or_default()
}

/// The name of the day of the week: `金`, `Friday`.
pub fn weekday_name(day: Day, locale: Locale) -> &'static str {
    locale.words().calendar.weekdays.get(weekday(day)).copied().unwrap_or_default()
}

/// A day with its weekday: `2025年2月28日（金）`, `Friday, 28 February 2025`.
pub fn long_day(day: Day, locale: Locale) -> String {
    (locale.words().calendar.day_with_weekday)(&plain_day(day, locale), weekday_name(day, locale))
}

/// A day without its weekday: `2025年2月28日`, `28 February 2025`.
pub fn plain_day(day: Day, locale: Locale) -> String {
    let Date { year, month, day } = Date::of(day);
    (locale.words().calendar.day)(year, month, day)
}

/// A month: `2025年2月`, `February 2025`.
pub fn long_month(count: i32, locale: Locale) -> String {
    let (year, month) = year_and_month(count);
    (locale.words().calendar.month)(year, month)
}

/// A Japanese era.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Era {
    /// Its name: `令和`.
    pub name: &'static str,
    /// The letter it is shortened to: `R`.
    pub letter: char,
    /// Its first year, which is written 元年.
    pub first_year: i32,
    /// Its first month and day in that year.
    pub first_day: (u32, u32),
}

/// The eras since the Meiji government, newest first.
pub const ERAS: [Era; 5] = [
    Era { name: "令和", letter: 'R', first_year: 2019, first_day: (5, 1) },
    Era { name: "平成", letter: 'H', first_year: 1989, first_day: (1, 8) },
    Era { name: "昭和", letter: 'S', first_year: 1926, first_day: (12, 25) },
    Era { name: "大正", letter: 'T', first_year: 1912, first_day: (7, 30) },
    Era { name: "明治", letter: 'M', first_year: 1868, first_day: (1, 25) },
];

/// A year in the era that its last day lies in: `令和6`, `令和元`; none before Meiji.
pub fn era_year(year: i32) -> Option<String> {
    let era = ERAS.iter().find(|era| year >= era.first_year)?;
    Some(written_in(era, year))
}

/// The year of a day in the era that the day lies in: `平成31` on 2019-04-30, `令和元` the day after; none before Meiji.
pub fn era_year_of(day: Day) -> Option<String> {
    let date = Date::of(day);
    let started = |era: &&Era| (date.year, (date.month, date.day)) >= (era.first_year, era.first_day);
    ERAS.iter().find(started).map(|era| written_in(era, date.year))
}

fn written_in(era: &Era, year: i32) -> String {
    match year - era.first_year + 1 {
        1 => format!("{}元", era.name),
        number => format!("{}{number}", era.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Day {
        parse_day(text).expect(text)
    }

    #[test]
    fn every_day_of_two_cycles_translates_there_and_back() {
        let mut previous = Date::of(Day(-400_000));
        for count in -399_999..400_000 {
            let date = Date::of(Day(count));
            assert_eq!(date.day(), Day(count));
            let follows_in_month =
                (date.year, date.month) == (previous.year, previous.month) && date.day == previous.day + 1;
            let begins_month = date.day == 1
                && previous.day == days_in_month(previous.year, previous.month)
                && month_count(date.year, date.month) == month_count(previous.year, previous.month) + 1;
            assert!(follows_in_month || begins_month, "{previous:?} then {date:?}");
            previous = date;
        }
    }

    #[test]
    fn known_days_have_their_counts_and_weekdays() {
        for (text, count, name) in [
            ("1970-01-01", 0, "木"),
            ("2000-02-29", 11_016, "火"),
            ("2025-02-28", 20_147, "金"),
            ("1000-01-01", -354_285, "水"),
            ("9999-12-31", 2_932_896, "金"),
        ] {
            assert_eq!(d(text), Day(count), "{text}");
            assert_eq!(iso_day(Day(count)), text);
            assert_eq!(weekday_name(Day(count), Locale::Ja), name, "{text}");
        }
    }

    #[test]
    fn only_the_iso_spelling_of_real_days_is_read() {
        for text in [
            "2025-02-29",
            "1900-02-29",
            "2025-13-01",
            "2025-00-01",
            "2025-01-00",
            "2025-1-01",
            "25-01-01",
            "2025-01-1",
            "+025-01-01",
            "2025/01/01",
            "2025-01-01 ",
            "",
            "-",
            "--",
            "2025-01",
            "２０２５-01-01",
            "12025-01-01",
        ] {
            assert_eq!(parse_day(text), None, "{text}");
        }
        for text in ["2025-13", "2025-00", "2025-1", "2025", "2025-01-01", "-025-01", "202５-01"] {
            assert_eq!(parse_month(text), None, "{text}");
        }
        assert_eq!(parse_month("2025-01"), Some(2025 * 12));
        assert_eq!(iso_month(2025 * 12 + 11), "2025-12");
    }

    #[test]
    fn months_are_added_to_the_last_day_there_is() {
        for (from, months, to) in [
            ("2025-01-31", 1, "2025-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2025-03-31", -1, "2025-02-28"),
            ("2025-01-15", -1, "2024-12-15"),
            ("2025-12-31", 2, "2026-02-28"),
        ] {
            assert_eq!(iso_day(plus_months(d(from), months)), to, "{from} + {months}");
        }
    }

    #[test]
    fn full_years_count_anniversaries() {
        for (from, to, years) in [
            ("2000-06-15", "2020-06-14", 19),
            ("2000-06-15", "2020-06-15", 20),
            ("2000-02-29", "2001-02-28", 0),
            ("2000-02-29", "2001-03-01", 1),
            ("2000-02-29", "2004-02-29", 4),
            ("2020-01-01", "2019-12-31", -1),
        ] {
            assert_eq!(full_years(d(from), d(to)), years, "{from} to {to}");
        }
    }

    #[test]
    fn days_are_written_in_full() {
        assert_eq!(long_day(d("2025-02-28"), Locale::Ja), "2025年2月28日（金）");
        assert_eq!(long_day(d("2025-02-28"), Locale::En), "Friday, 28 February 2025");
        assert_eq!(long_month(2025 * 12 + 11, Locale::Ja), "2025年12月");
        assert_eq!(long_month(2025 * 12 + 11, Locale::En), "December 2025");
    }

    #[test]
    fn years_and_days_have_their_eras() {
        for (year, text) in [(2024, "令和6"), (2019, "令和元"), (2018, "平成30"), (1989, "平成元"), (1868, "明治元")]
        {
            assert_eq!(era_year(year).as_deref(), Some(text));
        }
        assert_eq!(era_year(1867), None);
        for (day, text) in [
            ("2019-04-30", "平成31"),
            ("2019-05-01", "令和元"),
            ("1989-01-07", "昭和64"),
            ("1926-12-24", "大正15"),
            ("1912-07-29", "明治45"),
        ] {
            assert_eq!(era_year_of(d(day)).as_deref(), Some(text));
        }
    }
}
