//! What is proven of where answers can lead, held against all answers there are: small surveys are made up, every answer file of each
//! is put to the judge, and what one of them comes to must be what the prover says can be.

mod made_up;

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use setsumon_core::answers::{Answers, Held, Row};
use setsumon_core::evaluate::Scope;
use setsumon_core::form::{Form, Role, Value};
use setsumon_core::ids::{RepeatId, VarId};
use setsumon_core::judge::{Mode, judge};
use setsumon_core::number::Number;
use setsumon_core::rule::RuleKind;
use setsumon_diagnostics::Code;
use setsumon_flow::cover::{Reached, cover};
use setsumon_flow::prove::{Goal, Proof, object, told};
use setsumon_flow::{Prover, Verdict, What, Wish};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::repo;

use made_up::survey;

/// The values that a variable may hold.
fn values(form: &Form, id: VarId) -> Vec<Held> {
    match &form.variables().get(id).value {
        Value::Tick => vec![Held::Tick],
        Value::Integer { min, max } => (*min..=*max).map(|value| Held::Number(Number::whole(value))).collect(),
        Value::Code(list) => {
            let codes = form.code_lists().get(*list).codes.iter();
            codes.map(|code| Held::Text(code.code.clone())).collect()
        }
        other => panic!("{other:?} has too many values"),
    }
}

/// Calls for every answer file that could be handed in.
fn each(form: &Form, call: &mut impl FnMut(&Answers)) {
    each_with(form, &mut |answers, broken| {
        if broken.is_empty() {
            call(answers);
        }
    });
}

/// Calls for every answer file with the duties that it breaks: those that are broken by what is given where it is not asked apart.
fn each_with(form: &Form, call: &mut impl FnMut(&Answers, &[String])) {
    let of = |repeat: Option<RepeatId>| {
        let own = form.variables().iter().filter(|(_, variable)| variable.repeat == repeat);
        own.map(|(id, _)| id).collect::<Vec<VarId>>()
    };
    let file = of(None);
    let Some((repeat, roster)) = form.repeats().iter().next() else {
        return go_on(form, &file, &mut Answers::default(), true, call);
    };
    // Whatever stands in a file, what hangs on a roster is found out by the judge alone.
    for entries in entries(form, &of(Some(repeat)), usize::try_from(roster.max).unwrap()) {
        let mut answers = Answers::default();
        answers.set_occurrences(repeat, entries);
        go_on(form, &file, &mut answers, false, call);
    }
}

/// All lists of up to so many entries.
fn entries(form: &Form, variables: &[VarId], most: usize) -> Vec<Vec<Row>> {
    let mut rows: Vec<Vec<(VarId, Held)>> = vec![Vec::new()];
    for id in variables {
        let with = rows
            .iter()
            .flat_map(|row| values(form, *id).into_iter().map(|held| [row.clone(), vec![(*id, held)]].concat()));
        rows = with.collect::<Vec<_>>().into_iter().chain(rows.clone()).collect();
    }
    let rows: Vec<Row> = rows.into_iter().map(Row::of).collect();
    let mut all: Vec<Vec<Row>> = vec![Vec::new()];
    let mut last = all.clone();
    for _ in 0..most {
        last = last.iter().flat_map(|list| rows.iter().map(|row| [list.clone(), vec![row.clone()]].concat())).collect();
        all.extend(last.clone());
    }
    all
}

fn go_on(form: &Form, rest: &[VarId], answers: &mut Answers, prunes: bool, call: &mut impl FnMut(&Answers, &[String])) {
    let Some((first, rest)) = rest.split_first() else {
        let broken: Vec<String> =
            judge(form, answers, None, Mode::Submission).violations.into_iter().map(|one| one.rule).collect();
        call(answers, &broken);
        return;
    };
    go_on(form, rest, answers, prunes, call);
    // What is not asked stays blank; what is asked later changes nothing of that.
    if !prunes || Scope::file(form, answers, None).holds(form.variables().get(*first).asked) {
        for held in values(form, *first) {
            answers.set(*first, Some(held));
            go_on(form, rest, answers, prunes, call);
        }
        answers.set(*first, None);
    }
}

