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
/// follows from these two: conversions, comparison, `Display`, the codec and serde.
///
/// Values are compared by their text: an unknown one is equal to the variant that has its text. That
/// is also less work for the compiler than what it derives.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($($name:ty),+ $(,)?) => {$(
        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<::std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl ::std::hash::Hash for $name {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl $crate::runtime::json::Decode for $name {
            #[inline]
            fn decode(
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> Result<Self, $crate::runtime::json::Fault> {
                reader.string_as()
            }
        }

        impl $crate::runtime::json::Encode for $name {
            #[inline]
            fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                writer.string(self.as_str());
            }
        }

        $crate::json_serde!($name);
    )+};
}

// Raw text and the value tree meet serde as models do.
json_serde!(super::Json);
