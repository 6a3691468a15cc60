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
    pub(super) fn keeps(self, byte: u8) -> bool {
        let keeping = KEPT.get(usize::from(byte));
        keeping.is_some_and(|keeping| keeping & self.bit() != 0)
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Unreserved => 1,
            Self::Query => 2,
            Self::Path => 4,
        }
    }
}

/// What keeps each byte, a bit each: every byte of every URL is looked up.
static KEPT: [u8; 256] = kept();

const fn kept() -> [u8; 256] {
    let mut all = [0; 256];
    let mut rest: &mut [u8] = &mut all;
    let mut byte = 0_u8;
    while let [keeping, others @ ..] = rest {
        *keeping = keeping_of(byte);
        byte = byte.wrapping_add(1);
        rest = others;
    }
    all
}

const fn keeping_of(byte: u8) -> u8 {
    let (query, path) = (Keep::Query.bit(), Keep::Path.bit());
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            Keep::Unreserved.bit() | query | path
        }
        b':' | b'/' | b'@' | b'!' | b'$' | b'(' | b')' | b'*' | b',' | b';' | b'=' => query | path,
        b'?' => query,
        b'&' | b'\'' | b'+' => path,
        _ => 0,
    }
}

/// Appends `text` to `output`, percent-encoded.
pub fn encode_into(output: &mut String, text: &str, keep: Keep) {
    let mut kept = 0;
    for (index, byte) in text.bytes().enumerate() {
        let is_kept =
            keep.keeps(byte) || byte == b'%' && keep != Keep::Unreserved && is_triplet(text, index);
        if !is_kept {
            // What is kept is ASCII: where it begins and ends, a character does.
            output.push_str(text.get(kept..index).unwrap_or_default());
            // Writing to a string cannot fail.
            let _ = write!(output, "%{byte:02X}");
            kept = index + 1;
        }
    }
    output.push_str(text.get(kept..).unwrap_or_default());
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
