//! The names of operations, their groups, their errors, and of what the client is configured with.

use super::scope::{Rank, Wish};
use super::types::module_of;
use super::{FormNames, Given, GroupNames, Name, OperationNames, keywords, names, scope, words};
use crate::ir::{Api, Body, Location, Operation, Sent};

/// The names of all groups.
pub(super) fn groups(api: &Api, given: &Given<'_>) -> Vec<GroupNames> {
    let modules = api.groups.iter().map(|group| {
        let plain = || words::snake(&group.tag, "api");
        let locked = || given.locked(&super::lock::of_group(group), 1, plain);
        given.tag(group).unwrap_or_else(locked)
    });
    let modules = given.names(modules.collect(), keywords::CLIENT, "_group", "_");
    let modules: Vec<Name> = modules
        .into_iter()
        .map(|module| match keywords::is_reserved_file(module.as_str()) {
            true => Name(format!("{module}_")),
            false => module,
        })
        .collect();
    let types = modules.iter().zip(&api.groups).map(|(module, group)| {
        let plain = || words::pascal(module.as_str(), "Api");
        match given.tag(group) {
            Some(set) => follows(&set, plain()),
            None => given.locked(&super::lock::of_group(group), 0, plain),
        }
    });
    let reserved = [keywords::TYPES, keywords::ROOT, keywords::OPERATIONS].concat();
    let types = given.names(types.collect(), &reserved, "Api", "");
    let wishes = modules.iter().map(feature_of).map(Into::into).collect();
    let features = scope::unique(wishes, keywords::FEATURES, "-tag", "-");
    let groups = modules.into_iter().zip(types).zip(features);
    groups
        .map(|((module, ty), feature)| GroupNames {
            ty,
            module,
            feature,
        })
        .collect()
}

/// The words of a module's name as Cargo's features are written.
fn feature_of(module: &Name) -> String {
    module.as_str().trim_end_matches('_').replace('_', "-")
}

/// The names of all operations: unique in their group.
pub(super) fn assign(api: &Api, groups: &[GroupNames], given: &Given<'_>) -> Vec<OperationNames> {
    let mut all: Vec<Option<OperationNames>> = api.operations.iter().map(|_| None).collect();
    for (position, group) in groups.iter().enumerate() {
        let members = api
            .operations
            .iter()
            .enumerate()
            .filter(|(_, operation)| operation.group == position);
        let members: Vec<(usize, &Operation)> = members.collect();
        let types = members.iter().map(|(_, operation)| {
            let plain = |text: &str| words::pascal(text, "Operation");
            match method_of(operation, given) {
                Some(set) => follows(&set, plain(&set.name)),
                None => given.locked(&super::lock::of_operation(operation), 0, || {
                    plain(&operation.id)
                }),
            }
        });
        let mut reserved = keywords::TYPES.to_vec();
        reserved.extend(keywords::OPERATIONS);
        reserved.push(group.ty.as_str());
        let types = given.names(types.collect(), &reserved, "Request", "");
        let modules = names(types.iter().map(module_of).collect(), &[], "", "_");
        // What belongs to an operation is exported beside the builders, and steps aside for them.
        let mut taken = reserved;
        taken.extend(types.iter().map(Name::as_str));
        let derived: Vec<Derived> = types.iter().map(|ty| Derived::of(ty, &taken)).collect();
        let methods = members.iter().map(|(_, operation)| {
            let plain = || words::snake(&operation.id, "operation");
            let locked = || given.locked(&super::lock::of_operation(operation), 1, plain);
            method_of(operation, given).unwrap_or_else(locked)
        });
        let methods = given.names(methods.collect(), &["clone", "new"], "_", "_");
        drop(taken);
        for (((((index, operation), ty), derived), module), method) in members
            .into_iter()
            .zip(types)
            .zip(derived)
            .zip(modules)
            .zip(methods)
        {
            if let Some(slot) = all.get_mut(index) {
                let own = (ty, derived, module, method);
                *slot = Some(of_operation(operation, own, given));
            }
        }
    }
    all.into_iter().flatten().collect()
}

/// The name that the settings have for the method of an operation.
fn method_of(operation: &Operation, given: &Given<'_>) -> Option<Wish> {
    let set = given.operation(operation)?;
    Some(Wish::set(set.name.as_ref()?, set.position))
}

/// A name that follows from one of the settings, and goes before others like it.
fn follows(set: &Wish, name: String) -> Wish {
    let rank = match set.rank {
        Rank::Set(_) => Rank::Set(None),
        other => other,
    };
    Wish { name, rank }
}

/// The names of the types that belong to an operation.
struct Derived {
    error: Name,
    form: Name,
    response: Name,
    headers: Name,
}

impl Derived {
    fn of(ty: &Name, taken: &[&str]) -> Self {
        let free = |word: &str| {
            let plain = format!("{ty}{word}");
            if taken.contains(&plain.as_str()) {
                Name(format!("{plain}Type"))
            } else {
                Name(plain)
            }
        };
        Self {
            error: free("Error"),
            form: free("Form"),
            response: free("Response"),
            headers: free("Headers"),
        }
    }
}

