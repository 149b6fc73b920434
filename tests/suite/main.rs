//! Everything that is tested without outside programs, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on says so by failing"
)]

mod aggregates;
mod agreement;
mod allowed;
mod bounds;
mod characters;
mod check;
mod classes;
mod clauses;
mod compare;
mod counted;
mod database;
mod diagram;
mod diff;
mod docs;
mod edited;
mod examples;
mod fix_cost;
mod fixed;
mod flow;
mod form;
mod format;
mod formats;
mod growth;
mod growth_of_chains;
mod growth_of_kinds;
mod growth_of_steps;
mod habits;
mod history;
mod impact;
mod kept;
mod kept_aloud;
mod kept_as;
mod kinds;
mod languages;
mod lints;
mod markers;
mod merged;
mod migrate;
mod mistyped;
mod model;
mod notices;
mod obeys;
mod of_a_year;
mod parse;
mod past;
mod paths;
mod restored;
mod retired;
mod robust;
mod rosters;
mod said_of;
mod scenarios;
mod semantics;
mod sentences;
mod sheet;
mod signs;
mod snapshots;
mod steps;
mod surface;
mod surveys;
mod targets;
mod tidy;
mod told_steps;
mod totals;
mod types;
mod unclosed;
mod units;
mod units_over_years;
mod warned;
mod years;
