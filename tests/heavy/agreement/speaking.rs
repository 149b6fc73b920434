//! A judge in another language that runs for the whole test: a line of JSON is asked, a line of JSON is answered.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value as Json;

/// A program that answers.
pub(crate) struct Speaking {
    child: Child,
    asked: ChildStdin,
    answered: BufReader<ChildStdout>,
}

impl Speaking {
    pub(crate) fn start(command: &mut Command) -> Self {
        let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = spawned.unwrap_or_else(|why| panic!("{command:?} cannot be run: {why}"));
        let asked = child.stdin.take().expect("it is asked by a pipe");
        let answered = BufReader::new(child.stdout.take().expect("it answers by a pipe"));
        Self { child, asked, answered }
    }

    pub(crate) fn ask(&mut self, question: &Json) -> Json {
        writeln!(self.asked, "{question}").expect("it can be asked");
        let mut line = String::new();
        self.answered.read_line(&mut line).expect("it can be heard");
        serde_json::from_str(&line).unwrap_or_else(|why| panic!("no answer: {why} in {line:?}"))
    }
}

impl Drop for Speaking {
    fn drop(&mut self) {
        if self.child.kill().and_then(|()| self.child.wait()).is_err() {
            eprintln!("a judge could not be stopped");
        }
    }
}
