//! Rust that the settings hold: paths of types.

use quote::ToTokens as _;
use syn::parse::Parser as _;
use syn::{Attribute, Type, TypePath};

use super::dependency::ALWAYS;

/// Types that need no path.
const PLAIN: [&str; 18] = [
    "String", "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "u128",
    "u16", "u32", "u64", "u8", "usize", "Vec",
];

/// Modules of the standard library whose types the client has a codec for already: they have short names.
const STANDARD: [&str; 4] = ["boxed", "collections", "option", "vec"];

/// Types that the runtime has a codec for, whatever the settings say.
pub(crate) const KNOWN: [&str; 10] = [
    "String",
    "bool",
    "f32",
    "f64",
    "i32",
    "i64",
    "serde_json::Value",
    "u32",
    "u64",
    "uuid::Uuid",
];

/// Whether the client has a codec for the type at `path` by itself: it is a known one or one of its own.
pub(crate) fn has_codec(path: &str) -> bool {
    let own = ["crate::models::", "crate::runtime::"];
    KNOWN.contains(&path) || own.iter().any(|start| path.starts_with(start))
}

/// The type that `text` names, spelled in one way; `is_crate` says which crates there are.
///
/// # Errors
///
/// What is wrong with it, after the words "`type` must be".
pub(super) fn type_path(text: &str, is_crate: impl Fn(&str) -> bool) -> Result<String, String> {
    let example =
        "the whole path of a type, such as \"crate::ext::Money\" or \"rust_decimal::Decimal\"";
    let Ok(Type::Path(TypePath {
        qself: None, path, ..
    })) = syn::parse_str::<Type>(text)
    else {
        return Err(format!("{example}; {text:?} is none"));
    };
    let segments: Vec<String> = path
        .segments
        .iter()
        .map(|part| part.ident.to_string())
        .collect();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    match segments.as_slice() {
        [only] if !PLAIN.contains(only) => return Err(format!("{example}; `{only}` has no path")),
        [only] if *only == "Vec" || path.segments.iter().any(|part| !part.arguments.is_none()) => {
            return Err(format!(
                "{example}; lists, maps and options follow from the schema"
            ));
        }
        ["std" | "core" | "alloc", module, ..] if STANDARD.contains(module) => {
            return Err(format!(
                "{example}; lists, maps and options follow from the schema"
            ));
        }
        ["std" | "alloc", "string", "String"] => return Ok("String".to_owned()),
        ["self" | "super" | "Self", ..] => {
            return Err(format!(
                "{example}; `{}` leads nowhere from here",
                segments.join("::")
            ));
        }
        [first, _, ..] => {
            let is_known = ["crate", "std", "core"].contains(first)
                || ALWAYS.contains(first)
                || is_crate(first);
            if !is_known {
                return Err(format!(
                    "{example}; the crate `{first}` is not under `[dependencies]`"
                ));
            }
        }
        _ => {}
    }
    let mut path = path;
    path.leading_colon = None;
    Ok(joined(&path.to_token_stream().to_string()))
}

/// Derives of the standard library that models have, or may have where their members allow it.
const DERIVED: [&str; 5] = ["Clone", "Debug", "Eq", "Hash", "PartialEq"];

/// The derive macro that `text` names, spelled in one way; `is_crate` says which crates there are.
///
/// # Errors
///
/// What is wrong with it, after the words "`derives` must be".
pub(super) fn derive(text: &str, is_crate: impl Fn(&str) -> bool) -> Result<String, String> {
    let example =
        "the whole paths of derive macros, such as \"schemars::JsonSchema\", or `Eq` and `Hash`";
    let Ok(path) = syn::parse_str::<syn::Path>(text) else {
        return Err(format!("{example}; {text:?} is none"));
    };
    let segments: Vec<String> = path
        .segments
        .iter()
        .map(|part| part.ident.to_string())
        .collect();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    match segments.as_slice() {
        ["Copy" | "PartialOrd" | "Ord"] => Err(format!(
            "{example}; `{text}` is impossible: every model keeps unknown members, which have neither"
        )),
        ["Default"] => Err(format!(
            "{example}; `Default` is there where nothing is required"
        )),
        ["Serialize" | "Deserialize"] | ["serde", _] => {
            Err(format!("{example}; every model has serde's traits"))
        }
        [only] if DERIVED.contains(only) => Ok((*only).to_owned()),
        [only] => Err(format!("{example}; `{only}` has no path")),
        [first, ..] if *first == "crate" || is_crate(first) => Ok(segments.join("::")),
        [first, ..] => Err(format!(
            "{example}; the crate `{first}` is not under `[dependencies]`"
        )),
        [] => Err(example.to_owned()),
    }
}

