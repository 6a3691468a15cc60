//! The fault matrix: 28 kinds of fault, and what a call of each method must come to.
//!
//! Retries are on with the default policy; no operation is declared idempotent or carries an
//! idempotency key.

use std::time::Duration;

use mist_api::ErrorKind;

use crate::server::Fault;
use crate::server::http2::TurnedAway;

/// One kind of fault.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// Its number; 0 for what is not of the matrix.
    pub(crate) number: u8,
    /// What it is called.
    pub(crate) name: &'static str,
    /// The ways in which it shows; all of them must come to the same.
    pub(crate) faults: &'static [Fault],
    /// What `GET`, `PUT` and `DELETE` come to.
    pub(crate) safe: Expected,
    /// What `POST` comes to.
    pub(crate) post: Expected,
}

/// What a call must come to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected {
    /// How it ends.
    pub(crate) end: End,
    /// How often it is tried.
    pub(crate) attempts: usize,
    /// How many requests the server reads whole.
    pub(crate) reads: usize,
    /// The longest time until it ends.
    pub(crate) within: Option<Duration>,
}

/// How a call ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum End {
    /// With the good response.
    Ok,
    /// With an error.
    Error(Claims),
    /// The caller drops it.
    Dropped,
}

/// What an error must say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claims {
    /// Its kind; any of these.
    pub(crate) kinds: &'static [ErrorKind],
    /// The status of the response.
    pub(crate) status: bool,
    /// That the call may have been applied; only if the call is no `GET`.
    pub(crate) ambiguous: bool,
    /// The time that the server asked for.
    pub(crate) time: bool,
    /// The beginning of the body, at most 512 bytes without control characters.
    pub(crate) excerpt: bool,
}

const fn ok(attempts: usize) -> Expected {
    Expected {
        end: End::Ok,
        attempts,
        reads: attempts,
        within: None,
    }
}

const fn error(kinds: &'static [ErrorKind]) -> Expected {
    let claims = Claims {
        kinds,
        status: false,
        ambiguous: false,
        time: false,
        excerpt: false,
    };
    Expected {
        end: End::Error(claims),
        attempts: 1,
        reads: 1,
        within: None,
    }
}

const fn dropped() -> Expected {
    Expected {
        end: End::Dropped,
        ..ok(1)
    }
}

impl Expected {
    const fn reads(mut self, reads: usize) -> Self {
        self.reads = reads;
        self
    }

    const fn within(mut self, milliseconds: u64) -> Self {
        self.within = Some(Duration::from_millis(milliseconds));
        self
    }

    const fn status(mut self) -> Self {
        if let End::Error(claims) = &mut self.end {
            claims.status = true;
        }
        self
    }

    const fn ambiguous(mut self) -> Self {
        if let End::Error(claims) = &mut self.end {
            claims.ambiguous = true;
        }
        self
    }

    const fn time(mut self) -> Self {
        if let End::Error(claims) = &mut self.end {
            claims.time = true;
        }
        self
    }

    const fn excerpt(mut self) -> Self {
        if let End::Error(claims) = &mut self.end {
            claims.excerpt = true;
        }
        self
    }
}

const fn row(
    number: u8,
    name: &'static str,
    faults: &'static [Fault],
    safe: Expected,
    post: Expected,
) -> Row {
    Row {
        number,
        name,
        faults,
        safe,
        post,
    }
}

/// A row whose columns are all the same.
const fn same(number: u8, name: &'static str, faults: &'static [Fault], expected: Expected) -> Row {
    row(number, name, faults, expected, expected)
}

const TLS: &[ErrorKind] = &[ErrorKind::Connect];
const BROKEN: &[ErrorKind] = &[ErrorKind::Transport];
const TIMEOUT: &[ErrorKind] = &[ErrorKind::Timeout];
const API: &[ErrorKind] = &[ErrorKind::Api];
const TOO_MANY: &str = "429 Too Many Requests";
const UNAVAILABLE: &str = "503 Service Unavailable";
const DRIP: Duration = Duration::from_secs(2);

