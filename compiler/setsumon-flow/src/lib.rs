//! Where the answers of a survey can lead: which are possible, which are not and why, and made-up respondents.

mod arithmetic;
mod computed;
pub mod cover;
mod duties;
mod encode;
mod errors;
mod findings;
mod hanging;
mod linear;
mod made;
pub mod prove;
mod prover;
pub mod random;
mod reached;
pub mod respondent;
mod sat;
mod simplex;
mod things;

pub use encode::Why;
pub use findings::{find, findings};
pub use prover::{Clash, Prover, Verdict, What, Wish, Witness};
pub use things::retired;
