//! A person's words without addresses, for others to read.

/// In place of an address.
const LEFT_OUT: &str = "…";

/// The text with "…" in place of every word that is an address, or names one of these hosts or what
/// lies below them; none if there is none.
#[must_use]
pub fn bare(text: &str, hosts: &[String]) -> Option<String> {
    let mut found = false;
    let words = text.split(' ').map(|word| {
        let core = word.trim_matches(|letter: char| letter.is_ascii_punctuation() && letter != '/');
        if core.is_empty() || !is_address(core, hosts) {
            return word.to_owned();
        }
        found = true;
        word.replacen(core, LEFT_OUT, 1)
    });
    let words: Vec<String> = words.collect();
    found.then(|| words.join(" "))
}

fn is_address(word: &str, hosts: &[String]) -> bool {
    let word = word.to_ascii_lowercase();
    if word.contains("://") || word.starts_with("www.") {
        return true;
    }
    let host = word.split(['/', ':', '?', '#']).next().unwrap_or_default();
    let is_own = hosts.iter().map(|own| own.trim_start_matches("*.")).any(|own| {
        let below = host.strip_suffix(own).filter(|_| !own.is_empty());
        below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
    });
    is_own || (word.len() > host.len() && is_host(host))
}

/// Whether it can be a host: "v1.0" and "and" are none.
fn is_host(text: &str) -> bool {
    let last = text.rsplit_once('.').map(|(_, last)| last).unwrap_or_default();
    last.len() > 1 && last.bytes().all(|letter| letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        bare(text, &["slack.com".into(), "*.acme.example".into()])
    }

    #[test]
    fn addresses_and_the_persons_sites_are_left_out() {
        for (text, wanted) in [
            ("Read https://wiki.example/a?b=1#c, then write", "Read …, then write"),
            ("(see HTTP://x.example).", "(see …)."),
            ("www.rust-lang.org first", "… first"),
            ("Leave slack.com and team.Slack.com/x alone", "Leave … and … alone"),
            ("dev.acme.example: done", "…: done"),
            ("github.com/me/talk", "…"),
            ("[notes](https://x.example)", "[…)"),
        ] {
            assert_eq!(of(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn other_words_stay() {
        for text in
            ["", "Write the intro", "and/or", "v1.0/2.0", "notslack.com", "24/7", "main.rs", "a  b"]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
