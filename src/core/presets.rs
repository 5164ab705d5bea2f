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

/// What in the presets fits what someone looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'a> {
    /// The preset.
    pub preset: &'a Preset,
    /// The app of it; none if the preset itself fits by its name.
    pub app: Option<&'a PresetApp>,
    /// The app's pattern that fits, else its first.
    pub site: Option<&'static str>,
}

/// Presets whose name has the wanted letters in it, and apps whose name or patterns have, in the
/// file's order. A pasted address counts from its host on. Nothing for nothing.
#[must_use]
pub fn find<'a>(presets: &'a [Preset], wanted: &str) -> Vec<Found<'a>> {
    let wanted = wanted_letters(wanted);
    if wanted.is_empty() {
        return Vec::new();
    }
    let fits = |text: &str| place_of(text, wanted).is_some();
    let mut found = Vec::new();
    for preset in presets {
        if fits(preset.name) {
            found.push(Found { preset, app: None, site: None });
        }
        for app in &preset.apps {
            let fitting = app.sites.iter().find(|site| fits(site));
            if fitting.is_some() || fits(app.name) {
                let site = fitting.or(app.sites.first()).copied();
                found.push(Found { preset, app: Some(app), site });
            }
        }
    }
    found
}

/// The letters that someone looks for: without spaces around them, and without an address's
/// scheme.
#[must_use]
pub fn wanted_letters(wanted: &str) -> &str {
    let wanted = wanted.trim();
    wanted.split_once("://").map_or(wanted, |(_, rest)| rest).trim_end_matches('/')
}

/// From where to where in a text the letters stand first, whatever their case.
#[must_use]
pub fn place_of(text: &str, letters: &str) -> Option<(usize, usize)> {
    let from = text.to_ascii_lowercase().find(&letters.to_ascii_lowercase())?;
    Some((from, from + letters.len()))
}
