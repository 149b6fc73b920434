//! The modules of the page's script as one scope: each behind all that it imports, without its imports and exports.
//!
//! The page has no modules of its own, so what they promise is held here: a module imports what another exports, by its own name; none
//! imports itself in a circle; and no two call something of their outermost level alike.

use std::collections::{BTreeMap, BTreeSet};

/// One file of the script.
#[derive(Debug)]
pub(crate) struct Module {
    /// What stands in it, but for imports and exports.
    pub(crate) body: String,
    /// What others may import, and what it passes on from others.
    pub(crate) exports: BTreeSet<String>,
    /// The modules it imports from, in its order, and the names.
    imports: Vec<(String, Vec<String>)>,
    /// The names of its outermost level.
    declares: Vec<String>,
}

/// All modules by their names.
pub(crate) type Modules = BTreeMap<String, Module>;

/// The module with this source.
///
/// # Errors
/// In words, where it imports or exports in another way than by names.
pub(crate) fn module(source: &str) -> Result<Module, String> {
    let mut module =
        Module { body: String::new(), exports: BTreeSet::new(), imports: Vec::new(), declares: Vec::new() };
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("import ") || line.starts_with("export {") {
            let mut statement = line.to_owned();
            while !statement.ends_with(';') {
                statement.push_str(lines.next().ok_or_else(|| format!("`{statement}` has no end"))?);
            }
            let (from, names) = imported(&statement)?;
            if line.starts_with("export {") {
                module.exports.extend(names.iter().cloned());
            }
            module.imports.push((from, names));
            continue;
        }
        let exported = line.strip_prefix("export ");
        let declared = exported.unwrap_or(line);
        match (declared_name(declared), exported) {
            (Some(name), exported) => {
                module.declares.push(name.to_owned());
                if exported.is_some() {
                    module.exports.insert(name.to_owned());
                }
            }
            (None, Some(_)) => return Err(format!("`{line}` exports what has no name")),
            (None, None) => {}
        }
        module.body.push_str(declared);
        module.body.push('\n');
    }
    Ok(module)
}

/// The module and the names of `import { a, b } from "./module.js";`, or of the same with `export`.
fn imported(statement: &str) -> Result<(String, Vec<String>), String> {
    let unread = || format!("`{statement}` is no import of names from a module beside it");
    let (what, from) = statement.trim_end_matches(';').rsplit_once("\"./").ok_or_else(unread)?;
    let from = from.strip_suffix(".js\"").ok_or_else(unread)?;
    let names = match what.split_once('{') {
        Some((_, names)) => names.trim_end().strip_suffix("} from").ok_or_else(unread)?,
        None if what == "import " => "",
        None => return Err(unread()),
    };
    let names: Vec<String> =
        names.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    if names.iter().any(|name| name.contains(' ')) {
        return Err(format!("`{statement}`: in one scope a thing has one name"));
    }
    Ok((from.to_owned(), names))
}

/// The name that a line of the outermost level declares.
fn declared_name(line: &str) -> Option<&str> {
    let keywords = ["const ", "let ", "class ", "function ", "function* ", "async function "];
    let rest = keywords.iter().find_map(|keyword| line.strip_prefix(keyword))?;
    let rest = rest.strip_prefix("{ ").unwrap_or(rest);
    rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().filter(|name| !name.is_empty())
}

/// The modules that one needs, itself behind them all, without those that are there already.
///
/// # Errors
/// In words, where a module is missing, lacks what is imported from it, or needs itself.
pub(crate) fn needed(modules: &Modules, entry: &str, there: &BTreeSet<String>) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    visit(modules, entry, there, &mut Vec::new(), &mut found)?;
    Ok(found)
}

fn visit(
    modules: &Modules,
    name: &str,
    there: &BTreeSet<String>,
    around: &mut Vec<String>,
    found: &mut Vec<String>,
) -> Result<(), String> {
    if around.iter().any(|outer| outer == name) {
        return Err(format!("modules in a circle: {} → {name}", around.join(" → ")));
    }
    if there.contains(name) || found.iter().any(|known| known == name) {
        return Ok(());
    }
    let module = modules.get(name).ok_or_else(|| format!("there is no module {name}.js"))?;
    around.push(name.to_owned());
    for (from, names) in &module.imports {
        visit(modules, from, there, around, found)?;
        let exports = modules.get(from).map(|module| &module.exports);
        if let Some(missing) = names.iter().find(|name| !exports.is_some_and(|exports| exports.contains(*name))) {
            return Err(format!("{name}.js imports {missing}, which {from}.js does not export"));
        }
    }
    around.pop();
    found.push(name.to_owned());
    Ok(())
}

