//! Sentences on paper: who is asked, in words that a reader cannot take otherwise.

use setsumon_core::routes::Routes;
use setsumon_tests::project::Project;

use crate::sheet::{all, all_of, of_survey, sheet, words};

/// English has one person and two persons.
#[test]
fn a_sentence_says_no_plural_of_one() {
    for (locale, figure, wanted) in [
        ("en", "1", "1 or more"),
        ("en", "2", "2 people or more"),
        ("en", "0", "0 people or more"),
        ("ja", "1", "1people以上"),
    ] {
        let items = format!("integer n \"N\" unit \"people\"\n  text t \"T\" when n >= {figure}");
        let sheet = sheet(locale, "", &items);
        let told: Vec<String> = all_of(&sheet["blocks"], "asked").iter().map(|asked| words(&asked["text"])).collect();
        assert!(told.iter().any(|sentence| sentence.contains(wanted)), "{locale} {figure}: {told:?}");
    }
}

/// What stands around a blank stands around a figure of a sentence, wherever its author wrote it.
#[test]
fn a_sentence_writes_a_figure_as_its_blank_does() {
    for (locale, clauses, wanted) in [
        ("en", "unit \"£\"", "£100 or more"),
        ("en", "prefix \"£\"", "£100 or more"),
        ("en", "prefix \"US$\"", "US$100 or more"),
        ("en", "prefix \"£\" unit \"per week\"", "£100 per week or more"),
        ("en", "prefix \"about\" unit \"km\"", "100 km or more"),
        ("en", "unit \"%\"", "100% or more"),
        ("ja", "prefix \"￥\"", "￥100以上"),
        ("ja", "unit \"円\"", "100円以上"),
    ] {
        let items = format!("integer n \"N\" {clauses}\n  text t \"T\" when n >= 100");
        let sheet = sheet(locale, "", &items);
        let told: Vec<String> = all_of(&sheet["blocks"], "asked").iter().map(|asked| words(&asked["text"])).collect();
        assert!(told.iter().any(|sentence| sentence.contains(wanted)), "{locale} {clauses}: {told:?}");
    }
}

/// “Otherwise” is the other of the sentence that was read last: where others stand in between, or several items, whom it is for is said
/// in full.
#[test]
fn otherwise_is_said_in_full_behind_other_sentences() {
    let where_to_live = "single q \"Q\" required { a \"Town\"  b \"Village\"  c \"Farm\"  d \"Boat\" }";
    let cases = [
        (where_to_live, "q in [a, b]", "text m \"M\" when q is b", "If you answered “Farm” or “Boat” to question 1"),
        (where_to_live, "q is a", "text m \"M\" when answered k", "If you answered anything but “Town” to question 1"),
        (where_to_live, "q in [a, b]", "", "If you answered otherwise"),
        (where_to_live, "q in [a, b]", "text m \"M\"", "If you answered “Farm” or “Boat” to question 1"),
        ("integer q \"Q\" required", "q < 7", "text m \"M\" when q > 2", "If you answered 7 or more to question 1"),
        (
            "integer q \"Q\" required",
            "q = 7",
            "text m \"M\" when answered k",
            "If you answered anything but 7 to question 1",
        ),
        (
            "multi q \"Q\" required { a \"Car\"  b \"Bus\" }",
            "q includes a",
            "text m \"M\" when answered k",
            "If you answered something, but not “Car”, to question 1",
        ),
    ];
    // Whether another item stands between the question and the condition on it.
    for ((question, first, inside, wanted), between) in cases.into_iter().flat_map(|case| [(case, true), (case, false)])
    {
        let (before, after) = if between { ("", "\n  text k \"K\"") } else { ("text k \"K\"\n  ", "") };
        let wanted = if between { wanted.to_owned() } else { wanted.replace("question 1", "question 2") };
        let items = format!(
            "{before}{question}{after}\n  when {first} {{\n    text l \"L\"\n    {inside}\n  }} otherwise {{ text n \"N\" }}"
        );
        let sheet = sheet("en", "", &items);
        let told: Vec<String> = all_of(&sheet["blocks"], "asked").iter().map(|asked| words(&asked["text"])).collect();
        assert!(told.iter().any(|sentence| sentence.starts_with(&wanted)), "{first}: {told:?}");
    }
}

