//! The groups that ship with the extension, for pages to offer: `presets.txt`, which anyone can
//! extend. The background does not have them; a preset crosses to it when a rule first uses it.

const TEXT: &str = include_str!("presets.txt");

/// A group to start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preset {
    /// The group's id, once it is the person's own.
    pub id: &'static str,
    /// For people.
    pub name: &'static str,
    /// Its apps, in the file's order.
    pub apps: Vec<PresetApp>,
}

/// One app of a preset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresetApp {
    /// For people.
    pub name: &'static str,
    /// Whether it is among the few that most people have, and chosen at first.
    pub usual: bool,
    /// Its site patterns, as text.
    pub sites: Vec<&'static str>,
}

/// All presets, in the file's order.
#[must_use]
pub fn presets() -> Vec<Preset> {
    let mut presets: Vec<Preset> = Vec::new();
    let lines = TEXT.lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((id, name)) = line.strip_prefix('[').and_then(|it| it.split_once(']')) {
            presets.push(Preset { id, name: name.trim(), apps: Vec::new() });
        } else if let Some(preset) = presets.last_mut() {
            let app = |name: &'static str, usual| PresetApp {
                name: name.trim(),
                usual,
                sites: Vec::new(),
            };
            match (line.strip_prefix("= "), line.strip_prefix("* ")) {
                (Some(name), _) => preset.apps.push(app(name, false)),
                (None, Some(name)) => preset.apps.push(app(name, true)),
                (None, None) => {
                    if let Some(app) = preset.apps.last_mut() {
                        app.sites.push(line);
                    }
                }
            }
        }
    }
    presets
}
