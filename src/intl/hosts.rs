//! How the browser spells a host: by its own `URL` (UTS #46, IPv4 and IPv6 in their one form).

use ringfence_core::site::Hosts;
use web_sys::Url;

use crate::suffixes;

/// The browser's spelling.
#[derive(Debug, Clone, Copy)]
pub struct BrowserHosts;

impl Hosts for BrowserHosts {
    fn spelled(&self, host: &str) -> Option<String> {
        let url = Url::new(&["http://", host, "/"].concat()).ok()?;
        Some(url.hostname())
    }

    fn is_suffix(&self, host: &str) -> bool {
        suffixes::is_suffix(host)
    }
}