/// Items for the same people stand under one sentence where nothing stands between them; whatever does begins another.
#[test]
fn neighbours_for_the_same_people_have_one_sentence() {
    // `@` stands for the number of the item, `?` for its condition.
    let kinds = [
        "text t@ \"T@\" ?",
        "single s@ \"T@\" ? { a \"A\"  b \"B\" }",
        "group g@ \"T@\" ? { text x@ \"X\" }",
        "repeat r@ \"T@\" 0..2 ? { text x \"X\" }",
        "when q is yes # { text t@ \"T@\" }",
    ];
    let between = [
        ("", 1),
        ("note \"So far.\"", 2),
        ("text m \"M\"", 2),
        ("text m \"M\" when q is no", 2),
        ("text m \"M\" @screen_only", 1),
        ("text m \"M\" when q is yes @screen_only", 1),
    ];
    let pairs = kinds.into_iter().flat_map(|first| kinds.map(|second| (first, second)));
    for ((first, second), (middle, wanted)) in pairs.flat_map(|pair| between.map(|middle| (pair, middle))) {
        for (says, wanted) in
            [(["", ""], wanted), (["Some.", "Some."], wanted), (["Some.", "Others."], 2), (["", "Some."], 2)]
        {
            let item = |kind: &str, number: usize| {
                let said = says[number - 1];
                let says = if said.is_empty() { String::new() } else { format!("says \"{said}\"") };
                let when = format!("when q is yes {says}");
                kind.replace('@', &number.to_string()).replace('?', &when).replace('#', &says)
            };
            let items = format!(
                "single q \"Q\" {{ yes \"Yes\"  no \"No\" }}\n{}\n{middle}\n{}",
                item(first, 1),
                item(second, 2)
            );
            let sheet = sheet("en", "", &items);
            let blocks: Vec<_> = all(&sheet["blocks"], "k", "asked");
            let telling: Vec<_> = blocks.iter().filter(|block| words(&block["blocks"]).contains('T')).collect();
            assert_eq!(telling.len(), wanted, "{items}\n{blocks:?}");
            assert!(telling.iter().all(|block| !words(&block["asked"]["text"]).is_empty()), "{items}");
            for label in ["T1", "T2"] {
                let holding = telling.iter().filter(|block| words(&block["blocks"]).contains(label)).count();
                assert_eq!(holding, 1, "{label} {items}");
            }
        }
    }
}

/// An arrow names a run of items where all of them are to be answered; of items with conditions of their own the first alone.
#[test]
fn an_arrow_leads_to_what_is_surely_asked() {
    for (inside, wanted) in [
        ("text a \"A\"", "3"),
        ("text a \"A\"  text b \"B\"  text c \"C\"", "3 to 5"),
        ("text a \"A\"  text b \"B\" when answered k  text c \"C\"", "3"),
    ] {
        let survey = format!(
            "setsumon 1\nsurvey s \"S\" {{ locale en  edition 2025 }}\nsection s \"S\" {{\n  \
             text k \"K\"\n  single q \"Q\" {{ yes \"Yes\"  no \"No\" }}\n  \
             when q is yes {{ {inside} }}\n}}\n"
        );
        let compiled = Project::of(&survey).compile();
        let form = compiled.form(inside);
        let (question, _) = form.variables().iter().find(|(_, one)| one.name.ends_with("q")).expect("the question");
        let section = form.sections().iter().map(|(id, _)| id).next();
        let route = Routes::of(form).from(form, section, question, "yes").map(|route| route.words);
        assert_eq!(route.as_deref(), Some(wanted), "{inside}");
    }
}

