//! What tabs and the pages of ours that stand in their place ask for.

use super::{App, refused, shown};
use crate::clock::Clock;
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

impl App {
    pub(super) fn page_shown(&self, url: &str, sender: Sender, clock: Clock<'_>) -> Reply {
        let demo = self.state.demo.filter(|demo| clock.now < demo.end);
        if let (Some(demo), Sender::Content { tab }) = (demo, sender)
            && demo.tab == tab
        {
            let verdict = TabVerdict::Veiled { mode: Mode::Cover, until: demo.end.ms() };
            return Reply::Verdict { verdict };
        }
        let protected = Protected::at(clock, &self.state, &self.timetable);
        let verdict = Address::parse(url).map_or(TabVerdict::Open {}, |address| {
            verdict(clock, &protected, &self.state.grants, &address).for_tab()
        });
        Reply::Verdict { verdict }
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
        let Sender::Panel { tab } = around.sender else {
            return Reply::Done {};
        };
        if let Some(seen) = around.tabs.iter().find(|it| it.id == tab) {
            let page = OwnPage::GoingBack { tab, url: seen.url.clone() };
            effects.push(CoreEffect::OpenPage { page });
        }
        Reply::Done {}
    }

    pub(super) fn cover_opened(
        &mut self,
        url: &str,
        attempt: bool,
        around: &Around,
        clock: Clock<'_>,
    ) -> Reply {
        let pull = {
            let protected = Protected::at(clock, &self.state, &self.timetable);
            Address::parse(url).and_then(|address| {
                match verdict(clock, &protected, &self.state.grants, &address) {
                    Verdict::Veiled { because, .. } if attempt && !address.is_check() => {
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
