//! Credentials: which are chosen, where they go, and that nothing leaves without them.

use mist_api::{Client, ClientBuilder, ErrorKind};

use crate::calls::{self, Operation};
use crate::server::{Received, Server};

/// What a client with the credentials that `set` sets sends.
async fn sent(set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Received {
    let server = Server::start(calls::answer).await;
    let client = set(server.client()).build().expect("a client");
    let tokens = client.orgs_api_tokens();
    calls::call(&tokens, Operation::Get)
        .await
        .expect("a success");
    server.request()
}

#[tokio::test]
async fn an_api_token_goes_behind_its_prefix() {
    let request = sent(|client| client.api_token("abc123")).await;
    assert_eq!(request.header("authorization"), Some("Token abc123"));
    assert_eq!(request.header("x-csrftoken"), None);
}

#[tokio::test]
async fn basic() {
    let request = sent(|client| client.basic_auth("user", "password")).await;
    assert_eq!(
        request.header("authorization"),
        Some("Basic dXNlcjpwYXNzd29yZA==")
    );
    assert_eq!(request.header("x-csrftoken"), None);
}

#[tokio::test]
async fn basic_with_a_csrf_token() {
    let request = sent(|client| client.basic_auth("user", "password").csrf_token("c5rf")).await;
    assert_eq!(
        request.header("authorization"),
        Some("Basic dXNlcjpwYXNzd29yZA==")
    );
    assert_eq!(request.header("x-csrftoken"), Some("c5rf"));
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let server = Server::start(calls::answer).await;
    let builders = [server.client(), server.client().csrf_token("c5rf")];
    for builder in builders {
        let client = builder.build().expect("a client");
        for operation in Operation::ALL {
            let outcome = calls::call(&client.orgs_api_tokens(), operation).await;
            let error = outcome.expect_err("refused");
            assert_eq!(error.kind(), ErrorKind::MissingCredentials, "{operation:?}");
            assert_eq!((error.attempts(), error.status()), (0, None));
            assert!(error.is_auth() && !error.may_have_been_applied());
            assert!(error.to_string().contains("apiToken"), "{error}");
        }
    }
    assert_eq!(server.received().len(), 0);
}

#[test]
fn credentials_do_not_go_in_the_clear_to_another_host() {
    let builder = || Client::builder().base_url("http://api.example.com");
    let error = builder().api_token("abc123").build().expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(builder().build().is_ok());
    let allowed = builder().api_token("abc123").allow_plain_http(true).build();
    assert!(allowed.is_ok());
}

#[test]
fn credentials_that_no_header_can_have_are_refused_early() {
    let error = Client::builder().api_token("abc\r\n123").build();
    let error = error.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(!format!("{error} {error:?}").contains("123"));
}

#[test]
fn no_debug_text_shows_a_credential() {
    let builder = Client::builder()
        .api_token("abc123")
        .basic_auth("user", "pa55word")
        .csrf_token("c5rf");
    let shown = format!("{builder:?}");
    let client = builder.build().expect("a client");
    let tokens = client.orgs_api_tokens();
    let call = tokens
        .create_org_api_token(calls::ID)
        .body(&calls::created());
    let shown = format!("{shown} {client:?} {tokens:?} {call:?}");
    for secret in ["abc123", "pa55word", "c5rf", "1qkb"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
