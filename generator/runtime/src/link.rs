//! The header `link` (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link with the relation `next`, as it is written.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).into_iter();
    let mut texts = values.filter_map(|value| value.to_str().ok());
    texts.find_map(in_value).map(str::to_owned)
}

/// The same in the value of one header, which is a list of links.
fn in_value(value: &str) -> Option<&str> {
    let mut rest = value;
    while let Some((_, link)) = rest.split_once('<') {
        let (target, parameters) = link.split_once('>')?;
        let end = end_of_link(parameters);
        let (own, others) = parameters.split_at_checked(end)?;
        if is_next(own) {
            return Some(target.trim());
        }
        rest = others;
    }
    None
}

/// Where the parameters of a link end: at a comma that stands in no quotes.
fn end_of_link(parameters: &str) -> usize {
    let end = unquoted(parameters).find(|(_, byte)| *byte == b',');
    end.map_or(parameters.len(), |(position, _)| position)
}

/// The bytes outside of quotes (RFC 9110, section 5.6.4), with their positions.
fn unquoted(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let mut is_quoted = false;
    let mut is_escaped = false;
    text.bytes().enumerate().filter(move |(_, byte)| {
        let was_escaped = std::mem::take(&mut is_escaped);
        if *byte == b'"' && !was_escaped {
            is_quoted = !is_quoted;
        }
        is_escaped = is_quoted && *byte == b'\\' && !was_escaped;
        !is_quoted
    })
}

/// Whether `; rel=…` is there and names the relation `next`. The first `rel` counts.
fn is_next(mut parameters: &str) -> bool {
    loop {
        let end = unquoted(parameters).find(|(_, byte)| *byte == b';');
        let end = end.map_or(parameters.len(), |(position, _)| position);
        let (parameter, rest) = parameters.split_at_checked(end).unwrap_or_default();
        if let Some((name, value)) = parameter.split_once('=')
            && name.trim().eq_ignore_ascii_case("rel")
        {
            let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
            return relations.any(|relation| relation.eq_ignore_ascii_case("next"));
        }
        match rest.strip_prefix(';') {
            Some(rest) => parameters = rest,
            None => return false,
        }
    }
}
