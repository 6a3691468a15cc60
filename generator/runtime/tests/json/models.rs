//! Models as the generator emits them, and the same ones with derived serde (`derived`).
#![expect(unreachable_pub, reason = "written as in a library")]

use std::collections::BTreeMap;

use apicrate_runtime::date::Date;
use apicrate_runtime::json::{
    Decode, Encode, Extra, Fault, Json, Member, Nullable, Reader, Writer,
};
use apicrate_runtime::{json_serde, open_enum};
use uuid::Uuid;

/// A model with a member of every kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub id: Option<Uuid>,
    pub name: String,
    pub role: Role,
    pub count: Option<i64>,
    pub limit: Option<u32>,
    pub ratio: Option<f64>,
    pub active: Option<bool>,
    pub last_used: Nullable<f64>,
    pub note: Option<String>,
    pub privileges: Option<Vec<Privilege>>,
    pub labels: Option<BTreeMap<String, Vec<Option<i32>>>>,
    pub extra: Extra,
}

impl Decode for Token {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut id = None;
        let mut name = None;
        let mut role = None;
        let mut count = None;
        let mut limit = None;
        let mut ratio = None;
        let mut active = None;
        let mut last_used: Nullable<f64> = Nullable::Absent;
        let mut note: Option<Option<String>> = None;
        let mut privileges = None;
        let mut labels = None;
        let mut extra = Extra::new();
        let missing = reader.object_with(
            &["name", "role", "note"],
            &mut [
                ("id", &mut id),
                ("name", &mut name),
                ("role", &mut role),
                ("count", &mut count),
                ("limit", &mut limit),
                ("ratio", &mut ratio),
                ("active", &mut active),
                ("last_used", &mut last_used),
                ("note", &mut note),
                ("privileges", &mut privileges),
                ("labels", &mut labels),
            ],
            &mut extra,
        )?;
        let (Some(name), Some(role), Some(note)) = (name, role, note) else {
            return Err(missing.fault());
        };
        Ok(Self {
            id,
            name,
            role,
            count,
            limit,
            ratio,
            active,
            last_used,
            note,
            privileges,
            labels,
            extra,
        })
    }
}

impl Encode for Token {
    fn encode(&self, writer: &mut Writer) {
        writer.object(
            &[
                Member::optional("id", &self.id).read_only(),
                Member::required("name", &self.name),
                Member::required("role", &self.role),
                Member::optional("count", &self.count),
                Member::optional("limit", &self.limit),
                Member::optional("ratio", &self.ratio),
                Member::optional("active", &self.active),
                Member::optional("last_used", &self.last_used),
                Member::required("note", &self.note),
                Member::optional("privileges", &self.privileges),
                Member::optional("labels", &self.labels),
            ],
            &self.extra,
        );
    }
}

json_serde!(Token);

/// A nested model that keeps no undeclared members, whose `date` is required and has no default.
#[derive(Clone, Debug, PartialEq)]
pub struct Privilege {
    pub org_id: Uuid,
    pub since: Date,
}

impl Decode for Privilege {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut org_id = None;
        let mut since = None;
        let missing = reader.object_with(
            &["org_id", "since"],
            &mut [("org_id", &mut org_id), ("since", &mut since)],
            &mut (),
        )?;
        let (Some(org_id), Some(since)) = (org_id, since) else {
            return Err(missing.fault());
        };
        Ok(Self { org_id, since })
    }
}

impl Encode for Privilege {
    fn encode(&self, writer: &mut Writer) {
        writer.object(
            &[
                Member::required("org_id", &self.org_id),
                Member::required("since", &self.since),
            ],
            &(),
        );
    }
}

json_serde!(Privilege);

/// An open enum of strings.
#[derive(Clone, Debug)]
pub enum Role {
    Admin,
    Read,
    Unknown(String),
}

