//! The client side of `cargo xtask contract`: every operation of the emitted client, and every
//! error that its description documents, against the mock server at the URL given as argument.
//!
//! Prism answers with the status that a `Prefer: code=…` header asks for, and reports what it
//! objects to in the header `sl-violations`.

use std::process::ExitCode;

use mist_api::models::{OrgApitoken, PrivilegeOrg, PrivilegeOrgRole, PrivilegeOrgScope};
use mist_api::operations::orgs_api_tokens::CreateOrgApiTokenError;
use mist_api::{ApiResponse, CallOptions, Client, Error, OrgsApiTokens};
use uuid::Uuid;

/// The path parameters' example, and the `org_id` of the page's request bodies.
const PATH_ID: Uuid = Uuid::from_u128(0x0000_00ab_00ab_00ab_00ab_0000_0000_00ab);
const ORG_ID: Uuid = Uuid::from_u128(0xa40f_5d1f_d889_42e9_94ea_b9b3_3585_fc6b);

/// Every error that each of the five operations documents.
const DOCUMENTED: [u16; 5] = [400, 401, 403, 404, 429];

#[derive(Clone, Copy, Debug)]
enum Operation {
    List,
    Create,
    Get,
    Update,
    Delete,
}

const OPERATIONS: [Operation; 5] = [
    Operation::List,
    Operation::Create,
    Operation::Get,
    Operation::Update,
    Operation::Delete,
];

/// What is compared of a successful answer, whatever its type.
struct Answer {
    status: u16,
    /// The name of the token, or of the first one listed.
    name: Option<String>,
    objection: Option<String>,
}

impl Answer {
    fn of<T>(response: &ApiResponse<T>, name: Option<String>) -> Self {
        let objection = response.headers().get("sl-violations");
        Self {
            status: response.status(),
            name,
            objection: objection
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()),
        }
    }
}

/// The body of the page's create example, as far as a client sends it.
fn created() -> OrgApitoken {
    changed().src_ips(["63.3.56.0/24".to_owned(), "63.3.55.4".to_owned()])
}

/// The body of the page's update example.
fn changed() -> OrgApitoken {
    let privilege = PrivilegeOrg::new(PrivilegeOrgRole::Admin, PrivilegeOrgScope::Org);
    OrgApitoken::new("org_token_xyz").privileges([privilege.org_id(ORG_ID)])
}

/// Performs `operation` with `options`.
async fn call(
    tokens: &OrgsApiTokens,
    operation: Operation,
    options: CallOptions,
) -> Result<Answer, Error> {
    let token = match operation {
        Operation::List => {
            let response = tokens
                .list_org_api_tokens(PATH_ID)
                .options(options)
                .send()
                .await?;
            let name = response.data.first().map(|token| token.name.clone());
            return Ok(Answer::of(&response, name));
        }
        Operation::Delete => {
            let call = tokens
                .delete_org_api_token(PATH_ID, PATH_ID)
                .options(options);
            return Ok(Answer::of(&call.send().await?, None));
        }
        Operation::Create => {
            let call = tokens
                .create_org_api_token(PATH_ID)
                .body(&created())
                .options(options);
            call.send().await?
        }
        Operation::Get => {
            tokens
                .get_org_api_token(PATH_ID, PATH_ID)
                .options(options)
                .send()
                .await?
        }
        Operation::Update => {
            let call = tokens
                .update_org_api_token(PATH_ID, PATH_ID)
                .body(&changed());
            call.options(options).send().await?
        }
    };
    let name = token.data.name.clone();
    Ok(Answer::of(&token, Some(name)))
}

/// Checks that `operation` succeeds, with the description's example as its answer.
async fn succeeds(tokens: &OrgsApiTokens, operation: Operation) -> Result<(), String> {
    let answer = call(tokens, operation, CallOptions::new())
        .await
        .map_err(described)?;
    if let Some(objection) = answer.objection {
        return Err(format!("Prism objects: {objection}"));
    }
    let expected = match operation {
        Operation::Delete => None,
        _ => Some("org_token_xyz"),
    };
    if answer.status != 200 || answer.name.as_deref() != expected {
        return Err(format!(
            "status {} with name {:?}",
            answer.status, answer.name
        ));
    }
    Ok(())
}

/// Checks that `operation`, answered with `status`, fails with that documented error, typed.
async fn fails_as_documented(
    tokens: &OrgsApiTokens,
    operation: Operation,
    status: u16,
) -> Result<(), String> {
    let options = CallOptions::new().header("prefer", format!("code={status}"));
    let error = match call(tokens, operation, options).await {
        Ok(answer) => return Err(format!("succeeded with {}", answer.status)),
        Err(error) => error,
    };
    let objection = error
        .headers()
        .and_then(|headers| headers.get("sl-violations"));
    if objection.is_some() || error.status() != Some(status) {
        return Err(described(error));
    }
    match documented_status(&error) {
        Some(documented) if documented == status => Ok(()),
        Some(other) => Err(format!("typed as the documented error of status {other}")),
        None => Err(format!("not typed: {}", described(error))),
    }
}

/// The status that the typed body of `error` stands for; its members are those of the example.
fn documented_status(error: &Error) -> Option<u16> {
    // Every operation documents the same errors, so the alias of one names the type of all.
    match error.documented::<CreateOrgApiTokenError>()? {
        CreateOrgApiTokenError::BadRequest(body) => body.detail.is_some().then_some(400),
        CreateOrgApiTokenError::Unauthorized(body) => body.detail.is_some().then_some(401),
        CreateOrgApiTokenError::Forbidden(body) => body.detail.is_some().then_some(403),
        CreateOrgApiTokenError::NotFound(body) => body.id.is_some().then_some(404),
        CreateOrgApiTokenError::TooManyRequests(body) => body.detail.is_some().then_some(429),
        _ => None,
    }
}

/// The error and what caused it, on one line.
fn described(error: Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// Runs everything, prints one line for each call that did not go as documented, and returns how
/// many those were.
async fn run(base_url: &str) -> Result<usize, Error> {
    let token = Client::builder()
        .base_url(base_url)
        .api_token("abc123")
        .build()?;
    let basic = Client::builder()
        .base_url(base_url)
        .basic_auth("user", "password")
        .build()?;
    let session = Client::builder()
        .base_url(base_url)
        .basic_auth("user", "password")
        .csrf_token("csrf")
        .build()?;
    let mut failures = 0;
    for operation in OPERATIONS {
        for client in [&token, &basic, &session] {
            let outcome = succeeds(&client.orgs_api_tokens(), operation).await;
            failures += usize::from(reported(operation, 200, outcome));
        }
        for status in DOCUMENTED {
            let outcome = fails_as_documented(&token.orgs_api_tokens(), operation, status).await;
            failures += usize::from(reported(operation, status, outcome));
        }
    }
    Ok(failures)
}

/// Prints why a call did not go as documented, if it did not; returns whether so.
fn reported(operation: Operation, status: u16, outcome: Result<(), String>) -> bool {
    if let Err(reason) = &outcome {
        eprintln!("{operation:?}, status {status}: {reason}");
    }
    outcome.is_err()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let Some(base_url) = std::env::args().nth(1) else {
        eprintln!("usage: contract BASE_URL (started by `cargo xtask contract`)");
        return ExitCode::from(2);
    };
    match run(&base_url).await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(failures) => {
            eprintln!("{failures} calls did not go as documented");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{}", described(error));
            ExitCode::FAILURE
        }
    }
}
