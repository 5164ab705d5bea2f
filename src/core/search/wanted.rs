//! What is looked for in the log: all that is named must be so of an entry.

use crate::protocol::{Entry, Reason};

/// What is looked for; everything, if nothing is named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Entries of a rule, and overrides of its time.
    pub rule: Option<u32>,
    /// Entries of a group or one of its sites, and overrides that opened one.
    pub group: Option<Group>,
    /// Overrides for a reason, as it was corrected last, and occurrences given up for it.
    pub reason: Option<Reason>,
    /// Overrides that this name pulled.
    pub puller: Option<String>,
}

/// A group, by what entries say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its patterns, as texts; none if it is not there any more.
    pub sites: Vec<String>,
}

/// What an entry says of itself.
#[derive(Default)]
struct Facts<'e> {
    rules: &'e [u32],
    sites: &'e [String],
    /// Whether all sites are meant.
    everything: bool,
    reason: Option<Reason>,
    puller: &'e str,
}

impl Wanted {
    /// Whether nothing is left out.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an entry is looked for. An end and a correction say nothing of themselves.
    pub(super) fn takes(&self, entry: &Entry, corrected: Option<Reason>) -> bool {
        let facts = facts(entry);
        let reason = corrected.or(facts.reason);
        let is_of_group = |group: &Group| {
            let named = |site: &String| *site == group.name || group.sites.contains(site);
            facts.everything || facts.sites.iter().any(named)
        };
        self.rule.is_none_or(|rule| facts.rules.contains(&rule))
            && self.group.as_ref().is_none_or(is_of_group)
            && self.reason.is_none_or(|wanted| reason == Some(wanted))
            && self.puller.as_ref().is_none_or(|puller| facts.puller == puller)
    }
}

fn facts(entry: &Entry) -> Facts<'_> {
    let of_rule = |rule| Facts { rules: std::slice::from_ref(rule), ..Facts::default() };
    let of_site = |site| Facts { sites: std::slice::from_ref(site), ..Facts::default() };
    match entry {
        Entry::OccurrenceStarted { rule, .. }
        | Entry::OccurrenceEnded { rule, .. }
        | Entry::OccurrenceExcused { rule, .. }
        | Entry::OccurrenceRestored { rule, .. }
        // Of time without a rule it is the focus, which is no rule's id.
        | Entry::GoalChosen { of: rule, .. }
        | Entry::RuleChanged { rule, .. } => of_rule(rule),
        Entry::OccurrenceChanged { rule, reason, .. } => Facts { reason: *reason, ..of_rule(rule) },
        Entry::Pull { site, rule } => Facts { sites: of_site(site).sites, ..of_rule(rule) },
        Entry::OverrideGranted { reason, sites, puller, rules, .. } => {
            let (everything, reason) = (sites.is_empty(), Some(*reason));
            Facts { rules, sites, everything, reason, puller }
        }
        Entry::NoteParked { site, .. } => of_site(site),
        Entry::GroupChanged { name, .. } => of_site(name),
        Entry::OverrideEnded { .. }
        | Entry::OverrideCorrected { .. }
        | Entry::Unseen { .. }
        | Entry::MakeUpTaken { .. }
        | Entry::MakeUpGivenBack { .. }
        | Entry::MakeUpStarted { .. }
        | Entry::MakeUpEnded { .. }
        | Entry::OwedForgiven { .. }
        | Entry::FocusStarted { .. }
        | Entry::FocusEnded { .. }
        | Entry::GoalChanged { .. }
        | Entry::ClosedOut { .. }
        | Entry::ExceptionChanged { .. }
        | Entry::SettingsChanged {} => Facts::default(),
    }
}
