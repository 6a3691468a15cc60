//! No secret is ever shown.

use std::error::Error as StdError;
use std::fmt::Debug;

use apicrate_runtime::client::Client;
use apicrate_runtime::credential::Credential;
use apicrate_runtime::error::Error;
use apicrate_runtime::json::{self, View};
use apicrate_runtime::operation::{Method, Operation};
use apicrate_runtime::options::CallOptions;
use apicrate_runtime::parameter::Parameter;
use apicrate_runtime::response;
use apicrate_runtime::secret::Secret;

use super::server::{Behaviour, Server, response as answer};
use super::{builder, leak, operation};

const CANARY: &str = "hunter2";
/// `user:hunter2` and `hunter2` as HTTP Basic has them.
const BASIC_CANARY: &str = "dXNlcjpodW50ZXIy";

fn assert_hidden(text: &str) {
    for canary in [CANARY, BASIC_CANARY] {
        assert!(!text.contains(canary), "{text}");
    }
}

fn assert_debug_hides(value: &impl Debug) {
    assert_hidden(&format!("{value:?}"));
    assert_hidden(&format!("{value:#?}"));
}

fn assert_error_hides(error: &Error) {
    let mut next: Option<&dyn StdError> = Some(error);
    while let Some(error) = next {
        assert_hidden(&error.to_string());
        assert_hidden(&format!("{error:?}"));
        next = error.source();
    }
}

