//! Spans of calls and attempts: their fields, and that nothing of a call's values is in them.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use apicrate_runtime::credential::Credential;
use apicrate_runtime::hook::BoxError;
use apicrate_runtime::intercept::Outbound;
use apicrate_runtime::limiter::Limiter;
use apicrate_runtime::operation::{Method, Operation};
use apicrate_runtime::parameter::Parameter;
use apicrate_runtime::replay::{Answer, Replay};
use apicrate_runtime::response;
use apicrate_runtime::retry::RetryPolicy;
use apicrate_runtime::token::Token;
use apicrate_runtime::transport::TransportErrorKind;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::server::{Behaviour, Server};
use super::{builder, leak, operation};

const CANARY: &str = "hunter2";

/// Keeps every span and event, at every level, with its fields as text.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<Span>>>);

/// The name of a span or event, and its fields.
type Span = (String, BTreeMap<String, String>);

struct Fields<'a>(&'a mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Spans {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = BTreeMap::new();
        attributes.record(&mut Fields(&mut fields));
        let mut spans = self.0.lock().expect("not poisoned");
        spans.push((attributes.metadata().name().to_owned(), fields));
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut spans = self.0.lock().expect("not poisoned");
        let place = usize::try_from(id.into_u64()).expect("a place") - 1;
        values.record(&mut Fields(&mut spans[place].1));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = BTreeMap::new();
        event.record(&mut Fields(&mut fields));
        let mut spans = self.0.lock().expect("not poisoned");
        spans.push((event.metadata().name().to_owned(), fields));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl Spans {
    /// The spans of this client, a line each.
    fn lines(&self) -> Vec<String> {
        let spans = self.0.lock().expect("not poisoned");
        let own = spans
            .iter()
            .filter(|(name, _)| ["api.call", "http.request"].contains(&name.as_str()));
        own.map(|(name, fields)| {
            let fields = fields.iter().map(|(name, value)| format!("{name}={value}"));
            [name.clone()]
                .into_iter()
                .chain(fields)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
    }
}

fn secured() -> &'static Operation {
    leak(Operation {
        security: &[&["token", "key"]],
        ..operation(Method::PUT, "/things/{id}")
    })
}

#[tokio::test(start_paused = true)]
async fn fields_are_those_of_opentelemetry() {
    let spans = Spans::default();
    let _guard = tracing::subscriber::set_default(spans.clone());
    let target = "/v1/things/7?q=hunter2";
    let replay = Replay::new()
        .on(
            Method::PUT,
            target,
            Answer::failure(TransportErrorKind::Broken),
        )
        .on(Method::PUT, target, Answer::status(503))
        .on(Method::PUT, target, Answer::json(200, "null"))
        .on(Method::PUT, target, Answer::status(404));
    let client = builder("https://api.example:8443/v1")
        .transport(Arc::new(replay))
        .retry(RetryPolicy::new())
        .build()
        .expect("valid settings");
    let put = leak(operation(Method::PUT, "/things/{id}"));
    for _ in 0..2 {
        let mut request = client.request(put);
        request.path("id", &7);
        request.parameter(&Parameter::query("q"), &CANARY);
        let _ = request.send(response::empty).await;
    }
    let attempt = |resent: &str, outcome: &str| {
        format!(
            "http.request {outcome}http.request.method=\"PUT\" {resent}\
             STATUSotel.kind=\"client\" otel.name=\"PUT /things/{{id}}\" \
             server.address=\"api.example\" server.port=8443 url.template=\"/things/{{id}}\""
        )
    };
    let with = |line: String, status: &str| line.replace("STATUS", status);
    let expected = [
        "api.call otel.kind=\"internal\" otel.name=\"testOperation\"".to_owned(),
        with(attempt("", "error.type=\"Transport\" "), ""),
        with(
            attempt("http.request.resend_count=1 ", "error.type=\"503\" "),
            "http.response.status_code=503 ",
        ),
        with(
            attempt("http.request.resend_count=2 ", ""),
            "http.response.status_code=200 ",
        ),
        "api.call error.type=\"404\" otel.kind=\"internal\" otel.name=\"testOperation\"".to_owned(),
        with(
            attempt("", "error.type=\"404\" "),
            "http.response.status_code=404 ",
        ),
    ];
    assert_eq!(spans.lines(), expected);
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_recorded_of_the_call() {
    let spans = Spans::default();
    let _guard = tracing::subscriber::set_default(spans.clone());
    let target = "/v1/";
    let replay = Replay::new()
        .on(Method::PUT, target, Answer::json(200, CANARY))
        .on(Method::PUT, target, Answer::status(200));
    let client = builder("https://api.example/v1")
        .transport(Arc::new(replay))
        .build()
        .expect("valid settings");
    for _ in 0..2 {
        let request = client.request(leak(operation(Method::PUT, "/")));
        request
            .send(response::json::<bool>)
            .await
            .expect_err("no body");
    }
    let calls: Vec<String> = spans.lines();
    let calls: Vec<&str> = calls
        .iter()
        .filter_map(|line| line.strip_prefix("api.call error.type="))
        .map(|line| line.split(' ').next().unwrap_or_default())
        .collect();
    assert_eq!(calls, ["\"Decode\"", "\"EmptyBody\""]);
    assert!(!format!("{:?}", spans.lines()).contains(CANARY));
}

type Provider = fn() -> Result<Token, BoxError>;
type Interceptor = fn(&mut Outbound<'_>) -> Result<(), BoxError>;

/// Everything that is logged, by this client and by what is below it, while calls with the canary
/// in every part go well and badly.
#[tokio::test]
async fn nothing_secret_is_logged_at_any_level() {
    let spans = Spans::default();
    let _guard = tracing::subscriber::set_default(spans.clone());
    let echo = format!("x-echo: {CANARY}\r\n");
    let good = Server::answering("200 OK", &echo, b"null").await;
    let bad = Server::answering("500 Oh", &echo, CANARY.as_bytes()).await;
    let broken = Server::start(Behaviour::Answer(Vec::new())).await;
    let provided: [Provider; 2] = [
        || Ok(Token::new(CANARY)),
        || Err(format!("no {CANARY}").into()),
    ];
    let intercepted: [Interceptor; 2] = [
        |request| Ok(request.set_header("x-signature", CANARY)?),
        |_| Err(format!("no {CANARY}").into()),
    ];
    for server in [&good, &bad, &broken] {
        for (provider, interceptor) in [(0, 0), (1, 0), (0, 1)] {
            let provided = provided[provider];
            let builder = builder(&server.url())
                .credential(
                    "token",
                    Credential::provider(move || async move { provided() }),
                )
                .credential("key", Credential::query("key", CANARY))
                .rate_limit(Limiter::per_second(1_000))
                .max_in_flight(2)
                .intercept(intercepted[interceptor]);
            assert!(!format!("{builder:?}").contains(CANARY));
            let client = builder.build().expect("valid settings");
            assert!(!format!("{client:?}").contains(CANARY));
            let mut request = client.request(secured());
            request.path("id", &CANARY);
            request.parameter(&Parameter::query("q"), &CANARY);
            request.json("application/json", &CANARY);
            if let Err(error) = request.send(response::empty).await {
                let mut next: Option<&dyn std::error::Error> = Some(&error);
                while let Some(error) = next {
                    assert!(!format!("{error} {error:?} {error:#?}").contains(CANARY));
                    next = error.source();
                }
            }
        }
    }
    let spans = spans.0.lock().expect("not poisoned");
    // The nine calls, and the attempts of the six that come that far; what is below adds its own.
    assert!(spans.len() >= 15, "{} spans and events", spans.len());
    for (name, fields) in spans.iter() {
        assert!(
            !format!("{name} {fields:?}").contains(CANARY),
            "{name} {fields:?}"
        );
    }
}
