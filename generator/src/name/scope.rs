//! Uniqueness of the names in one namespace.

use std::collections::{BTreeMap, BTreeSet};

/// What something would like to be called.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The name.
    pub name: String,
    /// Whether it was called so before: such a wish goes before all others.
    pub is_locked: bool,
}

impl From<String> for Wish {
    fn from(name: String) -> Self {
        Self {
            name,
            is_locked: false,
        }
    }
}

/// Gives each wish a name of its own.
///
/// Of wishes for one name, those of the lock come first, then the first; whatever comes after, it gets the name
/// plain, and each later one gets the first free number behind it. Plain names are all handed out before any number,
/// so a number never takes a name that someone wishes for.
///
/// `reserved` names get `suffix` before anything else, so that they do not depend on siblings either.
pub fn unique(wishes: Vec<Wish>, reserved: &[&str], suffix: &str, joint: &str) -> Vec<String> {
    let wishes: Vec<Wish> = wishes
        .into_iter()
        .map(|mut wish| {
            if reserved.contains(&wish.name.as_str()) {
                wish.name.push_str(suffix);
            }
            wish
        })
        .collect();
    let mut taken: BTreeSet<String> = wishes.iter().map(|wish| wish.name.clone()).collect();
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    for is_locked in [true, false] {
        for (position, wish) in wishes.iter().enumerate() {
            if wish.is_locked == is_locked {
                holders.entry(&wish.name).or_insert(position);
            }
        }
    }
    let named = wishes.iter().enumerate().map(|(position, wish)| {
        let wish = &wish.name;
        if holders.get(wish.as_str()) == Some(&position) {
            return wish.clone();
        }
        let name = (2_usize..)
            .map(|number| format!("{}{joint}{number}", wish.trim_end_matches('_')))
            .find(|name| !taken.contains(name))
            .unwrap_or_else(|| wish.clone());
        taken.insert(name.clone());
        name
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::{Wish, unique};

    fn check(wishes: &[&str], expected: &[&str]) {
        let wishes = wishes.iter().map(|&wish| wish.to_owned().into()).collect();
        assert_eq!(unique(wishes, &["new"], "_", ""), expected);
    }

    #[test]
    fn the_first_keeps_the_plain_name() {
        check(&["a", "b", "a", "a"], &["a", "b", "a2", "a3"]);
    }

    #[test]
    fn a_number_never_takes_a_name_that_is_wished_for() {
        check(&["a", "a", "a2"], &["a", "a3", "a2"]);
    }

    #[test]
    fn reserved_names_step_aside() {
        check(&["new", "new_"], &["new_", "new2"]);
    }

    #[test]
    fn what_was_called_so_before_keeps_its_name() {
        let wish = |name: &str, is_locked| Wish {
            name: name.to_owned(),
            is_locked,
        };
        let wishes = vec![wish("a", false), wish("a", true), wish("a2", true)];
        assert_eq!(unique(wishes, &[], "", ""), ["a3", "a", "a2"]);
    }
}
