//! Rules are added, changed, deleted and restored.

use std::rc::Rc;

use super::{App, refused};
use crate::clock::Clock;
use crate::log::write;
use crate::protocol::{Entry, FaultKind, Field, Reply, RuleChange, RuleDraft};
use crate::rule::{Rule, RuleId};

impl App {
    pub(super) fn save_rule(&mut self, draft: &RuleDraft, clock: Clock<'_>) -> Reply {
        let old = self.state.rule(RuleId(draft.id));
        if draft.id != 0 && old.is_none() {
            return refused(Field::Draft, FaultKind::Gone);
        }
        let change = if old.is_some() { RuleChange::Edited } else { RuleChange::Added };
        let checked = Rule::from_draft(draft, RuleId(draft.id), &self.state.all_groups());
        let mut rule = match checked {
            Ok(rule) => rule,
            Err(faults) => return Reply::Refused { faults },
        };
        if draft.id == 0 {
            rule.id = RuleId(self.state.take_id());
        }
        let id = rule.id;
        self.state.adopt_groups(&rule.groups);
        self.note_rule(&rule, change, clock);
        let rules = Rc::make_mut(&mut self.state.rules);
        match rules.iter_mut().find(|other| other.id == id) {
            Some(old) => *old = rule,
            None => rules.push(rule),
        }
        Reply::Made { id: id.0 }
    }

    pub(super) fn delete_rule(&mut self, id: RuleId, clock: Clock<'_>) -> Reply {
        let Some(rule) = self.state.rule(id).cloned() else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        Rc::make_mut(&mut self.state.rules).retain(|other| other.id != id);
        self.note_rule(&rule, RuleChange::Deleted, clock);
        self.state.deleted = Some(rule);
        Reply::Done {}
    }

    pub(super) fn restore_rule(&mut self, id: RuleId, clock: Clock<'_>) -> Reply {
        match self.state.deleted.take_if(|rule| rule.id == id) {
            Some(rule) => {
                self.note_rule(&rule, RuleChange::Restored, clock);
                Rc::make_mut(&mut self.state.rules).push(rule);
                Reply::Made { id: id.0 }
            }
            None => refused(Field::Draft, FaultKind::Gone),
        }
    }

    fn note_rule(&mut self, rule: &Rule, change: RuleChange, clock: Clock<'_>) {
        let entry = Entry::RuleChanged { rule: rule.id.0, goal: rule.goal.clone(), change };
        write(clock, &mut self.state, clock.now, entry);
    }
}
