//! Operations with a server of their own.

use std::sync::Arc;

use apicrate_runtime::client::{Api, Client, ClientBuilder};
use apicrate_runtime::credential::Credential;
use apicrate_runtime::error::ErrorKind;
use apicrate_runtime::operation::{Method, Operation};
use apicrate_runtime::response;
use apicrate_runtime::transport::Transport;

use super::{Capture, leak, operation};

static TWO_SERVERS: Api = Api {
    name: "Test",
    version: "1",
    user_agent: "test/1",
    default_server: Some("https://api.example/v1"),
};

fn with(change: impl Fn(ClientBuilder) -> ClientBuilder) -> (Client, Arc<Capture>) {
    let capture = Arc::new(Capture::default());
    let transport: Arc<dyn Transport> = capture.clone();
    let builder = change(ClientBuilder::new(&TWO_SERVERS).transport(transport));
    (builder.build().expect("valid settings"), capture)
}

fn upload(server: &'static str) -> &'static Operation {
    leak(Operation {
        server: Some(server),
        ..operation(Method::GET, "/files")
    })
}

#[tokio::test]
async fn its_own_server_holds_for_an_operation() {
    let (client, capture) = with(|builder| builder);
    let sent = client.request(upload("https://uploads.example/v2"));
    sent.send(response::empty).await.expect("a success");
    let sent = client.request(leak(operation(Method::GET, "/x")));
    sent.send(response::empty).await.expect("a success");
    let uris: Vec<String> = capture
        .take()
        .iter()
        .map(|request| request.uri().to_string())
        .collect();
    assert_eq!(
        uris,
        [
            "https://uploads.example/v2/files",
            "https://api.example/v1/x"
        ]
    );
}

#[tokio::test]
async fn the_callers_base_url_holds_for_all() {
    let (client, capture) = with(|builder| builder.base_url("https://mine.example"));
    let sent = client.request(upload("https://uploads.example/v2"));
    sent.send(response::empty).await.expect("a success");
    assert_eq!(capture.take()[0].uri(), "https://mine.example/files");
}

#[tokio::test]
async fn credentials_do_not_follow_to_plain_http() {
    let credential = Credential::bearer("secret");
    let (client, capture) = with(|builder| builder.credential("token", credential.clone()));
    let sent = client.request(upload("http://uploads.example"));
    let error = sent.send(response::empty).await.expect_err("plain http");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(capture.take().is_empty());
}
