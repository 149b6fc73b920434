//! Names of variables. The variable at `staff.people.age` is called `staff__people__age`, in answers, databases and codebooks alike: the
//! codes of its path, joined by a sign that no code has in it, so that a name can be read back.
//!
//! Nobody else knows the sign: a name is put together and taken apart here.

/// What stands between two codes of a name.
const BETWEEN: &str = "__";

/// The name of what is at a path: `staff__people__age` for `staff.people.age`.
pub fn of(path: &str) -> String {
    path.replace('.', BETWEEN)
}

/// The path that a name stands for: `staff.people.age` for `staff__people__age`.
pub fn path(name: &str) -> String {
    name.replace(BETWEEN, ".")
}

/// The name of what has a code in its owner: an option of a question, a column of a row, a field of a group. With no owner it is the
/// code's own.
pub fn member(owner: &str, code: &str) -> String {
    if owner.is_empty() { code.to_owned() } else { format!("{owner}{BETWEEN}{code}") }
}

/// The name that an answer of last year's is kept under, beside this year's of a name. No survey's own name begins like it.
pub fn of_last_year(name: &str) -> String {
    format!("{BETWEEN}last{BETWEEN}{name}")
}

/// The owner of a name and its own code: `staff__people` and `age`. Nothing for what lies in nothing.
pub fn split(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once(BETWEEN)
}

/// The own code of a name, which is its last.
pub fn code(name: &str) -> &str {
    split(name).map_or(name, |(_, code)| code)
}

/// The codes of a name, from the outermost on.
pub fn codes(name: &str) -> impl Iterator<Item = &str> {
    name.split(BETWEEN)
}

/// What a name is called inside of an owner that it lies in, however deep: `people__age` in `staff`. Nothing where it lies elsewhere or
/// is the owner: `size2` is not within `size`.
pub fn within<'n>(name: &'n str, owner: &str) -> Option<&'n str> {
    name.strip_prefix(owner)?.strip_prefix(BETWEEN)
}

/// Whether a name is this one or lies in it.
pub fn is_or_is_within(name: &str, owner: &str) -> bool {
    name == owner || within(name, owner).is_some()
}

/// What all names within an owner begin with, for those who look them up in an order.
pub fn beginning_within(owner: &str) -> String {
    format!("{owner}{BETWEEN}")
}

/// All that a name lies in, from the outermost on: `staff`, `staff__people`.
pub fn owners(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices(BETWEEN).filter_map(|(at, _)| name.get(..at))
}

/// Whether a name ends with this one, which then is a part of it: `household__name` ends with `name`, `surname` does not.
pub fn ends_with(name: &str, part: &str) -> bool {
    name.strip_suffix(part).is_some_and(|rest| rest.ends_with(BETWEEN))
}

/// Whether a name has several codes: what a code itself must not look like.
pub fn has_several(name: &str) -> bool {
    name.contains(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_path() {
        for path_ in ["staff", "staff.people", "staff.people.age_1"] {
            let name = of(path_);
            assert_eq!(path(&name), path_);
            assert_eq!(codes(&name).collect::<Vec<_>>(), path_.split('.').collect::<Vec<_>>());
            assert_eq!(has_several(&name), path_.contains('.'));
            let again = match split(&name) {
                Some((owner, code)) => member(owner, code),
                None => member("", code(&name)),
            };
            assert_eq!(again, name);
            assert!(owners(&name).all(|owner| within(&name, owner).is_some_and(|rest| member(owner, rest) == name)));
            assert_eq!(owners(&name).count(), path_.matches('.').count());
        }
    }

    #[test]
    fn a_longer_word_is_not_inside() {
        assert_eq!(within("size2", "size"), None);
        assert_eq!(within("size", "size"), None);
        assert!(is_or_is_within("size", "size") && !is_or_is_within("size2", "size"));
        assert!(ends_with("household__name", "name") && !ends_with("surname", "name"));
    }

    #[test]
    fn last_year_is_nobody_elses() {
        assert!(of_last_year("size").starts_with('_'));
        assert_eq!(code(&of_last_year("size")), "size");
    }
}
