//! Examples in Rust: values and calls that compile, made from the document's own example values.

mod values;

use std::sync::OnceLock;

use proc_macro2::TokenStream;
use quote::quote;

use super::Plan;
use super::operations::{Success, success};
use super::scope::ident;
use crate::format;
use crate::ir::{Api, CredentialKind, Operation, Payload};
use crate::name::OperationNames;
use values::Values;

/// The lines of an example that makes a client, fenced.
pub(super) fn client_lines(plan: &Plan<'_>) -> Vec<String> {
    let crate_name = ident(&plan.crate_name());
    let server = plan.names.servers.first().map(|name| {
        let name = name.ident();
        quote!(.server(#crate_name::Server::#name))
    });
    let server = server.unwrap_or_else(|| quote!(.base_url("https://api.example.com")));
    let credential = plan
        .api
        .schemes
        .iter()
        .zip(&plan.names.schemes)
        .find_map(|(scheme, name)| {
            let name = name.ident();
            match scheme.kind {
                CredentialKind::Basic => Some(quote!(.#name("user", "password"))),
                CredentialKind::MutualTls => None,
                _ => Some(quote!(.#name("secret"))),
            }
        });
    let body = quote! {
        let client = #crate_name::Client::builder() #server #credential .build()?;
    };
    let hidden = format!("fn example() -> Result<(), {crate_name}::Error>");
    fenced(&hidden, &body)
}

/// The lines of an example that calls each operation, made when they are first asked for.
#[derive(Debug)]
pub struct Calls(Vec<OnceLock<Vec<String>>>);

impl Calls {
    /// Room for the examples of all operations.
    pub fn of(api: &Api) -> Self {
        let operations = api.operations.iter();
        Self(operations.map(|_| OnceLock::new()).collect())
    }
}

/// The lines of an example that calls the operation `index`, fenced.
pub(super) fn operation_lines(
    plan: &Plan<'_>,
    index: usize,
    operation: &Operation,
    names: &OperationNames,
) -> Vec<String> {
    match plan.calls.0.get(index) {
        Some(lines) => lines.get_or_init(|| call(plan, operation, names)).clone(),
        None => call(plan, operation, names),
    }
}

fn call(plan: &Plan<'_>, operation: &Operation, names: &OperationNames) -> Vec<String> {
    let crate_name = ident(&plan.crate_name());
    let Some(group) = plan.names.groups.get(operation.group) else {
        return Vec::new();
    };
    let (group, method) = (group.module.ident(), names.method.ident());
    let values = Values {
        plan,
        models: quote!(#crate_name::models),
    };
    let mut arguments: Vec<TokenStream> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .map(|parameter| values.parameter(parameter))
        .collect();
    let body = values.body(operation, names);
    let mut setter = None;
    if let (Some(body), Some(parsed)) = (body, &operation.body) {
        if parsed.required && parsed.contents.len() == 1 {
            arguments.push(body);
        } else {
            setter = Some(quote!(.body(#body)));
        }
    }
    let body = quote! {
        let response = client.#group().#method(#(#arguments),*) #setter .send().await?;
        println!("{}", response.status());
    };
    let hidden = format!(
        "async fn example(client: {crate_name}::Client) -> Result<(), Box<dyn std::error::Error>>"
    );
    fenced(&hidden, &body)
}

/// The lines of a fenced example that readers of rustdoc see, without the fence.
pub(super) fn visible(lines: Vec<String>) -> Vec<String> {
    let is_seen = |line: &String| !line.starts_with("# ") && !line.starts_with("```");
    lines.into_iter().filter(is_seen).collect()
}

/// The lines of an example that mocks an operation, fenced; none where no operation brings JSON.
pub(super) fn mock_lines(plan: &Plan<'_>) -> Vec<String> {
    let crate_name = ident(&plan.crate_name());
    let values = Values {
        plan,
        models: quote!(#crate_name::models),
    };
    let mut operations = plan.api.operations.iter().zip(&plan.names.operations);
    let found = operations.find_map(|(operation, names)| {
        let Success::One(Payload::Json(ty)) = success(operation) else {
            return None;
        };
        let group = plan.names.groups.get(operation.group)?.module.ident();
        let data = values.data(ty);
        let ty = names.ty.ident();
        Some((quote!(#crate_name::operations::#group::#ty), data))
    });
    let Some((operation, data)) = found else {
        return Vec::new();
    };
    let body = quote! {
        let mock = #crate_name::Mock::new();
        let answer = mock.when::<#operation>().respond(&#data);
        let client = mock.client().build()?;
        your_code(client).await?;
        assert_eq!(answer.calls(), 1);
    };
    fenced(
        "async fn example() -> Result<(), Box<dyn std::error::Error>>",
        &body,
    )
}

/// Code in a fence, inside of a function that readers do not see.
///
/// The hidden lines are text, since tokens would be broken over several lines of which rustdoc hides the first only.
fn fenced(signature: &str, body: &TokenStream) -> Vec<String> {
    // An example that is no code shows as it is, and the crate's own tests find it.
    let text = format::rust(quote!(fn example() { #body })).unwrap_or_else(|_| body.to_string());
    let mut lines = vec!["```no_run".to_owned(), format!("# {signature} {{")];
    let code: Vec<&str> = text.lines().collect();
    let inner = code
        .get(1..code.len().saturating_sub(1))
        .unwrap_or_default();
    lines.extend(
        inner
            .iter()
            .map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()),
    );
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}
