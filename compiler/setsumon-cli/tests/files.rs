//! What becomes of every command where it cannot write: the commands are those of the command line's own list.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on says so by failing"
)]

mod shared;

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use shared::{Case, OLD, SETSUMON, cases, commands, content, ended, project, setsumon};

/// With a stream that does not take anything; what the other one was told.
fn ended_with(mut command: Command, stream: usize, broken: Stdio) -> (i32, String) {
    let (reader, writer) = std::io::pipe().unwrap();
    match stream {
        0 => command.stdout(broken).stderr(writer),
        _ => command.stderr(broken).stdout(writer),
    };
    let mut child = command.spawn().unwrap();
    drop(command);
    let told = std::io::read_to_string(reader).unwrap();
    (child.wait().unwrap().code().unwrap_or(-1), told)
}

fn full() -> Stdio {
    File::options().write(true).open("/dev/full").unwrap().into()
}

fn closed() -> Stdio {
    std::io::pipe().unwrap().1.into()
}

/// Whether it says something there when all is well.
fn speaks(command: &str, case: &Case) -> [bool; 2] {
    if command == "preview" {
        return [true, false];
    }
    let folder = project();
    let good = ended(setsumon(folder.path(), command, case.arguments));
    let told = String::from_utf8_lossy(&good.stderr).into_owned();
    assert_eq!(good.status.code(), Some(case.good), "{command} {:?}: {told}", case.arguments);
    [!good.stdout.is_empty(), !good.stderr.is_empty()]
}

