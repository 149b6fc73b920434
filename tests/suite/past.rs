//! The past of a question as the codebook tells it, over chains of random steps: renamed, merged, swapped, dropped, under a name that
//! another had before. The family tree that it is held against is kept by the test as it makes the steps, by questions and not by names.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_core::frozen::Model;
use setsumon_tests::agreement::random::Random;
use setsumon_tests::project::Project;

use crate::history::told;

/// A question in one edition.
struct Node {
    edition: i64,
    name: String,
    label: String,
    /// The last year it may give, where it moves with the edition.
    moves: bool,
    parents: Vec<usize>,
    said: Option<String>,
}

/// The family tree of all questions, and who is there today.
#[derive(Default)]
struct Tree {
    nodes: Vec<Node>,
    today: Vec<usize>,
    retired: BTreeSet<String>,
    names: usize,
    labels: usize,
}

impl Tree {
    fn fresh(&mut self) -> String {
        self.names += 1;
        format!("q{}", self.names)
    }

    fn label(&mut self) -> String {
        self.labels += 1;
        // Without a figure, which might be a year that moved.
        (0..=self.labels)
            .fold(String::from("L"), |label, at| if self.labels >> at & 1 == 1 { label + "x" } else { label + "y" })
    }

    /// A name and label for what is renamed: new ones, or those that another bore in an edition before the last. A name keeps its
    /// meaning for ever (E0711), and so comes back with the label that it had.
    fn name(&mut self, random: &mut Random, taken: &mut BTreeSet<String>) -> (String, Option<String>) {
        let bore: BTreeMap<&String, &String> = self.nodes.iter().map(|node| (&node.name, &node.label)).collect();
        let former: Vec<(String, String)> = bore
            .into_iter()
            .filter(|(name, _)| !taken.contains(*name) && !self.retired.contains(*name))
            .map(|(name, label)| (name.clone(), label.clone()))
            .collect();
        let (name, label) = if former.is_empty() || random.chance(40) {
            (self.fresh(), None)
        } else {
            let (name, label) = random.pick(&former).clone();
            (name, Some(label))
        };
        taken.insert(name.clone());
        (name, label)
    }

    fn add(&mut self, edition: i64, name: String, label: String, parents: Vec<usize>, said: Option<String>) {
        let moves =
            parents.first().and_then(|at| self.nodes.get(*at)).map_or(self.names.is_multiple_of(2), |node| node.moves);
        self.today.push(self.nodes.len());
        self.nodes.push(Node { edition, name, label, moves, parents, said });
    }

    /// The next edition: each question stays, goes, or becomes another.
    fn step(&mut self, edition: i64, random: &mut Random) {
        let before = std::mem::take(&mut self.today);
        let mut left: Vec<(usize, String, String, bool)> = before
            .iter()
            .map(|at| (*at, self.nodes[*at].name.clone(), self.nodes[*at].label.clone(), self.nodes[*at].moves))
            .collect();
        let mut taken: BTreeSet<String> = left.iter().map(|(_, name, _, _)| name.clone()).collect();
        while let Some((at, name, label, moves)) = left.pop() {
            let other = left.iter().position(|(_, _, _, also)| *also == moves);
            match (random.below(12), other) {
                (0, _) if !self.retired.contains(&name) => {
                    self.retired.insert(name);
                }
                (1 | 2, Some(other)) => {
                    let (second, with, says, _) = left.remove(other);
                    // Two that become one bear the name of one of them, or a third.
                    let (new, label) = if random.chance(30) {
                        (with, says)
                    } else {
                        let (new, label) = self.name(random, &mut taken);
                        (new, label.unwrap_or_else(|| self.label()))
                    };
                    self.add(edition, new, label, vec![at, second], Some(format!("m{edition}")));
                }
                (3, Some(other)) => {
                    let (second, with, says, _) = left.remove(other);
                    self.add(edition, with, label, vec![at], None);
                    self.add(edition, name, says, vec![second], None);
                }
                (4 | 5, _) => {
                    let (new, says) = self.name(random, &mut taken);
                    let said = says.as_ref().is_some_and(|says| *says != label).then(|| format!("r{edition}"));
                    self.add(edition, new, says.unwrap_or(label), vec![at], said);
                }
                (6, _) => {
                    let label = self.label();
                    self.add(edition, name, label, vec![at], Some(format!("w{edition}")));
                }
                (_, _) => self.add(edition, name, label, vec![at], None),
            }
        }
        if random.chance(60) {
            let (name, label) = (self.fresh(), self.label());
            self.add(edition, name, label, Vec::new(), None);
        }
    }

