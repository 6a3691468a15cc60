//! One line of output.

use serde_json::{Map, Value, json};

/// Prints what was measured of each contestant, ours first.
pub fn print(what: &str, unit: &str, figures: &[(&str, f64)]) {
    let mut figures = figures.iter().map(|(name, figure)| (*name, round(*figure)));
    let ours = figures.next().map_or(Value::Null, |(_, figure)| figure);
    let rivals: Map<String, Value> = figures
        .map(|(name, figure)| (name.to_owned(), figure))
        .collect();
    println!(
        "{}",
        json!({ "what": what, "ours": ours, "unit": unit, "rivals": rivals })
    );
}

fn round(figure: f64) -> Value {
    json!((figure * 10.0).round() / 10.0)
}
