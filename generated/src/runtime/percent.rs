//! Percent-encoding (RFC 3986, section 2).

use std::fmt::Write as _;

/// Which characters are left as they are, besides the unreserved ones (letters, digits, `-._~`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// None.
    Unreserved,
    /// Those that are data in a query: reserved ones without `#[]&+'`, and `%41` as it is.
    Query,
    /// Those that a path may have between its slashes, `/` itself, and `%41` as it is.
    Path,
}

impl Keep {
    fn keeps(self, byte: u8) -> bool {
        let more: &[u8] = match self {
            Self::Unreserved => b"",
            Self::Query => b":/?@!$()*,;=",
            Self::Path => b":/@!$&'()*+,;=",
        };
        byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || more.contains(&byte)
    }
}

/// Appends `text` to `output`, percent-encoded.
pub fn encode_into(output: &mut String, text: &str, keep: Keep) {
    for (index, byte) in text.bytes().enumerate() {
        let triplet = byte == b'%' && keep != Keep::Unreserved && is_triplet(text, index);
        if triplet || keep.keeps(byte) {
            output.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(output, "%{byte:02X}");
        }
    }
}

/// `text`, percent-encoded.
#[must_use]
pub fn encode(text: &str, keep: Keep) -> String {
    let mut output = String::with_capacity(text.len());
    encode_into(&mut output, text, keep);
    output
}

fn is_triplet(text: &str, percent: usize) -> bool {
    text.as_bytes()
        .get(percent + 1..percent + 3)
        .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}
