//! The form as a printed sheet: what stands on the paper, in reading order.

mod above;
mod align;
mod answers;
mod cells;
mod conditions;
mod contents;
mod covers;
mod fields;
mod fit;
mod grids;
mod items;
mod labels;
mod language;
mod legend;
mod lists;
mod measure;
mod node;
mod places;
mod settle;
mod text;
mod totals;
mod ways;
mod widgets;

use setsumon_core::form::{
    Answer as CoreAnswer, Entry, Footnote as CoreFootnote, Form, Instructed, Item, Marker as CoreMarker, Part,
    Question, Section,
};
use setsumon_core::ids::{QuestionId, SectionId, VarId};
use setsumon_core::routes::Routes;
use setsumon_diagnostics::Span;
use setsumon_words::Paper;

use crate::ease::{Ease, Eases, count, stays};
use crate::problem::Whose;
use crate::sheet::{Block, Footnote, Inline, Look, Marker, Number, Para, Route, Sheet, Text, Words};
use crate::theme::Theme;
use crate::widget::Widget;

use above::Above;
use align::align;
use covers::{covered, without_idle};
use fields::matches_screen;
use lists::List;
use measure::Room;
use node::{Node, item};
use places::{entry_place, item_place};
use settle::refit;
use text::{label, optional_prose, prose};
use ways::{end, gate};
use widgets::Widgets;

/// What the sheet is made from, and the notes that the item at hand has gathered.
struct View<'a> {
    form: &'a Form,
    language: &'static Paper,
    theme: &'a Theme,
    /// Whether the legend says what the marks ask for, instead of each question.
    told_by_legend: bool,
    /// What blocks give up because it did not fit.
    eases: &'a Eases,
    /// The room of a block that gives up nothing.
    room: Room,
    routes: Routes,
    above: Above,
    notes: Vec<Footnote>,
    widgets: Widgets,
    /// The long lists so far.
    lists: Vec<List>,
    /// Whose each block is that stands so far.
    places: Vec<Option<Whose>>,
    /// How many blocks stand outside of the sentence at hand, in front of it; and how many brackets are open.
    before: usize,
    brackets: usize,
}

/// A form as it is to be printed.
pub(crate) struct Printed {
    pub(crate) sheet: Sheet,
    /// The fields on it, which are none unless it is to be filled in on screen.
    pub(crate) widgets: Vec<Widget>,
    /// Whose each block is.
    pub(crate) places: Vec<Option<Whose>>,
}

impl View<'_> {
    /// A note's sign; its words are printed under the item at hand.
    fn footnote(&mut self, footnote: &CoreFootnote) -> Inline {
        let CoreFootnote { sign, text, printed } = footnote;
        if *printed {
            self.notes.push(Footnote { sign: sign.clone(), text: label(text) });
        }
        Inline::Note { note: sign.clone() }
    }

    /// What stands above a question and behind its label: without what the legend says of the marks, where it does.
    fn instructed(&self, question: &Question) -> Instructed {
        if self.told_by_legend { question.beside_legend.clone() } else { question.on_paper.clone() }
    }

    /// The number of an item, as its cell begins.
    fn number(&self, number: Option<&String>, marker: CoreMarker, path: &str) -> Option<Number> {
        let marker = self::marker(marker);
        number.map(|text| Number {
            text: text.clone(),
            marker,
            rows: 1,
            anchor: self.anchor(path),
            title: String::new(),
        })
    }

    /// The name of an item or section on the page, where a route leads to it.
    fn anchor(&self, path: &str) -> Option<String> {
        self.routes.lead_to(path).then(|| path.to_owned())
    }

    /// The arrow behind an answer of a question in this section: a code, or a tick where the code is empty.
    fn route_from(&self, section: Option<SectionId>, variable: VarId, code: &str) -> Option<Route> {
        let route = self.routes.from(self.form, section, variable, code)?;
        Some(Route { anchor: route.goal, words: format!("→ {}", route.words) })
    }

    /// The number of the block that comes next.
    fn next(&self, out: &[Block]) -> usize {
        self.before.saturating_add(count(out))
    }

    /// Puts the item of a tree behind the blocks, with the notes gathered for it.
    fn put_item(&mut self, tree: Node, out: &mut Vec<Block>) {
        let room = Room::of(self.theme, self.eases.of(self.next(out))).inside(self.brackets);
        out.push(Block::Item(item(tree, std::mem::take(&mut self.notes), room)));
    }

    /// What follows begins a page, and the titles and sentences above it with it: they must not stay behind alone.
    fn new_page(&mut self, out: &mut Vec<Block>) {
        let above = out.iter().rev().take_while(|block| stays(block)).count();
        let at = out.len().saturating_sub(above);
        let number = self.before.saturating_add(out.get(..at).map_or(0, count));
        out.insert(at, Block::NewPage);
        if number <= self.places.len() {
            self.places.insert(number, None);
        }
    }

    /// All blocks that nobody has claimed so far are of this.
    fn claim(&mut self, path: &str, origin: Span, out: &[Block]) {
        self.places.resize_with(self.next(out), || Some(Whose { path: path.to_owned(), origin }));
    }
}

