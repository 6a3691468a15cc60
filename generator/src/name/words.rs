//! From the words of a document to the words of an identifier.

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

use super::keywords;

/// `snake_case`, never empty, never starting with a digit, never a keyword.
///
/// `fallback` stands in front of a leading digit and alone where `text` has no word at all.
pub fn snake(text: &str, fallback: &str) -> String {
    let words = spelled(text).to_snake_case();
    finish(words, || fallback.to_snake_case(), "_")
}

/// `UpperCamelCase`, never empty, never starting with a digit, never a keyword.
pub fn pascal(text: &str, fallback: &str) -> String {
    let words = spelled(text).to_upper_camel_case();
    finish(words, || fallback.to_upper_camel_case(), "")
}

fn finish(words: String, fallback: impl Fn() -> String, joint: &str) -> String {
    let named = match words.chars().next() {
        None => fallback(),
        Some(first) if first.is_ascii_digit() => format!("{}{joint}{words}", fallback()),
        Some(_) => words,
    };
    if keywords::is_keyword(&named) {
        format!("{named}_")
    } else {
        named
    }
}

/// The text with everything that an identifier cannot hold written as words or blanks.
///
/// Symbols are spelled only where they carry the meaning: in front of a name (`-name`, `+1`), or where there is
/// nothing else (`<=`). Letters outside ASCII become their code points: identifiers that only look alike are a trap.
fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let only_symbols = !text
        .chars()
        .any(|c| c.is_ascii_alphanumeric() || !c.is_ascii());
    for (index, c) in text.chars().enumerate() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => out.push(c),
            '-' | '+' if index == 0 => push_word(&mut out, symbol(c).unwrap_or("")),
            _ if only_symbols => push_word(&mut out, symbol(c).unwrap_or("")),
            '\'' | '’' => {}
            _ if c.is_ascii() => out.push(' '),
            _ if c.is_alphanumeric() => push_word(&mut out, &format!("u{:x}", u32::from(c))),
            _ => out.push(' '),
        }
    }
    out
}

fn push_word(out: &mut String, word: &str) {
    out.push(' ');
    out.push_str(word);
    out.push(' ');
}

fn symbol(c: char) -> Option<&'static str> {
    Some(match c {
        '-' => "minus",
        '+' => "plus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '?' => "question",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '%' => "percent",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '_' => "underscore",
        ' ' => "blank",
        '(' => "open",
        ')' => "close",
        '"' => "quote",
        '\'' => "apostrophe",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{pascal, snake};

    #[test]
    fn words_become_identifiers() {
        let check = |text: &str, expected_snake: &str, expected_pascal: &str| {
            assert_eq!(snake(text, "field"), expected_snake, "{text:?}");
            assert_eq!(pascal(text, "Value"), expected_pascal, "{text:?}");
        };
        check("org_apitoken", "org_apitoken", "OrgApitoken");
        check("createdBy", "created_by", "CreatedBy");
        check("type", "type_", "Type");
        check("Self", "self_", "Self_");
        check("2fa", "field_2fa", "Value2fa");
        check("", "field", "Value");
        check("+1", "plus_1", "Plus1");
        check("-name", "minus_name", "MinusName");
        check("<=", "less_equal", "LessEqual");
        check("a b.c/d", "a_b_c_d", "ABCD");
        check(
            "größe",
            "gr_uf6_u_df_e".replace("_u_df", "_udf").as_str(),
            "GrUf6UdfE",
        );
        check("don't", "dont", "Dont");
        check("gen", "gen_", "Gen");
    }
}
