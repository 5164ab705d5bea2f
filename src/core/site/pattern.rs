//! One site pattern: read, shown, held against an address.

use std::fmt;

use super::host::{Hosts, PlainHosts, checked_host, within_host};
use super::path::{checked_path, within_path};
use super::rank::Step;
use super::{Address, Rank, text};
use crate::protocol::FaultKind;

/// More letters than any pattern that a person would keep.
const LONGEST: usize = 500;
/// More would make expressions for the network layer that are slow to search with.
const MOST_KEYS: usize = 2;

/// What a rule or group names, or lets through.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePattern {
    host: String,
    only_below: bool,
    port: Option<u16>,
    /// Segments that are not empty, joined by a slash; `*` and `**` among them.
    path: String,
    /// Sorted.
    query: Vec<(String, Option<String>)>,
    lets_through: bool,
}

impl SitePattern {
    /// Reads what a person typed or pasted: `slack.com`, `https://github.com/pulls/`.
    ///
    /// # Errors
    /// One of the `Site…` kinds of [`FaultKind`], the first that applies.
    pub fn parse(text: &str, hosts: &dyn Hosts) -> Result<Self, FaultKind> {
        let text = text.trim();
        let (lets_through, text) = match text.strip_prefix('!') {
            Some(text) => (true, text.trim_start()),
            None => (false, text),
        };
        if text.is_empty() {
            return Err(FaultKind::SiteEmpty);
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(FaultKind::SiteSpace);
        }
        if text.len() > LONGEST {
            return Err(FaultKind::SiteLong);
        }
        let rest = without_scheme(text)?;
        if rest.contains('#') {
            return Err(FaultKind::SiteFragment);
        }
        let (rest, query) =
            rest.split_once('?').map_or((rest, None), |(rest, query)| (rest, Some(query)));
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, digits)) if !digits.ends_with(']') => (host, Some(port(digits)?)),
            Some(_) | None => (authority, None),
        };
        let (only_below, host) = match host.strip_prefix("*.") {
            Some(host) => (true, host),
            None => (false, host),
        };
        Ok(Self {
            host: checked_host(host, hosts)?,
            only_below,
            port,
            path: checked_path(path)?,
            query: query.map_or_else(|| Ok(Vec::new()), checked_query)?,
            lets_through,
        })
    }

    /// Reads the text that [`fmt::Display`] wrote, as it stands in the store.
    #[must_use]
    pub fn from_stored(text: &str) -> Option<Self> {
        Self::parse(text, &PlainHosts).ok()
    }

    /// The host in ASCII, lower case.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether it lets through what it names.
    #[must_use]
    pub fn lets_through(&self) -> bool {
        self.lets_through
    }

    /// Whether host and subdomains as a whole are meant: no port, no path, no key.
    #[must_use]
    pub fn is_whole_host(&self) -> bool {
        !self.only_below && self.port.is_none() && self.path.is_empty() && self.query.is_empty()
    }

    /// Whether an address lies within the pattern, be it covered or let through.
    #[must_use]
    pub fn matches(&self, address: &Address) -> bool {
        within_host(&self.host, self.only_below, address.host())
            && self.port.is_none_or(|port| port == address.port())
            && within_path(self.segments(), address.segments())
            && self.query.iter().all(|(key, value)| {
                let value = value.as_deref();
                address.keys().any(|it| it.0 == key && (value.is_none() || it.1 == value))
            })
    }

    /// How specific it is.
    #[must_use]
    pub fn rank(&self) -> Rank {
        let step = |segment: &str| match segment {
            "**" => Step::AnyNumber,
            "*" => Step::AnyOne,
            _ => Step::Name,
        };
        Rank {
            labels: self.host.split('.').count(),
            only_below: self.only_below,
            port: self.port.is_some(),
            path: self.segments().map(step).collect(),
            query: (self.query.len(), self.query.iter().filter(|it| it.1.is_some()).count()),
        }
    }

    /// Whether it lets something through that another pattern covers: their hosts meet, and it is
    /// no less specific.
    #[must_use]
    pub fn may_open(&self, other: &Self) -> bool {
        self.lets_through && !other.lets_through && self.meets(other) && self.rank() >= other.rank()
    }

    /// Whether there may be a host that both name.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        within_host(&self.host, false, &other.host) || within_host(&other.host, false, &self.host)
    }

    pub(super) fn only_below(&self) -> bool {
        self.only_below
    }

    pub(super) fn port(&self) -> Option<u16> {
        self.port
    }

    pub(super) fn segments(&self) -> impl Iterator<Item = &str> + Clone {
        self.path.split('/').filter(|segment| !segment.is_empty())
    }

    pub(super) fn query(&self) -> &[(String, Option<String>)] {
        &self.query
    }
}

impl fmt::Display for SitePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lets_through {
            f.write_str("!")?;
        }
        if self.only_below {
            f.write_str("*.")?;
        }
        f.write_str(&self.host)?;
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        if !self.path.is_empty() {
            write!(f, "/{}", self.path)?;
        }
        for (index, (key, value)) in self.query.iter().enumerate() {
            f.write_str(if index == 0 { "?" } else { "&" })?;
            f.write_str(key)?;
            if let Some(value) = value {
                write!(f, "={value}")?;
            }
        }
        Ok(())
    }
}

fn without_scheme(text: &str) -> Result<&str, FaultKind> {
    if let Some((scheme, rest)) = text::split_scheme(text) {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if rest.is_empty() => Err(FaultKind::SiteEmpty),
            "http" | "https" => Ok(rest),
            _ => Err(FaultKind::SiteScheme),
        };
    }
    // `about:config` and `javascript:…` name a scheme; `host:8080` names a port.
    match text.split_once(':') {
        Some((before, after))
            if !before.contains(['.', '/', '['])
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

fn checked_query(typed: &str) -> Result<Vec<(String, Option<String>)>, FaultKind> {
    let mut keys: Vec<(String, Option<String>)> = Vec::new();
    for pair in typed.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = match pair.split_once('=') {
            Some((key, value)) => (text::query(key), Some(text::query(value))),
            None => (text::query(pair), None),
        };
        if key.is_empty() || keys.iter().any(|it| it.0 == key) {
            return Err(FaultKind::SiteQuery);
        }
        let place = keys.iter().take_while(|it| it.0 < key).count();
        keys.insert(place, (key, value));
    }
    if keys.len() > MOST_KEYS { Err(FaultKind::SiteQuery) } else { Ok(keys) }
}
