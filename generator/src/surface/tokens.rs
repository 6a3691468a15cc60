//! Types and signatures as one line of text, with the paths in them written out.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Writes `tokens` on one line; `path` says what each path in them stands for.
pub(super) fn line(tokens: TokenStream, path: &dyn Fn(&[String]) -> String) -> String {
    let mut printer = Printer {
        out: String::new(),
        path,
    };
    printer.stream(tokens);
    printer.out
}

struct Printer<'p> {
    out: String,
    path: &'p dyn Fn(&[String]) -> String,
}

impl Printer<'_> {
    fn stream(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let rest = tokens.get(at..).unwrap_or_default();
            at += match token {
                TokenTree::Ident(_) => self.path(rest),
                TokenTree::Punct(punct) if punct.as_char() == '\'' => self.lifetime(rest),
                TokenTree::Punct(_) => self.punctuation(rest),
                TokenTree::Literal(literal) => {
                    self.word(&literal.to_string());
                    1
                }
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::None => ("", ""),
                    };
                    if self.out.ends_with("mut") {
                        self.out.push(' ');
                    }
                    self.out.push_str(open);
                    self.stream(group.stream());
                    // `(A,)` is a tuple; anywhere else the last comma says nothing.
                    let kept = self.out.trim_end();
                    let kept = kept.strip_suffix(',').filter(|_| !is_one_tuple(group));
                    if let Some(kept) = kept {
                        self.out.truncate(kept.len());
                    }
                    self.out.truncate(self.out.trim_end().len());
                    self.out.push_str(close);
                    1
                }
            };
        }
    }

    /// Writes the path that `tokens` begin with and says how many of them it takes.
    fn path(&mut self, tokens: &[TokenTree]) -> usize {
        let mut segments = Vec::new();
        let mut taken = 0;
        while let Some(TokenTree::Ident(segment)) = tokens.get(taken) {
            segments.push(segment.to_string());
            taken += 1;
            let ahead = tokens.get(taken..).unwrap_or_default();
            let [
                TokenTree::Punct(first),
                TokenTree::Punct(second),
                TokenTree::Ident(_),
                ..,
            ] = ahead
            else {
                break;
            };
            if (first.as_char(), second.as_char()) != (':', ':') {
                break;
            }
            taken += 2;
        }
        // `Item = X` names a member of a trait, `name: X` an argument.
        let names_member = matches!(
            tokens.get(taken..),
            Some([TokenTree::Punct(next), ..]) if next.spacing() == Spacing::Alone && matches!(next.as_char(), '=' | ':')
        );
        let text = if names_member && segments.len() == 1 {
            segments.concat()
        } else {
            (self.path)(&segments)
        };
        self.word(&text);
        taken
    }

    fn lifetime(&mut self, tokens: &[TokenTree]) -> usize {
        if let Some(TokenTree::Ident(name)) = tokens.get(1) {
            self.word(&format!("'{name}"));
        }
        2
    }

    /// A word stands apart from a word, and from what closes before it.
    fn word(&mut self, word: &str) {
        let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '>' | ')' | ']');
        if self.out.ends_with(joins) {
            self.out.push(' ');
        }
        self.out.push_str(word);
    }

    fn punctuation(&mut self, tokens: &[TokenTree]) -> usize {
        let mut signs = tokens.iter().map_while(|token| match token {
            TokenTree::Punct(punct) => Some(punct.as_char()),
            _ => None,
        });
        let (first, second) = (signs.next().unwrap_or(' '), signs.next());
        match (first, second) {
            ('-', Some('>')) => self.out.push_str(" -> "),
            (':', Some(':')) => self.out.push_str("::"),
            (',', _) => {
                self.out.push_str(", ");
                return 1;
            }
            (':', _) => {
                self.out.push_str(": ");
                return 1;
            }
            ('+' | '=', _) => {
                self.out.push_str(&format!(" {first} "));
                return 1;
            }
            _ => {
                self.out.push(first);
                return 1;
            }
        }
        2
    }
}

/// Whether `group` is a tuple of one: one comma, at its end.
fn is_one_tuple(group: &proc_macro2::Group) -> bool {
    let mut depth = 0_i32;
    let commas = group.stream().into_iter().filter(|token| match token {
        TokenTree::Punct(punct) => {
            match punct.as_char() {
                '<' => depth += 1,
                '>' => depth -= 1,
                _ => {}
            }
            punct.as_char() == ',' && depth == 0
        }
        _ => false,
    });
    group.delimiter() == Delimiter::Parenthesis && commas.count() == 1
}

#[cfg(test)]
mod tests {
    use super::line;

    fn check(text: &str, expected: &str) {
        let path = |segments: &[String]| match segments.join("::").as_str() {
            "Pet" => "crate::models::Pet".to_owned(),
            other => other.to_owned(),
        };
        assert_eq!(line(text.parse().unwrap(), &path), expected);
    }

    #[test]
    fn types_are_written_as_people_write_them() {
        check("Option < Vec < Pet > >", "Option<Vec<crate::models::Pet>>");
        check(
            "impl IntoIterator < Item = impl Into < String > >",
            "impl IntoIterator<Item = impl Into<String>>",
        );
        check("& 'static str", "&'static str");
        check("& mut [ & str ]", "&mut [&str]");
        check("( A , )", "(A,)");
        check("( A , B , )", "(A, B)");
        check("fn ( & A ) -> Result < B , C >", "fn(&A) -> Result<B, C>");
        check(
            "Box < dyn Fn ( A ) + Send + 'a >",
            "Box<dyn Fn(A) + Send + 'a>",
        );
        check("a :: b :: Pet < 'de >", "a::b::Pet<'de>");
    }
}