/// The attributes that `text` is, such as `#[doc(alias = "x")]`.
///
/// # Errors
///
/// What is wrong with it, after the words "`attributes` must be".
pub(super) fn attribute(text: &str) -> Result<String, String> {
    let example = "attributes, such as \"#[doc(alias = \\\"token\\\")]\"";
    let parsed = Attribute::parse_outer.parse_str(text);
    match parsed {
        Ok(list) if !list.is_empty() => Ok(text.to_owned()),
        Ok(_) => Err(format!("{example}; {text:?} is none")),
        Err(error) => Err(format!("{example}; {text:?} is none: {error}")),
    }
}

/// Tokens as people write them: `a :: B < C >` is `a::B<C>`.
fn joined(tokens: &str) -> String {
    let mut text = tokens.replace(" :: ", "::").replace(" , ", ", ");
    for (wide, narrow) in [(" <", "<"), ("< ", "<"), (" >", ">"), ("> ", ">")] {
        text = text.replace(wide, narrow);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{attribute, derive, type_path};

    #[test]
    fn types_are_spelled_in_one_way() {
        let is_crate = |name: &str| name == "chrono";
        for (text, expected) in [
            ("crate::ext::Money", "crate::ext::Money"),
            (
                " ::chrono :: DateTime< chrono::Utc >",
                "chrono::DateTime<chrono::Utc>",
            ),
            ("std::num::NonZeroU8", "std::num::NonZeroU8"),
            ("String", "String"),
            ("std::string::String", "String"),
            ("serde_json::Number", "serde_json::Number"),
        ] {
            assert_eq!(type_path(text, is_crate).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn derives_and_attributes_are_checked() {
        let is_crate = |name: &str| name == "schemars";
        assert_eq!(
            derive(":: schemars :: JsonSchema", is_crate).as_deref(),
            Ok("schemars::JsonSchema")
        );
        assert_eq!(derive("Hash", is_crate).as_deref(), Ok("Hash"));
        for (text, why) in [
            ("Ord", "impossible"),
            ("Serialize", "has serde's traits"),
            ("JsonSchema", "has no path"),
            ("x::Y", "`x` is not under"),
            ("a b", "is none"),
        ] {
            assert!(derive(text, is_crate).unwrap_err().contains(why), "{text}");
        }
        assert!(attribute("#[doc(alias = \"a\")] #[must_use]").is_ok());
        for text in ["", "doc", "#![x]", "#[x] struct A;"] {
            assert!(attribute(text).unwrap_err().contains("is none"), "{text}");
        }
    }

    #[test]
    fn what_names_no_type_of_a_known_crate_is_refused() {
        for (text, why) in [
            ("Money", "has no path"),
            ("rust_decimal::Decimal", "`rust_decimal` is not under"),
            ("Vec<u8>", "follow from the schema"),
            (
                "std::collections::HashMap<String, u8>",
                "follow from the schema",
            ),
            ("(u8, u8)", "is none"),
            ("<u8 as T>::U", "is none"),
            ("crate::ext::Money; fn x() {}", "is none"),
            ("super::Money", "leads nowhere"),
            ("", "is none"),
        ] {
            let told = type_path(text, |_| false).unwrap_err();
            assert!(told.contains(why), "{text}: {told}");
        }
    }
}
