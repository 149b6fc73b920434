//! Options as people type them for a reader, or have them in a file of another tool: `- Yes`, `①はい　②いいえ`, `yes, no`, `1 = Yes`,
//! `"yes": "Yes"`, `yes,Yes`, `[{ "value": "yes", "text": "Yes" }]`. Only their words are looked at.

/// So long at most is what one of them says.
const LONGEST: usize = 80;
/// Signs that stand before options on paper and in word processors.
pub(super) const BULLETS: &[char] =
    &['□', '■', '○', '●', '◯', '◎', '◇', '◆', '・', '•', '‣', '–', '—', '☐', '☑', '✓', '▢', '⬜', '△', '▲', '◦', '※'];
/// What the code and the words of an option are called in files of other tools.
const KEYS: [&str; 5] = ["value", "name", "code", "id", "key"];
const LABELS: [&str; 4] = ["text", "label", "title", "display"];

/// One of them.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(super) struct Item<'r> {
    /// As it stands there.
    pub(super) raw: &'r str,
    /// What seems to be its code.
    pub(super) key: Option<&'r str>,
    /// What it says.
    pub(super) words: &'r str,
}

/// What parts a code from its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keyed {
    BySign,
    /// A comma does, too.
    ByComma,
}

/// A sort of mark before an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Bullet(char),
    Circled,
    Dash(char),
    Number,
    Letter,
    Brackets,
    Box,
}

/// What is listed there, if it is a list of options.
pub(super) fn items(raw: &str) -> Option<Vec<Item<'_>>> {
    let raw = raw.trim();
    let inside = unwrapped(raw);
    objects(inside).or_else(|| marked(raw)).or_else(|| parted(inside))
}

/// What stands in `[ ]` or `( )`, where they are round all of it.
fn unwrapped(raw: &str) -> &str {
    let pairs = [('[', ']'), ('(', ')'), ('（', '）')];
    let inside =
        pairs.iter().find_map(|(open, close)| Some((raw.strip_prefix(*open)?.strip_suffix(*close)?, *open, *close)));
    match inside {
        Some((inside, open, close)) if !inside.contains([open, close]) => inside.trim(),
        Some(_) | None => raw,
    }
}

/// `{ "value": "yes", "text": "Yes" }, …`
fn objects(raw: &str) -> Option<Vec<Item<'_>>> {
    let mut rest = raw.strip_prefix('{')?;
    let mut found = Vec::new();
    loop {
        let (inside, behind) = rest.split_once('}')?;
        let fields: Vec<Item<'_>> =
            split(inside, &[',']).into_iter().map(|cell| item(cell, Keyed::BySign)).collect::<Option<_>>()?;
        let field = |names: &[&str]| {
            fields.iter().find(|field| field.key.is_some_and(|key| names.contains(&key))).map(|field| field.words)
        };
        found.push(Item { raw: inside.trim(), key: field(&KEYS), words: field(&LABELS)? });
        match behind.trim_start_matches([',', ' ', '\n', '\r', '\t']).strip_prefix('{') {
            Some(next) => rest = next,
            None => return behind.trim().is_empty().then_some(found),
        }
    }
}

/// Items that each begin with a mark of one sort.
fn marked(raw: &str) -> Option<Vec<Item<'_>>> {
    let (sort, first) = mark(raw, true)?;
    let mut found = Vec::new();
    let (mut start, mut words) = (0, first);
    let mut before = ' ';
    for (at, char) in raw.char_indices() {
        let rest = raw.get(at..).unwrap_or_default();
        if at >= words
            && let Some((same, length)) = mark(rest, before.is_whitespace())
            && std::mem::discriminant(&same) == std::mem::discriminant(&sort)
        {
            found.push((start, words, at));
            (start, words) = (at, at.saturating_add(length));
        }
        before = char;
    }
    found.push((start, words, raw.len()));
    let item = |(start, words, end): (usize, usize, usize)| {
        let item = item(raw.get(words..end)?, Keyed::BySign)?;
        Some(Item { raw: raw.get(start..end)?.trim(), ..item })
    };
    found.into_iter().map(item).collect()
}