/// The matrix.
pub(crate) const MATRIX: [Row; 28] = [
    same(1, "connection refused", &[Fault::Refused], ok(2).reads(1)),
    same(
        2,
        "name does not resolve",
        &[Fault::Unresolved],
        ok(2).reads(1),
    ),
    same(
        3,
        "TLS: self-signed",
        &[Fault::SelfSigned],
        error(TLS).reads(0),
    ),
    same(
        4,
        "TLS: wrong host",
        &[Fault::WrongHost],
        error(TLS).reads(0),
    ),
    row(
        5,
        "accepts, then closes",
        &[Fault::Closes],
        ok(2).reads(1),
        error(BROKEN).ambiguous().reads(0),
    ),
    row(
        6,
        "resets after the request",
        &[Fault::Resets],
        ok(2),
        error(BROKEN).ambiguous(),
    ),
    row(
        7,
        "hangs before headers",
        &[Fault::Silence],
        ok(2),
        error(TIMEOUT).ambiguous(),
    ),
    row(
        8,
        "headers, then hangs",
        &[Fault::HeadOnly],
        ok(2),
        error(TIMEOUT).status().ambiguous(),
    ),
    row(
        9,
        "drips below the limit",
        &[Fault::Drips(DRIP, usize::MAX), Fault::Drips(DRIP, 20)],
        ok(2),
        error(TIMEOUT).status().ambiguous(),
    ),
    row(
        10,
        "short body",
        &[Fault::Short],
        ok(2),
        error(BROKEN).status().ambiguous(),
    ),
    row(
        11,
        "chunked body cut",
        &[Fault::CutChunk],
        ok(2),
        error(BROKEN).status().ambiguous(),
    ),
    row(
        12,
        "corrupt gzip",
        &[Fault::CorruptGzip, Fault::WrongChecksum],
        ok(2),
        error(BROKEN).status().ambiguous(),
    ),
    same(
        13,
        "decompression bomb",
        &[Fault::Bomb],
        error(&[ErrorKind::TooLarge]).status(),
    ),
    same(
        14,
        "500",
        &[Fault::Status("500 Internal Server Error")],
        error(API).status(),
    ),
    row(
        15,
        "502 with an HTML page",
        &[Fault::Html("502 Bad Gateway")],
        ok(2),
        error(API).status().excerpt(),
    ),
    row(
        16,
        "503",
        &[Fault::Status(UNAVAILABLE)],
        ok(2),
        error(API).status(),
    ),
    row(
        17,
        "503, Retry-After",
        &[Fault::After(UNAVAILABLE, 1)],
        ok(2),
        error(API).status().time(),
    ),
    same(
        18,
        "429, Retry-After: seconds",
        &[Fault::After(TOO_MANY, 1)],
        ok(2),
    ),
    same(
        19,
        "429, Retry-After: date",
        &[Fault::AfterDate(2, false), Fault::AfterDate(2, true)],
        ok(2),
    ),
    same(20, "429, no header", &[Fault::Status(TOO_MANY)], ok(2)),
    same(
        21,
        "429, beyond the deadline",
        &[Fault::After(TOO_MANY, 30), Fault::After(TOO_MANY, 86_400)],
        error(API).status().time().within(50),
    ),
    same(
        22,
        "200, empty",
        &[Fault::Empty],
        error(&[ErrorKind::EmptyBody]).status(),
    ),
    same(
        23,
        "200, HTML page",
        &[Fault::Html("200 OK")],
        error(&[ErrorKind::UnexpectedMediaType]).status().excerpt(),
    ),
    same(
        24,
        "200, bytes after JSON",
        &[Fault::Trailing],
        error(&[ErrorKind::Decode]).status(),
    ),
    same(
        25,
        "redirect to elsewhere",
        &[
            Fault::Elsewhere("301 Moved Permanently"),
            Fault::Elsewhere("302 Found"),
            Fault::Elsewhere("303 See Other"),
            Fault::Elsewhere("307 Temporary Redirect"),
            Fault::Elsewhere("308 Permanent Redirect"),
        ],
        error(API).status(),
    ),
    same(
        26,
        "redirect loop",
        &[
            Fault::Loop("302 Found"),
            Fault::Loop("307 Temporary Redirect"),
        ],
        error(API).status(),
    ),
    same(
        27,
        "HTTP/2 turned away",
        &[
            Fault::TurnedAway(TurnedAway::RefusedStream),
            Fault::TurnedAway(TurnedAway::GoAway),
        ],
        ok(2).reads(1),
    ),
    same(
        28,
        "caller drops the call",
        &[Fault::Silence, Fault::HeadOnly, Fault::After(TOO_MANY, 1)],
        dropped(),
    ),
];

/// What must hold for the matrix to say anything.
pub(crate) const CONTROLS: [Row; 3] = [
    same(0, "no fault", &[Fault::None], ok(1)),
    same(0, "no fault, TLS and HTTP/2", &[Fault::NoneOverTls], ok(1)),
    same(
        0,
        "drips at 10 B/s",
        &[Fault::Drips(Duration::from_millis(100), 35)],
        ok(1),
    ),
];
