//! The house rules that no compiler enforces.
