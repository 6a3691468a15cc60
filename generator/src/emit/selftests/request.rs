//! What a call sends: method, target and headers, worked out from the description.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::Plan;
use super::styles::{Written, percent};
use crate::analyse::examples::Examples;
use crate::ir::{
    CredentialKind, Idempotency, Location, Operation, Parameter, Requirement, Scalar,
    SecurityScheme, TypeRef,
};

/// The base URL that the tests use; its path must stay in front.
pub(super) const BASE: &str = "https://api.example.com/base";

/// What the tests give as secret, and as user and password.
pub(super) const SECRET: &str = "secret";
pub(super) const USER: (&str, &str) = ("user", "password");
/// `user:password` in base64 (RFC 4648 §4), as RFC 7617 has it.
const BASIC: &str = "Basic dXNlcjpwYXNzd29yZA==";

/// A request as it is expected.
#[derive(Debug)]
pub(super) struct Expected<'a> {
    /// Path and query.
    pub(super) target: String,
    /// The headers, those of the transport and the package aside, by their names in lower case.
    pub(super) headers: BTreeMap<String, String>,
    /// The parameters that are set, with their positions and values.
    pub(super) set: Vec<(usize, &'a Parameter, Value)>,
}

/// What a call of the operation with all its parameters sends, its body aside.
///
/// The credentials are those of `alternative`, else those that a client with all of them chooses. None where no call can
/// be made: a required parameter has no value that can be written, or a credential is not at hand.
pub(super) fn expected<'a>(
    plan: &Plan<'a>,
    examples: &Examples<'a>,
    operation: &'a Operation,
    alternative: Option<&Requirement>,
) -> Option<Expected<'a>> {
    let mut request = Expected {
        target: percent_path(&operation.template),
        headers: BTreeMap::new(),
        set: Vec::new(),
    };
    let mut pairs = Pairs::default();
    // Constructors come before setters, whatever the order in the document.
    let listed = operation.parameters.iter().enumerate();
    let (required, optional): (Vec<_>, Vec<_>) =
        listed.partition(|(_, parameter)| parameter.required);
    for (position, parameter) in required.into_iter().chain(optional) {
        let taken: Vec<&Value> = request.set.iter().map(|(_, _, value)| value).collect();
        match value(examples, parameter, &taken) {
            Some((value, text)) => {
                place(&mut request, &mut pairs, parameter, text)?;
                request.set.push((position, parameter, value));
            }
            None if parameter.required => return None,
            None => {}
        }
    }
    let alternative = match alternative {
        Some(alternative) => alternative.as_slice(),
        None => chosen(plan, operation)?,
    };
    authorise(plan, alternative, &mut request.headers, &mut pairs);
    let (accept, headers) = (accept(operation), &mut request.headers);
    if !accept.is_empty() {
        headers.entry("accept".to_owned()).or_insert(accept);
    }
    if let Idempotency::Key(name) = &operation.idempotency {
        // It is a parameter, and set; a key of the client's own could not be foreseen.
        headers.get(&name.to_ascii_lowercase())?;
    }
    if !pairs.cookies.is_empty() {
        headers.insert("cookie".to_owned(), pairs.cookies.join("; "));
    }
    pairs.add_fixed(&operation.query);
    request.target = format!("/base{}", request.target);
    if !pairs.query.is_empty() {
        request.target = format!("{}?{}", request.target, pairs.query.join("&"));
    }
    Some(request)
}

/// What stands in the query and in the cookie header, in its order.
#[derive(Debug, Default)]
struct Pairs {
    query: Vec<String>,
    cookies: Vec<String>,
}

impl Pairs {
    /// Puts what stands in the query of each call in front, as far as nothing else has the same name.
    fn add_fixed(&mut self, query: &str) {
        let pairs = self.query.iter().flat_map(|text| text.split('&'));
        let names: BTreeSet<&str> = pairs.filter_map(|pair| pair.split('=').next()).collect();
        let fixed = query.split('&').filter(|pair| {
            let name = pair.split('=').next();
            !pair.is_empty() && name.is_some_and(|name| !names.contains(name))
        });
        let fixed: Vec<String> = fixed.map(str::to_owned).collect();
        self.query.splice(0..0, fixed);
    }
}

/// Puts the text of a parameter into its place; none where a path would lack it.
fn place(
    request: &mut Expected<'_>,
    pairs: &mut Pairs,
    parameter: &Parameter,
    text: Option<String>,
) -> Option<()> {
    match (parameter.location, text) {
        (Location::Path, text) => {
            let slot = format!("{{{}}}", parameter.name);
            let text = text.filter(|text| !text.is_empty())?;
            request.target = request.target.replace(&slot, &text);
        }
        (_, None) => {}
        (Location::Query, Some(text)) => pairs.query.push(text),
        (Location::Cookie, Some(text)) => pairs.cookies.push(text),
        (Location::Header, Some(text)) => {
            let name = parameter.name.to_ascii_lowercase();
            request.headers.insert(name, text);
        }
    }
    Some(())
}

