//! How wide words are, and where they are broken: near enough for every font, and never too narrow.

/// Signs that no line begins with.
const NOT_FIRST: &str = "、。，．・：；？！）」』】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…,.!?:;)]}";

/// Signs that no line ends with.
const NOT_LAST: &str = "（「『【〈《([{";

/// The width of a sign, in hundredths of the size of its letters.
fn width(sign: char) -> u32 {
    match sign {
        // Marks that stand on the sign before them.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' => 0,
        ' ' | 'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | '['
        | ']' => 36,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 92,
        sign if sign.is_ascii_uppercase() => 70,
        sign if (sign as u32) < 0x1100 => 60,
        _ => 100,
    }
}

/// The width of a text, in pixels, in letters of a size.
pub(super) fn measure(text: &str, size: u32) -> u32 {
    text.chars().map(width).sum::<u32>().saturating_mul(size).div_ceil(100)
}

/// Whether a line may be broken between two signs.
fn breaks(before: char, behind: char) -> bool {
    let is_wide = |sign: char| width(sign) == 100;
    let between_words = before == ' ' || is_wide(before) || is_wide(behind);
    between_words && behind != ' ' && !NOT_FIRST.contains(behind) && !NOT_LAST.contains(before)
}

/// The lines of a text that are no wider than so many pixels, at most so many; what does not fit is left out, with a sign for it.
pub(super) fn lines(text: &str, size: u32, most_wide: u32, most: usize) -> Vec<String> {
    let limit = most_wide.saturating_mul(100) / size.max(1);
    let mut lines: Vec<String> = Vec::new();
    let mut line: Vec<char> = Vec::new();
    // The width of the line, and the last place in it where it may be broken.
    let (mut wide, mut last_break) = (0, None);
    for sign in text.chars() {
        if let Some(before) = line.last()
            && breaks(*before, sign)
        {
            last_break = Some(line.len());
        }
        if wide + width(sign) > limit && !line.is_empty() {
            let rest = line.split_off(last_break.unwrap_or(line.len()));
            lines.push(line.iter().collect::<String>().trim().to_owned());
            if lines.len() > most {
                break;
            }
            line = rest;
            wide = line.iter().map(|sign| width(*sign)).sum();
            last_break = None;
        }
        line.push(sign);
        wide += width(sign);
    }
    lines.push(line.iter().collect::<String>().trim().to_owned());
    lines.retain(|line| !line.is_empty());
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while measure(last, size) + size > most_wide && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_and_say_all() {
        let japanese = "貴地連NWは「HL7FHIR」への対応を行っていますか。（複数回答可）";
        let english = "How many of the beds were in use on the day of the survey, all wards included?";
        for text in [japanese, english, "", "x", "あ", &"長".repeat(300), &"w".repeat(300)] {
            for wide in [60, 100, 240] {
                let all = lines(text, 13, wide, 1000);
                assert!(all.iter().all(|line| measure(line, 13) <= wide + 13), "{all:?}");
                let joined: String = all.concat();
                let letters = |text: &str| text.chars().filter(|sign| *sign != ' ').collect::<String>();
                assert_eq!(letters(&joined), letters(text));
                assert!(all.iter().all(|line| !line.starts_with(['、', '。', '」'])), "{all:?}");
                for most in [1, 2] {
                    let some = lines(text, 13, wide, most);
                    assert!(some.len() <= most && some.iter().all(|line| measure(line, 13) <= wide + 13), "{some:?}");
                    assert_eq!(some.last().is_some_and(|line| line.ends_with('…')), all.len() > most, "{some:?}");
                }
            }
        }
    }

    #[test]
    fn a_word_is_not_broken_where_there_is_a_space() {
        assert_eq!(lines("alpha beta gamma", 10, 70, 9), ["alpha beta", "gamma"]);
    }
}
