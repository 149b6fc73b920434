//! The targets agree: for surveys and answer files of every sort, the reference, both schemas and the database give the same verdict.
//!
//! What a target leaves out by name is excused, and the list of reasons is that of its page in `docs/targets/`.
//! `SETSUMON_AGREEMENT=5000` makes up so many surveys instead of the few of the inner loop, `SETSUMON_SEED=17` begins elsewhere.

mod html;
pub(crate) mod judges;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json};
use setsumon_core::compile;
use setsumon_core::form::Form;
use setsumon_core::sources::{MemorySources, SourceError, Sources};
use setsumon_core::target::Target;

use setsumon_tests::made_up::answers;
use setsumon_tests::made_up::answers::SORTS;
use setsumon_tests::made_up::random::Random;
use setsumon_tests::made_up::survey::{self, Part, Survey};

use self::judges::{Bench, Disagreement};

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn made_up_surveys() {
    let (surveys, first) = (number("SETSUMON_AGREEMENT", 60), number("SETSUMON_SEED", 1));
    let (mut compiled, mut files, mut right) = (0, 0, 0);
    let mut reasons = BTreeSet::new();
    for seed in first..first + surveys {
        let mut random = Random::new(seed);
        let survey = survey::survey(&mut random);
        let form = match form_of(&survey.text()) {
            Ok(form) => form,
            Err(why) => {
                if std::env::var("SETSUMON_WHY").is_ok() {
                    eprintln!("seed {seed}: {why}");
                }
                continue;
            }
        };
        compiled += 1;
        let bench = Bench::new(&form).unwrap_or_else(|why| panic!("seed {seed}\n{}\n{why}", survey.text()));
        reasons.extend(bench.reasons.iter().copied());
        for sort in SORTS {
            let file = answers::answers(&form, sort, &mut random);
            files += 1;
            let (valid, found) = bench.ask(&file);
            right += usize::from(valid);
            if let Some(first) = found.first() {
                let (survey, file) = smallest(survey, file, first);
                let again = form_of(&survey.text()).map(|form| Bench::new(&form).map(|bench| bench.ask(&file).1));
                panic!("seed {seed}: {first:?}\n{}\n{:#}\n{again:?}", survey.text(), Json::Object(file));
            }
        }
    }
    eprintln!("{compiled} of {surveys} surveys, {files} answer files, {right} right; left out: {reasons:?}");
    assert!(compiled * 3 >= surveys * 2, "only {compiled} of {surveys} made-up surveys are surveys");
    assert!(
        right * 5 >= files,
        "only {right} of {files} answer files are right: nothing would be seen to be refused wrongly"
    );
}

/// Where a survey is wider than a table may be, conditions across its pieces are kept at submission.
#[test]
fn wide_surveys() {
    let form = form_of(&survey::wide(26).text()).unwrap();
    assert!(form.variables().len() > 2_000, "{} variables fit a table of SQLite", form.variables().len());
    let bench = Bench::new(&form).unwrap();
    for seed in 0..4 {
        let file = answers::answers(&form, SORTS[seed % SORTS.len()], &mut Random::new(seed as u64));
        let (_, found) = bench.ask(&file);
        assert_eq!(found, Vec::new(), "seed {seed}");
    }
}

#[test]
fn written_surveys() {
    let files = number("SETSUMON_AGREEMENT", 24);
    let mut seen = 0;
    for path in written() {
        let root = path.parent().unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        let compilation = compile(&Folder(root.to_owned()), name);
        let Some(form) = compilation.form else { continue };
        seen += 1;
        let bench = Bench::new(&form).unwrap_or_else(|why| panic!("{}\n{why}", path.display()));
        for seed in 0..files {
            let mut random = Random::new(seed);
            let sort = SORTS[usize::try_from(seed).unwrap() % SORTS.len()];
            let file = answers::answers(&form, sort, &mut random);
            let (_, found) = bench.ask(&file);
            if let Some(first) = found.first() {
                let file = smallest_file(&bench, file, first);
                panic!("{} seed {seed}: {:?}\n{:#}", path.display(), bench.ask(&file).1, Json::Object(file));
            }
        }
    }
    assert!(seen > 0, "no survey of the repository compiles");
}

/// `SETSUMON_DUMP=DIR SETSUMON_AGREEMENT=20`: writes scripts and answer files with their verdicts, for asking database servers that are no
/// part of this test.
/// Without `SETSUMON_DUMP` it writes a few into a folder that is thrown away, so that the way there stays open.
#[test]
fn scripts_and_answers_can_be_written_out_for_other_judges() {
    let thrown_away = tempfile::tempdir().unwrap();
    let asked_for = std::env::var("SETSUMON_DUMP").map(PathBuf::from);
    let usual = if asked_for.is_ok() { 20 } else { 2 };
    let folder = asked_for.unwrap_or_else(|_| thrown_away.path().to_owned());
    let (surveys, first) = (number("SETSUMON_AGREEMENT", usual), number("SETSUMON_SEED", 1));
    for seed in first..first + surveys {
        let mut random = Random::new(seed);
        let Ok(form) = form_of(&survey::survey(&mut random).text()) else { continue };
        dump_form(&form, &folder.join(format!("seed{seed}")), 12, &mut random);
    }
    let wide = form_of(&survey::wide(26).text()).unwrap();
    dump_form(&wide, &folder.join("wide"), 6, &mut Random::new(1));
    for path in written() {
        let compilation =
            compile(&Folder(path.parent().unwrap().to_owned()), path.file_name().unwrap().to_str().unwrap());
        let Some(form) = compilation.form else { continue };
        dump_form(&form, &folder.join(path.file_stem().unwrap()), 12, &mut Random::new(1));
    }
}

