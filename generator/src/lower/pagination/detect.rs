//! Finding pages by shape: only where a query parameter and the response agree.

use serde_json::Value;

use super::view::{Cursor, View};
use super::words::{
    CONTAINERS, CURSORS, ITEMS, LINKS, NO_ITEMS, NUMBERS, OFFSETS, PAIRS, PERHAPS_LINKS, Role,
    TOTALS, normal, role,
};
use crate::ir::{
    LastPage, MemberPath, Method, NextPage, PageItems, Pagination, Parameter, Property, Scalar,
    TypeRef,
};

/// The pagination of an operation, if it is plain to see.
pub(super) fn pagination(view: &View<'_>) -> Option<Pagination> {
    let operation = view.operation;
    let is_read = operation.method == Method::Get && operation.body.is_none();
    let is_required = |parameter: &Parameter| parameter.required && role(&parameter.name).is_some();
    if !is_read || view.query().any(|(_, parameter)| is_required(parameter)) {
        return None;
    }
    let items = items(view);
    let counted = || offset(view, items.as_ref()?).or_else(|| page(view, items.as_ref()?));
    // A server that knows both ways names no cursor unless it is asked for one.
    let both = counted().filter(|_| cursor(view, None).is_some());
    both.or_else(|| cursor(view, items.clone()))
        .or_else(|| link_header(view, items.clone()))
        .or_else(|| link(view, items.clone()))
        .or_else(|| last_item(view, items.as_ref()?))
        .or_else(counted)
}

fn has(view: &View<'_>, wanted: Role) -> bool {
    let mut query = view.query();
    query.any(|(_, parameter)| role(&parameter.name) == Some(wanted))
}

/// The array that is certainly the page: the body, the one with a usual name, or the only one.
pub(super) fn items(view: &View<'_>) -> Option<PageItems> {
    view.items_at(Vec::new()).or_else(|| {
        let members = view.body_members().iter();
        let arrays = members.filter(|member| {
            let is_array = matches!(view.plain(&member.ty), TypeRef::Array(_));
            is_array && !NO_ITEMS.contains(&normal(&member.name).as_str())
        });
        let arrays: Vec<&Property> = arrays.collect();
        let usual: Vec<&&Property> = arrays
            .iter()
            .filter(|member| ITEMS.contains(&normal(&member.name).as_str()))
            .collect();
        let chosen = match (usual.as_slice(), arrays.as_slice()) {
            ([only], _) => only,
            ([], [only]) => only,
            _ => return None,
        };
        view.items_at(vec![chosen.name.clone()])
    })
}

/// The members of the body and of what it has to say of pages, with the paths to them.
fn signs<'a>(view: &'a View<'_>) -> Vec<(MemberPath, &'a Property)> {
    let mut found: Vec<(MemberPath, &Property)> = Vec::new();
    let mut level: Vec<(MemberPath, &[Property])> = vec![(Vec::new(), view.body_members())];
    for _ in 0..3 {
        let mut below = Vec::new();
        for (path, members) in level {
            for member in members {
                let mut own = path.clone();
                own.push(member.name.clone());
                if CONTAINERS.contains(&normal(&member.name).as_str()) {
                    below.push((own.clone(), view.members(&member.ty)));
                }
                found.push((own, member));
            }
        }
        level = below;
    }
    found
}

