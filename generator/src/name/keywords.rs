//! Words that an identifier must not be.

/// Keywords of every edition, strict, reserved and weak ones that hurt (Rust Reference, Keywords).
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Types, traits and variants of the prelude, and the names that emitted model files use: a model of that name would shadow them.
pub const TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "BTreeMap",
    "Base64",
    "Box",
    "Clone",
    "Copy",
    "Date",
    "DateTime",
    "Debug",
    "Decode",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Encode",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Extra",
    "Fault",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "HashMap",
    "IndexMap",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "Json",
    "Kind",
    "Member",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Raw",
    "Reader",
    "Result",
    "Secret",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Uuid",
    "Vec",
    "Writer",
];

/// Members and methods that every emitted model has.
pub const FIELDS: &[&str] = &["extra", "new", "clone", "encode", "decode"];

/// Method names of the operators' and conversions' traits: a setter of that name would be taken for them.
pub const SETTERS: &[&str] = &[
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "clone",
    "cmp",
    "default",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "eq",
    "from_iter",
    "from_str",
    "hash",
    "index",
    "index_mut",
    "into_iter",
    "mul",
    "neg",
    "next",
    "not",
    "rem",
    "shl",
    "shr",
    "sub",
];

/// Methods that every emitted request builder has, and the names that its constructor uses.
pub const REQUEST: &[&str] = &[
    "body",
    "clone",
    "items",
    "options",
    "pages",
    "request",
    "send",
    "send_stream",
    "self_",
];

/// Types that the files of groups and operations import.
pub const OPERATIONS: &[&str] = &[
    "ApiResponse",
    "BodyFault",
    "Call",
    "CallOptions",
    "HeaderMap",
    "Idempotency",
    "Method",
    "Operation",
    "Parameter",
    "RawResponse",
    "Request",
    "Status",
    "Style",
];

/// What the root of emitted crates exports. What only some crates have there is kept free in all,
/// so that a name does not depend on the rest.
pub const ROOT: &[&str] = &[
    "API",
    "ApiResponse",
    "Base64",
    "Call",
    "CallOptions",
    "Client",
    "ClientBuilder",
    "Date",
    "DateTime",
    "Error",
    "ErrorKind",
    "Extra",
    "HttpSettings",
    "Json",
    "Limiter",
    "Mock",
    "Nullable",
    "Redirects",
    "RetryBudget",
    "RetryPolicy",
    "Secret",
    "Server",
];

/// Cargo features that are not a tag's, and the crates that an emitted one depends on, which are kept
/// free so that no tag's feature stands beside a dependency of its name.
pub const FEATURES: &[&str] = &[
    "all",
    "blocking",
    "bytes",
    "chrono",
    "default",
    "futures-core",
    "gzip",
    "h2",
    "http",
    "http-body",
    "http-body-util",
    "http2",
    "indexmap",
    "jiff",
    "mock",
    "native-tls",
    "percent-encoding",
    "replay",
    "reqwest",
    "rustls",
    "serde",
    "serde-json",
    "time",
    "tokio",
    "tracing",
    "url",
    "uuid",
];

/// Methods of the client.
pub const CLIENT: &[&str] = &["builder", "clone", "request", "new", "base_url"];

/// Methods of the client's builder.
pub const BUILDER: &[&str] = &[
    "allow_plain_http",
    "attempt_timeout",
    "base_url",
    "build",
    "clone",
    "connect_timeout",
    "credential",
    "header",
    "http",
    "idle_timeout",
    "intercept",
    "max_body",
    "max_in_flight",
    "new",
    "rate_limit",
    "redirects",
    "retry",
    "retry_budget",
    "server",
    "stall_timeout",
    "total_timeout",
    "transport",
    "user_agent",
];

/// Names that Windows keeps for devices, whatever the extension: no file may have them.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// Whether `word` is a keyword of any edition.
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

/// Whether a file of this name (without extension) cannot be, or would not be a module of its own.
pub fn is_reserved_file(stem: &str) -> bool {
    let numbered = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    DEVICES.contains(&stem)
        || stem == "mod"
        || stem == "aliases"
        || numbered.is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_for_the_binary_search() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn every_keyword_is_refused_by_syn_as_an_identifier_or_is_kept_back_on_purpose() {
        let on_purpose = ["union", "gen"];
        for word in KEYWORDS {
            let refused = syn::parse_str::<syn::Ident>(word).is_err();
            assert!(refused || on_purpose.contains(word), "{word}");
        }
    }

    #[test]
    fn the_builders_methods_are_those_of_the_runtime() {
        let modules = apicrate_runtime::source::MODULES.iter();
        let text = modules
            .filter(|module| module.name == "client")
            .flat_map(|module| module.files)
            .map(|(_, text)| *text)
            .collect::<String>();
        let builder = text
            .split("impl ClientBuilder {")
            .nth(1)
            .expect("a builder");
        let builder = builder.split("\n}\n").next().expect("an end");
        let methods = builder.split("    pub fn ").skip(1);
        let methods = methods.map(|method| method.split(['(', '<']).next().expect("a name"));
        let mut expected: Vec<&str> = methods.chain(["clone", "server"]).collect();
        expected.sort_unstable();
        assert_eq!(BUILDER, expected);
    }

    #[test]
    fn devices_are_no_files() {
        assert!(is_reserved_file("con") && is_reserved_file("lpt1"));
        assert!(!is_reserved_file("console") && !is_reserved_file("com10"));
    }
}
