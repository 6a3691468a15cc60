//! Every query and header parameter of type string × hostile values: no request may get another
//! path, another query parameter or another header.

use apicrate_runtime::parameter::Parameter;
use apicrate_runtime::response;
use bytes::Bytes;
use serde_json::Value;
use xtask::exit::Failure;

use crate::api::Operation;
use crate::capture::{self, Capture};
use crate::paths;
use crate::tally::Tally;

const HOSTILE: [&str; 7] = [
    "a\r\nx-injected: 1",
    "\r\n\r\nGET / HTTP/1.1",
    "\0",
    "a&injected=1",
    "#",
    "/../?",
    "a;b",
];

/// Runs all cases against a transport that keeps the requests.
///
/// # Errors
///
/// When the client cannot be built.
pub(crate) fn sweep(operations: &[Operation], kept: &Capture) -> Result<Tally, Failure> {
    let tokio = capture::tokio()?;
    let client = capture::client("https://api.example", Some(kept.clone()))?;
    let runtime = capture::operation("GET", "/fixed/path")?;
    let request = client.request(runtime);
    let plain = tokio.block_on(request.send(response::empty));
    let usual = kept
        .take()
        .first()
        .map_or(0, |request| request.headers().len());
    plain.map_err(|error| Failure::new(error.to_string()))?;
    let mut tally = Tally::new("hostile query and header values");
    for parameter in operations
        .iter()
        .flat_map(|operation| &operation.parameters)
    {
        let Some((name, place)) = named(parameter) else {
            continue;
        };
        let in_header = place == "header";
        let name = capture::leak(name);
        let target = if in_header {
            Parameter::header(name)
        } else {
            Parameter::query(name)
        };
        for value in HOSTILE {
            let mut request = client.request(runtime);
            request.parameter(&target, &value);
            let outcome = tokio.block_on(request.send(response::empty));
            let verdict = match (outcome, kept.take().as_slice()) {
                (Err(error), []) => paths::is_refusal(&error),
                (Ok(_), [request]) => unchanged(request, usual + usize::from(in_header), in_header),
                (outcome, left) => {
                    Err(format!("{} requests left, {:?}", left.len(), outcome.err()))
                }
            };
            tally.count(|| format!("{place} {name} {value:?}"), verdict);
        }
    }
    Ok(tally.note("of type string"))
}

/// The name and place of a query or header parameter of type string.
fn named(parameter: &Value) -> Option<(&str, &str)> {
    let text = |key| parameter.get(key).and_then(Value::as_str);
    let place = text("in").filter(|place| matches!(*place, "query" | "header"))?;
    let ty = parameter.get("schema")?.get("type")?;
    (ty == "string").then_some((text("name")?, place))
}

/// Whether nothing but the one value was added.
fn unchanged(
    request: &http::Request<Bytes>,
    headers: usize,
    in_header: bool,
) -> Result<(), String> {
    let (uri, found) = (request.uri(), request.headers());
    let query = uri.query().unwrap_or_default();
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).count();
    let injected = found.contains_key("x-injected") || found.len() != headers;
    if uri.path() != "/fixed/path" || pairs != usize::from(!in_header) || injected {
        return Err(format!("{uri} with {} headers", found.len()));
    }
    Ok(())
}
