//! Lists in JSON that are read element by element.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use apicrate_runtime::elements::Elements;
use apicrate_runtime::error::{Error, ErrorKind};
use apicrate_runtime::json::{self, Decode, Fault, FaultKind};
use apicrate_runtime::operation::Method;
use apicrate_runtime::options::CallOptions;
use apicrate_runtime::response::BodyFault;
use apicrate_runtime::transport::{Body, Transport, TransportError, TransportFuture};
use bytes::Bytes;
use http_body::Frame;
use serde_json::Value;

use super::server::{Behaviour, Server};
use super::{builder, client, leak, operation};

/// A body that comes in given pieces, each after a wait.
struct Pieces {
    left: VecDeque<Bytes>,
    is_ready: bool,
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.is_ready = !self.is_ready;
        if !self.is_ready {
            return Poll::Ready(self.left.pop_front().map(|piece| Ok(Frame::data(piece))));
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Answers once with a body.
struct Once(Mutex<Option<Body>>, &'static str);

impl Transport for Once {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture {
        let body = self.0.lock().expect("not poisoned").take();
        let mut response = http::Response::new(body.expect("one request"));
        let media_type = http::HeaderValue::from_static(self.1);
        response.headers_mut().insert("content-type", media_type);
        Box::pin(async move { Ok(response) })
    }
}

async fn opened<T: Decode>(body: Body, media_type: &'static str) -> Result<Elements<T>, Error> {
    let transport = Once(Mutex::new(Some(body)), media_type);
    let client = builder("http://localhost").max_body(1000);
    let client = client.transport(Arc::new(transport)).build();
    let request = client
        .expect("valid")
        .request(leak(operation(Method::GET, "/")));
    Ok(request.stream("", Elements::open).await?.into_data())
}

/// What comes of a body in these pieces.
async fn read<T: Decode>(pieces: &[&[u8]]) -> Vec<Result<T, Error>> {
    let left = pieces.iter().map(|piece| Bytes::copy_from_slice(piece));
    let body = Body::new(Pieces {
        left: left.collect(),
        is_ready: false,
    });
    let mut list = opened(body, "application/json").await.expect("a list");
    let mut items = Vec::new();
    while let Some(item) = list.next().await {
        items.push(item);
    }
    assert!(list.next().await.is_none(), "it stays over");
    items
}

/// The fault of the last item, which is an error.
fn fault<T: std::fmt::Debug>(items: Vec<Result<T, Error>>) -> Fault {
    let error = items
        .into_iter()
        .last()
        .expect("an item")
        .expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Decode);
    let source = std::error::Error::source(&error).expect("a cause");
    let found = match source.downcast_ref::<BodyFault>() {
        Some(BodyFault::Json(fault)) => Some(fault.clone()),
        _ => None,
    };
    found.expect("a fault of the text")
}

const LIST: &str = " [ {\"a\":[1,{\"b\":\"]},\\\"[{\\\\\"}]} ,\"é, \\u005d]\" ,\n-1.5e3,[ ],null,{}\t, true ] \r\n";

#[tokio::test]
async fn pieces_may_end_at_any_byte() {
    let expected: Vec<Value> = serde_json::from_str(LIST).expect("JSON");
    let bytes = LIST.as_bytes();
    for cut in 0..=bytes.len() {
        let (start, end) = bytes.split_at(cut);
        let items = read::<Value>(&[start, end]).await;
        let items: Vec<Value> = items
            .into_iter()
            .map(|item| item.expect("a value"))
            .collect();
        assert_eq!(items, expected, "cut at {cut}");
    }
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    let items = read::<Value>(&single).await;
    assert_eq!(items.len(), expected.len());
}

#[tokio::test]
async fn a_list_that_is_cut_off_is_an_error_at_every_byte() {
    let bytes = LIST.trim_end().as_bytes();
    for length in 0..bytes.len() {
        let items = read::<Value>(&[&bytes[..length]]).await;
        let error = items
            .last()
            .expect("an error")
            .as_ref()
            .expect_err("cut off");
        let expected = if length == 0 {
            ErrorKind::EmptyBody
        } else {
            ErrorKind::Decode
        };
        assert_eq!(error.kind(), expected, "cut at {length}");
        let errors = items.iter().filter(|item| item.is_err()).count();
        assert_eq!(errors, 1, "cut at {length}");
    }
}

#[tokio::test]
async fn an_empty_list_has_no_elements() {
    for text in ["[]", " [ \n ] "] {
        assert!(read::<Value>(&[text.as_bytes()]).await.is_empty());
    }
}

#[tokio::test]
async fn what_is_not_a_list_is_refused_as_when_read_whole() {
    let texts = [
        "{}",
        "null",
        "true",
        "\"[]\"",
        "12",
        "x",
        " ",
        "[1]]",
        "[1] 2",
        "[]x",
        "[,1]",
        "[1,]",
        "[1,,2]",
        "[1}",
        "[{]}]",
        "[1 2]",
        "[\"a]",
        "[01]",
        "[\"\u{1}\"]",
        "[nul]",
        "[1,2",
        "[{\"a\":1,\"a\":2}]",
    ];
    for text in texts {
        let streamed = fault(read::<Value>(&[text.as_bytes()]).await);
        let whole = json::from_str::<Vec<Value>>(text).expect_err("not a list");
        let of_type = |kind| matches!(kind, FaultKind::Type { .. });
        let is_same = streamed.kind() == whole.kind()
            || of_type(streamed.kind()) && of_type(whole.kind())
            // Where brackets do not match, the reader notices it earlier.
            || streamed.kind() == FaultKind::Truncated && whole.kind() == FaultKind::Syntax;
        assert!(is_same, "{text}: {streamed:?}, and whole {whole:?}");
    }
    let invalid = fault(read::<Value>(&[b"[1,\"\xff\"]"]).await);
    assert_eq!(
        (invalid.kind(), invalid.offset()),
        (FaultKind::Utf8, Some(4))
    );
}

#[tokio::test]
async fn a_wrong_element_does_not_end_the_list_and_says_where_it_is() {
    let items = read::<i64>(&[b"[1, \"two\", 3]"]).await;
    let good: Vec<&i64> = items.iter().flatten().collect();
    assert_eq!(good, [&1, &3]);
    let wrong = items.into_iter().filter(Result::is_err).collect();
    let wrong = fault::<i64>(wrong);
    assert_eq!((wrong.path().as_str(), wrong.offset()), ("$[1]", Some(4)));
}

#[tokio::test]
async fn elements_nest_as_deeply_as_in_a_whole_body() {
    for (levels, fits) in [(128, true), (129, false)] {
        let text = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert_eq!(json::from_str::<Vec<Value>>(&text).is_ok(), fits);
        let items = read::<Value>(&[text.as_bytes()]).await;
        assert_eq!(items.iter().all(Result::is_ok), fits);
        if !fits {
            assert_eq!(fault(items).kind(), FaultKind::Depth);
        }
    }
}

#[tokio::test]
async fn an_element_may_be_as_large_as_a_body() {
    for (length, fits) in [(998, true), (999, false)] {
        let text = format!("[1,\"{}\",2]", "x".repeat(length));
        for size in [1, 7, 5000] {
            let pieces: Vec<&[u8]> = text.as_bytes().chunks(size).collect();
            let items = read::<Value>(&pieces).await;
            assert_eq!(items.iter().all(Result::is_ok), fits, "{length}, {size}");
            let end = items.last().expect("an item").as_ref().err();
            let kind = end.map(Error::kind);
            assert_eq!(kind, (!fits).then_some(ErrorKind::TooLarge));
        }
    }
}

/// A list of numbers that is made as it is read.
struct Numbers {
    next: usize,
    count: usize,
    made: Arc<AtomicUsize>,
}

impl http_body::Body for Numbers {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let number = self.next;
        self.next += 1;
        self.made.store(self.next, Ordering::Relaxed);
        let text = match number {
            0 => "[0".to_owned(),
            _ if number < self.count => format!(",{number}"),
            _ if number == self.count => "]".to_owned(),
            _ => return Poll::Ready(None),
        };
        Poll::Ready(Some(Ok(Frame::data(text.into()))))
    }
}

#[tokio::test]
async fn a_long_list_is_never_whole_in_memory() {
    const COUNT: usize = 100_000;
    let made = Arc::new(AtomicUsize::new(0));
    let body = Body::new(Numbers {
        next: 0,
        count: COUNT,
        made: made.clone(),
    });
    // The whole of it is far larger than a body may be.
    let mut list = opened::<u64>(body, "application/json")
        .await
        .expect("a list");
    let mut read = 0_u64;
    while let Some(number) = list.next().await {
        assert_eq!(number.expect("a number"), read);
        read += 1;
        assert!(made.load(Ordering::Relaxed) as u64 <= read + 1);
    }
    assert_eq!(read, COUNT as u64);
}

#[tokio::test]
async fn the_media_type_must_be_that_of_json() {
    let body = || Body::from(Bytes::from_static(b"[1]"));
    let error = opened::<i64>(body(), "text/html")
        .await
        .expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::UnexpectedMediaType);
    let list = opened::<i64>(body(), "Application/VND.x+JSON; charset=utf-8").await;
    assert_eq!(
        list.expect("a list").next().await.expect("one").expect("1"),
        1
    );
}

#[tokio::test]
async fn a_list_that_stalls_or_breaks_off_is_an_error_once() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n[1,2";
    let stalling = Server::start(Behaviour::Stall(head.as_bytes().to_vec())).await;
    let breaking = Server::start(Behaviour::Answer(head.as_bytes().to_vec())).await;
    for (server, kind) in [
        (stalling, ErrorKind::Timeout),
        (breaking, ErrorKind::Transport),
    ] {
        let mut request = client(&server.url()).request(leak(operation(Method::GET, "/")));
        request.options(CallOptions::new().stall_timeout(Duration::from_millis(200)));
        let call = request.stream("", Elements::<i64>::open);
        let mut list = call.await.expect("a head").into_data();
        assert_eq!(list.next().await.expect("one").expect("a number"), 1);
        let error = list.next().await.expect("an error").expect_err("no end");
        assert_eq!(error.kind(), kind);
        assert!(list.next().await.is_none());
        assert_eq!(server.request().header("accept"), Some("application/json"));
    }
}
