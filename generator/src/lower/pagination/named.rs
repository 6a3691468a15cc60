//! Pages that the settings name. What they leave open is taken from the document.

use super::detect;
use super::view::{Cursor, View};
use crate::ir::{LastPage, Location, MemberPath, NextPage, Pagination, Scalar, TypeRef};
use crate::pointer::Pointer;
use crate::settings::{PageStyle, PaginationSettings, suggestion};

/// The pagination that `wanted` asks for, or why the operation does not have it.
pub(super) fn pagination(
    view: &View<'_>,
    wanted: &PaginationSettings,
) -> Result<Option<Pagination>, String> {
    if wanted.style == Some(PageStyle::None) {
        return Ok(None);
    }
    let found = detect::pagination(view);
    let items = match &wanted.items {
        Some(pointer) => Some(
            view.items_at(path(pointer))
                .ok_or_else(|| format!("`{pointer}` leads to no array in the response"))?,
        ),
        None => detect::items(view),
    };
    let next = next(view, wanted, found.as_ref())?;
    let is_counted = matches!(
        next,
        NextPage::Page { .. } | NextPage::Offset { .. } | NextPage::LastItem { .. }
    );
    if is_counted && items.is_none() {
        return Err(
            "it is not clear which array of the response has the items: name it with `items`"
                .to_owned(),
        );
    }
    if let (NextPage::LastItem { member, .. }, Some(items)) = (&next, &items) {
        is_cursor(view, &items.ty, member, "an item")?;
    }
    let last = last(view, wanted, &next, found)?;
    Ok(Some(Pagination { next, last, items }))
}

fn path(pointer: &Pointer) -> MemberPath {
    pointer.segments().map(|name| name.into_owned()).collect()
}

fn next(
    view: &View<'_>,
    wanted: &PaginationSettings,
    found: Option<&Pagination>,
) -> Result<NextPage, String> {
    let found = found.map(|found| &found.next);
    let style = match (wanted.style, found) {
        (Some(style), _) => style,
        (None, Some(found)) => style_of(found),
        (None, None) => return Err("the document does not show how: name a `style`".to_owned()),
    };
    let found = found.filter(|found| style_of(found) == style);
    let parameter = || parameter(view, wanted, found);
    let member = || match (&wanted.next, found) {
        (Some(pointer), _) => Ok(path(pointer)),
        (
            None,
            Some(
                NextPage::Cursor { member, .. }
                | NextPage::Link { member }
                | NextPage::LastItem { member, .. },
            ),
        ) => Ok(member.clone()),
        (None, _) => Err(format!("style `{}` needs `next`", style.as_str())),
    };
    match style {
        PageStyle::Page => {
            let parameter = parameter()?;
            let described = view.operation.parameters.get(parameter);
            let first = wanted.first.or_else(|| detect::first_page(described?));
            let first = first.ok_or(
                "the document does not say which number the first page has: name it with `first`",
            )?;
            Ok(NextPage::Page { parameter, first })
        }
        PageStyle::Offset => Ok(NextPage::Offset {
            parameter: parameter()?,
        }),
        PageStyle::Cursor => {
            let member = member()?;
            in_body(view, &member)?;
            Ok(NextPage::Cursor {
                parameter: parameter()?,
                member,
            })
        }
        PageStyle::LastItem => Ok(NextPage::LastItem {
            parameter: parameter()?,
            member: member()?,
        }),
        PageStyle::Link => {
            let member = member()?;
            in_body(view, &member)?;
            Ok(NextPage::Link { member })
        }
        PageStyle::LinkHeader | PageStyle::None => Ok(NextPage::LinkHeader),
    }
}

fn style_of(next: &NextPage) -> PageStyle {
    match next {
        NextPage::Page { .. } => PageStyle::Page,
        NextPage::Offset { .. } => PageStyle::Offset,
        NextPage::Cursor { .. } => PageStyle::Cursor,
        NextPage::LastItem { .. } => PageStyle::LastItem,
        NextPage::Link { .. } => PageStyle::Link,
        NextPage::LinkHeader => PageStyle::LinkHeader,
    }
}

