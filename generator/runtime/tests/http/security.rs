//! Credentials: where each goes, and which alternative is taken.

use apicrate_runtime::client::Client;
use apicrate_runtime::credential::Credential;
use apicrate_runtime::error::{Error, ErrorKind};
use apicrate_runtime::operation::{Method, Operation, SecurityRequirement};
use apicrate_runtime::options::CallOptions;
use apicrate_runtime::response;

use super::server::{Received, Server};
use super::{builder, leak, operation};

/// Calls an operation with `security` and these credentials; `None` when nothing was sent.
async fn call(
    security: &'static [SecurityRequirement],
    credentials: &[(&'static str, Credential)],
) -> Result<Received, Error> {
    let server = Server::json("200 OK", "null").await;
    let client = client(&server, credentials);
    let request = client.request(leak(Operation {
        security,
        ..operation(Method::GET, "/x?")
    }));
    match request.send(response::empty).await {
        Ok(_) => Ok(server.request()),
        Err(error) => {
            assert!(server.requests().is_empty(), "nothing is sent");
            Err(error)
        }
    }
}

fn client(server: &Server, credentials: &[(&'static str, Credential)]) -> Client {
    let builder = credentials
        .iter()
        .fold(builder(&server.url()), |builder, (scheme, credential)| {
            builder.credential(scheme, credential.clone())
        });
    builder.build().expect("valid settings")
}

fn all() -> [(&'static str, Credential); 5] {
    [
        (
            "token",
            Credential::header("Authorization", "Token ", "abc123"),
        ),
        ("basic", Credential::basic("user", "pass:wörd")),
        ("csrf", Credential::header("x-csrftoken", "", "c5rf")),
        ("key", Credential::query("api key", "q&1")),
        ("session", Credential::cookie("sid", "s=1")),
    ]
}

#[tokio::test]
async fn each_credential_goes_to_its_place() {
    let [token, basic, csrf, key, session] = all();
    let received = call(&[&["token"]], &[token]).await.expect("sent");
    assert_eq!(received.header("authorization"), Some("Token abc123"));

    let received = call(&[&["basic"]], &[basic]).await.expect("sent");
    assert_eq!(
        received.header("authorization"),
        Some("Basic dXNlcjpwYXNzOnfDtnJk")
    );

    let received = call(&[&["csrf"]], &[csrf]).await.expect("sent");
    assert_eq!(received.header("x-csrftoken"), Some("c5rf"));

    let received = call(&[&["key"]], &[key]).await.expect("sent");
    assert_eq!(received.target(), "/x%3F?api%20key=q%261");

    let received = call(&[&["session"]], &[session]).await.expect("sent");
    assert_eq!(received.header("cookie"), Some("sid=s=1"));

    let bearer = ("oauth", Credential::bearer("t0ken"));
    let received = call(&[&["oauth"]], &[bearer]).await.expect("sent");
    assert_eq!(received.header("authorization"), Some("Bearer t0ken"));
}

#[tokio::test]
async fn the_fullest_alternative_that_is_met_is_taken() {
    const SECURITY: &[SecurityRequirement] = &[&["token"], &["basic"], &["basic", "csrf"]];
    let [token, basic, csrf, _, _] = all();

    let received = call(SECURITY, std::slice::from_ref(&basic))
        .await
        .expect("sent");
    assert!(
        received
            .header("authorization")
            .is_some_and(|value| value.starts_with("Basic "))
    );
    assert_eq!(received.header("x-csrftoken"), None);

    let received = call(SECURITY, &[csrf.clone(), basic.clone()])
        .await
        .expect("sent");
    assert!(
        received
            .header("authorization")
            .is_some_and(|value| value.starts_with("Basic "))
    );
    assert_eq!(received.header("x-csrftoken"), Some("c5rf"));

    // Of equals, the first in document order.
    let received = call(SECURITY, &[basic, token]).await.expect("sent");
    assert_eq!(received.header("authorization"), Some("Token abc123"));
}

#[tokio::test]
async fn missing_credentials_are_an_error_before_anything_is_sent() {
    const SECURITY: &[SecurityRequirement] = &[&["token"], &["basic", "csrf"]];
    let [_, basic, _, key, _] = all();
    let error = call(SECURITY, &[basic, key]).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::MissingCredentials);
    assert!(error.is_auth());
    assert_eq!(error.attempts(), 0);
    assert!(!error.may_have_been_applied());
    assert_eq!(
        error.to_string(),
        "testOperation: credentials are missing; the operation needs token, or basic + csrf"
    );
}

#[tokio::test]
async fn an_empty_alternative_allows_anonymous_calls() {
    let received = call(&[&["token"], &[]], &[]).await.expect("sent");
    assert_eq!(received.header("authorization"), None);
    let [token, ..] = all();
    let received = call(&[&[], &["token"]], &[token]).await.expect("sent");
    assert_eq!(received.header("authorization"), Some("Token abc123"));
}

#[tokio::test]
async fn a_cookie_credential_joins_cookie_parameters() {
    use apicrate_runtime::parameter::Parameter;
    let server = Server::json("200 OK", "null").await;
    let [.., session] = all();
    let client = client(&server, &[session]);
    let security: &[SecurityRequirement] = &[&["session"]];
    let mut request = client.request(leak(Operation {
        security,
        ..operation(Method::GET, "/")
    }));
    request.parameter(&Parameter::cookie("theme"), &"dark");
    request.options(CallOptions::new());
    request.send(response::empty).await.expect("success");
    assert_eq!(
        server.request().header("cookie"),
        Some("theme=dark; sid=s=1")
    );
}
