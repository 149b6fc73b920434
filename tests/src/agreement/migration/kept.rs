//! Steps in which nothing is taken from anybody: every rule of the next edition is the one there was, or a wider one. Read backwards the
//! same steps are narrower.

use setsumon_core::form::Form;
use setsumon_core::frozen::Model;

use super::Step;
use crate::agreement::random::Random;
use crate::project::Project;

/// Both texts, whether the second may name what things were, and what later questions may depend on.
struct Maker<'r> {
    random: &'r mut Random,
    /// Whether the second edition follows the first, so that things may be renamed; else types may become others.
    follows: bool,
    count: usize,
    old: Vec<String>,
    new: Vec<String>,
    /// Choices that were asked of everybody: their names then and now.
    choices: Vec<[String; 2]>,
    /// The same of whole numbers.
    numbers: Vec<[String; 2]>,
}

/// A step in which nothing is taken from anybody, made up from a seed, and the same backwards where nothing is renamed in it.
///
/// # Panics
/// Where one of the editions is no survey.
pub fn kept(seed: u64) -> (Step, Option<Step>) {
    let random = &mut Random::new(seed);
    let follows = random.chance(50);
    let none = Vec::new;
    let mut maker =
        Maker { random, follows, count: 0, old: none(), new: none(), choices: Vec::new(), numbers: Vec::new() };
    maker.choice("");
    for _ in 0..3 + maker.random.below(6) {
        maker.item();
    }
    maker.checks();
    let Maker { random: _, follows: _, count: _, old, new, choices: _, numbers: _ } = maker;
    let text = |edition: i64, head: &str, lines: &[String]| {
        format!(
            "setsumon 1\nsurvey made \"Made up\" {{ locale en  edition {edition}{head} }}\nsection s \"Questions\"{} {{\n{}\n}}\n",
            if head.is_empty() { "" } else { " break \"Made up\"" },
            lines.join("\n")
        )
    };
    let [before, after] = [text(2024, "", &old), text(2025, "", &new)];
    let form = |project: &Project, text: &str| -> Form {
        let compiled = project.compile();
        let said = compiled.said();
        compiled.0.soundness.before_markers().unwrap_or_else(|| panic!("seed {seed}: {said}\n{text}"))
    };
    let made = |old: &str, new: &str| {
        let (old, new) = (form(&Project::of(old), old), form(&Project::of(new), new));
        Step { told: format!("seed {seed}\n{after}\n{before}"), old, new }
    };
    if !follows {
        let back = [text(2024, "", &new), text(2025, "", &old)];
        return (made(&before, &after), Some(made(&back[0], &back[1])));
    }
    let then = form(&Project::of(&before), &before);
    let after = text(2025, " follows \"old.model.json\"", &new);
    let project = Project::of(&after).with("old.model.json", Model::freeze(&then, None).write());
    let now = form(&project, &after);
    (Step { told: format!("seed {seed}\n{before}\n{after}"), old: then, new: now }, None)
}

