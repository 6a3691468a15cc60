//! Keys of paths: what of them is sent.

use std::fmt::Write as _;

use super::Context;
use crate::pointer::Pointer;
use crate::report::Code;
use crate::resolve::ResolvedOperation;

/// What is sent of the key of a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The template, beginning with `/`.
    pub template: String,
    /// What stands in the query of each call, encoded; empty where nothing does.
    pub query: String,
}

impl Context<'_> {
    /// What is sent of the operation's path; none where no call could be made of it, which has been reported.
    ///
    /// A key is a path alone (OpenAPI 3.1 §4.8.8.1), and some documents say more in it: a query that all calls have, or
    /// a fragment that tells operations of one path apart, which is no part of a request (RFC 9110 §7.1).
    pub(super) fn target(&mut self, operation: &ResolvedOperation<'_>) -> Option<Target> {
        let key = &operation.parsed.path;
        let place = Pointer::root().child("paths").child(key);
        let parts = Parts::of(key);
        let broken = if is_open(parts.path) {
            Some(("a brace is not closed", "close it after the name"))
        } else if parts.query.contains('{') {
            let help = "describe a parameter with `in: query` in place of the query in the path";
            Some(("a value is to be put into its query", help))
        } else {
            None
        };
        if let Some((what, help)) = broken {
            let message = format!("no request can be made of the path `{key}`: {what}");
            self.report.error(Code::PathSpelling, &place, message, help);
            return None;
        }
        self.tell(&place, &parts);
        let slash = if parts.path.starts_with('/') { "" } else { "/" };
        Some(Target {
            template: format!("{slash}{}", parts.path),
            query: encoded(parts.query),
        })
    }

    /// Notes how a key is understood that is more than a path, or less.
    fn tell(&mut self, place: &Pointer, parts: &Parts<'_>) {
        let mut note = |message, help| self.note_path_once(place.clone(), message, help);
        if !parts.path.starts_with('/') {
            let message = format!("the path `{0}` is taken as `/{0}`", parts.path);
            note(message, "begin it with a slash");
        }
        if !parts.query.is_empty() {
            let message = format!(
                "the path has a query: `{}` is sent with each call",
                parts.query
            );
            let help = "a parameter with `in: query` and one value says the same to all tools";
            note(message, help);
        }
        if let Some(fragment) = parts.fragment {
            let message = format!("`#{fragment}` stands behind the path, and is not sent");
            note(
                message,
                "nothing has to be done where it tells operations of one path apart",
            );
        }
    }
}

/// The parts of a key, as those of a URL.
struct Parts<'k> {
    path: &'k str,
    query: &'k str,
    fragment: Option<&'k str>,
}

impl<'k> Parts<'k> {
    fn of(key: &'k str) -> Self {
        let (rest, fragment) = split(key, '#');
        let (path, query) = split(rest, '?');
        Self {
            path,
            query: query.unwrap_or_default(),
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
    for byte in query.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&()*+,;=:@/?%".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Nothing goes wrong when a string is written to.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(key: &str) -> (&str, &str, Option<&str>) {
        let parts = Parts::of(key);
        (parts.path, parts.query, parts.fragment)
    }

    #[test]
    fn a_key_has_the_parts_of_a_url() {
        assert_eq!(parts("/pets"), ("/pets", "", None));
        assert_eq!(parts("/pets?a=b#c"), ("/pets", "a=b", Some("c")));
        assert_eq!(parts("/pets#c?d"), ("/pets", "", Some("c?d")));
        assert_eq!(parts("/pets#"), ("/pets", "", Some("")));
        assert_eq!(parts("/pets/{a#b?c}/d"), ("/pets/{a#b?c}/d", "", None));
        assert_eq!(parts(""), ("", "", None));
    }

    #[test]
    fn what_no_query_has_is_encoded() {
        assert_eq!(encoded("a=b%20c&d"), "a=b%20c&d");
        assert_eq!(encoded("a='é \""), "a=%27%C3%A9%20%22");
    }

    #[test]
    fn every_brace_is_closed_before_the_next() {
        assert!(!is_open("/a/{b}/{c}d}"));
        assert!(is_open("/a/{b"));
        assert!(is_open("/a/{b/{c}"));
    }
}
