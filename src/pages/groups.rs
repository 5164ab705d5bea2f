//! The groups that a form offers: the person's own, and the presets that are not among them, each
//! with the apps that most people have.

use ringfence_core::group::SiteGroup;
use ringfence_core::presets::{Preset, PresetApp, presets};
use ringfence_core::protocol::{Day, GroupDraft, GroupView, RuleDraft};
use ringfence_core::site::SitePattern;
use ringfence_intl::BrowserHosts;

use crate::times;
use crate::words::{word, word_with};

/// The apps that were chosen of presets, each by its id; of any other preset the usual ones are.
pub type Apps = Vec<(&'static str, Vec<&'static str>)>;

/// The person's own groups, then the presets that are not among them.
#[must_use]
pub fn offered(own: &[GroupView], apps: &Apps) -> Vec<GroupView> {
    let others = new_presets(own).into_iter();
    own.iter().cloned().chain(others.map(|preset| view(&preset, apps))).collect()
}

/// The presets that are not among the person's own groups.
#[must_use]
pub fn new_presets(own: &[GroupView]) -> Vec<Preset> {
    let is_new = |preset: &Preset| own.iter().all(|group| group.id != preset.id);
    presets().into_iter().filter(is_new).collect()
}

/// The names of the chosen apps of a preset.
#[must_use]
pub fn chosen_apps(preset: &Preset, apps: &Apps) -> Vec<&'static str> {
    let chosen = apps.iter().find(|(id, _)| *id == preset.id).map(|(_, names)| names.clone());
    let usual = || preset.apps.iter().filter(|app| app.usual).map(|app| app.name);
    chosen.unwrap_or_else(|| usual().collect())
}

/// A preset with its chosen apps, as the group that it would be.
fn view(preset: &Preset, apps: &Apps) -> GroupView {
    let chosen = chosen_apps(preset, apps);
    let chosen = preset.apps.iter().filter(|app| chosen.contains(&app.name));
    let GroupDraft { id, name, sites } = with_apps(&[], preset, &chosen.collect::<Vec<_>>());
    let (origins, rules) = (origins(&sites), Vec::new());
    GroupView { id, name, sites, origins, rules, needs_access: Vec::new(), waits: None }
}

/// The apps of a preset of which not every site is in the person's own group.
#[must_use]
pub fn missing<'a>(own: &[GroupView], preset: &'a Preset) -> Vec<&'a PresetApp> {
    let group = own.iter().find(|group| group.id == preset.id);
    let has = |site: &str| group.is_some_and(|group| group.sites.iter().any(|it| it == site));
    preset.apps.iter().filter(|app| !app.sites.iter().all(|site| has(site))).collect()
}

/// The person's own group of a preset, or a new one, with these apps in it.
#[must_use]
pub fn with_apps(own: &[GroupView], preset: &Preset, apps: &[&PresetApp]) -> GroupDraft {
    let group = own.iter().find(|group| group.id == preset.id).map(draft);
    let (id, name) = (preset.id.to_owned(), preset.name.to_owned());
    let mut group = group.unwrap_or(GroupDraft { id, name, sites: Vec::new() });
    for site in apps.iter().flat_map(|app| &app.sites) {
        if !group.sites.iter().any(|other| other == site) {
            group.sites.push((*site).to_owned());
        }
    }
    group
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

/// A rule as it is called beside a group: by its goal line, else by its days.
#[must_use]
pub fn rule_name(goal: &str, days: &[Day]) -> String {
    if !goal.is_empty() {
        return goal.to_owned();
    }
    if days.is_empty() {
        return word("options_no_goal");
    }
    let days: Vec<String> = days.iter().map(|day| times::day_name(*day, "short")).collect();
    word_with("rule_of_days", &[&times::list(&days)])
}

/// The same for a rule as a form holds it.
#[must_use]
pub fn rule_label(rule: &RuleDraft) -> String {
    let named = rule.schedule.iter().flat_map(|part| &part.days);
    let named: Vec<Day> = named.copied().collect();
    let days = times::week_from_its_first_day().into_iter().filter(|day| named.contains(day));
    rule_name(&rule.goal, &days.collect::<Vec<_>>())
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
