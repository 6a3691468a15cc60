//! Rust that the settings hold: paths of types.

use quote::ToTokens as _;
use syn::{Type, TypePath};

use super::dependency::ALWAYS;

/// Types that need no path.
const PLAIN: [&str; 18] = [
    "String", "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "u128",
    "u16", "u32", "u64", "u8", "usize", "Vec",
];

/// Modules of the standard library whose types the client has a codec for already: they have short names.
const STANDARD: [&str; 4] = ["boxed", "collections", "option", "vec"];

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
    use super::type_path;

    #[test]
    fn types_are_spelled_in_one_way() {
        let is_crate = |name: &str| name == "chrono";
        for (text, expected) in [
            ("crate::ext::Money", "crate::ext::Money"),
            (
                " ::chrono :: DateTime< chrono::Utc >",
                "chrono::DateTime<chrono::Utc>",
            ),
            ("std::net::IpAddr", "std::net::IpAddr"),
            ("String", "String"),
            ("std::string::String", "String"),
            ("serde_json::Number", "serde_json::Number"),
        ] {
            assert_eq!(type_path(text, is_crate).as_deref(), Ok(expected));
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
