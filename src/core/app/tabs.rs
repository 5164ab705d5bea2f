//! What tabs and the pages of ours that stand in their place ask for.

use super::{App, refused, shown};
use crate::clock::Clock;
use crate::grace;
use crate::log::write;
use crate::protected::Protected;
use crate::protocol::{
    Around, CoreEffect, Entry, FaultKind, Field, Mode, OwnPage, Page, Reply, Sender, TabVerdict,
    View,
};
use crate::site::Address;
use crate::state::Demo;
use crate::verdict::{Verdict, verdict};
use crate::views::Scene;

/// How long "Show me" covers a tab, in milliseconds.
const DEMO: i64 = 20_000;

/// Whoever looks once a minute has not seen more than this since the last look, in milliseconds: in
/// between the machine slept.
const LONGEST_LOOK: i64 = 90_000;

impl App {
    pub(super) fn page_shown(&self, url: &str, sender: Sender, clock: Clock<'_>) -> Reply {
        let demo = self.state.demo.filter(|demo| clock.now < demo.end);
        let Sender::Content { tab } = sender else {
            return Reply::Done {};
        };
        if let Some(demo) = demo.filter(|demo| demo.tab == tab) {
            let verdict = TabVerdict::Veiled { mode: Mode::Cover, until: demo.end.ms() };
            return Reply::Verdict { verdict };
        }
        let protected = Protected::at(clock, &self.state, &self.timetable);
        let address = Address::parse(url).filter(|it| !grace::opens(&self.passing.graces, tab, it));
        let verdict = address.map_or(TabVerdict::Open {}, |address| {
            verdict(clock, &protected, &self.state.grants, &address).for_tab()
        });
        Reply::Verdict { verdict }
    }

    /// Calls and sentences come to their end, and calls that a stretch finds get their moment.
    pub(super) fn look_at_graces(&mut self, around: &Around, clock: Clock<'_>) {
        if !grace::is_concerned(&self.passing.graces, around) {
            return;
        }
        let over = {
            let protected = Protected::at(clock, &self.state, &self.timetable);
            grace::look(clock, &mut self.passing.graces, &protected, &self.state.grants, around)
        };
        for (call, end) in over.iter().filter(|_| !self.private) {
            let id = self.state.take_id();
            for (at, entry) in grace::call_entries(call, *end, id) {
                write(clock, &mut self.state, at, entry);
            }
        }
    }

    /// Counts the time since the last look for the overrides whose page was in front then. It changes
    /// nothing that is shown, and is saved with whatever else is, once a minute at least.
    pub(super) fn count_in_front(&mut self, clock: Clock<'_>) {
        let Some(seen) = self.seen else { return };
        for grant in &mut self.state.grants {
            if self.passing.front.contains(&grant.id) {
                let until = clock.now.min(grant.end());
                grant.in_front += until.since(seen).clamp(0, LONGEST_LOOK);
            }
        }
    }

    /// Notes which overrides the page in front of the person is open by.
    pub(super) fn look_in_front(&mut self, around: &Around, clock: Clock<'_>) {
        let front = around.tabs.iter().find(|tab| tab.front);
        let address = front.and_then(|tab| Address::parse(&tab.url));
        let grants = self.state.grants.iter().filter(|grant| grant.holds(clock.now));
        let opening = grants.filter(|grant| address.as_ref().is_some_and(|it| grant.opens(it)));
        self.passing.front = opening.map(|grant| grant.id).collect();
    }

    pub(super) fn typing_found(&mut self, tab: i32, around: &Around, clock: Clock<'_>) -> Reply {
        let protected = Protected::at(clock, &self.state, &self.timetable);
        let seen = around.tabs.iter().find(|it| it.id == tab);
        let (graces, grants) = (&self.passing.graces, &self.state.grants);
        let found = seen.and_then(|tab| grace::typing(clock, graces, &protected, grants, tab));
        self.passing.graces.extend(found);
        Reply::Done {}
    }

