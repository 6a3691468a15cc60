//! `explain`: what the codes of diagnostics mean.

use apicrate::report::Code;

use crate::exit::{Exit, Failure};

/// Says on standard output what the code of the text `code` means; without one, all codes have a line.
///
/// # Errors
///
/// When there is no such code.
pub fn run(code: Option<&str>) -> Result<Exit, Failure> {
    match code {
        Some(text) => println!("{}", explanation(text)?),
        None => print!("{}", list()),
    }
    Ok(Exit::Done)
}

fn list() -> String {
    let lines = Code::ALL
        .iter()
        .map(|code| format!("{code}  {}\n", code.title()));
    lines.collect()
}

/// What there is to say of the code `text`, in either case and with or without its letters.
fn explanation(text: &str) -> Result<String, Failure> {
    let upper = text.to_uppercase();
    let whole = match upper.starts_with("AC") {
        true => upper,
        false => format!("AC{upper}"),
    };
    let code: Code = whole.parse().map_err(|_| {
        Failure::new(format!(
            "there is no code `{text}`; `explain` without one lists them all"
        ))
    })?;
    Ok(format!(
        "{code}: {}\n\n{}",
        code.title(),
        wrapped(code.explanation())
    ))
}

/// `text` in lines of at most 80 characters.
#[must_use]
pub fn wrapped(text: &str) -> String {
    let mut wrapped = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > 80 {
            wrapped.push('\n');
            width = 0;
        } else if width > 0 {
            wrapped.push(' ');
            width += 1;
        }
        wrapped.push_str(word);
        width += length;
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_however_it_is_written() {
        let text = explanation("AC0102").unwrap();
        assert!(text.starts_with("AC0102: a key stands twice in one mapping\n\n"));
        assert!(text.lines().all(|line| line.len() <= 80));
        assert_eq!(explanation("0102").unwrap(), text);
        assert_eq!(explanation("ac0102").unwrap(), text);
        let unknown = explanation("E0308").unwrap_err().to_string();
        assert!(unknown.contains("`E0308`"));
    }
}
