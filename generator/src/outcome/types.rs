//! Which Rust type values of which schema have.

use std::collections::BTreeMap;

use crate::grammar::RESERVED;
use crate::ir::{
    Additional, Api, Operation, Payload, Property, Response, Scalar, Sent, Shape, TypeRef,
};
use crate::name::Names;
use crate::pointer::Pointer;
use crate::report::Origins;
use crate::settings::MapType;

/// The types of an API by the places of their schemas.
pub(super) struct TypePaths<'a> {
    pub api: &'a Api,
    pub names: &'a Names,
    /// The name by which Rust code uses the crate.
    pub crate_name: &'a str,
    /// The type of maps.
    map: MapType,
    pub origins: &'a Origins,
    found: BTreeMap<Pointer, String>,
}

impl<'a> TypePaths<'a> {
    pub(super) fn new(
        api: &'a Api,
        names: &'a Names,
        (crate_name, map): (&'a str, MapType),
        origins: &'a Origins,
    ) -> Self {
        Self {
            api,
            names,
            crate_name,
            map,
            origins,
            found: BTreeMap::new(),
        }
    }

    /// All of them: of named types, of their members and branches, and of what operations send and receive.
    pub(super) fn collect(mut self) -> BTreeMap<Pointer, String> {
        let api = self.api;
        for (id, definition) in api.types.iter() {
            let place = &definition.origin.pointer;
            self.add(place, &TypeRef::Named(id));
            match &definition.shape {
                Shape::Object(object) => {
                    object.properties.iter().for_each(|p| self.property(p));
                    if let Additional::Typed(ty) = &object.additional {
                        self.values(place, ty);
                    }
                }
                Shape::Union(union) => union
                    .variants
                    .iter()
                    .for_each(|variant| self.add(&variant.origin.pointer, &variant.ty)),
                Shape::Alias(ty) | Shape::Wrapper(ty) => self.parts(place, ty),
                Shape::Enumeration(_) => {}
            }
        }
        api.operations.iter().for_each(|op| self.operation(op));
        self.found
    }

    fn property(&mut self, property: &Property) {
        let place = &property.origin.pointer;
        if property.nullable {
            self.add(place, &property.ty.clone().nullable());
        } else {
            self.add(place, &property.ty);
        }
    }

    fn operation(&mut self, operation: &Operation) {
        for parameter in &operation.parameters {
            let place = &parameter.origin.pointer;
            self.add(&place.child("schema"), &parameter.ty);
        }
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            if let Sent::Json(ty) = &content.payload {
                self.add(&content.origin.pointer.child("schema"), ty);
            }
        }
        let responses = operation.successes.iter().chain(&operation.errors);
        responses.for_each(|response| self.response(response));
    }

    fn response(&mut self, response: &Response) {
        let place = &response.origin.pointer;
        if let Some(Payload::Json(ty)) = &response.payload {
            for media_type in &response.media_types {
                let content = place.child("content").child(media_type);
                self.add(&content.child("schema"), ty);
            }
        }
        for header in &response.headers {
            self.add(&header.origin.pointer.child("schema"), &header.ty);
        }
    }

    /// Values of the schema at `place` are of type `ty`, and so are the schemas right inside it.
    fn add(&mut self, place: &Pointer, ty: &TypeRef) {
        if let Some(path) = self.path(ty) {
            let place = self.origins.before_moves(place);
            self.found.entry(place).or_insert(path);
        }
        self.parts(place, ty);
    }

    fn parts(&mut self, place: &Pointer, ty: &TypeRef) {
        match ty {
            TypeRef::Array(item) => self.add(&place.child("items"), item),
            TypeRef::Map(value) => self.values(place, value),
            TypeRef::Nullable(inner) => self.parts(place, inner),
            TypeRef::Tuple(parts) => {
                let place = place.child(&format!("{RESERVED}prefixItems"));
                let parts = parts.iter().enumerate();
                parts.for_each(|(index, part)| self.add(&place.index(index), part));
            }
            TypeRef::Scalar(_) | TypeRef::Named(_) | TypeRef::Any | TypeRef::Foreign(_) => {}
        }
    }

    /// The schema at `place` is of objects with members of type `ty` under names that it does not list.
    fn values(&mut self, place: &Pointer, ty: &TypeRef) {
        self.add(&place.child("additionalProperties"), ty);
        let names = place.child(&format!("{RESERVED}propertyNames"));
        self.add(&names, &TypeRef::Scalar(Scalar::String));
    }

    /// The type as Rust code writes it that uses the crate; none for what is never JSON.
    fn path(&self, ty: &TypeRef) -> Option<String> {
        Some(match ty {
            TypeRef::Scalar(scalar) => self.scalar(*scalar)?,
            TypeRef::Array(item) => format!("Vec<{}>", self.path(item)?),
            TypeRef::Tuple(parts) => {
                let parts: Option<Vec<String>> = parts.iter().map(|part| self.path(part)).collect();
                format!("({},)", parts?.join(", "))
            }
            TypeRef::Map(value) => {
                let (module, name) = self.map.path();
                format!("{module}::{name}<String, {}>", self.path(value)?)
            }
            TypeRef::Nullable(inner) => format!("Option<{}>", self.path(inner)?),
            TypeRef::Named(id) => {
                format!(
                    "{}::models::{}",
                    self.crate_name,
                    self.names.of_type(*id).ty
                )
            }
            TypeRef::Any => "serde_json::Value".to_owned(),
            TypeRef::Foreign(own) => own.path_in(self.crate_name),
        })
    }

    fn scalar(&self, scalar: Scalar) -> Option<String> {
        let own = |path: &str| Some(format!("{}::runtime::{path}", self.crate_name));
        let plain = match scalar {
            Scalar::Boolean => "bool",
            Scalar::I32 => "i32",
            Scalar::I64 => "i64",
            Scalar::U32 => "u32",
            Scalar::U64 => "u64",
            Scalar::F64 => "f64",
            Scalar::String => "String",
            Scalar::Uuid => "uuid::Uuid",
            Scalar::Secret => return own("secret::Secret"),
            Scalar::DateTime => return own("date_time::DateTime"),
            Scalar::Date => return own("date::Date"),
            Scalar::Base64 => return own("base64::Base64"),
            Scalar::Bytes => return None,
        };
        Some(plain.to_owned())
    }
}