#[test]
fn where_a_stream_takes_nothing_every_command_ends_with_3() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for command in commands() {
        for case in cases(&command) {
            let speaks = speaks(&command, &case);
            assert!(speaks.contains(&true), "{command} {:?} says nothing: give it something to do", case.arguments);
            for (stream, _) in speaks.iter().enumerate().filter(|(_, speaks)| **speaks) {
                for (what, broken) in [("full", full()), ("closed", closed())] {
                    let folder = project();
                    let run = setsumon(folder.path(), &command, case.arguments);
                    let (code, told) = ended_with(run, stream, broken);
                    tried += 1;
                    // What stops the error stream from being read cannot be said there.
                    let silent = stream == 0 && !told.contains("standard output could not be written");
                    let accounted = told.contains("no file was written") || told.contains("these files were written");
                    if code != 3 || (stream == 0 && (silent || !accounted)) {
                        wrong.push(format!("{command} {:?}, {what} stream {stream}: {code}, {told}", case.arguments));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "of {tried}:\n{}", wrong.join("\n"));
    assert!(tried > 50, "{tried}");
}

#[test]
fn help_and_version_that_do_not_arrive_are_told() {
    for asked in ["--help", "--version", "build --help", "--licenses"] {
        let mut command = Command::new(SETSUMON);
        command.args(asked.split(' '));
        let (code, told) = ended_with(command, 0, full());
        assert!(code == 3 && told.contains("standard output could not be written"), "{asked}: {code} {told}");
    }
}

#[test]
fn a_full_device_in_the_place_of_a_file_is_told_and_stays() {
    for command in commands() {
        for case in cases(&command) {
            let Some(out) = case.out else { continue };
            let folder = project();
            for (device, code) in [("/dev/full", 3), ("/dev/null", 0)] {
                let arguments = [case.arguments, &[out, device]].concat();
                let run = ended(setsumon(folder.path(), &command, &arguments));
                let told = String::from_utf8_lossy(&run.stderr);
                assert_eq!(run.status.code(), Some(code), "{command} {arguments:?}: {told}");
                assert!(!fs::metadata(device).unwrap().is_file(), "{device} has become a file");
            }
        }
    }
}

#[test]
fn a_pipe_that_nobody_reads_is_told_and_not_waited_for() {
    let mut tried = 0;
    for command in commands() {
        for case in cases(&command) {
            let Some(out) = case.out else { continue };
            let folder = project();
            assert!(Command::new("mkfifo").arg(folder.path().join("pipe")).status().unwrap().success());
            let mut run = Command::new("timeout");
            run.args(["60", SETSUMON, &command]).args(case.arguments).args([out, "pipe"]);
            let run = ended({
                run.current_dir(&folder).env_remove("CI");
                run
            });
            let told = String::from_utf8_lossy(&run.stderr);
            assert_eq!(run.status.code(), Some(3), "{command}: {told}");
            assert!(told.contains("a pipe that nobody reads"), "{command}: {told}");
            tried += 1;
        }
    }
    assert!(tried >= 4, "{tried}");
}

/// Killed between two of the files that it puts in place, a run is run again and completes what is there; what is another's stays refused.
#[test]
fn a_run_of_prefill_that_was_ended_goes_on() {
    let folder = project();
    let answers: String = (0..3).map(|number| format!("{{ \"_response\": \"r{number}\" }}\n")).collect();
    fs::write(folder.path().join("all.jsonl"), answers).unwrap();
    let run = || {
        let arguments = ["2024.survey", "2025.survey", "all.jsonl", "--out", "drafts", "--report", "report.csv"];
        ended(setsumon(folder.path(), "prefill", &arguments))
    };
    assert_eq!(run().status.code(), Some(0));
    let whole = content(folder.path());
    for gone in [&["report.csv", "drafts/r1.json"][..], &["report.csv", "drafts/r0.json", "drafts/r1.json"]] {
        gone.iter().for_each(|gone| fs::remove_file(folder.path().join(gone)).unwrap());
        let again = run();
        assert_eq!(again.status.code(), Some(0), "{}", String::from_utf8_lossy(&again.stderr));
        assert_eq!(content(folder.path()), whole, "{gone:?}");
    }
    fs::remove_file(folder.path().join("report.csv")).unwrap();
    fs::write(folder.path().join("drafts/r2.json"), "{}\n").unwrap();
    assert_eq!(run().status.code(), Some(1), "what somebody changed is not overwritten");
    assert_eq!(fs::read_to_string(folder.path().join("drafts/r2.json")).unwrap(), "{}\n");
}

/// A disk without room, as far as a process can have one of its own: no file may become larger than nothing.
#[test]
fn where_the_disk_is_full_every_command_ends_with_3_and_leaves_all_as_it_was() {
    let mut tried = 0;
    for command in commands() {
        for case in cases(&command).iter().filter(|case| case.writes_files) {
            let folder = project();
            let before = content(folder.path());
            let mut limited = Command::new("sh");
            limited.args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"", SETSUMON, &command]);
            limited.args(case.arguments).current_dir(&folder).env_remove("CI");
            let run = ended(limited);
            let told = String::from_utf8_lossy(&run.stderr);
            assert_eq!(run.status.code(), Some(3), "{command}: {told}");
            assert!(told.contains("no file was written"), "{command}: {told}");
            assert_eq!(content(folder.path()), before, "{command} has left something");
            tried += 1;
        }
    }
    assert!(tried >= 9, "{tried}");
}

/// Rights bind everybody but root, so root becomes nobody for this.
#[test]
fn where_a_right_is_missing_every_command_ends_with_3_and_leaves_all_as_it_was() {
    let root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    let program = tempfile::tempdir().unwrap();
    let copy = program.path().join("setsumon");
    fs::copy(SETSUMON, &copy).unwrap();
    for path in [program.path(), &copy] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut tried = 0;
    for command in commands() {
        for case in cases(&command).iter().filter(|case| case.writes_files) {
            let folder = project();
            // It may be read by everybody and written by its owner, who is not the one who runs the command.
            let rights = |path: &Path| {
                let mode = if path.is_dir() { if root { 0o755 } else { 0o555 } } else { 0o444 };
                fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
            };
            let before = content(folder.path());
            before.keys().for_each(|file| rights(file));
            for part in ["snapshots/2025/s", "snapshots/2025", "snapshots", ""] {
                rights(&folder.path().join(part));
            }
            let mut run = if root { Command::new("setpriv") } else { Command::new(&copy) };
            if root {
                run.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&copy);
            }
            run.arg(&command).args(case.arguments).current_dir(&folder).env_remove("CI");
            let run = ended(run);
            let told = String::from_utf8_lossy(&run.stderr);
            assert_eq!(run.status.code(), Some(3), "{command}: {told}");
            assert!(told.contains("no file was written"), "{command}: {told}");
            assert_eq!(content(folder.path()), before, "{command}");
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
            tried += 1;
        }
    }
    assert!(tried >= 9, "{tried}");
}

