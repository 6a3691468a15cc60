//! What a request sends as its body: bytes, or a stream that is read as it goes out.

use std::fmt;

use bytes::Bytes;

use super::transport::Body;

/// The content of a request's body, or of a file in one.
///
/// Made with `into()` from bytes, text, or a [`Body`]; [`Body::new`] takes any stream that
/// implements [`http_body::Body`].
pub enum Upload {
    /// The whole content. It goes out with its length.
    Bytes(Bytes),
    /// Content that is read as it goes out, once. Without a length of its own it goes out in
    /// chunks.
    Stream(Body),
}

impl Upload {
    /// The length in bytes, where it is known before anything is read.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Self::Stream(body) => body.length(),
        }
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(formatter, "Upload({} bytes)", bytes.len()),
            Self::Stream(_) => formatter.write_str("Upload(stream)"),
        }
    }
}

impl From<Body> for Upload {
    fn from(body: Body) -> Self {
        Self::Stream(body)
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl From<String> for Upload {
    fn from(text: String) -> Self {
        Self::Bytes(text.into())
    }
}

impl From<&'static [u8]> for Upload {
    fn from(bytes: &'static [u8]) -> Self {
        Self::Bytes(Bytes::from_static(bytes))
    }
}

impl From<&'static str> for Upload {
    fn from(text: &'static str) -> Self {
        Self::Bytes(Bytes::from_static(text.as_bytes()))
    }
}
