//! The page as a whole: frame, style, script, policy, and the questions between.

use std::collections::BTreeMap;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use setsumon_core::form::{Form, Marker};
use setsumon_core::ids::CondId;
use setsumon_core::target::{Ledger, Refusal};
use setsumon_words::Script;

use crate::Options;
use crate::entries::Level;
use crate::form_writer::FormWriter;
use crate::markup;
use crate::policy::policy;
use crate::rules;
use crate::term;
use crate::writer::Html;

const FRAME: &str = include_str!("../templates/page.html");
const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

/// What knows no page: arithmetic, conditions, domains, verdict, normalisation, last year.
pub(crate) const INTERPRETER: &str = include_str!(concat!(env!("OUT_DIR"), "/interpreter.js"));

/// What turns a page into a form that branches.
const BROWSER: &str = include_str!(concat!(env!("OUT_DIR"), "/browser.js"));

/// What brings it to life, when all else is there.
const MAIN: &str = include_str!(concat!(env!("OUT_DIR"), "/main.js"));

/// What a form has only where a question of it needs it: the mark of that in the page, the script, and how its words begin.
const EXTRAS: &[(&str, &str, &str)] = &[
    ("<div class=long>", include_str!(concat!(env!("OUT_DIR"), "/lists.js")), "list_"),
    (" data-from=", include_str!(concat!(env!("OUT_DIR"), "/slider.js")), "slide_"),
];

/// The page of a form, and what became of its rules.
pub(crate) fn write(form: &Form, options: &Options) -> Result<(String, Ledger), Vec<Refusal>> {
    let mut contents = FormWriter::new(form);
    contents.contents(form.entries());
    let mut writer = FormWriter::new(form);
    writer.entries(form.entries(), Level::Top);
    let FormWriter { html, mut needed, named, .. } = writer;
    let body = html.finish();
    let model = rules::write(form, &mut needed, named.order());
    let page = frame(form, options, contents.html.finish(), body, model).map_err(|error| refused(&error))?;
    Ok((page, rules::ledger(form)))
}

/// The rules of a form as its page has them, with the conditions in the order of their list, by whose numbers the page calls them.
pub(crate) fn model(form: &Form) -> (String, Vec<CondId>) {
    let mut writer = FormWriter::new(form);
    writer.entries(form.entries(), Level::Top);
    let FormWriter { mut needed, .. } = writer;
    let written = rules::write(form, &mut needed, &[]);
    (written, needed.nodes())
}

fn refused(error: &minijinja::Error) -> Vec<Refusal> {
    vec![Refusal { message: format!("the page's frame could not be filled in: {error:#}"), help: None, origin: None }]
}

fn frame(
    form: &Form,
    options: &Options,
    contents: String,
    body: String,
    model: String,
) -> Result<String, minijinja::Error> {
    let extras: Vec<_> = EXTRAS.iter().map(|(mark, script, words)| (body.contains(mark), *script, *words)).collect();
    let own: String = extras.iter().filter(|(needed, ..)| *needed).map(|(_, script, _)| *script).collect();
    let script = format!("(()=>{{\"use strict\";{INTERPRETER}{BROWSER}{own}{MAIN}}})();");
    let mut writer = FormWriter::new(form);
    let survey = form.survey();
    writer.heading();
    let heading = writer.html.finish();
    let words = survey.locale.words();
    let unneeded = |name: &str| extras.iter().any(|(needed, _, words)| !needed && name.starts_with(words));
    let catalogue = catalogue(&words.script, unneeded);
    let survey_marks = marks(form);
    let submit = survey.submit.as_ref().map(|text| {
        let mut html = Html::default();
        markup::blocks(&mut html, text);
        Value::from_safe_string(html.finish())
    });
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("page.html", FRAME)?;
    environment.get_template("page.html")?.render(context! {
        lang => survey.locale.tag(),
        title => survey.title.plain(),
        code => &survey.code,
        edition => survey.edition,
        policy => policy(STYLE, &[&catalogue, &model, &script], options),
        action => options.action.as_deref(),
        style => Value::from_safe_string(STYLE.to_owned()),
        script => Value::from_safe_string(script),
        model => Value::from_safe_string(model),
        catalogue => Value::from_safe_string(catalogue),
        heading => Value::from_safe_string(heading),
        contents => Value::from_safe_string(contents),
        body => Value::from_safe_string(body.clone()),
        follows => form.previous().is_some(),
        by_section => survey.by_section,
        many_sections => form.sections().len() > 2,
        submit => submit,
        has_required => body.contains("<span class=req>"),
        has_new => survey_marks.0,
        has_updated => survey_marks.1,
        new => &form.wording().new,
        legend_new => &form.wording().legend_new,
        updated => &form.wording().updated,
        legend_updated => &form.wording().legend_updated,
        words => words.page.iter().map(|(name, text)| (name, *text)).collect::<BTreeMap<_, _>>(),
    })
}

/// Whether something of the form is new, and whether something is to be updated.
fn marks(form: &Form) -> (bool, bool) {
    form.variables().values().fold((false, false), |(new, updated), variable| match variable.marker {
        Marker::Kept => (new, updated),
        Marker::New => (true, updated),
        Marker::Updated => (new, true),
    })
}

/// The script's words as JSON.
fn catalogue(words: &Script, unneeded: impl Fn(&str) -> bool) -> String {
    let mut out = String::from("{");
    for (index, (name, value)) in words.iter().filter(|(name, _)| !unneeded(name)).enumerate() {
        if index > 0 {
            out.push(',');
        }
        term::string(&mut out, name);
        out.push(':');
        term::string(&mut out, value);
    }
    out.push('}');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_says_what_the_catalogue_has() {
        let extras: String = EXTRAS.iter().map(|(_, script, _)| *script).collect();
        let script = format!("{INTERPRETER}{BROWSER}{extras}{MAIN}");
        let has = |name: &str| script.contains(&format!("\"{name}\""));
        for locale in setsumon_words::Locale::ALL {
            let words = &locale.words().script;
            for said in script.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                let known =
                    words.iter().any(|(name, _)| name == said || (said.ends_with('_') && name.starts_with(said)));
                assert!(known, "{said} is not in the catalogue");
            }
            for (name, words) in words.iter() {
                assert!(!words.is_empty(), "{name} says nothing");
                // Findings are told by their kind, texts by their shape, sections and last year's answers by how they stand.
                let composed = ["wrong_", "state_", "last_"].iter().any(|prefix| name.starts_with(prefix));
                let told = [
                    "exclusive",
                    "alternative",
                    "pick_min",
                    "pick_max",
                    "ranks_differ",
                    "ranks_without_gap",
                    "occurrences_min",
                    "occurrences_max",
                    "offered",
                    "asked",
                ];
                assert!(has(name) || composed || told.contains(&name), "{name} is never said");
            }
        }
    }

    #[test]
    fn nothing_of_the_script_can_close_its_element() {
        let extras = EXTRAS.iter().map(|(_, script, _)| *script);
        for script in [INTERPRETER, BROWSER, MAIN].into_iter().chain(extras) {
            assert!(!script.contains("</"), "a closing tag inside the script");
            assert!(!script.contains("eval(") && !script.contains("innerHTML"), "the policy forbids it");
        }
        assert!(!STYLE.contains('<'), "a tag inside the style");
    }
}
