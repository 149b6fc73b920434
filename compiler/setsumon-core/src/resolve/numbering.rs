//! Printed numbers: a style is given by a sample, and numbers come from the order of the source alone.

/// How something is numbered: what stands before the number, its digits, what stands behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Style {
    before: String,
    digits: Digits,
    after: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Digits {
    Ascii,
    FullWidth,
    Kanji,
    Circled,
    Roman,
    RomanSign,
    Upper,
    Lower,
}

/// The first sign of each way of counting, by which a sample is recognised.
const FIRST: [(char, Digits); 8] = [
    ('1', Digits::Ascii),
    ('１', Digits::FullWidth),
    ('一', Digits::Kanji),
    ('①', Digits::Circled),
    ('Ⅰ', Digits::RomanSign),
    ('I', Digits::Roman),
    ('A', Digits::Upper),
    ('a', Digits::Lower),
];

impl Style {
    /// Reads a sample, the number 1 as it is to look: `（１）`, `1.`, `第一部`. `None` where it holds no number one; an empty sample numbers nothing.
    pub(crate) fn of_sample(sample: &str) -> Option<Self> {
        FIRST.iter().find_map(|(sign, digits)| {
            let (before, after) = sample.split_once(*sign)?;
            Some(Self { before: before.to_owned(), digits: *digits, after: after.to_owned() })
        })
    }

    /// A number in this style.
    pub(crate) fn number(&self, number: u32) -> String {
        let Self { before, digits, after } = self;
        let written = match digits {
            Digits::Ascii => number.to_string(),
            Digits::FullWidth => number.to_string().chars().map(|digit| shifted('０', u32::from(digit) - 48)).collect(),
            Digits::Kanji => kanji(number),
            Digits::Circled => match number {
                1..=20 => shifted('①', number - 1).to_string(),
                21..=35 => shifted('㉑', number - 21).to_string(),
                36..=50 => shifted('㊱', number - 36).to_string(),
                _ => format!("({number})"),
            },
            Digits::RomanSign if (1..=12).contains(&number) => shifted('Ⅰ', number - 1).to_string(),
            Digits::Roman | Digits::RomanSign => roman(number),
            Digits::Upper => letters(number, 'A'),
            Digits::Lower => letters(number, 'a'),
        };
        format!("{before}{written}{after}")
    }
}

fn shifted(first: char, by: u32) -> char {
    char::from_u32(u32::from(first) + by).unwrap_or(first)
}

fn kanji(number: u32) -> String {
    let digit = |value: u32| "〇一二三四五六七八九".chars().nth(value as usize).map(String::from).unwrap_or_default();
    match number {
        1..=9 => digit(number),
        10..=99 => {
            let tens = if number < 20 { String::new() } else { digit(number / 10) };
            let ones = if number.is_multiple_of(10) { String::new() } else { digit(number % 10) };
            format!("{tens}十{ones}")
        }
        _ => number.to_string().bytes().map(|byte| digit(u32::from(byte.saturating_sub(48)))).collect(),
    }
}

fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            written.push_str(sign);
            number -= value;
        }
    }
    written
}

fn letters(mut number: u32, first: char) -> String {
    let mut written = Vec::new();
    while number > 0 {
        number -= 1;
        written.push(shifted(first, number % 26));
        number /= 26;
    }
    written.into_iter().rev().collect()
}

/// The styles of a survey.
#[derive(Debug, Clone)]
pub(crate) struct Styles {
    pub(crate) part: Option<Style>,
    pub(crate) section: Option<Style>,
    pub(crate) item: Option<Style>,
    pub(crate) page: Option<Style>,
}

impl Styles {
    /// The names a survey may use in `numbers { }`.
    pub(crate) const NAMES: [&'static str; 4] = ["part", "section", "item", "page"];

    pub(crate) fn of(locale: crate::form::Locale) -> Self {
        let [section, page] = locale.words().writing.numbers;
        Self {
            part: None,
            section: Style::of_sample(section),
            item: Style::of_sample("1"),
            page: Style::of_sample(page),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Style;

    #[track_caller]
    fn check(sample: &str, number: u32, wanted: &str) {
        let style = Style::of_sample(sample).expect("a number one");
        assert_eq!(style.number(number), wanted);
    }

    #[test]
    fn samples_tell_the_style() {
        check("（１）", 40, "（４０）");
        check("1.", 7, "7.");
        check("第一部", 12, "第十二部");
        check("Ⅰ", 3, "Ⅲ");
        check("A", 28, "AB");
        check("①", 20, "⑳");
        check("I.", 9, "IX.");
        assert_eq!(Style::of_sample(""), None);
        assert_eq!(Style::of_sample("問"), None);
    }
}
