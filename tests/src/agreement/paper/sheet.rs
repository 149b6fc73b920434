//! The printed sheet as a reader meets it: one place after the other, each with the sentences that cover it.

use std::collections::BTreeMap;

use setsumon_core::form::Form;
use setsumon_core::ids::{CondId, VarId};
use setsumon_pdf::sheet::{Answer, Asked, Block, By, Choice, Field, GridCell, GridRow, Inline, Row, Sheet, Text};
use setsumon_pdf::widget::{Kind, Widget};

/// A place to write or to mark.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The name of its variable.
    pub variable: String,
    /// The line or block of a roster that it stands in, from 0.
    pub occurrence: Option<usize>,
    /// The code or point that it stands for, where there are several to choose from.
    pub code: Option<String>,
}

/// What stands on the way.
#[derive(Debug, Clone)]
pub enum Stop {
    /// A place, and where its choice leads.
    Place(Place, Option<String>),
    /// A boxed end, told by this extent.
    End {
        /// Whom it stops.
        told: usize,
    },
    /// The sentences of a gate.
    Gate(VarId),
    /// Where an arrow may lead.
    Anchor(String),
}

/// A stop with what surrounds it.
#[derive(Debug, Clone)]
pub struct Step {
    /// What it is.
    pub stop: Stop,
    /// The innermost extent it lies in.
    pub within: Option<usize>,
    /// The section, counted as printed.
    pub section: Option<usize>,
    /// The numbered item, counted as printed.
    pub item: Option<usize>,
}

/// How a reader knows whether an extent is for them.
#[derive(Debug, Clone)]
pub enum Rule {
    /// By a sentence of the compiler's.
    Words(String),
    /// By a sentence "otherwise", of the extent before.
    Otherwise(usize),
    /// At the author's word, or at nobody's.
    Trusted(CondId),
    /// It hangs on what is marked or filled in here.
    Chosen(Vec<Place>),
    /// By a sentence that speaks of all that was chosen before; the words of this one.
    Narrowed(String, String),
}

/// What a sentence covers.
#[derive(Debug, Clone)]
pub struct Extent {
    /// What it lies in.
    pub outer: Option<usize>,
    /// How its reader knows.
    pub rule: Rule,
    /// The step it begins before.
    pub begin: usize,
    /// Where it stands.
    pub section: Option<usize>,
    /// In which item it stands; none between items.
    pub item: Option<usize>,
    /// The numbered item that was printed last.
    pub last_item: Option<usize>,
    /// The condition that is told, to be held against other sentences.
    pub when: Option<CondId>,
}

/// All that somebody knows who has the paper.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    /// From the first to the last.
    pub steps: Vec<Step>,
    /// In the order in which they begin.
    pub extents: Vec<Extent>,
    /// Where the arrows lead.
    pub anchors: BTreeMap<String, usize>,
}

/// Reads the sheet of a form.
pub fn paper(form: &Form) -> Paper {
    let (sheet, widgets) = setsumon_pdf::sheet_of(form, &setsumon_pdf::Theme::default());
    let Sheet { blocks, .. } = &sheet;
    let mut walk = Walk {
        widgets: &widgets,
        form,
        tails: (form.wording().asks.as_str(), form.wording().stops.as_str()),
        paper: Paper::default(),
        within: None,
        section: None,
        sections: 0,
        item: None,
        items: 0,
    };
    walk.blocks(blocks);
    walk.paper
}

struct Walk<'a> {
    widgets: &'a [Widget],
    form: &'a Form,
    tails: (&'a str, &'a str),
    paper: Paper,
    within: Option<usize>,
    section: Option<usize>,
    sections: usize,
    item: Option<usize>,
    items: usize,
}

