//! The documented headers of responses: operations with the same ones share a view, and its name.

use std::collections::BTreeMap;

use super::{HeaderSetNames, Name, OperationNames, names, words};
use crate::ir::{Api, Header};

/// The different views, in the order of the first operation that has each. They are not public under these names, which
/// may therefore change with what is in them.
pub(super) fn assign(api: &Api, operations: &[OperationNames]) -> Vec<HeaderSetNames> {
    let sets = sets(api, operations);
    let wishes = sets.iter().map(|set| set_words(&set.headers)).collect();
    let types = names(wishes, &[], "", "Set");
    let modules = types.iter().map(|ty| words::snake(ty.as_str(), "view"));
    let modules = names(modules.collect(), &[], "", "_");
    let named = types.into_iter().zip(modules).zip(sets);
    let sets = named.map(|((ty, module), set)| HeaderSetNames {
        ty,
        module,
        operations: set.operations,
    });
    sets.collect()
}

/// The position of the view of each operation that has one.
pub(super) fn positions(sets: &[HeaderSetNames]) -> BTreeMap<usize, usize> {
    let sets = sets.iter().enumerate();
    let all = sets.flat_map(|(position, set)| set.operations.iter().map(move |&of| (of, position)));
    all.collect()
}

/// Documented headers that one or more operations have.
struct Set<'a> {
    headers: Vec<&'a Header>,
    accessors: &'a [Name],
    operations: Vec<usize>,
}

impl Set<'_> {
    /// Whether one view can be that of both.
    fn is(&self, other: &Self) -> bool {
        let same = |(one, other): (&&Header, &&Header)| {
            let (words, others) = (&one.docs, &other.docs);
            one.name.eq_ignore_ascii_case(&other.name)
                && one.ty == other.ty
                && words.summary == others.summary
                && words.description == others.description
                && words.constraints == others.constraints
                && words.deprecated == others.deprecated
        };
        self.accessors == other.accessors
            && self.headers.len() == other.headers.len()
            && self.headers.iter().zip(&other.headers).all(same)
    }
}

fn sets<'a>(api: &'a Api, operations: &'a [OperationNames]) -> Vec<Set<'a>> {
    let mut sets: Vec<Set<'_>> = Vec::new();
    for (position, (operation, names)) in api.operations.iter().zip(operations).enumerate() {
        let set = Set {
            headers: operation.headers(),
            accessors: &names.accessors,
            operations: vec![position],
        };
        if set.headers.is_empty() {
            continue;
        }
        match sets.iter_mut().find(|known| known.is(&set)) {
            Some(known) => known.operations.push(position),
            None => sets.push(set),
        }
    }
    sets
}

/// One or two headers by their names; of more the first, and how many there are. What operations export does not end
/// like that, so none of them can have the view's own name.
fn set_words(headers: &[&Header]) -> String {
    let named = match headers {
        [one, _, _, ..] => format!("{} and {} more", one.name, headers.len() - 1),
        few => {
            let few = few.iter().map(|header| header.name.as_str());
            few.collect::<Vec<&str>>().join(" ")
        }
    };
    words::pascal(&format!("{named} view"), "Header")
}
