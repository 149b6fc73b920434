//! Whoever does what the paper says has given an answer that is taken: every kind of mark and blank, with the words around it and the
//! legend, and nothing else to go by.

use serde_json::{Map, Value as Json, json};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::calendar;
use setsumon_core::form::{Day, Form, Locale, Value};
use setsumon_core::judge::{Mode, judge};
use setsumon_pdf::Theme;
use setsumon_pdf::sheet::{Answer, Blank, Block, Choice, Grid, GridCell, GridRow, Inline, Row, Shape, Text};
use setsumon_pdf::widget::{Kind, Widget};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::survey::Survey;
use setsumon_words::Wording;

/// One question each.
const QUESTIONS: &[&str] = &[
    "single q \"Q\" { a \"A\"  b \"B\"  c \"C\" means refused }",
    "multi q \"Q\" { a \"A\"  b \"B\"  none \"None\" exclusive  dk \"Unknown\" means dont_know }",
    "multi q \"Q\" pick 1..2 { a \"A\"  b \"B\"  c \"C\"  none \"None\" exclusive }",
    "multi q \"Q\" pick 2 { a \"A\"  b \"B\"  c \"C\" }",
    "multi q \"Q\" pick 2..3 { a \"A\"  b \"B\"  c \"C\"  d \"D\"  none \"None\" exclusive }",
    "group g \"G\" { multi q \"Q\" { a \"A\"  b \"B\"  none \"None\" exclusive }  single r \"R\" { a \"A\"  b \"B\" } }",
    "multi q \"Q\" pick 2 { a \"A\"  b \"B\"  c \"C\"  dk \"Unknown\" means dont_know }",
    "rank q \"Q\" pick 1..2 { a \"A\"  b \"B\"  c \"C\" }",
    "rank q \"Q\" pick 1 { a \"A\"  b \"B\"  c \"C\" }",
    "rank q \"Q\" pick 2 { a \"A\"  b \"B\"  c \"C\" }",
    "rank q \"Q\" pick 2..3 { a \"A\"  b \"B\"  c \"C\"  d \"D\" }",
    "rank q \"Q\" pick 3..4 { a \"A\"  b \"B\"  c \"C\"  d \"D\" }",
    "rank q \"Q\" { a \"A\"  b \"B\"  c \"C\" }",
    "group g \"G\" { rank q \"Q\" pick 1..2 { a \"A\"  b \"B\"  c \"C\" } }",
    "scale q \"Q\" 1 to 5",
    "scale q \"Q\" 0 to 100",
    "group g \"G\" { scale q \"Q\" 1 to 5 ends \"bad\" \"good\"  scale r \"R\" 0 to 60 }",
    "integer q \"Q\" or { unknown \"Unknown\" }",
    "decimal q \"Q\" digits 2 unit \"£\" or { nothing \"Nothing\"  unknown \"Unknown\" means dont_know }",
    "integer q \"Q\" unit \"minutes\" or { nothing \"Nothing\"  unknown \"Unknown\" means dont_know }",
    "text q \"Q\" or { nothing \"Nothing\"  unknown \"Unknown\" }",
    "longtext q \"Q\" or { nothing \"Nothing\"  unknown \"Unknown\" }",
    "date q \"Q\" max 2025-05-01 or { never \"Never\"  unknown \"Unknown\" }",
    "date q \"Q\" min 2024-05-01 max 2025-05-01 or { never \"Never\" }",
    "scale q \"Q\" 1 to 5 or { nothing \"Nothing\"  unknown \"Unknown\" }",
    "date q \"Q\" min 2024-05-01 max 2025-05-01",
    "date q \"Q\" min 2024-05-01",
    "month q \"Q\" max 2025-05",
    "month q \"Q\" min 2024-05 max 2025-05",
    "grid q \"Q\" of single { rows { i \"I\"  j \"J\" }  columns { a \"A\"  b \"B\" } }",
    "grid q \"Q\" of multi { rows { i \"I\"  j \"J\" }  columns { a \"A\"  b \"B\"  none \"None\" exclusive } }",
    "grid q \"Q\" of multi layout inline { rows { i \"I\"  j \"J\" }  columns { a \"A\"  b \"B\"  none \"None\" exclusive } }",
    "grid q \"Q\" of scale 1 to 5 { rows { i \"I\"  j \"J\" } }",
    "grid q \"Q\" of scale 0 to 40 { rows { i \"I\"  j \"J\" } }",
    "grid q \"Q\" { rows { i \"I\"  j \"J\" }  columns { scale a \"A\" 1 to 3  date b \"B\" min 2024-05-01 max 2025-05-01 } }",
    "grid q \"Q\" of date min 2024-05-01 max 2025-05-01 { rows { i \"I\"  j \"J\" } }",
];

