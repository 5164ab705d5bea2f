//! Site groups are added, changed, deleted and restored.

use std::rc::Rc;

use super::{App, refused};
use crate::clock::{Clock, Instant};
use crate::edit::{MERCY, held_until};
use crate::group::{GROUPS_LIMIT, GroupWish, RecentGroup, SiteGroup, gives_nothing_up, own_id};
use crate::log::write;
use crate::protocol::{Entry, Fault, FaultKind, Field, GroupDraft, Reply, RuleChange, SiteHome};
use crate::rule::RuleId;
use crate::site::SitePattern;

impl App {
    pub(super) fn save_group(&mut self, draft: &GroupDraft, clock: Clock<'_>) -> Reply {
        let mut group = match SiteGroup::from_draft(draft, self.hosts) {
            Ok(group) => group,
            Err(faults) => return Reply::Refused { faults },
        };
        let is_new = self.state.group(&group.id).is_none();
        if is_new && self.state.groups.len() >= GROUPS_LIMIT {
            return refused(Field::Draft, FaultKind::TooManyGroups);
        }
        let mut reply = Reply::Done {};
        if group.id.is_empty() {
            let id = self.state.take_id();
            group.id = own_id(id);
            reply = Reply::Made { id };
        }
        let change = if is_new { RuleChange::Added } else { RuleChange::Edited };
        self.put_group(group, change, clock);
        reply
    }

    pub(super) fn delete_group(&mut self, id: &str, clock: Clock<'_>) -> Reply {
        let Some(group) = self.state.group(id) else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        let leaving = self.state.leaving.iter().map(|leaving| &leaving.rule);
        let mut rules = self.state.rules.iter().chain(leaving);
        if rules.any(|rule| rule.groups.iter().any(|other| other == id)) {
            return refused(Field::Draft, FaultKind::GroupInUse);
        }
        let name = group.name.clone();
        Rc::make_mut(&mut self.state.groups).retain(|group| group.id != id);
        self.state.group_wishes.retain(|wish| wish.group.id != id);
        self.note_group(name, RuleChange::Deleted, clock);
        Reply::Done {}
    }

    /// Takes back an edit of which a part waits. What that edit added may have to wait in turn.
    pub(super) fn restore_group(&mut self, id: &str, clock: Clock<'_>) -> Reply {
        match self.state.group_wishes.iter().find(|wish| wish.group.id == id) {
            Some(wish) => {
                let before = wish.before.clone();
                self.put_group(before, RuleChange::Restored, clock);
                Reply::Done {}
            }
            None => refused(Field::Draft, FaultKind::Gone),
        }
    }

    /// One site more, as an edit of the group or rule that it is put into.
    pub(super) fn add_site(&mut self, home: &SiteHome, site: &str, clock: Clock<'_>) -> Reply {
        match home {
            SiteHome::Group { id } => {
                let wish = self.state.group_wishes.iter().map(|wish| &wish.group);
                let Some(group) = wish.chain(self.state.groups.iter()).find(|it| it.id == *id)
                else {
                    return refused(Field::Draft, FaultKind::Gone);
                };
                let mut draft = group.to_draft();
                draft.sites.push(site.to_owned());
                self.save_group(&draft, clock)
            }
            SiteHome::Rule { id } => {
                let Some(rule) = self.state.rule(RuleId(*id)) else {
                    return refused(Field::Draft, FaultKind::Gone);
                };
                let mut draft = rule.to_draft();
                draft.sites.push(site.to_owned());
                self.save_rule(&draft, &[], clock)
            }
        }
    }

    /// The presets that a rule names and that are not the person's own yet.
    ///
    /// # Errors
    /// What is wrong with them, told of the rule's sites as a whole.
    pub(super) fn named_presets(
        &self,
        named: &[String],
        drafts: &[GroupDraft],
    ) -> Result<Vec<SiteGroup>, Vec<Fault>> {
        let needed = drafts
            .iter()
            .filter(|draft| named.contains(&draft.id) && self.state.group(&draft.id).is_none());
        let groups = needed.map(|draft| SiteGroup::from_draft(draft, self.hosts));
        groups.collect::<Result<_, _>>().map_err(|faults| {
            faults.into_iter().map(|fault| Fault { field: Field::Sites, ..fault }).collect()
        })
    }

    /// Puts a group in place of the one of its id. What that gives up, and is near, is held for a
    /// while.
    fn put_group(&mut self, new: SiteGroup, change: RuleChange, clock: Clock<'_>) {
        self.note_group(new.name.clone(), change, clock);
        let groups = Rc::make_mut(&mut self.state.groups);
        let Some(at) = groups.iter().position(|group| group.id == new.id) else {
            groups.push(new);
            return;
        };
        let Some(old) = groups.get(at).cloned() else { return };
        let until = self.waits_until(&old, &new, clock);
        let wishes = &mut self.state.group_wishes;
        let wish = wishes.iter().position(|wish| wish.group.id == new.id);
        let wish = wish.map(|place| wishes.remove(place));
        self.state.recent_groups.push(RecentGroup { before: old.clone(), made: clock.now });
        let held = match until {
            Some(until) => {
                let held = old.with(&new);
                let before = wish.map(|wish| wish.before).filter(|before| *before != new);
                let before = before.unwrap_or(old);
                self.state.group_wishes.push(GroupWish { group: new, before, until });
                held
            }
            None => new,
        };
        if let Some(group) = Rc::make_mut(&mut self.state.groups).get_mut(at) {
            *group = held;
        }
    }

    /// Until when what a group holds must be held beside what comes in its place; none if nothing
    /// is given up, if no hour that names it is near, or if it only goes back to what stood within
    /// the last two minutes.
    fn waits_until(&self, old: &SiteGroup, new: &SiteGroup, clock: Clock<'_>) -> Option<Instant> {
        let strict = |before: &SiteGroup| gives_nothing_up(sites(new), sites(before));
        let recent = self.state.recent_groups.iter().filter(|it| it.before.id == new.id);
        let mut recent =
            recent.filter(|it| it.made <= clock.now && clock.now.since(it.made) < MERCY);
        if strict(old) || recent.any(|it| strict(&it.before)) {
            return None;
        }
        let leaving = self.state.leaving.iter().map(|leaving| &leaving.rule);
        let rules = self.state.rules.iter().chain(leaving);
        let named = rules.filter(|rule| rule.groups.contains(&new.id));
        named.filter_map(|rule| held_until(clock, &self.state, rule)).max()
    }

    fn note_group(&mut self, name: String, change: RuleChange, clock: Clock<'_>) {
        write(clock, &mut self.state, clock.now, Entry::GroupChanged { name, change });
    }
}

fn sites(group: &SiteGroup) -> Vec<&SitePattern> {
    group.sites.iter().collect()
}
