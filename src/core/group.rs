//! Site groups: named lists of site patterns. Presets are groups that ship with the extension
//! (`presets.txt`); one becomes the person's own when a rule first uses it, and stays as it
//! was then.

use crate::site::SitePattern;

const PRESETS: &str = include_str!("presets.txt");

/// A named list of site patterns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteGroup {
    /// Names it for as long as it exists.
    pub id: String,
    /// For people.
    pub name: String,
    /// What is in it.
    pub sites: Vec<SitePattern>,
}

/// The groups that ship with the extension, in their file's order.
#[must_use]
pub fn presets() -> Vec<SiteGroup> {
    let mut groups: Vec<SiteGroup> = Vec::new();
    let lines = PRESETS.lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((id, name)) = line.strip_prefix('[').and_then(|it| it.split_once(']')) {
            groups.push(SiteGroup {
                id: id.to_owned(),
                name: name.trim().to_owned(),
                sites: Vec::new(),
            });
        } else if let Some(group) = groups.last_mut() {
            group.sites.extend(SitePattern::parse(line));
        }
    }
    groups
}

/// The person's groups, then the presets that are not among them.
#[must_use]
pub fn with_presets(own: &[SiteGroup]) -> Vec<SiteGroup> {
    let is_own = |preset: &SiteGroup| own.iter().any(|group| group.id == preset.id);
    own.iter().cloned().chain(presets().into_iter().filter(|it| !is_own(it))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_presets_is_a_pattern_as_it_would_be_shown_and_every_id_is_its_own() {
        let groups = presets();
        let shown: Vec<String> =
            groups.iter().flat_map(|it| it.sites.iter().map(ToString::to_string)).collect();
        let written = PRESETS.lines().filter(|it| !it.is_empty() && !it.starts_with(['#', '[']));
        assert_eq!(shown, written.collect::<Vec<_>>());
        let ids: Vec<&str> = groups.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids, ["mail", "chat", "review_queue", "tickets"]);
    }
}
