//! Bodies of parts: `multipart/form-data` (RFC 7578) and its relatives (RFC 2046, section 5.1).

use std::fmt;
use std::hash::{BuildHasher, RandomState};

use bytes::{BufMut, Bytes, BytesMut};

use super::error::{Error, ErrorKind};
use super::header::{header_name, header_value};
use super::json::{self, Encode, View};
use super::parts::Parts;
use super::request::Request;
use super::upload::Upload;

/// A file to send: content with a name, a media type and, if need be, headers of its own.
pub struct File {
    name: Option<String>,
    media_type: Option<String>,
    headers: Vec<(String, String)>,
    content: Upload,
}

impl File {
    /// A file called `name`. Of a name with folders in it, servers see just that text.
    #[must_use]
    pub fn new(name: impl Into<String>, content: impl Into<Upload>) -> Self {
        Self {
            name: Some(name.into()),
            ..Self::nameless(content)
        }
    }

    /// Content without a file's name, which many servers take for a plain value.
    #[must_use]
    pub fn nameless(content: impl Into<Upload>) -> Self {
        Self {
            name: None,
            media_type: None,
            headers: Vec::new(),
            content: content.into(),
        }
    }

    /// Its media type: unless set, the one that the description names, or else
    /// `application/octet-stream`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// A further header of the part. One that is not valid is an error when the call is sent.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl fmt::Debug for File {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("File")
            .field("media_type", &self.media_type)
            .field("content", &self.content)
            .finish_non_exhaustive()
    }
}

/// One part, as it is sent.
struct Part {
    name: String,
    file_name: Option<String>,
    media_type: Option<String>,
    headers: Vec<(String, String)>,
    content: Upload,
}

/// The parts of a body, in the order in which they were added.
#[derive(Default)]
#[must_use = "parts are sent by a request"]
pub struct Multipart {
    parts: Vec<Part>,
    error: Option<Error>,
}

impl Multipart {
    /// No parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; `media_type` is for one that does not say its own.
    pub fn file(&mut self, name: &str, media_type: Option<&str>, file: File) {
        let media_type = file.media_type.or(media_type.map(ToOwned::to_owned));
        self.parts.push(Part {
            name: name.to_owned(),
            file_name: file.name,
            media_type: Some(media_type.unwrap_or_else(|| "application/octet-stream".to_owned())),
            headers: file.headers,
            content: file.content,
        });
    }

    /// Adds a value: text, a number or a boolean as text, anything else as JSON, without
    /// `readOnly` members. Null is not sent. A `media_type` is said; of JSON, it makes text a JSON
    /// string.
    pub fn value(&mut self, name: &str, media_type: Option<&str>, value: &dyn Encode) {
        let text = json::to_string(value, View::Request);
        let said = media_type.map(str::to_ascii_lowercase);
        let is_json = said.is_some_and(|said| said.contains("json"));
        let written = text.and_then(|text| match text.as_bytes().first() {
            Some(b'n') => Ok(None),
            Some(b'"') if !is_json => Ok(Some((json::from_str::<String>(&text)?, None))),
            Some(b'[' | b'{') => Ok(Some((text, Some("application/json")))),
            _ => Ok(Some((text, None))),
        });
        match written {
            Ok(None) => {}
            Ok(Some((text, usual))) => self.parts.push(Part {
                name: name.to_owned(),
                file_name: None,
                media_type: media_type.or(usual).map(ToOwned::to_owned),
                headers: Vec::new(),
                content: text.into(),
            }),
            Err(fault) => {
                let what = format!("the part `{}` cannot be written", name.escape_debug());
                let error = Error::new(ErrorKind::Encode, what).because_of(fault);
                self.error.get_or_insert(error);
            }
        }
    }

    /// Adds the parts of `other`.
    pub fn extend(&mut self, other: Self) {
        self.parts.extend(other.parts);
        self.error = self.error.take().or(other.error);
    }

    /// The body with its boundary. Parts have a `content-disposition` with their name only in
    /// form data; elsewhere just files have one.
    fn into_upload(self, media_type: &str) -> Result<(String, Upload), Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let is_form = media_type
            .to_ascii_lowercase()
            .starts_with("multipart/form-data");
        let boundary = boundary(&self.parts);
        let mut pieces = Parts::new();
        for part in self.parts {
            pieces.push(Upload::Bytes(head(&boundary, &part, is_form)?));
            pieces.push(part.content);
            pieces.push(Upload::from("\r\n"));
        }
        pieces.push(Upload::from(format!("--{boundary}--\r\n")));
        Ok((boundary, pieces.into_upload()))
    }
}

impl fmt::Debug for Multipart {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Multipart({} parts)", self.parts.len())
    }
}

impl Request {
    /// Sets the body to `parts`. It has a length unless one of them is a stream without one.
    pub fn multipart(&mut self, media_type: &'static str, parts: Multipart) {
        match parts.into_upload(media_type) {
            Ok((boundary, body)) => {
                let separator = if media_type.contains(';') { "" } else { ";" };
                let said = format!("{media_type}{separator} boundary={boundary}");
                self.upload(said, body);
            }
            Err(error) => self.fail(error),
        }
    }
}

/// The lines before the content of a part.
fn head(boundary: &str, part: &Part, is_form: bool) -> Result<Bytes, Error> {
    let kind = ErrorKind::InvalidParameter;
    let mut head = BytesMut::new();
    head.put_slice(format!("--{boundary}\r\n").as_bytes());
    let file = part.file_name.as_deref().map(quoted);
    let file = file.map(|name| format!("; filename={name}"));
    let disposition = match (is_form, &file) {
        (true, _) => Some(format!("form-data; name={}", quoted(&part.name))),
        (false, Some(_)) => Some("attachment".to_owned()),
        (false, None) => None,
    };
    let own = [
        (
            "content-disposition",
            disposition.map(|text| text + &file.unwrap_or_default()),
        ),
        ("content-type", part.media_type.clone()),
    ];
    let own = own
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    for (name, value) in own.chain(part.headers.iter().cloned()) {
        let value = header_value(&name, &value, kind)?;
        head.put_slice(header_name(&name, kind)?.as_str().as_bytes());
        head.put_slice(b": ");
        head.put_slice(value.as_bytes());
        head.put_slice(b"\r\n");
    }
    head.put_slice(b"\r\n");
    Ok(head.freeze())
}

/// `text` as a quoted parameter, escaped as browsers do (WHATWG HTML, *multipart/form-data
/// encoding algorithm*).
fn quoted(text: &str) -> String {
    let escaped = text
        .replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    format!("\"{escaped}\"")
}

/// A line that is in none of the parts. It is searched for in bytes; what a stream will bring is
/// not known, so that it begins with a number that nobody who writes the content can foresee.
fn boundary(parts: &[Part]) -> String {
    let is_whole = |part: &Part| matches!(part.content, Upload::Bytes(_));
    let seed = if parts.iter().all(is_whole) {
        0
    } else {
        RandomState::new().hash_one(parts.len())
    };
    let mut number = 0_u64;
    loop {
        let candidate = format!("part-{seed:016x}-{number:04x}");
        if !parts
            .iter()
            .any(|part| holds(&part.content, candidate.as_bytes()))
        {
            return candidate;
        }
        number += 1;
    }
}

fn holds(content: &Upload, text: &[u8]) -> bool {
    match content {
        Upload::Bytes(bytes) => bytes.windows(text.len()).any(|window| window == text),
        Upload::Stream(_) => false,
    }
}
