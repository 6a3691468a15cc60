//! The same models with serde's derives: those that lose unknown members, and those that keep them.

/// Writes the models down twice; `extra` is a member that all of them have.
macro_rules! models {
    ($(#[$docs:meta])* $module:ident { $($extra:tt)* }) => {
        $(#[$docs])*
        #[allow(missing_docs, reason = "as the emitted models, whose documentation is not measured")]
        pub mod $module {
            use std::collections::BTreeMap;

            use serde::{Deserialize, Serialize};
            use serde_json::Value;
            use uuid::Uuid;

            /// Undeclared members.
            #[allow(dead_code, reason = "only one of the two sets has them")]
            type Extra = BTreeMap<String, Value>;

            #[derive(Clone, Debug, Default, Serialize, Deserialize)]
            pub struct Token {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub created_by: Option<String>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub created_time: Option<f64>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub id: Option<Uuid>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub key: Option<String>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub last_used: Option<f64>,
                pub name: String,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub org_id: Option<Uuid>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub privileges: Option<Vec<Privilege>>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub src_ips: Option<Vec<String>>,
                $($extra)*
            }

            #[derive(Clone, Debug, Serialize, Deserialize)]
            pub struct Privilege {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub org_id: Option<Uuid>,
                pub role: Role,
                pub scope: Scope,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub site_id: Option<Uuid>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub sitegroup_id: Option<Uuid>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub views: Option<Vec<View>>,
                $($extra)*
            }

            #[derive(Clone, Debug, Serialize, Deserialize)]
            #[serde(rename_all = "snake_case")]
            pub enum Role {
                Admin,
                Helpdesk,
                Installer,
                Read,
                Write,
                #[serde(untagged)]
                Unknown(String),
            }

            #[derive(Clone, Debug, Serialize, Deserialize)]
            #[serde(rename_all = "snake_case")]
            pub enum Scope {
                Org,
                Site,
                Sitegroup,
                #[serde(untagged)]
                Unknown(String),
            }

            #[derive(Clone, Debug, Serialize, Deserialize)]
            #[serde(rename_all = "snake_case")]
            pub enum View {
                LobbyAdmin,
                Location,
                Marketing,
                MxedgeAdmin,
                Reporting,
                Security,
                SuperObserver,
                SwitchAdmin,
                #[serde(untagged)]
                Unknown(String),
            }

            models!(place Company of Region { $($extra)* });
            models!(place Region of Site { $($extra)* });
            models!(place Site of Building { $($extra)* });
            models!(place Building of Floor { $($extra)* });
            models!(place Floor of Room { $($extra)* });

            #[derive(Clone, Debug, Serialize, Deserialize)]
            pub struct Room {
                pub active: bool,
                pub area: f64,
                pub count: u64,
                pub id: i64,
                pub labels: Vec<String>,
                pub name: String,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub note: Option<String>,
                $($extra)*
            }
        }
    };
    (place $name:ident of $inner:ident { $($extra:tt)* }) => {
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct $name {
            pub active: bool,
            pub area: f64,
            pub count: u64,
            pub id: i64,
            pub labels: Vec<String>,
            pub name: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub note: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub places: Option<Vec<$inner>>,
            $($extra)*
        }
    };
}

models! {
    /// Unknown members are lost.
    plain {}
}
models! {
    /// Unknown members are kept.
    keeping {
        #[serde(flatten)]
        pub extra: Extra,
    }
}
