//! The core of private windows. It knows the rules as they are stored, and stores nothing: what it
//! grants holds in private windows only, and is kept for as long as the browser runs.

use crate::clock::Clock;
use crate::grant::Grant;
use crate::network::lifting;
use crate::protocol::{CoreEvent, Page, Posture, Stored};
use crate::state::State;
use crate::store::{self, Json};

/// Where the ids of its grants begin. The other core never comes so far.
const FIRST_ID: u32 = 0x8000_0000;

/// Adds to the stored state what was granted in private windows before.
pub(super) fn recall(state: &mut State, json: &dyn Json, text: &str) {
    let kept = Stored { slots: vec![text.to_owned()], ..Stored::default() };
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
pub(super) fn narrow(posture: &mut Posture, clock: Clock<'_>, state: &State) {
    let own = state.grants.iter().filter(|grant| is_own(grant));
    posture.network_rules = lifting(clock, own);
    posture.page_rules.clear();
}

fn is_own(grant: &Grant) -> bool {
    grant.id > FIRST_ID
}
