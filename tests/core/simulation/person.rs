//! The simulated person: what they do in pages of ours and in their tabs, right or wrong.

use ringfence_core::protocol::{
    CoreEvent, Instead, OverrideDraft, Page, Reason, Reply, ScopeDraft, Sender, Stands, TabSeen,
};
use ringfence_core::state::State;

use super::browser::Browser;
use crate::day::{PAGE, override_draft};

pub const SITES: [&str; 8] = [
    "mail.example",
    "chat.example",
    "chat.example/team",
    "!chat.example/me",
    "a.example:8080",
    "example",
    "!b.a.example",
    "news.test",
];
const URLS: [&str; 8] = [
    "https://mail.example/inbox",
    "https://chat.example/team/x",
    "https://chat.example/me",
    "http://a.example:8080/",
    "https://b.a.example/",
    "https://app.slack.com/client",
    "https://news.test/",
    "about:blank",
];
pub const GROUPS: [&str; 3] = ["mail", "chat", "own_1"];

impl Browser {
    /// Whether time is protected now, as far as the browser shows it.
    pub fn is_protected(&self) -> bool {
        self.last.as_ref().is_some_and(|(_, posture)| posture.watch_tabs)
    }

    /// One thing that the person does.
    pub fn act(&mut self) {
        let protected = self.is_protected();
        match self.chance.below(if protected { 33 } else { 17 }) {
            0..2 => self.use_tabs(),
            2..5 => self.edit_rules(),
            5 => self.edit_groups(),
            6 | 7 => self.edit_dates(),
            8 if self.chance.one_in(2) => self.edit_settings(),
            8 if self.chance.one_in(3) => self.edit_nudges(),
            8 => self.edit_goals(),
            9 if self.chance.one_in(2) => self.focus(),
            9 => self.make_up(),
            10 | 11 => self.look_at_pages(),
            12..17 => self.say(),
            17..25 => self.go_back(),
            25..28 => self.come_back(),
            _ => self.be_in_a_page(),
        }
    }

    pub fn page(&mut self, event: CoreEvent) -> Option<Reply> {
        self.send(event, PAGE)
    }

    pub fn state(&self) -> State {
        self.worker.as_ref().map(|worker| worker.core.state().clone()).unwrap_or_default()
    }

    pub fn some_rule(&mut self) -> u32 {
        let rules: Vec<u32> = self.state().rules.iter().map(|rule| rule.id.0).collect();
        if rules.is_empty() { self.chance.below(9) } else { self.chance.pick(&rules) }
    }

    fn tab(&mut self) -> Option<i32> {
        let tabs: Vec<i32> = self.tabs.iter().map(|tab| tab.id).collect();
        (!tabs.is_empty()).then(|| self.chance.pick(&tabs))
    }

    /// Opened, gone to, put in front, heard, typed in, closed; the core is told to look.
    fn use_tabs(&mut self) {
        let url = self.chance.pick(&URLS).to_owned();
        let known = self.tab().filter(|_| self.tabs.len() > 5 || self.chance.one_in(2));
        let id = known.unwrap_or(self.next_tab);
        if known.is_none() {
            let stands = if self.chance.one_in(9) { Stands::Refused } else { Stands::Page };
            let last_accessed = self.now().ms();
            let seen = TabSeen { id, url, last_accessed, stands, front: false, heard: false };
            self.tabs.push(seen);
            self.next_tab += 1;
        } else if self.chance.one_in(3) {
            self.tabs.retain(|tab| tab.id != id);
        } else {
            let heard = self.chance.one_in(3);
            for tab in self.tabs.iter_mut().filter(|tab| tab.id == id) {
                tab.heard = heard;
                if tab.url != url {
                    (tab.url, tab.stands) = (url.clone(), Stands::Page);
                }
            }
        }
        let is_here = !self.chance.one_in(6);
        for tab in &mut self.tabs {
            tab.front = is_here && tab.id == id;
        }
        self.typing = self.chance.one_in(3).then_some(id);
        self.happened(CoreEvent::Looked {});
    }

    fn focus(&mut self) {
        let event = if self.chance.one_in(3) {
            CoreEvent::EndFocus {}
        } else {
            CoreEvent::StartFocus { minutes: self.chance.pick(&[0, 1, 25, 50, 90, 721]) }
        };
        self.page(event);
    }

