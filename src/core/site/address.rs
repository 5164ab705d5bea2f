//! The parts of a URL that patterns look at.

#[cfg(doc)]
use super::SitePattern;
use super::reach::CHECK;
use super::text;

/// The parts of an http or https URL that patterns look at. Anything else has no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    host: String,
    port: u16,
    path: String,
    query: String,
}

impl Address {
    /// Reads a URL as a browser serialises it (<https://url.spec.whatwg.org/#url-serializing>).
    #[must_use]
    pub fn parse(url: &str) -> Option<Self> {
        let (scheme, rest) = text::split_scheme(url)?;
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
        let tail = tail.split('#').next().unwrap_or_default();
        let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
        Some(Self { host, port, path: text::path(path), query: text::query(query) })
    }

    /// The host in ASCII, lower case, without a trailing dot.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, also where the URL leaves it to the scheme.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether it is gone to only to see what becomes of it; see [`SitePattern::check_url`].
    #[must_use]
    pub fn is_check(&self) -> bool {
        self.segments().last() == Some(CHECK)
    }

    /// The segments of the path.
    pub(super) fn segments(&self) -> impl Iterator<Item = &str> + Clone {
        self.path.split('/').filter(|segment| !segment.is_empty())
    }

    /// The keys of the query, each with its value, if it has one.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.query.split('&').map(|pair| match pair.split_once('=') {
            Some((key, value)) => (key, Some(value)),
            None => (pair, None),
        })
    }
}

/// A host and every domain above it: `a.b.c`, `b.c`, `c`. What an index by host asks for.
pub fn domains(host: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(host), |host| host.split_once('.').map(|(_, above)| above))
}
