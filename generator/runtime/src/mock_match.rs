//! What a mock asks of the calls that an answer is for.

use bytes::Bytes;
use http::Request;

use super::json::{self, Encode, View};

/// A request that may be the one.
#[derive(Clone, Copy)]
pub(super) struct Seen<'r> {
    pub(super) request: &'r Request<Bytes>,
    /// The path template of its operation.
    pub(super) template: &'static str,
}

type Holds = Box<dyn Fn(&Seen<'_>) -> bool + Send + Sync>;

/// Something that a call must have.
pub(super) struct Condition {
    what: String,
    holds: Holds,
}

impl Condition {
    pub(super) fn new(
        what: impl Into<String>,
        holds: impl Fn(&Seen<'_>) -> bool + Send + Sync + 'static,
    ) -> Self {
        Self {
            what: what.into(),
            holds: Box::new(holds),
        }
    }

    pub(super) fn path(name: &str, value: String) -> Self {
        let (what, name) = (
            format!("`{name}` in the path to be `{value}`"),
            name.to_owned(),
        );
        Self::new(what, move |seen| {
            let path = seen.request.uri().path();
            in_path(seen.template, path, &name).as_deref() == Some(value.as_str())
        })
    }

    pub(super) fn query(name: &str, value: String) -> Self {
        let (what, name) = (
            format!("`{name}` in the query to be `{value}`"),
            name.to_owned(),
        );
        Self::new(what, move |seen| {
            let query = seen.request.uri().query().unwrap_or_default();
            query.split('&').any(|pair| {
                let (found, text) = pair.split_once('=').unwrap_or((pair, ""));
                decoded(found) == name && decoded(text) == value
            })
        })
    }

    pub(super) fn header(name: &str, value: String) -> Self {
        let (what, name) = (
            format!("the header `{name}` to be another"),
            name.to_owned(),
        );
        Self::new(what, move |seen| {
            let mut values = seen.request.headers().get_all(&name).iter();
            values.any(|found| found.as_bytes() == value.as_bytes())
        })
    }

    pub(super) fn body(value: &dyn Encode) -> Self {
        let parse = |text: &[u8]| serde_json::from_slice::<serde_json::Value>(text).ok();
        let wanted = json::to_vec(value, View::Request).ok();
        let wanted = wanted.and_then(|text| parse(&text));
        Self::new("another body", move |seen| {
            wanted.is_some() && parse(seen.request.body()) == wanted
        })
    }

    pub(super) fn what(&self) -> &str {
        &self.what
    }

    pub(super) fn holds(&self, seen: &Seen<'_>) -> bool {
        (self.holds)(seen)
    }
}

/// The value of a parameter in a path that ends with the filled template.
fn in_path(template: &str, path: &str, name: &str) -> Option<String> {
    let wanted = template.split('/').rev();
    let mut segments = wanted.zip(path.split('/').rev());
    segments.find_map(|(template, segment)| in_segment(template, &decoded(segment), name))
}

/// The value of a parameter in one segment.
fn in_segment(template: &str, segment: &str, name: &str) -> Option<String> {
    let (mut template, mut rest) = (template, segment);
    while let Some((literal, more)) = template.split_once('{') {
        rest = rest.strip_prefix(literal)?;
        let (slot, after) = more.split_once('}')?;
        let next = after.split('{').next().unwrap_or_default();
        let end = match next {
            "" => rest.len(),
            literal => rest.find(literal)?,
        };
        let (value, behind) = rest.split_at_checked(end)?;
        if slot == name {
            return Some(value.to_owned());
        }
        (template, rest) = (after, behind);
    }
    None
}

/// `text` without percent-encoding; what is not UTF-8 is replaced.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        let digits = bytes.get(index + 1..index + 3);
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let octet = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (byte, octet) {
            (b'%', Some(octet)) => {
                plain.push(octet);
                index += 3;
            }
            (other, _) => {
                plain.push(*other);
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}
