//! The picture of a survey: well-formed in every notation whatever its author wrote, complete, and of two editions marked as they differ.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_core::form::Form;
use setsumon_core::frozen::Model;
use setsumon_diagram::{Diagram, Shape, Sign, Step};
use setsumon_editions::diff::{Class, Diff, Kind};
use setsumon_editions::{diff, report::Filter};
use setsumon_tests::agreement::migration::made_up;
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::repo;

/// Every survey of the repository that is whole.
fn surveys() -> Vec<(String, Compiled)> {
    let folders = ["surveys", "examples", "tests/corpus/types"];
    let files = folders.into_iter().flat_map(|folder| repo::files(folder, ".survey"));
    let compiled = files.map(|file| {
        let case = repo::read(&file);
        let alone = case.contains("\n//// ") || file.starts_with(repo::path("tests/corpus"));
        (repo::told(&file), if alone { Project::of_case(&case).compile() } else { Compiled::file(&file) })
    });
    let whole: Vec<_> = compiled.filter(|(_, compiled)| compiled.0.form().is_some()).collect();
    assert!(whole.len() > 35, "{} surveys are not all there are", whole.len());
    whole
}

fn all_codes(form: &Form) -> Vec<String> {
    form.sections().values().map(|section| section.code.clone()).collect()
}

/// A picture with every section closed, and one with all of them open.
fn both(form: &Form) -> [Diagram; 2] {
    [Vec::new(), all_codes(form)].map(|open| Diagram::of(form, &open).expect("they are its sections"))
}

/// A survey whose texts are of every sign that some notation would take for its own.
fn hostile() -> Compiled {
    let signs: String = (' '..='~').filter(|sign| !['"', '{', '}'].contains(sign)).collect();
    let more = "]]> <!-- --> <script>alert(1)</script> &amp; #quot; %% end subgraph \u{3042}\u{300d}\u{201d}";
    let signs = format!("{signs} {{{{x}}}} {more}");
    let text = format!(
        "setsumon 1\nsurvey h \"{signs}\" {{ locale en  edition 2025 }}\npart p \"{signs}\" {{\nsection a \"{signs}\" {{\n\
         single q \"{signs}\" {{ x \"{signs}\"  y \"Y\" }}\ntext t \"{signs}\" when q is x\nend when q is y \"{signs}\"\n}}\n}}\n\
         gate g \"{signs}\" {{ yes \"{signs}\" then \"{signs}\"  no \"No\" end \"{signs}\" }}\nsection b \"B\" {{ text u \"U\" }}\n"
    );
    Project::of(&text).compile()
}

fn each(mut check: impl FnMut(&str, &Diagram)) {
    for (told, compiled) in surveys() {
        both(compiled.0.form().expect("it is whole")).iter().for_each(|diagram| check(&told, diagram));
    }
    let hostile = hostile();
    let form = hostile.0.form().unwrap_or_else(|| panic!("{}", hostile.said()));
    both(form).iter().for_each(|diagram| check("hostile", diagram));
    for seed in 0..30 {
        let step = made_up(seed);
        let changes = diff(&Model::of(&step.old), &Model::of(&step.new));
        let mut open = all_codes(&step.old);
        open.extend(all_codes(&step.new));
        let drawn = Diagram::compared(&step.old, &step.new, &changes, &open).expect("they are its sections");
        check(&format!("seed {seed}"), &drawn);
    }
}

fn flat(steps: &[Step]) -> Vec<&Step> {
    steps.iter().flat_map(|step| std::iter::once(step).chain(flat(&step.inside))).collect()
}

