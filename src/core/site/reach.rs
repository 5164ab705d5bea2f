//! What a pattern asks of the browser: access to its host, scripts in its pages, an address to try.

use super::SitePattern;
use super::host::is_address;

/// The last segment of an address that is gone to only to see what becomes of it.
pub(super) const CHECK: &str = "ringfence-check";

impl SitePattern {
    /// The match pattern to ask access for: the host and its subdomains, http and https
    /// (<https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Match_patterns>).
    #[must_use]
    pub fn origin(&self) -> String {
        if is_address(self.host()) {
            return format!("*://{}/*", self.host());
        }
        format!("*://*.{}/*", self.host())
    }

    /// An address within it that no site is likely to have, to see what becomes of it.
    #[must_use]
    pub fn check_url(&self) -> String {
        let mut url =
            ["https://", if self.only_below() { "www." } else { "" }, self.host()].concat();
        if let Some(port) = self.port() {
            url.push(':');
            url.push_str(&port.to_string());
        }
        for segment in self.segments().chain([CHECK]) {
            url.push('/');
            url.push_str(if segment.starts_with('*') { CHECK } else { segment });
        }
        for (index, (key, value)) in self.query().iter().enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            url.push_str(key);
            url.push('=');
            url.push_str(value.as_deref().unwrap_or_default());
        }
        url
    }

    /// Match patterns for its pages. They take in more where no match pattern says what is meant: a
    /// port, a key, one segment.
    #[must_use]
    pub fn pages(&self) -> Vec<String> {
        let scheme_and_host = self.origin();
        let scheme_and_host = scheme_and_host.strip_suffix("/*").unwrap_or(&scheme_and_host);
        // `**` stands for nothing, too: there a match pattern wants a segment.
        let mut paths = vec![String::new()];
        for segment in self.segments() {
            let without = if segment == "**" { paths.clone() } else { Vec::new() };
            for path in &mut paths {
                path.push('/');
                path.push_str(if segment == "**" { "*" } else { segment });
            }
            paths.extend(without);
        }
        let ends: &[&str] =
            if self.segments().next().is_none() { &["/*"] } else { &["", "/*", "?*"] };
        let pages = paths.iter().flat_map(|path| ends.iter().map(move |end| (path, end)));
        pages.map(|(path, end)| [scheme_and_host, path, end].concat()).collect()
    }

    /// Match patterns for pages of it and no others; none where no match pattern says that.
    #[must_use]
    pub fn pages_for_certain(&self) -> Vec<String> {
        let certain = !self.only_below()
            && self.port().is_none()
            && self.query().is_empty()
            && !self.segments().any(|segment| segment.starts_with('*'));
        if certain { self.pages() } else { Vec::new() }
    }
}