/// The mark that words begin with, and its length. `apart` is whether a blank or nothing stands before them.
fn mark(rest: &str, apart: bool) -> Option<(Mark, usize)> {
    let mut chars = rest.chars();
    let (first, second) = (chars.next()?, chars.next());
    let length = first.len_utf8();
    if BULLETS.contains(&first) {
        return Some((Mark::Bullet(first), length));
    }
    if ('①'..='⑳').contains(&first) {
        return Some((Mark::Circled, length));
    }
    if !apart {
        return None;
    }
    let blank = second.is_some_and(char::is_whitespace);
    if matches!(first, '-' | '*' | '+') && second.is_some_and(|char| char.is_whitespace() || char.is_alphabetic()) {
        return Some((Mark::Dash(first), length));
    }
    if ('ア'..='ン').contains(&first) && blank {
        return Some((Mark::Letter, length));
    }
    if matches!(first, '(' | '（' | '[') {
        let (inside, _) = rest.get(length..)?.split_once([')', '）', ']'])?;
        let closing = rest.get(length.saturating_add(inside.len())..)?.chars().next()?;
        let sort = if first == '[' { Mark::Box } else { Mark::Brackets };
        let whole = length.saturating_add(inside.len()).saturating_add(closing.len_utf8());
        return (inside.chars().count() <= 2).then_some((sort, whole));
    }
    let number = rest.find(|char: char| !char.is_ascii_digit() && !('０'..='９').contains(&char)).unwrap_or(rest.len());
    let sort = if number > 0 { Mark::Number } else { Mark::Letter };
    let end = if number > 0 { number } else { length };
    let stop = rest.get(end..)?.chars().next().filter(|stop| matches!(stop, '.' | ')' | '．' | '）'))?;
    let fits = number > 0 || first.is_alphabetic();
    fits.then_some((sort, end.saturating_add(stop.len_utf8())))
}

/// Items that lines or signs part.
fn parted(raw: &str) -> Option<Vec<Item<'_>>> {
    if raw.contains('\n') {
        let lines = raw.lines().filter(|line| !line.trim().is_empty());
        return several(lines.map(|line| item(line, Keyed::ByComma)));
    }
    let sign = [&['|', '｜'][..], &[';', '；'], &[',', '、', '，'], &['/', '／']];
    // `はい いいえ`: words of other letters than codes have, with nothing but blanks between.
    let apart: Vec<&str> = raw.split_whitespace().collect();
    let words = |word: &&str| {
        !word.is_ascii() && word.chars().all(char::is_alphanumeric) && !word.ends_with(['を', 'が', 'の', 'に'])
    };
    if apart.len() > 1 && apart.iter().all(words) {
        return several(apart.into_iter().map(|word| item(word, Keyed::BySign)));
    }
    let (at, cells) = sign.iter().map(|signs| split(raw, signs)).enumerate().find(|(_, cells)| cells.len() > 1)?;
    let keyed = if at == 0 { Keyed::ByComma } else { Keyed::BySign };
    several(cells.into_iter().map(|cell| item(cell, keyed)))
}

fn several<'r>(items: impl Iterator<Item = Option<Item<'r>>>) -> Option<Vec<Item<'r>>> {
    let items: Vec<Item<'r>> = items.collect::<Option<_>>()?;
    (items.len() > 1).then_some(items)
}

/// What such signs part outside of quotes. The last of them may end the list.
fn split<'r>(raw: &'r str, signs: &[char]) -> Vec<&'r str> {
    let mut quoted = false;
    let part = |char: char| {
        quoted ^= char == '"';
        !quoted && signs.contains(&char)
    };
    let mut cells: Vec<&str> = raw.split(part).map(str::trim).collect();
    if cells.last().is_some_and(|last| last.is_empty()) {
        cells.pop();
    }
    cells
}

