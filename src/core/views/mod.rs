//! What each page shows, told from the state at one instant. Nothing here changes anything.

mod check_in;
mod goals;
mod health;
mod nudges;
mod options;
mod owed;
mod sites;
mod way_back;

pub use self::health::{Troubles, Unset};

use self::health::hosts;
use crate::access::Access;
use crate::clock::{Clock, Instant};
use crate::grace::Grace;
use crate::grant::same_scope;
use crate::group::SiteGroup;
use crate::ledger::Balance;
use crate::parked;
use crate::protected::{Held, Occurrence, Protected};
use crate::protocol::{
    AimView, Around, CoverState, CoverView, GraceView, Mode, NextView, OverrideView, PanelView,
    PopupState, PopupView, ProtectedView, RuleView, ScopeDraft, WelcomeView,
};
use crate::rule::Rule;
use crate::schedule::{Piece, Schedule};
use crate::site::Address;
use crate::sorted::sorted;
use crate::state::State;
use crate::timetable::Timetable;
use crate::verdict::{Verdict, verdict};

/// How many occurrences of a rule are listed.
const LISTED: usize = 5;

/// The state at one instant, ready to be looked at.
pub struct Scene<'a> {
    clock: Clock<'a>,
    state: &'a State,
    timetable: &'a Timetable,
    protected: Protected<'a>,
    access: Access,
    troubles: Troubles,
    /// What the log says, if it is known.
    balance: Option<Balance>,
}

fn grace_view(grace: &Grace) -> Option<GraceView> {
    Some(GraceView { tab: grace.tab, site: grace.site.clone(), line: grace.line()? })
}

impl<'a> Scene<'a> {
    /// A scene of the state as the browser stands.
    #[must_use]
    pub fn new(
        clock: Clock<'a>,
        state: &'a State,
        timetable: &'a Timetable,
        around: &Around,
        troubles: Troubles,
    ) -> Self {
        let access = Access::from_origins(&around.origins);
        let protected = Protected::at(clock, state, timetable);
        Self { clock, state, timetable, protected, access, troubles, balance: None }
    }

    /// The same, with what the log says.
    #[must_use]
    pub fn knowing(self, balance: Option<Balance>) -> Self {
        Self { balance, ..self }
    }

