//! Example values as JSON text.

use std::fmt::Write as _;

use serde_json::Value;

use super::super::text;

/// The lines of `value`, indented.
///
/// What would not be seen, or would change how the rest is shown, is escaped.
pub(super) fn lines(value: &Value) -> Vec<String> {
    let written = format!("{value:#}");
    written.lines().map(escaped).collect()
}

fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if text::is_shown(c) {
            out.push(c);
            continue;
        }
        // Only strings hold such characters, and there they can be written so (RFC 8259 §7).
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}
