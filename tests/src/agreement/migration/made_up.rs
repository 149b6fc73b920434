//! Two editions of a survey, made up from a seed: everything that may become of a question from one year to the next.

use crate::agreement::random::Random;

/// The text of the old edition, the same without what is gone without a word, and that of the new one.
///
/// The compiler lets nothing go without a word where an edition follows another. A migration must cope with it, as with any two editions.
pub(super) fn texts(seed: u64) -> [String; 3] {
    let mut maker = Maker {
        random: &mut Random::new(seed),
        count: 0,
        old: Vec::new(),
        gone: Vec::new(),
        new: Vec::new(),
        known: Vec::new(),
        moved: Vec::new(),
    };
    for _ in 0..6 + maker.random.below(8) {
        maker.item();
    }
    maker.checks();
    if let [.., before, last] = maker.new.as_mut_slice() {
        let code = before.split_whitespace().find(|word| word.starts_with(['p', 'q'])).unwrap_or_default();
        // Conditions look back.
        if maker.random.chance(40) && !last.contains(code) {
            std::mem::swap(before, last);
        }
    }
    let Maker { random: _, count: _, old, gone, new, known: _, moved } = maker;
    let head = |edition: &str| format!("setsumon 1\nsurvey made \"Made up\" {{ locale en  edition {edition} }}\n");
    let moved = if moved.is_empty() {
        String::new()
    } else {
        format!("section t \"Moved\" break \"Made up\" {{\n{}\n}}\n", moved.join("\n"))
    };
    let before = |lines: &[&[String]]| {
        format!(
            "{}section s \"Questions\" {{\n  text start \"Start\"\n{}\n}}\n",
            head("2024"),
            lines.concat().join("\n")
        )
    };
    [
        before(&[&old, &gone]),
        before(&[&old]),
        format!(
            "{}section s \"Questions\" break \"Made up\" {{\n  text start \"Start\"\n{}\n}}\n{moved}",
            head("2025 follows \"old.model.json\""),
            new.join("\n")
        ),
    ]
}

/// A question that later ones may depend on: its names, and the codes it offers in both editions, the first under both names.
struct Known {
    old: String,
    new: String,
    codes: [&'static str; 2],
    is_number: bool,
}

struct Maker<'r> {
    random: &'r mut Random,
    count: usize,
    old: Vec<String>,
    /// What the old edition has, and the new one has not.
    gone: Vec<String>,
    new: Vec<String>,
    known: Vec<Known>,
    /// What stands in another section of the new edition.
    moved: Vec<String>,
}

