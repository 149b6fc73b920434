//! Where a unit stands beside a figure.

use unicode_normalization::UnicodeNormalization;

use crate::form::{Form, Locale, Role, Value, Variable};
use crate::text::Text;

/// What stands between a unit and the words behind it: `guests a day`, `人／日`.
pub fn before_suffix(locale: Locale) -> &'static str {
    locale.words().writing.gap
}

/// A blank, or what stands for one, with all the words around it, in their order and with this between them: prefix, unit, blank, unit,
/// suffix.
pub fn beside<'w>(prefix: &'w str, unit: &'w str, blank: &'w str, suffix: &'w str, gap: &str) -> String {
    let (sign, behind) = around(unit);
    let parts: Vec<&str> = [prefix, sign, blank, behind, suffix].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(gap)
}

/// What a figure is counted in, as the words around it say: the currency in front of it, its unit, and what stands behind it. 40 a week
/// is not 40 a month; that it is “about” 40 changes nothing in what is counted.
pub fn counted_in(prefix: &str, unit: &str, suffix: &str) -> String {
    let currency = currency(prefix);
    let parts: Vec<&str> = [currency.as_str(), unit, suffix].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// What the figures of a variable are counted in, in one line as it is read; of what holds no figures, its unit.
pub fn of_variable(form: &Form, variable: &Variable) -> Option<String> {
    // Last year's answer is a figure of the blank that it stands beside.
    let asked = match variable.role {
        Role::Last(today) => form.variables().get(today),
        Role::Answer | Role::Given | Role::Retired => variable,
    };
    let is_number =
        matches!(variable.value, Value::Integer { min: _, max: _ } | Value::Decimal { digits: _, min: _, max: _ });
    let question = asked.question.filter(|_| is_number).map(|question| form.questions().get(question));
    let blank = question.and_then(|question| question.answer.blank_of(&asked.name));
    let words = |text: Option<&Text>| text.map(Text::plain).unwrap_or_default();
    let [prefix, suffix] = blank.map_or([None, None], |blank| [&blank.prefix, &blank.suffix].map(Option::as_ref));
    let (currency, unit, suffix) = (currency(&words(prefix)), words(variable.unit.as_ref()), words(suffix));
    let parts: Vec<&str> =
        [&currency, &unit, &suffix].map(String::as_str).into_iter().filter(|part| !part.is_empty()).collect();
    let counted = parts.join(before_suffix(form.survey().locale)).replace('\n', " ");
    (!counted.is_empty()).then_some(counted)
}

/// What a figure is counted in, for telling whether two can be put together: the currency in front of it and its unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The currency that a prefix names; empty where there is none.
    pub(crate) currency: String,
    /// The unit, with which the currency may be told a second time; empty where there is none.
    pub(crate) unit: String,
}

impl Counted {
    /// In one text, each spelt as `spelling` has it; none where nothing is said.
    pub(crate) fn words(&self, spelling: impl Fn(&str) -> String) -> Option<String> {
        let (sign, behind) = around(&self.unit);
        let front = if sign.is_empty() { self.currency.as_str() } else { sign };
        let front: String = front.nfkc().collect();
        let parts = [front.as_str(), behind].into_iter().filter(|part| !part.is_empty());
        let words: Vec<String> = parts.map(&spelling).collect();
        (!words.is_empty()).then(|| spelling(&words.join(" ")))
    }
}

/// The currency that is named in front of a figure: by its sign, or by its code, as `EUR`.
pub fn currency(prefix: &str) -> String {
    let is_one = |word: &str| word.contains(is_sign) || CODES.contains(&word);
    prefix.split_whitespace().filter(|word| is_one(word)).collect::<Vec<_>>().join(" ")
}

/// Whether what two figures are counted in names two currencies, by their signs or codes.
pub(crate) fn are_two_currencies(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|words| words.split_whitespace().find(|word| !currency(word).is_empty()));
    one.zip(other).is_some_and(|(one, other)| one != other)
}

/// Codes of currencies that are written in front of figures. `PCR` and `ALL` are three capital letters as well.
const CODES: [&str; 36] = [
    "AED", "ARS", "AUD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD", "HUF",
    "IDR", "ILS", "INR", "JPY", "KRW", "MXN", "MYR", "NGN", "NOK", "NZD", "PHP", "PLN", "RON", "RUB", "SAR", "SEK",
    "SGD", "THB", "TWD", "USD",
];