impl Role {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Admin => "admin",
            Self::Read => "read",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for Role {
    fn from(text: &str) -> Self {
        match text {
            "admin" => Self::Admin,
            "read" => Self::Read,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

open_enum!(Role);

/// A recursive model: a required union without a default, and a boxed required member of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub pet: Pet,
    pub next: Option<Box<Node>>,
    pub children: Vec<Node>,
    pub named: BTreeMap<String, Node>,
}

impl Decode for Node {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut pet = None;
        let mut next = None;
        let mut children = None;
        let mut named = BTreeMap::new();
        let missing = reader.object_with(
            &["pet", "next", "children"],
            &mut [
                ("pet", &mut pet),
                ("next", &mut next),
                ("children", &mut children),
            ],
            &mut named,
        )?;
        let (Some(pet), Some(next), Some(children)) = (pet, next, children) else {
            return Err(missing.fault());
        };
        Ok(Self {
            pet,
            next,
            children,
            named,
        })
    }
}

impl Encode for Node {
    fn encode(&self, writer: &mut Writer) {
        writer.object(
            &[
                Member::required("pet", &self.pet),
                Member::required("next", &self.next),
                Member::required("children", &self.children),
            ],
            &self.named,
        );
    }
}

json_serde!(Node);

/// Alternatives, told apart by `kind`.
#[derive(Clone, Debug, PartialEq)]
pub enum Pet {
    Cat(Cat),
    Dog(Dog),
    Unknown(Json),
}

impl Decode for Pet {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let raw = reader.raw()?;
        match raw.member_text("kind").as_deref() {
            Some("cat") => raw.decode().map(Self::Cat),
            Some("dog") => raw.decode().map(Self::Dog),
            _ => Ok(Self::Unknown(raw.to_json())),
        }
    }
}

impl Encode for Pet {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Cat(value) => value.encode(writer),
            Self::Dog(value) => value.encode(writer),
            Self::Unknown(value) => value.encode(writer),
        }
    }
}

json_serde!(Pet);

#[derive(Clone, Debug, PartialEq)]
pub struct Cat {
    pub kind: String,
    pub lives: i32,
    pub extra: Extra,
}

impl Decode for Cat {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut kind = None;
        let mut lives = None;
        let mut extra = Extra::new();
        let missing = reader.object_with(
            &["kind", "lives"],
            &mut [("kind", &mut kind), ("lives", &mut lives)],
            &mut extra,
        )?;
        let (Some(kind), Some(lives)) = (kind, lives) else {
            return Err(missing.fault());
        };
        Ok(Self { kind, lives, extra })
    }
}

impl Encode for Cat {
    fn encode(&self, writer: &mut Writer) {
        writer.object(
            &[
                Member::required("kind", &self.kind),
                Member::required("lives", &self.lives),
            ],
            &self.extra,
        );
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Dog {
    pub kind: String,
    pub tricks: Vec<String>,
}

impl Decode for Dog {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut kind = None;
        let mut tricks = None;
        let missing = reader.object_with(
            &["kind", "tricks"],
            &mut [("kind", &mut kind), ("tricks", &mut tricks)],
            &mut (),
        )?;
        let (Some(kind), Some(tricks)) = (kind, tricks) else {
            return Err(missing.fault());
        };
        Ok(Self { kind, tricks })
    }
}

impl Encode for Dog {
    fn encode(&self, writer: &mut Writer) {
        writer.object(
            &[
                Member::required("kind", &self.kind),
                Member::required("tricks", &self.tricks),
            ],
            &(),
        );
    }
}

/// The same models with derived serde.
pub mod derived {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Serialize};

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    pub struct Token {
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        pub name: String,
        pub role: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub count: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ratio: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub active: Option<bool>,
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "present"
        )]
        pub last_used: Option<Option<f64>>,
        pub note: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub privileges: Option<Vec<Privilege>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub labels: Option<BTreeMap<String, Vec<Option<i32>>>>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    pub struct Privilege {
        pub org_id: String,
        pub since: String,
    }

    /// `null` is a value of its own.
    fn present<'de, D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Option<f64>>, D::Error> {
        Deserialize::deserialize(deserializer).map(Some)
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    pub struct Node {
        pub pet: Pet,
        pub next: Option<Box<Node>>,
        pub children: Vec<Node>,
        #[serde(flatten)]
        pub named: BTreeMap<String, Node>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind", rename_all = "lowercase")]
    pub enum Pet {
        Cat { lives: i32 },
        Dog { tricks: Vec<String> },
    }
}