impl Maker<'_> {
    /// A name then and now, and what says so.
    fn named(&mut self) -> [String; 3] {
        self.count += 1;
        let old = format!("q{}", self.count);
        if self.follows && self.random.chance(40) {
            return [old.clone(), format!("p{}", self.count), format!(" was {old}")];
        }
        [old.clone(), old, String::new()]
    }

    fn item(&mut self) {
        let [when, now] = self.when();
        match self.random.below(9) {
            0 if when.is_empty() => self.choice(""),
            0 | 1 => {
                self.choice_when(&when, &now);
            }
            2 => self.several(&when, &now),
            3 => self.order(&when, &now),
            4 => self.table(&when, &now),
            5 => self.list(&when, &now),
            _ => self.blank(&when, &now),
        }
    }

    /// A condition then, and one that holds wherever that did.
    fn when(&mut self) -> [String; 2] {
        let choice = self.random.pick(&self.choices).clone();
        let number = (!self.numbers.is_empty()).then(|| self.random.pick(&self.numbers).clone());
        let of = |then: &str, now: &str| {
            let in_names = |text: &str, side: usize| {
                let text = text.replace('%', &choice[side]);
                match &number {
                    Some(number) => text.replace('#', &number[side]),
                    None => text,
                }
            };
            let whole = |text: String| if text.is_empty() { text } else { format!(" when {text} says none") };
            [whole(in_names(then, 0)), whole(in_names(now, 1))]
        };
        let mut ways = vec![
            ("", ""),
            ("", ""),
            ("% is a", "% is a"),
            ("% is a", "% in [a, b]"),
            ("% is b", ""),
            ("% in [a, b]", "% in [b, a]"),
            ("% is a", "answered %"),
            ("% is z", "% is z"),
        ];
        if number.is_some() {
            ways.extend([
                ("# > 5", "# > 5"),
                ("# > 5", "# >= 6"),
                ("# > 5", "# > 3"),
                ("# > 5 and % is a", "# > 5"),
                ("# > 5 and % is a", "% is a and # > 2"),
                ("# < 3", "# < 3 or % is b"),
                ("# + 1 > 5", "# > 4"),
            ]);
        }
        let (then, now) = *self.random.pick(&ways);
        of(then, now)
    }

    fn choice(&mut self, when: &str) {
        let [old, new] = self.choice_when(when, when);
        self.choices.push([old, new]);
    }

    fn choice_when(&mut self, when: &str, now: &str) -> [String; 2] {
        let [old, new, was] = self.named();
        let other = "z \"Other\" { text which \"Which\" }";
        self.old.push(format!("  single {old} \"Choice\"{when} {{ a \"A\"  b \"B\"  c \"C\"  {other} }}"));
        let mut ways = vec!["a \"A\"  b \"B\"  c \"C\"", "c \"C\"  b \"B\"  a \"A\""];
        if self.follows {
            ways.extend(["a \"A\"  b \"B\"  d \"D\" @new  c \"C\"", "a \"A\"  b \"B\"  e \"C\" was c"]);
        } else {
            ways.push("a \"A\"  b \"B\"  c \"C\"  d \"D\"");
        }
        let options = self.random.pick(&ways);
        self.new.push(format!("  single {new} \"Choice\"{now}{was} {{ {options}  {other} }}"));
        [old, new]
    }

    fn several(&mut self, when: &str, now: &str) {
        let [old, new, was] = self.named();
        let least = *self.random.pick(&["1", "2"]);
        self.old.push(format!(
            "  multi {old} \"Some\"{when} pick {least}..2 {{ a \"A\"  b \"B\"  c \"C\"  n \"None\" exclusive  z \"Other\" {{ text which \"Which\" }} }}"
        ));
        let pick = *self.random.pick(&["2", "2", "3"]);
        let mark = if self.follows { " @new" } else { "" };
        let more = if self.random.chance(40) { format!("  d \"D\"{mark}") } else { String::new() };
        let alone = if self.random.chance(70) { " exclusive" } else { "" };
        self.new.push(format!(
            "  multi {new} \"Some\"{now} pick {least}..{pick}{was} {{ b \"B\"  a \"A\"{more}  c \"C\"  n \"None\"{alone}  z \"Other\" {{ text which \"Which\" }} }}"
        ));
    }

    fn order(&mut self, when: &str, now: &str) {
        let [old, new, was] = self.named();
        self.old.push(format!("  rank {old} \"Order\"{when} {{ a \"A\"  b \"B\"  c \"C\" }}"));
        let mut ways = vec!["a \"A\"  b \"B\"  c \"C\"", "c \"C\"  a \"A\"  b \"B\""];
        if self.follows {
            ways.extend(["a \"A\"  d \"D\" @new  b \"B\"  c \"C\"", "a \"A\"  e \"B\" was b  c \"C\""]);
        } else {
            ways.push("a \"A\"  b \"B\"  c \"C\"  d \"D\"");
        }
        let options = self.random.pick(&ways);
        self.new.push(format!("  rank {new} \"Order\"{now}{was} {{ {options} }}"));
    }

    fn table(&mut self, when: &str, now: &str) {
        let [old, new, was] = self.named();
        let of = *self.random.pick(&["single", "multi"]);
        let (columns, none) = if of == "multi" {
            ("a \"A\"  b \"B\"  n \"None\" exclusive", "")
        } else {
            ("a \"A\"  b \"B\"", "  c \"C\"")
        };
        let mut rows = vec!["x \"X\"  y \"Y\"", "y \"Y\"  x \"X\""];
        if self.follows {
            rows.extend(["x \"X\"  w \"W\" @new  y \"Y\"", "v \"X\" was x  y \"Y\""]);
        }
        let rows = self.random.pick(&rows);
        let more = if self.random.chance(30) && !self.follows { none } else { "" };
        self.old.push(format!(
            "  grid {old} \"Table\" of {of}{when} {{ rows {{ x \"X\"  y \"Y\" }}  columns {{ {columns} }} }}"
        ));
        self.new.push(format!(
            "  grid {new} \"Table\" of {of}{now}{was} {{ rows {{ {rows} }}  columns {{ {columns}{more} }} }}"
        ));
    }

    fn list(&mut self, when: &str, now: &str) {
        let [old, new, was] = self.named();
        let ((then, inner), (most, wider)) = (
            *self.random.pick(&[
                ("when k is a says none", "when k is a says none"),
                ("when k is a says none", "when k in [a, b] says none"),
                ("when age > 20 says none", "when age > 18 says none"),
            ]),
            *self.random.pick(&[("99", "3"), ("120", "3"), ("99", "5")]),
        );
        let roster = |code: &str, most: &str, items: &str, inner: &str, rest: &str| {
            format!(
                "  repeat {code} \"List\" 0..{rest} {{ text name \"Name\"  integer age \"Age\" min 0 max {most}  single k \"Kind\" {{ a \"A\"  b \"B\" }}  text x \"If\" {inner}  {items} }}"
            )
        };
        let check = |limit: &str| format!("check age <= {limit} when k is b \"Too old\"");
        self.old.push(roster(&old, "99", &check("60"), then, &format!("3{when}")));
        let limit = *self.random.pick(&["60", "70"]);
        self.new.push(roster(&new, most, &check(limit), inner, &format!("{wider}{now}{was}")));
    }

    /// A blank, and one that takes all that it took.
    fn blank(&mut self, when: &str, now: &str) {
        let mut ways = vec![
            ("integer|min 0 max 20", "integer|min 0 max 20"),
            ("integer|min 0 max 20", "integer|min -5 max 30"),
            ("integer|min 0 max 20", "integer|"),
            ("decimal|digits 1 min 0 max 20", "decimal|digits 2 min 0 max 20.5"),
            ("text|max_length 5", "text|max_length 9"),
            ("text|max_length 5", "text|"),
            ("date|min 2020-01-01 max 2024-03-01", "date|min 2019-12-31 max 2024-03-01"),
            ("month|min 2020-01 max 2024-03", "month|"),
            ("year|min 1950 max 2024", "year|min 1900 max 2030"),
            ("flag|", "flag|"),
        ];
        if !self.follows {
            ways.extend([
                ("year|min 1950 max 2024", "decimal|digits 1 min 0 max 3000"),
                ("year|min 1950 max 2024", "integer|min 0"),
                ("integer|min 0 max 20", "decimal|digits 2 min 0 max 20"),
                ("text|", "longtext|"),
                ("tel|", "text|max_length 20"),
                ("tel|", "text|"),
                ("postal|", "text|max_length 10"),
                ("email|", "longtext|"),
                ("url|", "text|"),
            ]);
        }
        let (before, after) = *self.random.pick(&ways);
        let [old, new, was] = self.named();
        let line = |code: &str, blank: &str, when: &str, was: &str| {
            let (kind, set) = blank.split_once('|').unwrap();
            format!("  {kind} {code} \"Blank\"{when} {set}{was}")
        };
        self.old.push(line(&old, before, when, ""));
        self.new.push(line(&new, after, now, &was));
        if when.is_empty() && now.is_empty() && before.starts_with("integer") {
            self.numbers.push([old, new]);
        }
    }

    /// Checks that let pass what they let pass.
    fn checks(&mut self) {
        let [one, other] = match self.numbers.as_slice() {
            [] => return,
            [one] => [one.clone(), one.clone()],
            [one, .., other] => [one.clone(), other.clone()],
        };
        let ways = [
            ("% > # + 3", "% > # + 3"),
            ("% > # + 3", "% > # + 5"),
            ("% >= # + 4", "% > # + 3"),
            ("% > 15", "% > 17"),
            ("% + # > 15", "% + # > 16"),
            ("% > 15 or # > 12", "# > 12"),
        ];
        let (then, now) = *self.random.pick(&ways);
        if one == other && then.contains('#') {
            return;
        }
        let line = |text: &str, side: usize| {
            let wrong = text.replace('%', &one[side]).replace('#', &other[side]);
            format!("  check not ({wrong}) \"Too many\"")
        };
        self.old.push(line(then, 0));
        self.new.push(line(now, 1));
    }
}
