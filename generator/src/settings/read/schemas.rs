//! `[schemas."<pointer>"]`.

use std::collections::BTreeMap;

use super::super::SchemaSettings;
use super::super::package::{is_type_name, is_value_name};
use super::super::table::{Source, Table};
use super::{TYPE_NAME, VALUE_NAME, types};
use crate::pointer::Pointer;

/// The tables, by the pointers of the schemas without a leading `#`.
pub(super) fn schemas(
    source: &Source<'_>,
    table: &mut Table<'_, '_>,
    known: types::Known<'_>,
) -> BTreeMap<String, SchemaSettings> {
    let schemas = table.named_tables("schemas", |schema| SchemaSettings {
        secret: schema.boolean("secret"),
        read_only: schema.boolean("read_only"),
        name: schema.checked_string("name", TYPE_NAME, is_type_name),
        field: schema.checked_string("field", VALUE_NAME, is_value_name),
        variants: variants(schema),
        derives: types::derives(known, schema),
        attributes: types::attributes(schema, "attributes"),
        field_attributes: types::attributes(schema, "field_attributes"),
        ty: schema.read_string("type", |text| types::type_path(known, text)),
        ..SchemaSettings::default()
    });
    let mut all = BTreeMap::new();
    for (written, offset, settings) in schemas {
        let pointer = written.parse::<Pointer>().ok();
        let Some(pointer) = pointer.filter(|pointer| !pointer.is_root()) else {
            let message = format!(
                "{written:?} must be a JSON pointer to a schema, such as \
                 \"/components/schemas/Pet/properties/name\""
            );
            source.problem(offset, message);
            continue;
        };
        let position = source.position(offset);
        let settings = SchemaSettings {
            position,
            ..settings
        };
        if all.insert(pointer.to_string(), settings).is_some() {
            let message = format!("{written:?} is set twice, with and without `#`");
            source.problem(offset, message);
        }
    }
    all
}

fn variants(schema: &mut Table<'_, '_>) -> BTreeMap<String, String> {
    let read = |text: &str| match is_type_name(text) {
        true => Ok(text.to_owned()),
        false => Err(format!("{TYPE_NAME}; {text:?} is not")),
    };
    let listed = schema.named_strings("variants", read).into_iter();
    listed
        .map(|(value, _, name)| (value.to_owned(), name))
        .collect()
}
