//! Text is never changed in silence: whatever character stands in whatever place of a survey, it comes out of every target as it went in,
//! or the survey is refused.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use setsumon_diagnostics::Code;
use setsumon_tests::project::Project;
use setsumon_tests::targets::{emit, text_targets};

/// Characters that mean something somewhere, or nothing anywhere.
const KEPT: &str = "\t \u{a0}\u{ad}\u{3000}\u{200b}\u{200d}\u{2028}\u{2029}\u{202e}\u{feff}\u{e000}𠮷\u{301}é'`\\<>&|*_#$~[]-+=@%,;:/!^";

/// Those that some page, database or file could not keep.
const REFUSED: &str = "\u{0}\u{1}\u{7}\u{8}\u{b}\u{c}\r\u{e}\u{1b}\u{1f}\u{7f}\u{80}\u{85}\u{9b}\u{9f}\u{fdd0}\u{fdef}\u{fffc}\u{fffe}\u{ffff}\u{1fffe}\u{10ffff}";

/// The length of the word that each text is known by.
const WORD: usize = 6;

/// A survey in which `@` stands for a text, in every place that takes one.
const SURVEY: &str = r#"setsumon 1
survey s @ {
  locale en  edition 2025
  info x @
  units { person @ @ }
  wording { choose_one @ }
  given integer size @ unit @
  given single town @ from towns
}
choices towns { north @  south @ }
block again(what) { text v "{what}" }
page @ @
note @
part p @ {
  lead @
  section a @ {
    lead @
    note @
    rationale @
    single q @ {
      lead @  hint @  beside @  rationale @
      heading @ { one @ { note @  hint @ } }
      two @ specify
      other @ means dont_know
    }
    single t @ from towns { more @ }
    multi m @ { one @  two @ exclusive }
    rank r @ { one @  two @ }
    integer n @ prefix @ unit @ suffix @ min 0 or { unknown @ }
    scale points @ 0 to 3 ends @ @
    grid g @ of single { rows { heading @ { one @ }  two @ }  columns { c @  d @ } }
    grid f @ { rows { one @ }  columns { integer i @  text t @ } }
    repeat people @ 0..2 named @ { text name @ }
    group both @ { lead @  text one @  text two @ }
    flag box @
    check n <= 9 @
    calc sum_of @ = n + 1 unit @
    calc sort @ = band n { 0..4 low @  5.. high @ }
    text w @ when q is one says @
    use again as u @ with what @
    end when q is two @ then @
  }
}
gate go @ { yes @ then @  no @ end @ }
section z @ { text tail @ }
"#;

/// The survey with a text of its own in each place, and these texts by the word that each is known by.
fn filled(sign: char) -> (String, BTreeMap<String, String>) {
    let mut texts = BTreeMap::new();
    let mut survey = String::new();
    for (index, piece) in SURVEY.split('@').enumerate() {
        if index > 0 {
            let word = format!("Zq{index:03}z");
            assert_eq!(word.len(), WORD);
            let text = format!("{sign}{word}{sign}{sign}b{sign}");
            survey.push_str(&format!("\"{text}\""));
            texts.insert(word, text);
        }
        survey.push_str(piece);
    }
    (survey, texts)
}

