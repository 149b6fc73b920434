//! dev
#![allow(
    clippy::all,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "dev"
)]
use setsumon_diagnostics::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    if a[1] == "bench" {
        let text = std::fs::read_to_string(&a[2]).unwrap();
        let mut best = u128::MAX;
        for _ in 0..10 {
            let t = std::time::Instant::now();
            let p = setsumon_syntax::parse(FileId(0), &text);
            let d = t.elapsed().as_micros();
            best = best.min(d);
            if p.diagnostics.len() == 12345 {
                println!("x");
            }
        }
        println!("{} bytes best {} us", text.len(), best);
        return;
    }
    if a[1] == "fmt" {
        let text = std::fs::read_to_string(&a[2]).unwrap();
        print!("{}", setsumon_syntax::format(&text));
        return;
    }
    for f in &a[1..] {
        if f == "-t" {
            continue;
        }
        let text = std::fs::read_to_string(f).unwrap();
        let mut m = SourceMap::new();
        let id = m.add(f.clone(), text.clone());
        let p = setsumon_syntax::parse(id, &text);
        if a[1] == "-t" {
            println!("{:#?}", p.file);
        }
        for d in &p.diagnostics {
            println!("{}", render::short(d, &m));
            for l in &d.labels {
                println!("      [{}] {}", m.slice(l.span).replace('\n', "⏎"), l.text);
            }
            if let Some(h) = &d.help {
                println!("      help: {h}");
            }
            if let Some(x) = &d.fix {
                println!("      fix: {} {:?}", x.title, x.edits);
            }
        }
        println!(
            "{} statements {}, diags {}",
            f,
            p.file.statements.len(),
            p.diagnostics.len()
        );
    }
}