/// Whatever stands in quotation marks, in angle brackets and between them: every name is closed by its own, every sign is escaped.
fn is_xml(text: &str) -> Result<(), String> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = text;
    let entities = |words: &str| {
        words.split('&').skip(1).all(|tail| ["amp;", "lt;", "gt;", "quot;"].iter().any(|one| tail.starts_with(one)))
    };
    while let Some((before, tag)) = rest.split_once('<') {
        if !entities(before) || before.contains('>') {
            return Err(format!("between tags: {before}"));
        }
        if open.is_empty() && !before.trim().is_empty() {
            return Err(format!("outside: {before}"));
        }
        let (tag, behind) = tag.split_once('>').ok_or("a tag is not closed")?;
        rest = behind;
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop();
            if last.as_deref() != Some(name) {
                return Err(format!("</{name}> closes {last:?}"));
            }
            continue;
        }
        let (tag, alone) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !name.chars().all(|sign| sign.is_ascii_alphanumeric()) || name.is_empty() {
            return Err(format!("no name: <{tag}>"));
        }
        let mut known = BTreeSet::new();
        let mut attributes = attributes.trim();
        while !attributes.is_empty() {
            let (key, value) = attributes.split_once("=\"").ok_or_else(|| attributes.to_owned())?;
            let (value, more) = value.split_once('"').ok_or_else(|| value.to_owned())?;
            if !known.insert(key) || !entities(value) || value.contains('<') {
                return Err(format!("{key}={value}"));
            }
            attributes = more.trim();
        }
        if !alone {
            open.push(name.to_owned());
        }
    }
    let foreign = |sign: char| sign.is_control() && sign != '\n';
    if open.is_empty() && rest.trim().is_empty() && !text.contains(foreign) {
        Ok(())
    } else {
        Err(format!("{open:?} {rest}"))
    }
}

#[test]
fn the_picture_is_xml_and_says_in_words_what_it_shows() {
    each(|told, diagram| {
        let svg = diagram.svg();
        is_xml(&svg).unwrap_or_else(|why| panic!("{told}: {why}\n{svg}"));
        assert!(!svg.contains("<script"), "{told}");
        let (_, rest) = svg.split_once("<desc id=\"diagram-text\">").expect("a text alternative");
        let (said, _) = rest.split_once("</desc>").expect("it ends");
        let plain =
            |text: &str| text.replace("&quot;", "\"").replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&");
        assert_eq!(plain(said), diagram.text(), "{told}");
    });
    assert!(is_xml("<a b=\"c\"><d/></a>").is_ok());
    for wrong in
        ["<a>", "<a></b>", "<a b=c></a>", "<a>&x</a>", "<a b=\"<\"></a>", "<a>></a>", "x<a></a>", "<a\u{1}></a>"]
    {
        assert!(is_xml(wrong).is_err(), "{wrong}");
    }
}

/// Nothing lies outside of the picture, and no box over another of its column.
#[test]
fn nothing_is_drawn_outside_or_over_another() {
    let number = |tag: &str, key: &str| -> i64 {
        let (_, value) = tag.split_once(&format!(" {key}=\"")).unwrap_or_else(|| panic!("{key} in {tag}"));
        value.split('"').next().expect("a value").parse().expect("a number")
    };
    each(|told, diagram| {
        let svg = diagram.svg();
        let (wide, high) = (number(&svg, "width"), number(&svg, "height"));
        let mut boxes: Vec<(i64, i64, i64, i64)> = Vec::new();
        for tag in svg.split('<').filter(|tag| tag.starts_with("rect x")) {
            let (x, y) = (number(tag, "x"), number(tag, "y"));
            let (right, bottom) = (x + number(tag, "width"), y + number(tag, "height"));
            assert!(x >= 0 && y >= 0 && right <= wide && bottom <= high, "{told}: {tag}");
            // Bars stand beside what is in something.
            if right - x > 3 {
                boxes.push((y, bottom, x, right));
            }
        }
        for tag in svg.split('<').filter(|tag| tag.starts_with("text")) {
            let (x, y) = (number(tag, "x"), number(tag, "y"));
            assert!(x >= 0 && y >= 0 && x < wide && y <= high, "{told}: {tag}");
        }
        boxes.sort_unstable();
        for (at, one) in boxes.iter().enumerate() {
            let below = boxes[at + 1..].iter().take_while(|other| other.0 < one.1);
            for other in below {
                assert!(other.2 >= one.3 || one.2 >= other.3, "{told}: {one:?} {other:?}");
            }
        }
    });
}