impl Maker<'_> {
    fn item(&mut self) {
        self.count += 1;
        let old = format!("q{}", self.count);
        let renamed = self.random.chance(30);
        let new = if renamed { format!("p{}", self.count) } else { old.clone() };
        let was = if renamed { format!(" was {old}") } else { String::new() };
        let [when, now] = self.when();
        match self.random.below(14) {
            0 => self.gone.push(format!("  {} {old} \"Gone\"{when}", self.random.pick(&["text", "integer", "flag"]))),
            1 => {
                self.old.push(format!("  text {old} \"Retired\"{when}"));
                self.new.push(format!("  retired text {old} \"Retired\""));
            }
            2 => self.new.push(format!("  integer {new} \"New\"{now} min 0 @new")),
            3 | 4 => self.single(&old, &new, &was, [&when, &now]),
            5 => self.multi([&old, &new, &was], [&when, &now]),
            6 => self.rank([&old, &new, &was], [&when, &now]),
            7 => self.grid([&old, &new, &was], [&when, &now]),
            8 | 9 => self.roster([&old, &new, &was], [&when, &now]),
            10 => {
                let kind = *self.random.pick(&["integer", "text", "flag"]);
                self.old.push(format!("  {kind} {old}a \"One\"{when}\n  {kind} {old}b \"Other\""));
                self.new.push(format!("  {kind} {new}m \"Both\"{now} was [{old}a, {old}b]"));
            }
            11 => {
                self.old.push(format!("  text {old} \"Moves\"{when}"));
                self.moved.push(format!("  text {new} \"Moves\" was s.{old}"));
            }
            _ => self.blank([&old, &new, &was], [&when, &now]),
        }
    }

    /// A condition as it was, and as it is: the same, another, or none.
    fn when(&mut self) -> [String; 2] {
        if self.known.is_empty() || !self.random.chance(45) {
            return [String::new(), String::new()];
        }
        let known = self.random.pick(&self.known);
        let sides = [&known.old, &known.new];
        let [before, after] = if known.is_number {
            let limits = [*self.random.pick(&[0, 5]), *self.random.pick(&[0, 5, 10])];
            [0, 1].map(|side| format!(" when {} > {} says none", sides[side], limits[side]))
        } else {
            [0, 1].map(|side| format!(" when {} is {} says none", sides[side], known.codes[side]))
        };
        match self.random.below(5) {
            0 => [before, String::new()],
            1 => [String::new(), after],
            _ => [before, after],
        }
    }

    fn single(&mut self, old: &str, new: &str, was: &str, [when, now]: [&str; 2]) {
        let write_in = "z \"Other\" { text which \"Which\" }";
        self.old.push(format!("  single {old} \"Choice\"{when} {{ a \"A\"  b \"B\"  c \"C\"  d \"D\"  {write_in} }}"));
        let (options, first) = *self.random.pick(&[
            ("a \"A\"  b \"B\"  c \"C\"  d \"D\"", "a"),
            ("a \"A\"  b \"B\"  retired c \"C\"  retired d \"D\"", "a"),
            ("e \"A\" was a  b \"B\"  c \"C\"  f \"F\" @new  retired d \"D\"", "e"),
            ("m \"A or B\" was [a, b]  c \"C\"  d \"D\"", "m"),
            ("b \"A\" was a  a \"B\" was b  retired c \"C\"  d \"D\"", "b"),
            ("a \"A\"  retired b \"B\"  retired c \"C\"  d \"D\"", "a"),
            ("a \"Not A\"  b \"B\"  retired c \"C\"  d \"D\"", "a"),
            ("a \"A\"  b \"Rather B\"  e \"C\" was c  d \"Other than D\"", "a"),
        ]);
        self.new.push(format!("  single {new} \"Choice\"{now}{was} {{ {options}  {write_in} }}"));
        self.known.push(Known { old: old.into(), new: new.into(), codes: ["a", first], is_number: false });
    }

    fn multi(&mut self, [old, new, was]: [&str; 3], [when, now]: [&str; 2]) {
        self.old.push(format!("  multi {old} \"Some\"{when} {{ a \"A\"  b \"B\"  c \"C\"  n \"None\" }}"));
        let options = *self.random.pick(&[
            "a \"A\"  b \"B\"  n \"None\" exclusive  retired c \"C\"",
            "x \"A\" was a  b \"B\"  c \"C\"  n \"None\"",
            "a \"A\"  retired b \"B\"  c \"C\"  n \"None\" exclusive",
            "m \"A or B\" was [a, b]  c \"C\"  n \"None\"",
            "a \"Other than A\"  b \"B\"  retired c \"C\"  n \"None\" exclusive",
        ]);
        let pick = *self.random.pick(&["", " pick 1..2", " pick 1..1"]);
        self.new.push(format!("  multi {new} \"Some\"{now}{pick}{was} {{ {options} }}"));
    }

    fn rank(&mut self, [old, new, was]: [&str; 3], [when, now]: [&str; 2]) {
        self.old.push(format!("  rank {old} \"Order\"{when} {{ a \"A\"  b \"B\"  c \"C\" }}"));
        let options = *self.random.pick(&[
            "a \"A\"  b \"B\"  retired c \"C\"",
            "c \"C\"  x \"A\" was a  b \"B\"",
            "a \"A\"  b \"Other than B\"  c \"C\"",
            "a \"A\"  b \"B\"  c \"C\"  d \"D\" @new",
        ]);
        self.new.push(format!("  rank {new} \"Order\"{now}{was} {{ {options} }}"));
    }

    fn grid(&mut self, [old, new, was]: [&str; 3], [when, now]: [&str; 2]) {
        let of = *self.random.pick(&["single", "multi"]);
        let rows = *self.random.pick(&[
            "x \"X\"  y \"Y\"",
            "z \"X\" was x  y \"Y\"",
            "y \"Y\"  w \"W\" @new  retired x \"X\"",
        ]);
        let options = *self.random.pick(&[
            "a \"A\"  b \"B\"",
            "a \"A\"  c \"C\" @new  retired b \"B\"",
            "a \"Other than A\"  b \"B\"",
        ]);
        let grid = |code: &str, when: &str, was: &str, rows: &str, options: &str| {
            format!("  grid {code} \"Table\" of {of}{when}{was} {{ rows {{ {rows} }}  columns {{ {options} }} }}")
        };
        self.old.push(grid(old, when, "", "x \"X\"  y \"Y\"", "a \"A\"  b \"B\""));
        self.new.push(grid(new, now, was, rows, options));
    }

    fn roster(&mut self, [old, new, was]: [&str; 3], [when, now]: [&str; 2]) {
        let personal = |chance: bool| if chance { " @personal" } else { "" };
        let [a, b] = [self.random.chance(30), self.random.chance(30)].map(personal);
        let roster = format!(
            "  repeat {old} \"List\" 0..4{when} {{ text name \"Name\"{a}  integer age \"Age\" min 0 max 99  single k \"Kind\" {{ a \"A\"  b \"B\" }}  text x \"If\" when k is a says none }}"
        );
        if self.random.chance(15) {
            self.gone.push(roster);
            return;
        }
        self.old.push(roster);
        let max = *self.random.pick(&[1, 2, 4, 6]);
        let items = *self.random.pick(&[
            "integer age \"Age\" min 0 max 20  single k \"Kind\" { a \"A\"  b \"B\" }  text x \"If\" when k is b says none  retired text name \"Name\"",
            "text called \"Name\" was name  single k \"Kind\" { a \"A\"  retired b \"B\" }  text x \"If\" when k is a says none  retired integer age \"Age\"",
            "text name \"Name\"  single k \"Kind\" { c \"C\" @new  b \"B\"  retired a \"A\" }  integer age \"Age\" min 0 max 99  check age > 20 \"Too old\"  retired text x \"If\"",
        ]);
        self.new.push(format!("  repeat {new} \"List\" 0..{max}{now}{was} {{ text own \"Own\" @new{b}  {items} }}"));
    }

    /// A blank of a type, and one of another type, range, length, shape, unit or secrecy.
    fn blank(&mut self, [old, new, was]: [&str; 3], [when, now]: [&str; 2]) {
        let (before, after) = *self.random.pick(&[
            ("integer|min 0 max 20", "integer|min 5 max 10"),
            ("integer|min 0 max 20", "decimal|digits 1 min 0 max 15"),
            ("integer|min 0", "text|"),
            ("integer|unit \"yen\" min 0", "integer|unit \"thousand yen\" min 0"),
            ("decimal|digits 2 min 0 max 20", "decimal|digits 1 min 0 max 20"),
            ("decimal|digits 2 min 0 max 20", "integer|min 0 max 20"),
            ("decimal|digits 1", "text|max_length 4"),
            ("text|", "text|max_length 3"),
            ("text|", "integer|min 0"),
            ("text|", "email|"),
            ("longtext|", "text|"),
            ("text|", "longtext|"),
            ("tel|", "text|"),
            ("date|", "date|min 2019-12-31 max 2024-03-01"),
            ("date|", "text|"),
            ("month|", "month|min 2023-12 max 2025-01"),
            ("month|", "date|"),
            ("year|min 1900 max 2030", "integer|min 2000 max 2020"),
            ("flag|", "text|"),
            ("scale|0 to 10", "scale|1 to 5"),
        ]);
        let personal = [self.random.chance(20), self.random.chance(20)].map(|yes| if yes { " @personal" } else { "" });
        let line = |code: &str, blank: &str, when: &str, mark: &str, was: &str| {
            let (kind, bounds) = blank.split_once('|').unwrap();
            // What belongs to the kind stands before the condition, what is set behind it.
            let (own, set) = if kind == "scale" { (bounds, "") } else { ("", bounds) };
            format!("  {kind} {code} \"Blank\" {own}{when} {set}{mark}{was}")
        };
        if is_retyped(before, after) {
            // Where an edition follows another, the compiler wants a new code for another type.
            self.gone.push(line(old, before, when, personal[0], ""));
            self.new.push(line(old, after, now, personal[1], " @new"));
            return;
        }
        self.old.push(line(old, before, when, personal[0], ""));
        self.new.push(line(new, after, now, personal[1], was));
        let numbers = |blank: &str| blank.starts_with("integer") || blank.starts_with("decimal");
        if numbers(before) && numbers(after) && personal == ["", ""] {
            self.known.push(Known { old: old.into(), new: new.into(), codes: ["", ""], is_number: true });
        }
    }

    /// Checks that are new, or say something else.
    fn checks(&mut self) {
        let numbers: Vec<(String, String)> = self
            .known
            .iter()
            .filter(|known| known.is_number)
            .map(|known| (known.old.clone(), known.new.clone()))
            .collect();
        if let [first, second, ..] = numbers.as_slice() {
            if self.random.chance(50) {
                self.old.push(format!("  check {} > {} + 3 \"Too many\"", first.0, second.0));
            }
            if self.random.chance(70) {
                let plus = self.random.pick(&[0, 3, 5]);
                self.new.push(format!("  check {} > {} + {plus} \"Too many\"", first.1, second.1));
            }
        }
    }
}

/// Whether two blanks hold values of different types.
fn is_retyped(before: &str, after: &str) -> bool {
    let [before, after] = [before, after].map(|blank| match blank.split_once('|').unwrap().0 {
        "year" | "scale" => "integer",
        "longtext" | "email" | "tel" => "text",
        other => other,
    });
    before != after
}
