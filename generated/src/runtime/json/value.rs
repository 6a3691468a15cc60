//! `serde_json`'s value tree, for what has no declared type.

use serde_json::{Map, Number, Value};

use super::{Decode, Encode, Fault, FaultKind, Kind, Members, Reader, Rest, Writer};

/// Integers of 64 bits are exact, other numbers become the nearest `f64`.
impl Decode for Value {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        Ok(match reader.kind()? {
            Kind::Null => Decode::decode(reader).map(|()| Self::Null)?,
            Kind::Bool => Self::Bool(reader.bool()?),
            Kind::String => Self::String(Decode::decode(reader)?),
            Kind::Integer | Kind::Number => Self::Number(number(reader)?),
            Kind::Array => Self::Array(Decode::decode(reader)?),
            Kind::Object => {
                let mut members = Map::new();
                reader.object(&mut [], &mut members)?;
                Self::Object(members)
            }
        })
    }

    fn from_null() -> Option<Self> {
        Some(Self::Null)
    }
}

fn number(reader: &mut Reader<'_>) -> Result<Number, Fault> {
    let text = reader.number()?;
    if let Ok(value) = text.parse::<u64>() {
        return Ok(value.into());
    }
    // "-0" has no integer: it stays a float with its sign.
    if let (Ok(value), true) = (text.parse::<i64>(), text != "-0") {
        return Ok(value.into());
    }
    let value = text.parse().ok().and_then(Number::from_f64);
    value.ok_or_else(|| reader.fault(FaultKind::Range("f64")))
}

impl Rest for Map<String, Value> {
    fn member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), Fault> {
        match self.insert(name.to_owned(), Value::decode(reader)?) {
            Some(_) => Err(reader.fault(FaultKind::Duplicate)),
            None => Ok(()),
        }
    }
}

impl Members for Map<String, Value> {
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Encode)) {
        for (name, value) in self {
            visit(name, value);
        }
    }
}

impl Encode for Value {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.null(),
            Self::Bool(value) => writer.bool(*value),
            Self::String(value) => writer.string(value),
            Self::Array(items) => items.encode(writer),
            Self::Object(members) => writer.object(&[], members),
            Self::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), _, _) => writer.unsigned(value),
                (_, Some(value), _) => writer.integer(value),
                (_, _, Some(value)) => writer.float(value),
                _ => writer.fail(FaultKind::NotFinite),
            },
        }
    }
}
