//! Parameters: where each goes, and how its value is written there (OpenAPI 3.1, section
//! 4.8.12, *Style Values*, which rests on RFC 6570).

use super::error::{Error, ErrorKind};
use super::json::{Encode, Fault};
use super::parameter_value::ParameterValue;
use super::percent::{Keep, encode};

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// Into the path template.
    Path,
    /// Into the query.
    Query,
    /// Into a header of its own, not percent-encoded.
    Header,
    /// Into the cookie header.
    Cookie,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `blue,black`
    Simple,
    /// `.blue,black`, exploded `.blue.black`
    Label,
    /// `;color=blue,black`, exploded `;color=blue;color=black`
    Matrix,
    /// `color=blue,black`, exploded `color=blue&color=black`
    Form,
    /// `color=blue%20black`, exploded as form
    SpaceDelimited,
    /// `color=blue%7Cblack`, exploded as form
    PipeDelimited,
    /// `color%5BR%5D=100`; nested objects nest the brackets, arrays repeat the name
    DeepObject,
    /// The JSON text as one string (a parameter with `content`)
    Json,
}

/// A parameter of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub(super) name: &'static str,
    pub(super) location: Location,
    style: Style,
    explode: bool,
    allow_reserved: bool,
    pub(super) secret: bool,
}

