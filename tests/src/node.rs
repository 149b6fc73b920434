//! The form's own interpreter in Node.js.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value as Json;

/// What a script makes of a job, which gets the form's interpreter besides.
pub fn run(script: &str, mut job: Json) -> Json {
    job["interpreter"] = setsumon_html::INTERPRETER.into();
    let spawned = Command::new("node").args(["-e", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut node = spawned.expect("`node` runs the form's interpreter: install Node.js");
    node.stdin.take().expect("its input").write_all(job.to_string().as_bytes()).expect("it reads the job");
    let output = node.wait_with_output().expect("it ends");
    assert!(output.status.success(), "the interpreter broke down");
    serde_json::from_slice(&output.stdout).expect("what Node writes is JSON")
}
