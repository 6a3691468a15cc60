//! Implementations that are the same for every model.

/// Implements serde's `Serialize` and `Deserialize` for types that implement
/// [`Encode`](super::Encode) and [`Decode`](super::Decode).
#[doc(hidden)]
#[macro_export]
macro_rules! json_serde {
    ($($name:ty),+ $(,)?) => {$(
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::json::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::runtime::json::deserialize(deserializer)
            }
        }
    )+};
}

/// Implements the codec for types that implement serde's `Serialize` and `DeserializeOwned`.
#[doc(hidden)]
#[macro_export]
macro_rules! foreign_type {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::runtime::json::Decode for $name {
            fn decode(
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> Result<Self, $crate::runtime::json::Fault> {
                $crate::runtime::foreign::decode(reader)
            }
        }

        impl $crate::runtime::json::Encode for $name {
            fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                $crate::runtime::foreign::encode(self, writer);
            }
        }
    )+};
}

/// Implements, for an enum of strings that has `as_str` and `From<&str>`, everything else that
/// follows from these two: conversions, `Display`, the codec and serde.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($($name:ty),+ $(,)?) => {$(
        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl $crate::runtime::json::Decode for $name {
            fn decode(
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> Result<Self, $crate::runtime::json::Fault> {
                Ok(Self::from(&*reader.string()?))
            }
        }

        impl $crate::runtime::json::Encode for $name {
            fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                writer.string(self.as_str());
            }
        }

        $crate::json_serde!($name);
    )+};
}

// Raw text and the value tree meet serde as models do.
json_serde!(super::Json);
