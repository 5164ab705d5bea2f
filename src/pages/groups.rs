//! The groups that a form offers: the person's own, and the presets that are not among them, each
//! with the apps that most people have.

use ringfence_core::group::SiteGroup;
use ringfence_core::presets::{Preset, presets};
use ringfence_core::protocol::{GroupDraft, GroupView};
use ringfence_core::site::SitePattern;
use ringfence_intl::BrowserHosts;

/// The person's own groups, then the presets that are not among them.
#[must_use]
pub fn offered(own: &[GroupView]) -> Vec<GroupView> {
    let is_own = |preset: &Preset| own.iter().any(|group| group.id == preset.id);
    let others = presets().into_iter().filter(|preset| !is_own(preset));
    own.iter().cloned().chain(others.map(|preset| usual(&preset))).collect()
}

/// A preset with its usual apps, as the group that it would be.
fn usual(preset: &Preset) -> GroupView {
    let apps = preset.apps.iter().filter(|app| app.usual);
    let sites: Vec<String> =
        apps.flat_map(|app| &app.sites).map(|site| (*site).to_owned()).collect();
    GroupView {
        id: preset.id.to_owned(),
        name: preset.name.to_owned(),
        origins: origins(&sites),
        sites,
        rules: Vec::new(),
        needs_access: Vec::new(),
        waits: None,
    }
}

/// The group as a form sends it.
#[must_use]
pub fn draft(group: &GroupView) -> GroupDraft {
    GroupDraft { id: group.id.clone(), name: group.name.clone(), sites: group.sites.clone() }
}

/// The group as the core knows it.
#[must_use]
pub fn known(group: &GroupView) -> SiteGroup {
    let (id, name) = (group.id.clone(), group.name.clone());
    SiteGroup { id, name, sites: patterns(&group.sites).collect() }
}

/// What to ask access for, each once; sites that are let through need none.
#[must_use]
pub fn origins(sites: &[String]) -> Vec<String> {
    let covered = patterns(sites).filter(|site| !site.lets_through());
    let mut origins: Vec<String> = covered.map(|site| site.origin()).collect();
    origins.sort();
    origins.dedup();
    origins
}

fn patterns(sites: &[String]) -> impl Iterator<Item = SitePattern> {
    sites.iter().filter_map(|text| SitePattern::parse(text, &BrowserHosts).ok())
}