/// The type of each body that is made of parts, and the setters of its parts.
fn forms(body: &Body, first: &Name, given: &Given<'_>) -> Vec<FormNames> {
    let mut made = 0;
    let contents = body.contents.iter();
    contents
        .map(|content| {
            let Sent::Multipart(multipart) = &content.payload else {
                return FormNames {
                    ty: first.clone(),
                    parts: Vec::new(),
                };
            };
            made += 1;
            let ty = if made == 1 {
                first.clone()
            } else {
                Name(format!("{first}{made}"))
            };
            let wishes = multipart.parts.iter();
            let wishes = wishes
                .map(|part| given.field(&part.origin.pointer, || words::snake(&part.name, "part")));
            let mut reserved = keywords::FIELDS.to_vec();
            reserved.extend(keywords::SETTERS);
            reserved.push("parts");
            FormNames {
                ty,
                parts: given.names(wishes.collect(), &reserved, "_", "_"),
            }
        })
        .collect()
}

fn of_operation(
    operation: &Operation,
    (ty, derived, module, method): (Name, Derived, Name, Name),
    given: &Given<'_>,
) -> OperationNames {
    let (parameters, contents) = arguments(operation, given);
    let body = operation.body.as_ref();
    let accessors = operation.headers().into_iter();
    let accessors = accessors.map(|header| {
        given.field(&header.origin.pointer, || {
            words::snake(&header.name, "header")
        })
    });
    let mut reserved = keywords::SETTERS.to_vec();
    reserved.push("of");
    OperationNames {
        ty,
        method,
        module,
        error: derived.error,
        parameters,
        contents,
        forms: body.map_or_else(Vec::new, |body| forms(body, &derived.form, given)),
        response: derived.response,
        headers: derived.headers,
        accessors: given.names(accessors.collect(), &reserved, "_", "_"),
    }
}

/// The argument or setter of each parameter, and of each content of the body.
fn arguments(operation: &Operation, given: &Given<'_>) -> (Vec<Name>, Vec<Name>) {
    let contents = operation
        .body
        .as_ref()
        .map_or_else(Vec::new, content_wishes);
    // Bodies keep their names, which are part of every builder's face; a parameter of that name steps aside.
    let is_taken = |name: &str| name == "body" || contents.iter().any(|taken| taken == name);
    let parameters = operation.parameters.iter().map(|parameter| {
        let plain = || words::snake(&parameter.name, "parameter");
        let mut wish = given.field(&parameter.origin.pointer, plain);
        if is_taken(&wish.name) {
            if let Rank::Set(Some(position)) = wish.rank {
                given.refuse_reserved(&wish.name, position);
            }
            let word = location_word(parameter.location);
            wish = format!("{}_{word}", wish.name).into();
        }
        wish
    });
    let mut wishes: Vec<Wish> = parameters.collect();
    wishes.extend(contents.iter().cloned().map(Wish::from));
    let mut reserved: Vec<&str> = keywords::REQUEST
        .iter()
        .copied()
        .filter(|&word| word != "body")
        .collect();
    reserved.extend(keywords::SETTERS);
    let mut parameters = given.names(wishes, &reserved, "_", "_");
    let contents = parameters.split_off(operation.parameters.len());
    (parameters, contents)
}

fn location_word(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// The only content, or the first, is `body`; others are named after their media type.
fn content_wishes(body: &Body) -> Vec<String> {
    body.contents
        .iter()
        .enumerate()
        .map(|(index, content)| match (index, &content.payload) {
            (0, _) => "body".to_owned(),
            (_, Sent::Form(_)) => "body_form".to_owned(),
            (_, Sent::Multipart(_)) => "body_multipart".to_owned(),
            _ => format!("body_{}", words::snake(&content.media_type, "other")),
        })
        .collect()
}

/// The function of each webhook and callback.
pub(super) fn incoming(api: &Api) -> Vec<Name> {
    let wishes = api
        .incoming
        .iter()
        .map(|incoming| words::snake(&incoming.name, "incoming"));
    names(wishes.collect(), &[], "", "_")
}

/// The names of all servers: after their description, or their host.
pub(super) fn servers(api: &Api) -> Vec<Name> {
    let wishes = api.servers.iter().map(|server| {
        let host = server.url.split("://").last().unwrap_or_default();
        words::pascal(server.description.as_deref().unwrap_or(host), "Server")
    });
    names(wishes.collect(), &[], "", "")
}

/// The builder's methods of each security scheme: the one that takes its secret, and the one that
/// takes a provider of tokens.
pub(super) fn schemes(api: &Api) -> (Vec<Name>, Vec<Name>) {
    let wishes = api.schemes.iter().map(|scheme| {
        let text = scheme.method.as_deref().unwrap_or(&scheme.key);
        words::snake(text, "credential")
    });
    let secrets: Vec<String> = wishes.collect();
    let providers = secrets.iter().map(|name| format!("{name}_provider"));
    let wishes = secrets.iter().cloned().chain(providers).collect();
    let mut secrets = names(wishes, keywords::BUILDER, "_credential", "_");
    let providers = secrets.split_off(api.schemes.len());
    (secrets, providers)
}
