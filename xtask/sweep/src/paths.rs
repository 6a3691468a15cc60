//! Every path slot of every operation × hostile values: no request may go to another path.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;

use apicrate_runtime::client::Client;
use apicrate_runtime::error::{Error, ErrorKind};
use apicrate_runtime::operation::Operation;
use apicrate_runtime::response;
use tokio::runtime::Runtime;
use xtask::exit::Failure;

use crate::api;
use crate::capture::{self, Capture};
use crate::tally::Tally;

/// What is put into each slot.
pub(crate) const HOSTILE: [&str; 12] = [
    "", ".", "..", "%2e%2e", "a/b", "\\", "?", "#", ";", "\r\n", "\0", "\u{ff0e}",
];

/// What is put into the other slots of the path.
const BENIGN: &str = "x";

/// Of how many cases one is sent over a socket.
const SAMPLE: usize = 25;

const BASE: &str = "https://api.example/v1";

/// An operation of the document, and that of the runtime.
struct Subject<'a> {
    api: &'a api::Operation<'a>,
    runtime: &'static Operation,
}

/// All cases, in order: the operation, the position of the slot, the value.
fn cases<'a>(
    operations: &'a [api::Operation<'a>],
) -> Result<Vec<(Subject<'a>, usize, &'static str)>, Failure> {
    let mut cases = Vec::new();
    for api in operations {
        let runtime = capture::operation(&api.method, api.template)?;
        for slot in 0..api.slots().count() {
            cases.extend(HOSTILE.map(|value| (Subject { api, runtime }, slot, value)));
        }
    }
    Ok(cases)
}

/// Sends `value` in the slot at position `slot`.
fn send(
    tokio: &Runtime,
    client: &Client,
    subject: &Subject,
    slot: usize,
    value: &str,
) -> Result<(), Error> {
    let mut request = client.request(subject.runtime);
    for (position, name) in subject.api.slots().enumerate() {
        let value = if position == slot { value } else { BENIGN };
        request.path(capture::leak(name), &value);
    }
    tokio.block_on(request.send(response::empty)).map(drop)
}

/// Runs all cases against a transport that keeps the requests.
///
/// # Errors
///
/// When the client cannot be built.
pub(crate) fn sweep(operations: &[api::Operation], kept: &Capture) -> Result<Tally, Failure> {
    let tokio = capture::tokio()?;
    let client = capture::client(BASE, Some(kept.clone()))?;
    let mut tally = Tally::new("hostile path values");
    let mut refused = 0;
    for (subject, slot, value) in cases(operations)? {
        let outcome = send(&tokio, &client, &subject, slot, value);
        let left = kept.take();
        refused += usize::from(left.is_empty());
        let wanted = format!("/v1{}", filled(subject.api.template, slot, value));
        let verdict = match (outcome, left.as_slice()) {
            (Err(error), []) => is_refusal(&error),
            (Ok(()), [request]) => {
                let whole = format!("https://api.example{wanted}");
                is_same(&request.uri().to_string(), &whole)
                    .and_then(|()| is_same(request.method().as_str(), &subject.api.method))
                    .and_then(|()| same_segments(request.uri().path(), subject.api.template))
            }
            (outcome, left) => Err(format!("{} requests left, {outcome:?}", left.len())),
        };
        let place = || {
            format!(
                "{} {} slot {slot} {value:?}",
                subject.api.method, subject.api.path
            )
        };
        tally.count(place, verdict);
    }
    Ok(tally.note(format!(
        "{refused} refused before sending, the others encoded"
    )))
}

/// Runs every 25th case against a socket, and looks at the request line.
///
/// # Errors
///
/// When there is no socket to be had.
pub(crate) fn sweep_wire(operations: &[api::Operation]) -> Result<Tally, Failure> {
    let no_socket = |error: std::io::Error| Failure::new(format!("no loopback socket: {error}"));
    let listener = TcpListener::bind("127.0.0.1:0").map_err(no_socket)?;
    let address = listener.local_addr().map_err(no_socket)?;
    let (lines, received) = mpsc::channel();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = BufReader::new(&stream).lines().map_while(Result::ok);
            let first = head.next().unwrap_or_default();
            head.take_while(|line| !line.is_empty()).for_each(drop);
            let _ = lines.send(first);
            let _ = stream
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        }
    });
    let tokio = capture::tokio()?;
    let client = capture::client(&format!("http://{address}/v1"), None)?;
    let mut tally = Tally::new("of these over a socket");
    for (subject, slot, value) in cases(operations)?.into_iter().step_by(SAMPLE) {
        let outcome = send(&tokio, &client, &subject, slot, value);
        let left: Vec<String> = received.try_iter().collect();
        let verdict = match (outcome, left.as_slice()) {
            (Err(error), []) => is_refusal(&error),
            (Ok(()), [line]) => {
                let path = filled(subject.api.template, slot, value);
                is_same(line, &format!("{} /v1{path} HTTP/1.1", subject.api.method))
            }
            (outcome, left) => Err(format!("{left:?} left, {outcome:?}")),
        };
        let place = || {
            format!(
                "{} {} slot {slot} {value:?}",
                subject.api.method, subject.api.path
            )
        };
        tally.count(place, verdict);
    }
    Ok(tally.note(format!("one in {SAMPLE}; the request line is compared")))
}

pub(crate) fn is_refusal(error: &Error) -> Result<(), String> {
    let is_typed = error.kind() == ErrorKind::InvalidParameter && error.attempts() == 0;
    is_typed.then_some(()).ok_or_else(|| format!("{error:?}"))
}

fn is_same(found: &str, wanted: &str) -> Result<(), String> {
    let is_same = found == wanted;
    is_same
        .then_some(())
        .ok_or_else(|| format!("{found} in place of {wanted}"))
}

fn same_segments(found: &str, template: &str) -> Result<(), String> {
    let count = |path: &str| path.split('/').count();
    let (found, wanted) = (count(found), count(template) + 1);
    let is_same = found == wanted;
    is_same
        .then_some(())
        .ok_or_else(|| format!("{found} segments in place of {wanted}"))
}

/// The path with `value` in the slot at position `slot`, all but unreserved characters encoded
/// (RFC 3986, section 2.3). Written anew: the runtime's own encoding is what is tried.
fn filled(template: &str, slot: usize, value: &str) -> String {
    let mut pieces = template.split('{');
    let mut path = pieces.next().unwrap_or_default().to_owned();
    for (position, piece) in pieces.enumerate() {
        let text = if position == slot { value } else { BENIGN };
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                path.push(char::from(byte));
            } else {
                path.push_str(&format!("%{byte:02X}"));
            }
        }
        path.push_str(piece.split_once('}').map_or("", |(_, rest)| rest));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded_and_templates_are_not() {
        assert_eq!(filled("/a/{b}/{c}.d", 1, "é/"), "/a/x/%C3%A9%2F.d");
        assert!(same_segments("/v1/a/x%2Fb", "/a/{b}").is_ok());
        assert!(same_segments("/v1/a", "/a/{b}").is_err());
    }
}
