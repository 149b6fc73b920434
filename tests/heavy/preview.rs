//! The preview: in a browser as a designer uses it, and by hand where a browser would not ask.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Stdio};

use tempfile::TempDir;

use crate::run::{done, node, setsumon};

const SURVEY: &str = "setsumon 1\n\nsurvey demo \"Demo\" {\n  locale en\n  edition 2024\n}\n\n\
                      section s \"S\" {\n  integer n \"How many\" min 0 required\n}\n";

/// A preview of a survey of its own, ended with the test.
struct Preview {
    process: Child,
    folder: TempDir,
    address: String,
}

impl Preview {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let survey = folder.path().join("demo.survey");
        std::fs::write(&survey, SURVEY).expect("a survey");
        let mut process = setsumon()
            .args(["preview", "--port", "0", "--message-format", "json"])
            .arg(&survey)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the preview starts");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let address = loop {
            let line = lines.next().expect("an address before its end").expect("a line");
            let said: serde_json::Value = serde_json::from_str(&line).expect("JSON");
            if let Some(address) = said["preview"].as_str() {
                break address.to_owned();
            }
        };
        // What it goes on to say must find a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, folder, address }
    }

    fn survey(&self) -> PathBuf {
        self.folder.path().join("demo.survey")
    }

    fn port(&self) -> &str {
        self.address.trim_end_matches('/').rsplit(':').next().expect("a port")
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        if self.process.kill().and_then(|()| self.process.wait()).is_err() {
            eprintln!("the preview at {} could not be ended", self.address);
        }
    }
}

#[test]
fn it_keeps_what_was_typed_and_tells_mistakes() {
    let preview = Preview::start();
    done(node("preview.cjs").arg(&preview.address).arg(preview.survey()));
}

/// A page from elsewhere can give its own name this machine's address; the browser then asks under that name.
#[test]
fn it_answers_this_machine_alone() {
    let preview = Preview::start();
    for (host, expected) in [("localhost", "200"), ("survey.example.org", "403")] {
        let mut stream = TcpStream::connect(format!("127.0.0.1:{}", preview.port())).expect("it listens");
        let host = format!("{host}:{}", preview.port());
        write!(stream, "GET /form HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it is asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        assert_eq!(answer.split(' ').nth(1), Some(expected), "{host}: {answer}");
    }
}
