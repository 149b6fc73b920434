//! Years as they are written: `2024`, `２０２４`, `令和６`, `令和元`.

use setsumon_core::alike::digits;
use setsumon_core::calendar::ERAS;

/// A year that a text begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    /// In the Gregorian calendar.
    pub(crate) year: i64,
    /// Whether it is counted in an era.
    pub(crate) era: bool,
    /// How many bytes it takes.
    pub(crate) length: usize,
}

/// The year that a text begins with: four digits and no more, or an era and its year.
pub(crate) fn year(text: &str) -> Option<Written> {
    era_year(text).or_else(|| {
        let digits = digits(text)?;
        (digits.count == 4).then_some(Written { year: digits.number, era: false, length: digits.length })
    })
}

fn era_year(text: &str) -> Option<Written> {
    ERAS.iter().find_map(|era| {
        let rest = text.strip_prefix(era.name)?;
        let (number, length) = match rest.strip_prefix('元') {
            Some(_) => (1, '元'.len_utf8()),
            None => digits(rest).filter(|digits| digits.count <= 2).map(|digits| (digits.number, digits.length))?,
        };
        Some(Written { year: i64::from(era.first_year) - 1 + number, era: true, length: era.name.len() + length })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_as_they_are_written() {
        for (text, expected, era) in
            [("2024年", 2024, false), ("２０２４年", 2024, false), ("令和６年", 2024, true), ("令和元年", 2019, true)]
        {
            let written = year(text).unwrap();
            assert_eq!((written.year, written.era, text.get(written.length..)), (expected, era, Some("年")));
        }
        for text in ["", "202年", "12024件", "令和", "令和100", "年2024"] {
            assert_eq!(year(text), None, "{text}");
        }
    }
}
