//! Surveys of derived values that read one another, up to twelve in a chain, over numbers as large as their bounds, days at the ends of
//! the calendar, scores and rosters: where databases compute, and where what each of them writes twice would grow.

use super::Survey;
use super::maker::{head, with_files};
use crate::agreement::random::Random;

/// The questions that all of them read. Numbers have bounds, so that whatever is computed of them stays within 64 bits.
const ASKED: &str = r#"
  integer a "A" min -1000000 max 1000000000
  integer b "B" min 0 max 99
  integer c "C" min -9 max 9
  decimal e "E" digits 3 min -99999.999 max 999999.999
  decimal f "F" digits 2 min 0 max 100
  date d "D"
  date g "G" min 1050-01-01 max 9950-01-01
  date h "H" min 2024-01-31 max 2024-12-31
  month m "M"
  single v "V" { x "X" value 30000  y "Y" value -30000  z "Z" value 12.5  w "W" value 0 }
  multi t "T" { p "P"  q "Q"  r "R" }
"#;

const NUMBERS: [&str; 8] = ["a", "b", "c", "e", "f", "v", "count(t)", "days(d, g)"];

/// A survey of chains of a seed.
pub fn chains(random: &mut Random) -> Survey {
    let mut lines = ASKED.to_owned();
    for chain in 0..1 + random.below(3) {
        // Not every twelve can be written in one another: SQLite reads only so many brackets.
        let days = random.chance(30);
        let long = !days && random.chance(50);
        let links = 1 + random.below(if long { 12 } else { 4 });
        let mut last = if days {
            (*random.pick(&["g", "h", "first of (h, g)"])).to_owned()
        } else {
            (*random.pick(&NUMBERS)).to_owned()
        };
        for link in 0..links {
            let made = if days { later(&last, random) } else { reckoned(&last, long, random) };
            let (open, close) = if random.chance(10) { ("when b > 3 says none { ", " }") } else { ("", "") };
            last = format!("k{chain}_{link}");
            lines.push_str(&format!("  {open}calc {last} \"K\" = {made}{close}\n"));
        }
        let sign = *random.pick(&["=", "!=", "<", "<=", ">", ">="]);
        let check = match (days, random.below(3)) {
            (true, 0) => format!("{last} {sign} 2024-02-29"),
            (true, 1) => format!("days({last}, as_of) * days({last}, g) {sign} {}", random.below(900)),
            (true, _) => format!("round(age(g, {last}) * 100000000, 2) {sign} {}", random.below(900)),
            (false, 0) => format!("{last} {sign} {}", random.below(20)),
            (false, 1) => format!("{last} {sign} {}", random.pick(&NUMBERS)),
            (false, _) => format!("round({last} * v, 2) {sign} -{}.5", random.below(9)),
        };
        lines.push_str(&format!("  check {check} \"Not so\"\n"));
    }
    let mut inside = "z".to_owned();
    let mut entries = "    integer z \"Z\" min -9999 max 99999\n".to_owned();
    for link in 0..random.below(4) {
        let made = match random.below(4) {
            0 => format!("round({inside} / 3, {})", random.below(3)),
            1 => format!("sum({inside}, z)"),
            2 => format!("first of ({inside}, 0)"),
            _ => format!("round(z / ({inside} + 1), 2)"),
        };
        inside = format!("i{link}");
        entries.push_str(&format!("    calc {inside} \"I\" = {made}\n"));
    }
    lines.push_str(&format!("  repeat r \"R\" 0..4 {{\n{entries}  }}\n"));
    lines.push_str(&format!("  calc s \"S\" = round(sum(r.{inside}) / b, {})\n", random.below(3)));
    lines.push_str("  check s < 30000 \"Not so\"\n");
    with_files(format!("{}section s \"S\" {{\n{lines}}}\n", head("en", "")))
}

/// A number made of another, of one of the first few kinds in a long chain.
fn reckoned(last: &str, long: bool, random: &mut Random) -> String {
    let other = *random.pick(&NUMBERS);
    let places = random.below(4);
    match random.below(if long { 5 } else { 12 }) {
        0 => format!("{last} + {other}"),
        1 => format!("sum({last}, {other})"),
        2 => format!("first of ({last}, {other})"),
        3 => format!("round({last} / {}, {places})", 2 + random.below(9)),
        4 => format!("-{last}"),
        5 => format!("round({last} / {other}, {places})"),
        6 => format!("round({other} / {last}, {places})"),
        7 => format!("round({last} * 0.5, {places})"),
        8 => format!("sum({other}, {last}, b)"),
        9 => format!("first of ({other}, {last})"),
        10 => format!("{other} - {last}"),
        _ => format!("round({last} / 7 + {other} / 3, {places})"),
    }
}

/// A day made of another.
fn later(last: &str, random: &mut Random) -> String {
    let by = random.below(40);
    let sign = *random.pick(&["+", "+", "-"]);
    match random.below(6) {
        0 | 1 => format!("{last} {sign} {by} months"),
        2 | 3 => format!("{last} {sign} {by} days"),
        4 => format!("first of ({last}, as_of)"),
        _ => format!("first of (g, {last})"),
    }
}