#[test]
fn who_obeys_the_paper_is_understood() {
    for locale in ["en", "ja"] {
        for question in QUESTIONS {
            let survey = Survey::new(format!(
                "setsumon 1\nsurvey t \"T\" {{ locale {locale}  edition 2025 }}\nsection s \"S\" {{\n{question}\n}}\n"
            ));
            let form = survey.form().unwrap_or_else(|why| panic!("{why}\n{question}"));
            for seed in 0..40 {
                let file = obeyed(&form, seed);
                let verdict = judge(&form, &Answers::from_object(&Keys::of(&form), &file), None, Mode::Submission);
                assert!(verdict.valid, "{locale} {question}\n{file:?}\n{:?}", verdict.violations);
            }
        }
    }
}

/// An answer file by somebody who does as told.
fn obeyed(form: &Form, seed: u64) -> Map<String, Json> {
    let (sheet, widgets) = setsumon_pdf::sheet_of(form, &Theme::default());
    let said = serde_json::to_string(&sheet.blocks).expect("JSON");
    let mut reader = Reader { form, widgets: &widgets, said, random: Random::new(seed + 1), file: Map::new() };
    reader.blocks(&sheet.blocks);
    reader.file
}

struct Reader<'a> {
    form: &'a Form,
    widgets: &'a [Widget],
    /// All words on the paper.
    said: String,
    random: Random,
    file: Map<String, Json>,
}

