//! The paper agrees: three readers who know nothing else fill in what is asked.

use setsumon_tests::agreement::paper::sheet::{Paper, Rule, Stop, paper};
use setsumon_tests::agreement::paper::{Count, agrees, all_agree, wrong};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::run::Plan;
use setsumon_tests::agreement::survey::Survey;

#[test]
fn the_paper_agrees() {
    all_agree(Plan { written: 1, ..Plan::new(40, 3) });
}

fn survey_of(locale: &str, items: &str) -> Survey {
    Survey::new(format!(
        "setsumon 1\nsurvey t \"T\" {{ locale {locale}  edition 2025 }}\nsection s \"S\" {{\n{items}\n}}\n"
    ))
}

/// The sentences on a paper, in order, and the arrows: from which variable and code, to where.
fn told(survey: &Survey) -> (Vec<String>, Vec<String>) {
    let form = survey.form().unwrap_or_else(|why| panic!("{why}\n{}", survey.text));
    let paper = paper(&form);
    wrong(survey, 20, 1, &mut Count::default()).unwrap_or_else(|why| panic!("{why}\n{}", survey.text));
    let sentences = paper.extents.iter().filter_map(|extent| match &extent.rule {
        Rule::Words(words) | Rule::Narrowed(words, _) => Some(words.clone()),
        Rule::Otherwise(_) => Some("Otherwise".to_owned()),
        Rule::Trusted(_) | Rule::Chosen(_) => None,
    });
    let arrows = paper.steps.iter().filter_map(|step| match &step.stop {
        Stop::Place(place, Some(goal)) => {
            Some(format!("{} {} → {goal}", place.variable, place.code.as_deref().unwrap_or_default()))
        }
        Stop::Place(_, None) | Stop::End { .. } | Stop::Gate(_) | Stop::Anchor(_) => None,
    });
    (sentences.collect(), arrows.collect())
}

/// Each item with the sentences and the arrows that its paper has.
const CASES: &[(&str, &[&str], &[&str])] = &[
    // Whom an end stops is told, at the option too.
    (
        "single does \"Visits?\" { yes \"Yes\"  no \"No\" }\nend when does is no \"Thank you.\" then \"Go on.\"\ntext t \"Else?\"",
        &["If you answered “No” above:"],
        &["s__does no → end:0"],
    ),
    // What a sentence covers ends where the next item is for others.
    (
        "single member \"Card?\" { yes \"Yes\"  no \"No\" }\nyear since \"Since?\" when member is yes\ntext town \"Town\"",
        &["If you answered “Yes” above:"],
        &["s__member yes → s.since"],
    ),
    // No arrow past what is asked of whoever takes it.
    (
        "single x \"X?\" { yes \"Yes\"  no \"No\" }\ntext two \"Two\"\ntext three \"Three\" when x is no",
        &["If you answered “No” to question 1 “X?”:"],
        &[],
    ),
    // But past what is not.
    (
        "single x \"X?\" { yes \"Yes\"  no \"No\" }\ntext two \"Two\" when x is yes\ntext three \"Three\" when x is no",
        &["If you answered “Yes” above:", "If you answered “No” to question 1 “X?”:"],
        &["s__x yes → s.two", "s__x no → s.three"],
    ),
    // One way out of one option: the first.
    (
        "single x \"X?\" { yes \"Yes\"  no \"No\" }\ntext two \"Two\" when x is yes\ntext three \"Three\"\n\
         text four \"Four\" when x is yes",
        &["If you answered “Yes” above:", "If you answered “Yes” to question 1 “X?”:"],
        &["s__x yes → s.two"],
    ),
    // A tick says nothing of the others: an arrow past what another one asks would be wrong.
    (
        "multi x \"X?\" { a \"A\"  b \"B\"  c \"C\" }\ntext two \"Two\" when x includes a\ntext three \"Three\" when x includes b",
        &["If you answered “A” above:", "If you answered “B” to question 1 “X?”:"],
        &["s__x__a  → s.two"],
    ),
    // Only what was chosen is on offer.
    (
        "multi d \"Drinks\" { tea \"Tea\"  milk \"Milk\" }\ngrid r \"How?\" of single { rows selected in d  columns { g \"Good\"  b \"Bad\" } }",
        &["(only those you chose above)", "(only those you chose above)"],
        &[],
    ),
    // "Above" where only one thing above can be meant.
    (
        "group g \"G\" { single a \"A?\" { yes \"Yes\"  no \"No\" }\nsingle b \"B?\" { yes \"Yes\"  no \"No\" }\n\
         text t \"Why?\" when a is yes\ntext u \"How?\" when b is yes }",
        &["If you answered “Yes” to question 1 “A?”:", "If you answered “Yes” to question 1 “B?”:"],
        &[],
    ),
    // A field of an option before it stands above, too.
    (
        "integer times \"Times\" min 0\ngroup g \"G\" { multi m \"M\" { a \"A\" { integer n \"N\" min 0 }  b \"B\" when times < 4 } }",
        &["If you answered less than 4 to question 1 “Times”:"],
        &[],
    ),
    // Otherwise stands right behind what it turns round.
    (
        "single x \"X?\" { yes \"Yes\"  no \"No\" }\nwhen x is yes { text two \"Two\" } otherwise { text three \"Three\" }",
        &["If you answered “Yes” above:", "Otherwise"],
        &["s__x yes → s.two", "s__x no → s.three"],
    ),
];

