//! Servers: where the API can be reached.

use super::Context;
use crate::ir::{Origin, Server};
use crate::pointer::Pointer;
use crate::report::Code;

/// The servers of the whole document, variables replaced by their defaults.
pub(super) fn servers(context: &mut Context<'_>) -> Vec<Server> {
    let listed = &context.resolved.parsed.openapi.servers;
    let place = Pointer::root().child("servers");
    let mut servers = Vec::new();
    for (index, server) in listed.iter().enumerate() {
        let pointer = place.index(index);
        let mut url = server.url.clone();
        for (name, variable) in server.variables.iter().flatten() {
            url = url.replace(&format!("{{{name}}}"), &variable.default);
        }
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
        });
    }
    servers
}