impl Walk<'_> {
    fn step(&mut self, stop: Stop) {
        if let Stop::Anchor(name) = &stop {
            let before = self.paper.anchors.insert(name.clone(), self.paper.steps.len());
            assert!(before.is_none(), "two places are called {name}");
        }
        self.paper.steps.push(Step { stop, within: self.within, section: self.section, item: self.item });
    }

    /// Opens an extent, unless there is none.
    fn open(&mut self, rule: Rule, when: Option<CondId>) -> usize {
        self.paper.extents.push(Extent {
            outer: self.within,
            rule,
            begin: self.paper.steps.len(),
            section: self.section,
            item: self.item,
            last_item: self.items.checked_sub(1),
            when,
        });
        self.paper.extents.len() - 1
    }

    /// How an extent is known, `before` being the extent that stands right before it.
    fn rule(&self, asked: &Asked, before: Option<usize>, chosen: &[Place]) -> Rule {
        let words = plain(&asked.text);
        match &asked.by {
            // Where it does not follow a sentence, nobody can understand it.
            By::Words => match before.filter(|_| self.form.wording().is_of_others(&words)) {
                Some(before) => Rule::Otherwise(before),
                None => Rule::Words(words),
            },
            By::Author | By::Nobody => Rule::Trusted(asked.when.expect("a condition of its own")),
            By::Place => Rule::Chosen(chosen.to_vec()),
            By::Narrowed(sentence, words) => Rule::Narrowed(sentence.clone(), words.clone()),
        }
    }

    fn inside(&mut self, rule: Rule, when: Option<CondId>, run: impl FnOnce(&mut Self)) -> usize {
        let extent = self.open(rule, when);
        let outer = self.within.replace(extent);
        run(self);
        self.within = outer;
        extent
    }

    fn blocks(&mut self, blocks: &[Block]) {
        let mut before = None;
        for block in blocks {
            let mut extent = None;
            match block {
                Block::Page { .. }
                | Block::Prose { .. }
                | Block::Legend { .. }
                | Block::Lead { .. }
                | Block::Appendix { .. }
                | Block::List { .. }
                | Block::Conditions { .. } => {}
                Block::NewPage => extent = before,
                Block::Part { .. } => self.section = None,
                Block::Section { anchor, .. } => {
                    self.section = Some(self.sections);
                    self.sections += 1;
                    self.anchor(anchor.as_ref());
                }
                Block::Asked { asked, blocks } => {
                    let rule = self.rule(asked, before, &[]);
                    let section = self.section;
                    extent = Some(self.inside(rule, asked.when, |walk| walk.blocks(blocks)));
                    // Sections end where what is around them ends.
                    self.section = section;
                }
                Block::Boxed { gate, .. } => {
                    if let Some(gate) = gate {
                        self.step(Stop::Gate(*gate));
                    }
                }
                Block::End { asked, anchor, .. } => {
                    self.anchor(anchor.as_ref());
                    let rule = match self.rule(asked, before, &[]) {
                        Rule::Words(words) => Rule::Words(self.of_an_end(words)),
                        other => other,
                    };
                    let told = self.open(rule, asked.when);
                    self.step(Stop::End { told });
                }
                Block::Item(item) => {
                    self.rows(&item.rows);
                    self.item = None;
                }
            }
            before = extent;
        }
    }

    /// The sentence of an end as one that asks.
    fn of_an_end(&self, words: String) -> String {
        let (asks, stops) = self.tails;
        match words.strip_suffix(stops) {
            Some(said) if !asks.is_empty() => format!("{said}{asks}"),
            Some(_) | None => words,
        }
    }

    fn anchor(&mut self, anchor: Option<&String>) {
        if let Some(anchor) = anchor {
            self.step(Stop::Anchor(anchor.clone()));
        }
    }

    fn rows(&mut self, rows: &[Row]) {
        // Blanks behind a label that spans rows are filled in after them.
        let mut waiting: Vec<(usize, &[Field], Vec<Place>)> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            if let Some(number) = &row.number {
                if !number.text.is_empty() {
                    self.item = Some(self.items);
                    self.items += 1;
                }
                self.anchor(number.anchor.as_ref());
            }
            let marked = self.answers(&row.body);
            for label in &row.labels {
                waiting.push((index + label.rows, &label.fields, Vec::new()));
            }
            for (_, _, places) in &mut waiting {
                places.extend(marked.iter().cloned());
            }
            let (ready, rest) = waiting.into_iter().partition(|(end, _, _)| *end <= index + 1);
            waiting = rest;
            for (_, fields, places) in ready {
                self.fields(fields, &places);
            }
        }
        for (_, fields, places) in waiting {
            self.fields(fields, &places);
        }
    }

    fn fields(&mut self, fields: &[Field], chosen: &[Place]) {
        if !fields.is_empty() {
            self.inside(Rule::Chosen(chosen.to_vec()), None, |walk| {
                for field in fields {
                    walk.widgets(&field.blank.widgets);
                }
            });
        }
    }

    /// Answers of a cell, and the places that are theirs.
    fn answers(&mut self, answers: &[Answer]) -> Vec<Place> {
        let mut marked: Vec<Place> = Vec::new();
        let mut own = 0;
        let mut before = None;
        for answer in answers {
            let mut extent = None;
            match answer {
                Answer::Options { across: _, items } => {
                    for choice in items {
                        marked.extend(self.choice(choice));
                    }
                }
                Answer::Blank(blank) => marked.extend(self.widgets(&blank.widgets)),
                Answer::Points { widgets, .. } => marked.extend(self.widgets(widgets)),
                Answer::Ruler { widget, .. } => {
                    if let Some(widget) = widget {
                        marked.extend(self.widgets(&[*widget]));
                    }
                }
                Answer::Grid(grid) => {
                    for row in &grid.rows {
                        marked.extend(self.grid_row(row));
                    }
                }
                Answer::Nested { label: _, inline, body } => {
                    // What hangs on something hangs on what has this label.
                    own = marked.len();
                    if let Some(blank) = inline {
                        marked.extend(self.widgets(&blank.widgets));
                    }
                    marked.extend(self.answers(body));
                }
                Answer::Asked { asked, body } => {
                    let rule = self.rule(asked, before, marked.get(own..).unwrap_or_default());
                    let mut inner = Vec::new();
                    extent = Some(self.inside(rule, asked.when, |walk| inner = walk.answers(body)));
                    if asked.by != By::Place {
                        marked.extend(inner);
                    }
                }
                // A sheet with places for a machine to read has its lists at their questions.
                Answer::Listed { .. } | Answer::Text { .. } => {}
            }
            before = extent;
        }
        marked
    }

    fn choice(&mut self, choice: &Choice) -> Vec<Place> {
        let mut marked = Vec::new();
        let run = |walk: &mut Self, marked: &mut Vec<Place>| {
            let place = choice.widget.map(|widget| walk.place(widget));
            if let Some(place) = place {
                walk.step(Stop::Place(place.clone(), choice.route.as_ref().map(|route| route.anchor.clone())));
                marked.push(place);
            }
            walk.fields(&choice.fields, marked);
            if !choice.body.is_empty() {
                walk.inside(Rule::Chosen(marked.clone()), None, |walk| {
                    walk.answers(&choice.body);
                });
            }
        };
        match &choice.asked {
            Some(asked) => {
                let rule = self.rule(asked, None, &[]);
                self.inside(rule, asked.when, |walk| run(walk, &mut marked));
            }
            None => run(self, &mut marked),
        }
        marked
    }

    fn grid_row(&mut self, row: &GridRow) -> Vec<Place> {
        let GridRow::Row { label: _, asked, fields, body, cells } = row else { return Vec::new() };
        let mut marked = Vec::new();
        let run = |walk: &mut Self, marked: &mut Vec<Place>| {
            for cell in cells {
                match cell {
                    GridCell::Mark { widget, .. } | GridCell::Point { widget, .. } => {
                        marked.extend(walk.widgets(widget.as_slice()));
                    }
                    GridCell::Answers { answers, widget } => {
                        marked.extend(walk.widgets(widget.as_slice()));
                        marked.extend(walk.answers(answers));
                    }
                }
            }
            walk.fields(fields, marked);
            if !body.is_empty() {
                walk.inside(Rule::Chosen(marked.clone()), None, |walk| {
                    walk.answers(body);
                });
            }
        };
        match asked {
            Some(asked) => {
                let rule = self.rule(asked, None, &[]);
                self.inside(rule, asked.when, |walk| run(walk, &mut marked));
            }
            None => run(self, &mut marked),
        }
        marked
    }

    fn widgets(&mut self, widgets: &[usize]) -> Vec<Place> {
        let mut places: Vec<Place> = widgets.iter().map(|widget| self.place(*widget)).collect();
        places.dedup();
        for place in &places {
            self.step(Stop::Place(place.clone(), None));
        }
        places
    }

    fn place(&self, widget: usize) -> Place {
        let Widget { name, kind, tip: _ } = &self.widgets[widget];
        let (name, occurrence) = match name.split_once('[') {
            Some((name, rest)) => {
                let number: usize = rest.split(']').next().unwrap().parse().unwrap();
                (name, Some(number - 1))
            }
            None => (name.split('-').next().unwrap(), None),
        };
        let code = match kind {
            Kind::Radio(code) => Some(code.clone()),
            Kind::Check | Kind::Line | Kind::Lines => None,
        };
        Place { variable: name.to_owned(), occurrence, code }
    }
}

/// The words of a run, as somebody reads them, without chips and signs.
pub fn plain(text: &Text) -> String {
    let mut words = String::new();
    for inline in text {
        match inline {
            Inline::Plain(plain)
            | Inline::Word { word: plain, lang: _ }
            | Inline::European { european: plain, lang: _ } => words.push_str(plain),
            Inline::Strong { strong: inner } | Inline::Link { link: _, text: inner } => words.push_str(&plain(inner)),
            Inline::Break { line_break: _ } => words.push('\n'),
            Inline::Small { small: _ }
            | Inline::Chip { chip: _ }
            | Inline::Note { note: _ }
            | Inline::Soft { soft_break: _ } => {}
        }
    }
    words
}
