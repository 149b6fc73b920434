//! The edition before, and the section of a survey that follows it: kept, updated, renamed, moved, split and retired.

use std::sync::LazyLock;

use setsumon_core::frozen::Model;

use super::Survey;
use super::maker::{Kind, Maker};

/// The clause that names it.
pub(super) const BEFORE: &str = " follows \"before.model.json\"";

const SURVEY: &str = r#"setsumon 1
survey s "Before" { locale en  edition 2024 }
section history "History" {
  integer beds "Beds" min 0
  decimal share "Share" digits 2 min 0 max 100
  date since "Since"
  single state "State" { running "Running"  closed "Closed"  sold "Sold" }
  integer staff "Staff" min 0
  integer rooms "Rooms" min 0
  text gone "Gone"
}
"#;

/// The edition before.
pub fn before() -> Survey {
    Survey::new(SURVEY.to_owned())
}

/// The survey with the frozen model of the edition before beside it.
pub(super) fn with_edition_before(survey: Survey) -> Survey {
    static FROZEN: LazyLock<Model> = LazyLock::new(|| Model::freeze(&before().form().expect("a survey"), None));
    Survey { others: survey.others.with("before.model.json", FROZEN.write()), ..survey }
}

/// A section with a history.
pub(super) fn history(maker: &mut Maker<'_>) -> String {
    "history".clone_into(&mut maker.section);
    maker.learn("beds", Kind::Number);
    maker.learn("share", Kind::Decimal);
    maker.learn("since", Kind::Date);
    maker.learn("state", Kind::Single(vec!["running".into(), "closed".into(), "lent".into()]));
    maker.learn("people", Kind::Number);
    let large =
        ["check beds <= 2 * last beds warn \"{last beds} before\"", "check since != last since warn \"Moved?\"", ""];
    format!(
        r#"section history "History" {{
  integer beds "Beds" min 0 @updated
  decimal share "Share" digits 2 min 0 max 100
  date since "Since"
  single state "State" revised addition "Some are lent now" {{ running "Running"  closed "Closed"  lent "Lent" @new  retired sold "Sold" }}
  integer people "People" min 0 was staff revised concept "The same"
  integer singles "Single rooms" min 0 @new splits rooms
  integer doubles "Double rooms" min 0 @new splits rooms
  retired integer rooms "Rooms"
  retired text gone "Gone"
  {}
}}
"#,
        maker.random.pick(&large)
    )
}