/// A value of the parameter and its text, if it can be sent; no text is for what is not sent, as empty lists are not.
///
/// Where the type allows it, the value is another than those that are `taken`: parameters that change places are seen.
fn value(
    examples: &Examples<'_>,
    parameter: &Parameter,
    taken: &[&Value],
) -> Option<(Value, Option<String>)> {
    let fallback = matches!(
        parameter.ty,
        TypeRef::Scalar(Scalar::String | Scalar::Secret)
    );
    let own = examples.parameter(parameter);
    let made = || examples.made(&parameter.ty, 0);
    let plain = || fallback.then(|| Value::from("text"));
    let offers = [own, made(), plain()];
    offers.into_iter().flatten().find_map(|value| {
        let value = distinct(&parameter.ty, value, taken);
        let text = Written::from(parameter).text(&value).ok()?;
        is_sent(parameter, text.as_deref()).then_some((value, text))
    })
}

/// The value, changed at its end where it is taken.
fn distinct(ty: &TypeRef, value: Value, taken: &[&Value]) -> Value {
    let mut changed = value.clone();
    for number in 1..16_u8 {
        if !taken.contains(&&changed) {
            return changed;
        }
        changed = match (ty, &value) {
            (TypeRef::Scalar(Scalar::Uuid), Value::String(text)) => {
                let start = text.get(..text.len().saturating_sub(1)).unwrap_or_default();
                format!("{start}{number:x}").into()
            }
            (TypeRef::Scalar(Scalar::String | Scalar::Secret), Value::String(text)) => {
                format!("{text}-{number}").into()
            }
            (
                TypeRef::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64),
                Value::Number(from),
            ) => from
                .as_i64()
                .and_then(|from| from.checked_add(number.into()))
                .map_or(Value::Null, Value::from),
            _ => return value,
        };
    }
    value
}

/// Whether the client sends this text in this place and does not refuse it.
fn is_sent(parameter: &Parameter, text: Option<&str>) -> bool {
    match (parameter.location, text) {
        (Location::Path, text) => !matches!(text.unwrap_or_default(), "" | "." | ".."),
        (Location::Header, Some(text)) => {
            let is_visible = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
            text.bytes().all(is_visible) && text.trim() == text && !text.is_empty()
        }
        _ => true,
    }
}

/// The template's own characters, encoded as a path's are; its slots stay.
fn percent_path(template: &str) -> String {
    let mut path = String::with_capacity(template.len());
    for (index, part) in template.split('{').enumerate() {
        let (slot, literal) = match (index, part.split_once('}')) {
            (0, _) | (_, None) => (None, part),
            (_, Some((slot, literal))) => (Some(slot), literal),
        };
        if let Some(slot) = slot {
            path.push_str(&format!("{{{slot}}}"));
        }
        path.push_str(&percent(literal, ":/@!$&'()*+,;="));
    }
    path
}

/// The media types of all successes, each once.
fn accept(operation: &Operation) -> String {
    let mut listed: Vec<&str> = Vec::new();
    let responses = operation.successes.iter();
    for media_type in responses.flat_map(|response| &response.media_types) {
        if !listed.contains(&media_type.as_str()) {
            listed.push(media_type);
        }
    }
    listed.join(", ")
}

/// The schemes that a client with all credentials uses: the alternative with most schemes, the first of equals.
fn chosen<'a>(plan: &Plan<'_>, operation: &'a Operation) -> Option<&'a [String]> {
    let alternatives = operation.security.iter();
    let at_hand = alternatives.filter(|all| all.iter().all(|key| scheme(plan, key).is_some()));
    let best = at_hand.reduce(|best, next| if next.len() > best.len() { next } else { best });
    match best {
        Some(best) => Some(best.as_slice()),
        None => operation.security.is_empty().then_some(&[]),
    }
}

fn scheme<'a>(plan: &Plan<'a>, key: &str) -> Option<&'a SecurityScheme> {
    let mut found = plan.api.schemes.iter().filter(|scheme| scheme.key == *key);
    found.find(|scheme| scheme.kind != CredentialKind::MutualTls)
}

/// Adds what the tests' credentials of these schemes add.
fn authorise(
    plan: &Plan<'_>,
    schemes: &[String],
    headers: &mut BTreeMap<String, String>,
    Pairs { query, cookies }: &mut Pairs,
) {
    for scheme in schemes.iter().filter_map(|key| scheme(plan, key)) {
        match &scheme.kind {
            CredentialKind::Header { name, prefix } => {
                headers.insert(name.to_ascii_lowercase(), format!("{prefix}{SECRET}"));
            }
            CredentialKind::Bearer => {
                headers.insert("authorization".to_owned(), format!("Bearer {SECRET}"));
            }
            CredentialKind::Basic => {
                headers.insert("authorization".to_owned(), BASIC.to_owned());
            }
            CredentialKind::Query { name } => {
                let start = format!("{}=", percent(name, ""));
                query.retain(|pair| !pair.starts_with(&start));
                query.push(format!("{start}{SECRET}"));
            }
            CredentialKind::Cookie { name } => cookies.push(format!("{name}={SECRET}")),
            CredentialKind::MutualTls => {}
        }
    }
}
