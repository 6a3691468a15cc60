//! Filling a path template so that it still leads to the same place.

use super::error::{Error, ErrorKind};
use super::percent::{Keep, encode_into};

/// Appends `template` to `path`, each `{name}` replaced by the encoded text that `values` has for it. A URL parser takes what is
/// added as it is: it has only characters that stand for themselves in a path, and no dot segments.
///
/// # Errors
///
/// Of kind [`ErrorKind::InvalidParameter`], when a name has no value, and when a segment becomes
/// empty, `.` or `..`, in any spelling: servers and proxies drop such segments, and the request
/// would reach another resource. (An empty segment of the template itself, such as after a
/// trailing `/`, stays.)
pub fn fill_into(
    path: &mut String,
    template: &str,
    values: &[(&'static str, String)],
) -> Result<(), Error> {
    // What is left of the template, and of it from where the current segment begins.
    let (mut rest, mut segment) = (template, template);
    let mut start = path.len();
    loop {
        // Every byte of every path is looked at here: `split` takes three times as long.
        let end = rest.bytes().position(|byte| matches!(byte, b'/' | b'{'));
        let (literal, next) = end
            .and_then(|end| rest.split_at_checked(end))
            .unwrap_or((rest, ""));
        encode_into(path, literal, Keep::Path);
        if let Some(placeholder) = next.strip_prefix('{') {
            let (value, after) = value_of(placeholder, values)?;
            // A slash in a value is encoded by now, and so cannot begin another segment.
            path.push_str(value);
            rest = after;
            continue;
        }
        let written = segment.len() - next.len();
        if written > 0 && leads_elsewhere(path.get(start..).unwrap_or_default()) {
            let segment = segment.get(..written).unwrap_or_default();
            return Err(invalid(format!(
                "the values in the path segment `{segment}` make it empty, `.` or `..`"
            )));
        }
        let Some(next) = next.strip_prefix('/') else {
            return Ok(());
        };
        path.push('/');
        start = path.len();
        (rest, segment) = (next, next);
    }
}

/// The value for what `placeholder` begins with, a name and a brace, and what stands behind it.
fn value_of<'t>(
    placeholder: &'t str,
    values: &'t [(&'static str, String)],
) -> Result<(&'t str, &'t str), Error> {
    let Some((name, after)) = placeholder.split_once('}') else {
        return Err(invalid(format!(
            "the path template has an open `{{`: `{{{placeholder}`"
        )));
    };
    let value = values.iter().find(|(known, _)| *known == name);
    let (_, value) =
        value.ok_or_else(|| invalid(format!("the path parameter `{name}` has no value")))?;
    Ok((value, after))
}

/// How long the path will be where each value stands in it once, and nothing in the template needs to be encoded.
pub(super) fn filled_length(template: &str, values: &[(&'static str, String)]) -> usize {
    let longer: usize = values.iter().map(|(_, value)| value.len()).sum();
    let shorter: usize = values.iter().map(|(name, _)| name.len() + "{}".len()).sum();
    (template.len() + longer).saturating_sub(shorter)
}

/// Whether a URL parser, or a server that decodes once more than it should, takes `segment` for
/// an empty one or a dot segment.
fn leads_elsewhere(segment: &str) -> bool {
    // Nearly all segments have another character.
    let is_dot = |byte| matches!(byte, b'.' | b'%' | b'2' | b'5' | b'e' | b'E');
    if !segment.bytes().all(is_dot) {
        return false;
    }
    let dots = segment
        .to_ascii_lowercase()
        .replace("%25", "%")
        .replace("%2e", ".");
    matches!(dots.as_str(), "" | "." | "..")
}

fn invalid(what: String) -> Error {
    Error::new(ErrorKind::InvalidParameter, what)
}
