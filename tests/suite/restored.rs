//! A published model is a survey again: the one that it was made of.

use serde_json::Value as Json;
use setsumon_codebook::CodebookTarget;
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::form::Form;
use setsumon_core::frozen::{Chronicle, Model, ModelTarget};
use setsumon_core::judge::{Mode, judge};
use setsumon_core::sources::MemorySources;
use setsumon_core::target::Target;
use setsumon_editions::Session;
use setsumon_html::Html;
use setsumon_json_schema::JsonSchema;
use setsumon_sql::migrate::migration;
use setsumon_sql::years::{self, Year};
use setsumon_sql::{Ddl, Dialect};
use setsumon_tests::agreement::answers::{Sort, answers};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::run::Plan;
use setsumon_tests::agreement::survey::{survey, wide};
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::repo;

/// Every survey of the repository that is one, the cases of the corpus among them, and made-up ones, with the edition before in what
/// is frozen.
fn every_survey(mut visit: impl FnMut(&str, &Form, Option<&Model>)) {
    let mut surveys = 0;
    let files = ["tests/corpus", "examples", "surveys"].into_iter().flat_map(|folder| repo::files(folder, ".survey"));
    for path in files {
        let text = repo::read(&path);
        let Compiled(compiled) =
            if text.contains("\n//// ") { Project::of_case(&text).compile() } else { Compiled::file(&path) };
        if let Some(form) = compiled.form_before_markers() {
            visit(&repo::told(&path), form, compiled.followed.as_ref());
            surveys += 1;
        }
    }
    assert!(surveys > 150, "{surveys} surveys are not all there are");
    for seed in Plan::new(60, 0).seeds() {
        let Compiled(compiled) = survey(&mut Random::new(seed)).project().compile();
        if let Some(form) = compiled.form_before_markers() {
            visit(&format!("seed {seed}"), form, compiled.followed.as_ref());
        }
    }
    visit("a wide one", &wide(6).form().expect("it is a survey"), None);
}

/// All that a form has and a model remembers, in words: places are blanked.
fn shown(form: &Form) -> Vec<(String, String)> {
    let mut shown = vec![
        ("survey".to_owned(), format!("{:#?}", form.survey())),
        ("wording".to_owned(), format!("{:#?}", form.wording())),
        ("entries".to_owned(), format!("{:#?}", form.entries())),
        ("reasons".to_owned(), format!("{:#?}", form.reasons())),
        ("previous".to_owned(), format!("{:#?}", form.previous())),
    ];
    let mut list = |name: &str, all: &mut dyn Iterator<Item = String>| {
        shown.extend(all.enumerate().map(|(place, one)| (format!("{name}[{place}]"), one)));
    };
    list("sections", &mut form.sections().values().map(|one| format!("{one:#?}")));
    list("questions", &mut form.questions().values().map(|one| format!("{one:#?}")));
    list("variables", &mut form.variables().values().map(|one| format!("{one:#?}")));
    list("code_lists", &mut form.code_lists().values().map(|one| format!("{one:#?}")));
    list("repeats", &mut form.repeats().values().map(|one| format!("{one:#?}")));
    list("ends", &mut form.ends().values().map(|one| format!("{one:#?}")));
    list("rules", &mut form.rules().values().map(|one| format!("{one:#?}")));
    list("conditions", &mut form.conds().iter().map(|(_, one)| format!("{one:#?}")));
    list("calcs", &mut form.calcs().values().map(|one| format!("{one:#?}")));
    for (_, words) in &mut shown {
        *words = without_places(words);
    }
    shown
}

/// Takes the marks of places out: `@120..134`.
fn without_places(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let behind = &rest[at + 1..];
        let length = behind.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        kept.push_str(&rest[..=at]);
        rest = &behind[length..];
    }
    kept + rest
}

