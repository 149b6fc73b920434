//! Short names for what the page's script calls its own. A form carries its script, and a tenth of that were the names of what is said
//! once for the whole of it; nobody reads them there. The sources keep the long ones.
//!
//! Only names of the outermost level are shortened, everywhere alike: a parameter of the same name gets the same short one and hides it as
//! before. Properties keep theirs. A name that stands for itself and its property at once (`{ name }`) is left alone, so that nothing has
//! to be understood of what stands around it. No short name is a word of the script's already, be it the browser's or its own.

use std::collections::{BTreeMap, BTreeSet};

/// What a word of a script is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Role {
    /// A name by itself.
    Name,
    /// What something has, or a key of it.
    Property,
    /// Perhaps both at once.
    Both,
}

/// A word of a script: where it stands, what it is, and how many brackets are around it.
#[derive(Debug)]
struct Word<'a> {
    from: usize,
    text: &'a str,
    role: Role,
    depth: usize,
}

/// The parts of a script with short names; `kept` are called by others.
pub(crate) fn shortened(parts: &[String], kept: &[&str]) -> Vec<String> {
    let words: Vec<Vec<Word>> = parts.iter().map(|part| words(part)).collect();
    let short = short_names(parts, &words, kept);
    parts.iter().zip(&words).map(|(part, words)| renamed(part, words, &short)).collect()
}

/// A script with `let` for every `const` that is a word of it, and not of a text in it.
pub(crate) fn with_let(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    let mut at = 0;
    for word in words(part).iter().filter(|word| word.text == "const" && word.role == Role::Name) {
        out.push_str(part.get(at..word.from).unwrap_or_default());
        out.push_str("let");
        at = word.from + word.text.len();
    }
    out.push_str(part.get(at..).unwrap_or_default());
    out
}

fn renamed(part: &str, words: &[Word], short: &BTreeMap<&str, String>) -> String {
    let mut out = String::with_capacity(part.len());
    let mut at = 0;
    for word in words.iter().filter(|word| word.role == Role::Name) {
        if let Some(name) = short.get(word.text) {
            out.push_str(part.get(at..word.from).unwrap_or_default());
            out.push_str(name);
            at = word.from + word.text.len();
        }
    }
    out.push_str(part.get(at..).unwrap_or_default());
    out
}