/// That no two modules call something of their outermost level alike.
///
/// # Errors
/// In words, where two do.
pub(crate) fn told_apart(modules: &Modules) -> Result<(), String> {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, module) in modules {
        for declared in &module.declares {
            if let Some(other) = seen.insert(declared, name) {
                return Err(format!("{other}.js and {name}.js both call something {declared}"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modules(sources: &[(&str, &str)]) -> Modules {
        sources.iter().map(|(name, source)| ((*name).to_owned(), module(source).unwrap())).collect()
    }

    fn order(sources: &[(&str, &str)], entry: &str) -> Result<Vec<String>, String> {
        needed(&modules(sources), entry, &BTreeSet::new())
    }

    #[test]
    fn a_module_keeps_all_but_imports_and_exports() {
        let source = "import { a, b } from \"./a.js\";\nimport \"./c.js\";\n\nexport const d = a;\nconst e = 1;\nexport async function f() {}\nexport class G {}\n";
        let module = module(source).unwrap();
        assert_eq!(module.body, "\nconst d = a;\nconst e = 1;\nasync function f() {}\nclass G {}\n");
        assert_eq!(module.exports.iter().collect::<Vec<_>>(), ["G", "d", "f"]);
        assert_eq!(module.declares, ["d", "e", "f", "G"]);
    }

    #[test]
    fn each_stands_behind_what_it_imports() {
        let sources = [
            ("main", "import { b } from \"./b.js\";\nimport {\n  a,\n} from \"./a.js\";"),
            ("b", "import { a } from \"./a.js\";\nexport const b = a;"),
            ("a", "export const a = 1;"),
            ("other", ""),
        ];
        assert_eq!(order(&sources, "main").unwrap(), ["a", "b", "main"]);
        let there = BTreeSet::from(["a".to_owned()]);
        assert_eq!(needed(&modules(&sources), "main", &there).unwrap(), ["b", "main"]);
    }

    #[test]
    fn circles_are_refused() {
        let sources = [
            ("a", "import { b } from \"./b.js\";\nexport const a = 1;"),
            ("b", "import { a } from \"./a.js\";\nexport const b = 1;"),
        ];
        assert_eq!(order(&sources, "a").unwrap_err(), "modules in a circle: a → b → a");
    }

    #[test]
    fn what_is_imported_is_exported_there() {
        let sources = [("a", "import { b } from \"./b.js\";"), ("b", "const b = 1;")];
        assert_eq!(order(&sources, "a").unwrap_err(), "a.js imports b, which b.js does not export");
        assert_eq!(order(&sources[..1], "a").unwrap_err(), "there is no module b.js");
        let passed = [
            ("a", "import { c } from \"./b.js\";"),
            ("b", "export { c } from \"./c.js\";"),
            ("c", "export const c = 1;"),
        ];
        assert_eq!(order(&passed, "a").unwrap(), ["c", "b", "a"]);
    }

    #[test]
    fn other_ways_are_refused() {
        for source in [
            "import a from \"./a.js\";",
            "import * as a from \"./a.js\";",
            "import { a as b } from \"./a.js\";",
            "import { a } from \"a\";",
            "import { a } from \"./a.js\"",
            "export default 1;",
        ] {
            assert!(module(source).is_err(), "{source}");
        }
    }

    #[test]
    fn one_scope_has_one_thing_of_a_name() {
        let alike = modules(&[("a", "const own = 1;"), ("b", "export function own() {}")]);
        assert_eq!(told_apart(&alike).unwrap_err(), "a.js and b.js both call something own");
        let apart = modules(&[("a", "const own = 1;"), ("b", "function f() {\n  const own = 1;\n}")]);
        assert_eq!(told_apart(&apart), Ok(()));
    }
}