/// `build` is killed in one moment after another: what is there is of one edition, and the next build clears up.
#[test]
fn whenever_a_build_is_killed_what_is_there_is_whole() {
    let folder = project();
    let out = folder.path().join("out/demo-2024");
    let survey = folder.path().join("2024.survey");
    let build =
        || setsumon(folder.path(), "build", &["2024.survey", "--target", "html,json-schema,ddl,codebook,model"]);
    let begin = Instant::now();
    assert_eq!(ended(build()).status.code(), Some(0));
    let mut moment = begin.elapsed();
    fs::write(out.join("foreign.txt"), "mine").unwrap();
    let rounds = 60_u32;
    let (mut olds, mut news) = (0, 0);
    for round in 0..rounds {
        let word = format!("Round {round}");
        fs::write(&survey, OLD.replace("\"Q\"", &format!("\"{word}\""))).unwrap();
        let mut child = build().stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // The moments lie around the end, where files change, however fast the machine is just now.
        std::thread::sleep(moment.mul_f64(0.8 + 0.4 * f64::from(round % 7) / 6.0));
        let _ = child.kill();
        child.wait().unwrap();
        let files = ["form.html", "postgresql.sql", "model.json", "codebook.csv"];
        let new = files.map(|name| fs::read_to_string(out.join(name)).unwrap().contains(&word));
        assert!(new == [true; 4] || new == [false; 4], "round {round}: {new:?}");
        assert_eq!(fs::read_to_string(out.join("foreign.txt")).unwrap(), "mine");
        let (count, step) = if new[0] { (&mut news, 0.85) } else { (&mut olds, 1.15) };
        *count += 1;
        moment = moment.mul_f64(step);
    }
    assert!(olds > 5 && news > 5, "killed too early or too late: {olds} old, {news} new");
    assert_eq!(ended(build()).status.code(), Some(0));
    for left in fs::read_dir(folder.path().join("out")).unwrap() {
        assert_eq!(left.unwrap().file_name(), "demo-2024", "something is left");
    }
    assert_eq!(fs::read_dir(&out).unwrap().count(), 13, "twelve files and the foreign one");
}

/// Everything that is not a file of ours lies where the snapshots do, and where the scenarios do.
#[test]
fn nothing_foreign_is_deleted_followed_or_waited_for() {
    let outside = tempfile::tempdir().unwrap();
    let folder = project();
    let snapshots = folder.path().join("snapshots/2025");
    fs::write(outside.path().join("secret.snap"), "secret").unwrap();
    symlink(outside.path(), snapshots.join("away")).unwrap();
    symlink(outside.path().join("secret.snap"), snapshots.join("link.snap")).unwrap();
    symlink(&snapshots, snapshots.join("loop")).unwrap();
    fs::write(snapshots.join("theirs.snap"), "---\nsource: src/lib.rs\nexpression: x\n---\n1\n").unwrap();
    for pipe in [snapshots.join("pipe.snap"), snapshots.join("pipe.snap.new")] {
        assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
    }
    let foreign = ["away", "link.snap", "loop", "theirs.snap", "pipe.snap", "pipe.snap.new"];
    for arguments in [["test", "--accept"], ["snapshot", "--force"]] {
        let [command, option] = arguments;
        let run = ended(setsumon(folder.path(), command, &["2025.survey", option]));
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        for name in foreign {
            assert!(fs::symlink_metadata(snapshots.join(name)).is_ok(), "{command} has removed {name}");
        }
        assert_eq!(fs::read_to_string(outside.path().join("secret.snap")).unwrap(), "secret");
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
        assert!(!snapshots.join("s/gone.snap").exists(), "what is ours and gone is removed");
    }
}

