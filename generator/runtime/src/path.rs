//! Filling a path template so that it still leads to the same place.

use super::error::{Error, ErrorKind};
use super::percent::{Keep, encode_into};

/// `template` with each `{name}` replaced by the encoded text that `values` has for it.
///
/// # Errors
///
/// Of kind [`ErrorKind::InvalidParameter`], when a name has no value, and when a segment becomes
/// empty, `.` or `..`, in any spelling: servers and proxies drop such segments, and the request
/// would reach another resource. (An empty segment of the template itself, such as after a
/// trailing `/`, stays.)
pub fn fill(template: &str, values: &[(&'static str, String)]) -> Result<String, Error> {
    let filled: usize = values.iter().map(|(_, value)| value.len()).sum();
    let mut path = String::with_capacity(template.len() + filled);
    for (index, segment) in template.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        let start = path.len();
        fill_segment(&mut path, segment, values)?;
        let filled = path.get(start..).unwrap_or_default();
        if !segment.is_empty() && leads_elsewhere(filled) {
            return Err(invalid(format!(
                "the values in the path segment `{segment}` make it empty, `.` or `..`"
            )));
        }
    }
    Ok(path)
}

fn fill_segment(
    path: &mut String,
    mut rest: &str,
    values: &[(&'static str, String)],
) -> Result<(), Error> {
    // Most segments have no parameter.
    while rest.as_bytes().contains(&b'{')
        && let Some((literal, more)) = rest.split_once('{')
    {
        encode_into(path, literal, Keep::Path);
        let Some((name, more)) = more.split_once('}') else {
            return Err(invalid(format!(
                "the path template has an open `{{`: `{rest}`"
            )));
        };
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name) else {
            return Err(invalid(format!("the path parameter `{name}` has no value")));
        };
        // A slash in a value is encoded by now, and so cannot begin another segment.
        path.push_str(value);
        rest = more;
    }
    encode_into(path, rest, Keep::Path);
    Ok(())
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
