//! The simulated person: what they do in pages of ours and in their tabs, right or wrong.

use ringfence_core::protocol::{
    CoreEvent, Day as Weekday, ExceptionDraft, ExceptionKind, GroupDraft, Instead, Lead, Mode,
    MoveDraft, OccurrenceDraft, OccurrenceKey, OverrideDraft, Page, PartDraft, Reason, Repeat,
    Reply, RuleDraft, ScopeDraft, Sender, SettingsDraft, SiteHome, Stands, StretchDraft, TabSeen,
    TabTitle,
};
use ringfence_core::state::State;

use super::browser::Browser;
use crate::day::{PAGE, draft, override_draft};
use crate::standard::drafts;

const DAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];
const SITES: [&str; 8] = [
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
const GROUPS: [&str; 3] = ["mail", "chat", "own_1"];
const REASONS: [Reason; 6] = [
    Reason::Incident,
    Reason::Promise,
    Reason::Unblock,
    Reason::Home,
    Reason::Habit,
    Reason::Other,
];

impl Browser {
    /// Whether time is protected now, as far as the browser shows it.
    pub fn is_protected(&self) -> bool {
        self.last.as_ref().is_some_and(|(_, posture)| posture.watch_tabs)
    }

    /// One thing that the person does.
    pub fn act(&mut self) {
        let protected = self.is_protected();
        match self.chance.below(if protected { 28 } else { 12 }) {
            0..2 => self.use_tabs(),
            2..5 => self.edit_rules(),
            5 => self.edit_groups(),
            6 | 7 => self.edit_dates(),
            8 => self.edit_settings(),
            9 => self.focus(),
            10 | 11 => self.look_at_pages(),
            12..20 => self.go_back(),
            20..23 => self.come_back(),
            _ => self.be_in_a_page(),
        }
    }

    fn page(&mut self, event: CoreEvent) -> Option<Reply> {
        self.send(event, PAGE)
    }

    fn state(&self) -> State {
        self.worker.as_ref().map(|worker| worker.core.state().clone()).unwrap_or_default()
    }

    fn some_rule(&mut self) -> u32 {
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

    fn edit_rules(&mut self) {
        let id = self.some_rule();
        let rules = self.state().rules.len();
        let event = match self.chance.below(8) {
            0 => CoreEvent::DeleteRule { id },
            1 => CoreEvent::RestoreRule { id },
            2 => {
                let site = self.chance.pick(&SITES).to_owned();
                CoreEvent::AddSite { home: SiteHome::Rule { id }, site }
            }
            it => {
                let id = if rules == 0 || (rules < 4 && it > 4) { 0 } else { id };
                CoreEvent::SaveRule { rule: RuleDraft { id, ..self.rule() }, groups: drafts() }
            }
        };
        self.page(event);
    }

    pub fn make_a_rule(&mut self) {
        let rule = self.rule();
        self.page(CoreEvent::SaveRule { rule, groups: drafts() });
    }

    fn rule(&mut self) -> RuleDraft {
        let days: Vec<Weekday> = DAYS.into_iter().filter(|_| self.chance.one_in(2)).collect();
        let days = if days.is_empty() { vec![self.chance.pick(&DAYS)] } else { days };
        let stretches: Vec<String> = (0..=self.chance.below(2)).map(|_| self.stretch()).collect();
        let stretches: Vec<&str> = stretches.iter().map(String::as_str).collect();
        let sites = [self.chance.pick(&SITES), self.chance.pick(&SITES)];
        let mut rule = draft(&days, &stretches, &sites);
        if self.chance.one_in(4) {
            rule.mode = Mode::Dim;
        }
        if self.chance.one_in(3) {
            rule.groups = vec![self.chance.pick(&GROUPS[..2]).to_owned()];
        }
        if self.chance.one_in(5) {
            rule.zone = self.chance.pick(&["Europe/Lisbon", "America/New_York"]).into();
        }
        if self.chance.one_in(4) {
            rule.tab_title = TabTitle::Until;
        }
        if self.chance.one_in(6) {
            let (repeat, nth) = (Repeat::Monthly, vec![self.chance.pick(&[1, 2, -1])]);
            rule.schedule = vec![PartDraft { repeat, nth, ..rule.schedule[0].clone() }];
        }
        rule
    }

    /// Often about now, so that it matters.
    fn stretch(&mut self) -> String {
        let from = if self.chance.one_in(2) {
            (self.civil_minute() + self.chance.between(-30, 90)).rem_euclid(1440)
        } else {
            self.chance.between(0, 1440)
        };
        let to = (from + self.chance.between(5, 120)) % 1440;
        format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
    }

    fn civil_minute(&self) -> i64 {
        let now = self.now();
        let clock = self.zone.clock(now);
        (now.ms() / 60_000 + i64::from(clock.offset_minutes(now))).rem_euclid(1440)
    }

    /// A date some days from now.
    fn date(&self, days: i64) -> String {
        let now = self.now().plus(days * 86_400_000);
        self.zone.clock(now).civil(now).format("%Y-%m-%d").to_string()
    }

    fn edit_groups(&mut self) {
        let id = self.chance.pick(&GROUPS).to_owned();
        let event = match self.chance.below(6) {
            0 => CoreEvent::DeleteGroup { id },
            1 | 2 => CoreEvent::RestoreGroup { id },
            3 => {
                let site = self.chance.pick(&SITES).to_owned();
                CoreEvent::AddSite { home: SiteHome::Group { id }, site }
            }
            _ => {
                let sites = [self.chance.pick(&SITES), self.chance.pick(&SITES)];
                let sites = sites.iter().map(ToString::to_string).collect();
                let id = if id.starts_with("own") { String::new() } else { id };
                CoreEvent::SaveGroup { group: GroupDraft { id, name: "Some".into(), sites } }
            }
        };
        self.page(event);
    }

    fn edit_dates(&mut self) {
        let occurrence = self.some_occurrence();
        let reason = (!self.chance.one_in(4)).then(|| self.chance.pick(&REASONS));
        let exceptions: Vec<u32> = self.state().exceptions.iter().map(|it| it.id).collect();
        let event = match self.chance.below(8) {
            0 if !exceptions.is_empty() => {
                CoreEvent::DeleteException { id: self.chance.pick(&exceptions) }
            }
            0 | 1 => {
                let id = if exceptions.is_empty() || self.chance.one_in(2) {
                    0
                } else {
                    self.chance.pick(&exceptions)
                };
                let (kind, groups) = if self.chance.one_in(2) {
                    (ExceptionKind::Vacation, Vec::new())
                } else {
                    (ExceptionKind::OnCall, vec!["mail".to_owned()])
                };
                let first = self.chance.between(-1, 4);
                let last = first + self.chance.between(0, 3);
                let (from, until) = (self.date(first), self.date(last));
                let exception = ExceptionDraft { id, kind, from, until, groups, reason };
                CoreEvent::SaveException { exception }
            }
            2 => CoreEvent::StartNow { occurrence },
            3 => CoreEvent::RestoreOccurrence { occurrence },
            it => {
                let to = (it > 5).then(|| {
                    let days = self.chance.between(0, 4);
                    let (date, stretch) = (self.date(days), self.stretch());
                    let (from, to) = stretch.split_once('-').unwrap();
                    let stretch = StretchDraft { from: from.into(), to: to.into() };
                    MoveDraft { date, stretch }
                });
                let change = OccurrenceDraft { occurrence, to, reason };
                CoreEvent::ChangeOccurrence { change }
            }
        };
        self.page(event);
    }

    /// Named as a page names it: one that a rule states, most often.
    fn some_occurrence(&mut self) -> OccurrenceKey {
        let state = self.state();
        let changed: Vec<OccurrenceKey> =
            state.changes.iter().map(|change| change.key.to_draft()).collect();
        if !changed.is_empty() && self.chance.one_in(3) {
            return self.chance.pick(&changed);
        }
        let days = self.chance.between(0, 7);
        let mut from = "18:00".to_owned();
        let mut rule = 0;
        if !state.rules.is_empty() {
            let picked = self.chance.pick(&state.rules).to_draft();
            rule = picked.id;
            from.clone_from(&picked.schedule[0].stretches[0].from);
        }
        OccurrenceKey { rule, date: self.date(days), from }
    }

    fn edit_settings(&mut self) {
        let leads = [Lead::Off, Lead::Hour, Lead::Today, Lead::Day];
        let zones = ["", "", "", "Europe/Paris", "Asia/Kathmandu", "Nowhere/Land"];
        let event = match self.chance.below(4) {
            0 => CoreEvent::ZoneIsRight {},
            _ => CoreEvent::SaveSettings {
                settings: SettingsDraft {
                    lead: self.chance.pick(&leads),
                    zone: self.chance.pick(&zones).to_owned(),
                },
            },
        };
        self.page(event);
    }

    fn focus(&mut self) {
        let event = if self.chance.one_in(3) {
            CoreEvent::EndFocus {}
        } else {
            CoreEvent::StartFocus { minutes: self.chance.pick(&[0, 1, 25, 50, 90, 721]) }
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
        let reason = self.chance.pick(&REASONS);
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