/// One item: its words alone, or a code before them.
fn item(raw: &str, keyed: Keyed) -> Option<Item<'_>> {
    let raw = raw.trim().trim_end_matches([',', ';', '、', '；']).trim_end();
    let (key, words) = match key(raw, keyed) {
        Some((key, words)) => (Some(key), words),
        None => (None, raw),
    };
    let words = unquoted(words.trim());
    let fits =
        !words.is_empty() && words.len() <= LONGEST && !words.contains(['"', '{', '}', '\n', '@', '<', '>', '#']);
    fits.then_some(Item { raw, key, words })
}

/// The code before the words, and the words.
fn key(raw: &str, keyed: Keyed) -> Option<(&str, &str)> {
    if let Some(rest) = raw.strip_prefix('"') {
        let (key, rest) = rest.split_once('"')?;
        return Some((key, rest.trim_start().strip_prefix([':', ',', '=', '：'])?));
    }
    let sign = |char: char| !(char.is_ascii_alphanumeric() || char == '_' || char == '-');
    let (key, rest) = raw.split_at_checked(raw.find(sign)?)?;
    let rest = rest.trim_start();
    let by_colon =
        || key.chars().all(|char| !char.is_ascii_uppercase()).then(|| rest.strip_prefix([':', '：'])).flatten();
    let by_comma = || rest.strip_prefix(',').filter(|_| keyed == Keyed::ByComma);
    let words = rest.strip_prefix(['=', '＝']).or_else(by_colon).or_else(by_comma)?;
    (!key.is_empty()).then_some((key, words))
}

/// What stands in quotes, where they are round all of it.
fn unquoted(words: &str) -> &str {
    let quotes = ['"', '\''];
    let inside = quotes.iter().find_map(|quote| words.strip_prefix(*quote)?.strip_suffix(*quote));
    inside.unwrap_or(words).trim()
}

#[cfg(test)]
mod tests {
    use super::items;

    fn read(raw: &str) -> Vec<(Option<&str>, &str)> {
        items(raw).unwrap_or_default().into_iter().map(|item| (item.key, item.words)).collect()
    }

    #[test]
    fn lists_are_read_as_people_type_them() {
        let plain = [(None, "Yes"), (None, "No")];
        for raw in [
            "- Yes  - No",
            "* Yes\n* No",
            "+ Yes\n+ No",
            "☐ Yes ☐ No",
            "①Yes②No",
            "1. Yes 2. No",
            "a) Yes\nb) No",
            "(1)Yes\n(2)No",
            "[ ] Yes\n[x] No",
            "Yes, No",
            "Yes | No",
            "Yes / No",
            "[\"Yes\", \"No\"]",
            "(\"Yes\", \"No\")",
            "Yes\nNo",
            "ア Yes\nイ No",
            "Yes、No",
        ] {
            assert_eq!(read(raw), plain, "{raw}");
        }
        let coded = [(Some("yes"), "Yes"), (Some("no"), "No")];
        for raw in [
            "yes,Yes\nno,No",
            "\"yes\",\"Yes\"\n\"no\",\"No\"",
            "\"yes\": \"Yes\", \"no\": \"No\"",
            "yes = Yes, no = No",
            "- yes: \"Yes\"\n- no: \"No\"",
            "yes, Yes | no, No",
            "yes: Yes\nno: No",
            "[{ \"value\": \"yes\", \"text\": \"Yes\" }, { \"value\": \"no\", \"text\": \"No\" }]",
        ] {
            assert_eq!(read(raw), coded, "{raw}");
        }
        for raw in ["yes", "foot bike", "", "{", "yes \"Yes\", no \"No\"", "a @new, b", "x {, y"] {
            assert_eq!(read(raw), [], "{raw}");
        }
        assert_eq!(read("1 = Yes\n-9 = Missing"), [(Some("1"), "Yes"), (Some("-9"), "Missing")]);
    }
}