/// Whatever takes a condition of its own stands under its sentence on paper, and is hidden from others on screen.
#[test]
fn whatever_has_a_condition_says_whom_it_is_for() {
    let inside = [
        "text x \"Mark\" WHEN",
        "group x \"Mark\" WHEN { text y \"Y\" }",
        "repeat x \"Mark\" 1..2 WHEN { text y \"Y\" }",
        "note \"Mark\" WHEN",
        "grid x \"Mark\" of text WHEN { rows { r \"R\" } }",
        "flag x \"Mark\" WHEN",
        "when CONDITION { note \"Mark\" }",
        "group g \"G\" { text z \"Z\"  note \"Mark\" WHEN }",
    ];
    let outside = [
        "section x \"Mark\" WHEN { text y \"Y\" }",
        "part x \"Mark\" WHEN { section w \"W\" { text y \"Y\" } }",
        "page \"Mark\" \"Text\" WHEN",
        "note \"Mark\" WHEN",
    ];
    let mut wrong = Vec::new();
    for (at, statement) in inside.iter().map(|one| (true, one)).chain(outside.iter().map(|one| (false, one))) {
        for says in ["", " says \"Walkers:\""] {
            let condition = if at { "how is foot" } else { "s.how is foot" };
            let when = format!("when {condition}{says}");
            let statement = statement.replace("WHEN", &when).replace("CONDITION", &format!("{condition}{says}"));
            let (within, behind) = if at { (statement.as_str(), "") } else { ("", statement.as_str()) };
            let survey = format!(
                "setsumon 1\nsurvey t \"T\" {{ locale en  edition 2025 }}\nsection s \"S\" {{\n  single how \"How?\" {{ foot \"Foot\"  bike \"Bike\" }}\n{within}\n}}\n{behind}\nsection rest \"Rest\" {{ text end_of_all \"End\" }}\n"
            );
            let sentence = if says.is_empty() { "If you answered “Foot”" } else { "Walkers:" };
            let sheet = of_survey(&survey, "");
            // The title of a section and of a part stands above its sentence.
            let titled = statement.starts_with("section") || statement.starts_with("part");
            let mark = if titled { "Y" } else { "Mark" };
            let told = all(&sheet, "k", "asked").into_iter();
            let covered = told.map(words).any(|said| said.contains(sentence) && said.contains(mark));
            let in_cell = words(&sheet["blocks"]).contains(sentence);
            if !(covered || (statement.starts_with("group g") && in_cell)) {
                wrong.push(format!("{statement}: {}", words(&sheet["blocks"])));
            }
        }
    }
    assert!(wrong.is_empty(), "not told on paper:\n{}", wrong.join("\n"));
}

/// `not` around one answer is said as the condition that means the same, behind names and twice as well.
#[test]
fn what_is_denied_is_said_as_its_opposite() {
    let asked = "integer n \"N\"\n  date d \"D\"\n  multi m \"M\" { a \"A\"  b \"B\"  c \"C\" }\n  let few = n < 7\n  let many = not few";
    for (denied, plain) in [
        ("not n < 7", "n >= 7"),
        ("not 7 <= n", "n < 7"),
        ("not n = 7", "n != 7"),
        ("not d < 2025-01-01", "d >= 2025-01-01"),
        ("not count(m) >= 2", "count(m) < 2"),
        ("not not n < 7", "n < 7"),
        ("not few", "n >= 7"),
        ("many", "n >= 7"),
        ("not many", "n < 7"),
        ("not m includes a", "m includes none of [a]"),
    ] {
        let told = [denied, plain].map(|condition| {
            let items = format!("{asked}\n  text t \"T\" when {condition}");
            let sheet = sheet("en", "", &items);
            all_of(&sheet["blocks"], "asked").iter().map(|asked| words(&asked["text"])).collect::<Vec<_>>()
        });
        assert!(!told[0].is_empty(), "{denied}");
        assert_eq!(told[0], told[1], "{denied}, {plain}");
    }
}
