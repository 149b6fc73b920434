//! Every state of a form that a respondent may bring it into is accessible: WCAG 2.2 AA by axe, reflow, and the names of tables' cells.

use serde_json::{Value as Json, json};
use setsumon_tests::agreement::answers::fullest;

use super::{Desk, REAL, survey};

/// What every engine is asked: a form with tables, lists and sections as it opens, with mistakes and looked through, wide and narrow.
pub(super) fn essentials(desk: &Desk) -> Json {
    let views = json!({ "desktop": { "screen": "desktop" }, "320 pixels": { "screen": "narrow" } });
    let forms = ["tests/corpus/flow/english.survey", "examples/05-lists-and-grids.survey"].map(|told| {
        let compiled = survey(told);
        let form = compiled.form(told);
        let file = fullest(form, 0..8).into_iter().next().expect("a right answer file");
        let page = desk.page(&told.replace('/', "-"), form, None);
        json!({
            "told": told, "form": page, "file": file, "views": views,
            "states": { "all": ["as it opens", "with mistakes", "asked about a file"], "320 pixels": ["as it opens", "the contents opened", "looked through"] },
        })
    });
    json!({ "forms": forms })
}

#[test]
fn every_state_is_accessible() {
    let desk = Desk::new("states");
    let compiled = survey(REAL);
    let form = compiled.form(REAL);
    let mut last: Json = json!(fullest(form, 0..8).into_iter().next().expect("a right answer file"));
    last["_edition"] = json!(form.survey().edition - 1);
    let (desktop, phone) = (json!({ "screen": "desktop" }), json!({ "screen": "phone" }));
    let dark = |screen: &str| json!({ "screen": screen, "colorScheme": "dark" });
    let real = json!({
        "told": REAL, "form": desk.page("real", form, None), "brings": { "last": last },
        "views": { "desktop": desktop, "dark phone": dark("phone") },
        "states": { "desktop": ["folded", "with mistakes"], "dark phone": ["opened"] },
    });
    let mut forms = vec![real];
    // Every view of the tables; of rosters and of last year's answers those in which they differ.
    let views = json!({
        "desktop": desktop, "phone": phone, "dark": dark("desktop"), "dark phone": dark("phone"),
        "320 pixels": { "screen": "narrow" },
        "zoomed to 200 %": { "viewport": { "width": 640, "height": 450 }, "deviceScaleFactor": 2 },
        "letters of 200 %": { "screen": "desktop", "rootFont": "200%" },
        "on paper": { "screen": "desktop", "media": "print" },
    });
    let some = json!({ "dark phone": dark("phone"), "320 pixels": { "screen": "narrow" } });
    let last = json!({ "last": { "shop__guests": 12, "shop__kind": "bar", "shop__chairs": 4 } });
    for (name, views, brings) in [
        ("05-lists-and-grids", &views, json!({})),
        ("08-scales-and-ranks", &some, json!({})),
        ("09-rosters", &some, json!({})),
        ("14-this-year", &some, last),
    ] {
        let told = format!("examples/{name}.survey");
        let compiled = survey(&told);
        let form = compiled.form(&told);
        let file = fullest(form, 0..8).into_iter().next().expect("a right answer file");
        forms.push(json!({
            "told": told, "form": desk.page(name, form, None), "file": file, "brings": brings, "views": views,
            "states": { "all": ["as it opens", "opened", "with mistakes", "asked about a file"], "on paper": ["as it opens", "with mistakes"] },
        }));
    }
    for (name, views) in [("english", &views), ("japanese", &some)] {
        let told = format!("tests/corpus/flow/{name}.survey");
        let compiled = survey(&told);
        let form = compiled.form(&told);
        let file = fullest(form, 0..8).into_iter().next().expect("a right answer file");
        let states = ["as it opens", "the contents opened", "a list opened", "looked through", "handed in"];
        let paged = ["as it opens", "one section at a time", "the contents opened", "looked through", "handed in"];
        let states = if form.survey().by_section { paged } else { states };
        forms.push(json!({
            "told": told, "form": desk.page(name, form, None), "file": file, "views": views,
            "states": { "all": states, "on paper": ["looked through"] },
        }));
    }
    desk.judge("states.cjs", &json!({ "forms": forms }));
}
