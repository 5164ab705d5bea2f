//! Access: which hosts the browser lets us act on. It reads match patterns as
//! `permissions.getAll()` reports them
//! (<https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Match_patterns>).

use crate::sorted::sorted;

/// The host permissions held now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Access {
    everywhere: bool,
    /// Sorted.
    with_subdomains: Vec<String>,
}

impl Access {
    /// From match patterns. Patterns for one scheme only, or for a path, give no access that we
    /// could rely on, and are left out.
    #[must_use]
    pub fn from_origins(origins: &[String]) -> Self {
        let mut access = Self::default();
        for origin in origins {
            if origin == "<all_urls>" || origin == "*://*/*" {
                access.everywhere = true;
            } else if let Some(host) =
                origin.strip_prefix("*://").and_then(|it| it.strip_suffix("/*"))
            {
                access.with_subdomains.push(host.strip_prefix("*.").unwrap_or(host).to_owned());
            }
        }
        access.with_subdomains = sorted(access.with_subdomains);
        access
    }

    /// Whether it reaches a host and all below it.
    #[must_use]
    pub fn reaches(&self, host: &str) -> bool {
        self.everywhere
            || std::iter::successors(Some(host), |host| host.split_once('.').map(|it| it.1)).any(
                |host| self.with_subdomains.binary_search_by(|it| it.as_str().cmp(host)).is_ok(),
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn access_to_a_domain_reaches_its_subdomains_and_nothing_else() {
        let access =
            Access::from_origins(&["*://*.example.org/*".into(), "https://one.example/*".into()]);
        let reaches = |host| access.reaches(host);
        assert!(reaches("example.org"));
        assert!(reaches("mail.example.org"));
        assert!(!reaches("org"));
        assert!(!reaches("one.example"), "https alone is not enough");
        assert!(Access::from_origins(&["<all_urls>".into()]).reaches("a.b"));
    }
}
