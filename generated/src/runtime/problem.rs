//! Problem details (RFC 9457).

use serde_json::Value;

use super::json;

/// What a response of the media type `application/problem+json` says of its error.
///
/// A member of another type than the standard's counts as missing, as it demands. Members beyond
/// these are in the error's [body](super::error::Error::body).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// `type`: a URI that stands for the kind of problem; `about:blank` where there is none.
    pub kind: String,
    /// What the kind of problem is, for people.
    pub title: Option<String>,
    /// The HTTP status as the server made it; the error has the one that came.
    pub status: Option<u16>,
    /// What is wrong this time, for people.
    pub detail: Option<String>,
    /// A URI that stands for this occurrence.
    pub instance: Option<String>,
}

impl Problem {
    /// Reads an object of JSON; `None` when it is none.
    pub(super) fn parse(body: &[u8]) -> Option<Self> {
        let Value::Object(members) = json::from_slice(body).ok()? else {
            return None;
        };
        let text = |name| Some(members.get(name)?.as_str()?.to_owned());
        let status = members.get("status").and_then(Value::as_u64);
        Some(Self {
            kind: text("type").unwrap_or_else(|| "about:blank".to_owned()),
            title: text("title"),
            status: status.and_then(|status| status.try_into().ok()),
            detail: text("detail"),
            instance: text("instance"),
        })
    }
}
