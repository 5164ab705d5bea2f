//! What holds for all rules is changed.

use std::rc::Rc;

use super::App;
use crate::clock::Clock;
use crate::edit::waits;
use crate::goal::Goal;
use crate::log::write;
use crate::nudge::Nudges;
use crate::protocol::{Entry, Lead, NudgesDraft, Reply, SettingsDraft};
use crate::settings::faults;

impl App {
    pub(super) fn save_settings(&mut self, draft: &SettingsDraft, clock: Clock<'_>) -> Reply {
        let faults = faults(draft, clock.zones);
        if !faults.is_empty() {
            return Reply::Refused { faults };
        }
        draft.zone.trim().clone_into(&mut self.state.settings.zone);
        self.state.settings.owe_excused = draft.owe_excused;
        self.set_lead(draft.lead, clock);
        write(clock, &mut self.state, clock.now, Entry::SettingsChanged {});
        Reply::Done {}
    }

    /// Who does not want to be asked what hours draw on leaves no trace of what they said of it.
    pub(super) fn save_nudges(&mut self, draft: &NudgesDraft, clock: Clock<'_>) -> Reply {
        let nudges = match Nudges::from_draft(draft) {
            Ok(nudges) => nudges,
            Err(faults) => return Reply::Refused { faults },
        };
        if !nudges.energy {
            self.state.energy = None;
            let drawing = |goal: &Goal| goal.draws_on.is_some();
            if self.state.goals.iter().any(drawing) {
                for goal in Rc::make_mut(&mut self.state.goals) {
                    goal.draws_on = None;
                }
            }
            if let Some(goal) = &mut self.state.deleted_goal {
                goal.draws_on = None;
            }
        }
        self.state.nudges = nudges;
        write(clock, &mut self.state, clock.now, Entry::SettingsChanged {});
        Reply::Done {}
    }

    /// A weaker lead waits as long as the deletion of any rule would, and as any edit does.
    fn set_lead(&mut self, lead: Lead, clock: Clock<'_>) {
        let held = self.state.settings.lead_at(clock.now);
        let undone = self.state.settings.lead_before.is_some_and(|(before, _)| lead >= before);
        let until = if lead >= held || undone {
            None
        } else {
            let rules = self.state.rules.iter();
            let deleted = rules.filter_map(|rule| waits(clock, &self.state, rule, None));
            // What waits may be taken back, and would then be there to be given up.
            deleted.chain(self.state.leaving.iter().map(|leaving| leaving.until)).max()
        };
        let settings = &mut self.state.settings;
        if lead != settings.lead && !undone {
            settings.lead_before = Some((held, clock.now));
        }
        settings.lead = lead;
        settings.lead_waits = until.map(|until| (held, until));
    }
}
