//! Filled databases taken to the next edition: in SQLite, which lives in this process; `tests/heavy/migrate.rs` asks servers the same.

use rusqlite::Connection;
use rusqlite::fallible_iterator::FallibleIterator as _;
use setsumon_core::form::Form;
use setsumon_core::frozen::Model;
use setsumon_editions::prefill::{Prefill, Status};
use setsumon_sql::Dialect;
use setsumon_sql::migrate::{Refused, migration};
use setsumon_tests::agreement::migration::{
    Database as _, Fragile, Response, Step, filling, made_up, migrates, real, responses, topics,
};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::run::Plan;
use setsumon_tests::agreement::sqlite::Lasting;
use setsumon_tests::project::Project;
use setsumon_tests::{repo, snapshot};

#[test]
fn every_topic_migrates() {
    let mut aside = 0;
    for step in topics() {
        let filled = responses(&step.old, 40, &mut Random::new(1));
        aside += migrates(&mut Lasting::new(), &step, &filled).unwrap_or_else(|why| panic!("{why}"));
    }
    assert!(aside > 100, "only {aside} values had no place");
}

#[test]
fn made_up_steps_migrate() {
    let mut wrong = Vec::new();
    for seed in Plan::new(60, 0).seeds() {
        let step = made_up(seed);
        let filled = responses(&step.old, 12, &mut Random::new(seed));
        wrong.extend(migrates(&mut Lasting::new(), &step, &filled).err());
        assert!(wrong.len() < 3, "{}", wrong.join("\n\n"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_real_survey_migrates() {
    let step = real();
    let filled = responses(&step.old, 20, &mut Random::new(1));
    assert!(filled.len() >= 15, "only {} responses to the real survey", filled.len());
    migrates(&mut Lasting::new(), &step, &filled).unwrap_or_else(|why| panic!("{why}"));
}

#[test]
fn a_migration_that_fails_leaves_everything() {
    for (step, thousandths) in topics().iter().zip([0, 200, 500, 800, 950, 1_000].into_iter().cycle()) {
        let filled = responses(&step.old, 5, &mut Random::new(2));
        let mut fragile = Fragile { database: &mut Lasting::new(), thousandths };
        migrates(&mut fragile, step, &filled)
            .unwrap_or_else(|why| panic!("broken off at {thousandths} of 1000: {why}"));
    }
}

/// What would happen, of every topic and of the real survey, as people are told it.
#[test]
fn plans_are_as_they_were_reviewed() {
    let told = |old: &Form, new: &Form| migration(old, new, Dialect::PostgreSql, &[]).expect("a step").told().lines();
    let mut plans: Vec<_> =
        topics().iter().map(|step| (repo::path(&step.told).join("new.survey"), told(&step.old, &step.new))).collect();
    let real = real();
    plans.push((repo::path("surveys/chiren/2024.survey"), told(&real.old, &real.new)));
    snapshot::all("migrate", plans);
}

/// Three editions: what is gone in the second, and what becomes personal in the third.
fn three() -> [Form; 3] {
    let survey = |edition: &str, items: &str| {
        let text = format!(
            "setsumon 1\nsurvey shop \"Shop\" {{ locale en  edition {edition} }}\nsection s \"S\" {{\n  text name \"Name\"\n{items}\n}}\n"
        );
        Project::of(&text).compile().form(edition).clone()
    };
    [
        survey(
            "2023",
            "  integer staff \"Staff\" min 0\n  text fax \"Fax\"\n  single kind \"Kind\" { big \"Big\"  small \"Small\" }",
        ),
        survey("2024", "  integer staff \"Staff\" min 0 max 10\n  single kind \"Kind\" { small \"Small\" }"),
        survey("2025", "  integer staff \"Staff\" min 0 max 5 @personal"),
    ]
}

fn shop() -> Vec<Response> {
    let file = |json: serde_json::Value| json.as_object().expect("an object").clone();
    let of = |key: &str, submitted, json| Response { key: key.to_owned(), file: file(json), submitted };
    vec![
        of("r1", true, serde_json::json!({ "s__name": "One", "s__staff": 30, "s__fax": "1-1", "s__kind": "big" })),
        of("r2", false, serde_json::json!({ "s__name": "Two", "s__staff": 7, "s__kind": "small" })),
    ]
}

fn filled_shop(old: &Form) -> Lasting {
    let mut database = Lasting::new();
    database.run(&setsumon_sql::script(old, Dialect::Sqlite)).expect("the tables");
    database.run(&filling(old, Dialect::Sqlite, &shop())).expect("the responses");
    database
}

fn aside(database: &mut Lasting, table: &str) -> Vec<String> {
    let columns = ["_response", "_edition", "variable", "value", "why"];
    let query = format!("SELECT {} FROM {table} ORDER BY 1, 2, 3", columns.join(", "));
    let rows = database.rows(&query, &columns);
    rows.iter()
        .map(|row| {
            row.values()
                .map(|cell| cell.as_str().map_or_else(|| cell.to_string(), str::to_owned))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

/// What was put aside once comes over every year, and what has become personal is put where personal things stand, whenever it was answered.
#[test]
fn what_was_put_aside_comes_over_again() {
    let [first, second, third] = three();
    let mut database = filled_shop(&first);
    for (old, new) in [(&first, &second), (&second, &third)] {
        database.run(&migration(old, new, Dialect::Sqlite, &[]).expect("a step").script(false)).expect("it migrates");
    }
    assert_eq!(
        aside(&mut database, "shop__earlier"),
        ["r1 2023 s__fax 1-1 removed", "r1 2023 s__kind big domain", "r2 2024 s__kind small removed"]
    );
    assert_eq!(
        aside(&mut database, "shop__earlier_personal"),
        ["r1 2023 s__staff 30 domain", "r2 2024 s__staff 7 domain"]
    );
    let rows = database.rows("SELECT _response, _edition, _status FROM shop ORDER BY 1", &[]);
    let rows: Vec<String> =
        rows.iter().map(|row| format!("{} {} {}", row["_response"], row["_edition"], row["_status"])).collect();
    assert_eq!(rows, ["\"r1\" 2023 \"earlier\"", "\"r2\" 2023 \"earlier_draft\""]);
}

/// In the tables of 2025, whoever was asked in 2023 said no to nothing but what they had read in the words of today.
#[test]
fn nobody_said_no_to_other_words() {
    let survey = |edition: &str, options: &str| {
        format!(
            "setsumon 1\nsurvey shop \"Shop\" {{ locale en  edition {edition} }}\nsection s \"S\" {{\n  multi sells \"What do you sell?\" {{\n{options}\n  }}\n}}\n"
        )
    };
    let first = survey("2023", "tea \"Tea\"  milk \"Milk\"  ice \"Icecream\"  bread \"Bread\"");
    let second = survey(
        "2024 follows \"2023.json\"",
        "tea \"Tea\"  milk \"Drinks\"  ice \"Ice cream\" revised typo \"Spelling\"  bread \"Bread\"",
    );
    let third = survey(
        "2025 follows \"2024.json\"",
        "tea \"Tea\"  milk \"Drinks\"  ice \"Ice cream\"  bread \"Bread\"  jam \"Jam\" @new",
    );
    let project = Project::of(&third).with_frozen("2023.json", &first).with_frozen("2024.json", &second);
    let form = |project: &Project| project.compile().form_before_markers("an edition").clone();
    let forms = [form(&Project::of(&first)), form(&project.with_survey(&second)), form(&project)];
    let file = |json: serde_json::Value| json.as_object().expect("an object").clone();
    let ticked = serde_json::json!({ "s__sells__tea": true, "s__sells__milk": true });
    let asked = Response { key: "r1".to_owned(), file: file(ticked), submitted: true };
    let mut database = Lasting::new();
    database.run(&setsumon_sql::script(&forms[0], Dialect::Sqlite)).expect("the tables");
    database.run(&filling(&forms[0], Dialect::Sqlite, &[asked])).expect("the response");
    for step in forms.windows(2) {
        let script = migration(&step[0], &step[1], Dialect::Sqlite, &[]).expect("a step").script(false);
        database.run(&script).expect("it migrates");
    }
    let rows =
        database.rows("SELECT variable, value, state FROM shop__long ORDER BY 1", &["variable", "value", "state"]);
    let told: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {} {}", row["variable"], row["value"], row["state"]).replace('"', ""))
        .collect();
    let wanted = [
        "s__sells__bread 0 answered",
        "s__sells__ice 0 answered",
        "s__sells__jam null no_answer",
        "s__sells__milk null no_answer",
        "s__sells__tea 1 answered",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn what_is_named_is_thrown_away_and_nothing_else() {
    let [first, second, _] = three();
    let drop = ["s__fax".to_owned(), "s__staff".to_owned()];
    let found = migration(&first, &second, Dialect::Sqlite, &drop).expect("a step");
    let mut database = filled_shop(&first);
    assert!(database.run(&found.script(true)).is_err(), "there is more to lose than what is named");
    database.run(&found.script(false)).expect("it migrates");
    assert_eq!(aside(&mut database, "shop__earlier"), ["r1 2023 s__kind big domain"]);
    let drop = [drop.as_slice(), &["s__kind".to_owned()]].concat();
    let mut database = filled_shop(&first);
    let all = migration(&first, &second, Dialect::Sqlite, &drop).expect("a step");
    database.run(&all.script(true)).expect("everything that would be lost is named");
    assert_eq!(aside(&mut database, "shop__earlier"), [""; 0]);
}

#[test]
fn what_makes_no_step_is_refused() {
    let [first, second, _] = three();
    let why = |old: &Form, new: &Form, drop: &[&str]| {
        let drop: Vec<String> = drop.iter().map(|name| (*name).to_owned()).collect();
        migration(old, new, Dialect::Sqlite, &drop).expect_err("no step")
    };
    assert_eq!(why(&second, &first, &[]), Refused::NotLater { old: 2024, new: 2023 });
    assert_eq!(why(&second, &second, &[]), Refused::NotLater { old: 2024, new: 2024 });
    assert_eq!(why(&first, &second, &["s__name"]), Refused::NothingToDrop { name: "s__name".to_owned(), known: true });
    assert_eq!(why(&first, &second, &["s__nmae"]), Refused::NothingToDrop { name: "s__nmae".to_owned(), known: false });
    let other = real();
    assert!(matches!(why(&first, &other.new, &[]), Refused::OtherSurvey { old: _, new: _ }));
}

/// The client of SQLite goes on after an error unless it is told not to: even then nothing comes about.
#[test]
fn nothing_is_committed_where_errors_are_passed_over() {
    let [first, second, _] = three();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("shop.db");
    let made = Connection::open(&file).expect("a database");
    made.execute_batch(&setsumon_sql::script(&first, Dialect::Sqlite)).expect("the tables");
    made.execute_batch(&filling(&first, Dialect::Sqlite, &shop())).expect("the responses");
    drop(made);
    let known = |file| {
        let database = Connection::open(file).expect("a database");
        let count = "SELECT group_concat(name || coalesce(sql, '')) FROM sqlite_schema";
        let schema: String = database.query_row(count, [], |row| row.get(0)).expect("a schema");
        let rows: i64 =
            database.query_row("SELECT count(s__fax) + count(s__staff) FROM shop", [], |row| row.get(0)).expect("rows");
        (schema, rows)
    };
    let before = known(&file);
    let found = migration(&first, &second, Dialect::Sqlite, &[]).expect("a step");
    // A row that the new tables refuse.
    let broken = found.script(false).replace("WHEN 'submitted' THEN 'earlier'", "WHEN 'submitted' THEN 'wrong'");
    for script in [found.script(true), broken] {
        let database = Connection::open(&file).expect("a database");
        let mut statements = rusqlite::Batch::new(&database, &script);
        let mut wrong = 0;
        while let Some(mut statement) = statements.next().expect("every statement can be read") {
            wrong += usize::from(statement.raw_execute().is_err());
        }
        assert!(wrong > 0, "something goes wrong in it");
        drop(database);
        assert_eq!(known(&file), before);
    }
}

/// What touches a roster, an option that excludes others and conditions, in one way each, beside what touches none of them.
#[test]
fn the_plan_tells_of_what_changed_alone() {
    let survey = |edition: &str, happy: &str, woman: &str, more: &str| {
        let text = format!(
            "setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\nsection a \"A\" {{\n  \
             repeat people \"People\" 0..4 {{ text name \"Name\"  single sex \"Sex\" {{ f \"{woman}\"  m \"Man\" }}  \
             text wish \"Wish\" when sex is m }}\n  \
             multi kinds \"Kinds\" {{ pay \"Pay\"{more}  none \"None\" exclusive }}\n  \
             scale happy \"Happy\" {happy}\n  text why \"Why\" when happy < 3\n  text z \"Z\"\n}}\n"
        );
        Project::of(&text).compile().form(edition).clone()
    };
    let old = survey("2024", "0 to 10", "Female", "");
    let new = survey("2025", "1 to 5", "Woman", "  second \"Second job\"");
    let told = migration(&old, &new, Dialect::Sqlite, &[]).expect("a step").told();
    let lines = told.lines();
    let about: Vec<&str> = lines.lines().skip(1).map(str::trim).collect();
    assert_eq!(
        about,
        [
            "5 variables come over as before",
            "add      a__kinds__second",
            "add      a__happy",
            "aside    a__happy: points of another scale",
            "in part  a__people__sex: but for what says something else today (f)",
            "in part  a__why: but for values where it is not asked any more",
        ],
        "{lines}"
    );
    // What the plan leaves out holds in the new tables, whatever was in the old ones.
    let step = Step { told: "roster, exclusive, scale".to_owned(), old, new };
    for seed in 1..6 {
        let filled = responses(&step.old, 20, &mut Random::new(seed));
        migrates(&mut Lasting::new(), &step, &filled).unwrap_or_else(|why| panic!("{why}"));
    }
}

/// What cannot stand together any more goes aside together: a tick that is taken from among others would read as a no that nobody said.
/// `prefill` leaves out the same.
#[test]
fn a_tick_that_goes_aside_is_no_no() {
    let head =
        |edition: &str| format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\nsection s \"S\" {{\n");
    let items = |exclusive: &str| {
        format!(
            "  multi m \"M\" {{ a \"A\"  b \"B\"{exclusive}  c \"C\" }}\n  grid g \"G\" of multi {{ rows {{ r \"R\" }} columns {{ a \"A\"  b \"B\"{exclusive}  c \"C\" }} }}\n}}\n"
        )
    };
    let then = format!("{}{}", head("2024"), items(""));
    let now = format!("{}{}", head("2025 follows \"before.model.json\""), items(" exclusive"));
    let old = Project::of(&then).compile().form("2024").clone();
    let frozen = Model::freeze(&old, None);
    let new = Project::of(&now).with("before.model.json", frozen.write()).compile();
    let new = new.0.form_before_markers().expect("2025").clone();
    let yes = ["s__m__a", "s__m__b", "s__g__r__a", "s__g__r__b"];
    let of = |key: &str, names: &[&str]| {
        let ticks = names.iter().map(|name| ((*name).to_owned(), serde_json::Value::Bool(true)));
        Response { key: key.to_owned(), file: ticks.collect(), submitted: true }
    };
    let given =
        [of("both", &yes), of("one", &["s__m__b", "s__g__r__b"]), of("others", &["s__m__a", "s__m__c", "s__g__r__a"])];
    let mut database = Lasting::new();
    database.run(&setsumon_sql::script(&old, Dialect::Sqlite)).expect("the tables");
    database.run(&filling(&old, Dialect::Sqlite, &given)).expect("the responses");
    database.run(&migration(&old, &new, Dialect::Sqlite, &[]).expect("a step").script(false)).expect("it migrates");
    let mut found = aside(&mut database, "t__earlier");
    found.sort();
    assert_eq!(
        found,
        [
            "both 2024 s__g__r__a 1 s__g__r__b.exclusive",
            "both 2024 s__g__r__b 1 s__g__r__b.exclusive",
            "both 2024 s__m__a 1 s__m__b.exclusive",
            "both 2024 s__m__b 1 s__m__b.exclusive",
        ]
    );
    let states = |database: &mut Lasting, key: &str| {
        let query = format!("SELECT variable, value, state FROM t__long WHERE _response = '{key}' ORDER BY 1");
        let rows = database.rows(&query, &["variable", "value", "state"]);
        let told = |row: &serde_json::Map<String, serde_json::Value>| {
            ["variable", "value", "state"].map(|column| row[column].as_str().unwrap_or("-").to_owned()).join(" ")
        };
        rows.iter().map(told).collect::<Vec<_>>()
    };
    let both = states(&mut database, "both");
    assert!(both.len() == 6 && both.iter().all(|row| row.ends_with("- no_answer")), "{both:#?}");
    assert!(states(&mut database, "one").contains(&"s__m__b 1 answered".to_owned()));
    assert!(states(&mut database, "others").contains(&"s__m__b 0 answered".to_owned()));
    // And no draft says more of it.
    let carry = Prefill::new(&frozen, &new).expect("a step");
    let account = carry.carry(&given[0].file).expect("answers of the edition before").account;
    let kept: Vec<&str> = account.iter().filter(|line| line.status == Status::Carried).map(|line| line.key).collect();
    assert_eq!(kept, [""; 0]);
}

/// An option whose code went to another by `was` is what that one was, in drafts and in the database.
#[test]
fn a_code_that_another_took_over_goes_along_with_it() {
    let edition = |year: i64, follows: &str, options: &str| {
        format!(
            "setsumon 1\nsurvey s \"S\" {{ locale en  edition {year}{follows} }}\nsection a \"A\" {{ single k \"K\" {options} }}\n"
        )
    };
    let old = "{ now \"In {edition}\"  older \"Before\" }";
    let new = "revised \"w\" { now \"In {edition}\"  prev \"In {edition - 1}\" was now  older \"Before\" }";
    let first = Project::of(&edition(2024, "", old)).compile();
    let first = first.0.form().expect("a warning builds").clone();
    let model = Model::freeze(&first, None);
    let second = Project::of(&edition(2025, " follows \"m\"", new)).with("m", model.write()).compile();
    let second = second.0.form().unwrap_or_else(|| panic!("{}", second.said())).clone();
    let plan = migration(&first, &second, Dialect::Sqlite, &[]).expect("a step").told();
    assert_eq!(plan.at_risk().collect::<Vec<_>>(), Vec::<&str>::new());
    let mut database = Lasting::new();
    database.run(&setsumon_sql::script(&first, Dialect::Sqlite)).expect("the tables");
    let file = serde_json::json!({ "a__k": "now" }).as_object().expect("an object").clone();
    let given = vec![Response { key: "r1".to_owned(), file, submitted: true }];
    database.run(&filling(&first, Dialect::Sqlite, &given)).expect("the response");
    database
        .run(&migration(&first, &second, Dialect::Sqlite, &[]).expect("a step").script(false))
        .expect("it migrates");
    let rows = database.rows("SELECT a__k FROM s", &["a__k"]);
    assert_eq!(rows[0]["a__k"], serde_json::json!("prev"));
}
