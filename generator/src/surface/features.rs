//! The surface lists a crate with the features of all its tags: their conditions are taken as met.

use std::collections::BTreeSet;

use super::Module;

impl Module {
    /// The module of a crate that has the features `on`: conditions that speak of nothing else are met.
    pub(crate) fn with_features(mut self, on: &BTreeSet<String>) -> Self {
        if on.is_empty() {
            return self;
        }
        let members = self.items.iter_mut().flat_map(|item| &mut item.members);
        members.for_each(|member| meet(&mut member.condition, on));
        let modules = self.modules.iter_mut().map(|(module, _)| module);
        let methods = self.methods.iter_mut().map(|(_, method)| method);
        let items = self.items.iter_mut().chain(modules).chain(methods);
        items.for_each(|item| meet(&mut item.condition, on));
        let uses = self.uses.iter_mut();
        uses.for_each(|import| meet(&mut import.condition, on));
        self
    }
}

/// Drops a condition that is met when the features `on` are: `feature = "x"`, one of several, or all of them.
fn meet(condition: &mut Option<String>, on: &BTreeSet<String>) {
    let is_met = |text: &str| {
        let mut words = text.split('"').step_by(2);
        let is_plain = words.all(|words| !words.contains("not"));
        let mut names = text.split('"').skip(1).step_by(2).peekable();
        is_plain && names.peek().is_some() && names.all(|name| on.contains(name))
    };
    if condition.as_deref().is_some_and(is_met) {
        *condition = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_speaks_of_these_features_alone_is_met() {
        let on = BTreeSet::from(["notes".to_owned(), "all".to_owned()]);
        let left = |text: &str| {
            let mut condition = Some(text.to_owned());
            meet(&mut condition, &on);
            condition.is_some()
        };
        assert!(!left("feature = \"notes\""));
        assert!(!left("any (feature = \"all\" , feature = \"notes\")"));
        assert!(left("any (feature = \"notes\" , feature = \"gzip\")"));
        assert!(left("not (feature = \"notes\")"));
        assert!(!left("all (feature = \"notes\" , feature = \"all\")"));
        assert!(left("test"));
    }
}