#[test]
fn paper_tells_the_way() {
    for (items, sentences, arrows) in CASES {
        let (said, led) = told(&survey_of("en", items));
        assert_eq!((said, led), (to_owned(sentences), to_owned(arrows)), "{items}");
    }
}

fn to_owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Simple comparisons have sentences, in both languages.
#[test]
fn comparisons_are_put_into_words() {
    for (condition, english, japanese) in [
        ("n < 7", "less than 7", "7未満"),
        ("n <= 7", "7 or less", "7以下"),
        ("n > 7", "more than 7", "7を超える値"),
        ("n >= 7", "7 or more", "7以上"),
        ("n = 7", "7", "7"),
        ("7 < n", "more than 7", "7を超える値"),
        ("n >= 2 and n <= 7", "2 or more and 7 or less", "2以上、かつ7以下"),
        ("d < 2025-04-01", "earlier than 1 April 2025", "2025年4月1日より前"),
        ("d >= 2025-04-01", "1 April 2025 or later", "2025年4月1日以降"),
        ("m <= 2025-04", "April 2025 or earlier", "2025年4月以前"),
    ] {
        let name = &condition.trim_start_matches("7 < ")[..1];
        let items = |blank: &str| format!("{blank}\ntext between \"Between\"\ntext t \"T\" when {condition}");
        let blank = match name {
            "n" => "integer n \"N\" min 0 max 20",
            "d" => "date d \"D\"",
            _ => "month m \"M\"",
        };
        let label = name.to_uppercase();
        let (said, _) = told(&survey_of("en", &items(blank)));
        assert_eq!(said, [format!("If you answered {english} to question 1 “{label}”:")], "{condition}");
        let (said, _) = told(&survey_of("ja", &items(blank)));
        assert_eq!(said.len(), 1, "{condition}");
        assert!(said[0].contains(&format!("「{label}」で、{japanese}と回答された方")), "{condition}: {said:?}");
    }
    for (condition, english) in [("count(k) >= 2", "2 or more"), ("count(k) < 2", "less than 2")] {
        let items = format!("multi k \"K\" {{ a \"A\"  b \"B\"  c \"C\" }}\ntext t \"T\" when {condition}");
        let (said, _) = told(&survey_of("en", &items));
        assert_eq!(said, [format!("If the number of your answers to question 1 “K” is {english}:")], "{condition}");
    }
}

/// What stands before the question that is told who answers it.
const BEFORE: &str = "grid g \"G\" of single { rows { cake \"Cake\"  tea \"Tea\" }  columns { good \"Good\"  fair \"Fair\"  bad \"Bad\" } }
flag box \"Box\"
single how \"How\" { foot \"Foot\"  bike \"Bike\"  car \"Car\" }
multi who \"Who\" { me \"Me\"  you \"You\"  nobody \"Nobody\" exclusive  unknown \"Unknown\" means dont_know }
text between \"Between\"";

