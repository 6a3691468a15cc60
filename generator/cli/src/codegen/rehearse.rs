//! `--rehearse`: what of a change comes from another generator.

use std::path::Path;

use apicrate::surface::{FILE, Surface};

use super::seal::hash;
use super::summary::Summary;
use super::{Made, Paths};
use crate::exit::{Exit, Failure};
use crate::tree::{self, Difference};
use crate::workspace;

/// Shows how the files of the last run differ from those that this generator makes of the same description and
/// settings. Writes nothing.
///
/// # Errors
///
/// When there is no lock, when the description or the settings are not those of the last run, or when the folder
/// cannot be read.
pub(super) fn run(paths: &Paths, made: &Made, summary: &mut Summary) -> Result<Exit, Failure> {
    let Some(lock) = &made.before else {
        let shown = workspace::shown(&paths.lock);
        return Err(Failure::new(format!(
            "there is no {shown}: nothing says what was generated"
        )));
    };
    let (then, now) = (&lock.inputs, &made.now.inputs);
    for (what, same) in [
        ("description", then.spec == now.spec),
        ("settings", then.settings == now.settings),
    ] {
        if !same {
            return Err(Failure::new(format!(
                "the {what} is not what the last run was made from: put the committed one in its \
                 place, rehearse, and then go on with the change"
            )));
        }
    }
    let differences = tree::compare(&paths.out, made.files.clone());
    let differences = differences.map_err(|error| Failure::new(error.to_string()))?;
    let own: Vec<&Difference> = differences
        .iter()
        .filter(|difference| {
            let path = difference.path();
            lock.files.get(path) != made.now.files.get(path)
        })
        .collect();
    summary.rehearsed(own.len());
    for difference in own {
        println!("{difference}");
    }
    surface(&paths.out, made, lock.files.get(FILE));
    Ok(Exit::Done)
}

/// The lines of the surface that come and go, if the one of the last run is there.
fn surface(out: &Path, made: &Made, left: Option<&String>) {
    let Ok(text) = workspace::read(&out.join(FILE)) else {
        return;
    };
    let now = made.files.get(FILE).map(Surface::parse);
    let (Ok(before), Some(Ok(now))) = (Surface::parse(&text), now) else {
        return;
    };
    if Some(&hash([text.as_str()])) != left {
        return;
    }
    for delta in before.compare(&now) {
        for (sign, item) in [('-', &delta.old), ('+', &delta.new)] {
            if let Some(item) = item {
                println!("{sign} {item}");
            }
        }
    }
    println!(
        "for code that uses the crate: {}",
        before.level(&now).word()
    );
}
