//! `setsumon preview`: the form in the browser, made anew on every save.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;
use setsumon::Session;
use setsumon::survey::Form;
use setsumon::targets::Target;
use setsumon::targets::{Html, HtmlOptions as Options};
use tokio::sync::watch;

use crate::console::{Console, plural};
use crate::disk::Project;
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::preview::doors::Doors;
use crate::preview::files::{Files, Watched};
use crate::preview::messages::{Message, messages};
use crate::preview::{Page, Version, server};
use crate::rules::{self, Rules};
use crate::survey::{as_typed, is_standard_input};

/// Show a survey's form in the browser of this machine, made anew whenever one of its files is saved. What was typed
/// into the form stays. While the survey has mistakes the page tells them and keeps the last form without.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon preview 2024.survey                        then open the address that it prints
  setsumon preview 2024.survey --port 8080            at this port

It serves until it is ended with Ctrl-C, answers this machine alone, and keeps nothing that is handed in.")]
pub(crate) struct Preview {
    /// The survey, or its model (.json).
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// At which port; 4780 if left out, or the next that is free.
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

/// Drafts are kept per address, so a survey's preview is at the same one every day. If it is taken, at one of the next.
const USUAL_PORT: u16 = 4780;
const NEXT_PORTS: u16 = 20;

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(150);

#[derive(Serialize)]
struct Serving<'a> {
    preview: &'a str,
}

#[derive(Serialize)]
struct Remade {
    remade: u64,
    mistakes: usize,
    milliseconds: u128,
}

pub(crate) fn run(console: &Console, options: &Preview) -> Result<Exit, Failure> {
    let Preview { file, port, warnings: _ } = options;
    if is_standard_input(file) {
        return Err(Failure::usage("the standard input cannot be saved again").help("name the survey's file"));
    }
    // A survey that is not there is a mistake in the call, not one to wait for.
    Project::of_file(file).map_err(|error| Failure::file("read", file, &error))?;
    let doors = doors(*port)?;
    let address = doors.address().map_err(|error| refused(&error))?;
    let mut session = Session::new();
    let (mut first, mut files) = made(console, &mut session, file, 1, None);
    let (sender, receiver) = watch::channel(Arc::new(first.clone()));
    let server = thread::spawn(move || server::serve(doors, receiver));
    serving(console, file, address);
    while !server.is_finished() && !console.is_lost() {
        thread::sleep(PAUSE);
        if files.changed() {
            let before = first.page.map(|page| (first.page_number, page));
            (first, files) = made(console, &mut session, file, first.number + 1, before);
            sender.send_replace(Arc::new(first.clone()));
        }
    }
    if console.is_lost() {
        return Ok(Exit::Fine);
    }
    match server.join() {
        Ok(Err(error)) => Err(refused(&error)),
        Ok(Ok(())) => Ok(Exit::Fine),
        Err(_) => Ok(Exit::Bug),
    }
}

fn refused(error: &std::io::Error) -> Failure {
    Failure { exit: Exit::Files, message: format!("the preview cannot be served: {error}"), help: None, writing: false }
}

/// A place to serve at, on this machine alone.
fn doors(port: Option<u16>) -> Result<Doors, Failure> {
    let bind = Doors::at;
    match port {
        Some(port) => bind(port).map_err(|error| {
            let message = format!("port {port} cannot be used: {error}");
            Failure {
                exit: Exit::Files,
                message,
                help: Some("leave out `--port` to have a free one found".to_owned()),
                writing: false,
            }
        }),
        None => {
            let found = (USUAL_PORT..USUAL_PORT + NEXT_PORTS).find_map(|port| bind(port).ok());
            found.map_or_else(|| bind(0), Ok).map_err(|error| refused(&error))
        }
    }
}

/// Says where it is.
fn serving(console: &Console, file: &Path, address: SocketAddr) {
    let url = format!("http://localhost:{}/", address.port());
    match console.format {
        ResultFormat::Json => console.json(&Serving { preview: &url }),
        ResultFormat::Short | ResultFormat::Human => {
            console.out(&format!("{}: preview at {url} (Ctrl-C ends it)\n", file.display()));
        }
    }
}

/// Reads the survey and makes its page; where it has mistakes, the page before stays.
fn made(
    console: &Console,
    session: &mut Session,
    file: &Path,
    number: u64,
    before: Option<(u64, Arc<Page>)>,
) -> (Version, Files) {
    let begin = Instant::now();
    let survey = Files::of_survey(file);
    let mut version = Version {
        number,
        survey: file.display().to_string(),
        sound: false,
        page_number: 0,
        messages: Vec::new(),
        failure: None,
        milliseconds: 0,
        page: None,
    };
    let files = match Project::of_file(file) {
        Ok(project) => {
            let mut survey = survey;
            let watched_too = rules::places(&project.home());
            watched_too.into_iter().for_each(|place| survey.add(place));
            let watched = Watched::new(&project, survey);
            let mut checked = session.check(&watched, &project.root);
            checked.sources.rename(|known| as_typed(&project, file, known));
            let told = rules::project_file(&project.home()).map(|place| Rules::read(&place, &mut checked.sources));
            let (rules, wrong) = match told.transpose() {
                Ok(told) => told.unwrap_or_default(),
                Err(failure) => {
                    version.failure = Some(failure.message);
                    Default::default()
                }
            };
            let refused = rules.judge(console, &mut checked.diagnostics) || version.failure.is_some();
            checked.diagnostics.extend(wrong);
            console.diagnostics(&checked.diagnostics, &checked.sources);
            version.messages = messages(&checked.diagnostics, &checked.sources);
            match checked.soundness.sound().filter(|_| !refused).map(page) {
                Some(Ok(page)) => version.page = Some(Arc::new(page)),
                Some(Err(why)) => version.failure = Some(why),
                None => {}
            }
            watched.into_files()
        }
        Err(error) => {
            version.failure = Some(format!("cannot read `{}`: {error}", file.display()));
            survey
        }
    };
    version.milliseconds = begin.elapsed().as_millis();
    version.sound = version.page.is_some();
    version.page_number = if version.sound { number } else { 0 };
    remade(console, &version);
    if let (None, Some((shown, page))) = (&version.page, before) {
        version.page_number = shown;
        version.page = Some(page);
    }
    (version, files)
}

fn page(form: Form) -> Result<Page, String> {
    let target = Html { options: Options { action: Some(server::ACTION.to_owned()) } };
    let emitted = target.emit(&form);
    match emitted {
        Ok(emitted) => {
            let html = emitted.files.into_iter().next().map(|(_, bytes)| bytes).unwrap_or_default();
            Ok(Page { form, html })
        }
        Err(refusals) => {
            let words: Vec<String> = refusals.iter().map(ToString::to_string).collect();
            Err(words.join("; "))
        }
    }
}

fn remade(console: &Console, version: &Version) {
    let counts = |message: &&Message| message.severity == "error" || console.denies_warnings;
    let mistakes = version.messages.iter().filter(counts).count();
    if console.format == ResultFormat::Json {
        console.json(&Remade { remade: version.number, mistakes, milliseconds: version.milliseconds });
        return;
    }
    let words = match (&version.failure, version.sound) {
        (Some(failure), _) => failure.clone(),
        (None, true) => format!("made in {} ms", version.milliseconds),
        (None, false) => plural(mistakes, "mistake"),
    };
    console.aside(&format!("{}: {words}\n", version.survey));
}
