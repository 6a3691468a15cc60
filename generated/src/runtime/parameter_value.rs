//! A parameter's value, taken from its JSON text.

use super::json::{self, Decode, Encode, Extra, Fault, Json, Reader, View};

/// A value as the parameter styles see it. `null` and absent values are left out of arrays and
/// objects, as undefined values are in RFC 6570, section 2.3.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterValue {
    /// `null`, or nothing at all.
    Undefined,
    /// A string, number or boolean.
    Primitive(String),
    /// The defined elements.
    Array(Vec<ParameterValue>),
    /// The defined members, in the order in which they are written.
    Object(Vec<(String, ParameterValue)>),
}

impl ParameterValue {
    /// The value as the styles see it.
    ///
    /// # Errors
    ///
    /// When `value` cannot be written as JSON, such as a number that is not finite.
    pub fn of(value: &dyn Encode) -> Result<Self, Fault> {
        if value.is_absent() {
            Ok(Self::Undefined)
        } else {
            match text_of(value)? {
                text if is_plain_string(&text) => Ok(Self::Primitive(unquoted(text))),
                text => Self::read(&text),
            }
        }
    }

    /// The value's JSON text, as one string.
    ///
    /// # Errors
    ///
    /// When `value` cannot be written as JSON.
    pub fn as_json(value: &dyn Encode) -> Result<Self, Fault> {
        if value.is_absent() {
            Ok(Self::Undefined)
        } else {
            text_of(value).map(Self::Primitive)
        }
    }

    fn read(text: &str) -> Result<Self, Fault> {
        match text.as_bytes().first() {
            Some(b'n') => Ok(Self::Undefined),
            Some(b'"') => json::from_str(text).map(Self::Primitive),
            Some(b'[') => {
                let elements: Vec<Json> = json::from_str(text)?;
                let elements = elements.iter().map(|element| Self::read(element.get()));
                let elements = elements.filter(Self::is_kept).collect::<Result<_, _>>()?;
                Ok(Self::Array(elements))
            }
            Some(b'{') => {
                let members: Members = json::from_str(text)?;
                let members = members.0.iter().filter_map(|(name, member)| {
                    let member = Self::read(member.get());
                    Self::is_kept(&member).then(|| member.map(|member| (name.to_owned(), member)))
                });
                Ok(Self::Object(members.collect::<Result<_, _>>()?))
            }
            _ => Ok(Self::Primitive(text.to_owned())),
        }
    }

    fn is_kept(value: &Result<Self, Fault>) -> bool {
        !matches!(value, Ok(Self::Undefined))
    }
}

/// Whether JSON text is a string without escapes.
fn is_plain_string(text: &str) -> bool {
    text.starts_with('"') && !text.as_bytes().contains(&b'\\')
}

/// The string that such text is.
fn unquoted(mut text: String) -> String {
    text.pop();
    text.remove(0);
    text
}

fn text_of(value: &dyn Encode) -> Result<String, Fault> {
    json::to_string(value, View::Request)
}

/// The members of any object.
struct Members(Extra);

impl Decode for Members {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut members = Extra::new();
        reader.object(&mut [], &mut members)?;
        Ok(Self(members))
    }
}
