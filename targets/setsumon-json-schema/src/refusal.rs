//! What JSON Schema cannot say, each with the one sentence under which it is listed.

/// Numbers, days or months of several answers are computed with or compared with one another.
pub(crate) const ARITHMETIC: &str = "it computes with several answers at once, which JSON Schema cannot";
/// An answer of an occurrence is compared with one outside of it, or the cases outside are too many to be told apart.
pub(crate) const OCCURRENCE: &str = "it compares an answer in a roster's occurrence with answers outside of it, which JSON Schema cannot see from there";
/// A count of many keys up to a high number takes a validator more steps, and a schema more definitions, than they have room for.
pub(crate) const COUNT: &str = "it counts so many of so many answers that a schema of it would be too large";

/// Every reason for which a rule is left out of the schemas, as listed in `docs/targets/json-schema.md`.
pub const REASONS: &[&str] = &[ARITHMETIC, OCCURRENCE, COUNT];