/// The first difference between a form and what was restored, if there is one.
fn difference(form: &Form, restored: &Form) -> Result<(), String> {
    let (one, other) = (shown(form), shown(restored));
    if one.len() != other.len() {
        return Err(format!("{} parts and {}", one.len(), other.len()));
    }
    let Some(((place, one), (_, other))) = one.iter().zip(&other).find(|(one, other)| one != other) else {
        return Ok(());
    };
    let lines = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    let (one, other) = lines.unwrap_or((one, other));
    Err(format!("{place}: {} and {}", one.trim(), other.trim()))
}

/// Whether a form is the one that was frozen, read again or not.
fn is_kept(form: &Form, followed: Option<&Model>) -> Result<(), String> {
    let model = Model::freeze(form, followed);
    let restored = Form::from_model(&model).map_err(|why| why.to_string())?;
    difference(form, &restored)?;
    let text = String::from_utf8(model.write()).map_err(|why| why.to_string())?;
    let read = Model::read(&text)?;
    difference(form, &Form::from_model(&read).map_err(|why| why.to_string())?)?;
    if Model::freeze(&restored, followed).write() != model.write() {
        return Err("another model is made of what was restored".to_owned());
    }
    Ok(())
}

#[test]
fn a_model_is_the_survey_that_it_was_made_of() {
    let mut broken = Vec::new();
    every_survey(|told, form, followed| {
        broken.extend(is_kept(form, followed).err().map(|why| format!("{told}: {why}")));
    });
    assert!(broken.is_empty(), "{}:\n{}", broken.len(), broken.join("\n"));
}

/// A roster that is all kept for its history stands nowhere, and its model is a survey all the same: it is followed, migrated to and
/// seen over the years; so is what is kept of it elsewhere, under the name and in the editions that it had.
#[test]
fn what_is_all_kept_for_its_history_is_read_again() {
    let edition = |edition: &str, inside: &str| {
        format!(
            "setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\nsection s \"S\" {{ integer n \"N\"  {inside} }}\n"
        )
    };
    let roster = |inside: &str| format!("repeat k \"K\" 0..3 {{ {inside} }}");
    let kept = roster("retired text t \"T\"");
    let old = edition("2024", &roster("text t \"T\""));
    let first = Model::freeze(Project::of(&old).compile().form(&old), None);
    let next = |follows: &Model, text: &str| {
        let compiled = Project::of(text).with("m", follows.write()).compile();
        let form = compiled.form(text);
        is_kept(form, Some(follows)).unwrap_or_else(|why| panic!("{text}: {why}"));
        Model::freeze(form, Some(follows))
    };
    let second = next(&first, &edition("2025 follows \"m\"", &kept));
    let third = next(&second, &edition("2026 follows \"m\"", &kept));
    for (before, after) in [(&first, &second), (&second, &third)] {
        let [before, after] = [before, after].map(|model| Form::from_model(model).expect("it is a survey"));
        migration(&before, &after, Dialect::Sqlite, &[]).map(|_| ()).unwrap_or_else(|why| panic!("{why:?}"));
    }
    let years = [&first, &second, &third].map(|model| Year { model, schema: "x" });
    years::script(&years, Dialect::Sqlite).expect("a chain");
    let moved =
        edition("2025 follows \"m\"", "") + "section o \"O\" { text z \"Z\" @new  retired integer n \"N\" was s.m }\n";
    let old = edition("2024", "integer m \"N\"");
    let first = Model::freeze(Project::of(&old).compile().form(&old), None);
    let second = next(&first, &moved);
    let form = Form::from_model(&second).expect("it is a survey");
    let told: Vec<_> =
        Chronicle::of(&form).editions("o__n").into_iter().map(|one| (one.names.concat(), one.editions)).collect();
    assert_eq!(told, [("s__m".to_owned(), vec![2024])]);
}