/// The sheet of a form.
pub(crate) fn sheet(form: &Form, theme: &Theme, eases: &Eases, fillable: bool) -> Printed {
    let survey = form.survey();
    let wording = form.wording();
    let language = &survey.locale.words().paper;
    let routes = Routes::of(form);
    let told_by_legend = legend::tells(form, theme, language);
    let mut view = View {
        form,
        language,
        theme,
        told_by_legend,
        eases,
        room: Room::of(theme, Ease::default()),
        routes,
        above: Above::of(form),
        notes: Vec::new(),
        widgets: Widgets::new(fillable),
        lists: Vec::new(),
        places: Vec::new(),
        before: 0,
        brackets: 0,
    };

    let mut blocks = Vec::new();
    // The legend stands behind the prose at the head, right before the first thing to answer.
    let head = form.entries().iter().take_while(|entry| is_prose(entry)).count();
    let (prose_entries, rest) = form.entries().split_at_checked(head).unwrap_or((form.entries(), &[]));
    entries(&mut view, prose_entries, &mut blocks);
    blocks.push(legend::legend(form, told_by_legend));
    view.places.resize_with(count(&blocks), || None);
    entries(&mut view, rest, &mut blocks);
    without_idle(form, &mut blocks);
    let told = if theme.apparatus.conditions { conditions::blocks(&view, &blocks) } else { Vec::new() };
    let ease = eases.of(count(&blocks).saturating_add(1));
    blocks.extend(lists::blocks(&view, Room::of(theme, ease)));
    blocks.extend(told);
    align(&mut blocks);
    refit(&mut blocks, &mut 0, 0, &|block| Room::of(theme, eases.of(block)));

    let title = survey.title.plain().replace('\n', " ");
    let publisher = survey.publisher.as_ref().map(|name| name.plain().replace('\n', " ")).unwrap_or_default();
    let sheet = Sheet {
        language: survey.locale.tag().to_owned(),
        region: language.region.to_owned(),
        look: Look::of(theme),
        dated: survey.as_of.is_some() || survey.deadline.is_some(),
        marks: theme.marks.side,
        title: label(&survey.title),
        plain_title: title.clone(),
        author: publisher.clone(),
        subtitles: if publisher.is_empty() { Vec::new() } else { vec![publisher.clone()] },
        running: title,
        foot_left: publisher,
        foot_right: survey.edition.to_string(),
        words: Words {
            new: wording.new.clone(),
            updated: wording.updated.clone(),
            open: language.open.to_owned(),
            close: language.close.to_owned(),
            colon: language.colon.to_owned(),
            page: language.page.map(str::to_owned),
            continued: language.continued.to_owned(),
            contents: language.contents.to_owned(),
        },
        contents: contents::is_wanted(&blocks, theme),
        fresh: eases.fresh(),
        loose: eases.loose(),
        turned: eases.turned(&blocks),
        blocks,
    };
    Printed { sheet, widgets: view.widgets.all(), places: view.places }
}

/// The marker as printed; what is kept bears none.
fn marker(marker: CoreMarker) -> Option<Marker> {
    match marker {
        CoreMarker::Kept => None,
        CoreMarker::New => Some(Marker::New),
        CoreMarker::Updated => Some(Marker::Updated),
    }
}

fn is_prose(entry: &Entry) -> bool {
    match entry {
        Entry::Page(_) | Entry::Note(_) => true,
        Entry::Part(_) | Entry::Section(_) | Entry::Gate(_) | Entry::End(_) | Entry::Branch(_) => false,
    }
}

fn entries(view: &mut View<'_>, list: &[Entry], out: &mut Vec<Block>) {
    for entry in list {
        match entry {
            Entry::Page(page) if matches_screen(page.medium) => {}
            Entry::Page(page) => out.push(Block::Page {
                number: page.number.clone().unwrap_or_default(),
                title: label(&page.title),
                body: prose(&page.text),
            }),
            Entry::Note(note) if matches_screen(note.medium) => {}
            Entry::Note(note) => out.push(Block::Prose { body: prose(&note.text) }),
            Entry::Part(part) if matches_screen(part.medium) => {}
            Entry::Part(part) => part_of(view, part, out),
            Entry::Section(id) => section(view, *id, out),
            Entry::Gate(id) => gate(view, *id, out),
            Entry::End(id) => end(view, *id, out),
            Entry::Branch(branch) => {
                covered(view, branch.own, branch.who.as_ref(), out, |view, out| entries(view, &branch.items, out));
            }
        }
        let (path, origin) = entry_place(view.form, entry);
        view.claim(path, origin, out);
    }
}

