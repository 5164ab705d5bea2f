//! Rules are added, changed, deleted and restored.

use std::rc::Rc;

use super::{App, goals, refused};
use crate::change::{Change, Key};
use crate::clock::Clock;
use crate::edit::{Leaving, Recent, waits};
use crate::group::SiteGroup;
use crate::log::write;
use crate::protocol::{Entry, FaultKind, Field, GroupDraft, Reply, RuleChange, RuleDraft};
use crate::rule::{Rule, RuleId};

impl App {
    pub(super) fn save_rule(
        &mut self,
        draft: &RuleDraft,
        presets: &[GroupDraft],
        clock: Clock<'_>,
    ) -> Reply {
        let id = RuleId(draft.id);
        let old = self.state.rule(id);
        if draft.id != 0 && old.is_none() {
            return refused(Field::Draft, FaultKind::Gone);
        }
        let change = if old.is_some() { RuleChange::Edited } else { RuleChange::Added };
        let presets = match self.named_presets(&draft.groups, presets) {
            Ok(presets) => presets,
            Err(faults) => return Reply::Refused { faults },
        };
        let groups: Vec<SiteGroup> = self.state.groups.iter().chain(&presets).cloned().collect();
        let mut rule = match Rule::from_draft(draft, id, &groups, clock.zones, self.hosts) {
            Ok(rule) => rule,
            Err(faults) => return Reply::Refused { faults },
        };
        if self.state.rule(id) == Some(&rule) {
            return Reply::Made { id: id.0 };
        }
        if draft.id == 0 {
            rule.id = RuleId(self.state.take_id());
        }
        if !presets.is_empty() {
            Rc::make_mut(&mut self.state.groups).extend(presets);
        }
        self.follow(&rule);
        // Where the goal is chosen at the start the line only names the rule.
        if !rule.choose {
            goals::make_named(&mut self.state, &rule.goal);
        }
        let id = rule.id;
        self.note_rule(&rule, change, clock);
        self.put(id, Some(rule), clock);
        self.let_go(id);
        Reply::Made { id: id.0 }
    }

    pub(super) fn delete_rule(&mut self, id: RuleId, clock: Clock<'_>) -> Reply {
        let Some(rule) = self.state.rule(id).cloned() else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        self.note_rule(&rule, RuleChange::Deleted, clock);
        self.put(id, None, clock);
        self.state.deleted = Some(rule);
        Reply::Done {}
    }

    /// Takes back the first edit that waits, or a deletion.
    pub(super) fn restore_rule(&mut self, id: RuleId, clock: Clock<'_>) -> Reply {
        let waits = self.state.leaving.iter().find(|leaving| leaving.rule.id == id);
        let waits = waits.map(|leaving| leaving.rule.clone());
        let deleted = self.state.deleted.take_if(|rule| rule.id == id);
        match waits.or(deleted) {
            Some(rule) => {
                self.note_rule(&rule, RuleChange::Restored, clock);
                self.put(id, Some(rule), clock);
                Reply::Made { id: id.0 }
            }
            None => refused(Field::Draft, FaultKind::Gone),
        }
    }

    /// Puts a rule in place of the one of its id, or nothing. What that gives up, and is near, is
    /// held for a while.
    fn put(&mut self, id: RuleId, new: Option<Rule>, clock: Clock<'_>) {
        let old = self.state.rule(id).cloned();
        let until = old.as_ref().and_then(|old| waits(clock, &self.state, old, new.as_ref()));
        let leaving = Rc::make_mut(&mut self.state.leaving);
        let waited = leaving.len();
        leaving.retain(|it| Some(&it.rule) != new.as_ref());
        let restored = leaving.len() < waited;
        if let Some((rule, until)) = old.clone().zip(until)
            && !leaving.iter().any(|it| it.rule == rule)
        {
            leaving.push(Leaving { rule, until });
        }
        if restored {
            // It held all the while: to go back to anything less would give it up.
            self.state.recent.retain(|it| it.rule != id || it.before == new);
        } else {
            self.state.recent.push(Recent { rule: id, before: old, made: clock.now });
        }
        let rules = Rc::make_mut(&mut self.state.rules);
        match (rules.iter().position(|rule| rule.id == id), new) {
            (Some(at), Some(new)) => {
                if let Some(rule) = rules.get_mut(at) {
                    *rule = new;
                }
            }
            (Some(at), None) => {
                rules.remove(at);
            }
            (None, new) => rules.extend(new),
        }
    }

    /// Single occurrences that are skipped or moved stay so when the rule's hour moves within the
    /// date.
    fn follow(&mut self, rule: &Rule) {
        let mut followed: Vec<Change> = Vec::new();
        for change in self.state.changes.iter().filter(|it| it.key.rule == rule.id) {
            let date = change.key.date;
            let parts = rule.parts.iter();
            let parts = parts.filter(|part| part.when.on_or_after(date) == Some(date));
            let mut stated = parts.flat_map(|part| &part.stretches).map(|it| it.from());
            if let (Some(from), None) = (stated.next(), stated.next()) {
                let key = Key { from, ..change.key };
                let known = self.state.changes.iter().chain(&followed).any(|it| it.key == key);
                if !known {
                    followed.push(Change { key, ..change.clone() });
                }
            }
        }
        if !followed.is_empty() {
            Rc::make_mut(&mut self.state.changes).extend(followed);
        }
    }

    /// Changes of occurrences that neither the rule states any more nor an old version that waits.
    fn let_go(&mut self, id: RuleId) {
        let waiting = self.state.leaving.iter().map(|leaving| &leaving.rule);
        let versions: Vec<&Rule> =
            self.state.rules.iter().chain(waiting).filter(|rule| rule.id == id).collect();
        let stated = |key: Key| versions.iter().any(|rule| key.stated(rule).next().is_some());
        if self.state.changes.iter().any(|it| it.key.rule == id && !stated(it.key)) {
            let changes = Rc::make_mut(&mut self.state.changes);
            changes.retain(|it| it.key.rule != id || stated(it.key));
        }
    }

    fn note_rule(&mut self, rule: &Rule, change: RuleChange, clock: Clock<'_>) {
        let entry = Entry::RuleChanged { rule: rule.id.0, goal: rule.goal.clone(), change };
        write(clock, &mut self.state, clock.now, entry);
    }
}