    /// The instant of the scene.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now
    }

    /// Whether no time is protected.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.protected.is_empty()
    }

    /// The popup.
    #[must_use]
    pub fn popup(&self, graces: &[Grace]) -> PopupView {
        let now = self.clock.now;
        // With the time it was taken from, an override is over too.
        let over = self.protected.until();
        let mut overrides: Vec<OverrideView> = self
            .state
            .grants
            .iter()
            .filter(|grant| grant.holds(now))
            .map(|grant| OverrideView {
                id: grant.id,
                label: grant.scope.label(),
                reason: grant.why.reason,
                start: grant.start.ms(),
                until: over.map_or(grant.end(), |over| grant.end().min(over)).ms(),
                minutes: grant.minutes,
            })
            .collect();
        overrides.reverse();
        PopupView {
            now: now.ms(),
            zone: self.state.settings.zone.clone(),
            state: self.standing(),
            overrides,
            graces: graces.iter().filter_map(grace_view).collect(),
            next: self.next(),
            covers: if self.protected.is_empty() {
                self.covers_of(&self.state.rules)
            } else {
                self.covers()
            },
            homes: self.homes(),
            focus: self.state.focus.is_some_and(|focus| focus.span.holds(now)),
            focus_is_fresh: self.state.focus.is_some_and(|focus| focus.is_fresh(now)),
            parked: parked::view(&self.state.parked, !self.protected.is_empty()),
            owed: self.owed_today(),
            nudge: self.nudge(),
            goals: self.choices(),
            energy: self.energy_view(),
            check_in: self.check_in_due(),
            health: self.health(),
        }
    }

    /// The cover page or the going-back page of an address; an empty one stands for no page.
    #[must_use]
    pub fn cover(&self, url: &str) -> CoverView {
        let address = Address::parse(url);
        let held =
            address.as_ref().map(|it| verdict(self.clock, &self.protected, &self.state.grants, it));
        let state = match (held, self.protected.leading()) {
            (Some(Verdict::Veiled { mode: Mode::Cover, until, because }), _) => {
                because.first().map(|first| self.covered(first.by, until, &because))
            }
            (None, Some(leading)) if url.is_empty() => {
                self.protected.until().map(|until| self.covered(leading, until, &[]))
            }
            // Where the site is only dimmed (now), nothing stands in its place.
            (
                None
                | Some(
                    Verdict::Veiled { mode: Mode::Dim, .. }
                    | Verdict::Open
                    | Verdict::Lifted { .. },
                ),
                _,
            ) => None,
        };
        CoverView {
            now: self.clock.now.ms(),
            zone: self.state.settings.zone.clone(),
            host: address.as_ref().map(|it| it.host().to_owned()).unwrap_or_default(),
            url: if address.is_some() { url.to_owned() } else { String::new() },
            close_out: self.close_out().filter(|_| !self.troubles.private),
            state: state.unwrap_or(CoverState::Open {}),
        }
    }

    /// The panel over a tab; empty unless the tab is covered.
    #[must_use]
    pub fn panel(&self, tab: i32, url: &str) -> PanelView {
        let address = Address::parse(url);
        let held =
            address.as_ref().map(|it| verdict(self.clock, &self.protected, &self.state.grants, it));
        let (protected, mode) = match held {
            Some(Verdict::Veiled { mode, until, because }) => {
                let first = because.first();
                (first.map(|held| self.time(held.by, until)), mode)
            }
            Some(Verdict::Open | Verdict::Lifted { .. }) | None => {
                (self.demo(tab, address.as_ref()), Mode::Cover)
            }
        };
        let zone = self.state.settings.zone.clone();
        let parked = parked::waiting(&self.state.parked);
        PanelView { now: self.clock.now.ms(), zone, protected, mode, parked }
    }

    /// The welcome page.
    #[must_use]
    pub fn welcome(&self) -> WelcomeView {
        WelcomeView {
            now: self.clock.now.ms(),
            zone: self.state.settings.zone.clone(),
            rules: self.rules(),
            groups: self.groups(),
            health: self.health(),
        }
    }

    pub(super) fn standing(&self) -> PopupState {
        let time = self.protected.leading().zip(self.protected.until());
        match time {
            Some((leading, until)) => PopupState::Protected(ProtectedView {
                start: self.protected.since().unwrap_or(self.clock.now).ms(),
                ..self.time(leading, until)
            }),
            None if self.state.rules.is_empty() => PopupState::Empty {},
            None => PopupState::Free {},
        }
    }

    fn time(&self, by: Occurrence<'_>, until: Instant) -> ProtectedView {
        let (goal, aim) = self.aim_of(by);
        ProtectedView {
            goal,
            aim,
            days: by.rule.map(Rule::days).unwrap_or_default(),
            start: by.span.start.ms(),
            until: until.ms(),
        }
    }

    fn demo(&self, tab: i32, address: Option<&Address>) -> Option<ProtectedView> {
        let demo = self.state.demo.filter(|demo| demo.tab == tab && self.clock.now < demo.end)?;
        let rule =
            self.state.rules.iter().find(|rule| {
                address.is_some_and(|address| rule.covers(&self.state.groups, address))
            })?;
        let (start, until) = (self.clock.now.ms(), demo.end.ms());
        let (goal, aim) = (rule.goal.clone(), AimView::default());
        Some(ProtectedView { goal, aim, days: rule.days(), start, until })
    }

    fn next(&self) -> Option<NextView> {
        let next = self.timetable.next()?;
        Some(self.next_view(next.rule, next.piece))
    }

    /// One occurrence to come.
    #[must_use]
    pub fn next_view(&self, rule: &Rule, piece: Piece) -> NextView {
        let (goal, aim) = self.aim_of_piece(rule, piece);
        NextView {
            occurrence: piece.key.to_draft(),
            goal,
            aim,
            start: piece.span.start.ms(),
            end: piece.span.end.ms(),
        }
    }

    /// The rules as they are wished.
    pub(super) fn rules(&self) -> Vec<RuleView> {
        let schedule = self.schedule();
        self.state.rules.iter().map(|rule| self.rule(&schedule, rule)).collect()
    }

    /// The schedule of this moment.
    pub(super) fn schedule(&self) -> Schedule<'a> {
        Schedule::new(self.clock, &self.state.exceptions, &self.state.changes)
    }

    /// One rule, with its next occurrences.
    pub(super) fn rule(&self, schedule: &Schedule<'_>, rule: &Rule) -> RuleView {
        let now = self.clock.now;
        let holding = schedule.holding(rule, now);
        let following = |after: Instant| schedule.next(rule, after);
        let next = std::iter::successors(following(now), |it| following(it.span.start));
        let next = holding.into_iter().chain(next).take(LISTED);
        let missing = self.missing(rule.all_sites(&self.state.groups));
        RuleView {
            id: rule.id.0,
            draft: rule.to_draft(),
            covers: self.covers_of(std::slice::from_ref(rule)),
            next: next.map(|piece| self.next_view(rule, piece)).collect(),
            needs_access: hosts(&missing),
            waits: None,
        }
    }

    /// Names of what is covered or dimmed now and not opened: groups, then sites.
    #[must_use]
    pub fn covers(&self) -> Vec<String> {
        let grants: Vec<_> =
            self.state.grants.iter().filter(|grant| grant.holds(self.clock.now)).collect();
        let lifted = |scope: &ScopeDraft| {
            grants.iter().any(|grant| {
                same_scope(&ScopeDraft::Everything {}, &grant.scope)
                    || same_scope(scope, &grant.scope)
            })
        };
        let mut names = Vec::new();
        let covered = self.protected.held().iter().filter(|held| !held.site.lets_through());
        let (of_groups, own): (Vec<&Held<'_>>, Vec<&Held<'_>>) =
            covered.partition(|held| held.group.is_some());
        for held in of_groups.into_iter().chain(own) {
            let (scope, name) = match held.group {
                Some(group) => (ScopeDraft::Group { id: group.id.clone() }, group.name.clone()),
                None => {
                    (ScopeDraft::Site { pattern: held.site.to_string() }, held.site.to_string())
                }
            };
            if !lifted(&scope) && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn covers_of(&self, rules: &[Rule]) -> Vec<String> {
        let used = |group: &&SiteGroup| rules.iter().any(|rule| rule.groups.contains(&group.id));
        let groups = self.state.groups.iter().filter(used).map(|group| group.name.clone());
        let sites = rules.iter().flat_map(|rule| &rule.sites);
        let sites = sorted(sites.filter(|site| !site.lets_through()).collect());
        groups.chain(sites.into_iter().map(ToString::to_string)).collect()
    }
}
