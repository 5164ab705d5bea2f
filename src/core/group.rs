//! Site groups: named lists of site patterns. Presets are groups that ship with the extension
//! (`presets.json`); one becomes the person's own when a rule first uses it, and stays as it
//! was then.

use serde::Deserialize;

use crate::site::SitePattern;

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

#[derive(Deserialize)]
struct Preset {
    id: String,
    name: String,
    sites: Vec<String>,
}

/// The groups that ship with the extension, in their file's order.
#[must_use]
pub fn presets() -> Vec<SiteGroup> {
    let presets: Vec<Preset> =
        serde_json::from_str(include_str!("presets.json")).unwrap_or_default();
    presets
        .into_iter()
        .map(|preset| SiteGroup {
            sites: preset.sites.iter().filter_map(|text| SitePattern::from_stored(text)).collect(),
            id: preset.id,
            name: preset.name,
        })
        .collect()
}

/// The person's groups, then the presets that are not among them.
#[must_use]
pub fn with_presets(own: &[SiteGroup]) -> Vec<SiteGroup> {
    let mut all = own.to_vec();
    all.extend(
        presets().into_iter().filter(|preset| !own.iter().any(|group| group.id == preset.id)),
    );
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_presets_is_a_pattern_and_every_id_is_one_of_a_kind() {
        let file: Vec<Preset> = serde_json::from_str(include_str!("presets.json")).unwrap();
        for (preset, group) in file.iter().zip(presets()) {
            let shown: Vec<String> = group.sites.iter().map(ToString::to_string).collect();
            assert_eq!(preset.sites, shown, "{}", preset.id);
            assert_eq!(file.iter().filter(|other| other.id == preset.id).count(), 1);
        }
        assert_eq!(file.len(), 4);
    }
}