/// Changes something in a model that is well-formed as JSON: a number, a name, a list.
fn spoil(model: &mut Json, random: &mut Random) {
    let mut places = Vec::new();
    collect(model, &mut String::new(), &mut places);
    let place = random.pick(&places).clone();
    let names: Vec<Json> =
        places.iter().filter_map(|place| model.pointer(place)).filter(|one| one.is_string()).cloned().collect();
    let other = random.pick(&names).clone();
    let number = *random.pick(&[0, 1, 2, 3, 7, 40, 4096, i64::from(u32::MAX), -1, i64::MAX, i64::MIN]);
    let Some(spoilt) = model.pointer_mut(&place) else { return };
    *spoilt = match spoilt.take() {
        Json::Number(_) => Json::from(number),
        Json::String(_) if random.chance(20) => Json::from(number.to_string()),
        Json::String(_) if random.chance(20) => Json::from("</script>'\"\u{0};"),
        Json::String(_) => other,
        Json::Bool(was) => Json::from(!was),
        Json::Array(mut list) => {
            match (list.len(), random.below(4)) {
                (0, _) => {}
                (1, _) | (_, 0) => drop(list.pop()),
                (length, 1) => list.swap(random.below(length), random.below(length)),
                (length, 2) => drop(list.remove(random.below(length))),
                (length, _) => list.push(list[random.below(length)].clone()),
            }
            Json::Array(list)
        }
        Json::Object(mut map) => {
            let keys: Vec<String> = map.keys().cloned().collect();
            if !keys.is_empty() {
                map.remove(random.pick(&keys));
            }
            Json::Object(map)
        }
        Json::Null => Json::Null,
    };
}

