//! Where a unit stands beside a figure.

use crate::form::Locale;

/// What stands between a unit and the words behind it: `guests a day`, `人／日`.
pub fn before_suffix(locale: Locale) -> &'static str {
    match locale {
        Locale::En => " ",
        Locale::Ja => "",
    }
}

/// A unit as it stands around a figure: a sign of a currency in front of it, `£ ____ per week`, all else behind.
pub fn around(unit: &str) -> (&str, &str) {
    let is_sign = |c: char| matches!(c, '$' | '¢' | '£' | '¥' | '\u{20a0}'..='\u{20cf}' | '￥' | '￡' | '＄');
    let Some((at, sign)) = unit.char_indices().find(|(_, c)| is_sign(*c)) else { return ("", unit) };
    let (front, behind) = unit.split_at_checked(at.saturating_add(sign.len_utf8())).unwrap_or((unit, ""));
    // `US$` is a sign too; `1000 $` and `€/$` are words of their own.
    let of_a_country = front.chars().take_while(|c| c.is_ascii_uppercase()).count() == at;
    if of_a_country && !behind.contains(is_sign) { (front, behind.trim_start()) } else { ("", unit) }
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn signs_of_currencies_stand_in_front() {
        for (unit, front, behind) in [
            ("£", "£", ""),
            ("£ per week", "£", "per week"),
            ("€ million", "€", "million"),
            ("US$", "US$", ""),
            ("￥", "￥", ""),
            ("%", "", "%"),
            ("円", "", "円"),
            ("persons", "", "persons"),
            ("€/$", "", "€/$"),
            ("1000 $", "", "1000 $"),
            ("pence (¢)", "", "pence (¢)"),
            ("", "", ""),
        ] {
            assert_eq!(around(unit), (front, behind), "{unit}");
        }
    }
}
