//! The replies that are faults, byte by byte.

use std::io::Write;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::http1::{End, Reply};
use super::record::Record;
use super::{Fault, Script};
use crate::secrets::{SET_COOKIE, TOKEN_JSON};

/// How large the body of [`Fault::Bomb`] is: 16 MiB.
const BOMB: usize = 16 * 1024 * 1024;

/// A documented error, with a secret among what the description does not know.
const ERROR: &[u8] = br#"{"detail":"as documented","token":"canary-response-4f1b"}"#;

/// An error page as proxies send it, long and with control characters.
const PAGE: &str = "<!DOCTYPE html>\r\n<html>\r\n<head><title>Bad\u{0} Gateway\u{1b}[31m</title></head>\
    \r\n<body><h1>Bad Gateway</h1><p>The proxy has no answer.</p></body>\r\n</html>\r\n";

/// The head of a good response up to what frames its body.
pub(crate) fn good_head() -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{SET_COOKIE}")
}

/// `bytes` compressed.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let written = encoder.write_all(bytes);
    let finished = encoder.finish();
    debug_assert!(written.is_ok() && finished.is_ok());
    finished.unwrap_or_default()
}

/// The reply that shows `fault`, where it is a reply that does.
pub(super) fn reply(fault: Fault, script: &Script, record: &Record) -> Reply {
    let body = TOKEN_JSON.as_bytes();
    let head = good_head();
    let length = body.len();
    match fault {
        Fault::Resets => Reply::new([], End::Reset),
        Fault::Silence => Reply::new([], End::Hang),
        Fault::HeadOnly => Reply::new(format!("{head}content-length: {length}\r\n\r\n"), End::Hang),
        Fault::Drips(pause, last) => drip(&head, body, pause, last),
        Fault::Short => {
            let half = TOKEN_JSON.get(..length / 2).unwrap_or_default();
            let text = format!("{head}content-length: {length}\r\n\r\n{half}");
            Reply::new(text, End::Close)
        }
        Fault::CutChunk => {
            let half = TOKEN_JSON.get(..length / 2).unwrap_or_default();
            let text = format!("{head}transfer-encoding: chunked\r\n\r\n{length:x}\r\n{half}");
            Reply::new(text, End::Close)
        }
        Fault::CorruptGzip | Fault::WrongChecksum => {
            let mut packed = gzip(body);
            // The checksum is the first half of the last eight bytes.
            let back = if fault == Fault::WrongChecksum {
                8
            } else {
                packed.len() / 2
            };
            let place = packed.len().saturating_sub(back);
            if let Some(byte) = packed.get_mut(place) {
                *byte ^= 0x55;
            }
            compressed(&packed)
        }
        Fault::Bomb => compressed(bomb()),
        Fault::Status(status) => whole(status, "application/json", "", ERROR),
        Fault::Html(status) => whole(status, "text/html", "", PAGE.repeat(20).as_bytes()),
        Fault::After(status, seconds) => after(status, seconds, record),
        Fault::AfterDate(seconds, has_date) => after_date(seconds, has_date, record),
        Fault::Empty => whole("200 OK", "application/json", "", b""),
        Fault::Trailing => {
            let text = format!("{TOKEN_JSON}{{\"trailing\":\"canary-response-4f1b\"}}");
            whole("200 OK", "application/json", "", text.as_bytes())
        }
        Fault::Elsewhere(status) => redirect(status, script.elsewhere.unwrap_or(script.own)),
        Fault::Loop(status) => redirect(status, script.own),
        _ => whole("200 OK", "application/json", "", body),
    }
}

fn whole(status: &str, media_type: &str, headers: &str, body: &[u8]) -> Reply {
    let headers = format!("content-type: {media_type}\r\n{SET_COOKIE}{headers}");
    Reply::whole(status, &headers, body)
}

fn compressed(packed: &[u8]) -> Reply {
    let headers = "content-encoding: gzip\r\n";
    whole("200 OK", "application/json", headers, packed)
}

fn drip(head: &str, body: &[u8], pause: Duration, last: usize) -> Reply {
    let (first, last) = body.split_at(body.len().saturating_sub(last));
    let mut start = format!("{head}content-length: {}\r\n\r\n", body.len()).into_bytes();
    start.extend_from_slice(first);
    let mut reply = Reply::new(start, End::KeepAlive);
    let bytes = last.iter().map(|byte| (pause, vec![*byte]));
    reply.pieces.extend(bytes);
    reply
}

fn bomb() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| gzip(&vec![b' '; BOMB]))
}

fn after(status: &str, seconds: u32, record: &Record) -> Reply {
    record.not_before(SystemTime::now() + Duration::from_secs(seconds.into()));
    let headers = format!("retry-after: {seconds}\r\n");
    whole(status, "application/json", &headers, ERROR)
}

fn after_date(seconds: u32, has_date: bool, record: &Record) -> Reply {
    let now = SystemTime::now();
    let text = httpdate::fmt_http_date(now + Duration::from_secs(seconds.into()));
    if let Ok(time) = httpdate::parse_http_date(&text) {
        record.not_before(time);
    }
    let date = match has_date {
        true => format!("date: {}\r\n", httpdate::fmt_http_date(now)),
        false => String::new(),
    };
    let headers = format!("{date}retry-after: {text}\r\n");
    whole("429 Too Many Requests", "application/json", &headers, ERROR)
}

fn redirect(status: &str, to: std::net::SocketAddr) -> Reply {
    let headers = format!("location: http://{to}/api/v1/elsewhere\r\n");
    whole(status, "application/json", &headers, b"{}")
}