fn is_sign(c: char) -> bool {
    matches!(c, '$' | '¢' | '£' | '¥' | '\u{20a0}'..='\u{20cf}' | '￥' | '￡' | '＄')
}

/// A unit as it stands around a figure: a sign of a currency in front of it, `£ ____ per week`, all else behind.
pub fn around(unit: &str) -> (&str, &str) {
    let Some((at, sign)) = unit.char_indices().find(|(_, c)| is_sign(*c)) else { return ("", unit) };
    let (front, behind) = unit.split_at_checked(at.saturating_add(sign.len_utf8())).unwrap_or((unit, ""));
    // `US$` is a sign too; `1000 $` and `€/$` are words of their own.
    let of_a_country = front.chars().take_while(|c| c.is_ascii_uppercase()).count() == at;
    if of_a_country && !behind.contains(is_sign) { (front, behind.trim_start()) } else { ("", unit) }
}

/// What is read in front of a figure and behind it, of words that begin with the gap before them if they stand behind: `£ a week` is
/// read around its figure, as it stands around a blank.
pub fn around_figure(words: &str, locale: Locale) -> (&str, String) {
    match around(words.trim_start()) {
        ("", _) => ("", words.to_owned()),
        (sign, "") => (sign, String::new()),
        (sign, behind) => (sign, format!("{}{behind}", before_suffix(locale))),
    }
}

/// Whether these words are a sign of a currency and nothing else: what an author may as well write as a prefix.
pub fn is_currency_sign(words: &str) -> bool {
    matches!(around(words), (sign, "") if !sign.is_empty())
}

/// What of a unit stands behind this figure in a sentence. English has another word for one of them, which no author writes down: there
/// it is left out, "1 or more", wherever the word may be a plural.
pub fn behind<'u>(unit: &'u str, figure: &str, locale: Locale) -> &'u str {
    let one = locale.words().writing.has_plural && matches!(figure, "1" | "-1");
    if one && is_plural(unit) { "" } else { unit }
}

/// Whether the first word of a unit looks like a plural: `persons a day`, `people`.
fn is_plural(unit: &str) -> bool {
    let word = unit.split(|sign: char| !sign.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    let irregular =
        matches!(word.as_str(), "people" | "children" | "men" | "women" | "feet" | "mice" | "geese" | "teeth");
    irregular || (word.chars().count() > 2 && word.ends_with('s') && !word.ends_with("ss"))
}

#[cfg(test)]
mod tests {
    use super::{around, behind, counted_in, is_currency_sign};
    use crate::form::Locale;

    #[test]
    fn one_has_no_plural_behind_it() {
        for (unit, figure, wanted) in [
            ("people", "1", ""),
            ("People", "-1", ""),
            ("persons a day", "1", ""),
            ("hours", "1", ""),
            ("hours", "10", "hours"),
            ("hours", "0", "hours"),
            ("people", "1.5", "people"),
            ("km", "1", "km"),
            ("ms", "1", "ms"),
            ("%", "1", "%"),
            ("class", "1", "class"),
            ("per week", "1", "per week"),
        ] {
            assert_eq!(behind(unit, figure, Locale::En), wanted, "{figure} {unit}");
        }
        assert_eq!(behind("persons", "1", Locale::Ja), "persons");
    }

    #[test]
    fn what_is_counted_is_said_around_the_figure() {
        for (prefix, unit, suffix, wanted) in [
            ("£", "", "", "£"),
            ("about £", "", "a week", "£ a week"),
            ("EUR", "", "", "EUR"),
            ("PCR", "", "", ""),
            ("about", "guests", "a day", "guests a day"),
            ("現在約", "名", "を連携中", "名 を連携中"),
            ("", "", "", ""),
        ] {
            assert_eq!(counted_in(prefix, unit, suffix), wanted, "{prefix} {unit} {suffix}");
        }
    }

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
            assert_eq!(is_currency_sign(unit), !front.is_empty() && behind.is_empty(), "{unit}");
        }
    }
}
