//! Where a `Box` goes: types that contain themselves without an allocation between.

use std::collections::BTreeSet;

use crate::ir::{Shape, TypeId, Types};

/// The members, by type and position, that need a `Box`: those that lie on a cycle of values within values.
///
/// Every edge inside a strongly connected component is boxed. That boxes a little more than a smallest set of edges
/// would, but which members are boxed then depends on the cycle alone and not on where a walk happened to begin.
pub(super) fn boxed(types: &Types) -> BTreeSet<(TypeId, usize)> {
    let edges: Vec<(TypeId, usize, TypeId)> = types
        .iter()
        .flat_map(|(id, _)| edges_of(types, id))
        .collect();
    let component = components(types.len(), &edges);
    let of = |id: TypeId| component.get(id.index()).copied().unwrap_or_default();
    edges
        .iter()
        .filter(|(from, _, to)| of(*from) == of(*to))
        .map(|(from, position, _)| (*from, *position))
        .collect()
}

/// The types that a value of the type holds without an allocation between, with the position of the member.
fn edges_of(types: &Types, id: TypeId) -> Vec<(TypeId, usize, TypeId)> {
    let mut edges = Vec::new();
    let mut add = |position: usize, ty: &crate::ir::TypeRef| {
        ty.visit_named(false, &mut |target, behind_allocation| {
            if !behind_allocation {
                edges.push((id, position, target));
            }
        });
    };
    match &types.get(id).shape {
        Shape::Object(object) => {
            object
                .properties
                .iter()
                .enumerate()
                .for_each(|(position, property)| add(position, &property.ty));
        }
        Shape::Union(union) => {
            union
                .variants
                .iter()
                .enumerate()
                .for_each(|(position, variant)| add(position, &variant.ty));
        }
        Shape::Wrapper(ty) => add(0, ty),
        Shape::Alias(_) | Shape::Enumeration(_) => {}
    }
    edges
}

/// The strongly connected component of each type, by Kosaraju's two walks, without recursion.
fn components(count: usize, edges: &[(TypeId, usize, TypeId)]) -> Vec<usize> {
    let mut forward = vec![Vec::new(); count];
    let mut backward = vec![Vec::new(); count];
    for (from, _, to) in edges {
        if let Some(next) = forward.get_mut(from.index()) {
            next.push(to.index());
        }
        if let Some(next) = backward.get_mut(to.index()) {
            next.push(from.index());
        }
    }
    let mut component = vec![usize::MAX; count];
    for (number, start) in finish_order(&forward).into_iter().rev().enumerate() {
        let mut pending = vec![start];
        while let Some(node) = pending.pop() {
            let Some(slot) = component.get_mut(node) else {
                continue;
            };
            if *slot == usize::MAX {
                *slot = number;
                pending.extend(backward.get(node).into_iter().flatten());
            }
        }
    }
    component
}

/// The nodes in the order in which a depth-first walk leaves them.
fn finish_order(next: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(next.len());
    let mut seen = vec![false; next.len()];
    for start in 0..next.len() {
        let mut pending = vec![(start, false)];
        while let Some((node, is_done)) = pending.pop() {
            if is_done {
                order.push(node);
                continue;
            }
            let Some(slot) = seen.get_mut(node) else {
                continue;
            };
            if std::mem::replace(slot, true) {
                continue;
            }
            pending.push((node, true));
            pending.extend(
                next.get(node)
                    .into_iter()
                    .flatten()
                    .map(|target| (*target, false)),
            );
        }
    }
    order
}