impl Parameter {
    /// A path parameter, of style `simple`.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Location::Path, Style::Simple)
    }

    /// A query parameter, of style `form`, exploded.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Location::Query, Style::Form)
    }

    /// A header parameter, of style `simple`.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Location::Header, Style::Simple)
    }

    /// A cookie parameter, of style `form`, exploded into cookies of their own.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Location::Cookie, Style::Form)
    }

    const fn new(name: &'static str, location: Location, style: Style) -> Self {
        Self {
            name,
            location,
            style,
            explode: matches!(style, Style::Form),
            allow_reserved: false,
            secret: false,
        }
    }

    /// Another style, with the `explode` that goes with it.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self.explode = matches!(style, Style::Form);
        self
    }

    /// Whether arrays and objects are written as several values.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Whether a query's value keeps its reserved characters, but for those that would end the
    /// value or that a query cannot have: `#[]&+'`.
    #[must_use]
    pub const fn allow_reserved(mut self, allow: bool) -> Self {
        self.allow_reserved = allow;
        self
    }

    /// Marks a header's value as one that no log may show.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Writes `value`; `None` when it is undefined, as null, absent and empty arrays are.
    pub(super) fn expand(&self, value: &dyn Encode) -> Result<Option<String>, Error> {
        let value = match self.style {
            Style::Json => ParameterValue::as_json(value),
            _ => ParameterValue::of(value),
        };
        let value = value.map_err(|fault| self.cannot_encode(fault))?;
        if let ParameterValue::Primitive(text) = value {
            let is_plain = text.bytes().all(|byte| Keep::Unreserved.keeps(byte));
            let text = if is_plain { text } else { self.value(&text) };
            return Ok(Some(match self.style {
                Style::Simple => text,
                Style::Label => format!(".{text}"),
                Style::Matrix => format!(";{}", self.with_name(&text)),
                _ => self.with_name(&text),
            }));
        }
        let mut pieces = Vec::new();
        self.pieces(&value, &mut pieces)?;
        if pieces.is_empty() {
            return Ok(None);
        }
        let joined = pieces.join(self.separator());
        Ok(Some(match self.style {
            Style::Label => format!(".{joined}"),
            Style::Matrix => format!(";{joined}"),
            _ => joined,
        }))
    }

    /// A single value with the parameter's name, where the name is written.
    fn with_name(&self, value: &str) -> String {
        self.named(&self.encode(self.name, Keep::Unreserved), value)
    }

    /// Writes `value` as pieces that [`Self::separator`] goes between.
    fn pieces(&self, value: &ParameterValue, pieces: &mut Vec<String>) -> Result<(), Error> {
        use ParameterValue::{Array, Object, Primitive, Undefined};
        let name = self.encode(self.name, Keep::Unreserved);
        match value {
            Undefined => {}
            Primitive(text) => pieces.push(self.named(&name, &self.value(text))),
            Array(_) | Object(_) if self.style == Style::DeepObject => {
                self.deep(&name, value, pieces)?;
            }
            Array(elements) if self.explode => {
                for element in elements {
                    pieces.push(self.named(&name, &self.scalar(element)?));
                }
            }
            Object(members) if self.explode => {
                for (key, member) in members {
                    let key = self.encode(key, Keep::Unreserved);
                    pieces.push(self.pair(&key, &self.scalar(member)?));
                }
            }
            Array(elements) => {
                let list = elements.iter().map(|element| self.scalar(element));
                self.listed(&name, list.collect::<Result<_, _>>()?, pieces);
            }
            Object(members) => {
                let mut list = Vec::with_capacity(members.len() * 2);
                for (key, member) in members {
                    list.push(self.encode(key, Keep::Unreserved));
                    list.push(self.scalar(member)?);
                }
                self.listed(&name, list, pieces);
            }
        }
        Ok(())
    }

    fn listed(&self, name: &str, list: Vec<String>, pieces: &mut Vec<String>) {
        if !list.is_empty() {
            pieces.push(self.named(name, &list.join(self.delimiter())));
        }
    }

    /// The style table gives `deepObject` one level; deeper objects nest as in PHP and Rails, and
    /// arrays repeat the name as in the form style.
    fn deep(
        &self,
        name: &str,
        value: &ParameterValue,
        pieces: &mut Vec<String>,
    ) -> Result<(), Error> {
        match value {
            ParameterValue::Object(members) => members.iter().try_for_each(|(key, member)| {
                let key = self.encode(key, Keep::Unreserved);
                self.deep(&format!("{name}%5B{key}%5D"), member, pieces)
            }),
            ParameterValue::Array(elements) => elements
                .iter()
                .try_for_each(|element| self.deep(name, element, pieces)),
            _ => {
                pieces.push(format!("{name}={}", self.scalar(value)?));
                Ok(())
            }
        }
    }

    /// One element or member, which no style but `deepObject` lets be an array or object.
    fn scalar(&self, value: &ParameterValue) -> Result<String, Error> {
        match value {
            ParameterValue::Primitive(text) => Ok(self.value(text)),
            ParameterValue::Undefined => Ok(String::new()),
            _ => Err(Error::new(
                ErrorKind::InvalidParameter,
                format!(
                    "the parameter `{}` has nested values that its style cannot write",
                    self.name
                ),
            )),
        }
    }

    fn value(&self, text: &str) -> String {
        let reserved = self.allow_reserved && self.location == Location::Query;
        self.encode(
            text,
            if reserved {
                Keep::Query
            } else {
                Keep::Unreserved
            },
        )
    }

    fn encode(&self, text: &str, keep: Keep) -> String {
        // OpenAPI 3.1.1, appendix D: headers are not percent-encoded.
        if self.location == Location::Header {
            text.to_owned()
        } else {
            encode(text, keep)
        }
    }

    fn named(&self, name: &str, value: &str) -> String {
        match (self.style, self.location) {
            (Style::Simple | Style::Label, _) => value.to_owned(),
            (Style::Json, Location::Path | Location::Header) => value.to_owned(),
            _ => self.pair(name, value),
        }
    }

    fn pair(&self, name: &str, value: &str) -> String {
        if value.is_empty() && self.style == Style::Matrix {
            name.to_owned()
        } else {
            format!("{name}={value}")
        }
    }

    fn separator(&self) -> &'static str {
        match (self.style, self.location) {
            (Style::Simple, _) => ",",
            (Style::Label, _) => ".",
            (Style::Matrix, _) => ";",
            // `&` would be part of the first cookie's value.
            (_, Location::Cookie) => "; ",
            _ => "&",
        }
    }

    fn delimiter(&self) -> &'static str {
        match self.style {
            Style::SpaceDelimited => "%20",
            Style::PipeDelimited => "%7C",
            _ => ",",
        }
    }

    fn cannot_encode(&self, fault: Fault) -> Error {
        let what = format!("the parameter `{}` cannot be written", self.name);
        Error::new(ErrorKind::InvalidParameter, what).because_of(fault)
    }
}
