//! Site patterns and the addresses they are held against.
//!
//! A pattern is `host`, `host:port`, `host/path` or both. A host includes its subdomains; a path
//! matches by whole segments from the first. It refuses to know rules and time.

use std::fmt;

use crate::protocol::FaultKind;

/// What a rule or group names: a host with its subdomains, perhaps one port, perhaps a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePattern {
    host: String,
    port: Option<u16>,
    path: String,
}

impl SitePattern {
    /// Reads what a person typed or pasted: `slack.com`, `https://github.com/pulls/`.
    ///
    /// # Errors
    /// One of the `Site…` kinds of [`FaultKind`], the first that applies.
    pub fn parse(text: &str) -> Result<Self, FaultKind> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FaultKind::SiteEmpty);
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(FaultKind::SiteSpace);
        }
        let rest = without_scheme(text)?;
        if rest.contains('*') {
            return Err(FaultKind::SiteWildcard);
        }
        if rest.contains(['?', '#']) {
            return Err(FaultKind::SiteQuery);
        }
        let (authority, path) = match rest.split_once('/') {
            Some((authority, path)) => (authority, path),
            None => (rest, ""),
        };
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, digits)) => (host, Some(port(digits)?)),
            None => (authority, None),
        };
        Ok(Self { host: checked_host(host)?, port, path: segments(path).join("/") })
    }

    /// Reads the text that [`fmt::Display`] wrote, as it stands in the store.
    #[must_use]
    pub fn from_stored(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }

    /// The host in ASCII, lower case.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether host and subdomains as a whole are meant: no port, no path.
    #[must_use]
    pub fn is_whole_host(&self) -> bool {
        self.port.is_none() && self.path.is_empty()
    }

    /// Whether an address lies within the pattern.
    #[must_use]
    pub fn matches(&self, address: &Address) -> bool {
        within_host(&self.host, &address.host)
            && self.port.is_none_or(|port| port == address.port)
            && within_path(&self.path, &address.path)
    }

    /// The match pattern to ask access for: the host and its subdomains, http and https
    /// (<https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Match_patterns>).
    #[must_use]
    pub fn origin(&self) -> String {
        if self.host.split('.').all(|label| label.bytes().all(|b| b.is_ascii_digit())) {
            return format!("*://{}/*", self.host);
        }
        format!("*://*.{}/*", self.host)
    }

    /// A regular expression for the whole URL, to be used together with the host in
    /// `requestDomains`. Only our own characters and escaped ones: nothing that can be made slow.
    #[must_use]
    pub fn regex(&self) -> String {
        if self.is_whole_host() {
            return "^.*$".to_owned();
        }
        let authority = match self.port {
            None => "^https?://[^/?#]+".to_owned(),
            Some(80) => "^http://(?:[^/?#@]*@)?[^/?#@:]+".to_owned(),
            Some(443) => "^https://(?:[^/?#@]*@)?[^/?#@:]+".to_owned(),
            Some(port) => format!("^https?://[^/?#]+:{port}"),
        };
        if self.path.is_empty() {
            return format!("{authority}(?:[/?#].*)?$");
        }
        let path: Vec<String> = self.path.split('/').map(escaped).collect();
        format!("{authority}/+{}(?:[/?#].*)?$", path.join("/+"))
    }
}

impl fmt::Display for SitePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.host)?;
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        if !self.path.is_empty() {
            write!(f, "/{}", self.path)?;
        }
        Ok(())
    }
}

/// The parts of an http or https URL that patterns look at. Anything else has no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    host: String,
    port: u16,
    path: String,
}

impl Address {
    /// Reads a URL as a browser serialises it (<https://url.spec.whatwg.org/#url-serializing>).
    #[must_use]
    pub fn parse(url: &str) -> Option<Self> {
        let (scheme, rest) = split_scheme(url)?;
        let default_port = match scheme.to_ascii_lowercase().as_str() {
            "http" => 80,
            "https" => 443,
            _ => return None,
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at_checked(end)?;
        let host_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let (host, port) = if host_port.ends_with(']') {
            (host_port, default_port)
        } else {
            match host_port.rsplit_once(':') {
                Some((host, digits)) => (host, digits.parse().ok()?),
                None => (host_port, default_port),
            }
        };
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        if host.is_empty() {
            return None;
        }
        let path = tail.split(['?', '#']).next().unwrap_or_default();
        Some(Self { host, port, path: segments(path).join("/") })
    }

    /// The host in ASCII, lower case, without a trailing dot.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The host and every domain above it: `a.b.c`, `b.c`, `c`. What an index by host asks for.
    pub fn domains(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(self.host.as_str()), |host| {
            host.split_once('.').map(|(_, above)| above)
        })
    }
}

/// What stands before and after `://`. (Searching for a text costs four kilobytes of wasm, for a
/// letter nothing.)
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    Some((scheme, rest.strip_prefix("//")?))
}