/// A line of a flowchart, strictly as it is written here.
fn mermaid(text: &str) -> Result<(usize, Vec<(usize, usize)>), String> {
    fn words(text: &str) -> Result<(), String> {
        let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).ok_or_else(|| text.to_owned())?;
        let mut rest = inner;
        while let Some((before, code)) = rest.split_once('#') {
            plain(before)?;
            let (digits, behind) = code.split_once(';').ok_or_else(|| inner.to_owned())?;
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(inner.to_owned());
            }
            rest = behind;
        }
        plain(rest)
    }
    fn plain(text: &str) -> Result<(), String> {
        let is_plain = |sign: char| sign == ' ' || sign.is_alphanumeric() || (!sign.is_ascii() && !sign.is_control());
        if text.chars().all(is_plain) { Ok(()) } else { Err(text.to_owned()) }
    }
    fn node(text: &str) -> Result<usize, String> {
        text.strip_prefix('n').and_then(|number| number.parse().ok()).ok_or_else(|| text.to_owned())
    }
    let mut lines = text.lines();
    if lines.next() != Some("flowchart TD") {
        return Err("the head".to_owned());
    }
    let (mut boxes, mut arrows, mut depth) = (0, Vec::new(), 0);
    for line in lines.map(str::trim) {
        if line == "end" {
            depth -= 1;
        } else if let Some(rest) = line.strip_prefix("subgraph f") {
            let (number, title) = rest.split_once(" [").ok_or(line)?;
            number.parse::<usize>().map_err(|_| line)?;
            words(title.strip_suffix(']').ok_or(line)?)?;
            depth += 1;
        } else if let Some((from, rest)) = line.split_once(" -->").or_else(|| line.split_once(" -.->")) {
            let rest = match rest.strip_prefix('|') {
                Some(labelled) => {
                    let (label, rest) = labelled.split_once('|').ok_or(line)?;
                    words(label)?;
                    rest
                }
                None => rest,
            };
            arrows.push((node(from)?, node(rest.trim())?));
        } else if line.starts_with("classDef ") || line.starts_with("class ") {
            let fine = |sign: char| sign.is_ascii_alphanumeric() || " ,:#-".contains(sign);
            if !line.chars().all(fine) {
                return Err(line.to_owned());
            }
        } else {
            let shapes = [("([", "])"), ("((", "))"), ("{{", "}}"), ("[", "]")];
            let split = shapes.iter().find_map(|(left, right)| {
                let (name, rest) = line.split_once(left)?;
                Some((name, rest.strip_suffix(right)?))
            });
            let (name, label) = split.ok_or(line)?;
            if node(name)? != boxes {
                return Err(format!("the boxes are not in order: {line}"));
            }
            words(label)?;
            boxes += 1;
        }
    }
    if depth == 0 { Ok((boxes, arrows)) } else { Err("a frame is not closed".to_owned()) }
}

/// The tokens of DOT, and of them statements, attributes and blocks.
fn dot(text: &str) -> Result<(usize, usize), String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            ' ' | '\n' => {}
            '"' => {
                let mut word = String::from("\"");
                loop {
                    match signs.next().ok_or("a text is not closed")? {
                        '"' => break,
                        '\\' => match signs.next() {
                            Some(escaped @ ('"' | '\\')) => word.push(escaped),
                            other => return Err(format!("a backslash before {other:?}")),
                        },
                        sign if sign.is_control() => return Err("a control sign".to_owned()),
                        sign => word.push(sign),
                    }
                }
                tokens.push(word);
            }
            '-' if signs.peek() == Some(&'>') => {
                signs.next();
                tokens.push("->".to_owned());
            }
            '{' | '}' | '[' | ']' | '=' | ',' | ';' => tokens.push(sign.to_string()),
            sign if sign.is_ascii_alphanumeric() || sign == '_' => {
                let mut word = sign.to_string();
                while let Some(next) = signs.next_if(|next| next.is_ascii_alphanumeric() || *next == '_') {
                    word.push(next);
                }
                tokens.push(word);
            }
            other => return Err(format!("the sign {other:?}")),
        }
    }
    let mut at = 0;
    let is_name = |token: Option<&String>| {
        token.is_some_and(|token| {
            token.starts_with('"') || token.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_')
        })
    };
    let (mut boxes, mut arrows, mut depth) = (0, 0, 0);
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    if (token(0), token(1), token(2)) != ("digraph", "survey", "{") {
        return Err("the head".to_owned());
    }
    at += 3;
    depth += 1;
    while at < tokens.len() {
        match token(at) {
            "}" => {
                depth -= 1;
                at += 1;
            }
            ";" => at += 1,
            "subgraph" if is_name(tokens.get(at + 1)) && token(at + 2) == "{" => {
                depth += 1;
                at += 3;
            }
            _ if is_name(tokens.get(at)) => {
                if token(at + 1) == "=" && is_name(tokens.get(at + 2)) {
                    at += 3;
                    continue;
                }
                if token(at + 1) == "->" && is_name(tokens.get(at + 2)) {
                    arrows += 1;
                    at += 3;
                } else {
                    boxes += usize::from(token(at).starts_with('n') && token(at) != "node");
                    at += 1;
                }
                if token(at) == "[" {
                    at += 1;
                    while token(at) != "]" {
                        if !(is_name(tokens.get(at)) && token(at + 1) == "=" && is_name(tokens.get(at + 2))) {
                            return Err(format!("an attribute at {:?}", tokens.get(at..at + 4)));
                        }
                        at += 3;
                        if token(at) == "," {
                            at += 1;
                        }
                    }
                    at += 1;
                }
            }
            other => return Err(format!("a statement that begins with {other}")),
        }
    }
    if depth == 0 { Ok((boxes, arrows)) } else { Err("a brace is not closed".to_owned()) }
}

