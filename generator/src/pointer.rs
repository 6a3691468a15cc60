//! JSON pointers (RFC 6901): the name of a place in a document.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use indexmap::IndexMap;
use serde_json::Value;

/// Things by their places, in the order in which they were put in. Pointers are long and begin alike: they are hashed
/// in less time than they are compared with each other.
pub(crate) type ByPlace<T> = IndexMap<Pointer, T>;

/// The place of a value in a JSON tree: `""` is the root, `/paths/~1users` a member of it.
///
/// Pointers are ordered by their text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

/// The way back from inside of a value: how long its pointer was.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outer(usize);

/// The text is neither empty nor does it start with `/`, or its percent-encoding is not UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPointer;

impl fmt::Display for InvalidPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a JSON pointer: one is empty or starts with `/`")
    }
}

impl std::error::Error for InvalidPointer {}

impl Pointer {
    /// The pointer to the whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer made of unescaped `segments`, outermost first.
    pub fn from_segments<I: IntoIterator<Item: AsRef<str>>>(segments: I) -> Self {
        let mut pointer = Self::root();
        for segment in segments {
            pointer.push(segment.as_ref());
        }
        pointer
    }

    /// Whether this is the pointer to the whole document.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The pointer's text, with its segments escaped, without a leading `#`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Goes down into the member `key`, which is given unescaped.
    pub fn push(&mut self, key: &str) {
        self.0.reserve(key.len() + 1);
        self.0.push('/');
        let mut rest = key;
        while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'~' | b'/')) {
            let (plain, special) = rest.split_at(at);
            self.0.push_str(plain);
            let (escaped, after) = match special.strip_prefix('~') {
                Some(after) => ("~0", after),
                None => ("~1", special.strip_prefix('/').unwrap_or_default()),
            };
            self.0.push_str(escaped);
            rest = after;
        }
        self.0.push_str(rest);
    }

    /// Goes down into the element `index`.
    pub fn push_index(&mut self, index: usize) {
        use fmt::Write as _;
        // Writing to a text cannot fail, and digits need no escapes.
        let _ = write!(self.0, "/{index}");
    }

    /// Goes down into the member `key`, which is given unescaped, and gives the way back.
    pub(crate) fn enter(&mut self, key: &str) -> Outer {
        let outer = Outer(self.0.len());
        self.push(key);
        outer
    }

    /// Goes down into the element `index`, and gives the way back.
    pub(crate) fn enter_index(&mut self, index: usize) -> Outer {
        let outer = Outer(self.0.len());
        self.push_index(index);
        outer
    }

    /// Goes back up, from however far below.
    pub(crate) fn leave(&mut self, outer: Outer) {
        self.0.truncate(outer.0);
    }

    /// Goes up to the parent; false when there is none.
    pub fn pop(&mut self) -> bool {
        let Some(end) = self.0.rfind('/') else {
            return false;
        };
        self.0.truncate(end);
        true
    }

    /// The pointer to the member `key` (unescaped) of this value.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        let mut child = Self(String::with_capacity(self.0.len() + key.len() + 1));
        child.0.push_str(&self.0);
        child.push(key);
        child
    }

    /// The pointer to the element `index` of this value.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut child = self.clone();
        child.push_index(index);
        child
    }

    /// This pointer with the segments of `rest` below it.
    #[must_use]
    pub fn join(&self, rest: &Pointer) -> Self {
        Self(format!("{}{}", self.0, rest.0))
    }

    /// The pointer to the value that holds this one, `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let mut parent = self.clone();
        parent.pop().then_some(parent)
    }

    /// The segments, unescaped, outermost first.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = Cow<'_, str>> {
        let text = self.0.strip_prefix('/');
        text.into_iter()
            .flat_map(|text| text.split('/'))
            .map(unescape)
    }

    /// The innermost segment, unescaped; `None` for the root.
    #[must_use]
    pub fn last(&self) -> Option<Cow<'_, str>> {
        self.0.rsplit_once('/').map(|(_, last)| unescape(last))
    }

    /// What is left of this pointer below `ancestor`, or `None` if it is not at or below it.
    #[must_use]
    pub fn strip_prefix(&self, ancestor: &Pointer) -> Option<Pointer> {
        let rest = self.0.strip_prefix(ancestor.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Self(rest.to_owned()))
    }

    /// The text for a `$ref` in the same document: `#` and the percent-encoded pointer.
    #[must_use]
    pub fn to_reference(&self) -> String {
        // Everything RFC 3986 allows in a fragment stays readable.
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?{}".contains(&byte);
        let mut text = String::with_capacity(self.0.len() + 1);
        text.push('#');
        if self.0.bytes().all(is_plain) {
            text.push_str(&self.0);
            return text;
        }
        for byte in self.0.bytes() {
            if is_plain(byte) {
                text.push(char::from(byte));
            } else {
                text.push_str(&format!("%{byte:02X}"));
            }
        }
        text
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads `/a/b` as it is and `#/a/b`, the form of a `$ref`, with its percent-encoding undone.
impl FromStr for Pointer {
    type Err = InvalidPointer;

    fn from_str(text: &str) -> Result<Self, InvalidPointer> {
        let text = match text.strip_prefix('#') {
            Some(fragment) => percent_decode(fragment).ok_or(InvalidPointer)?,
            None => text.to_owned(),
        };
        if text.is_empty() || text.starts_with('/') {
            Ok(Self(text))
        } else {
            Err(InvalidPointer)
        }
    }
}

/// The value at `pointer` in `tree`, if there is one.
#[must_use]
pub fn get<'v>(tree: &'v Value, pointer: &Pointer) -> Option<&'v Value> {
    tree.pointer(pointer.as_str())
}