fn without_scheme(text: &str) -> Result<&str, FaultKind> {
    if let Some((scheme, rest)) = split_scheme(text) {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if rest.is_empty() => Err(FaultKind::SiteEmpty),
            "http" | "https" => Ok(rest),
            _ => Err(FaultKind::SiteScheme),
        };
    }
    // `about:config` and `javascript:…` name a scheme; `host:8080` names a port.
    match text.split_once(':') {
        Some((before, after))
            if !before.contains(['.', '/'])
                && before != "localhost"
                && !after.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            Err(FaultKind::SiteScheme)
        }
        _ => Ok(text),
    }
}

fn port(digits: &str) -> Result<u16, FaultKind> {
    match digits.parse::<u16>() {
        Ok(port) if port > 0 && digits.bytes().all(|b| b.is_ascii_digit()) => Ok(port),
        _ => Err(FaultKind::SitePort),
    }
}

fn checked_host(host: &str) -> Result<String, FaultKind> {
    if host.is_empty() {
        return Err(FaultKind::SiteEmpty);
    }
    if !host.is_ascii() {
        return Err(FaultKind::SiteNotAscii);
    }
    let label_is_good = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    if host.len() > 253 || !host.split('.').all(label_is_good) {
        return Err(FaultKind::SiteHost);
    }
    Ok(host.to_ascii_lowercase())
}

fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|segment| !segment.is_empty()).collect()
}

fn within_host(pattern: &str, host: &str) -> bool {
    host.strip_suffix(pattern).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

fn within_path(pattern: &str, path: &str) -> bool {
    pattern.is_empty()
        || path
            .strip_prefix(pattern)
            .is_some_and(|after| after.is_empty() || after.starts_with('/'))
}

fn escaped(segment: &str) -> String {
    let mut text = String::with_capacity(segment.len());
    for c in segment.chars() {
        if !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '%' | '~') {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, url: &str, expected: bool) {
        let pattern = SitePattern::parse(pattern).unwrap();
        let address = Address::parse(url).unwrap();
        assert_eq!(pattern.matches(&address), expected, "{pattern} on {url}");
    }

    #[test]
    fn a_host_includes_its_subdomains_and_no_look_alike() {
        check("slack.com", "https://slack.com/", true);
        check("slack.com", "https://app.slack.com/client/T1", true);
        check("slack.com", "https://notslack.com/", false);
        check("slack.com", "https://slack.com.example/", false);
        check("Slack.com", "https://APP.SLACK.COM./", true);
    }

    #[test]
    fn a_path_matches_whole_segments() {
        check("github.com/pulls", "https://github.com/pulls", true);
        check("github.com/pulls/", "https://github.com/pulls/review?q=1#x", true);
        check("github.com/pulls", "https://github.com/pullsaw", false);
        check("github.com/pulls", "https://github.com/", false);
    }

    #[test]
    fn a_port_is_one_port_and_none_is_all() {
        check("wiki.example:8080", "http://wiki.example:8080/", true);
        check("wiki.example:8080", "http://wiki.example/", false);
        check("wiki.example", "http://wiki.example:8080/", true);
        check("wiki.example:443", "https://wiki.example/", true);
    }

    #[test]
    fn what_is_pasted_is_read_and_what_is_wrong_is_named() {
        let shown = |text| SitePattern::parse(text).map(|p| p.to_string());
        assert_eq!(shown(" https://GitHub.com/pulls/ "), Ok("github.com/pulls".into()));
        assert_eq!(shown("http://"), Err(FaultKind::SiteEmpty));
        assert_eq!(shown(""), Err(FaultKind::SiteEmpty));
        assert_eq!(shown("two words"), Err(FaultKind::SiteSpace));
        assert_eq!(shown("chrome://"), Err(FaultKind::SiteScheme));
        assert_eq!(shown("chrome://settings"), Err(FaultKind::SiteScheme));
        assert_eq!(shown("about:config"), Err(FaultKind::SiteScheme));
        assert_eq!(shown("javascript:alert(1)"), Err(FaultKind::SiteScheme));
        assert_eq!(shown("*"), Err(FaultKind::SiteWildcard));
        assert_eq!(shown("*.slack.com"), Err(FaultKind::SiteWildcard));
        assert_eq!(shown("bücher.example"), Err(FaultKind::SiteNotAscii));
        assert_eq!(shown("a..b"), Err(FaultKind::SiteHost));
        assert_eq!(shown("-a.example"), Err(FaultKind::SiteHost));
        assert_eq!(shown("a.example:99999"), Err(FaultKind::SitePort));
        assert_eq!(shown("a.example/x?y=1"), Err(FaultKind::SiteQuery));
        assert_eq!(shown("localhost:8080"), Ok("localhost:8080".into()));
    }

    #[test]
    fn only_http_and_https_have_an_address() {
        for url in
            ["chrome://settings", "about:blank", "file:///etc", "javascript:1", "", "https://"]
        {
            assert_eq!(Address::parse(url), None, "{url}");
        }
        assert_eq!(Address::parse("https://u:p@[::1]/x").map(|a| a.host), Some("[::1]".into()));
    }

    #[test]
    fn access_is_asked_for_the_host_and_below() {
        let origin = |text| SitePattern::parse(text).unwrap().origin();
        assert_eq!(origin("github.com/pulls"), "*://*.github.com/*");
        assert_eq!(origin("10.0.0.7:8080"), "*://10.0.0.7/*");
    }
}