impl Reader<'_> {
    fn wording(&self) -> &Wording {
        self.form.wording()
    }

    fn coin(&mut self) -> bool {
        self.random.below(2) == 0
    }

    fn put(&mut self, widget: usize, value: Json) {
        let name = &self.widgets[widget].name;
        self.file.insert(name.split('-').next().expect("a name").to_owned(), value);
    }

    /// Marks a sign.
    fn mark(&mut self, widget: usize) {
        let value = match &self.widgets[widget].kind {
            Kind::Radio(code) => code.parse::<i64>().map_or_else(|_| json!(code), |point| json!(point)),
            Kind::Check => json!(true),
            Kind::Line | Kind::Lines => panic!("no sign"),
        };
        self.put(widget, value);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            if let Block::Item(item) = block {
                for Row { body, .. } in &item.rows {
                    self.answers(body);
                }
            }
        }
    }

    fn answers(&mut self, answers: &[Answer]) {
        // What stands in the place of a value is marked if that is not given.
        let or = self.wording().instead.clone();
        let parted = answers.iter().position(|answer| match answer {
            Answer::Blank(blank) => words(&blank.after).ends_with(&or),
            Answer::Text { body, .. } => serde_json::to_string(body).expect("JSON").contains(&format!("\"{or}\"")),
            _ => false,
        });
        match parted {
            Some(at) if self.coin() => answers[..=at].iter().for_each(|answer| self.answer(answer)),
            Some(at) => answers[at + 1..].iter().for_each(|answer| self.answer(answer)),
            None => answers.iter().for_each(|answer| self.answer(answer)),
        }
    }

    fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Options { across: _, items } => self.options(items),
            Answer::Blank(blank) => self.blank(blank, &around(blank)),
            Answer::Points { widgets, .. } => {
                self.is_told_to_circle();
                let widget = *self.random.pick(widgets);
                self.mark(widget);
            }
            Answer::Ruler { widget, figures, .. } => {
                self.is_told_to_circle();
                let (_, figure) = self.random.pick(figures).clone();
                self.put(widget.expect("a field"), json!(figure.parse::<i64>().expect("a figure")));
            }
            Answer::Grid(grid) => self.grid(grid),
            Answer::Nested { label: _, inline, body } => {
                if let Some(blank) = inline {
                    self.blank(blank, &around(blank));
                }
                self.answers(body);
            }
            Answer::Asked { asked: _, body } => self.answers(body),
            Answer::Listed { .. } | Answer::Text { .. } => {}
        }
    }

    fn is_told_to_circle(&self) {
        let wording = self.wording();
        let ways = [
            &wording.circle_one,
            &wording.circle_one_each,
            &wording.circle,
            &wording.circle_each,
            &wording.legend_scales,
        ];
        assert!(ways.iter().any(|way| self.said.contains(way.as_str())), "nothing says what to do with a scale");
    }

    fn options(&mut self, items: &[Choice]) {
        let signs: Vec<(usize, String)> =
            items.iter().map(|item| (item.widget.expect("a field"), words(&item.text))).collect();
        match items[0].mark.as_str() {
            "○" => {
                let (widget, _) = self.random.pick(&signs).clone();
                self.mark(widget);
            }
            "□" => self.several(&signs),
            _ => {
                let wording = self.wording();
                let ways = [&wording.rank_between, &wording.rank, &wording.rank_exactly, &wording.rank_one];
                let (least, most) = self.told_number(&ways).expect("how many to rank");
                let count = least + self.random.below(most - least + 1);
                let ranked: Vec<usize> = signs.iter().take(count).map(|(widget, _)| *widget).collect();
                for (rank, widget) in ranked.into_iter().enumerate() {
                    self.put(widget, json!(rank + 1));
                }
            }
        }
    }

    /// One that stands alone, or some of the others: as many as are told.
    fn several(&mut self, signs: &[(usize, String)]) {
        let told = self.wording().choose_no_other.trim().to_owned();
        let (alone, others): (Vec<_>, Vec<_>) = signs.iter().cloned().partition(|(_, words)| words.contains(&told));
        if !alone.is_empty() && self.coin() {
            let (widget, _) = self.random.pick(&alone).clone();
            return self.mark(widget);
        }
        let wording = self.wording();
        let ways = [
            &wording.choose_between,
            &wording.choose_between_or_alone,
            &wording.choose_up_to,
            &wording.choose_exactly,
            &wording.choose_exactly_or_alone,
        ];
        let (least, most) = self.told_number(&ways).unwrap_or((1, others.len()));
        let count = least + self.random.below(most - least + 1);
        for (widget, _) in others.iter().take(count) {
            self.mark(*widget);
        }
    }

    /// The least and the most that one of these sentences tells.
    fn told_number(&self, ways: &[&String]) -> Option<(usize, usize)> {
        let shown = |number: usize| match self.form.survey().locale {
            Locale::En => number.to_string(),
            Locale::Ja => {
                char::from_u32(0xFF10 + u32::try_from(number).expect("a digit")).expect("a digit").to_string()
            }
        };
        for (least, most) in (0..10).flat_map(|most| (0..=most).map(move |least| (least, most))) {
            for way in ways {
                let wording = self.wording();
                let exactly = [&wording.choose_exactly, &wording.choose_exactly_or_alone, &wording.rank_exactly];
                let said = way.replace("{min}", &shown(least)).replace("{max}", &shown(most));
                let ends = match way {
                    way if *way == &wording.rank_one => (1, 1),
                    way if exactly.contains(way) => (most, most),
                    way if way.contains("{min}") => (least.max(1), most),
                    _ => (1, most),
                };
                if self.said.contains(said.trim_end_matches(['。', '.'])) {
                    return Some(ends);
                }
            }
        }
        None
    }

    fn grid(&mut self, grid: &Grid) {
        for row in &grid.rows {
            let GridRow::Row { cells, .. } = row else { continue };
            let heads: Vec<String> = grid.columns.iter().map(|column| words(&column.text)).collect();
            let mut signs: Vec<(usize, String)> = Vec::new();
            let mut one = false;
            for (cell, head) in cells.iter().zip(heads) {
                match cell {
                    GridCell::Mark { mark, widget } => {
                        one = mark == "○";
                        signs.push((widget.expect("a field"), head));
                    }
                    GridCell::Point { widget, .. } => {
                        self.is_told_to_circle();
                        one = true;
                        signs.push((widget.expect("a field"), head));
                    }
                    GridCell::Answers { answers, .. } => match answers.as_slice() {
                        [Answer::Blank(blank)] => self.blank(blank, &head),
                        answers => self.answers(answers),
                    },
                }
            }
            match signs.is_empty() {
                true => {}
                false if one => {
                    let (widget, _) = self.random.pick(&signs).clone();
                    self.mark(widget);
                }
                false => self.several(&signs),
            }
        }
    }

    fn blank(&mut self, blank: &Blank, told: &str) {
        let Some(widget) = blank.widgets.first().copied() else { return };
        let value = match &blank.shape {
            Shape::Parts { parts } => self.some_day(parts.len() == 2, told),
            _ => {
                let name = &self.widgets[widget].name;
                let variable = self.form.variables().values().find(|variable| &variable.name == name);
                match variable.map(|variable| &variable.value) {
                    Some(Value::Integer { .. } | Value::Decimal { .. }) => json!(1),
                    _ => json!("words"),
                }
            }
        };
        self.put(widget, value);
    }

    /// A day or a month, of those that are told.
    fn some_day(&mut self, month: bool, told: &str) -> Json {
        let locale = self.form.survey().locale;
        let first = calendar::day(2023, 1, 1).expect("a day").0;
        let days: Vec<Day> = (0..1200).map(|day| Day(first + day)).collect();
        let said = |day: &Day| {
            let iso = calendar::iso_day(*day);
            let count = calendar::month_count(iso[..4].parse().expect("a year"), iso[5..7].parse().expect("a month"));
            if month { calendar::long_month(count, locale) } else { calendar::plain_day(*day, locale) }
        };
        // Where a day's words begin in what is told.
        let place = |day: &Day| {
            let words = said(day);
            let whole = |at: usize| !told[..at].ends_with(|before: char| before.is_ascii_digit());
            told.match_indices(&words).map(|(at, _)| at).find(|at| whole(*at))
        };
        let mut known: Vec<(usize, Day)> = days.iter().filter_map(|day| Some((place(day)?, *day))).collect();
        known.sort_by_key(|(at, day)| (*at, day.0));
        let (begin, end) = (known.first().map(|(_, day)| *day), known.last().map(|(_, day)| *day));
        let wording = self.wording();
        let until = wording.until.replace("{day}", "");
        let since = wording.since.replace("{day}", "");
        let fits: Vec<&Day> = days
            .iter()
            .filter(|day| {
                (told.contains(&until) || begin.is_none_or(|begin| begin <= **day))
                    && (told.contains(&since) || end.is_none_or(|end| **day <= end))
            })
            .collect();
        let iso = calendar::iso_day(**self.random.pick(&fits));
        json!(if month { &iso[..7] } else { &iso })
    }
}

/// What is told behind a blank.
fn around(blank: &Blank) -> String {
    words(&blank.after) + &words(&blank.beside)
}

/// All words of a run, small ones too.
fn words(text: &Text) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Plain(plain)
            | Inline::Word { word: plain, lang: _ }
            | Inline::European { european: plain, lang: _ } => plain.clone(),
            Inline::Strong { strong: inner }
            | Inline::Link { link: _, text: inner }
            | Inline::Small { small: inner } => words(inner),
            Inline::Chip { .. } | Inline::Note { .. } | Inline::Soft { .. } | Inline::Break { .. } => String::new(),
        })
        .collect()
}