/// The position of the parameter that leads to the next page.
fn parameter(
    view: &View<'_>,
    wanted: &PaginationSettings,
    found: Option<&NextPage>,
) -> Result<usize, String> {
    let Some(name) = &wanted.parameter else {
        let position = found.and_then(NextPage::parameter);
        return position.ok_or_else(|| "the style needs a `parameter`".to_owned());
    };
    let parameters = view.operation.parameters.iter();
    let known: Vec<&str> = parameters
        .filter(|parameter| parameter.location == Location::Query)
        .map(|parameter| parameter.name.as_str())
        .collect();
    let mut query = view.query();
    let (position, parameter) = query
        .find(|(_, parameter)| parameter.name == *name)
        .ok_or_else(|| {
            format!(
                "it has no query parameter `{name}`{}",
                suggestion(name, &known)
            )
        })?;
    match view.cursor(&parameter.ty) {
        Some(_) => Ok(position),
        None => Err(format!(
            "its parameter `{name}` is neither text nor an integer"
        )),
    }
}

fn in_body(view: &View<'_>, member: &MemberPath) -> Result<(), String> {
    match view.in_body(member) {
        Some(_) => is_cursor_at(view, view.in_body(member), member, "the response"),
        None => Err(nowhere(member, "the response")),
    }
}

fn is_cursor(
    view: &View<'_>,
    start: &TypeRef,
    member: &MemberPath,
    of: &str,
) -> Result<(), String> {
    is_cursor_at(view, view.at(start, member), member, of)
}

fn is_cursor_at(
    view: &View<'_>,
    found: Option<&TypeRef>,
    member: &MemberPath,
    of: &str,
) -> Result<(), String> {
    let found = found.ok_or_else(|| nowhere(member, of))?;
    let is_any = matches!(view.plain(found), TypeRef::Any);
    match view.cursor(found) {
        None if !is_any => Err(format!(
            "`{}` in {of} is neither text nor an integer",
            written(member)
        )),
        _ => Ok(()),
    }
}

fn nowhere(member: &MemberPath, of: &str) -> String {
    format!("`{}` leads nowhere in {of}", written(member))
}

fn written(member: &MemberPath) -> String {
    Pointer::from_segments(member).to_string()
}

/// What marks the last page: what the settings name, else what the document shows.
fn last(
    view: &View<'_>,
    wanted: &PaginationSettings,
    next: &NextPage,
    found: Option<Pagination>,
) -> Result<LastPage, String> {
    if let Some(named) = named_last(view, wanted)? {
        return Ok(named);
    }
    Ok(match next {
        NextPage::Page { .. } => detect::end(view, true),
        NextPage::Offset { .. } => detect::end(view, false),
        _ => found
            .filter(|found| style_of(&found.next) == style_of(next))
            .map_or(LastPage::Unsaid, |found| found.last),
    })
}

fn named_last(view: &View<'_>, wanted: &PaginationSettings) -> Result<Option<LastPage>, String> {
    let mut named = Vec::new();
    for (pointer, value) in [(&wanted.more, false), (&wanted.done, true)] {
        if let Some(pointer) = pointer {
            let member = sign(view, pointer, true)?;
            named.push(LastPage::Flag { member, value });
        }
    }
    if let Some(pointer) = &wanted.total {
        let member = sign(view, pointer, false)?;
        named.push(LastPage::Total { member });
    }
    if let Some(name) = &wanted.total_header {
        let name = name.clone();
        named.push(LastPage::TotalHeader { name });
    }
    if let Some(pointer) = &wanted.page_count {
        let member = sign(view, pointer, false)?;
        named.push(LastPage::PageCount { member });
    }
    match named.len() {
        0 | 1 => Ok(named.pop()),
        _ => Err(
            "they name more than one of `more`, `done`, `total`, `total_header` and `page_count`"
                .to_owned(),
        ),
    }
}

/// The member of the body that `pointer` leads to, which must be a boolean or else a number.
fn sign(view: &View<'_>, pointer: &Pointer, is_boolean: bool) -> Result<MemberPath, String> {
    let member = path(pointer);
    let found = view.in_body(&member);
    let ty = found.ok_or_else(|| nowhere(&member, "the response"))?;
    let fits = match view.plain(ty) {
        TypeRef::Any => true,
        TypeRef::Scalar(Scalar::Boolean) => is_boolean,
        TypeRef::Scalar(Scalar::F64) => !is_boolean,
        _ => !is_boolean && view.cursor(ty) == Some(Cursor::Integer),
    };
    let kind = if is_boolean { "a boolean" } else { "a number" };
    fits.then_some(member)
        .ok_or_else(|| format!("`{pointer}` in the response is not {kind}"))
}