    /// The person does not need the moment. A page speaks for its own tab only.
    pub(super) fn cover_now(&mut self, tab: i32, around: &Around, clock: Clock<'_>) -> Reply {
        let tab = if let Sender::Content { tab } = around.sender { tab } else { tab };
        let seen = around.tabs.iter().filter(|it| it.id != tab).cloned().collect();
        let page = around.tabs.iter().find(|it| it.id == tab);
        if let Some(address) = page.and_then(|tab| Address::parse(&tab.url)) {
            let opening = self.state.grants.iter().filter(|grant| grant.opens(&address));
            for id in opening.map(|grant| grant.id).collect::<Vec<_>>() {
                self.end_override(id, clock);
            }
        }
        // As if the tab were gone: what has to be written of it is written.
        let without = Around { tabs: seen, ..around.clone() };
        self.look_at_graces(&without, clock);
        Reply::Done {}
    }

    pub(super) fn panel_opened(&self, around: &Around, clock: Clock<'_>) -> Reply {
        let Sender::Panel { tab } = around.sender else {
            return Reply::Done {};
        };
        let url = around.tabs.iter().find(|it| it.id == tab).map(|it| it.url.as_str());
        let scene = Scene::new(clock, &self.state, &self.timetable, around, self.troubles());
        shown(View::Panel(scene.panel(tab, url.unwrap_or_default())))
    }

    pub(super) fn go_back(around: &Around, effects: &mut Vec<CoreEffect>) -> Reply {
        let (Sender::Panel { tab } | Sender::Content { tab }) = around.sender else {
            return Reply::Done {};
        };
        if let Some(seen) = around.tabs.iter().find(|it| it.id == tab) {
            let page = OwnPage::GoingBack { tab, url: seen.url.clone() };
            effects.push(CoreEffect::OpenPage { page });
        }
        Reply::Done {}
    }

    pub(super) fn used_dimmed(&mut self, url: &str, clock: Clock<'_>) -> Reply {
        self.pull(url, Mode::Dim, clock);
        Reply::Done {}
    }

    /// Writes down a pull, if the page is covered or dimmed as it says.
    fn pull(&mut self, url: &str, wanted: Mode, clock: Clock<'_>) {
        let pull = {
            let protected = Protected::at(clock, &self.state, &self.timetable);
            Address::parse(url).and_then(|address| {
                match verdict(clock, &protected, &self.state.grants, &address) {
                    Verdict::Veiled { mode, because, .. }
                        if mode == wanted && !address.is_check() =>
                    {
                        because.first().map(|held| {
                            let rule = held.by.rule_id().map_or(0, |id| id.0);
                            Entry::Pull { site: held.site.to_string(), rule }
                        })
                    }
                    _ => None,
                }
            })
        };
        if let Some(pull) = pull {
            write(clock, &mut self.state, clock.now, pull);
        }
    }

    pub(super) fn cover_opened(
        &mut self,
        url: &str,
        attempt: bool,
        around: &Around,
        clock: Clock<'_>,
    ) -> Reply {
        if attempt {
            self.pull(url, Mode::Cover, clock);
        }
        let page = Page::Cover { url: url.to_owned() };
        self.view(&page, around, clock).map_or(Reply::Done {}, shown)
    }

    pub(super) fn show_me(
        &mut self,
        around: &Around,
        clock: Clock<'_>,
        effects: &mut Vec<CoreEffect>,
    ) -> Reply {
        let groups = &self.state.groups;
        let named =
            |address: &Address| self.state.rules.iter().any(|rule| rule.covers(groups, address));
        let tab = around
            .tabs
            .iter()
            .filter(|tab| Address::parse(&tab.url).is_some_and(|address| named(&address)))
            .max_by_key(|tab| tab.last_accessed)
            .map(|tab| tab.id);
        let Some(tab) = tab else {
            return refused(Field::Draft, FaultKind::NoTabOpen);
        };
        self.state.demo = Some(Demo { tab, end: clock.now.plus(DEMO) });
        effects.push(CoreEffect::FocusTab { tab });
        Reply::Done {}
    }
}
