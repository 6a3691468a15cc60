//! Base64 (RFC 4648 section 4), for `format: byte` and for basic authentication.

use std::fmt;

use super::json::{Decode, Encode, Fault, FaultKind, Reader, Writer};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes as base64 text with padding.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .fold(0, |group, byte| group << 8 | u32::from(*byte));
        let group = group << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let index = (group >> (18 - 6 * place)) & 63;
            let letter = ALPHABET
                .get(index as usize)
                .filter(|_| place <= chunk.len());
            text.push(letter.map_or('=', |letter| char::from(*letter)));
        }
    }
    text
}

/// The bytes of base64 text; padding may be left out, but nothing else: `None` for other
/// characters, an impossible length, or bits that no byte has.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let padded = text.len().is_multiple_of(4);
    let letters = match text.strip_suffix("==").or_else(|| text.strip_suffix('=')) {
        Some(letters) if padded => letters,
        Some(_) => return None,
        None => text,
    };
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3 + 2);
    for chunk in letters.as_bytes().chunks(4) {
        let mut group: u32 = 0;
        for letter in chunk {
            group = group << 6 | sextet(*letter)?;
        }
        let [_, first, second, third] = (group << (6 * (4 - chunk.len()))).to_be_bytes();
        match chunk.len() {
            4 => bytes.extend([first, second, third]),
            3 if third == 0 => bytes.extend([first, second]),
            2 if second == 0 => bytes.push(first),
            _ => return None,
        }
    }
    Some(bytes)
}

fn sextet(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

/// Bytes that travel as base64 text, kept as that exact text.
///
/// `Debug` shows the length only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Base64(Box<str>);

impl Base64 {
    /// The text as it travels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes; `None` when the text is not base64.
    #[must_use]
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        decode(&self.0)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(encode(bytes).into())
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}

/// Strict: [`FaultKind::Format`] for what is not base64.
impl std::str::FromStr for Base64 {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        match decode(text) {
            Some(_) => Ok(Self(text.into())),
            None => Err(Fault::new(FaultKind::Format("byte"))),
        }
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Base64({} bytes)", self.0.len())
    }
}

/// Any string is kept.
impl Decode for Base64 {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        Ok(Self((&*reader.string()?).into()))
    }
}

impl Encode for Base64 {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.0);
    }
}