/// Both notations show one graph: everything is reached from the beginning, and from everything that is no end the end.
#[test]
fn the_graph_is_well_formed_and_leads_from_the_beginning_to_the_end() {
    each(|told, diagram| {
        let text = diagram.mermaid();
        let (boxes, arrows) = mermaid(&text).unwrap_or_else(|why| panic!("{told}: {why}\n{text}"));
        let in_dot = diagram.dot();
        let counted = dot(&in_dot).unwrap_or_else(|why| panic!("{told}: {why}\n{in_dot}"));
        assert_eq!(counted, (boxes, arrows.len()), "{told}");
        assert!(arrows.iter().all(|(from, to)| from < to && *to < boxes), "{told}: an arrow leads back");
        let (from, to): (BTreeSet<usize>, BTreeSet<usize>) = arrows.iter().copied().unzip();
        assert!((1..boxes).all(|number| to.contains(&number)), "{told}: nobody comes to a box");
        let ends: usize = flat(&diagram.steps).iter().map(|step| step.exits.len()).sum();
        assert_eq!((0..boxes).filter(|number| !from.contains(number)).count(), ends + 1, "{told}\n{text}");
        // Few arrows, however many conditions follow one another.
        assert!(arrows.len() <= 2 * boxes, "{told}");
    });
    for wrong in [
        "flowchart TD\n  n0[\"a\"\n",
        "flowchart TD\n  n0[\"a\"b\"]\n",
        "flowchart TD\n  n0[\"a<b\"]\n",
        "flowchart TD\n  subgraph f0 [\"a\"]\n",
    ] {
        assert!(mermaid(wrong).is_err(), "{wrong}");
    }
    for wrong in [
        "digraph survey {",
        "digraph survey { n0 [label=\"a] }",
        "digraph survey { n0 [label=a-b] }",
        "digraph survey { n0 [label] }",
    ] {
        assert!(dot(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn every_section_question_gate_and_end_is_shown() {
    for (told, compiled) in surveys() {
        let form = compiled.0.form().expect("it is whole");
        let [closed, open] = both(form);
        for diagram in [&closed, &open] {
            let steps = flat(&diagram.steps);
            let sections: Vec<&str> =
                steps.iter().filter(|step| step.shape == Shape::Section).map(|step| step.path.as_str()).collect();
            let wanted: Vec<&str> = form.sections().values().map(|section| section.code.as_str()).collect();
            assert_eq!(sections, wanted, "{told}");
            let ends: usize = steps.iter().map(|step| step.exits.len()).sum();
            assert_eq!(ends, form.ends().len(), "{told}");
            // Whoever is not everybody is told in words.
            let empty = steps.iter().filter(|step| step.who.as_deref().is_some_and(str::is_empty)).count();
            assert_eq!(empty, 0, "{told}");
        }
        let counted: usize = flat(&closed.steps).iter().map(|step| step.questions).sum();
        let shown: BTreeSet<&str> = flat(&open.steps)
            .iter()
            .filter(|step| step.shape == Shape::Question || step.shape == Shape::Gate)
            .map(|step| step.path.as_str())
            .collect();
        let gates = form.questions().values().filter(|question| question.section.is_none()).count();
        assert_eq!(shown.len(), counted + gates, "{told}");
    }
}

/// Who is asked is where the survey says so: of all conditional sections and no other.
#[test]
fn a_way_around_is_there_where_not_everybody_goes() {
    for (told, compiled) in surveys() {
        let form = compiled.0.form().expect("it is whole");
        let drawn = Diagram::of(form, &[]).expect("nothing is opened");
        let own: BTreeMap<&str, bool> =
            form.sections().values().map(|section| (section.code.as_str(), section.own.is_some())).collect();
        for step in flat(&drawn.steps).into_iter().filter(|step| step.shape == Shape::Section) {
            assert_eq!(step.who.is_some(), own[step.path.as_str()], "{told}: {}", step.path);
        }
    }
}

fn drawn(old: &Form, new: &Form) -> (Diff, Diagram) {
    let changes = diff(&Model::of(old), &Model::of(new));
    let mut open = all_codes(old);
    open.extend(all_codes(new));
    let drawn = Diagram::compared(old, new, &changes, &open).expect("they are its sections");
    (changes, drawn)
}

fn is_step(kind: Kind) -> bool {
    [Kind::Part, Kind::Section, Kind::Group, Kind::Roster, Kind::Question].contains(&kind)
}

/// What the diff says is new bears its sign, what is gone stands there once, and nothing else bears either.
#[test]
fn what_is_new_and_gone_is_marked_as_the_diff_says() {
    let (mut new, mut gone, mut changed) = (0, 0, 0);
    for seed in 0..200 {
        let step = made_up(seed);
        let (changes, picture) = drawn(&step.old, &step.new);
        let steps = flat(&picture.steps);
        let shown = Filter::default().apply(&changes).changes;
        let signs = |sign: Sign| -> Vec<&str> {
            steps.iter().filter(|step| step.sign == Some(sign)).map(|step| step.path.as_str()).collect()
        };
        let (added, removed) = (signs(Sign::Added), signs(Sign::Removed));
        for change in shown.iter().filter(|change| is_step(change.subject.kind)) {
            if let (None, Some(path), Class::Added) = (&change.subject.old, &change.subject.new, change.class)
                && steps.iter().any(|step| step.path == *path)
            {
                new += 1;
                assert!(added.contains(&path.as_str()), "seed {seed}: {path} is new\n{}", picture.text());
            }
            if let (Some(path), None) = (&change.subject.old, &change.subject.new) {
                gone += 1;
                let count = removed.iter().filter(|one| *one == path).count();
                assert_eq!(count, 1, "seed {seed}: {path} is gone\n{}", picture.text());
            }
        }
        let named = |path: &str, of: fn(&setsumon_editions::diff::Subject) -> Option<&String>| {
            shown.iter().any(|change| {
                of(&change.subject).is_some_and(|known| path == known || path.starts_with(&format!("{known}.")))
            })
        };
        for path in removed.iter().filter(|path| !path.starts_with("end:")) {
            assert!(named(path, |subject| subject.old.as_ref()), "seed {seed}: {path}\n{}", picture.text());
        }
        for path in added.iter().filter(|path| !path.starts_with("end:")) {
            assert!(named(path, |subject| subject.new.as_ref()), "seed {seed}: {path}\n{}", picture.text());
        }
        changed += signs(Sign::Changed).len();
    }
    assert!(new > 50 && gone > 50 && changed > 100, "{new} {gone} {changed}");
}

#[test]
fn an_edition_compared_with_itself_bears_no_sign() {
    for (told, compiled) in surveys() {
        let form = compiled.0.form().expect("it is whole");
        let (_, picture) = drawn(form, form);
        assert!(flat(&picture.steps).iter().all(|step| step.sign.is_none()), "{told}\n{}", picture.text());
        assert_eq!(picture.steps, Diagram::of(form, &all_codes(form)).expect("its sections").steps, "{told}");
    }
}

#[test]
fn the_real_survey_reads_as_a_list() {
    let compiled = Compiled::file(&repo::path("surveys/chiren/2024.survey"));
    let form = compiled.form("surveys/chiren/2024.survey");
    let drawn = Diagram::of(form, &["overview".to_owned()]).expect("it is a section");
    setsumon_tests::snapshot::beside(&repo::path("tests/suite/diagram.rs"), "chiren", &drawn.text());
}

#[test]
fn what_is_no_section_is_not_opened() {
    let compiled =
        Project::of("setsumon 1\nsurvey s \"S\" { locale en  edition 2025 }\nsection a \"A\" { text t \"T\" }\n")
            .compile();
    let stray = Diagram::of(compiled.form("a survey"), &["a".to_owned(), "b".to_owned()]).expect_err("there is no b");
    assert_eq!((stray.code.as_str(), stray.known), ("b", vec!["a".to_owned()]));
}
