//! The core of private windows. It knows the rules as they are stored, and stores nothing: what it
//! grants holds in private windows only, and is kept for as long as the browser runs.

use crate::clock::Clock;
use crate::grant::Grant;
use crate::network::lifting;
use crate::protocol::{Around, CoreEvent, Page, Posture, SessionRule, Stored};
use crate::state::State;
use crate::store::{self, Json};

/// Where the ids of its grants begin. The other core never comes so far.
const FIRST_ID: u32 = 0x8000_0000;

/// Where the ids of its session rules begin: the shell leaves the others' alone.
const FIRST_RULE: u32 = 1_000_001;

/// Adds to the stored state what was granted in private windows before.
pub(super) fn recall(state: &mut State, json: &dyn Json, text: String) {
    let kept = Stored { slots: vec![text], ..Stored::default() };
    let kept = store::load(json, &kept).state.map(|(kept, _)| kept).unwrap_or_default();
    state.next_id = kept.next_id.max(FIRST_ID);
    state.grants.extend(kept.grants.into_iter().filter(is_own));
    state.set_aside = None;
}

/// Whether an event changes nothing that is to stay.
pub(super) fn may_happen(event: &CoreEvent) -> bool {
    match event {
        CoreEvent::Booted {}
        | CoreEvent::AlarmFired { .. }
        | CoreEvent::Looked {}
        | CoreEvent::AccessChanged {}
        | CoreEvent::PageShown { .. }
        | CoreEvent::TypingFound { .. }
        | CoreEvent::CoverNow { .. }
        | CoreEvent::PanelOpened {}
        | CoreEvent::GoBackPressed {}
        | CoreEvent::CoverOpened { .. }
        | CoreEvent::RequestOverride { .. } => true,
        CoreEvent::View { page } => !matches!(page, Page::Log { .. }),
        CoreEvent::EndOverride { id } => *id > FIRST_ID,
        _ => false,
    }
}

/// Leaves of the posture what is its own: the veils, the alarms, the hosts whose open pages are
/// reached, and at network level what it lets through over all that the other core stops.
pub(super) fn narrow(posture: &mut Posture, clock: Clock<'_>, state: &State, around: &Around) {
    let own = state.grants.iter().filter(|grant| is_own(grant));
    let tabs: Vec<i32> = around.tabs.iter().map(|tab| tab.id).collect();
    if !tabs.is_empty() {
        let rules = lifting(clock, own).into_iter();
        let rules = rules.map(|rule| SessionRule { tabs: tabs.clone(), rule });
        posture.session_rules.extend(rules);
    }
    for (rule, id) in posture.session_rules.iter_mut().zip(FIRST_RULE..) {
        rule.rule.id = id;
    }
    posture.network_rules.clear();
    posture.page_rules.clear();
}

fn is_own(grant: &Grant) -> bool {
    grant.id > FIRST_ID
}