fn credentials() -> [(&'static str, Credential); 5] {
    [
        ("header", Credential::header("x-key", "Token ", CANARY)),
        ("query", Credential::query("key", CANARY)),
        ("cookie", Credential::cookie("sid", CANARY)),
        ("basic", Credential::basic("user", CANARY)),
        ("bearer", Credential::bearer(CANARY)),
    ]
}

fn client(url: &str) -> Client {
    let builder = builder(url)
        .header("x-private", CANARY)
        .attempt_timeout(std::time::Duration::from_millis(200))
        .max_body(50_000);
    let builder = credentials()
        .into_iter()
        .fold(builder, |builder, (scheme, credential)| {
            builder.credential(scheme, credential)
        });
    assert_debug_hides(&builder);
    let client = builder.build().expect("valid settings");
    assert_debug_hides(&client);
    client
}

#[tokio::test]
async fn errors_show_nothing_of_the_request_or_the_response() {
    let secret = format!("x-echo: {CANARY}\r\nlocation: http://{CANARY}/\r\n");
    let body = format!("[\"{CANARY}\"]");
    let answers = [
        Behaviour::Answer(Vec::new()),
        Behaviour::Answer(answer("200 OK", &secret, body.as_bytes())),
        Behaviour::Answer(answer(
            "200 OK",
            &secret,
            format!("{{\"{CANARY}\":1}}").as_bytes(),
        )),
        Behaviour::Answer(answer("200 OK", &secret, &[b'1'; 60_000])),
        Behaviour::Answer(answer(
            "200 OK",
            &format!("{secret}content-type: {CANARY}\r\n"),
            b"x",
        )),
        Behaviour::Answer(answer("500 hunter2", &secret, body.as_bytes())),
        Behaviour::Answer(answer("302 Found", &secret, body.as_bytes())),
        Behaviour::Answer(format!("HTTP/1.1 {CANARY}\r\n\r\n").into_bytes()),
        Behaviour::Stall(Vec::new()),
        Behaviour::Stall(answer("200 OK", &secret, body.as_bytes())[..100].to_vec()),
    ];
    let mut urls = vec![
        "http://127.0.0.1:1".to_owned(),
        "http://host.invalid".to_owned(),
    ];
    let mut servers = Vec::new();
    for behaviour in answers {
        servers.push(Server::start(behaviour).await);
    }
    urls.extend(servers.iter().map(Server::url));
    for url in urls {
        for scheme in 0..5 {
            let error = fail(&url, scheme).await;
            assert_error_hides(&error);
        }
    }
}

/// A call whose every part has the canary.
async fn fail(url: &str, scheme: usize) -> Error {
    const SECURITY: [&[&[&str]]; 5] = [
        &[&["header"]],
        &[&["query"]],
        &[&["cookie"]],
        &[&["basic"]],
        &[&["bearer"]],
    ];
    let client = match url.contains("invalid") {
        false => client(url),
        true => builder(url)
            .allow_plain_http(true)
            .credential("query", Credential::query("k", CANARY))
            .build()
            .expect("valid settings"),
    };
    let security = if url.contains("invalid") {
        SECURITY[1]
    } else {
        SECURITY[scheme]
    };
    let mut request = client.request(leak(Operation {
        security,
        ..operation(Method::POST, "/{id}")
    }));
    request.path("id", &CANARY);
    request.parameter(&Parameter::query("q"), &CANARY);
    request.parameter(&Parameter::header("h"), &CANARY);
    request.json("application/json", &CANARY);
    let options = CallOptions::new().header("x-own", CANARY);
    assert_debug_hides(&options);
    request.options(options);
    assert_debug_hides(&request);
    let call = request.send(response::json::<i64>);
    assert_debug_hides(&call);
    call.await.expect_err("a failure")
}

#[tokio::test]
async fn refused_values_are_not_quoted() {
    let value = format!("{CANARY}\r\n");
    for url in [
        format!("http://user:{CANARY}@host/"),
        format!("http://host/?key={CANARY}"),
        format!("ftp://{CANARY}"),
        CANARY.to_owned(),
    ] {
        let builder = builder(&url);
        assert_debug_hides(&builder);
        assert_error_hides(&builder.build().expect_err("refused"));
    }
    for credential in [
        Credential::header("x-key", "", value.as_str()),
        Credential::cookie("sid", value.as_str()),
        Credential::basic(format!("{CANARY}:"), "x"),
    ] {
        let error = builder("https://host").credential("s", credential).build();
        assert_error_hides(&error.expect_err("refused"));
    }
    let client = builder("https://host").build().expect("valid settings");
    let mut request = client.request(leak(operation(Method::POST, "/{id}/..")));
    request.path("id", &CANARY);
    assert_error_hides(&request.send(response::empty).await.expect_err("refused"));
    let mut request = client.request(leak(operation(Method::POST, "/")));
    request.parameter(&Parameter::header("h"), &value.as_str());
    assert_error_hides(&request.send(response::empty).await.expect_err("refused"));
}

#[test]
fn a_secret_is_shown_by_expose_alone() {
    let secret = Secret::from(CANARY);
    assert_eq!(format!("{secret:?}"), "***");
    assert_eq!(secret.expose(), CANARY);
    assert_eq!(secret, Secret::new(CANARY.to_owned()));
    assert_eq!(
        json::to_string(&secret, View::Full).expect("written"),
        "\"hunter2\""
    );
    assert_eq!(
        json::from_str::<Secret>("\"hunter2\"").expect("read"),
        secret
    );
    let fault = json::from_str::<Secret>("[\"hunter2\"]").expect_err("not a string");
    assert_hidden(&format!("{fault} {fault:?}"));
    for (_, credential) in credentials() {
        assert_debug_hides(&credential);
    }
}

#[tokio::test]
async fn a_secret_parameter_of_a_header_is_marked() {
    let (client, capture) = super::Capture::client();
    let mut request = client.request(leak(operation(Method::GET, "/")));
    request.parameter(&Parameter::header("x-code").secret(), &"hunter2");
    request.parameter(&Parameter::header("x-team"), &"red");
    let _ = request.send(response::empty).await;
    let requests = capture.take();
    let headers = requests[0].headers();
    assert_eq!(headers["x-code"], "hunter2");
    assert!(headers["x-code"].is_sensitive() && !headers["x-team"].is_sensitive());
    assert!(!format!("{headers:?}").contains("hunter2"));
}
