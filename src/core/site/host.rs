//! The host of a pattern: as the browser spells it, and which hosts lie within it.

use crate::protocol::FaultKind;

/// How a browser spells hosts. Only it knows what `bücher.example` or `0x7f.1` is.
pub trait Hosts {
    /// The host as the browser writes it in a URL (<https://url.spec.whatwg.org/#host-serializing>):
    /// ASCII, lower case, an IPv6 address in brackets. None if it is no host.
    fn spelled(&self, host: &str) -> Option<String>;

    /// Whether a host, so spelled, is a public suffix (<https://publicsuffix.org>): `com`, `co.uk`.
    /// Nobody works at such a host; below it lie the sites of many who have nothing in common.
    fn is_suffix(&self, host: &str) -> bool;
}

/// Hosts that are spelled already, as in what was stored.
#[derive(Debug, Clone, Copy)]
pub struct PlainHosts;

impl Hosts for PlainHosts {
    fn spelled(&self, host: &str) -> Option<String> {
        host.is_ascii().then(|| host.to_ascii_lowercase())
    }

    fn is_suffix(&self, _: &str) -> bool {
        false
    }
}

/// Whether a host is an IP address, which has nothing below it.
pub(super) fn is_address(host: &str) -> bool {
    host.starts_with('[') || ends_in_number(host)
}

/// Whether a browser reads a host as an IPv4 address
/// (<https://url.spec.whatwg.org/#ends-in-a-number-checker>).
fn ends_in_number(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let (digits, radix) = match last.strip_prefix("0x") {
        Some(digits) => (digits, 16),
        None => (last, 10),
    };
    !last.is_empty() && digits.chars().all(|c| c.is_digit(radix))
}

/// The host that was typed, in its one spelling.
pub(super) fn checked_host(typed: &str, hosts: &dyn Hosts) -> Result<String, FaultKind> {
    if typed == "*" || typed.contains('*') {
        return Err(FaultKind::SiteWildcard);
    }
    if typed.is_empty() {
        return Err(FaultKind::SiteEmpty);
    }
    let host = typed.strip_suffix('.').unwrap_or(typed).to_ascii_lowercase();
    let host = if is_address(&host) || !host.is_ascii() {
        // A URL would read more than a host out of these.
        let spelled = if host.contains(['@', '\\', '%']) { None } else { hosts.spelled(&host) };
        spelled.ok_or(FaultKind::SiteHost)?
    } else {
        host
    };
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    let in_brackets = host.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let is_good = match in_brackets {
        Some(inside) => inside.bytes().all(|b| b.is_ascii_hexdigit() || b == b':'),
        None => host.len() <= 253 && host.split('.').all(is_label),
    };
    if !is_good {
        return Err(FaultKind::SiteHost);
    }
    match host.strip_prefix("www.") {
        Some(site) if site.contains('.') => Ok(site.to_owned()),
        Some(_) | None => Ok(host),
    }
}

/// Whether a host is that of a pattern, or below it.
pub(super) fn within_host(pattern: &str, only_below: bool, host: &str) -> bool {
    host.strip_suffix(pattern)
        .is_some_and(|before| (before.is_empty() && !only_below) || before.ends_with('.'))
}