/// Everything that is asked of the prover: of each condition of the form whether it can hold and whether it can fail, of each answer
/// whether it can be given.
fn questions(form: &Form) -> Vec<Vec<Wish>> {
    let mut all: Vec<Vec<Wish>> = Vec::new();
    let wish = |what: What, holds: bool, repeat: Option<RepeatId>| Wish { what, holds, repeat };
    for question in form.questions().values() {
        all.push(vec![wish(What::Cond(question.asked), true, question.repeat)]);
        all.push(vec![wish(What::Cond(question.asked), false, question.repeat)]);
    }
    for (id, variable) in form.variables().iter() {
        assert_eq!(variable.role, Role::Answer);
        let repeat = variable.repeat;
        all.push(vec![wish(What::Present(id), true, repeat)]);
        all.push(vec![wish(What::Cond(variable.asked), true, repeat), wish(What::Present(id), false, repeat)]);
        if let Value::Code(_) = variable.value {
            all.push(vec![wish(What::Code(id, "b".to_owned()), true, repeat)]);
        }
    }
    for end in form.ends().values() {
        all.push(vec![wish(What::Cond(end.fires), true, None)]);
    }
    all
}

fn holds(form: &Form, answers: &Answers, wishes: &[Wish]) -> bool {
    let file = Scope::file(form, answers, None);
    let all_hold = |scope: &Scope<'_>| {
        wishes.iter().all(|wish| {
            let holds = match &wish.what {
                What::Cond(cond) => scope.holds(*cond),
                What::Present(variable) => scope.is_present(*variable),
                What::Code(variable, code) => scope.held(*variable) == Some(&Held::Text(code.clone())),
            };
            holds == wish.holds
        })
    };
    match wishes.iter().find_map(|wish| wish.repeat) {
        None => all_hold(&file),
        Some(repeat) => file.occurrences(repeat).any(|entry| all_hold(&entry)),
    }
}

/// How many questions were put, and how many could not be decided.
fn agree(seed: u64, surveys: u64) -> (usize, usize) {
    let nothing = FxHashSet::default();
    let (mut put, mut undecided) = (0, 0);
    for number in 0..surveys {
        let mut random = Random::new(seed + number);
        let text = survey(&mut random);
        let compiled = Project::of(&text).compile();
        // What holds always or never by the bounds of one answer is a warning, and builds.
        let Some(form) = compiled.0.form() else { panic!("seed {}\n{text}\n{}", seed + number, compiled.said()) };
        let questions = questions(form);
        let mut possible = BTreeSet::new();
        each(form, &mut |answers| {
            possible.extend((0..questions.len()).filter(|place| holds(form, answers, &questions[*place])));
        });
        let prover = Prover::new(form);
        for (place, wishes) in questions.iter().enumerate() {
            put += 1;
            let can_be = possible.contains(&place);
            let told = || format!("seed {}: {wishes:?} of\n{text}", seed + number);
            match prover.ask(wishes, &nothing) {
                Verdict::Possible(witness) => {
                    assert!(can_be, "said to be possible, and is not; {}", told());
                    assert!(holds(form, &witness.answers, wishes), "no witness; {}", told());
                }
                Verdict::Impossible(clash) => {
                    assert!(!can_be, "said to be impossible, and is not; {}", told());
                    assert!(!clash.wishes.is_empty() || !clash.duties.is_empty(), "nothing clashes; {}", told());
                    // What clashes clashes by itself: without one of these duties it would not.
                    let wishes: Vec<Wish> = clash.wishes.iter().map(|place| wishes[*place].clone()).collect();
                    for duty in &clash.duties {
                        let kept: FxHashSet<_> = form
                            .rules()
                            .iter()
                            .map(|(id, _)| id)
                            .filter(|id| id == duty || !clash.duties.contains(id))
                            .collect();
                        let also: Vec<_> = clash.duties.iter().copied().filter(|other| other != duty).collect();
                        let others = prover.can_be(&wishes, &kept, &also);
                        // That there is an entry, and what is looked for in it, are two of them under one name.
                        let is_vain = matches!(others, Ok(Some(_))) && wishes.iter().all(|wish| wish.repeat.is_none());
                        assert!(!is_vain, "`{}` clashes in vain; {}", form.rules().get(*duty).name, told());
                    }
                }
                Verdict::Undecided(_) => undecided += 1,
            }
        }
    }
    (put, undecided)
}

