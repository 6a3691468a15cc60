//! Where the API can be reached.

use super::change::Draft;
use super::context::Context;
use crate::ir::Server;
use crate::surface::Verdict::{Breaking, Minor};

pub(super) fn compare(context: &mut Context<'_>) {
    let (old, new) = (&context.old, &context.new);
    let (before, after) = (&old.api.servers, &new.api.servers);
    let same = |a: &Server, b: &Server| address(a) == address(b);
    let mut drafts = Vec::new();
    for (a, name) in before.iter().zip(&old.names.servers) {
        let place = Some(&a.origin.pointer);
        let item = format!("Server::{name}");
        let Some(at) = after.iter().position(|b| same(a, b)) else {
            let message = format!("the server `{}` is gone", address(a));
            let draft = Draft::new("server-removed", message).at(place, None);
            drafts.push(draft.touching([item, "Server".to_owned()]).wire(Breaking));
            continue;
        };
        let (Some(b), Some(now)) = (after.get(at), new.names.servers.get(at)) else {
            continue;
        };
        let place = (place, Some(&b.origin.pointer));
        if name != now {
            let message = format!("the server `{name}` is called `{now}` now");
            let draft = Draft::new("server-renamed", message).at(place.0, place.1);
            drafts.push(draft.touching([item.clone(), format!("Server::{now}")]));
        }
        if variables(a) != variables(b) {
            let message = format!("the variables of the server `{}`", address(b));
            let draft = Draft::new("server-variables-changed", message);
            let draft = draft.at(place.0, place.1).wire(Breaking);
            drafts.push(draft.touching([item, "Server".to_owned()]));
        }
    }
    for (b, name) in after.iter().zip(&new.names.servers) {
        if !before.iter().any(|a| same(a, b)) {
            let message = format!("the server `{}` is new", address(b));
            let draft = Draft::new("server-added", message).at(None, Some(&b.origin.pointer));
            let items = [format!("Server::{name}"), "Server".to_owned()];
            drafts.push(draft.touching(items).wire(Minor));
        }
    }
    if let (Some(a), Some(b)) = (before.first(), after.first())
        && !same(a, b)
    {
        let message = format!("the default server is `{}` now", address(b));
        let draft = Draft::new("default-server-changed", message);
        let draft = draft.at(Some(&a.origin.pointer), Some(&b.origin.pointer));
        drafts.push(draft.wire(Breaking));
    }
    drafts.into_iter().for_each(|draft| context.push(draft));
}

/// The URL, with the names of its variables where it has any.
fn address(server: &Server) -> &str {
    let template = server.template.as_ref();
    template.map_or(&server.url, |template| &template.url)
}

/// Defaults and values of the variables, by name.
fn variables(server: &Server) -> Vec<(&str, &str, &[String])> {
    let template = server.template.iter();
    let variables = template.flat_map(|template| &template.variables);
    variables
        .map(|variable| {
            let (name, default) = (variable.name.as_str(), variable.default.as_str());
            (name, default, variable.values.as_slice())
        })
        .collect()
}
