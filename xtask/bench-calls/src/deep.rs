//! Six models, each in the one before, with their tables as the generator emits them (constructors
//! and setters left out): objects with the members `active`, `area`, `count`, `id`, `labels` and
//! `name`, which are required, and `note` and `places`, which are not.

mod inner;

use apicrate_runtime::json::{Decode, Encode, Extra, Fault, Member, Reader, Writer};

use inner::Building;

/// A company.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Company {
    /// `active`.
    pub active: bool,
    /// `area`.
    pub area: f64,
    /// `count`.
    pub count: u64,
    /// `id`.
    pub id: i64,
    /// `labels`.
    pub labels: Vec<String>,
    /// `name`.
    pub name: String,
    /// `note`.
    pub note: Option<String>,
    /// `places`.
    pub places: Option<Vec<Region>>,
    /// Members that the description does not name, kept as they came.
    pub extra: Extra,
}

impl Decode for Company {
    #[inline]
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut active: Option<bool> = None;
        let mut area: Option<f64> = None;
        let mut count: Option<u64> = None;
        let mut id: Option<i64> = None;
        let mut labels: Option<Vec<String>> = None;
        let mut name: Option<String> = None;
        let mut note: Option<String> = None;
        let mut places: Option<Vec<Region>> = None;
        let mut extra = Extra::new();
        let missing = reader.object_with(
            &["active", "area", "count", "id", "labels", "name"],
            &mut [
                ("active", &mut active),
                ("area", &mut area),
                ("count", &mut count),
                ("id", &mut id),
                ("labels", &mut labels),
                ("name", &mut name),
                ("note", &mut note),
                ("places", &mut places),
            ],
            &mut extra,
        )?;
        let (Some(active), Some(area), Some(count), Some(id), Some(labels), Some(name)) =
            (active, area, count, id, labels, name)
        else {
            return Err(missing.fault());
        };
        Ok(Self {
            active,
            area,
            count,
            id,
            labels,
            name,
            note,
            places,
            extra,
        })
    }
}

impl Encode for Company {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        writer.object(
            &[
                Member::required("active", &self.active),
                Member::required("area", &self.area),
                Member::required("count", &self.count),
                Member::required("id", &self.id),
                Member::required("labels", &self.labels),
                Member::required("name", &self.name),
                Member::optional("note", &self.note),
                Member::optional("places", &self.places),
            ],
            &self.extra,
        );
    }
}

/// A region.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Region {
    /// `active`.
    pub active: bool,
    /// `area`.
    pub area: f64,
    /// `count`.
    pub count: u64,
    /// `id`.
    pub id: i64,
    /// `labels`.
    pub labels: Vec<String>,
    /// `name`.
    pub name: String,
    /// `note`.
    pub note: Option<String>,
    /// `places`.
    pub places: Option<Vec<Site>>,
    /// Members that the description does not name, kept as they came.
    pub extra: Extra,
}

impl Decode for Region {
    #[inline]
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut active: Option<bool> = None;
        let mut area: Option<f64> = None;
        let mut count: Option<u64> = None;
        let mut id: Option<i64> = None;
        let mut labels: Option<Vec<String>> = None;
        let mut name: Option<String> = None;
        let mut note: Option<String> = None;
        let mut places: Option<Vec<Site>> = None;
        let mut extra = Extra::new();
        let missing = reader.object_with(
            &["active", "area", "count", "id", "labels", "name"],
            &mut [
                ("active", &mut active),
                ("area", &mut area),
                ("count", &mut count),
                ("id", &mut id),
                ("labels", &mut labels),
                ("name", &mut name),
                ("note", &mut note),
                ("places", &mut places),
            ],
            &mut extra,
        )?;
        let (Some(active), Some(area), Some(count), Some(id), Some(labels), Some(name)) =
            (active, area, count, id, labels, name)
        else {
            return Err(missing.fault());
        };
        Ok(Self {
            active,
            area,
            count,
            id,
            labels,
            name,
            note,
            places,
            extra,
        })
    }
}

impl Encode for Region {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        writer.object(
            &[
                Member::required("active", &self.active),
                Member::required("area", &self.area),
                Member::required("count", &self.count),
                Member::required("id", &self.id),
                Member::required("labels", &self.labels),
                Member::required("name", &self.name),
                Member::optional("note", &self.note),
                Member::optional("places", &self.places),
            ],
            &self.extra,
        );
    }
}

/// A site.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Site {
    /// `active`.
    pub active: bool,
    /// `area`.
    pub area: f64,
    /// `count`.
    pub count: u64,
    /// `id`.
    pub id: i64,
    /// `labels`.
    pub labels: Vec<String>,
    /// `name`.
    pub name: String,
    /// `note`.
    pub note: Option<String>,
    /// `places`.
    pub places: Option<Vec<Building>>,
    /// Members that the description does not name, kept as they came.
    pub extra: Extra,
}

impl Decode for Site {
    #[inline]
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut active: Option<bool> = None;
        let mut area: Option<f64> = None;
        let mut count: Option<u64> = None;
        let mut id: Option<i64> = None;
        let mut labels: Option<Vec<String>> = None;
        let mut name: Option<String> = None;
        let mut note: Option<String> = None;
        let mut places: Option<Vec<Building>> = None;
        let mut extra = Extra::new();
        let missing = reader.object_with(
            &["active", "area", "count", "id", "labels", "name"],
            &mut [
                ("active", &mut active),
                ("area", &mut area),
                ("count", &mut count),
                ("id", &mut id),
                ("labels", &mut labels),
                ("name", &mut name),
                ("note", &mut note),
                ("places", &mut places),
            ],
            &mut extra,
        )?;
        let (Some(active), Some(area), Some(count), Some(id), Some(labels), Some(name)) =
            (active, area, count, id, labels, name)
        else {
            return Err(missing.fault());
        };
        Ok(Self {
            active,
            area,
            count,
            id,
            labels,
            name,
            note,
            places,
            extra,
        })
    }
}

impl Encode for Site {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        writer.object(
            &[
                Member::required("active", &self.active),
                Member::required("area", &self.area),
                Member::required("count", &self.count),
                Member::required("id", &self.id),
                Member::required("labels", &self.labels),
                Member::required("name", &self.name),
                Member::optional("note", &self.note),
                Member::optional("places", &self.places),
            ],
            &self.extra,
        );
    }
}
