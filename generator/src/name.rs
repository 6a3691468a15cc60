//! Names: every identifier of the emitted crate is made here, and nowhere else.
//!
//! A name that collides with nothing depends on nothing but its own place in the document. Of colliding ones the
//! first in document order keeps the plain name, unless the settings or the lock give it away.

mod errors;
mod given;
mod headers;
pub mod keywords;
mod lock;
mod operations;
mod place;
mod scope;
mod types;
pub mod words;

pub(crate) use lock::locked;
pub(crate) use types::value_key;

use std::collections::BTreeMap;
use std::fmt;

use crate::analyse::Facts;
use crate::ir::{Api, TypeId};
use crate::lock::Lock;
use crate::report::Report;
use crate::settings::Settings;
use given::Given;
use scope::Wish;

/// An identifier that is safe to emit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier as a token.
    pub fn ident(&self) -> proc_macro2::Ident {
        proc_macro2::Ident::new(&self.0, proc_macro2::Span::call_site())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The names of a named type.
#[derive(Debug, Clone)]
pub struct TypeNames {
    /// The type itself.
    pub ty: Name,
    /// The module, and file, that it stands in.
    pub module: Name,
    /// Of an object: the field of each property. Of an enumeration or a union: the variant of each value or branch.
    pub members: Vec<Name>,
    /// Of an object: the setter of each property.
    pub setters: Vec<Name>,
}

/// The names of a group of operations.
#[derive(Debug, Clone)]
pub struct GroupNames {
    /// The type that the client gives out.
    pub ty: Name,
    /// The module, and the client's method.
    pub module: Name,
    /// The Cargo feature, in crates that have one for each tag: the module's name with `-`.
    pub feature: String,
}

/// The names of an operation.
#[derive(Debug, Clone)]
pub struct OperationNames {
    /// The request builder.
    pub ty: Name,
    /// The group's method.
    pub method: Name,
    /// The module, and file, that it stands in.
    pub module: Name,
    /// The alias of its error type.
    pub error: Name,
    /// The argument or setter of each parameter.
    pub parameters: Vec<Name>,
    /// The setter of each content of the body.
    pub contents: Vec<Name>,
    /// The type of each content of the body that is made of parts, and the setter of each part.
    pub forms: Vec<FormNames>,
    /// The enum of different successes.
    pub response: Name,
    /// The view of the documented headers, and the accessor of each.
    pub headers: Name,
    /// By position in [`Operation::headers`](crate::ir::Operation::headers).
    pub accessors: Vec<Name>,
}

/// The names of a body that is made of parts.
#[derive(Debug, Clone)]
pub struct FormNames {
    /// The type.
    pub ty: Name,
    /// The setter of each part.
    pub parts: Vec<Name>,
}

/// The names of a set of documented errors.
#[derive(Debug, Clone)]
pub struct ErrorSetNames {
    /// The enum.
    pub ty: Name,
    /// The module, and file, that it stands in.
    pub module: Name,
    /// The variant of each response.
    pub variants: Vec<Name>,
}

/// The names of a view of documented headers.
#[derive(Debug, Clone)]
pub struct HeaderSetNames {
    /// The view.
    pub ty: Name,
    /// The module, and file, that it stands in.
    pub module: Name,
    /// The operations that have it, by position in [`Api::operations`]; the names of its accessors are theirs.
    pub operations: Vec<usize>,
}

/// All names.
#[derive(Debug, Clone, Default)]
pub struct Names {
    types: Vec<TypeNames>,
    /// By position in [`Api::groups`].
    pub groups: Vec<GroupNames>,
    /// By position in [`Api::operations`].
    pub operations: Vec<OperationNames>,
    /// By position in [`Facts::error_sets`].
    pub error_sets: Vec<ErrorSetNames>,
    /// What operations share whose responses have the same documented headers.
    pub header_sets: Vec<HeaderSetNames>,
    /// The position in them of the one of each operation that has one.
    header_set_of: BTreeMap<usize, usize>,
    /// By position in [`Api::incoming`]: the function that parses it.
    pub incoming: Vec<Name>,
    /// By position in [`Api::servers`].
    pub servers: Vec<Name>,
    /// By position in [`Api::schemes`]: the builder's method.
    pub schemes: Vec<Name>,
    /// By position in [`Api::schemes`]: the builder's method that takes a provider of tokens,
    /// for schemes that may have one.
    pub providers: Vec<Name>,
}

impl Names {
    /// The names of a type.
    #[allow(
        clippy::indexing_slicing,
        reason = "there are names for every id of the API they were made for"
    )]
    pub fn of_type(&self, id: TypeId) -> &TypeNames {
        &self.types[id.index()]
    }

    /// The view of the documented headers of the operation at `position`.
    pub fn header_set(&self, position: usize) -> Option<&HeaderSetNames> {
        self.header_sets.get(*self.header_set_of.get(&position)?)
    }
}

/// Gives everything in `api` its names: those that `settings` say, then those that `lock` has, then new ones. Names of
/// the settings that cannot be given are reported.
pub fn assign(
    api: &Api,
    facts: &Facts,
    settings: &Settings,
    lock: Option<&Lock>,
    report: &mut Report,
) -> Names {
    let given = Given::new(settings, lock);
    let types = types::assign(api, &given);
    let groups = operations::groups(api, &given);
    let operations = operations::assign(api, &groups, &given);
    let keys = errors::keys(api, facts, &types);
    let (schemes, providers) = operations::schemes(api);
    let error_sets = errors::assign(facts, &keys, &given);
    let header_sets = headers::assign(api, &operations);
    given.report(report);
    Names {
        error_sets,
        header_set_of: headers::positions(&header_sets),
        header_sets,
        types,
        groups,
        operations,
        incoming: operations::incoming(api),
        servers: operations::servers(api),
        schemes,
        providers,
    }
}

/// Unique names in one namespace, in the order of the wishes.
fn names(wishes: Vec<String>, reserved: &[&str], suffix: &str, joint: &str) -> Vec<Name> {
    let wishes = wishes.into_iter().map(Wish::from).collect();
    scope::unique(wishes, reserved, suffix, joint)
        .into_iter()
        .map(Name)
        .collect()
}