pub(super) fn cursor(view: &View<'_>, items: Option<PageItems>) -> Option<Pagination> {
    let signs = signs(view);
    let last = flag(view, &signs);
    let agrees = |parameter: &Parameter, path: &MemberPath, member: &Property| {
        let (name, member_name) = (normal(&parameter.name), normal(&member.name));
        let (name, member_name) = (name.as_str(), member_name.as_str());
        let is_named = CURSORS.contains(&name)
            && (member_name == name || member_name.strip_prefix("next") == Some(name));
        let is_paired = PAIRS.contains(&(name, member_name));
        // Ids tell nothing of the end.
        let is_ended = member_name != "lastid" || last != LastPage::Unsaid;
        let kinds = (view.cursor(&parameter.ty), view.cursor(&member.ty));
        let is_kind = match kinds {
            (Some(Cursor::Text), Some(_)) => true,
            (Some(Cursor::Integer), found) => found == Some(Cursor::Integer),
            (Some(Cursor::Text) | None, _) => false,
        };
        (is_named || is_paired) && is_ended && is_kind && !is_url(view, path, member)
    };
    view.query().find_map(|(position, parameter)| {
        let mut found = signs.iter();
        let (member, _) = found.find(|(path, member)| agrees(parameter, path, member))?;
        Some(Pagination {
            next: NextPage::Cursor {
                parameter: position,
                member: member.clone(),
            },
            last: last.clone(),
            items: items.clone(),
        })
    })
}

/// A member that says whether this is the last page.
fn flag(view: &View<'_>, signs: &[(MemberPath, &Property)]) -> LastPage {
    let flags = signs
        .iter()
        .filter(|(_, member)| view.is_boolean(&member.ty));
    let mut known = flags.filter_map(|(path, member)| {
        let value = match normal(&member.name).as_str() {
            "done" | "islast" | "islastpage" | "last" | "lastpage" => true,
            "hasmore" | "hasnext" | "hasnextpage" | "istruncated" | "more" | "moreresults"
            | "nextpage" => false,
            _ => return None,
        };
        let member = path.clone();
        Some(LastPage::Flag { member, value })
    });
    known.next().unwrap_or(LastPage::Unsaid)
}

fn link_header(view: &View<'_>, items: Option<PageItems>) -> Option<Pagination> {
    let mut headers = view.headers();
    let has_link = headers.any(|header| header.name.eq_ignore_ascii_case("link"));
    let agrees = has_link && items.is_some() && (has(view, Role::Size) || has(view, Role::Place));
    agrees.then_some(Pagination {
        next: NextPage::LinkHeader,
        last: LastPage::Unsaid,
        items,
    })
}

pub(super) fn link(view: &View<'_>, items: Option<PageItems>) -> Option<Pagination> {
    if !has(view, Role::Size) && !has(view, Role::Place) {
        return None;
    }
    let signs = signs(view);
    let mut links = signs.iter().filter(|(_, member)| is_text(view, member));
    let (member, _) = links.find(|(path, member)| is_url(view, path, member))?;
    Some(Pagination {
        next: NextPage::Link {
            member: member.clone(),
        },
        last: LastPage::Unsaid,
        items,
    })
}

fn is_text(view: &View<'_>, member: &Property) -> bool {
    matches!(view.plain(&member.ty), TypeRef::Scalar(Scalar::String))
}

/// Whether a member is the URL of the next page.
fn is_url(view: &View<'_>, path: &[String], member: &Property) -> bool {
    let name = normal(&member.name);
    let outer: Vec<String> = path.iter().rev().skip(1).map(|name| normal(name)).collect();
    let stands_in = |name: &str| outer.iter().any(|outer| outer == name);
    if LINKS.contains(&name.as_str()) || (name == "href" && stands_in("next")) {
        return true;
    }
    let is_like_url = |example: &Value| {
        let text = example.as_str().unwrap_or_default();
        text.contains("://") || text.starts_with(['/', '?'])
    };
    let words = member.docs.description.as_deref().unwrap_or_default();
    let is_described = ["URL", "URI", "url ", "link "]
        .iter()
        .any(|word| words.contains(word));
    // What could be sent nowhere as a value is a URL: there is no parameter that would take it.
    let is_of_no_use = has(view, Role::Size) && !has(view, Role::Place);
    PERHAPS_LINKS.contains(&name.as_str())
        && (stands_in("links")
            || member.docs.examples.iter().any(is_like_url)
            || is_described
            || is_of_no_use)
}

