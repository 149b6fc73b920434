//! The account of every rule: what each target does about it, as a table for people and a file for programs.

use std::io;

use serde::Serialize;
use setsumon::answers::Spreadsheet;
use setsumon::diagnostics::SourceMap;
use setsumon::judge::Kind;
use setsumon::survey::Binds;
use setsumon::survey::Form;
use setsumon::survey::{Id, RuleId};
use setsumon::targets::{Duty, Ledger};

use crate::console::Console;
use crate::table;

/// The file that `build --report` adds.
pub(crate) const FILE: &str = "report.csv";

/// Where a target has an account of no rule, that is a bug of ours, and it is told as what it is.
const FORGOTTEN: &str = "forgotten: this is a bug in setsumon";

/// What one target does about all rules.
#[derive(Debug)]
pub(crate) struct Account {
    /// The target.
    pub(crate) target: &'static str,
    duties: Vec<Option<Duty>>,
}

/// The rules that a target leaves out for one reason.
#[derive(Debug, Serialize)]
pub(crate) struct Declined<'a> {
    /// Their names.
    pub(crate) declined: Vec<&'a str>,
    /// Who leaves them out.
    pub(crate) target: &'a str,
    /// And why.
    pub(crate) why: &'static str,
}

impl Account {
    pub(crate) fn new(target: &'static str, ledger: &Ledger) -> Self {
        Self { target, duties: ledger.iter().map(|(_, duty)| duty.cloned()).collect() }
    }

    fn duty(&self, rule: RuleId) -> Option<&Duty> {
        self.duties.get(rule.index()).and_then(Option::as_ref)
    }

    fn why_not(&self, rule: RuleId) -> Option<&'static str> {
        match self.duty(rule) {
            Some(Duty::Enforced | Duty::Printed) => None,
            Some(Duty::Declined(why)) => Some(why),
            None => Some(FORGOTTEN),
        }
    }

    /// What is left out, by reason, in the order of the rules.
    pub(crate) fn declined<'a>(&'a self, names: &'a [String]) -> Vec<Declined<'a>> {
        let mut reasons: Vec<Declined<'a>> = Vec::new();
        for (index, name) in (0..).zip(names) {
            let Some(why) = self.why_not(RuleId::new(index)) else { continue };
            match reasons.iter_mut().find(|known| known.why == why) {
                Some(known) => known.declined.push(name),
                None => reasons.push(Declined { declined: vec![name], target: self.target, why }),
            }
        }
        reasons
    }

    fn counts(&self) -> [usize; 3] {
        let mut counts = [0; 3];
        let [enforced, printed, declined] = &mut counts;
        for duty in &self.duties {
            match duty {
                Some(Duty::Enforced) => *enforced += 1,
                Some(Duty::Printed) => *printed += 1,
                Some(Duty::Declined(_)) | None => *declined += 1,
            }
        }
        counts
    }
}

/// The names of a form's rules, in order.
pub(crate) fn names(form: &Form) -> Vec<String> {
    form.rules().values().map(|rule| rule.name.clone()).collect()
}

/// A row a rule: what it is, what each target does about it, and why where it does nothing.
pub(crate) fn csv(form: &Form, sources: &SourceMap, accounts: &[&Account]) -> io::Result<Vec<u8>> {
    let targets = accounts.iter().map(|account| account.target);
    let head = ["rule", "variable", "kind", "weight", "binds", "written"].into_iter();
    let mut sheet = Spreadsheet::new(Vec::new(), head.chain(targets).chain(["why_declined"]))?;
    for (id, rule) in form.rules().iter() {
        let mut row = vec![
            rule.name.clone(),
            form.variables().get(rule.at).name.clone(),
            word(&Kind::of(&rule.kind)),
            if rule.hard { "hard" } else { "soft" }.to_owned(),
            match rule.binds {
                Binds::Always => "always",
                Binds::Submission => "submission",
            }
            .to_owned(),
            sources.place(rule.origin),
        ];
        row.extend(accounts.iter().map(|account| duty_word(account.duty(id)).to_owned()));
        let why: Vec<String> = accounts
            .iter()
            .filter_map(|account| account.why_not(id).map(|why| format!("{}: {why}", account.target)))
            .collect();
        row.push(why.join("; "));
        sheet.row(row)?;
    }
    sheet.finish()
}

fn duty_word(duty: Option<&Duty>) -> &'static str {
    match duty {
        Some(Duty::Enforced) => "enforced",
        Some(Duty::Printed) => "printed",
        Some(Duty::Declined(_)) => "declined",
        None => "forgotten",
    }
}

/// A unit variant as it is called in JSON.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}

/// The account in words: how many rules each target keeps, then every one that it does not.
pub(crate) fn tell(console: &Console, names: &[String], accounts: &[&Account]) {
    let mut rows = vec![["target", "enforced", "printed", "declined"].map(str::to_owned).to_vec()];
    for account in accounts {
        let counts = account.counts().map(|count| count.to_string());
        rows.push(std::iter::once(account.target.to_owned()).chain(counts).collect());
    }
    console.out(&format!("\n{} rules\n{}", names.len(), table::aligned(&rows, 1)));
    for declined in accounts.iter().flat_map(|account| account.declined(names)) {
        console.out(&format!("\n{} leaves out, {}:\n", declined.target, declined.why));
        for name in declined.declined {
            console.out(&format!("  {name}\n"));
        }
    }
}
