//! serde, for interoperability: models go through the codec and JSON text, whatever the format.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use super::effort::Effort;
use super::{Decode, Encode, Kind, MAX_DEPTH, Raw, Reader, View, Writer, from_slice, to_string};

/// `Serialize` of a type that implements [`Encode`], in the full view.
///
/// # Errors
///
/// When the value cannot be encoded, or the serializer fails.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    let text = to_string(value, View::Full).map_err(S::Error::custom)?;
    let effort = Effort::for_document(&text);
    let raw = Reader::new(&text, &effort).and_then(|mut reader| reader.raw());
    raw.map_err(S::Error::custom)?.serialize(serializer)
}

/// `Deserialize` of a type that implements [`Decode`], from a format that describes itself.
///
/// # Errors
///
/// When the deserializer fails, or the value does not fit `T`.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut writer = Writer::new(View::Full, 0);
    Transcode {
        writer: &mut writer,
        depth: 0,
    }
    .deserialize(deserializer)?;
    let text = writer.finish().map_err(D::Error::custom)?;
    from_slice(&text).map_err(D::Error::custom)
}

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reader = Reader::over(self);
        match self.kind() {
            Kind::Null => serializer.serialize_unit(),
            Kind::Bool => serializer.serialize_bool(self.text() == "true"),
            Kind::String => serializer.serialize_str(&reader.string().map_err(S::Error::custom)?),
            Kind::Integer | Kind::Number => number(self, serializer),
            Kind::Array => array(&mut reader, serializer),
            Kind::Object => object(&mut reader, serializer),
        }
    }
}

fn array<S: Serializer>(reader: &mut Reader<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(None)?;
    reader.enter_array().map_err(S::Error::custom)?;
    let mut first = true;
    while reader.next_item(first).map_err(S::Error::custom)? {
        first = false;
        sequence.serialize_element(&reader.raw().map_err(S::Error::custom)?)?;
    }
    sequence.end()
}

fn object<S: Serializer>(reader: &mut Reader<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    reader.enter_object().map_err(S::Error::custom)?;
    let mut first = true;
    while let Some(name) = reader.next_member(first).map_err(S::Error::custom)? {
        first = false;
        map.serialize_entry(&name, &reader.raw().map_err(S::Error::custom)?)?;
    }
    map.end()
}

/// An integer of 64 bits as such, any other number as the nearest `f64`.
fn number<S: Serializer>(raw: &Raw<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let text = raw.text();
    match (text.parse::<u64>(), text.parse::<i64>()) {
        (Ok(value), _) => serializer.serialize_u64(value),
        (_, Ok(value)) => serializer.serialize_i64(value),
        _ => match raw.decode() {
            Ok(value) => serializer.serialize_f64(value),
            Err(fault) => Err(S::Error::custom(fault)),
        },
    }
}

/// Writes what a deserializer gives as JSON text.
struct Transcode<'w> {
    writer: &'w mut Writer,
    depth: u8,
}

impl Transcode<'_> {
    fn inner<E: serde::de::Error>(&mut self) -> Result<Transcode<'_>, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom("the value is nested too deeply"));
        }
        Ok(Transcode {
            writer: self.writer,
            depth: self.depth + 1,
        })
    }
}

impl<'de> DeserializeSeed<'de> for Transcode<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Transcode<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that JSON can say")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.writer.bool(value);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.writer.integer(value);
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.writer.unsigned(value);
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.writer.float(value);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.writer.string(value);
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.writer.null();
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.writer.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let mut separator = b'[';
        loop {
            // The separator is taken back by not having been needed: it is written with the item.
            let mark = Separated {
                separator,
                inner: self.inner()?,
            };
            match items.next_element_seed(mark)? {
                Some(()) => separator = b',',
                None => break,
            }
        }
        if separator == b'[' {
            self.writer.punctuation(b'[');
        }
        self.writer.punctuation(b']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        self.writer.punctuation(b'{');
        let mut first = true;
        while let Some(name) = members.next_key::<String>()? {
            self.writer.name(&mut first, &name);
            members.next_value_seed(self.inner()?)?;
        }
        self.writer.punctuation(b'}');
        Ok(())
    }
}

/// An item of a sequence, with what comes before it.
struct Separated<'w> {
    separator: u8,
    inner: Transcode<'w>,
}

impl<'de> DeserializeSeed<'de> for Separated<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.inner.writer.punctuation(self.separator);
        self.inner.deserialize(deserializer)
    }
}
