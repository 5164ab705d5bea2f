//! What entries have named so far: rules, groups and names that may be gone since, and can still be
//! looked for.

use crate::protocol::Entry;

/// So many of each are remembered: more than anybody chooses from.
const LIMIT: usize = 200;

/// What was named, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// Rules, with their goal line then.
    pub rules: Vec<(u32, String)>,
    /// Names of groups that were made, changed or deleted.
    pub groups: Vec<String>,
    /// Who or what pulled.
    pub pullers: Vec<String>,
}

impl Seen {
    /// Adds what others have seen; false if that was nothing new.
    pub fn add(&mut self, other: &Self) -> bool {
        let before = (self.rules.len(), self.groups.len(), self.pullers.len());
        for (rule, goal) in &other.rules {
            self.note_rule(*rule, goal);
        }
        other.groups.iter().for_each(|name| note(&mut self.groups, name));
        other.pullers.iter().for_each(|name| note(&mut self.pullers, name));
        before != (self.rules.len(), self.groups.len(), self.pullers.len())
    }

    fn note_rule(&mut self, rule: u32, goal: &str) {
        let is_known = self.rules.iter().any(|(other, _)| *other == rule);
        if !is_known && self.rules.len() < LIMIT {
            self.rules.push((rule, goal.to_owned()));
        }
    }

    pub(super) fn take(&mut self, entry: &Entry) {
        match entry {
            Entry::OccurrenceStarted { rule, goal, .. }
            | Entry::OccurrenceEnded { rule, goal, .. }
            | Entry::OccurrenceExcused { rule, goal, .. }
            | Entry::OccurrenceChanged { rule, goal, .. }
            | Entry::OccurrenceRestored { rule, goal, .. }
            | Entry::RuleChanged { rule, goal, .. } => self.note_rule(*rule, goal),
            Entry::OverrideGranted { puller, .. } => note(&mut self.pullers, puller),
            Entry::GroupChanged { name, .. } => note(&mut self.groups, name),
            Entry::Pull { .. }
            | Entry::OverrideEnded { .. }
            | Entry::OverrideCorrected { .. }
            | Entry::Unseen { .. }
            | Entry::NoteParked { .. }
            | Entry::MakeUpTaken { .. }
            | Entry::MakeUpGivenBack { .. }
            | Entry::MakeUpStarted { .. }
            | Entry::MakeUpEnded { .. }
            | Entry::OwedForgiven { .. }
            | Entry::FocusStarted { .. }
            | Entry::FocusEnded { .. }
            | Entry::GoalChosen { .. }
            | Entry::GoalChanged { .. }
            | Entry::ClosedOut { .. }
            | Entry::ExceptionChanged { .. }
            | Entry::SettingsChanged {} => {}
        }
    }
}

fn note(names: &mut Vec<String>, name: &String) {
    if !name.is_empty() && names.len() < LIMIT && !names.contains(name) {
        names.push(name.clone());
    }
}
