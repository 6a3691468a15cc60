//! The inner three of the six models.

use apicrate_runtime::json::{Decode, Encode, Extra, Fault, Member, Reader, Writer};

/// A building.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Building {
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
    pub places: Option<Vec<Floor>>,
    /// Members that the description does not name, kept as they came.
    pub extra: Extra,
}

impl Decode for Building {
    #[inline]
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut active: Option<bool> = None;
        let mut area: Option<f64> = None;
        let mut count: Option<u64> = None;
        let mut id: Option<i64> = None;
        let mut labels: Option<Vec<String>> = None;
        let mut name: Option<String> = None;
        let mut note: Option<String> = None;
        let mut places: Option<Vec<Floor>> = None;
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

impl Encode for Building {
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

/// A floor.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Floor {
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
    pub places: Option<Vec<Room>>,
    /// Members that the description does not name, kept as they came.
    pub extra: Extra,
}

impl Decode for Floor {
    #[inline]
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut active: Option<bool> = None;
        let mut area: Option<f64> = None;
        let mut count: Option<u64> = None;
        let mut id: Option<i64> = None;
        let mut labels: Option<Vec<String>> = None;
        let mut name: Option<String> = None;
        let mut note: Option<String> = None;
        let mut places: Option<Vec<Room>> = None;
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

impl Encode for Floor {
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

/// A room.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Room {
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
    /// Members that the description does not name, kept as they came.
    pub extra: Extra,
}

impl Decode for Room {
    #[inline]
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut active: Option<bool> = None;
        let mut area: Option<f64> = None;
        let mut count: Option<u64> = None;
        let mut id: Option<i64> = None;
        let mut labels: Option<Vec<String>> = None;
        let mut name: Option<String> = None;
        let mut note: Option<String> = None;
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
            extra,
        })
    }
}

impl Encode for Room {
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
            ],
            &self.extra,
        );
    }
}
