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

/// Asks over a connection of its own; the status of the answer, or none where the connection was just closed.
fn status(address: (&str, u16), request: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.set_read_timeout(Some(std::time::Duration::from_secs(50))).expect("a limit");
    // It may hang up before all of it is sent.
    let _ = stream.write_all(request.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    Some(String::from_utf8_lossy(&answer).split(' ').nth(1)?.to_owned())
}

/// What the browser says of where a post comes from, and whether it is taken.
#[test]
fn it_takes_posts_from_its_own_form_alone() {
    let preview = Preview::start();
    let port: u16 = preview.port().parse().expect("a number");
    let own = format!("http://localhost:{port}");
    for (fields, expected) in [
        (String::new(), "200"),
        (format!("Origin: {own}\r\n"), "200"),
        (format!("Origin: {own}\r\nSec-Fetch-Site: same-origin\r\n"), "200"),
        ("Origin: https://example.org\r\n".to_owned(), "403"),
        ("Origin: null\r\n".to_owned(), "403"),
        (format!("Origin: http://localhost:{}\r\n", port.wrapping_add(1)), "403"),
        ("Sec-Fetch-Site: cross-site\r\n".to_owned(), "403"),
        ("Sec-Fetch-Site: same-site\r\n".to_owned(), "403"),
    ] {
        let request = format!(
            "POST /answers HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n{fields}\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b"
        );
        assert_eq!(status(("127.0.0.1", port), &request).as_deref(), Some(expected), "{fields}");
    }
}

/// Bodies and headers are bounded in size and time, and one who sends nothing keeps nobody waiting.
#[test]
fn it_is_not_kept_by_anybody() {
    let preview = Preview::start();
    let port: u16 = preview.port().parse().expect("a number");
    let head = format!("POST /answers HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n");
    let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
    let large = format!("{head}{kind}Content-Length: 9000000\r\n\r\na={}", "b".repeat(8_999_998));
    assert_eq!(status(("127.0.0.1", port), &large).as_deref(), Some("413"));
    let many = format!("{head}X: {}\r\n\r\n", "x".repeat(2_000_000));
    assert!(matches!(status(("127.0.0.1", port), &many).as_deref(), Some("431") | None));
    let slow: Vec<TcpStream> = (0..50)
        .map(|number| {
            let mut slow = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
            let begun = if number % 2 == 0 { head.clone() } else { format!("{head}{kind}Content-Length: 9\r\n\r\na") };
            slow.write_all(begun.as_bytes()).expect("it is begun");
            slow
        })
        .collect();
    let begin = std::time::Instant::now();
    let get = format!("GET /form HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    assert_eq!(status(("127.0.0.1", port), &get).as_deref(), Some("200"));
    assert!(begin.elapsed().as_secs() < 5, "others wait for those who send nothing");
    for mut slow in slow {
        slow.set_read_timeout(Some(std::time::Duration::from_secs(45))).expect("a limit");
        let mut answer = Vec::new();
        // An end of either kind, but an end.
        if let Err(error) = slow.read_to_end(&mut answer) {
            assert_ne!(error.kind(), std::io::ErrorKind::WouldBlock, "it is waited for without end");
        }
    }
}

#[test]
fn it_answers_by_both_addresses() {
    let preview = Preview::start();
    let port: u16 = preview.port().parse().expect("a number");
    for (address, host) in [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]")] {
        let get = format!("GET /form HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n");
        assert_eq!(status((address, port), &get).as_deref(), Some("200"), "{address}");
    }
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