#[test]
fn what_is_proven_is_so_of_all_answers() {
    // `SETSUMON_FLOW=100000 SETSUMON_SEED=…` puts more.
    let told = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let (put, undecided) = agree(told("SETSUMON_SEED").unwrap_or(1), told("SETSUMON_FLOW").unwrap_or(150));
    assert!(put > 1_500, "{put}");
    assert!(undecided * 100 <= put, "{undecided} of {put} are not decided");
}

/// What is so of some answer file that could be handed in; of a check, of one that could be but for it.
#[derive(Default)]
struct So {
    asked: BTreeSet<String>,
    given: BTreeSet<String>,
    /// Conditions of questions that did not hold where what is around them did.
    left_out: BTreeSet<String>,
    complained: BTreeSet<String>,
}

impl So {
    fn of(form: &Form) -> Self {
        let mut so = Self::default();
        each_with(form, &mut |answers, broken| {
            let file = Scope::file(form, answers, None);
            so.look(form, &file, None, broken);
            for (repeat, _) in form.repeats().iter() {
                file.occurrences(repeat).for_each(|entry| so.look(form, &entry, Some(repeat), broken));
            }
        });
        so
    }

    fn look(&mut self, form: &Form, scope: &Scope<'_>, repeat: Option<RepeatId>, broken: &[String]) {
        for rule in form.rules().values().filter(|rule| rule.repeat == repeat) {
            if let RuleKind::Check { complains, message: _ } = rule.kind
                && broken.iter().all(|name| *name == rule.name)
                && scope.holds(complains)
            {
                self.complained.insert(rule.name.clone());
            }
        }
        if !broken.is_empty() {
            return;
        }
        for question in form.questions().values().filter(|question| question.repeat == repeat) {
            if scope.holds(question.asked) {
                self.asked.insert(question.path.clone());
            } else {
                self.left_out.insert(question.path.clone());
            }
        }
        for (id, variable) in form.variables().iter().filter(|(_, variable)| variable.repeat == repeat) {
            if scope.is_present(id) {
                self.given.insert(variable.name.clone());
            }
        }
    }
}

/// Nothing is told that is not so, and nothing that is so of whole questions and checks is kept quiet, unless it follows from what is told.
#[test]
fn what_is_told_is_so_of_all_answers() {
    let mut told = [0; 4];
    for number in 0..200_u64 {
        let mut random = Random::new(50_000 + number);
        let text = survey(&mut random);
        let compiled = Project::of(&text).compile();
        let Some(form) = compiled.0.form() else { panic!("{text}\n{}", compiled.said()) };
        let so = So::of(form);
        let findings = setsumon_flow::findings(form);
        let said = || {
            let all = findings.iter().map(|told| setsumon_diagnostics::render::short(told, &compiled.0.sources));
            format!("{}\nseed {number}\n{text}", all.collect::<Vec<_>>().join("\n"))
        };
        let (mut is_dead, mut idle) = (false, BTreeSet::new());
        for finding in &findings {
            let name = finding.message.split('`').nth(1).unwrap_or_default();
            match finding.code {
                Code::NeverAsked => {
                    told[0] += 1;
                    is_dead = true;
                    assert!(!finding.message.contains("the question `") || !so.asked.contains(name), "{}", said());
                }
                Code::NoAnswerPossible => {
                    told[1] += 1;
                    is_dead = true;
                    assert!(!so.given.contains(name) && !so.asked.contains(name), "{}", said());
                }
                Code::ConditionIdle => {
                    told[2] += 1;
                    assert!(
                        !finding.message.contains("the question `")
                            || !form.repeats().is_empty()
                            || !form.ends().is_empty()
                            || !so.left_out.contains(name),
                        "{}",
                        said()
                    );
                }
                Code::CheckIdle => {
                    told[3] += 1;
                    idle.insert(finding.span());
                }
                other => panic!("{other:?} {}", said()),
            }
        }
        for rule in form.rules().values() {
            if let RuleKind::Check { .. } = rule.kind {
                let said_so = idle.contains(&rule.origin);
                assert!(!said_so || !so.complained.contains(&rule.name), "{} {}", rule.name, said());
                assert!(
                    said_so || is_dead || so.complained.contains(&rule.name),
                    "{} is not told {}",
                    rule.name,
                    said()
                );
            }
        }
        for question in form.questions().values() {
            assert!(is_dead || so.asked.contains(&question.path), "{} is not told {}", question.path, said());
        }
    }
    assert!(told.into_iter().all(|count| count > 5), "{told:?}");
}

