//! Bodies read and written: the runtime's codec, and serde_json with serde's derives.

use std::hint::black_box;
use std::rc::Rc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::scenario::Scenario;
use crate::{Failure, bodies, deep, rivals};

/// How an emitted model is read and written.
struct Ours<T> {
    decode: fn(&[u8]) -> Result<T, Failure>,
    encode: fn(&T) -> Result<Vec<u8>, Failure>,
}

/// The runtime's own models.
fn runtime<T: apicrate_runtime::json::Decode + apicrate_runtime::json::Encode>() -> Ours<T> {
    use apicrate_runtime::json::{View, from_slice, to_vec};
    Ours {
        decode: |body| Ok(from_slice(body)?),
        encode: |value| Ok(to_vec(value, View::Full)?),
    }
}

/// The models of the crate that is emitted for this repository's description.
fn emitted<T: mist_api::runtime::json::Decode + mist_api::runtime::json::Encode>() -> Ours<T> {
    use mist_api::runtime::json::{View, from_slice, to_vec};
    Ours {
        decode: |body| Ok(from_slice(body)?),
        encode: |value| Ok(to_vec(value, View::Full)?),
    }
}

/// Three sizes, each with and without unknown members, both ways.
pub fn scenarios() -> Result<Vec<Scenario>, Failure> {
    use mist_api::models::OrgApitoken;
    use rivals::{keeping, plain};
    let mut scenarios = Vec::new();
    for has_unknown in [false, true] {
        let body = bodies::small(has_unknown)?;
        scenarios.extend(both::<OrgApitoken, plain::Token, keeping::Token>(
            "small",
            500,
            body,
            has_unknown,
            emitted(),
        )?);
        let body = bodies::large(has_unknown)?;
        scenarios.extend(both::<
            Vec<OrgApitoken>,
            Vec<plain::Token>,
            Vec<keeping::Token>,
        >("large", 20, body, has_unknown, emitted())?);
        let body = bodies::deep(has_unknown)?;
        scenarios.extend(both::<deep::Company, plain::Company, keeping::Company>(
            "deep",
            200,
            body,
            has_unknown,
            runtime(),
        )?);
    }
    Ok(scenarios)
}

/// Reading and writing one body.
fn both<T, P, K>(
    size: &str,
    times: usize,
    body: Vec<u8>,
    has_unknown: bool,
    ours: Ours<T>,
) -> Result<[Scenario; 2], Failure>
where
    T: 'static,
    P: Serialize + DeserializeOwned + 'static,
    K: Serialize + DeserializeOwned + 'static,
{
    let kind = if has_unknown { ", unknown members" } else { "" };
    let what = |verb: &str| format!("{verb} {size}{kind} ({} bytes)", body.len());
    let (reading, writing) = (what("decode"), what("encode"));
    let Ours { decode, encode } = ours;
    let value = decode(&body)?;
    let (plain, keeping): (P, K) = (
        serde_json::from_slice(&body)?,
        serde_json::from_slice(&body)?,
    );
    // Who writes less has less to do.
    if encode(&value)?.len() != serde_json::to_vec(&keeping)?.len() {
        return Err(format!("{writing}: the two do not write the same").into());
    }
    let body: Rc<[u8]> = body.into();
    let text = body.clone();
    let mut read = Scenario::new(reading, times).with("ours", move || {
        black_box(decode(black_box(&text))?);
        Ok(())
    });
    let mut write = Scenario::new(writing, times).with("ours", move || {
        black_box(encode(black_box(&value))?);
        Ok(())
    });
    if has_unknown {
        read = read.with("serde derive, flatten", reader::<K>(body.clone()));
        write = write.with("serde derive, flatten", writer(keeping));
    }
    let (name_of_reader, name_of_writer) = if has_unknown {
        (
            "serde derive, unknown members lost",
            "serde derive, without them",
        )
    } else {
        ("serde derive", "serde derive")
    };
    read = read.with(name_of_reader, reader::<P>(body));
    write = write.with(name_of_writer, writer(plain));
    Ok([read, write])
}

fn reader<T: DeserializeOwned>(body: Rc<[u8]>) -> impl FnMut() -> Result<(), Failure> {
    move || {
        black_box(serde_json::from_slice::<T>(black_box(&body))?);
        Ok(())
    }
}

fn writer<T: Serialize>(value: T) -> impl FnMut() -> Result<(), Failure> {
    move || {
        black_box(serde_json::to_vec(black_box(&value))?);
        Ok(())
    }
}
