//! Conditions for reviewers: behind everything a table of who is asked what, in the words of the paper, with the pages.

use crate::sheet::{Answer, Asked, Block, By, Choice, Condition, GridRow, Inline, Item, Text};

use super::View;
use super::contents::sections;
use super::measure::plain;
use super::text::words;

/// The table, to be put behind everything; none where everybody is asked everything.
pub(super) fn blocks(view: &View<'_>, blocks: &[Block]) -> Vec<Block> {
    let mut walk = Walk { view, section: String::new(), next: 0, rows: Vec::new() };
    walk.blocks(blocks);
    if walk.rows.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Appendix { title: words(view.language.conditions) },
        Block::Conditions { heads: view.language.conditions_heads.map(str::to_owned), rows: walk.rows },
    ]
}

struct Walk<'a, 'f> {
    view: &'a View<'f>,
    /// The number of the section at hand.
    section: String,
    /// The number of the block that comes next.
    next: usize,
    rows: Vec<Condition>,
}

impl Walk<'_, '_> {
    fn blocks(&mut self, blocks: &[Block]) {
        let mut before: Option<&Asked> = None;
        // A sentence right under a title covers all of it.
        let mut title = None;
        for block in blocks {
            let mut sentence = None;
            let mut titled = None;
            match block {
                Block::Asked { asked, blocks } => {
                    let covers = title.take().unwrap_or_else(|| self.covers(blocks));
                    self.row(covers, asked, before);
                    sentence = Some(asked);
                    let outside = self.section.clone();
                    self.blocks(blocks);
                    self.section = outside;
                }
                Block::Section { number, title, anchor: _ } => {
                    self.section.clone_from(number);
                    titled = Some(self.spaced(number, &plain(title)));
                    self.next = self.next.saturating_add(1);
                }
                Block::Part { title } => {
                    titled = Some(plain(title));
                    self.next = self.next.saturating_add(1);
                }
                Block::End { asked, body: _, others: _, then: _, anchor: _ } => {
                    self.row(self.view.form.wording().end_ref.clone(), asked, before);
                    self.next = self.next.saturating_add(1);
                }
                Block::Item(item) => {
                    self.item(item);
                    self.next = self.next.saturating_add(1);
                }
                Block::Page { .. }
                | Block::Prose { .. }
                | Block::Legend { .. }
                | Block::Lead { .. }
                | Block::Boxed { .. }
                | Block::Appendix { .. }
                | Block::List { .. }
                | Block::Conditions { .. }
                | Block::NewPage => self.next = self.next.saturating_add(1),
            }
            before = sentence;
            title = titled;
        }
    }

    /// What a sentence covers: its sections or items by number and label; of many the first and the last.
    fn covers(&self, blocks: &[Block]) -> String {
        let mut names = Vec::new();
        self.names(blocks, &mut names);
        match names.as_slice() {
            [first, _, _, .., last] => {
                let range = &self.view.form.wording().range_ref;
                range.replace("{first}", first).replace("{last}", last)
            }
            few => few.join(self.view.language.comma),
        }
    }

    fn names(&self, blocks: &[Block], names: &mut Vec<String>) {
        let has_sections = sections(blocks) > 0;
        for block in blocks {
            match block {
                Block::Section { number, title, anchor: _ } => names.push(self.spaced(number, &plain(title))),
                Block::Item(item) if !has_sections => names.extend(self.item_name(item)),
                Block::Asked { asked: _, blocks } => self.names(blocks, names),
                Block::Item(_)
                | Block::Page { .. }
                | Block::Prose { .. }
                | Block::Legend { .. }
                | Block::Part { .. }
                | Block::Lead { .. }
                | Block::Boxed { .. }
                | Block::End { .. }
                | Block::Appendix { .. }
                | Block::List { .. }
                | Block::Conditions { .. }
                | Block::NewPage => {}
            }
        }
    }

    fn item_name(&self, item: &Item) -> Option<String> {
        let number = item.rows.iter().find_map(|row| row.number.as_ref())?;
        let place = self.spaced(&self.section, &number.text);
        Some(self.spaced(&place, &number.title)).filter(|name| !name.is_empty())
    }

    fn spaced(&self, one: &str, other: &str) -> String {
        let gap = if one.is_empty() || other.is_empty() { "" } else { " " };
        format!("{one}{gap}{other}")
    }

    fn row(&mut self, covers: String, asked: &Asked, before: Option<&Asked>) {
        let text = match &asked.by {
            // Under a blank, or told once for many: no condition of its own that anybody reviews.
            By::Place | By::Narrowed(_, _) => return,
            By::Words | By::Author if asked.text.is_empty() => return,
            By::Nobody if asked.text.is_empty() => words(self.view.language.untold),
            By::Words | By::Author | By::Nobody => asked.text.clone(),
        };
        let otherwise = self.view.form.wording().is_of_others(&plain(&text));
        let text = match before.filter(|_| otherwise) {
            Some(before) => with_other(text, &before.text),
            None => text,
        };
        self.rows.push(Condition { covers, text, block: self.next });
    }

    fn item(&mut self, item: &Item) {
        let mut name = String::new();
        for row in &item.rows {
            if let Some(number) = row.number.as_ref().filter(|number| !number.text.is_empty()) {
                let place = self.spaced(&self.section, &number.text);
                name = self.spaced(&place, &number.title);
            }
            let own = row.labels.last().map(|label| plain(&label.text)).unwrap_or_default();
            let whose = if own.is_empty() || name.ends_with(&own) { name.clone() } else { self.spaced(&name, &own) };
            self.answers(&row.body, &whose);
        }
    }

    fn answers(&mut self, answers: &[Answer], whose: &str) {
        let mut before = None;
        for answer in answers {
            let mut sentence = None;
            match answer {
                Answer::Asked { asked, body } => {
                    self.row(whose.to_owned(), asked, before);
                    sentence = Some(asked);
                    self.answers(body, whose);
                }
                Answer::Options { across: _, items } => items.iter().for_each(|choice| self.choice(choice, whose)),
                Answer::Nested { label, inline: _, body } => {
                    let inner = self.spaced(whose, &plain(label));
                    self.answers(body, &inner);
                }
                Answer::Grid(grid) => {
                    for row in &grid.rows {
                        if let GridRow::Row { label, asked, fields: _, body, cells: _ } = row {
                            let inner = self.spaced(whose, &plain(label));
                            if let Some(asked) = asked {
                                self.row(inner.clone(), asked, None);
                            }
                            self.answers(body, &inner);
                        }
                    }
                }
                Answer::Blank(_)
                | Answer::Listed { .. }
                | Answer::Points { .. }
                | Answer::Ruler { .. }
                | Answer::Text { .. } => {}
            }
            before = sentence;
        }
    }

    fn choice(&mut self, choice: &Choice, whose: &str) {
        let inner = self.spaced(whose, &plain(&choice.text));
        if let Some(asked) = &choice.asked {
            self.row(inner.clone(), asked, None);
        }
        self.answers(&choice.body, &inner);
    }
}

/// "Otherwise", and of what.
fn with_other(mut text: Text, other: &Text) -> Text {
    text.push(Inline::Small { small: other.clone() });
    text
}
