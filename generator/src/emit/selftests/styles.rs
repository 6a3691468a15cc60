//! How the values of parameters are written (OpenAPI 3.1 §4.8.12.2, Style Values), told a second time and from the
//! specification: what the runtime makes of them is compared with this.

use serde_json::Value;

use crate::ir::{FormMember, Location, Parameter, Style};

/// Where and how a value is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'a> {
    name: &'a str,
    location: Location,
    style: Style,
    explode: bool,
    allow_reserved: bool,
}

impl<'a> From<&'a Parameter> for Written<'a> {
    fn from(parameter: &'a Parameter) -> Self {
        Self {
            name: &parameter.name,
            location: parameter.location,
            style: parameter.style,
            explode: parameter.explode,
            allow_reserved: parameter.allow_reserved && parameter.location == Location::Query,
        }
    }
}

impl<'a> From<&'a FormMember> for Written<'a> {
    fn from(member: &'a FormMember) -> Self {
        Self {
            name: &member.name,
            location: Location::Query,
            style: member.style,
            explode: member.explode,
            allow_reserved: member.allow_reserved,
        }
    }
}

/// The value has parts that the style has no way to write.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nested;

impl Written<'_> {
    /// The text of a value; none where nothing is sent.
    pub(super) fn text(&self, value: &Value) -> Result<Option<String>, Nested> {
        if self.style == Style::Json {
            return Ok((!value.is_null()).then(|| match self.location {
                Location::Path | Location::Header => self.encoded(&value.to_string()),
                Location::Query | Location::Cookie => {
                    format!("{}={}", self.name(), self.encoded(&value.to_string()))
                }
            }));
        }
        let pieces = match value {
            Value::Null => Vec::new(),
            Value::Array(items) => {
                let items: Vec<&Value> = items.iter().filter(|item| !item.is_null()).collect();
                self.array(&items)?
            }
            Value::Object(members) => {
                let members = members.iter().filter(|(_, member)| !member.is_null());
                self.object(
                    &members
                        .map(|(key, member)| (key.as_str(), member))
                        .collect::<Vec<_>>(),
                )?
            }
            plain => vec![self.pair(&self.plain(plain)?)],
        };
        let (start, between) = match (self.style, self.location) {
            (Style::Label, _) => (".", "."),
            (Style::Matrix, _) => (";", ";"),
            (Style::Simple, _) => ("", ","),
            (_, Location::Cookie) => ("", "; "),
            _ => ("", "&"),
        };
        Ok((!pieces.is_empty()).then(|| format!("{start}{}", pieces.join(between))))
    }

    fn array(&self, items: &[&Value]) -> Result<Vec<String>, Nested> {
        if self.style == Style::DeepObject {
            let mut pieces = Vec::new();
            for item in items {
                self.deep(&self.name(), item, &mut pieces)?;
            }
            return Ok(pieces);
        }
        let items: Vec<String> = items
            .iter()
            .map(|item| self.plain(item))
            .collect::<Result<_, _>>()?;
        Ok(match (items.is_empty(), self.explode) {
            (true, _) => Vec::new(),
            (false, true) => items.iter().map(|item| self.pair(item)).collect(),
            (false, false) => vec![self.pair(&items.join(self.delimiter()))],
        })
    }

    fn object(&self, members: &[(&str, &Value)]) -> Result<Vec<String>, Nested> {
        if self.style == Style::DeepObject {
            let mut pieces = Vec::new();
            for (key, member) in members {
                let name = format!("{}%5B{}%5D", self.name(), self.key(key));
                self.deep(&name, member, &mut pieces)?;
            }
            return Ok(pieces);
        }
        let members: Vec<(String, String)> = members
            .iter()
            .map(|(key, member)| Ok((self.key(key), self.plain(member)?)))
            .collect::<Result<_, Nested>>()?;
        Ok(match (members.is_empty(), self.explode) {
            (true, _) => Vec::new(),
            (false, true) => members
                .iter()
                .map(|(key, value)| self.named(key, value))
                .collect(),
            (false, false) => {
                let list: Vec<&str> = members
                    .iter()
                    .flat_map(|(key, value)| [key.as_str(), value.as_str()])
                    .collect();
                vec![self.pair(&list.join(self.delimiter()))]
            }
        })
    }

    /// `name[key]=value`, and as PHP and Rails do it below that.
    fn deep(&self, name: &str, value: &Value, pieces: &mut Vec<String>) -> Result<(), Nested> {
        match value {
            Value::Null => Ok(()),
            Value::Array(items) => items
                .iter()
                .try_for_each(|item| self.deep(name, item, pieces)),
            Value::Object(members) => members.iter().try_for_each(|(key, member)| {
                self.deep(&format!("{name}%5B{}%5D", self.key(key)), member, pieces)
            }),
            plain => {
                pieces.push(format!("{name}={}", self.plain(plain)?));
                Ok(())
            }
        }
    }

    /// A value without parts.
    fn plain(&self, value: &Value) -> Result<String, Nested> {
        match value {
            Value::Array(_) | Value::Object(_) => Err(Nested),
            Value::Null => Ok(String::new()),
            Value::String(text) => Ok(self.encoded(text)),
            other => Ok(self.encoded(&other.to_string())),
        }
    }

    /// A value with the parameter's name, where the style has it.
    fn pair(&self, value: &str) -> String {
        match self.style {
            Style::Simple | Style::Label => value.to_owned(),
            _ => self.named(&self.name(), value),
        }
    }

    fn named(&self, name: &str, value: &str) -> String {
        match (self.style, value) {
            (Style::Matrix, "") => name.to_owned(),
            _ => format!("{name}={value}"),
        }
    }

    fn delimiter(&self) -> &'static str {
        match self.style {
            Style::SpaceDelimited => "%20",
            Style::PipeDelimited => "%7C",
            _ => ",",
        }
    }

    fn name(&self) -> String {
        self.key(self.name)
    }

    fn key(&self, text: &str) -> String {
        match self.location {
            Location::Header => text.to_owned(),
            _ => percent(text, ""),
        }
    }

    fn encoded(&self, text: &str) -> String {
        match (self.location, self.allow_reserved) {
            (Location::Header, _) => text.to_owned(),
            (_, true) => percent(text, ":/?@!$()*,;="),
            (_, false) => percent(text, ""),
        }
    }
}

/// `text`, all but unreserved characters (RFC 3986 §2.3) and those of `kept` percent-encoded.
///
/// Where reserved characters are kept, a triplet that is there stays one.
pub(super) fn percent(text: &str, kept: &str) -> String {
    let bytes = text.as_bytes();
    let mut encoded = String::with_capacity(text.len());
    for (index, byte) in bytes.iter().enumerate() {
        let after = bytes.get(index + 1..index + 3);
        let is_triplet = *byte == b'%'
            && !kept.is_empty()
            && after.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let is_unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
        if is_unreserved || is_triplet || kept.as_bytes().contains(byte) {
            encoded.push(char::from(*byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
