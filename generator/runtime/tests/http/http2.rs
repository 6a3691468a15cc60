//! What HTTP/2 servers refuse before they look at it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use apicrate_runtime::error::{Error, ErrorKind};
use apicrate_runtime::http_transport::HttpSettings;
use apicrate_runtime::operation::Method;
use apicrate_runtime::response;
use apicrate_runtime::retry::RetryPolicy;
use apicrate_runtime::transport::TransportErrorKind;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{builder, leak, operation};

// RFC 9113, section 6: types of frames, and the layout of each.
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
const END_STREAM_AND_HEADERS: u8 = 5;
const REFUSED_STREAM: u32 = 7;
const CANCEL: u32 = 8;

/// What the server does about the first request.
#[derive(Clone, Copy)]
enum First {
    /// Resets its stream for this reason.
    Reset(u32),
    /// Says that it has processed requests up to this number, for this reason, and closes.
    GoAway(u32, u32),
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("short").to_be_bytes();
    let mut frame = length[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(stream.to_be_bytes());
    frame.extend(payload);
    frame
}

/// Type and stream of the next frame.
async fn read(connection: &mut TcpStream) -> Option<(u8, u32)> {
    let mut head = [0; 9];
    connection.read_exact(&mut head).await.ok()?;
    let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
    let mut payload = vec![0; length as usize];
    connection.read_exact(&mut payload).await.ok()?;
    let stream = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
    Some((head[3], stream))
}

/// Serves one connection; `requests` counts over all.
async fn serve(mut connection: TcpStream, first: First, requests: Arc<Mutex<u32>>) -> Option<()> {
    let mut preface = [0; 24];
    connection.read_exact(&mut preface).await.ok()?;
    connection
        .write_all(&frame(SETTINGS, 0, 0, &[]))
        .await
        .ok()?;
    while let Some((kind, stream)) = read(&mut connection).await {
        if kind != HEADERS {
            continue;
        }
        let number = {
            let mut requests = requests.lock().expect("not poisoned");
            *requests += 1;
            *requests
        };
        let answer = match first {
            // The status 200, from the static table of HPACK.
            _ if number > 1 => frame(HEADERS, END_STREAM_AND_HEADERS, stream, &[0x88]),
            First::Reset(reason) => frame(3, 0, stream, &reason.to_be_bytes()),
            First::GoAway(last, reason) => {
                let payload = [last.to_be_bytes(), reason.to_be_bytes()].concat();
                let answer = frame(7, 0, 0, &payload);
                connection.write_all(&answer).await.ok()?;
                connection.shutdown().await.ok()?;
                return Some(());
            }
        };
        connection.write_all(&answer).await.ok()?;
    }
    Some(())
}

async fn call(first: First, method: Method) -> (Result<(), Error>, u32) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let requests = Arc::new(Mutex::new(0));
    let counter = requests.clone();
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            tokio::spawn(serve(connection, first, counter.clone()));
        }
    });
    let client = builder(&url)
        .http(HttpSettings::new().http2_only())
        .retry(RetryPolicy::new().backoff(Duration::from_millis(10)))
        .build()
        .expect("valid settings");
    let mut request = client.request(leak(operation(method, "/")));
    request.bytes("text/plain", "body");
    let outcome = request.send(response::empty).await.map(|_| ());
    let requests = *requests.lock().expect("not poisoned");
    (outcome, requests)
}

#[tokio::test]
async fn requests_that_were_not_processed_are_sent_again() {
    for first in [
        First::Reset(REFUSED_STREAM),
        First::GoAway(0, 0),
        First::GoAway(0, 11),
    ] {
        for method in [Method::GET, Method::POST] {
            let (outcome, requests) = call(first, method).await;
            outcome.expect("a success on the second attempt");
            assert_eq!(requests, 2);
        }
    }
}

#[tokio::test]
async fn requests_that_may_have_been_processed_are_not() {
    for first in [
        First::Reset(CANCEL),
        First::GoAway(1, 0),
        First::GoAway(1, 2),
    ] {
        let (outcome, requests) = call(first, Method::POST).await;
        let error = outcome.expect_err("it broke off");
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert_eq!(error.transport(), Some(TransportErrorKind::Broken));
        assert!(error.may_have_been_applied());
        assert_eq!((error.attempts(), requests), (1, 1));
        let (outcome, requests) = call(first, Method::PUT).await;
        outcome.expect("a success on the second attempt");
        assert_eq!(requests, 2);
    }
}
