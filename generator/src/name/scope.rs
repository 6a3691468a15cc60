//! Uniqueness of the names in one namespace.

use std::collections::{BTreeMap, BTreeSet};

use crate::settings::Position;

/// What something would like to be called.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The name.
    pub name: String,
    /// What it goes before.
    pub rank: Rank,
}

/// Where a wish comes from: of wishes for one name, the first of the lowest rank gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// The settings say so, at this place; or it follows from a name that they say.
    Set(Option<Position>),
    /// It was called so before.
    Locked,
    /// It is made from the document.
    Plain,
}

impl Wish {
    /// A name of the settings, which stands at `position` in them.
    pub fn set(name: &str, position: Position) -> Self {
        Self {
            name: name.to_owned(),
            rank: Rank::Set(Some(position)),
        }
    }
}

impl From<String> for Wish {
    fn from(name: String) -> Self {
        Self {
            name,
            rank: Rank::Plain,
        }
    }
}

/// Gives each wish a name of its own.
///
/// Of wishes for one name, those of the settings come first, then those of the lock, then the first; it gets the name
/// plain, and each other one gets the first free number behind it. Plain names are all handed out before any number,
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
    let ranks: [fn(Rank) -> bool; 3] = [
        |rank| matches!(rank, Rank::Set(_)),
        |rank| rank == Rank::Locked,
        |rank| rank == Rank::Plain,
    ];
    for is_next in ranks {
        for (position, wish) in wishes.iter().enumerate() {
            if is_next(wish.rank) {
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
    use super::Rank::{Locked, Plain, Set};
    use super::{Rank, Wish, unique};

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
        check_ranks(
            &[("a", Plain), ("a", Locked), ("a2", Locked)],
            &["a3", "a", "a2"],
        );
    }

    #[test]
    fn what_the_settings_say_goes_before_what_was() {
        check_ranks(
            &[
                ("a", Locked),
                ("b", Plain),
                ("a", Set(None)),
                ("b", Set(None)),
            ],
            &["a2", "b2", "a", "b"],
        );
    }

    fn check_ranks(wishes: &[(&str, Rank)], expected: &[&str]) {
        let wish = |&(name, rank): &(&str, Rank)| Wish {
            name: name.to_owned(),
            rank,
        };
        let wishes = wishes.iter().map(wish).collect();
        assert_eq!(unique(wishes, &[], "", ""), expected);
    }
}