/// A link lies at each place where a command writes, and leads out of the project: nothing is written through it.
#[test]
fn nothing_is_written_through_a_link_out_of_the_project() {
    for command in commands() {
        for case in cases(&command).iter().filter(|case| case.writes_files) {
            let written: Vec<PathBuf> = {
                let folder = project();
                let before = content(folder.path());
                assert_eq!(
                    ended(setsumon(folder.path(), &command, case.arguments)).status.code(),
                    Some(0),
                    "{command}"
                );
                let after = content(folder.path());
                let changed = after.iter().filter(|(file, text)| before.get(*file) != Some(text));
                changed.map(|(file, _)| file.strip_prefix(folder.path()).unwrap().to_path_buf()).collect()
            };
            assert!(!written.is_empty(), "{command} {:?} writes nothing", case.arguments);
            for place in written.iter().take(3) {
                let (folder, outside) = (project(), tempfile::tempdir().unwrap());
                let (target, link) = (outside.path().join("target"), folder.path().join(place));
                // Where the file is read too, it is read through the link, and must be what it was.
                let text = fs::read(&link).unwrap_or_else(|_| b"precious".to_vec());
                fs::write(&target, &text).unwrap();
                let _ = fs::remove_file(&link);
                fs::create_dir_all(link.parent().unwrap()).unwrap();
                symlink(&target, &link).unwrap();
                let run = ended(setsumon(folder.path(), &command, case.arguments));
                let told = String::from_utf8_lossy(&run.stderr);
                assert_ne!(run.status.code(), Some(0), "{command}, {}: {told}", place.display());
                assert_eq!(fs::read(&target).unwrap(), text, "{command} has written through {}", place.display());
                assert!(link.is_symlink(), "{command} has replaced the link {}", place.display());
            }
        }
    }
}

/// A folder on the way to what is named is a link that leads out of the project: nothing is written behind it.
#[test]
fn nothing_is_written_into_a_folder_out_of_the_project() {
    let mut tried = 0;
    for command in commands() {
        for case in cases(&command).iter().filter(|case| case.writes_files || case.out.is_some()) {
            for absolute in [false, true] {
                let (folder, outside) = (tempfile::tempdir().unwrap(), project());
                fs::write(folder.path().join("setsumon.toml"), "").unwrap();
                symlink(outside.path(), folder.path().join("away")).unwrap();
                let away = if absolute { folder.path().join("away") } else { PathBuf::from("away") };
                let named = |argument: &&str| {
                    let is_name =
                        outside.path().join(argument).exists() || ["begun", "drafts", "account.csv"].contains(argument);
                    if is_name { away.join(argument).display().to_string() } else { (*argument).to_owned() }
                };
                let mut arguments: Vec<String> = case.arguments.iter().map(named).collect();
                let out = case.out.or_else(|| (command == "build").then_some("--out"));
                if let Some(out) = out {
                    arguments.extend([out.to_owned(), away.join("written/here").display().to_string()]);
                }
                let here = if absolute { Path::new("/") } else { folder.path() };
                let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
                let (before, count) = (content(outside.path()), fs::read_dir(&outside).unwrap().count());
                let run = ended(setsumon(here, &command, &arguments));
                let told = String::from_utf8_lossy(&run.stderr);
                assert_eq!(run.status.code(), Some(3), "{command} {arguments:?}: {told}");
                assert!(told.contains("is a link to") && told.contains("no file was written"), "{command}: {told}");
                assert_eq!(content(outside.path()), before, "{command} {arguments:?}");
                assert_eq!(fs::read_dir(&outside).unwrap().count(), count, "{command} {arguments:?}");
                tried += 1;
            }
        }
    }
    assert!(tried >= 26, "{tried}");
}

