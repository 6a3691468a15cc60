//! Servers: where the API can be reached.

use super::Context;
use crate::ir::{Origin, Server, ServerTemplate, ServerVariable};
use crate::parse::ParsedOperation;
use crate::pointer::Pointer;
use crate::report::Code;

/// The servers of the whole document, variables replaced by their defaults.
pub(super) fn servers(context: &mut Context<'_>) -> Vec<Server> {
    let listed = &context.resolved.parsed.openapi.servers;
    let place = Pointer::root().child("servers");
    let mut servers = Vec::new();
    for (index, server) in listed.iter().enumerate() {
        let pointer = place.index(index);
        let template = template(server);
        let url = template
            .as_ref()
            .map_or_else(|| server.url.clone(), at_defaults);
        let is_absolute = url.starts_with("https://") || url.starts_with("http://");
        if !is_absolute || url.contains(['{', '}', '?', '#']) {
            context.report.note(
                Code::ServerWithoutAddress,
                &pointer,
                format!("`{url}` is not the absolute http or https address that a client could call: it is left out"),
                "callers give the base URL themselves",
            );
            continue;
        }
        let url = url.trim_end_matches('/').to_owned();
        servers.push(Server {
            origin: Origin::new(&pointer),
            url,
            description: server.description.clone(),
            template,
        });
    }
    servers
}

/// The base URL of an operation with servers of its own; none where the document's hold for it.
pub(super) fn of_operation(
    context: &mut Context<'_>,
    operation: &ParsedOperation,
) -> Option<String> {
    let server = operation.servers.first()?;
    let url = template(server)
        .as_ref()
        .map_or_else(|| server.url.clone(), at_defaults);
    let url = url.trim_end_matches('/').to_owned();
    if url.is_empty() || url.starts_with("https://") || url.starts_with("http://") {
        return Some(url).filter(|url| !url.is_empty());
    }
    context.report.note(
        Code::ServerWithoutAddress,
        &operation.pointer,
        format!("`{}` is the server of this operation and no absolute http or https address: it is not used", server.url),
        "callers give the base URL themselves",
    );
    None
}

/// The URL as a template; none where it has no variables.
fn template(server: &openapiv3::Server) -> Option<ServerTemplate> {
    let variables = server.variables.as_ref()?.iter().filter(|(name, _)| {
        // A variable that the URL does not have decides nothing.
        server.url.contains(&format!("{{{name}}}"))
    });
    let variables: Vec<ServerVariable> = variables
        .map(|(name, variable)| ServerVariable {
            name: name.clone(),
            default: variable.default.clone(),
            values: variable.enumeration.clone(),
            description: variable.description.clone(),
        })
        .collect();
    let url = server.url.trim_end_matches('/').to_owned();
    (!variables.is_empty()).then_some(ServerTemplate { url, variables })
}

fn at_defaults(template: &ServerTemplate) -> String {
    template
        .variables
        .iter()
        .fold(template.url.clone(), |url, variable| {
            url.replace(&format!("{{{}}}", variable.name), &variable.default)
        })
}
