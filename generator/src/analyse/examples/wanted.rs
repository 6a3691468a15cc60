//! What the document wants of values beyond their type.

use serde_json::Value;

use crate::ir::{Bound, Limits};

/// What of `limits` a value does not keep, if anything. Patterns are not looked at: theirs is another dialect.
pub(super) fn problem(limits: &Limits, value: &Value) -> Option<String> {
    if !limits.values.is_empty() && !limits.values.contains(value) {
        return Some("the value is not among those that are listed".to_owned());
    }
    match value {
        Value::String(text) => outside(limits.length, text.chars().count(), "characters"),
        Value::Array(items) => outside(limits.items, items.len(), "items"),
        Value::Number(number) => {
            let number = number.as_f64()?;
            let is_low = limits.minimum.filter(|least| {
                number < least.number || number == least.number && least.is_exclusive
            });
            let is_high = limits
                .maximum
                .filter(|most| number > most.number || number == most.number && most.is_exclusive);
            let told =
                |word: &str, bound: Bound| format!("the number is {word} than {}", bound.number);
            match (is_low, is_high) {
                (Some(bound), _) if bound.is_exclusive => {
                    Some(format!("the number is not more than {}", bound.number))
                }
                (Some(bound), _) => Some(told("less", bound)),
                (_, Some(bound)) if bound.is_exclusive => {
                    Some(format!("the number is not less than {}", bound.number))
                }
                (_, Some(bound)) => Some(told("more", bound)),
                (None, None) => None,
            }
        }
        _ => None,
    }
}

fn outside(range: (Option<usize>, Option<usize>), count: usize, what: &str) -> Option<String> {
    match range {
        (Some(least), _) if count < least => Some(format!(
            "there are {count} {what}, and at least {least} are wanted"
        )),
        (_, Some(most)) if count > most => Some(format!(
            "there are {count} {what}, and at most {most} are wanted"
        )),
        _ => None,
    }
}
