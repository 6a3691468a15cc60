//! Keys of paths: what of them is sent.

use std::fmt::Write as _;

use super::Context;
use crate::ir::{Location, Parameter};
use crate::pointer::Pointer;
use crate::report::Code;
use crate::resolve::ResolvedOperation;

impl Context<'_> {
    /// The path template of the operation, beginning with `/`; none where no call could be made of it, which has been
    /// reported.
    ///
    /// A key is a path alone (OpenAPI 3.1 §4.8.8.1), and some documents say more in it: a query that all calls have, or
    /// a fragment that tells operations of one path apart, which is no part of a request (RFC 9110 §7.1).
    pub(super) fn template(&mut self, operation: &ResolvedOperation<'_>) -> Option<String> {
        let key = &operation.parsed.path;
        let parts = Parts::of(key);
        if is_open(parts.path) {
            self.refuse(
                operation,
                "its braces are not in pairs",
                "close each after the name",
            );
            return None;
        }
        let place = place(key);
        if parts.fragment.is_some() {
            self.note_once_as(
                Code::PathSpelling,
                place.clone(),
                "what stands behind `#` in a path is not sent".to_owned(),
                "nothing has to be done where it tells operations of one path apart",
            );
        }
        if parts.path.starts_with('/') {
            return Some(parts.path.to_owned());
        }
        let message = format!("the path `{0}` is taken as `/{0}`", parts.path);
        self.note_once_as(Code::PathSpelling, place, message, "begin it with a slash");
        Some(format!("/{}", parts.path))
    }

    /// What the key has in the query of each call, encoded; none where a value is to be put into it that none of the
    /// `parameters` is, which has been reported.
    pub(super) fn query(
        &mut self,
        operation: &ResolvedOperation<'_>,
        parameters: &[Parameter],
    ) -> Option<String> {
        let Some(query) = Parts::of(&operation.parsed.path).query else {
            return Some(String::new());
        };
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let (slots, fixed): (Vec<&str>, Vec<&str>) = pairs.partition(|pair| pair.contains('{'));
        let is_described = |pair: &str| {
            let name = pair.split('=').next().unwrap_or_default();
            let mut own = parameters.iter();
            own.any(|own| own.location == Location::Query && own.name == name)
        };
        if !slots.into_iter().all(is_described) {
            let help = "describe a parameter with `in: query` and the name of the pair";
            self.refuse(operation, "a value is to be put into its query", help);
            return None;
        }
        let fixed = fixed.join("&");
        let message = match fixed.as_str() {
            "" => "the path has a query, which is left to the parameters".to_owned(),
            fixed => format!("the path has a query: `{fixed}` is sent with each call"),
        };
        let help = "a parameter with `in: query` and one value says the same to all tools";
        self.note_once_as(
            Code::PathSpelling,
            place(&operation.parsed.path),
            message,
            help,
        );
        Some(encoded(&fixed))
    }

    /// Reports that no call of the operation could be made.
    fn refuse(&mut self, operation: &ResolvedOperation<'_>, why: &str, help: &str) {
        let path = &operation.parsed.path;
        let message = format!("no request can be made of the path `{path}`: {why}");
        let place = &operation.parsed.pointer;
        self.report.error(Code::PathSpelling, place, message, help);
    }
}

/// Where the key stands.
fn place(key: &str) -> Pointer {
    Pointer::root().child("paths").child(key)
}

/// The parts of a key, as those of a URL.
struct Parts<'k> {
    path: &'k str,
    query: Option<&'k str>,
    fragment: Option<&'k str>,
}

impl<'k> Parts<'k> {
    fn of(key: &'k str) -> Self {
        let (rest, fragment) = split(key, '#');
        let (path, query) = split(rest, '?');
        Self {
            path,
            query,
            fragment,
        }
    }
}

/// `text` before and behind the first `mark` that stands in no braces.
fn split(text: &str, mark: char) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    let found = text.find(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c == mark
    });
    match found.and_then(|at| text.split_at_checked(at)) {
        Some((before, behind)) => (before, behind.strip_prefix(mark)),
        None => (text, None),
    }
}

/// Whether a brace of the template is not closed.
fn is_open(path: &str) -> bool {
    path.split('{').skip(1).any(|slot| !slot.contains('}'))
}

/// The text with what cannot stand in a query as it is encoded (RFC 3986 §3.4; URL Standard, *special-query*).
fn encoded(query: &str) -> String {
    let mut text = String::with_capacity(query.len());
    let mut rest = query.as_bytes();
    while let [byte, behind @ ..] = rest {
        let is_triplet = *byte == b'%'
            && matches!(behind, [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit());
        if byte.is_ascii_alphanumeric() || b"-._~!$&()*+,;=:@/?".contains(byte) || is_triplet {
            text.push(char::from(*byte));
        } else {
            // Nothing goes wrong when a string is written to.
            let _ = write!(text, "%{byte:02X}");
        }
        rest = behind;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(key: &str) -> (&str, Option<&str>, Option<&str>) {
        let parts = Parts::of(key);
        (parts.path, parts.query, parts.fragment)
    }

    #[test]
    fn a_key_has_the_parts_of_a_url() {
        assert_eq!(parts("/pets"), ("/pets", None, None));
        assert_eq!(parts("/pets?a=b#c"), ("/pets", Some("a=b"), Some("c")));
        assert_eq!(parts("/pets#c?d"), ("/pets", None, Some("c?d")));
        assert_eq!(parts("/pets#"), ("/pets", None, Some("")));
        assert_eq!(parts("/pets/{a#b?c}/d"), ("/pets/{a#b?c}/d", None, None));
        assert_eq!(parts(""), ("", None, None));
    }

    #[test]
    fn what_no_query_has_is_encoded() {
        assert_eq!(encoded("a=b%20c&d"), "a=b%20c&d");
        assert_eq!(encoded("a=100%&b=%2"), "a=100%25&b=%252");
        assert_eq!(encoded("a='é \""), "a=%27%C3%A9%20%22");
    }

    #[test]
    fn every_brace_is_closed_before_the_next() {
        assert!(!is_open("/a/{b}/{c}d}"));
        assert!(is_open("/a/{b"));
        assert!(is_open("/a/{b/{c}"));
    }
}