/// Where something stands, as JSON Pointers.
fn collect(value: &Json, at: &mut String, places: &mut Vec<String>) {
    let length = at.len();
    let mut inside = |key: &str, value: &Json| {
        at.push('/');
        at.push_str(&key.replace('~', "~0").replace('/', "~1"));
        collect(value, at, places);
        at.truncate(length);
    };
    match value {
        Json::Array(list) => list.iter().enumerate().for_each(|(place, one)| inside(&place.to_string(), one)),
        Json::Object(map) => map.iter().for_each(|(key, one)| inside(key, one)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
    places.push(at.clone());
}

/// Whatever somebody has changed in a model, it is refused in words that say where, or it is a survey of which everything can be made.
#[test]
fn a_spoilt_model_is_refused_or_is_a_survey() {
    let (mut refused, mut sound, mut unread) = (0, 0, 0);
    let random = &mut Random::new(7);
    let mut models: Vec<Vec<u8>> = Vec::new();
    for seed in Plan::new(20, 0).seeds() {
        if let Ok(form) = survey(&mut Random::new(seed)).form() {
            models.push(Model::of(&form).write());
        }
    }
    let targets: [&dyn Target; 4] = [&Html::default(), &JsonSchema, &Ddl, &CodebookTarget];
    for model in models {
        for _ in 0..25 {
            let mut json: Json = serde_json::from_slice(&model).expect("it is JSON");
            for _ in 0..=random.below(2) {
                spoil(&mut json, random);
            }
            let Ok(read) = Model::read(&json.to_string()) else {
                unread += 1;
                continue;
            };
            match Form::from_model(&read) {
                Ok(form) => {
                    sound += 1;
                    let keys = Keys::of(&form);
                    let file = answers(&form, Sort::Wild, random);
                    judge(&form, &Answers::from_object(&keys, &file), None, Mode::Submission);
                    for target in targets {
                        // What a target refuses it says itself.
                        let _ = target.emit(&form);
                    }
                }
                Err(why) => {
                    refused += 1;
                    let said = why.to_string();
                    assert!(!said.starts_with(": ") && said.contains(": "), "{said} does not say where");
                }
            }
        }
    }
    assert!(refused > 50 && sound > 50 && unread > 10, "{refused} refused, {sound} sound, {unread} unread");
}

/// A survey's model, laid down beside nothing, and checked as a survey is.
fn of_its_model(form: &Form, followed: Option<&Model>) -> Form {
    let sources = MemorySources::new().with("s.json", Model::freeze(form, followed).write());
    let checked = Session::new().check(&sources, "s.json");
    assert!(checked.is_model() && checked.by_itself().is_none());
    checked.soundness.sound().expect("nothing is wrong with it")
}

#[test]
fn every_file_made_of_a_model_is_the_one_made_of_its_survey() {
    let mut different = Vec::new();
    every_survey(|told, form, followed| {
        if ["tests/corpus/check", "tests/corpus/habits", "tests/corpus/scenario"]
            .iter()
            .any(|folder| told.starts_with(folder))
        {
            return;
        }
        let restored = of_its_model(form, followed);
        let targets: [&dyn Target; 5] = [&Html::default(), &JsonSchema, &Ddl, &CodebookTarget, &ModelTarget];
        for target in targets {
            let files = |form| target.emit(form).ok().map_or_else(Vec::new, |made| made.files);
            for ((name, one), (_, other)) in files(form).iter().zip(&files(&restored)) {
                let (one, other) = (String::from_utf8_lossy(one), String::from_utf8_lossy(other));
                let lines = one.lines().zip(other.lines()).find(|(one, other)| one != other);
                different.extend(lines.map(|(one, other)| format!("{told}, {name}:\n  {one}\n  {other}")));
                assert_eq!(one.len(), other.len(), "{told}, {name}");
            }
        }
    });
    assert!(different.is_empty(), "{}", different.join("\n"));
}

/// A model as it was written before the fields that paper is set by were kept.
fn as_it_was_written(model: &Model) -> Model {
    const NEW: &[&str] = &[
        "own",
        "others",
        "narrowed",
        "on_paper",
        "beside_legend",
        "revised_sort",
        "breaks_sort",
        "adds",
        "complains",
        "when",
    ];
    fn without(value: &mut Json, at: &str) {
        match value {
            Json::Array(list) => list.iter_mut().for_each(|one| without(one, at)),
            Json::Object(map) => {
                map.retain(|key, _| !NEW.contains(&key.as_str()));
                // `who` of an early end is new, and of everything else it is not.
                if at == "ends" {
                    map.remove("who");
                }
                map.iter_mut().for_each(|(key, one)| without(one, key));
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        }
    }
    let mut json = serde_json::to_value(model).expect("it is JSON");
    without(&mut json, "");
    serde_json::from_value(json).expect("it is a model without them")
}

#[test]
fn answers_are_judged_by_an_older_model_as_they_were() {
    let mut judged = 0;
    every_survey(|told, form, followed| {
        if told.starts_with("tests/corpus/") && !told.starts_with("tests/corpus/types/") {
            return;
        }
        let older = as_it_was_written(&Model::freeze(form, followed));
        let restored = Form::from_model(&older).unwrap_or_else(|why| panic!("{told}: {why}"));
        let random = &mut Random::new(3);
        for sort in [Sort::Right, Sort::Changed, Sort::Wild] {
            let file = answers(form, sort, random);
            let verdict = |form: &Form, mode| {
                let keys = Keys::of(form);
                serde_json::to_value(judge(form, &Answers::from_object(&keys, &file), None, mode)).expect("it is JSON")
            };
            for mode in [Mode::Draft, Mode::Submission] {
                assert_eq!(verdict(form, mode), verdict(&restored, mode), "{told}: {file:?}");
                judged += 1;
            }
        }
        // When a check complains is found out anew from when it does not, which is written otherwise.
        if form.rules().values().all(|rule| rule.kind.message().is_none()) {
            for target in [&JsonSchema as &dyn Target, &Ddl] {
                let files = |form| target.emit(form).ok().map(|made| made.files);
                assert!(files(form) == files(&restored), "{told}: {}", target.name());
            }
        }
    });
    assert!(judged > 500, "{judged}");
}
