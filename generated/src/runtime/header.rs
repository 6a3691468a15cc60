//! Header names and values from texts that are not ours.

use http::header::{CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::{HeaderName, HeaderValue};

use super::error::{Error, ErrorKind};

/// The header `name`, unless it decides where a message goes or where it ends.
///
/// # Errors
///
/// Of kind `kind`, for a name that no header can have, and for `connection`, `content-length`,
/// `host` and `transfer-encoding`.
pub fn header_name(name: &str, kind: ErrorKind) -> Result<HeaderName, Error> {
    let refuse = |why| Error::new(kind, format!("the header `{}` {why}", name.escape_debug()));
    let header = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| refuse("does not have a valid name"))?;
    if [CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING].contains(&header) {
        return Err(refuse("is the transport's to set"));
    }
    Ok(header)
}

/// `text` as the value of the header `name`; text outside ASCII goes out as UTF-8.
///
/// # Errors
///
/// Of kind `kind`, when `text` has control characters, such as line ends.
pub fn header_value(name: &str, text: &str, kind: ErrorKind) -> Result<HeaderValue, Error> {
    HeaderValue::from_bytes(text.as_bytes()).map_err(|_| {
        let name = name.escape_debug();
        Error::new(
            kind,
            format!("the value of the header `{name}` has control characters"),
        )
    })
}