fn last_item(view: &View<'_>, items: &PageItems) -> Option<Pagination> {
    let last = flag(view, &signs(view));
    let mut query = view.query();
    let (parameter, found) = query.find(|(_, parameter)| {
        matches!(normal(&parameter.name).as_str(), "after" | "startingafter")
    })?;
    let mut members = view.members(&items.ty).iter();
    let id = members.find(|member| member.name == "id")?;
    let kind = view.cursor(&id.ty);
    let agrees = last != LastPage::Unsaid && kind.is_some() && view.cursor(&found.ty) == kind;
    agrees.then(|| Pagination {
        next: NextPage::LastItem {
            parameter,
            member: vec![id.name.clone()],
        },
        last,
        items: Some(items.clone()),
    })
}

/// The first query parameter of one of these names that is an integer.
fn integer<'a>(view: &View<'a>, names: &[&str]) -> Option<(usize, &'a Parameter)> {
    view.query().find(|(_, parameter)| {
        names.contains(&normal(&parameter.name).as_str())
            && view.cursor(&parameter.ty) == Some(Cursor::Integer)
    })
}

fn offset(view: &View<'_>, items: &PageItems) -> Option<Pagination> {
    let (parameter, _) = integer(view, OFFSETS)?;
    has(view, Role::Size).then(|| Pagination {
        next: NextPage::Offset { parameter },
        last: end(view, false),
        items: Some(items.clone()),
    })
}

fn page(view: &View<'_>, items: &PageItems) -> Option<Pagination> {
    let (parameter, found) = integer(view, NUMBERS)?;
    let first = first_page(found)?;
    (has(view, Role::Size) && is_list(view)).then(|| Pagination {
        next: NextPage::Page { parameter, first },
        last: end(view, true),
        items: Some(items.clone()),
    })
}

/// Whether the body is a list and nothing else, or has anything to say of pages. A page of other
/// things may have an array as well.
fn is_list(view: &View<'_>) -> bool {
    let members = view.body_members();
    let says = |member: &Property| {
        let name = normal(&member.name);
        let name = name.as_str();
        TOTALS.contains(&name) || role(name).is_some() || CONTAINERS.contains(&name)
    };
    members.len() < 2 || end(view, true) != LastPage::Unsaid || members.iter().any(says)
}

/// The number of the first page, where the document says it: by the default, or as the least.
pub(super) fn first_page(parameter: &Parameter) -> Option<u64> {
    let default = parameter.default.as_ref().and_then(Value::as_u64);
    let least = |bound: &String| bound.strip_prefix("at least ")?.parse().ok();
    let least: Option<u64> = parameter.docs.constraints.iter().find_map(least);
    default.or(least).filter(|first| *first < 2)
}

/// What marks the last of pages that are counted.
pub(super) fn end(view: &View<'_>, by_page: bool) -> LastPage {
    let signs = signs(view);
    let flag = flag(view, &signs);
    if flag != LastPage::Unsaid {
        return flag;
    }
    let number = |names: &[&str]| {
        let mut found = signs.iter();
        let found = found.find(|(_, member)| {
            names.contains(&normal(&member.name).as_str())
                && view.cursor(&member.ty) == Some(Cursor::Integer)
        });
        found.map(|(path, _)| path.clone())
    };
    if by_page && let Some(member) = number(&["lastpage", "numpages", "pagecount", "totalpages"]) {
        return LastPage::PageCount { member };
    }
    if let Some(member) = number(TOTALS) {
        return LastPage::Total { member };
    }
    let mut headers = view.headers();
    let total = headers.find(|header| {
        matches!(
            normal(&header.name).as_str(),
            "xtotal" | "xtotalcount" | "totalcount"
        )
    });
    total.map_or(LastPage::Unsaid, |header| LastPage::TotalHeader {
        name: header.name.clone(),
    })
}
