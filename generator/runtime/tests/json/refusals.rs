//! What is refused, and what a fault says.

use apicrate_runtime::json::{FaultKind, Json, Kind, MAX_DEPTH, from_slice, from_str};
use serde_json::Value;

use crate::models::{Node, Token};

const TOKEN: &str = r#"{"id":"5c5e1a2b-0000-4000-8000-000000000001","name":"caf\u00e9 \ud83d\ude00",
    "role":"admin", "count": -12, "limit": 7, "ratio": 0.25e1, "active": true, "last_used": null,
    "note": null, "privileges": [{"org_id":"5c5e1a2b-0000-4000-8000-000000000002","since":"2026-11-23"}],
    "labels": {"a": [1, null, 2], "": []}, "unknown": {"deep": [1e400, "\\"]}}"#;

/// Refused with that kind, at that path, as a model, and as raw text if `anywhere`.
#[track_caller]
fn refused(text: &[u8], kind: FaultKind, path: &str) {
    let fault = from_slice::<Token>(text).unwrap_err();
    assert_eq!(
        (fault.kind(), fault.path().as_str()),
        (kind, path),
        "{fault}"
    );
}

/// Text that is not JSON is refused wherever it is: declared, kept or skipped.
#[track_caller]
fn not_json(value: &[u8], kind: FaultKind) {
    for (before, after) in [("", ""), (r#"{"a":"#, "}"), ("[", "]"), ("[[{\"\":", "}]]")] {
        let text = [before.as_bytes(), value, after.as_bytes()].concat();
        for fault in [
            from_slice::<Json>(&text).map(drop).unwrap_err(),
            from_slice::<()>(&text).unwrap_err(),
            from_slice::<Value>(&text).map(drop).unwrap_err(),
        ] {
            // Alone, `1x` is a number and something after it.
            let trailing = before.is_empty() && fault.kind() == FaultKind::Trailing;
            assert!(
                fault.kind() == kind || trailing,
                "{fault} for {:?}",
                String::from_utf8_lossy(&text)
            );
        }
    }
}

#[test]
fn a_document_cut_at_any_byte_is_refused() {
    assert!(from_str::<Token>(TOKEN).is_ok());
    for end in 0..TOKEN.len() {
        let text = &TOKEN.as_bytes()[..end];
        assert!(from_slice::<Token>(text).is_err(), "cut at {end}");
        assert!(from_slice::<Json>(text).is_err(), "cut at {end}");
        let kind = from_slice::<()>(text).unwrap_err().kind();
        let due = if end == 0 {
            FaultKind::Empty
        } else {
            FaultKind::Truncated
        };
        assert!(
            kind == due || kind == FaultKind::Utf8,
            "cut at {end}: {kind:?}"
        );
    }
}

#[test]
fn empty_and_trailing_input() {
    refused(b"", FaultKind::Empty, "$");
    refused(b" \r\n\t ", FaultKind::Empty, "$");
    for tail in ["x", "}", "{}", ",", "\u{0}", "/* */"] {
        refused(
            format!("{TOKEN}{tail}").as_bytes(),
            FaultKind::Trailing,
            "$",
        );
    }
    assert!(from_slice::<Token>(format!("\n{TOKEN}\r\n\t ").as_bytes()).is_ok());
}

#[test]
fn text_that_is_not_json() {
    for text in [
        "01",
        "-01",
        "00",
        "+1",
        ".5",
        "1.e2",
        "1.x",
        "1ex",
        "--1",
        "0x10",
        "Infinity",
        "-Infinity",
        "NaN",
        "nul ",
        "True",
        "'a'",
        "{'a':1}",
        "{a:1}",
        "{1:2}",
        "{\"a\" 1}",
        "{\"a\":1,}",
        "{,}",
        "[,]",
        "[1,]",
        "[1 2]",
        "[1}",
        "{\"a\"]",
        "undefined",
        "// a\n1",
        "\u{feff}1",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u+123\"",
    ] {
        not_json(text.as_bytes(), FaultKind::Syntax);
    }
}

#[test]
fn control_characters_in_strings() {
    for control in 0..0x20_u8 {
        not_json(&[b'"', b'a', control, b'"'], FaultKind::Syntax);
        not_json(&[b'"', b'\\', b'n', control, b'"'], FaultKind::Syntax);
    }
    assert_eq!(from_str::<String>("\"\u{7f}\"").unwrap(), "\u{7f}");
}

#[test]
fn lone_surrogates() {
    for text in [
        r#""\ud800""#,
        r#""\udc00""#,
        r#""\ud800\ud800""#,
        r#""\udc00\ud800""#,
        r#""\ud800x""#,
        r#""\ud800\n""#,
        r#""\ud800\u0041""#,
    ] {
        not_json(text.as_bytes(), FaultKind::Syntax);
    }
    assert_eq!(from_str::<String>(r#""\uD83D\ude00""#).unwrap(), "😀");
}

#[test]
fn bytes_that_are_not_utf8_even_where_nothing_looks() {
    for bad in [&b"\xff"[..], b"\xc0\xaf", b"\xed\xa0\x80", b"\xf0\x9f\x98"] {
        let text = [
            br#"{"name":"a","role":"read","note":null,"skipped":{"x":""#,
            bad,
            b"\"}}",
        ];
        refused(&text.concat(), FaultKind::Utf8, "$");
        not_json(&[b"\"", bad, b"\""].concat(), FaultKind::Utf8);
    }
}

#[test]
fn depth_is_limited_in_every_part() {
    let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    let limit = usize::from(MAX_DEPTH);
    for (levels, sound) in [(limit, true), (limit + 1, false), (1_000_000, false)] {
        let text = deep(levels);
        assert_eq!(from_str::<Value>(&text).is_ok(), sound);
        assert_eq!(from_str::<Json>(&text).is_ok(), sound);
        assert_eq!(from_str::<()>(&text).is_ok(), sound);
    }
    // Alternatives are read a second time, and do not start at zero then.
    let nested = |levels: usize| {
        let open = r#"{"pet":{},"children":[],"next":"#.repeat(levels);
        format!("{open}null{}", "}".repeat(levels))
    };
    assert!(from_str::<Node>(&nested(limit - 1)).is_ok());
    let fault = from_str::<Node>(&nested(limit + 1)).unwrap_err();
    assert_eq!(fault.kind(), FaultKind::Depth);
}

#[test]
fn duplicate_members() {
    let base = r#""name":"a","role":"read","note":null"#;
    let twice = |tail: &str| format!("{{{base},{tail}}}").into_bytes();
    refused(&twice(r#""name":"b""#), FaultKind::Duplicate, "$.name");
    refused(&twice(r#""n\u0061me":"b""#), FaultKind::Duplicate, "$.name");
    refused(&twice(r#""note":null"#), FaultKind::Duplicate, "$.note");
    refused(&twice(r#""x":1,"y":2,"x":1"#), FaultKind::Duplicate, "$.x");
    refused(
        &twice(r#""labels":{"k":[],"k":[]}"#),
        FaultKind::Duplicate,
        "$.labels.k",
    );
    let many: String = (0..1000)
        .map(|number| format!("\"m{number}\":0,"))
        .collect();
    refused(
        &twice(&format!("{many}\"m77\":1")),
        FaultKind::Duplicate,
        "$.m77",
    );
    assert!(from_slice::<Token>(&twice(&format!("{many}\"n\":1"))).is_ok());
    assert!(from_str::<Value>(r#"{"a":{"b":1,"b":1}}"#).is_err());
}

#[test]
fn members_that_are_missing_or_null() {
    refused(b"{}", FaultKind::Missing, "$.name");
    refused(
        br#"{"name":null,"role":"x","note":null}"#,
        FaultKind::Missing,
        "$.name",
    );
    refused(br#"{"name":"a","role":"x"}"#, FaultKind::Missing, "$.note");
    let text = br#"{"name":"a","role":"x","note":null,"privileges":[{"org_id":"5c5e1a2b00004000800000000000000a"}]}"#;
    refused(text, FaultKind::Missing, "$.privileges[0].since");
}

#[test]
fn values_of_another_kind() {
    let wrong = |expected, found| FaultKind::Type { expected, found };
    refused(b"null", wrong(Kind::Object, Kind::Null), "$");
    refused(b"[]", wrong(Kind::Object, Kind::Array), "$");
    refused(
        br#"{"name":7}"#,
        wrong(Kind::String, Kind::Integer),
        "$.name",
    );
    refused(
        br#"{"count":"7"}"#,
        wrong(Kind::Integer, Kind::String),
        "$.count",
    );
    refused(
        br#"{"count":7.5}"#,
        wrong(Kind::Integer, Kind::Number),
        "$.count",
    );
    refused(
        br#"{"active":0}"#,
        wrong(Kind::Bool, Kind::Integer),
        "$.active",
    );
    refused(
        br#"{"privileges":{}}"#,
        wrong(Kind::Array, Kind::Object),
        "$.privileges",
    );
    refused(
        br#"{"labels":{"a":[1,"x"]}}"#,
        wrong(Kind::Integer, Kind::String),
        "$.labels.a[1]",
    );
    refused(br#"{"id":"x"}"#, FaultKind::Format("uuid"), "$.id");
}

#[test]
fn a_fault_shows_the_place_and_never_the_value() {
    let canary = "s3cr3t-c4n4ry";
    for text in [
        format!(r#"{{"count":"{canary}"}}"#),
        format!(r#"{{"id":"{canary}"}}"#),
        format!(r#"{{"privileges":[{{"org_id":"{canary}","since":"x"}}]}}"#),
        format!(r#"{{"name":"{canary}","note":{canary}}}"#),
        format!(r#"{{"name":"{canary}","unknown":{{"x":"{canary}"}}"#),
        format!(r#""{canary}""#),
    ] {
        let fault = from_str::<Token>(&text).unwrap_err();
        let shown = format!("{fault} {fault:?} {fault:#?}");
        assert!(!shown.contains(canary), "{shown}");
    }
    let fault = from_str::<Token>(r#"{"name": "a", "labels": {"b c": [1, true]}}"#).unwrap_err();
    assert_eq!(
        fault.to_string(),
        r#"an integer is due, a boolean is there at $.labels["b c"][1] (byte 36)"#
    );
}

#[test]
fn long_and_odd_names_are_cut_and_escaped_in_paths() {
    let name = "x".repeat(1000);
    let fault = from_str::<Token>(&format!(r#"{{"labels":{{"{name}":1}}}}"#)).unwrap_err();
    assert_eq!(fault.path(), format!("$.labels[\"{}…\"]", "x".repeat(64)));
    let fault = from_str::<Token>("{\"labels\":{\"a\\n\\\"\\u001b[2J\":1}}").unwrap_err();
    assert_eq!(fault.path(), r#"$.labels["a\n\"\u{1b}[2J"]"#);
}

#[test]
fn more_than_64_declared_members() {
    use apicrate_runtime::json::{Decode, Fault, Field, Reader};

    struct Wide(Vec<Option<i64>>);

    impl Decode for Wide {
        fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
            let names: Vec<&'static str> = (0..200)
                .map(|number| &*format!("m{number}").leak())
                .collect();
            let mut slots = vec![None; 200];
            let mut fields: Vec<Field<'_>> = Vec::new();
            for (name, slot) in names.into_iter().zip(&mut slots) {
                fields.push((name, slot));
            }
            reader.object(&mut fields, &mut ())?;
            Ok(Self(slots))
        }
    }

    let members: Vec<_> = (0..200)
        .map(|number| format!("\"m{number}\":{number}"))
        .collect();
    let wide: Wide = from_str(&format!("{{{}}}", members.join(","))).unwrap();
    assert_eq!(wide.0, (0..200).map(Some).collect::<Vec<_>>());
    for twice in [0, 63, 64, 127, 128, 199] {
        let text = format!("{{{},\"m{twice}\":0}}", members.join(","));
        let fault = from_str::<Wide>(&text).map(|_| ()).unwrap_err();
        assert_eq!(
            (fault.kind(), fault.path()),
            (FaultKind::Duplicate, format!("$.m{twice}"))
        );
    }
}
