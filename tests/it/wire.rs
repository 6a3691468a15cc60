//! What goes over the wire: the five calls, byte for byte what the API asks for.

use mist_api::OrgsApiTokens;
use serde_json::json;

use crate::calls::{self, COLLECTION, Operation, PATH};
use crate::examples::example;
use crate::server::{Received, Reply, Server};

/// What `operation` sends when its body is the one of the description's example.
async fn sent(operation: Operation) -> Received {
    let server = Server::start(calls::answer).await;
    let tokens: OrgsApiTokens = server.tokens();
    calls::call(&tokens, operation).await.expect("a success");
    server.request()
}

/// Checks everything that `operation` sends but its body.
async fn check(operation: Operation, method: &str, path: &str, accept: Option<&str>) -> Received {
    let request = sent(operation).await;
    assert_eq!(
        (request.method.as_str(), request.target.as_str()),
        (method, path)
    );
    assert_eq!(request.header("authorization"), Some("Token abc123"));
    // Where no media type is asked for, the HTTP library says so in its own way.
    assert_eq!(request.header("accept"), accept.or(Some("*/*")));
    let mut names: Vec<&str> = request
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort_unstable();
    let known = |name: &&str| {
        [
            "accept",
            "accept-encoding",
            "authorization",
            "content-length",
            "content-type",
            "host",
            "user-agent",
        ]
        .contains(name)
    };
    assert!(names.iter().all(known), "unexpected headers: {names:?}");
    assert!(
        names.windows(2).all(|pair| pair[0] != pair[1]),
        "a header twice: {names:?}"
    );
    request
}

fn has_no_body(request: &Received) {
    assert_eq!(request.header("content-type"), None);
    assert_eq!(request.header("transfer-encoding"), None);
    assert_eq!(request.body, b"");
}

fn has_body(request: &Received, expected: &str) {
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(
        request.header("transfer-encoding"),
        None,
        "a length and not chunks"
    );
    let length = request.body.len().to_string();
    assert_eq!(request.header("content-length"), Some(length.as_str()));
    assert_eq!(request.json(), example(expected));
}

#[tokio::test]
async fn list() {
    let request = check(Operation::List, "GET", COLLECTION, Some("application/json")).await;
    has_no_body(&request);
}

#[tokio::test]
async fn get() {
    let request = check(Operation::Get, "GET", PATH, Some("application/json")).await;
    has_no_body(&request);
}

#[tokio::test]
async fn delete() {
    let request = check(Operation::Delete, "DELETE", PATH, None).await;
    has_no_body(&request);
}

#[tokio::test]
async fn create_leaves_out_what_the_server_sets() {
    let accept = Some("application/json");
    let request = check(Operation::Create, "POST", COLLECTION, accept).await;
    has_body(&request, "create_sent.json");
}

#[tokio::test]
async fn update() {
    let accept = Some("application/json, application/vnd.api+json");
    let request = check(Operation::Update, "PUT", PATH, accept).await;
    has_body(&request, "update_request.json");
}

#[tokio::test]
async fn an_optional_body_may_be_left_out() {
    let server = Server::replying(Reply::json(200, json!({ "name": "a" }))).await;
    let call = server.tokens().create_org_api_token(calls::ID);
    call.send().await.expect("a success");
    has_no_body(&server.request());
}

#[tokio::test]
async fn the_user_agent_names_the_client_or_what_the_caller_says() {
    let server = Server::start(calls::answer).await;
    let agents = [None, Some("mine/1.0")];
    for agent in agents {
        let mut builder = server.client().api_token("abc123");
        if let Some(agent) = agent {
            builder = builder.user_agent(agent);
        }
        let tokens = builder.build().expect("a client").orgs_api_tokens();
        calls::call(&tokens, Operation::List)
            .await
            .expect("a success");
    }
    let received = server.received();
    let sent: Vec<_> = received
        .iter()
        .map(|request| request.header("user-agent"))
        .collect();
    assert_eq!(sent, [Some("mist-api/0.1.0"), Some("mine/1.0")]);
}

#[tokio::test]
async fn a_base_url_keeps_its_own_path() {
    let server = Server::start(calls::answer).await;
    let builder = server.client().base_url(format!("{}/proxy/", server.url()));
    let client = builder.api_token("abc123").build().expect("a client");
    let tokens = client.orgs_api_tokens();
    calls::call(&tokens, Operation::Get)
        .await
        .expect("a success");
    assert_eq!(server.request().target, format!("/proxy{PATH}"));
}