fn dump_form(form: &Form, folder: &Path, files: usize, random: &mut Random) {
    std::fs::create_dir_all(folder).unwrap();
    for target in [&setsumon_sql::Ddl as &dyn Target, &setsumon_json_schema::JsonSchema] {
        for (name, bytes) in target.emit(form).unwrap().files {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
    }
    let bench = Bench::new(form).unwrap();
    let cases: Vec<_> = (0..files)
        .map(|index| {
            let file = answers::answers(form, SORTS[index % SORTS.len()], random);
            bench.case(&file)
        })
        .collect();
    std::fs::write(folder.join("cases.json"), format!("{:#}", Json::Array(cases))).unwrap();
}

#[test]
fn what_is_left_out_is_listed() {
    for (page, reasons) in
        [("docs/targets/json-schema.md", setsumon_json_schema::REASONS), ("docs/targets/ddl.md", setsumon_sql::REASONS)]
    {
        let page = std::fs::read_to_string(root().join(page)).unwrap();
        let listed: BTreeSet<_> = page.lines().filter_map(|line| line.strip_prefix("- Left out: ")).collect();
        assert_eq!(listed, reasons.iter().copied().collect());
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The surveys of the repository that are meant to compile.
fn written() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["examples", "tests/corpus/types", "surveys/chiren"] {
        let Ok(entries) = std::fs::read_dir(root().join(folder)) else { continue };
        found.extend(
            entries
                .map(|entry| entry.unwrap().path())
                .filter(|path| path.extension().is_some_and(|end| end == "survey")),
        );
    }
    found.sort();
    found
}

struct Folder(PathBuf);

impl Sources for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        std::fs::read(self.0.join(path)).map_err(|_| SourceError::NotFound)
    }
}

fn form_of(text: &str) -> Result<Form, String> {
    let compilation = compile(&MemorySources::new().with("s.survey", text), "s.survey");
    let said = compilation.diagnostics.iter().map(|found| format!("{:?} {}", found.code, found.message));
    let said: Vec<_> = said.collect();
    compilation.form.ok_or_else(|| said.join("; "))
}

/// The same disagreement, in the smallest survey and answer file that show it.
fn smallest(survey: Survey, file: Map<String, Json>, what: &Disagreement) -> (Survey, Map<String, Json>) {
    let (mut survey, mut file) = (survey, file);
    let shows = |survey: &Survey, file: &Map<String, Json>| {
        let Ok(form) = form_of(&survey.text()) else { return false };
        let Ok(bench) = Bench::new(&form) else { return false };
        bench.ask(file).1.iter().any(|found| found.who == what.who && found.mode == what.mode)
    };
    loop {
        let mut smaller = candidates(&survey).into_iter().find_map(|candidate| {
            let file = kept(&candidate, &file)?;
            shows(&candidate, &file).then_some((candidate, file))
        });
        if smaller.is_none() {
            smaller = file.keys().find_map(|key| {
                let mut fewer = file.clone();
                fewer.remove(key);
                shows(&survey, &fewer).then(|| (survey.clone(), fewer))
            });
        }
        match smaller {
            Some((less, fewer)) => (survey, file) = (less, fewer),
            None => return (survey, file),
        }
    }
}

fn smallest_file(bench: &Bench<'_>, file: Map<String, Json>, what: &Disagreement) -> Map<String, Json> {
    let mut file = file;
    loop {
        let smaller = file.keys().find_map(|key| {
            let mut fewer = file.clone();
            fewer.remove(key);
            let shows = bench.ask(&fewer).1.iter().any(|found| found.who == what.who && found.mode == what.mode);
            shows.then_some(fewer)
        });
        match smaller {
            Some(fewer) => file = fewer,
            None => return file,
        }
    }
}

/// The survey with one piece less, larger pieces first.
fn candidates(survey: &Survey) -> Vec<Survey> {
    let mut candidates = Vec::new();
    for index in 0..survey.parts.len() {
        let mut less = survey.clone();
        less.parts.remove(index);
        candidates.push(less);
    }
    for (index, part) in survey.parts.iter().enumerate() {
        if let Part::Section { code: _, mark: _, items } = part {
            for item in 0..items.len() {
                let mut less = survey.clone();
                if let Part::Section { code: _, mark: _, items } = &mut less.parts[index] {
                    items.remove(item);
                }
                candidates.push(less);
            }
        }
    }
    candidates
}

/// What of an answer file a smaller survey still knows.
fn kept(survey: &Survey, file: &Map<String, Json>) -> Option<Map<String, Json>> {
    let form = form_of(&survey.text()).ok()?;
    let keys = setsumon_core::answers::Keys::of(&form);
    Some(
        file.iter()
            .filter(|(key, _)| keys.get(key).is_some())
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
    )
}
