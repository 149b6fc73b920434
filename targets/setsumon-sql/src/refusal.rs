//! What no dialect can hold. At present nothing: what a `CHECK` cannot see is checked when a response is submitted.

/// Every reason for which a rule is left out of the database, as listed in `docs/targets/ddl.md`.
pub const REASONS: &[&str] = &[];