    fn text(&self, edition: i64) -> String {
        let follows = if edition > 2020 { format!(" follows \"{}.model.json\"", edition - 1) } else { String::new() };
        let mut text =
            format!("setsumon 1\nsurvey c \"C\" {{ locale en  edition {edition}{follows} }}\nsection s \"S\" {{\n");
        for node in self.today.iter().map(|at| &self.nodes[*at]) {
            let parents: Vec<&str> = node.parents.iter().map(|at| self.nodes[*at].name.as_str()).collect();
            let was = match parents.as_slice() {
                [] if edition > 2020 => " @new".to_owned(),
                [] => String::new(),
                [one] if *one == node.name => String::new(),
                several => format!(" was [{}]", several.join(", ")),
            };
            let kind = if node.moves { "year" } else { "integer" };
            let bounds = if node.moves { format!("min 2000 max {edition}") } else { String::new() };
            let said = node.said.as_ref().map_or_else(String::new, |why| format!(" revised \"{why}\""));
            text += &format!("  {kind} {} \"{}\" {bounds}{was}{said}\n", node.name, node.label);
        }
        for name in &self.retired {
            let last = self.nodes.iter().rfind(|node| node.name == *name).expect("it was asked");
            let kind = if last.moves { "year" } else { "integer" };
            text += &format!("  retired {kind} {name} \"{}\"\n", last.label);
        }
        text + "  text z \"Z\"\n}\n"
    }

    /// Everything that a question comes from, itself first, by edition.
    fn ancestors(&self, at: usize) -> BTreeMap<i64, Vec<&Node>> {
        let mut found: BTreeMap<i64, Vec<&Node>> = BTreeMap::new();
        let mut level = vec![at];
        while !level.is_empty() {
            let mut above: Vec<usize> = Vec::new();
            for node in level.iter().map(|at| &self.nodes[*at]) {
                found.entry(node.edition).or_default().push(node);
                above.extend(node.parents.iter().filter(|at| !above.contains(at)).copied().collect::<Vec<_>>());
            }
            level = above;
        }
        found
    }

    /// What the codebook should tell of it.
    fn wanted(&self, at: usize) -> (String, String) {
        let (name, all) = (self.nodes[at].name.as_str(), self.ancestors(at));
        let mut passages: Vec<(Vec<&str>, Vec<i64>)> = Vec::new();
        let mut history = Vec::new();
        for (edition, nodes) in &all {
            let names: Vec<&str> = nodes.iter().map(|node| node.name.as_str()).collect();
            match passages.last_mut() {
                Some((known, editions)) if *known == names => editions.push(*edition),
                _ => passages.push((names, vec![*edition])),
            }
            for node in nodes {
                let parents: Vec<&Node> = node.parents.iter().map(|at| &self.nodes[*at]).collect();
                let mut told = Vec::new();
                if parents.iter().any(|parent| parents.len() > 1 || parent.name != node.name) {
                    let names: Vec<&str> = parents.iter().map(|parent| parent.name.as_str()).collect();
                    told.push(format!("formerly: {}", names.join(", ")));
                }
                for parent in parents.iter().filter(|parent| parent.label != node.label) {
                    let label = format!("label “{}” → “{}”", parent.label, node.label);
                    // Of two that were alike, it is said once.
                    if !told.contains(&label) {
                        told.push(label);
                    }
                }
                // What a question says of this edition stands at the question.
                let said = node.said.as_ref().filter(|_| !std::ptr::eq(*node, &raw const self.nodes[at]));
                told.extend(said.map(|why| format!("Why it was changed: {why}")));
                let part = if nodes.len() > 1 { format!(" ({})", node.name) } else { String::new() };
                if !told.is_empty() {
                    history.push(format!("{edition}{part}: {}", told.join("; ")));
                }
            }
        }
        let passages = passages.iter().map(|(names, editions)| {
            let run = match editions.as_slice() {
                [first, .., last] => format!("{first}–{last}"),
                [only] => only.to_string(),
                [] => String::new(),
            };
            if *names == [name] { run } else { format!("{run} ({})", names.join(", ")) }
        });
        (passages.collect::<Vec<_>>().join(", "), history.join("\n"))
    }
}

#[test]
fn the_past_is_the_family_tree() {
    let (mut several, mut returned) = (0, 0);
    for seed in 0..200 {
        let random = &mut Random::new(seed);
        let mut tree = Tree::default();
        for _ in 0..4 {
            let (name, label) = (tree.fresh(), tree.label());
            tree.add(2020, name, label, Vec::new(), None);
        }
        let mut frozen: Option<Model> = None;
        for edition in 2020..2026 {
            if edition > 2020 {
                tree.step(edition, random);
            }
            let text = tree.text(edition);
            let project = frozen.iter().fold(Project::of(&text), |project, model| {
                project.with(&format!("{}.model.json", edition - 1), model.write())
            });
            let compiled = project.compile();
            let form = compiled.form(&text);
            if edition > 2020 {
                let told = told(form);
                for at in &tree.today {
                    let node = &tree.nodes[*at];
                    let (editions, history) = &told[&format!("s__{}", node.name)];
                    let wanted = tree.wanted(*at);
                    let bare = |text: &str| text.replace("s__", "");
                    assert_eq!(
                        (bare(editions), bare(history)),
                        wanted,
                        "seed {seed}, edition {edition}, {}\n{text}",
                        node.name
                    );
                    let names: BTreeSet<&str> =
                        tree.ancestors(*at).values().flatten().map(|node| node.name.as_str()).collect();
                    several += usize::from(tree.ancestors(*at).values().any(|nodes| nodes.len() > 2));
                    returned += usize::from(names.len() < wanted.0.matches('(').count() + 1);
                }
            }
            frozen = Some(Model::freeze(form, frozen.as_ref()));
        }
    }
    assert!(several > 20 && returned > 20, "{several} of several, {returned} under a name of before");
}