/// For each name that gets a shorter one, that: the most frequent first.
fn short_names<'a>(parts: &'a [String], words: &[Vec<Word<'a>>], kept: &[&str]) -> BTreeMap<&'a str, String> {
    let all = || words.iter().flatten();
    let both: BTreeSet<&str> = all().filter(|word| word.role == Role::Both).map(|word| word.text).collect();
    let own = parts.iter().zip(words).flat_map(|(part, words)| words.iter().filter(|word| is_declared(part, word)));
    let mut counts: BTreeMap<&str, usize> = own
        .map(|word| word.text)
        .filter(|name| name.len() > 1 && !both.contains(name) && !kept.contains(name))
        .map(|name| (name, 0))
        .collect();
    for word in all().filter(|word| word.role == Role::Name) {
        if let Some(count) = counts.get_mut(word.text) {
            *count += 1;
        }
    }
    // The language's own short words are nobody's name, said in the script or not.
    let taken: BTreeSet<&str> = all().map(|word| word.text).chain(["do", "if", "in"]).collect();
    let mut frequent: Vec<(&str, usize)> = counts.into_iter().collect();
    frequent.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let free = candidates().filter(|name| !taken.contains(name.as_str()));
    frequent
        .into_iter()
        .zip(free)
        .filter(|((name, _), short)| short.len() < name.len())
        .map(|((name, _), short)| (name, short))
        .collect()
}

/// All names of one letter, then all of two.
fn candidates() -> impl Iterator<Item = String> {
    let letters = || ('a'..='z').chain('A'..='Z');
    letters()
        .map(String::from)
        .chain(letters().flat_map(move |first| letters().map(move |second| format!("{first}{second}"))))
}

/// Whether a word is declared there for the whole script.
fn is_declared(part: &str, word: &Word) -> bool {
    let before = part.get(..word.from).unwrap_or_default();
    let declares = ["const ", "let ", "class ", "function ", "function*"];
    word.depth == 0 && word.role == Role::Name && declares.iter().any(|keyword| before.ends_with(keyword))
}

/// The words of a script without comments, those within the blanks of its templates too.
fn words(script: &str) -> Vec<Word<'_>> {
    let mut found: Vec<Word> = Vec::new();
    // The brackets around, `$` for the blank of a template.
    let mut around: Vec<u8> = Vec::new();
    let bytes = script.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    // Whether a slash would divide here, or begin a regular expression.
    let mut divides = false;
    let mut at = 0;
    while at < bytes.len() {
        let now = byte(at);
        if is_letter(now) {
            let length = bytes.iter().skip(at).take_while(|byte| is_letter(**byte) || byte.is_ascii_digit()).count();
            let text = script.get(at..at + length).unwrap_or_default();
            if !at.checked_sub(1).is_some_and(|before| byte(before).is_ascii_digit()) {
                found.push(Word { from: at, text, role: role(bytes, at, length, &around), depth: around.len() });
            }
            divides = !["return", "case", "of", "in", "typeof"].contains(&text);
            at += length;
            continue;
        }
        match now {
            b'"' | b'\'' => at = behind(bytes, at + 1, &[now]),
            b'`' => at = behind_words(bytes, at + 1, &mut around),
            b'}' if around.last() == Some(&b'$') => {
                around.pop();
                at = behind_words(bytes, at + 1, &mut around);
            }
            b'/' if !divides => at = behind_pattern(bytes, at + 1),
            b'(' | b'[' | b'{' => {
                around.push(now);
                at += 1;
            }
            b')' | b']' | b'}' => {
                around.pop();
                at += 1;
            }
            _ => at += 1,
        }
        divides = match now {
            b' ' => divides,
            b'/' => !divides,
            _ => b"\"'`)]}0123456789".contains(&byte(at - 1)),
        };
    }
    found
}

const fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte == b'$' || byte >= 0x80
}

/// Where what ends with one of these bytes is over.
fn behind(bytes: &[u8], from: usize, ends: &[u8]) -> usize {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        at += if *byte == b'\\' { 2 } else { 1 };
        if ends.contains(byte) {
            break;
        }
    }
    at
}

/// Where the words of a template are over: behind it, or in its next blank.
fn behind_words(bytes: &[u8], from: usize, around: &mut Vec<u8>) -> usize {
    let mut at = from;
    loop {
        at = behind(bytes, at, b"`$");
        let end = at.checked_sub(1).and_then(|end| bytes.get(end));
        if end == Some(&b'$') && bytes.get(at) == Some(&b'{') {
            around.push(b'$');
            return at + 1;
        }
        if end != Some(&b'$') {
            return at;
        }
    }
}

/// Where a regular expression is over, but for its flags.
fn behind_pattern(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    loop {
        at = behind(bytes, at, b"/[");
        if at.checked_sub(1).and_then(|end| bytes.get(end)) != Some(&b'[') {
            break;
        }
        at = behind(bytes, at, b"]");
    }
    at + bytes.iter().skip(at).take_while(|byte| byte.is_ascii_lowercase()).count()
}

/// What the word of so many bytes is there. The blanks of templates keep their white space.
fn role(bytes: &[u8], at: usize, length: usize, around: &[u8]) -> Role {
    let head = bytes.get(..at).unwrap_or_default().trim_ascii_end();
    let before = head.last().copied().unwrap_or_default();
    let after = after(bytes, at + length);
    let in_braces = around.last() == Some(&b'{');
    let begins = in_braces && [b'{', b',', b'}', b';'].contains(&before);
    let is_member = before == b'.' && !head.ends_with(b"...");
    if is_member || begins && after == b':' || begins && after == b'(' && is_method(bytes, at + length) {
        Role::Property
    } else if in_braces && [b'{', b','].contains(&before) && [b',', b'}', b'='].contains(&after) {
        Role::Both
    } else {
        Role::Name
    }
}

