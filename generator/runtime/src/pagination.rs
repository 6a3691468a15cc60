//! How the pages of a result follow each other, and what a page says of it.

use bytes::Bytes;

use super::json::{self, Fault, Kind, Raw};
use super::parameter::Parameter;
use super::response::{self, BodyFault, RawResponse};

/// The names of the members that lead to a value in a body, from the outermost on.
pub type Path = &'static [&'static str];

/// What is known of the pages of an operation: one `static` per operation.
#[derive(Debug)]
pub struct Pagination {
    /// Where the next page is.
    pub next: Next,
    /// What marks the last page, besides that no next one is named.
    pub last: Last,
    /// The array of items, where it is known. An absent or null one is empty.
    pub items: Option<Path>,
}

/// Where the next page is.
#[derive(Debug)]
pub enum Next {
    /// A query parameter numbers the pages. A page without items is the last.
    Page {
        /// The parameter.
        parameter: Parameter,
        /// The number of the page that comes when the caller names none.
        first: u64,
    },
    /// A query parameter says how many items to pass over. A page without items is the last.
    Offset {
        /// The parameter.
        parameter: Parameter,
    },
    /// A member of the body is the value of a query parameter.
    Cursor {
        /// The parameter.
        parameter: Parameter,
        /// The member; null, absent or empty on the last page.
        member: Path,
    },
    /// A member of the last item is the value of a query parameter.
    LastItem {
        /// The parameter.
        parameter: Parameter,
        /// The member of an item.
        member: Path,
    },
    /// A member of the body is the URL of the next page.
    Link {
        /// The member; null, absent or empty on the last page.
        member: Path,
    },
    /// The header `link` has the URL of the next page, with the relation `next` (RFC 8288).
    LinkHeader,
}

/// What marks the last page.
#[derive(Debug)]
pub enum Last {
    /// Nothing else.
    Unsaid,
    /// A member of the body has this value on the last page, and the other one before.
    Flag {
        /// The member.
        member: Path,
        /// Its value on the last page.
        value: bool,
    },
    /// A member of the body is the number of all items.
    Total {
        /// The member.
        member: Path,
    },
    /// A header is the number of all items.
    TotalHeader {
        /// Its name, in lower case.
        name: &'static str,
    },
    /// A member of the body is the number of all pages.
    PageCount {
        /// The member.
        member: Path,
    },
}

/// What is read off a page before it is decoded.
#[derive(Default)]
pub(super) struct Signs {
    /// The text of each item, where the place of the items is known.
    pub(super) items: Option<Vec<Bytes>>,
    /// What leads to the next page.
    pub(super) next: Option<String>,
    /// The flag of the last page.
    pub(super) flag: Option<bool>,
    /// The number of all items, or pages.
    pub(super) total: Option<u64>,
}

impl Pagination {
    /// The query parameter that leads to the next page, if one does.
    pub(super) fn parameter(&self) -> Option<&Parameter> {
        match &self.next {
            Next::Page { parameter, .. }
            | Next::Offset { parameter }
            | Next::Cursor { parameter, .. }
            | Next::LastItem { parameter, .. } => Some(parameter),
            Next::Link { .. } | Next::LinkHeader => None,
        }
    }

    /// What the body of a page says.
    pub(super) fn signs(&self, response: &RawResponse) -> Result<Signs, BodyFault> {
        let is_in_head = matches!(self.next, Next::LinkHeader);
        if is_in_head && self.items.is_none() {
            return Ok(Signs::default());
        }
        match response::json_body(response)? {
            Some(body) => Ok(json::look(body, |raw| self.look(raw, response.body()))??),
            None if response.status() == 204 => Ok(Signs::default()),
            None => Err(BodyFault::Empty),
        }
    }

    fn look(&self, raw: Raw<'_>, body: &Bytes) -> Result<Signs, Fault> {
        let items = match self.items {
            None => None,
            Some(path) => match at(raw, path).filter(|items| items.kind() != Kind::Null) {
                Some(items) => Some(items.items()?),
                None => Some(Vec::new()),
            },
        };
        let next = match &self.next {
            Next::Cursor { member, .. } | Next::Link { member } => text(raw, member)?,
            Next::LastItem { member, .. } => match items.as_ref().and_then(|items| items.last()) {
                Some(item) => text(*item, member)?,
                None => None,
            },
            Next::Page { .. } | Next::Offset { .. } | Next::LinkHeader => None,
        };
        let (flag, total) = match self.last {
            Last::Flag { member, .. } => (at(raw, member).and_then(|flag| flag.try_decode()), None),
            Last::Total { member } | Last::PageCount { member } => {
                (None, at(raw, member).and_then(|total| total.try_decode()))
            }
            Last::Unsaid | Last::TotalHeader { .. } => (None, None),
        };
        let share = |item: &Raw<'_>| body.slice_ref(item.text().as_bytes());
        Ok(Signs {
            items: items.map(|items| items.iter().map(share).collect()),
            next,
            flag,
            total,
        })
    }
}

/// The value that `path` leads to.
fn at<'a>(raw: Raw<'a>, path: Path) -> Option<Raw<'a>> {
    path.iter().try_fold(raw, |raw, name| raw.member(name))
}

/// The text of a string or number; `None` where there is none, or an empty one.
fn text(raw: Raw<'_>, path: Path) -> Result<Option<String>, Fault> {
    let Some(value) = at(raw, path) else {
        return Ok(None);
    };
    let text = match value.kind() {
        Kind::Null | Kind::Bool => None,
        // What cannot be a cursor is told so by the decoder of text.
        Kind::Array | Kind::Object => return value.decode().map(Some),
        Kind::String | Kind::Integer | Kind::Number => value.scalar_text(),
    };
    Ok(text
        .filter(|text| !text.is_empty())
        .map(std::borrow::Cow::into_owned))
}
