//! Uniqueness of the names in one namespace.

use std::collections::BTreeSet;

/// Gives each wish a name of its own.
///
/// The first wish for a name gets it plain, whatever comes after; each later one gets the first free number behind
/// it. Plain names are all handed out before any number, so a number never takes a name that someone wishes for.
///
/// `reserved` names get `suffix` before anything else, so that they do not depend on siblings either.
pub fn unique(wishes: Vec<String>, reserved: &[&str], suffix: &str, joint: &str) -> Vec<String> {
    let wishes: Vec<String> = wishes
        .into_iter()
        .map(|wish| {
            if reserved.contains(&wish.as_str()) {
                format!("{wish}{suffix}")
            } else {
                wish
            }
        })
        .collect();
    let mut taken: BTreeSet<String> = wishes.iter().cloned().collect();
    let mut first_seen = BTreeSet::new();
    wishes
        .iter()
        .map(|wish| {
            if first_seen.insert(wish.clone()) {
                return wish.clone();
            }
            let name = (2_usize..)
                .map(|number| format!("{}{joint}{number}", wish.trim_end_matches('_')))
                .find(|name| !taken.contains(name))
                .unwrap_or_else(|| wish.clone());
            taken.insert(name.clone());
            name
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::unique;

    fn check(wishes: &[&str], expected: &[&str]) {
        let wishes = wishes.iter().map(|&wish| wish.to_owned()).collect();
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
}