    fn make_up(&mut self) {
        let made: Vec<u32> = self.state().make_ups.iter().map(|it| it.id).collect();
        let event = match self.chance.below(5) {
            0 => CoreEvent::ForgiveOwed { minutes: self.chance.pick(&[1, 20, u32::MAX]) },
            1 if !made.is_empty() => CoreEvent::GiveBackMakeUp { id: self.chance.pick(&made) },
            _ => {
                let start = self.now().ms() + self.chance.between(-5, 600) * 60_000;
                let end = start + self.chance.between(-1, 90) * 60_000;
                CoreEvent::TakeMakeUp { start, end }
            }
        };
        self.page(event);
    }

    fn look_at_pages(&mut self) {
        let url = self.chance.pick(&URLS).to_owned();
        let event = match self.chance.below(9) {
            0 => CoreEvent::ShowMe {},
            1 => CoreEvent::DismissSetAside {},
            2 => CoreEvent::ReopenCovers {},
            3 => CoreEvent::ForgetCovers {},
            4 => CoreEvent::View { page: Page::Options { week: String::new() } },
            5 => CoreEvent::View { page: Page::Cover { url } },
            6 => CoreEvent::View { page: Page::Log { before: 0, limit: 50 } },
            _ => CoreEvent::View { page: Page::Popup {} },
        };
        self.page(event);
    }

    pub fn go_back(&mut self) {
        let scope = match self.chance.below(6) {
            0..3 => ScopeDraft::Everything {},
            3 => ScopeDraft::Group { id: self.chance.pick(&GROUPS).to_owned() },
            _ => ScopeDraft::Site { pattern: self.some_site() },
        };
        let minutes = self.chance.pick(&[1, 5, 15, 30, 60, 120, 720, 720, 0, 721]);
        let reason = self.chance.pick(&Reason::CHOSEN);
        let said = override_draft(scope, minutes, reason);
        let instead = [None, Some(Instead::Document), Some(Instead::No)];
        let draft = OverrideDraft {
            puller: self.chance.pick(&["", "Ana", "Build", "שלום 🙂"]).to_owned(),
            note: self.chance.pick(&["", "The notes go out at six."]).to_owned(),
            instead: self.chance.pick(&instead),
            ..said
        };
        let reply = self.page(CoreEvent::RequestOverride { draft });
        if matches!(reply, Some(Reply::Made { .. })) && self.chance.one_in(2) {
            // Some minutes later the clock is set.
            self.passed += self.chance.between(0, 600_000);
            self.happened(CoreEvent::Looked {});
            self.clock_is_set(600_000);
            for _ in 0..2 {
                self.passed += self.chance.between(0, 300_000);
                self.happened(CoreEvent::Looked {});
            }
        }
    }

    /// Of a rule, most often.
    fn some_site(&mut self) -> String {
        let state = self.state();
        let sites: Vec<String> =
            state.rules.iter().flat_map(|rule| &rule.sites).map(ToString::to_string).collect();
        if sites.is_empty() { "mail.example".to_owned() } else { self.chance.pick(&sites) }
    }

    fn come_back(&mut self) {
        let grants: Vec<u32> = self.state().grants.iter().map(|grant| grant.id).collect();
        let id = if grants.is_empty() { 7 } else { self.chance.pick(&grants) };
        self.page(CoreEvent::EndOverride { id });
    }

    /// In a tab: what its content script, the panel or the cover page sends.
    fn be_in_a_page(&mut self) {
        let Some(tab) = self.tab() else { return self.use_tabs() };
        let url = self.tabs.iter().find(|it| it.id == tab).unwrap().url.clone();
        let in_page = Sender::Content { tab };
        let (event, sender) = match self.chance.below(6) {
            0 => (CoreEvent::CoverNow { tab }, in_page),
            1 => (CoreEvent::UsedDimmed { url }, in_page),
            2 => (CoreEvent::PageShown { url }, in_page),
            3 => (CoreEvent::PanelOpened {}, Sender::Panel { tab }),
            4 => (CoreEvent::GoBackPressed {}, Sender::Panel { tab }),
            _ => (CoreEvent::CoverOpened { url, attempt: true }, Sender::OwnPage { tab }),
        };
        self.send(event, sender);
    }
}