fn part_of(view: &mut View<'_>, part: &Part, out: &mut Vec<Block>) {
    let number = part.number.as_ref();
    let parted = number.is_some_and(|number| number.ends_with(char::is_alphanumeric));
    let joint = if parted { view.language.space } else { "" };
    let mut title: Text = number.map(|number| text::words(format!("{number}{joint}"))).unwrap_or_default();
    title.extend(label(&part.label));
    out.push(Block::Part { title });
    covered(view, part.own, part.who.as_ref(), out, |view, out| {
        lead(optional_prose(part.lead.as_ref()), out);
        entries(view, &part.entries, out);
    });
}

fn section(view: &mut View<'_>, id: SectionId, out: &mut Vec<Block>) {
    let Section {
        code,
        number,
        label: name,
        lead: sentence,
        who,
        own,
        asked: _,
        marker: _,
        medium,
        new_page,
        rationale: _,
        items,
        origin,
    } = view.form.sections().get(id);
    if matches_screen(*medium) {
        return;
    }
    if *new_page {
        view.new_page(out);
    }
    let anchor = view.anchor(code);
    out.push(Block::Section { number: number.clone().unwrap_or_default(), title: label(name), anchor });
    view.claim(code, *origin, out);
    covered(view, *own, who.as_ref(), out, |view, out| {
        lead(optional_prose(sentence.as_ref()), out);
        section_items(view, items, out);
    });
}

/// The sentence above what follows.
fn lead(body: Vec<Para>, out: &mut Vec<Block>) {
    if !body.is_empty() {
        out.push(Block::Lead { body });
    }
}

fn section_items(view: &mut View<'_>, items: &[Item], out: &mut Vec<Block>) {
    let mut rest = items;
    while let Some((entry, behind)) = rest.split_first() {
        rest = behind;
        match entry {
            Item::Question(id) => {
                let under = totals::under(view, *id, behind);
                if question(view, view.form.questions().get(*id), *id, under, out) {
                    rest = behind.get(under.len()..).unwrap_or_default();
                }
            }
            Item::Group(group) if matches_screen(group.medium) => {}
            Item::Group(group) => {
                if group.layout.new_page {
                    view.new_page(out);
                }
                covered(view, group.own, group.who.as_ref(), out, |view, out| {
                    lead(optional_prose(group.lead.as_ref()), out);
                    let tree = items::of_group(view, group, group.marker);
                    view.put_item(tree, out);
                });
            }
            Item::Repeat(id) => {
                let repeat = view.form.repeats().get(*id);
                if !matches_screen(repeat.medium) {
                    covered(view, repeat.own, repeat.who.as_ref(), out, |view, out| {
                        lead(optional_prose(repeat.lead.as_ref()), out);
                        let tree = items::of_repeat(view, repeat);
                        view.put_item(tree, out);
                    });
                }
            }
            Item::Note(note) if matches_screen(note.medium) => {}
            Item::Note(note) => out.push(Block::Prose { body: prose(&note.text) }),
            Item::Calc(id) => {
                if let Some(tree) = totals::of_calc(view, *id) {
                    view.put_item(tree, out);
                }
            }
            Item::End(id) => end(view, *id, out),
            Item::Led(led) => {
                lead(prose(&led.lead), out);
                section_items(view, &led.items, out);
            }
            Item::Headed(headed) => {
                lead(optional_prose(headed.lead.as_ref()), out);
                let tree = items::of_heading(view, headed, CoreMarker::Kept);
                view.put_item(tree, out);
            }
            Item::Branch(branch) => {
                covered(view, branch.own, branch.who.as_ref(), out, |view, out| {
                    section_items(view, &branch.items, out);
                });
            }
        }
        let (path, origin) = item_place(view.form, entry);
        view.claim(path, origin, out);
    }
}

/// A question, and the totals under it; whether those stand in its item.
fn question<'f>(
    view: &mut View<'f>,
    question: &Question,
    id: QuestionId,
    totals: &[Item],
    out: &mut Vec<Block>,
) -> bool {
    if matches_screen(question.medium) {
        return false;
    }
    let mut put = false;
    match &question.answer {
        CoreAnswer::Gate { variable: _, options: _ } => gate(view, id, out),
        CoreAnswer::Single { variable: _, choices: _ }
        | CoreAnswer::Multi { choices: _, pick: _ }
        | CoreAnswer::Rank { choices: _, pick: _ }
        | CoreAnswer::Grid(_)
        | CoreAnswer::Field(_) => {
            if question.layout.new_page {
                view.new_page(out);
            }
            covered(view, question.own, question.who.as_ref(), out, |view, out| {
                lead(optional_prose(view.instructed(question).lead.as_ref()), out);
                if question.number.is_some() {
                    for note in question.notes.iter().filter(|note| !matches_screen(note.medium)) {
                        lead(prose(&note.text), out);
                    }
                }
                let mut tree = items::of_question(view, question, question.marker);
                // What is asked of some only has its sentence over it, which does not speak of the total.
                put = question.own.is_none() && totals::put_under(view, totals, &mut tree);
                view.put_item(tree, out);
            });
        }
    }
    put
}