/// No false alarm: of the surveys in the field, of the course and of each kind of question there is nothing to say.
#[test]
fn of_what_is_right_nothing_is_told() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for folder in ["surveys", "examples", "tests/corpus/types", "tests/corpus/print"] {
        for path in repo::files(folder, ".survey") {
            let compiled = Compiled::file(&path);
            let Some(form) = compiled.0.form() else { continue };
            count += 1;
            for finding in setsumon_flow::findings(form) {
                wrong.push(setsumon_diagnostics::render::short(&finding, &compiled.0.sources));
            }
        }
    }
    assert!(count > 30, "{count}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Who is made up to take every branch both ways is accepted, takes the ways that are said, and leaves out none that can be taken.
#[test]
fn the_few_who_take_all_ways_take_all_there_are() {
    let (mut taken, mut never) = (0, 0);
    for number in 0..80_u64 {
        let text = survey(&mut Random::new(90_000 + number));
        let compiled = Project::of(&text).compile();
        let Some(form) = compiled.0.form() else { panic!("{text}\n{}", compiled.said()) };
        let cover = cover(form);
        for (answers, last) in &cover.respondents {
            assert!(judge(form, answers, last.as_ref(), Mode::Submission).valid, "{answers:?} of\n{text}");
        }
        let mut possible = BTreeSet::new();
        each(form, &mut |answers| {
            let reached = cover.goals.iter().enumerate().filter(|(_, (goal, _))| goal.is_reached(form, answers, None));
            possible.extend(reached.map(|(place, _)| place));
        });
        for (place, (goal, became)) in cover.goals.iter().enumerate() {
            match became {
                Reached::By(number) => {
                    taken += 1;
                    let (answers, last) = &cover.respondents[*number];
                    assert!(goal.is_reached(form, answers, last.as_ref()), "{goal:?} of\n{text}");
                }
                Reached::Never(_) => {
                    never += 1;
                    assert!(!possible.contains(&place), "{goal:?} can be reached in\n{text}");
                }
                Reached::Undecided(_) => {}
            }
        }
    }
    assert!(taken > 300 && never > 100, "{taken} taken, {never} never");
}

/// Of the real survey everything can be come to, and the answers that show it are read back from their file as they were.
#[test]
fn of_the_real_survey_every_place_is_come_to() {
    let compiled = Compiled::file(&repo::path("surveys/chiren/2024.survey"));
    let form = compiled.form("the real survey");
    let retired = setsumon_flow::retired(form);
    let asked =
        form.questions().iter().filter(|(id, _)| !retired.contains(id)).map(|(_, question)| question.path.clone());
    let mut count = 0;
    // Each seventh, for the time it takes.
    for path in asked.step_by(7) {
        count += 1;
        let mut goal = Goal::new(form);
        goal.to(&path).expect("it is in the survey");
        let Proof::Reached(witness) = goal.prove() else { panic!("nobody comes to {path}") };
        let text = serde_json::Value::Object(object(form, &witness.answers)).to_string();
        let read = Answers::from_json(form, &text).expect("it is an answer file");
        assert!(judge(form, &read, witness.last.as_ref(), Mode::Submission).valid, "{path}: {text}");
        assert!(!told(form, &read).is_empty(), "{path}: {text}");
    }
    assert!(count > 30, "{count}");
    let mut goal = Goal::new(form);
    let unknown = goal.to("overview.stattus").expect_err("there is none");
    assert!(unknown.close.is_some());
}
