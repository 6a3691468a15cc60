//! Calls and streams that are waited for without `async`.

use std::sync::Arc;

use apicrate_runtime::blocking;
use apicrate_runtime::error::ErrorKind;
use apicrate_runtime::events::EventStream;
use apicrate_runtime::lines::Lines;
use apicrate_runtime::operation::Method;
use apicrate_runtime::replay::{Answer, Replay};
use apicrate_runtime::response;
use apicrate_runtime::stream::ByteStream;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::server::Server;
use super::{builder, client, leak, operation};

/// A server on a runtime of its own.
fn serve(media_type: &str, body: &[u8]) -> (Runtime, Server) {
    let runtime = Runtime::new().expect("a runtime");
    let headers = format!("content-type: {media_type}\r\n");
    let server = runtime.block_on(Server::answering("200 OK", &headers, body));
    (runtime, server)
}

#[test]
fn a_call_is_waited_for_from_any_thread() {
    let (_runtime, server) = serve("application/json", b"[1,2]");
    let client = client(&server.url());
    let operation = leak(operation(Method::GET, "/"));
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            std::thread::spawn(move || {
                let call = client.request(operation).send(response::json::<Value>);
                call.wait().expect("success").into_data()
            })
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().expect("no panic"), json!([1, 2]));
    }
    assert_eq!(server.requests().len(), 8);
}

#[test]
fn streams_become_iterators() {
    let get = leak(operation(Method::GET, "/"));
    let (_runtime, server) = serve("text/event-stream", b"data: 1\n\ndata: x\n\ndata: 3\n\n");
    let call = client(&server.url())
        .request(get)
        .stream("text/event-stream", EventStream::<i64>::json);
    let events = blocking::iter(call.wait().expect("success").into_data());
    let events: Vec<Option<i64>> = events
        .map(|event| event.ok().map(|event| event.data))
        .collect();
    assert_eq!(events, [Some(1), None, Some(3)]);

    let (_runtime, server) = serve("application/x-ndjson", b"1\n2\n\n3");
    let call = client(&server.url())
        .request(get)
        .stream("", Lines::<i64>::open);
    let lines = blocking::iter(call.wait().expect("success").into_data());
    assert_eq!(
        lines.collect::<Result<Vec<i64>, _>>().expect("items"),
        [1, 2, 3]
    );

    let (_runtime, server) = serve("application/octet-stream", &[7; 100_000]);
    let call = client(&server.url())
        .request(get)
        .stream("", ByteStream::open);
    let chunks = blocking::iter(call.wait().expect("success").into_data());
    let bytes: usize = chunks.map(|chunk| chunk.expect("a chunk").len()).sum();
    assert_eq!(bytes, 100_000);
}

#[tokio::test]
async fn within_a_runtime_it_is_an_error_and_no_panic() {
    let replay = Replay::new().on(Method::GET, "/", Answer::json(200, "[1]"));
    let client = builder("https://api.example")
        .transport(Arc::new(replay.clone()))
        .build()
        .expect("valid settings");
    let get = leak(operation(Method::GET, "/"));
    let call = client.request(get).send(response::json::<Value>);
    let error = call.wait().expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(replay.requests().is_empty());
    let call = client.request(get).stream("", ByteStream::open);
    let bytes = call.await.expect("success").into_data();
    let mut chunks = blocking::iter(bytes);
    assert!(chunks.next().is_some_and(|chunk| chunk.is_err()));
    assert!(chunks.next().is_none());
}
