//! What programs get: everything that the façade crate names, with what of it is public. A change of it is a change for others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use setsumon_tests::{repo, snapshot};
use syn::{Fields, ImplItem, Item, UseTree, Visibility};

/// A crate or a module: what is public in it, and what it passes on.
#[derive(Default)]
struct Module {
    items: Vec<Item>,
    modules: BTreeMap<String, Module>,
    /// A name, and the path that it stands for.
    uses: Vec<(String, Vec<String>)>,
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}

/// The names that a `use` brings, each with its path.
fn brought(tree: &UseTree, before: &[String], found: &mut Vec<(String, Vec<String>)>) {
    let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
    match tree {
        UseTree::Path(path) => brought(&path.tree, &with(&path.ident), found),
        UseTree::Name(name) if name.ident == "self" => {
            found.push((before.last().cloned().unwrap_or_default(), before.to_vec()));
        }
        UseTree::Name(name) => found.push((name.ident.to_string(), with(&name.ident))),
        UseTree::Rename(rename) => found.push((rename.rename.to_string(), with(&rename.ident))),
        UseTree::Group(group) => group.items.iter().for_each(|tree| brought(tree, before, found)),
        UseTree::Glob(_) => panic!("a façade names what it passes on: {before:?}::*"),
    }
}

/// Reads a module and those in it; `folder` is where theirs lie.
fn read(items: Vec<Item>, folder: &Path) -> Module {
    let mut module = Module::default();
    for item in items {
        match item {
            Item::Mod(inner) if is_for_tests(&inner.attrs) => {}
            Item::Mod(inner) => {
                let name = inner.ident.to_string();
                let below = folder.join(&name);
                let items = match inner.content {
                    Some((_, items)) => items,
                    None => {
                        let file = [folder.join(format!("{name}.rs")), below.join("mod.rs")];
                        let file = file.iter().find(|file| file.exists()).unwrap_or_else(|| panic!("no {name}"));
                        syn::parse_file(&repo::read(file)).expect("a source file").items
                    }
                };
                module.modules.insert(name, read(items, &below));
            }
            Item::Use(item) if is_public(&item.vis) => brought(&item.tree, &[], &mut module.uses),
            other => module.items.push(other),
        }
    }
    module
}

/// The crates of the project, by the names that sources use.
fn crates() -> BTreeMap<String, Module> {
    let mut crates = BTreeMap::new();
    for group in ["compiler", "targets"] {
        for entry in std::fs::read_dir(repo::path(group)).expect("a folder").filter_map(Result::ok) {
            let src: PathBuf = entry.path().join("src");
            let Ok(root) = std::fs::read_to_string(src.join("lib.rs")) else { continue };
            let name = entry.file_name().to_string_lossy().replace('-', "_");
            crates.insert(name, read(syn::parse_file(&root).expect("a crate").items, &src));
        }
    }
    crates
}

/// The name of an item that is public.
fn named(item: &Item) -> Option<String> {
    let (visibility, name) = match item {
        Item::Struct(item) => (&item.vis, &item.ident),
        Item::Enum(item) => (&item.vis, &item.ident),
        Item::Trait(item) => (&item.vis, &item.ident),
        Item::Fn(item) => (&item.vis, &item.sig.ident),
        Item::Type(item) => (&item.vis, &item.ident),
        Item::Const(item) => (&item.vis, &item.ident),
        Item::Static(item) => (&item.vis, &item.ident),
        _ => return None,
    };
    is_public(visibility).then(|| name.to_string())
}

/// What programs see of an item: no bodies, no private fields, of its attributes what it derives.
fn seen(mut item: Item) -> Item {
    let derived = |attributes: &mut Vec<syn::Attribute>| attributes.retain(|one| one.path().is_ident("derive"));
    let public = |fields: &mut Fields| {
        if let Fields::Named(named) = fields {
            named.named = named.named.iter().filter(|field| is_public(&field.vis)).cloned().collect();
        }
        fields.iter_mut().for_each(|field| field.attrs.clear());
    };
    match &mut item {
        Item::Struct(item) => {
            derived(&mut item.attrs);
            public(&mut item.fields);
        }
        Item::Enum(item) => {
            derived(&mut item.attrs);
            for variant in &mut item.variants {
                variant.attrs.clear();
                variant.fields.iter_mut().for_each(|field| field.attrs.clear());
            }
        }
        Item::Trait(item) => {
            item.attrs.clear();
            for inner in &mut item.items {
                if let syn::TraitItem::Fn(function) = inner {
                    function.attrs.clear();
                }
            }
        }
        Item::Fn(item) => {
            item.attrs.clear();
            item.block.stmts.clear();
        }
        Item::Type(item) => item.attrs.clear(),
        Item::Const(item) => item.attrs.clear(),
        Item::Static(item) => item.attrs.clear(),
        _ => {}
    }
    item
}

/// How many public types of a name there are.
fn types_named(module: &Module, name: &str) -> usize {
    let is_one = |item: &&Item| matches!(item, Item::Struct(_) | Item::Enum(_)) && named(item).as_deref() == Some(name);
    let own = module.items.iter().filter(is_one).count();
    own + module.modules.values().map(|inner| types_named(inner, name)).sum::<usize>()
}