/// The next byte that is no white space.
fn after(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at..).unwrap_or_default().trim_ascii_start().first().copied().unwrap_or_default()
}

/// Whether behind the brackets that open there a body begins.
fn is_method(bytes: &[u8], open: usize) -> bool {
    let mut depth = 0_usize;
    for (index, byte) in bytes.iter().enumerate().skip(open) {
        match byte {
            b'(' => depth += 1,
            b')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return after(bytes, index + 1) == b'{';
                }
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(script: &str) -> String {
        shortened(&[script.to_owned()], &["kept"]).concat()
    }

    #[test]
    fn own_names_are_short_everywhere() {
        for (script, wanted) in [
            ("const field=1;use(field,[field],{a:field})", "const b=1;use(b,[b],{a:b})"),
            ("function field(){return field}", "function a(){return a}"),
            ("async function field(){}function*rows(){}", "async function a(){}function*b(){}"),
            ("class Field{}new Field", "class a{}new a"),
            ("let field=1;const f=(field)=>field+1", "let a=1;const f=(a)=>a+1"),
            ("let field=[];use(...field)", "let a=[];use(...a)"),
            ("let field=1;use(`${field} of field ${`in ${field}`}`)", "let a=1;use(`${a} of field ${`in ${a}`}`)"),
            ("let field=1;case1?field:2", "let a=1;case1?a:2"),
            (
                "let field=1;use(`${field / 2} or ${use({ field: field / 2 })}`)",
                "let a=1;use(`${a / 2} or ${use({ field: a / 2 })}`)",
            ),
        ] {
            assert_eq!(short(script), wanted);
        }
    }

    #[test]
    fn all_else_stays() {
        for (script, wanted) in [
            ("let field=1;x.field;x?.field;({field:field})", "let a=1;x.field;x?.field;({field:a})"),
            (
                "let field=1;use(\"field\",'\\'field',`field`,/field/u,/[/]field/u)",
                "let a=1;use(\"field\",'\\'field',`field`,/field/u,/[/]field/u)",
            ),
            ("let field=4;use(field/2,field/4)", "let a=4;use(a/2,a/4)"),
            ("let field=4;class C{field(x){return field}other(){}}", "let a=4;class C{field(x){return a}other(){}}"),
            ("let field=1;use({field})", "let field=1;use({field})"),
            ("let field=1;const f=({field=2})=>field", "let field=1;const f=({field=2})=>field"),
            ("const kept=1;kept()", "const kept=1;kept()"),
            ("const f=()=>{let inner=1;return inner}", "const f=()=>{let inner=1;return inner}"),
        ] {
            assert_eq!(short(script), wanted);
        }
    }

    #[test]
    fn no_short_name_is_a_word_already() {
        let letters: String = ('a'..='y').chain('A'..='Z').map(|letter| format!("x.{letter};")).collect();
        assert!(short(&format!("{letters}let field=1;field")).ends_with("let z=1;z"));
        let all = format!("{letters}x.z;");
        assert!(short(&format!("{all}let field=1;field")).ends_with("let aa=1;aa"));
    }

    #[test]
    fn a_const_is_a_let_and_words_in_texts_stay() {
        for (script, wanted) in [
            ("const f=(x)=>{const{a}=x;for(const b of a){use(b)}}", "let f=(x)=>{let{a}=x;for(let b of a){use(b)}}"),
            ("use(\"const a\",`const ${b}`,/const /u,c.const)", "use(\"const a\",`const ${b}`,/const /u,c.const)"),
            ("let constant=1;const[one]=a", "let constant=1;let[one]=a"),
        ] {
            assert_eq!(with_let(script), wanted);
        }
    }

    #[test]
    fn parts_have_the_same_names() {
        let parts = ["const first=1;".to_owned(), "let second=first;".to_owned()];
        assert_eq!(shortened(&parts, &[]), ["const a=1;", "let b=a;"]);
    }
}