/// The value at `pointer` in `tree`, to be changed, if there is one.
pub fn get_mut<'v>(tree: &'v mut Value, pointer: &Pointer) -> Option<&'v mut Value> {
    tree.pointer_mut(pointer.as_str())
}

fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}

/// Undoes percent-encoding. A `%` without two hexadecimal digits stands for itself: documents
/// whose names hold a bare `%` are common, and nothing else can be meant.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let (high, low) = (ahead.next().and_then(hex), ahead.next().and_then(hex));
        match (byte, high, low) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(high * 16 + low);
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn segments_are_escaped_and_unescaped() {
        let pointer = Pointer::from_segments(["paths", "/a~b/{c}", "get"]);
        assert_eq!(pointer.as_str(), "/paths/~1a~0b~1{c}/get");
        assert_eq!(
            pointer.segments().collect::<Vec<_>>(),
            ["paths", "/a~b/{c}", "get"]
        );
        assert_eq!(pointer.parent().unwrap().last().unwrap(), "/a~b/{c}");
        assert_eq!(Pointer::root().segments().count(), 0);
        assert_eq!(Pointer::root().parent(), None);
        assert_eq!(
            "/".parse::<Pointer>()
                .unwrap()
                .segments()
                .collect::<Vec<_>>(),
            [""]
        );
        assert_eq!("/~01".parse::<Pointer>().unwrap().last().unwrap(), "~1");
    }

    #[test]
    fn references_are_percent_encoded() {
        let read = |text: &str| text.parse::<Pointer>().map(|pointer| pointer.0);
        assert_eq!(read("#/a%20b/%7Bc%7D"), Ok("/a b/{c}".to_owned()));
        assert_eq!(read("#/100%"), Ok("/100%".to_owned()));
        assert_eq!(read("#/%2"), Ok("/%2".to_owned()));
        assert_eq!(read("#"), Ok(String::new()));
        assert_eq!(read("#/%FF"), Err(InvalidPointer));
        assert_eq!(read("#name"), Err(InvalidPointer));
        let pointer = Pointer::from_segments(["a b", "ü", "50%41"]);
        assert_eq!(pointer.to_reference().parse::<Pointer>().unwrap(), pointer);
        assert_eq!(pointer.to_reference(), "#/a%20b/%C3%BC/50%2541");
    }

    #[test]
    fn values_are_found() {
        let tree = json!({"a": [{"b/c": 1}]});
        let pointer = Pointer::root().child("a").index(0).child("b/c");
        assert_eq!(get(&tree, &pointer), Some(&json!(1)));
        assert_eq!(get(&tree, &pointer.child("d")), None);
        assert_eq!(get(&tree, &Pointer::root()), Some(&tree));
    }

    #[test]
    fn prefixes_end_at_segments() {
        let (long, short) = (
            Pointer::from_segments(["ab", "c"]),
            Pointer::from_segments(["a"]),
        );
        assert_eq!(long.strip_prefix(&short), None);
        let rest = long.strip_prefix(&Pointer::from_segments(["ab"])).unwrap();
        assert_eq!(rest.as_str(), "/c");
    }
}
