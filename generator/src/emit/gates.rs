//! Conditions: what is compiled with which feature, in crates that have one for each tag.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::Plan;
use crate::analyse::Need;
use crate::ir::{Shape, TypeId};
use crate::name::HeaderSetNames;

impl Plan<'_> {
    /// The features that stand for tags, by name; none where the settings want none.
    pub(crate) fn tag_features(&self) -> BTreeSet<String> {
        let groups = self
            .names
            .groups
            .iter()
            .filter(|_| self.settings.features.tags);
        let tags = groups.map(|group| group.feature.clone());
        let all = self.settings.features.tags.then(|| ALL.to_owned());
        tags.chain(all).collect()
    }

    /// The condition on which the group at `index` is compiled; none where it always is.
    pub(super) fn group_gate(&self, index: usize) -> Option<TokenStream> {
        gate(self.condition(Some(&Need::Groups(BTreeSet::from([index])))))
    }

    /// The condition on which a model is compiled; none where it always is.
    pub(super) fn model_gate(&self, id: TypeId) -> Option<TokenStream> {
        gate(self.model_condition(id))
    }

    /// The condition on which the documented errors at `index` are compiled; none where they always are.
    pub(super) fn errors_gate(&self, index: usize) -> Option<TokenStream> {
        gate(self.condition(self.facts.error_need(index)))
    }

    /// The condition on which a view of documented headers is compiled; none where it always is.
    pub(super) fn headers_gate(&self, set: &HeaderSetNames) -> Option<TokenStream> {
        let operations = set.operations.iter();
        let operations = operations.filter_map(|&position| self.api.operations.get(position));
        let groups = operations.map(|operation| operation.group).collect();
        gate(self.condition(Some(&Need::of(groups))))
    }

    /// An alias is there when all that it names is: operations use that, and not the alias.
    fn model_condition(&self, id: TypeId) -> Option<TokenStream> {
        let Shape::Alias(ty) = &self.api.types.get(id).shape else {
            return self.condition(self.facts.type_need(id));
        };
        let mut named = Vec::new();
        ty.visit_named(false, &mut |id, _| named.push(id));
        let mut conditions: Vec<TokenStream> = Vec::new();
        for condition in named.into_iter().filter_map(|id| self.model_condition(id)) {
            let text = condition.to_string();
            if conditions.iter().all(|known| known.to_string() != text) {
                conditions.push(condition);
            }
        }
        match conditions.as_slice() {
            [] => None,
            [only] => Some(only.clone()),
            several => Some(quote!(all(#(#several),*))),
        }
    }

    fn condition(&self, need: Option<&Need>) -> Option<TokenStream> {
        if !self.settings.features.tags {
            return None;
        }
        let groups = match need {
            Some(Need::Always) => return None,
            Some(Need::Groups(groups)) => groups.iter(),
            // What nothing needs comes with everything.
            None => return Some(quote!(feature = #ALL)),
        };
        let names = groups.filter_map(|&index| self.names.groups.get(index));
        let features: BTreeSet<&str> = names.map(|names| names.feature.as_str()).collect();
        let mut features = features.into_iter();
        Some(match (features.next(), features.len()) {
            (Some(only), 0) => quote!(feature = #only),
            (first, _) => quote!(any(feature = #first #(, feature = #features)*)),
        })
    }

    /// What keeps the compiler quiet about parts of the crate that only other tags' operations use.
    pub(super) fn unused_lint(&self) -> Option<TokenStream> {
        self.settings.features.tags.then(|| {
            quote! {
                #![cfg_attr(
                    not(feature = #ALL),
                    allow(dead_code, unused_imports, reason = "used by operations of other tags")
                )]
            }
        })
    }
}

/// The feature that has those of all tags.
pub(super) const ALL: &str = "all";

fn gate(condition: Option<TokenStream>) -> Option<TokenStream> {
    condition.map(|condition| quote!(#[cfg(#condition)]))
}
