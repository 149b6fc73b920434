//! The page of a question: its words, who is asked, what may be answered, and the checks that are reported at it.

use std::collections::BTreeMap;

use setsumon_core::form::{Form, Item, Question};
use setsumon_core::ids::{CondId, QuestionId, RuleId};
use setsumon_core::rule::RuleKind;

use super::answers;
use super::outline::note;
use super::page::{Page, parts};

/// A question, without the conditions that what it stands in demands already.
pub(super) fn question(page: &mut Page<'_>, id: QuestionId, around: &[CondId]) {
    let form = page.form;
    let Question {
        path,
        code: _,
        section: _,
        repeat: _,
        number: _,
        label,
        name: _,
        lead,
        instruction,
        on_paper: _,
        beside_legend: _,
        hint,
        beside,
        notes,
        who,
        own: _,
        narrowed,
        asked,
        required,
        marker,
        personal,
        medium,
        nested,
        answer,
        layout: _,
        rationale,
        revised: _,
        breaks: _,
        origin: _,
    } = form.questions().get(id);
    page.text("label", label.as_ref());
    page.fact("type", answers::type_word(answer));
    page.text("lead", lead.as_ref());
    page.text("instruction", instruction.as_ref());
    page.text("hint", hint.as_ref());
    page.text("beside", beside.as_ref());
    page.text("who", who.as_ref());
    page.text("narrowed", narrowed.as_ref());
    let own = parts(form, *asked, around);
    if own.is_empty() && !nested {
        page.fact("asked", "always");
    } else {
        page.condition("asked", &own);
    }
    if *required || !nested {
        page.fact("required", if *required { "yes" } else { "no" });
    }
    page.own_marker(*marker);
    if *personal {
        page.fact("personal", "yes");
    }
    page.medium(*medium);
    page.text("rationale", rationale.as_ref());
    page.reasons(path);
    let within = parts(form, *asked, &[]);
    for text in notes {
        note(page, text, &within);
    }
    page.marked(*marker, |page| answers::answer(page, answer, path, &within));
}

/// Fields in an option, row or field.
pub(super) fn fields(page: &mut Page<'_>, items: &[Item], around: &[CondId]) {
    for item in items {
        match item {
            Item::Question(id) => {
                let form = page.form;
                page.mention(&format!("field {}", form.questions().get(*id).code));
                page.inside(|page| question(page, *id, around));
            }
            Item::Note(text) => note(page, text, around),
            Item::Group(group) => {
                page.text("group", Some(&group.label.clone().unwrap_or_default()));
                page.inside(|page| {
                    page.text("lead", group.lead.as_ref());
                    page.text("hint", group.hint.as_ref());
                    page.text("beside", group.beside.as_ref());
                    fields(page, &group.items, around);
                });
            }
            Item::Led(led) => {
                page.text("over several", Some(&led.lead));
                page.inside(|page| fields(page, &led.items, around));
            }
            Item::Headed(headed) => {
                page.text("heading", Some(&headed.label));
                page.inside(|page| {
                    page.text("lead", headed.lead.as_ref());
                    fields(page, &headed.items, around);
                });
            }
            Item::Branch(branch) => {
                page.text("for", branch.who.as_ref());
                fields(page, &branch.items, around);
            }
            // The grammar keeps these out of options, rows and fields.
            Item::Repeat(_) | Item::Calc(_) | Item::End(_) => {}
        }
    }
}

/// The author's checks by the question on whose page they stand.
pub(super) struct Checks {
    at: BTreeMap<QuestionId, Vec<RuleId>>,
    nowhere: Vec<RuleId>,
}

impl Checks {
    pub(super) fn of(form: &Form) -> Self {
        let mut checks = Self { at: BTreeMap::new(), nowhere: Vec::new() };
        let by_path: BTreeMap<&str, QuestionId> =
            form.questions().iter().map(|(id, question)| (question.path.as_str(), id)).collect();
        for (id, rule) in form.rules().iter() {
            if let RuleKind::Check { complains: _, message: _ } = rule.kind {
                let question = form.variables().get(rule.at).question;
                match question.map(|question| outermost(form, &by_path, question)) {
                    Some(question) => checks.at.entry(question).or_default().push(id),
                    None => checks.nowhere.push(id),
                }
            }
        }
        checks
    }

    pub(super) fn at(&self, question: QuestionId, page: &mut Page<'_>) {
        for rule in self.at.get(&question).into_iter().flatten() {
            told(page, *rule);
        }
    }

    /// Checks of what is known before the answers.
    pub(super) fn nowhere(&self, page: &mut Page<'_>) {
        for rule in &self.nowhere {
            told(page, *rule);
        }
    }
}

fn told(page: &mut Page<'_>, rule: RuleId) {
    let rule = page.form.rules().get(rule);
    if let RuleKind::Check { complains, message } = &rule.kind {
        page.text(if rule.hard { "check" } else { "warning" }, Some(message));
        page.inside(|page| page.condition("complains", &parts(page.form, *complains, &[])));
    }
}

/// The question on whose page a field stands.
fn outermost(form: &Form, by_path: &BTreeMap<&str, QuestionId>, field: QuestionId) -> QuestionId {
    let mut id = field;
    let mut path = form.questions().get(field).path.as_str();
    while form.questions().get(id).nested {
        let Some((around, _)) = path.rsplit_once('.') else { break };
        path = around;
        id = by_path.get(path).copied().unwrap_or(id);
    }
    id
}