/// Two rows, a box beside an answer, every row of a grid, an option that excludes the others: in both languages.
#[test]
fn two_things_and_every_row_are_put_into_words() {
    for (condition, english, japanese) in [
        (
            "g.cake is good and g.tea is bad",
            "answered “Good” for “Cake” in question 1 “G” and “Bad” for “Tea” in question 1 “G”",
            "（１）の1「G」の「Cake」で「Good」、かつ（１）の1「G」の「Tea」で「Bad」と回答された方",
        ),
        (
            "g.cake is good or how is bike",
            "answered “Good” for “Cake” in question 1 “G” or “Bike” to question 3 “How”",
            "（１）の1「G」の「Cake」で「Good」、または（１）の3「How」で「Bike」と回答された方",
        ),
        (
            "box is ticked and how is bike",
            "ticked question 2 “Box” and answered “Bike” to question 3 “How”",
            "（１）の2「Box」に✓された方で、かつ（１）の3「How」で「Bike」と回答された方",
        ),
        (
            "how in [foot, bike] or box is not ticked",
            "answered “Foot” or “Bike” to question 3 “How” or did not tick question 2 “Box”",
            "（１）の3「How」で「Foot」、または「Bike」と回答された方、または（１）の2「Box」に✓されなかった方",
        ),
        (
            "answered how and g.tea is not bad",
            "answered question 3 “How” and answered anything but “Bad” for “Tea” in question 1 “G”",
            "（１）の3「How」に回答された方で、かつ（１）の1「G」の「Tea」で「Bad」以外と回答された方",
        ),
        // In Japanese nothing closes the answers of the first but its own verb.
        (
            "how in [foot, bike] and g.tea is bad",
            "answered “Foot” or “Bike” to question 3 “How” and “Bad” for “Tea” in question 1 “G”",
            "（１）の3「How」で「Foot」、または「Bike」と回答された方で、かつ（１）の1「G」の「Tea」で「Bad」と回答された方",
        ),
        (
            "all of g in [good, fair]",
            "answered “Good” or “Fair” in each row of question 1 “G”",
            "（１）の1「G」のすべての行で、「Good」、または「Fair」と回答された方",
        ),
        // One row so and another so: of one row it would be nonsense.
        (
            "any of g is good and any of g is bad",
            "answered “Good” to question 1 “G” and “Bad” to question 1 “G”",
            "（１）の1「G」で「Good」、かつ（１）の1「G」で「Bad」と回答された方",
        ),
        (
            "who includes none of [nobody]",
            "answered anything but “Nobody” to question 4 “Who”",
            "（１）の4「Who」で、「Nobody」以外と回答された方",
        ),
        (
            "not (who includes any of [nobody, unknown])",
            "answered anything but “Nobody” or “Unknown” to question 4 “Who”",
            "（１）の4「Who」で、「Nobody」、または「Unknown」以外と回答された方",
        ),
        (
            "who includes none of [me, nobody]",
            "answered something, but not “Me” or “Nobody”, to question 4 “Who”",
            "（１）の4「Who」で、「Me」、または「Nobody」以外のみと回答された方",
        ),
    ] {
        let items = format!("{BEFORE}\ntext t \"T\" when {condition}");
        let (said, _) = told(&survey_of("en", &items));
        assert_eq!(said, [format!("If you {english}:")], "{condition}");
        let (said, _) = told(&survey_of("ja", &items));
        assert_eq!(said, [format!("{japanese}にお尋ねします。")], "{condition}");
    }
}

/// Of a grid that not everybody is asked, “each row” would leave out those who are asked none of them.
#[test]
fn each_row_is_said_of_what_everybody_is_asked() {
    let grid =
        "grid g \"G\" of single WHEN { rows { cake \"Cake\"  tea \"Tea\" }  columns { good \"Good\"  bad \"Bad\" } }";
    let missing = |grid: &str| {
        let items = format!(
            "single x \"X?\" {{ yes \"Yes\"  no \"No\" }}\nend when x is no \"Thank you.\"\n{grid}\ntext t \"T\" when all of g is good"
        );
        survey_of("en", &items).missing(setsumon_diagnostics::Code::SentenceMissing).len()
    };
    assert_eq!(missing(&grid.replace("WHEN", "")), 0);
    assert_eq!(missing(&grid.replace("WHEN", "when x is yes")), 1);
}

/// Moves an arrow to another goal.
fn moved_arrow(paper: &mut Paper) -> bool {
    let anchors: Vec<String> = paper.anchors.keys().cloned().collect();
    for step in &mut paper.steps {
        if let Stop::Place(_, Some(goal)) = &mut step.stop
            && let Some(other) = anchors.iter().find(|anchor| *anchor != goal)
        {
            goal.clone_from(other);
            return true;
        }
    }
    false
}

/// Stretches a sentence over what follows it.
fn stretched_sentence(paper: &mut Paper) -> bool {
    for index in 0..paper.extents.len() {
        let outer = paper.extents[index].outer;
        let last = paper.steps.iter().rposition(|step| step.within == Some(index));
        if let (Rule::Words(_), Some(last)) = (&paper.extents[index].rule, last)
            && let Some(next) = paper.steps.get_mut(last + 1)
            && next.within == outer
            && matches!(next.stop, Stop::Place(..))
        {
            next.within = Some(index);
            return true;
        }
    }
    false
}

/// Leaves an end untold.
fn untold_end(paper: &mut Paper) -> bool {
    let mut found = false;
    for step in &mut paper.steps {
        if let Stop::End { .. } = step.stop {
            step.stop = Stop::Anchor(String::new());
            found = true;
        }
    }
    found
}

/// A paper that lies is caught: an arrow moved, a sentence stretched, an end untold.
#[test]
fn a_lying_paper_is_caught() {
    let items = "single x \"X?\" { yes \"Yes\"  no \"No\" }\ntext two \"Two\" when x is yes\ntext three \"Three\" when x is no\n\
                 text four \"Four\"\nsingle y \"Y?\" { yes \"Yes\"  no \"No\" }\nend when y is no \"The end.\"\ntext final \"Final\"";
    let survey = survey_of("en", items);
    let form = survey.form().unwrap();
    let honest = paper(&form);
    agrees(&form, &honest, 20, &mut Random::new(1), &mut Count::default()).unwrap();
    for (lie, told) in
        [(moved_arrow as fn(&mut Paper) -> bool, "arrow"), (stretched_sentence, "sentence"), (untold_end, "end")]
    {
        let mut lying = honest.clone();
        assert!(lie(&mut lying), "no {told} to lie with");
        assert!(
            agrees(&form, &lying, 20, &mut Random::new(1), &mut Count::default()).is_err(),
            "a paper with a false {told} is believed"
        );
    }
}
