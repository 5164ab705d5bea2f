//! Addresses that a goal opens: http and https, nothing else.

use crate::protocol::FaultKind;

/// The longest, in characters.
const LIMIT: usize = 2000;
const SCHEMES: [&str; 2] = ["http://", "https://"];

/// The address that is meant by what was typed: with a scheme, as it stands otherwise. One without is
/// meant to be https.
///
/// # Errors
/// What is wrong with it.
pub fn link(typed: &str) -> Result<String, FaultKind> {
    let text = typed.trim();
    if text.chars().count() > LIMIT {
        return Err(FaultKind::LinkLong);
    }
    if text.chars().any(|it| it.is_whitespace() || it.is_control()) {
        return Err(FaultKind::LinkUnreadable);
    }
    let lower = text.to_ascii_lowercase();
    let scheme = SCHEMES.iter().find(|scheme| lower.starts_with(**scheme));
    let (scheme, rest) = match scheme {
        Some(scheme) => (*scheme, text.get(scheme.len()..).unwrap_or_default()),
        None if names_a_scheme(text) => return Err(FaultKind::LinkScheme),
        None => ("https://", text),
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    let is_host =
        !name.is_empty() && !name.starts_with('.') && !host.contains(['@', '\\', '<', '"']);
    if is_host { Ok(format!("{scheme}{rest}")) } else { Err(FaultKind::LinkUnreadable) }
}

/// Whether what stands before the first colon is a scheme, and not a host before its port.
fn names_a_scheme(text: &str) -> bool {
    let Some((before, after)) = text.split_once(':') else { return false };
    let port: String = after.chars().take_while(char::is_ascii_digit).collect();
    let ends =
        after.get(port.len()..).is_some_and(|it| it.is_empty() || it.starts_with(['/', '?', '#']));
    let is_port = !port.is_empty() && ends;
    let is_host = before.contains('.') || before.eq_ignore_ascii_case("localhost");
    let is_place = before.contains(['/', '?', '#']) || (is_port && is_host);
    !is_place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http_and_https_are_taken_and_a_missing_scheme_is_added() {
        for (typed, meant) in [
            ("https://exercism.org/tracks/rust?a=1#b", "https://exercism.org/tracks/rust?a=1#b"),
            (" HTTP://Example.org ", "http://Example.org"),
            ("exercism.org", "https://exercism.org"),
            ("localhost:3000/talk", "https://localhost:3000/talk"),
            ("example.org/a:b", "https://example.org/a:b"),
        ] {
            assert_eq!(link(typed).as_deref(), Ok(meant), "{typed}");
        }
    }

    #[test]
    fn nothing_else_is() {
        for typed in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "chrome://settings",
            "about:blank",
            "javascript:1",
            "mailto:me@example.org",
        ] {
            let wrong = link(typed);
            assert!(wrong.is_err(), "{typed}: {wrong:?}");
        }
        for typed in
            ["", "https://", "https:///x", "two words.example", "https://a@b.example", "a\u{7}b"]
        {
            assert_eq!(link(typed), Err(FaultKind::LinkUnreadable), "{typed}");
        }
        assert_eq!(link(&"a".repeat(2001)), Err(FaultKind::LinkLong));
    }
}
