//! Bodies of name and value pairs: `application/x-www-form-urlencoded` (OpenAPI 3.1, sections
//! 4.8.14.4 and 4.8.15).

use super::error::{Error, ErrorKind};
use super::json::{self, Decode, Encode, Extra, Fault, Json, Reader, View};
use super::parameter::Parameter;
use super::percent::{Keep, encode};
use super::request::Request;

impl Request {
    /// Sets the body to the members of `value` as pairs, without its `readOnly` members.
    ///
    /// `members` says how some of them are written. The others are written by default: text,
    /// numbers and booleans as they are, an object as its JSON, an array as one pair for each of
    /// its elements. What is null, absent or an empty array is not sent. Characters are
    /// percent-encoded, a blank as `%20`.
    pub fn form(&mut self, media_type: &'static str, value: &dyn Encode, members: &[Parameter]) {
        match pairs(value, members) {
            Ok(pairs) => self.bytes(media_type, pairs),
            Err(error) => self.fail(error),
        }
    }
}

/// The members of `value` as pairs.
fn pairs(value: &dyn Encode, members: &[Parameter]) -> Result<String, Error> {
    let values = values(value).map_err(cannot_encode)?;
    let mut pairs = Vec::new();
    for (name, value) in values.iter() {
        match members.iter().find(|member| member.name == name) {
            Some(member) => pairs.extend(member.expand(value)?),
            None => by_default(name, value, &mut pairs).map_err(cannot_encode)?,
        }
    }
    Ok(pairs.join("&"))
}

/// The members of an object; none of what is null.
fn values(value: &dyn Encode) -> Result<Extra, Fault> {
    let text = json::to_string(value, View::Request)?;
    Ok(json::from_str::<Option<Object>>(&text)?.map_or_else(Extra::new, |object| object.0))
}

fn by_default(name: &str, value: &Json, pairs: &mut Vec<String>) -> Result<(), Fault> {
    if value.get().starts_with('[') {
        for element in value.parse::<Vec<Json>>()? {
            pair(name, &element, pairs)?;
        }
        return Ok(());
    }
    pair(name, value, pairs)
}

fn pair(name: &str, value: &Json, pairs: &mut Vec<String>) -> Result<(), Fault> {
    let text = match value.get().as_bytes().first() {
        Some(b'n') => return Ok(()),
        Some(b'"') => value.parse::<String>()?,
        _ => value.get().to_owned(),
    };
    let name = encode(name, Keep::Unreserved);
    pairs.push(format!("{name}={}", encode(&text, Keep::Unreserved)));
    Ok(())
}

fn cannot_encode(fault: Fault) -> Error {
    Error::new(ErrorKind::Encode, "the body cannot be written as a form").because_of(fault)
}

/// The members of any object.
struct Object(Extra);

impl Decode for Object {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut members = Extra::new();
        reader.object(&mut [], &mut members)?;
        Ok(Self(members))
    }
}
