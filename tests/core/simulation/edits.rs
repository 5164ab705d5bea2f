//! What the simulated person changes: rules, groups, dates, settings, right or wrong.

use ringfence_core::protocol::{
    CapDraft, CapPer, CoreEvent, Day as Weekday, ExceptionDraft, ExceptionKind, GroupDraft, Lead,
    Mode, MoveDraft, OccurrenceDraft, OccurrenceKey, PartDraft, Reason, Repeat, RuleDraft,
    SettingsDraft, SiteHome, StretchDraft, TabTitle, WayBack,
};

use super::browser::Browser;
use super::person::{GROUPS, SITES};
use crate::day::draft;
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

impl Browser {
    pub fn edit_rules(&mut self) {
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
        self.chance.pick(&["Portfolio", "Portfolio", "Talk", ""]).clone_into(&mut rule.goal);
        rule.choose = self.chance.one_in(5);
        rule.nudge = self.chance.pick(&[Some(10), Some(60), Some(0), None]);
        if self.chance.one_in(3) {
            rule.groups = vec![self.chance.pick(&GROUPS[..2]).to_owned()];
        }
        if self.chance.one_in(5) {
            rule.zone = self.chance.pick(&["Europe/Lisbon", "America/New_York"]).into();
        }
        if self.chance.one_in(4) {
            rule.tab_title = TabTitle::Until;
        }
        let ways = [WayBack::Press, WayBack::Hold, WayBack::HoldAndWait, WayBack::Sentence];
        rule.way_back = self.chance.pick(&ways);
        if self.chance.one_in(3) {
            let per = self.chance.pick(&[CapPer::Stretch, CapPer::Day, CapPer::Week]);
            let (times, minutes) = (self.chance.below(4), self.chance.pick(&[0, 10, 60]));
            rule.cap = CapDraft { per, times, minutes };
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
    pub fn date(&self, days: i64) -> String {
        let now = self.now().plus(days * 86_400_000);
        self.zone.clock(now).civil(now).format("%Y-%m-%d").to_string()
    }

    pub fn edit_groups(&mut self) {
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

    pub fn edit_dates(&mut self) {
        let occurrence = self.some_occurrence();
        let reason = (!self.chance.one_in(4)).then(|| self.chance.pick(&Reason::CHOSEN));
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
    pub fn some_occurrence(&mut self) -> OccurrenceKey {
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

    pub fn edit_settings(&mut self) {
        let leads = [Lead::Off, Lead::Hour, Lead::Today, Lead::Day];
        let zones = ["", "", "", "Europe/Paris", "Asia/Kathmandu", "Nowhere/Land"];
        let event = match self.chance.below(4) {
            0 => CoreEvent::ZoneIsRight {},
            _ => CoreEvent::SaveSettings {
                settings: SettingsDraft {
                    lead: self.chance.pick(&leads),
                    zone: self.chance.pick(&zones).to_owned(),
                    owe_excused: self.chance.one_in(2),
                },
            },
        };
        self.page(event);
    }
}
