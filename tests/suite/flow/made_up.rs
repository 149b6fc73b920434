//! Small surveys whose questions hang on one another, with checks, early ends and rosters.

use setsumon_tests::agreement::random::Random;

/// What is asked so far, and of what kind each is.
type Asked = Vec<(String, &'static str)>;

/// A survey of up to six questions, each of few answers, that hang on one another; or of fewer, and a roster of up to two entries.
pub(super) fn survey(random: &mut Random) -> String {
    let with_roster = random.chance(25);
    let count = if with_roster { 1 + random.below(3) } else { 2 + random.below(5) };
    let roster_at = with_roster.then(|| random.below(count));
    let mut asked: Asked = Vec::new();
    let mut body = String::new();
    for number in 0..count {
        let name = format!("q{number}");
        let own = (!asked.is_empty() && random.chance(65)).then(|| condition(&asked, random, 2));
        let when = own.map(|own| format!(" when {own} says \"If so:\"")).unwrap_or_default();
        let required = if random.chance(40) { " required" } else { "" };
        let kind = ["single", "flag", "integer", "multi", "single"][random.below(5)];
        let offered = match (asked.is_empty(), random.chance(30)) {
            (false, true) => format!(" when {} says \"If so:\"", condition_of(&asked, random)),
            _ => String::new(),
        };
        let line = match kind {
            "single" => format!("single {name} \"Q\"{when}{required} {{ a \"A\" b \"B\"{offered} }}"),
            "multi" => format!("multi {name} \"Q\"{when}{required} {{ a \"A\"{offered} b \"B\" }}"),
            "flag" => format!("flag {name} \"Q\"{when}"),
            _ => format!("integer {name} \"Q\"{when}{required} min 0 max 2"),
        };
        body.push_str(&format!("  {line}\n"));
        asked.push((name, kind));
        if roster_at == Some(number) {
            body.push_str(&roster(&asked, random));
            asked.push(("r".to_owned(), "roster"));
        }
        if random.chance(30) {
            body.push_str(&format!("  check not ({}) \"No.\"\n", condition(&asked, random, 2)));
        }
        if random.chance(10) {
            body.push_str(&format!("  end when {} says none \"Thank you.\"\n", condition(&asked, random, 1)));
        }
    }
    format!("setsumon 1\nsurvey s \"S\" {{ locale en  edition 2025 }}\nsection a \"A\" {{\n{body}}}\n")
}

/// A roster of up to two entries with a figure and a tick in each, which hang on what was asked before.
fn roster(asked: &Asked, random: &mut Random) -> String {
    let outside: Asked = asked.clone();
    let own = |random: &mut Random| match random.below(3) {
        0 => format!("n {} {}", ["<", "=", ">="][random.below(3)], random.below(2)),
        1 => condition_of(&outside, random),
        _ => format!("(n != {} or {})", random.below(2), condition_of(&outside, random)),
    };
    let when = if random.chance(50) {
        format!(" when {} says \"If so:\"", condition_of(&outside, random))
    } else {
        String::new()
    };
    let inner = format!(" when {} says \"If so:\"", own(random));
    let check = if random.chance(40) { format!("    check not ({}) \"No.\"\n", own(random)) } else { String::new() };
    let required = ["", " required"][random.below(2)];
    format!(
        "  repeat r \"R\" {}..2{when} {{\n    integer n \"N\"{required} min 0 max 1\n    flag f \"F\"{inner}\n{check}  }}\n",
        random.below(2)
    )
}

fn condition(asked: &[(String, &'static str)], random: &mut Random, depth: usize) -> String {
    match random.below(4) {
        0 if depth > 0 => {
            format!("({} and {})", condition(asked, random, depth - 1), condition(asked, random, depth - 1))
        }
        1 if depth > 0 => {
            format!("({} or {})", condition(asked, random, depth - 1), condition(asked, random, depth - 1))
        }
        2 if depth > 0 && random.chance(40) => format!("not ({})", condition(asked, random, depth - 1)),
        _ => condition_of(asked, random),
    }
}

fn condition_of(asked: &[(String, &'static str)], random: &mut Random) -> String {
    let (name, kind) = &asked[random.below(asked.len())];
    let figures: Vec<&String> = asked.iter().filter(|(_, kind)| *kind == "integer").map(|(name, _)| name).collect();
    match *kind {
        "single" => format!("{name} {} {}", ["is", "is not"][random.below(2)], ["a", "b"][random.below(2)]),
        "multi" => format!("{name} includes {}", ["a", "b"][random.below(2)]),
        "flag" => format!("{name} is {}ticked", ["", "not "][random.below(2)]),
        "roster" => match random.below(5) {
            0 => format!("count(r) {} {}", ["<", "=", ">"][random.below(3)], random.below(3)),
            1 => format!("any of r.n = {}", random.below(2)),
            2 => format!("all of r.n >= {}", random.below(2)),
            3 => format!("sum(r.n) {} {}", ["<", "=", ">"][random.below(3)], random.below(3)),
            _ => format!("count(r where f is ticked) > {}", random.below(2)),
        },
        _ => {
            let sign = ["<", "<=", "=", "!=", ">", ">="][random.below(6)];
            let other = figures[random.below(figures.len())];
            match random.below(6) {
                0 if other != name => format!("{name} {sign} {other}"),
                1 if other != name => format!("{name} + {other} {sign} {}", random.below(5)),
                2 if other != name => format!("sum({name}, {other}) {sign} {}", random.below(5)),
                3 if other != name => format!("{name} * {other} {sign} {}", random.below(5)),
                4 if other != name => format!("first of ({name}, {other}) {sign} {}", random.below(3)),
                5 => format!("not answered {name}"),
                _ => format!("{name} {sign} {}", random.below(3)),
            }
        }
    }
}