/// The public methods of a type, wherever under a module they stand.
fn methods(module: &Module, name: &str, found: &mut Vec<Item>) {
    for item in &module.items {
        let Item::Impl(block) = item else { continue };
        let syn::Type::Path(of) = &*block.self_ty else { continue };
        let is_of = of.path.segments.last().is_some_and(|last| last.ident == name);
        if !is_of || block.trait_.is_some() {
            continue;
        }
        let mut block = block.clone();
        block.attrs.clear();
        block.items.retain_mut(|inner| match inner {
            ImplItem::Fn(function) => {
                function.attrs.clear();
                function.block.stmts.clear();
                is_public(&function.vis)
            }
            ImplItem::Const(constant) => {
                constant.attrs.clear();
                is_public(&constant.vis)
            }
            _ => false,
        });
        if !block.items.is_empty() {
            found.push(Item::Impl(block));
        }
    }
    module.modules.values().for_each(|inner| methods(inner, name, found));
}

struct Lister<'c> {
    crates: &'c BTreeMap<String, Module>,
    listed: BTreeSet<String>,
    out: Vec<String>,
}

impl Lister<'_> {
    /// Lists what a path stands for, as others write it.
    fn list(&mut self, shown: &str, path: &[String]) {
        let (first, rest) = path.split_first().expect("a path");
        let root = self.crates.get(first).unwrap_or_else(|| panic!("{shown}: {path:?} is of no crate of ours"));
        self.within(shown, first, root, &mut vec![first.clone()], rest);
    }

    fn within(&mut self, shown: &str, of: &str, module: &Module, at: &mut Vec<String>, rest: &[String]) {
        let Some((name, rest)) = rest.split_first() else {
            return self.module(shown, of, module, at);
        };
        let passed_on = module.uses.iter().find(|(known, _)| known == name).map(|(_, path)| self.absolute(path, at));
        let inner = module.modules.get(name);
        // A module and a function may have one name: on the way it is the module, at the end it is both.
        if !rest.is_empty() {
            return match (inner, passed_on) {
                (Some(inner), _) => {
                    at.push(name.clone());
                    self.within(shown, of, inner, at, rest);
                }
                (None, Some(path)) => self.list(shown, &[&path, rest].concat()),
                (None, None) => panic!("{shown}: there is no {name} in {}", at.join("::")),
            };
        }
        let item = module.items.iter().find(|item| named(item).as_ref() == Some(name));
        if inner.is_none() && passed_on.is_none() && item.is_none() {
            self.out.push(format!("// {shown}: made by a macro, {}::{name}\n", at.join("::")));
        }
        if let Some(item) = item {
            self.item(shown, of, module, name, item.clone());
        }
        if let Some(path) = passed_on {
            self.list(shown, &path);
        }
        if let Some(inner) = inner {
            at.push(name.clone());
            self.module(shown, of, inner, at);
        }
    }

    /// A path as seen from a module, from its crate on.
    fn absolute(&self, path: &[String], at: &[String]) -> Vec<String> {
        let (first, rest) = path.split_first().expect("a path");
        match first.as_str() {
            "crate" => [&at[..1], rest].concat(),
            "self" => [at, rest].concat(),
            "super" => [&at[..at.len() - 1], rest].concat(),
            name if self.crates.contains_key(name) => path.to_vec(),
            _ => [at, path].concat(),
        }
    }

    fn module(&mut self, shown: &str, of: &str, module: &Module, at: &[String]) {
        for item in &module.items {
            if let Some(name) = named(item) {
                self.item(&format!("{shown}::{name}"), of, module, &name, item.clone());
            }
        }
        for (name, path) in &module.uses {
            let path = self.absolute(path, at);
            self.list(&format!("{shown}::{name}"), &path);
        }
    }

    fn item(&mut self, shown: &str, of: &str, home: &Module, name: &str, item: Item) {
        let is_type = matches!(item, Item::Struct(_) | Item::Enum(_));
        let mut items = vec![seen(item)];
        if is_type {
            // Of two types with one name each has the methods that stand with it.
            let whole = &self.crates[of];
            methods(if types_named(whole, name) > 1 { home } else { whole }, name, &mut items);
        }
        let told = prettyplease::unparse(&syn::File { shebang: None, attrs: Vec::new(), items }).replace(" {}", ";");
        if self.listed.insert(shown.to_owned()) {
            self.out.push(format!("// {shown}\n{told}"));
        }
    }
}

#[test]
fn the_surface_for_programs_is_as_it_was() {
    let crates = crates();
    let mut lister = Lister { crates: &crates, listed: BTreeSet::new(), out: Vec::new() };
    let facade = &crates["setsumon"];
    fn walk(lister: &mut Lister<'_>, shown: &str, module: &Module) {
        for (name, path) in &module.uses {
            lister.list(&format!("{shown}::{name}"), path);
        }
        for (name, inner) in &module.modules {
            walk(lister, &format!("{shown}::{name}"), inner);
        }
    }
    walk(&mut lister, "setsumon", facade);
    assert!(lister.out.len() > 80, "the façade is not where it was");
    snapshot::beside(&repo::path("compiler/setsumon/src/lib.rs"), "surface", &lister.out.join("\n"));
}