/// All strings of a JSON value.
fn strings(json: &Json, found: &mut Vec<String>) {
    match json {
        Json::String(text) => found.push(text.clone()),
        Json::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Json::Object(entries) => entries.iter().for_each(|(key, value)| {
            found.push(key.clone());
            strings(value, found);
        }),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

fn without_entities(html: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&#32;", " "),
        ("&#9;", "\t"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(html.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

/// The strings of a script that are JSON.
fn of_script(script: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = script;
    while let Some(open) = rest.find('"') {
        let inside = &rest[open + 1..];
        let mut escaped = false;
        let close = inside.find(|sign| {
            let ends = sign == '"' && !escaped;
            escaped = sign == '\\' && !escaped;
            ends
        });
        let Some(close) = close else { break };
        found.extend(serde_json::from_str::<String>(&rest[open..=open + 1 + close]));
        rest = &inside[close + 1..];
    }
    found
}

fn of_html(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (index, piece) in html.split("<script").enumerate() {
        let (script, page) =
            if index == 0 { ("", piece) } else { piece.split_once("</script>").unwrap_or((piece, "")) };
        // From the first sign of JSON on: a script's own code has quotes of its own before it.
        found.extend(of_script(script.find('{').map_or("", |at| &script[at..])));
        found.push(without_entities(page));
    }
    found
}

/// The literals of a script of SQL; in MySQL a backslash escapes.
fn of_sql(script: &str, backslash: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut signs = script.chars().peekable();
    let mut before = ' ';
    while let Some(sign) = signs.next() {
        match sign {
            // A comment, whose quotes begin nothing.
            '-' if signs.peek() == Some(&'-') => {
                signs.by_ref().find(|sign| *sign == '\n');
            }
            '\'' => {
                // In PostgreSQL it does where an `E` stands before.
                let backslash = backslash || before == 'E';
                let mut literal = String::new();
                while let Some(sign) = signs.next() {
                    match sign {
                        '\'' if signs.peek() == Some(&'\'') => literal.extend(signs.next()),
                        '\'' => break,
                        '\\' if backslash => literal.extend(signs.next()),
                        other => literal.push(other),
                    }
                }
                found.push(literal);
            }
            _ => {}
        }
        before = sign;
    }
    found
}

/// What is read in the cells and paragraphs of Markdown.
fn of_markdown(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in page.lines() {
        let mut cell = String::new();
        let mut cells = Vec::new();
        let mut signs = line.trim_start_matches('#').trim_matches([' ', '\t']).chars();
        while let Some(sign) = signs.next() {
            match sign {
                '\\' => cell.extend(['\\'].into_iter().chain(signs.next())),
                '|' => cells.push(std::mem::take(&mut cell)),
                other => cell.push(other),
            }
        }
        cells.push(cell);
        for cell in cells {
            let mut read = String::new();
            let cell = without_entities_of_blanks(cell.trim_matches([' ', '\t']));
            let mut signs = cell.chars();
            while let Some(sign) = signs.next() {
                if sign == '\\' { read.extend(signs.next()) } else { read.push(sign) }
            }
            found.push(read);
        }
    }
    found
}

fn without_entities_of_blanks(cell: &str) -> String {
    cell.replace("&#32;", " ").replace("&#9;", "\t")
}

fn read(name: &str, bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{name} is not UTF-8"));
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => of_html(text),
        "json" => {
            let mut found = Vec::new();
            strings(&serde_json::from_str(text).unwrap_or_else(|why| panic!("{name}: {why}")), &mut found);
            found
        }
        "sql" => of_sql(text, name.contains("mysql")),
        "md" => of_markdown(text),
        "csv" => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect()
        }
        other => panic!("how is a `.{other}` read?"),
    }
}

#[test]
fn every_character_comes_out_of_every_target_as_it_went_in() {
    let mut wrong = Vec::new();
    let mut never = BTreeSet::new();
    for sign in KEPT.chars() {
        let (survey, texts) = filled(sign);
        let compiled = Project::of(&survey).compile();
        let Some(form) = compiled.0.form() else {
            panic!("U+{:04X} is not to be refused: {}\n{survey}", u32::from(sign), compiled.said());
        };
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for target in text_targets() {
            for (name, bytes) in &emit(target.as_ref(), form, "a survey of odd characters").files {
                for string in read(name, bytes) {
                    let words = string.match_indices("Zq").filter_map(|(at, _)| string.get(at..at + WORD));
                    for word in words.collect::<BTreeSet<_>>() {
                        let Some((word, text)) = texts.get_key_value(word) else { continue };
                        seen.insert(word);
                        if !string.contains(text.as_str()) {
                            let at = string.find(word.as_str()).unwrap_or(0);
                            let near: String = string[at..].chars().take(16).collect();
                            wrong.push(format!("U+{:04X} in {name}: {text:?} came out as …{near:?}", u32::from(sign)));
                        }
                    }
                }
            }
        }
        never.extend(texts.keys().filter(|word| !seen.contains(word.as_str())).cloned());
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{} texts were changed:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
    // What is written for paper or for the edition's history alone is in none of these.
    assert!(never.len() <= 6, "these places come out of no target: {never:?}");
}

#[test]
fn what_cannot_be_shown_is_refused_in_every_place() {
    for sign in REFUSED.chars() {
        let (survey, texts) = filled(sign);
        let compiled = Project::of(&survey).compile();
        let told = compiled.0.diagnostics.iter().filter(|found| found.code == Code::UnshownCharacter).count();
        assert_eq!(told, texts.len(), "U+{:04X}: {}", u32::from(sign), compiled.said());
        assert!(compiled.0.form().is_none());
    }
    let list = format!("code,label\na,x{}y\n", '\u{1}');
    let survey = "setsumon 1\nsurvey s \"S\" { locale en  edition 2025 }\nchoices l from file \"l.csv\"\nsection a \"A\" { single q \"Q\" from l }\n";
    let compiled = Project::of(survey).with("l.csv", list).compile();
    assert!(compiled.0.form().is_none() && compiled.said().contains("U+0001"), "{}", compiled.said());
}
