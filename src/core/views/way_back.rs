//! What the cover page and the way back show: what could be opened, what is asked for before, and what
//! going back came to so far.

use super::Scene;
use crate::clock::Instant;
use crate::grant::Scope;
use crate::ledger::Honest;
use crate::parked;
use crate::protected::{Held, Occurrence};
use crate::protocol::{CoverState, HonestView, Reason, ScopeChoice, ScopeDraft};
use crate::way_back::{Terms, terms};

impl Scene<'_> {
    pub(super) fn covered(
        &self,
        by: Occurrence<'_>,
        until: Instant,
        because: &[Held<'_>],
    ) -> CoverState {
        let mut scopes: Vec<ScopeChoice> = Vec::new();
        let mut add = |scope: ScopeDraft, label: String| {
            if !scopes.iter().any(|choice| choice.scope == scope) {
                scopes.extend(self.choice(scope, label));
            }
        };
        if let Some(site) = because.first().map(|held| held.site) {
            add(ScopeDraft::Site { pattern: site.to_string() }, site.to_string());
        }
        let groups_here = because.iter().filter_map(|held| held.group);
        let groups_else = self.protected.held().iter().filter_map(|held| held.group);
        for group in groups_here.chain(groups_else) {
            add(ScopeDraft::Group { id: group.id.clone() }, group.name.clone());
        }
        add(ScopeDraft::Everything {}, String::new());
        let protected = Box::new(self.time(by, until));
        let (covers, pullers) = (self.covers(), self.state.pullers.clone());
        let parked = parked::waiting(&self.state.parked);
        let honest = self.honest();
        CoverState::Covered { protected, scopes, covers, pullers, parked, honest }
    }

    /// A scope, with what is asked for before it opens.
    fn choice(&self, scope: ScopeDraft, label: String) -> Option<ScopeChoice> {
        let rules = Scope::of(&scope, &self.protected)?.rules(&self.protected);
        let Terms { way, hold, cap } =
            terms(self.clock, &self.protected, self.balance.as_ref(), &rules);
        let (cap, left) = cap.map(|(cap, left)| (cap.to_draft(), left)).unzip();
        Some(ScopeChoice { scope, label, way, hold, cap, left })
    }

    fn honest(&self) -> Vec<HonestView> {
        let of = |reason: Reason| {
            let Honest { times, asked, took } = self.balance.as_ref()?.honest(reason)?;
            Some(HonestView { reason, times, asked, took })
        };
        Reason::CHOSEN.into_iter().filter_map(of).collect()
    }
}