/// What lies beside a survey and is read unnamed is not read through a link that leads out, and not passed over either.
#[test]
fn nothing_is_read_through_a_link_out_of_the_project() {
    let outside = tempfile::tempdir().unwrap();
    let folder = project();
    let within = |name: &str| folder.path().join(name);
    assert_eq!(ended(setsumon(folder.path(), "lock", &["2024.survey"])).status.code(), Some(0));
    fs::rename(within("demo.lock"), outside.path().join("demo.lock")).unwrap();
    fs::write(outside.path().join("play.toml"), "secret = 1\n").unwrap();
    fs::create_dir_all(within("scenarios/2024")).unwrap();
    for (command, place, end) in [
        ("check", "demo.lock", "demo.lock"),
        ("check", "demo.lock", "none"),
        ("lock", "demo.lock", "demo.lock"),
        ("lock", "demo.lock", "none"),
        ("test", "scenarios/2024/play.toml", "play.toml"),
    ] {
        symlink(outside.path().join(end), within(place)).unwrap();
        let run = ended(setsumon(folder.path(), command, &["2024.survey"]));
        let told = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.code().is_some_and(|code| code != 0), "{command} {end}: {told}");
        assert!(told.contains("project folder") || told.contains("leads nowhere"), "{command} {end}: {told}");
        assert!(!told.contains("secret"), "{told}");
        assert!(within(place).is_symlink() && !outside.path().join("none").exists());
        fs::remove_file(within(place)).unwrap();
    }
}

/// Where a proposed snapshot is to come, somebody's own file lies.
#[test]
fn what_is_no_snapshot_is_not_overwritten() {
    for (command, arguments, place) in [
        ("test", &["2025.survey"][..], "snapshots/2025/s/q.snap.new"),
        ("test", &["2025.survey", "--accept"], "snapshots/2025/s/q.snap"),
        ("snapshot", &["2025.survey", "--force"], "snapshots/2025/s/q.snap"),
        ("snapshot", &["2024.survey"], "snapshots/2024/s/q.snap"),
    ] {
        let folder = project();
        let place = folder.path().join(place);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, "mine").unwrap();
        let run = ended(setsumon(folder.path(), command, arguments));
        assert_eq!(run.status.code(), Some(1), "{command}: {}", String::from_utf8_lossy(&run.stderr));
        assert_eq!(fs::read_to_string(&place).unwrap(), "mine", "{command} {arguments:?}");
    }
}

/// One of three drafts has no place to go to: none is written.
#[test]
fn drafts_are_written_all_or_none() {
    let folder = project();
    let answers = |name: &str, response: &str| {
        fs::write(folder.path().join(name), format!(r#"{{"_response":"{response}","s__q":"a"}}"#)).unwrap();
    };
    answers("1.json", "one");
    answers("2.json", "two");
    answers("3.json", "one");
    let prefill = |files: &[&str]| {
        let run = ended(setsumon(
            folder.path(),
            "prefill",
            &[&["2024.survey", "2025.survey", "--out", "drafts"], files].concat(),
        ));
        (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned())
    };
    let (code, told) = prefill(&["1.json", "2.json", "3.json"]);
    assert!(code == Some(1) && told.contains("1 draft could not be written, so none was"), "{told}");
    assert!(!folder.path().join("drafts").exists(), "{told}");
    assert_eq!(prefill(&["2.json"]).0, Some(0));
    // What is there and is no draft of this run is somebody's.
    fs::write(folder.path().join("drafts/two.json"), "mine").unwrap();
    let (code, told) = prefill(&["1.json", "2.json"]);
    assert!(code == Some(1) && told.contains("two.json` is there already") && told.contains("none was"), "{told}");
    assert_eq!(fs::read_dir(folder.path().join("drafts")).unwrap().count(), 1);
}
