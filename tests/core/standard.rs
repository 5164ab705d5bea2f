//! Hosts as browsers spell them, and groups as pages offer them.

use ringfence_core::group::SiteGroup;
use ringfence_core::protocol::GroupDraft;
use ringfence_core::site::{Hosts, SitePattern};

/// The URL standard's spelling, by another implementation than the browsers'.
pub struct Standard;

impl Hosts for Standard {
    fn spelled(&self, host: &str) -> Option<String> {
        url::Url::parse(&format!("http://{host}/")).ok()?.host_str().map(str::to_owned)
    }

    fn is_suffix(&self, host: &str) -> bool {
        matches!(host, "com" | "co.uk" | "github.io")
    }
}

/// A pattern that is one.
pub fn site(text: &str) -> SitePattern {
    SitePattern::parse(text, &Standard).unwrap()
}

/// Two small groups.
pub fn groups() -> Vec<SiteGroup> {
    let group = |id: &str, name: &str, sites: &[&str]| SiteGroup {
        id: id.into(),
        name: name.into(),
        sites: sites.iter().map(|text| site(text)).collect(),
    };
    vec![
        group("mail", "Mail", &["mail.google.com", "outlook.office.com"]),
        group("chat", "Chat", &["app.slack.com", "teams.microsoft.com"]),
    ]
}

/// The same, as a form sends them along.
pub fn drafts() -> Vec<GroupDraft> {
    groups().iter().map(SiteGroup::to_draft).collect()
}
