//! A person's day, played against the core: a clock that is set by hand, a browser of a few tabs,
//! a disk of three slots. Tests read like the day they tell.

use chrono::NaiveDateTime;
use ringfence_core::app::App;
use ringfence_core::clock::Instant;
use ringfence_core::node::Node;
use ringfence_core::protocol::{
    AlarmName, Around, CoreEffect, CoreEvent, Day as Weekday, Entry, LogRow, Mode, Notice,
    OverrideDraft, Page, PartDraft, PopupView, Posture, Realm, Reason, Repeat, Reply, RuleDraft,
    ScopeDraft, Sender, Stands, Stored, StretchDraft, TabSeen, Turn, View,
};
use ringfence_core::store::Json;

use crate::named::Named;
use crate::standard::Standard;

/// JSON by serde, where the browser has its own.
pub struct SerdeJson;

impl Json for SerdeJson {
    fn write(&self, node: &Node) -> String {
        match node {
            Node::Null => "null".to_owned(),
            Node::Bool(yes) => yes.to_string(),
            Node::Number(number) => number.to_string(),
            Node::Text(text) => quoted(text),
            Node::List(items) => {
                format!("[{}]", items.iter().map(|it| self.write(it)).collect::<Vec<_>>().join(","))
            }
            Node::Object(fields) => {
                let fields = fields.iter();
                let fields = fields.map(|(name, it)| quoted(name) + ":" + &self.write(it));
                format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
            }
        }
    }

    fn read(&self, text: &str) -> Option<Node> {
        node(&serde_json::from_str(text).ok()?)
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn node(value: &serde_json::Value) -> Option<Node> {
    Some(match value {
        serde_json::Value::Null => Node::Null,
        serde_json::Value::Bool(yes) => Node::Bool(*yes),
        serde_json::Value::Number(number) => Node::Number(number.as_i64()?),
        serde_json::Value::String(text) => Node::Text(text.clone()),
        serde_json::Value::Array(items) => {
            Node::List(items.iter().map(node).collect::<Option<_>>()?)
        }
        serde_json::Value::Object(fields) => {
            let field = |(name, value): (&String, _)| Some((name.clone().into(), node(value)?));
            Node::Object(fields.iter().map(field).collect::<Option<_>>()?)
        }
    })
}

/// The own page that tests send from.
pub const PAGE: Sender = Sender::OwnPage { tab: -1 };

pub struct Day {
    pub app: App,
    pub now: Instant,
    pub zone: Named,
    pub tabs: Vec<TabSeen>,
    pub origins: Vec<String>,
    pub stored: Stored,
    pub log: Vec<LogRow>,
    /// What was kept of the log.
    pub history: String,
    /// The tab in which someone types, if someone does.
    pub typing: Option<i32>,
    pub posture: Option<Posture>,
}

impl Day {
    /// A new installation in Berlin, with access to everything on `.example`.
    pub fn at(civil: &str) -> Self {
        let zone = Named(chrono_tz::Europe::Berlin);
        let now = instant(&zone, civil);
        let stored = Stored {
            slots: vec![String::new(); 3],
            mirror: String::new(),
            last_row: 0,
            session: String::new(),
            realm: Realm::Normal,
        };
        let mut day = Self {
            app: App::load(&SerdeJson, &Standard, &stored, now),
            now,
            zone,
            tabs: Vec::new(),
            origins: vec!["*://*.example/*".into()],
            stored,
            log: Vec::new(),
            history: String::new(),
            posture: None,
            typing: None,
        };
        day.browser(CoreEvent::Booted {});
        day
    }

    /// The private windows beside these: another core, over the same disk.
    pub fn private(&self) -> Self {
        let stored =
            Stored { realm: Realm::Private, session: String::new(), ..self.stored.clone() };
        let mut private = Self {
            app: App::load(&SerdeJson, &Standard, &stored, self.now),
            now: self.now,
            zone: Named(self.zone.0),
            tabs: Vec::new(),
            origins: self.origins.clone(),
            stored,
            log: Vec::new(),
            history: String::new(),
            posture: None,
            typing: None,
        };
        private.browser(CoreEvent::Booted {});
        private
    }

    /// The clock comes to a civil time; nothing else happens.
    pub fn clock_comes_to(&mut self, civil: &str) {
        self.now = instant(&self.zone, civil);
    }

    /// The clock comes to a civil time and the alarm fires.
    pub fn alarm_at(&mut self, civil: &str) -> Turn {
        self.clock_comes_to(civil);
        self.browser(CoreEvent::AlarmFired { name: AlarmName::Change })
    }

    /// The clock comes to a civil time, and once a minute on the way there the core looks.
    pub fn heartbeats_to(&mut self, civil: &str) {
        let until = instant(&self.zone, civil);
        while self.now < until {
            self.now = self.now.plus(60_000).min(until);
            self.browser(CoreEvent::Looked {});
        }
    }

    pub fn browser(&mut self, event: CoreEvent) -> Turn {
        self.send(event, Sender::Browser)
    }

    pub fn page(&mut self, event: CoreEvent) -> Turn {
        self.send(event, PAGE)
    }

    /// One turn, with its effects performed: saves are kept, log rows written, the posture applied.
    pub fn send(&mut self, event: CoreEvent, sender: Sender) -> Turn {
        let around = self.around(sender);
        let again = event.clone();
        let mut turn = self.app.update(event, &around, self.zone.clock(self.now));
        while let Reply::NeedsHistory { kept, after, kinds } = turn.reply {
            let read = self.looked_up(kept, after, &kinds);
            self.browser(read);
            turn = self.app.update(again.clone(), &around, self.zone.clock(self.now));
        }
        for effect in &turn.effects {
            match effect {
                CoreEffect::Save { slot, text, rows } => {
                    self.stored.slots[*slot as usize].clone_from(text);
                    self.stored.mirror.clone_from(text);
                    self.log.extend(rows.iter().cloned());
                }
                CoreEffect::ForgetPuller { puller, slots } => {
                    for it in slots {
                        self.stored.slots[it.slot as usize].clone_from(&it.text);
                        self.stored.mirror.clone_from(&it.text);
                    }
                    forget(&mut self.log, puller);
                }
                CoreEffect::DeleteLog { before } => {
                    self.log.retain(|row| row.at >= *before);
                    self.history.clear();
                }
                CoreEffect::Keep { text } => self.stored.session.clone_from(text),
                CoreEffect::KeepHistory { text } => self.history.clone_from(text),
                CoreEffect::Apply { posture } => self.apply(posture),
                CoreEffect::SetAside { .. }
                | CoreEffect::Notify { .. }
                | CoreEffect::OpenLinks { .. }
                | CoreEffect::ReadLog { .. }
                | CoreEffect::CountLog { .. }
                | CoreEffect::FocusTab { .. }
                | CoreEffect::OpenPage { .. }
                | CoreEffect::TellPages {} => {}
            }
        }
        self.tell_of_typing();
        turn
    }

    /// Three rows at a time.
    fn looked_up(&self, kept: bool, after: u64, kinds: &[String]) -> CoreEvent {
        if kept {
            let (kept, rows) = (self.history.clone(), Vec::new());
            return CoreEvent::HistoryRead { kept, rows, read_to: 0, more: true };
        }
        let mut left = self.log.iter().filter(|row| row.id > after);
        let rows: Vec<LogRow> = left.by_ref().take(3).cloned().collect();
        let read_to = rows.last().map_or(after, |row| row.id);
        let rows = rows.into_iter().filter(|row| kinds.contains(&kind(row))).collect();
        let more = left.next().is_some();
        CoreEvent::HistoryRead { kept: String::new(), rows, read_to, more }
    }

    /// What stands in tabs is what the posture says, but where someone types and it lets them.
    fn apply(&mut self, posture: &Posture) {
        for tab in &mut self.tabs {
            let veil = posture.veils.iter().find(|veil| veil.tab == tab.id);
            let stands = veil.is_some_and(|it| !it.unless_typing || self.typing != Some(tab.id));
            if tab.stands != Stands::Refused {
                tab.stands = if stands { Stands::Veil } else { Stands::Page };
            }
        }
        self.posture = Some(posture.clone());
    }

    fn tell_of_typing(&mut self) {
        let veils = self.posture.iter().flat_map(|it| &it.veils);
        let mut waiting = veils.filter(|veil| veil.unless_typing).map(|veil| veil.tab);
        if let Some(tab) = self.typing.filter(|typing| waiting.any(|tab| tab == *typing)) {
            self.browser(CoreEvent::TypingFound { tab });
        }
    }

    /// The worker dies and boots again from what is on disk.
    pub fn worker_dies(&mut self) -> Turn {
        self.app = App::load(&SerdeJson, &Standard, &self.stored, self.now);
        self.browser(CoreEvent::Booted {})
    }

    pub fn around(&self, sender: Sender) -> Around {
        Around { tabs: self.tabs.clone(), origins: self.origins.clone(), sender }
    }

    pub fn open_tab(&mut self, id: i32, url: &str) {
        let (last_accessed, stands) = (i64::from(id), Stands::Page);
        let tab =
            TabSeen { id, url: url.into(), last_accessed, stands, front: false, heard: false };
        self.tabs.push(tab);
    }

    /// A tab, to change what the browser tells of it.
    pub fn tab(&mut self, id: i32) -> &mut TabSeen {
        self.tabs.iter_mut().find(|tab| tab.id == id).unwrap()
    }

    pub fn popup(&mut self) -> PopupView {
        match self.page(CoreEvent::View { page: Page::Popup {} }).reply {
            Reply::View { view } => match *view {
                View::Popup(view) => *view,
                other => panic!("not the popup: {other:?}"),
            },
            other => panic!("not a view: {other:?}"),
        }
    }

    /// When the change alarm will fire.
    pub fn change_alarm(&self) -> Option<String> {
        let alarms = &self.posture.as_ref()?.alarms;
        let alarm = alarms.iter().find(|it| it.name == AlarmName::Change)?;
        Some(self.wall(alarm.at))
    }

    /// The tabs that are veiled, by id.
    pub fn veiled(&self) -> Vec<i32> {
        self.tabs.iter().filter(|tab| tab.stands == Stands::Veil).map(|tab| tab.id).collect()
    }

    /// The log's entries as short words, oldest first.
    pub fn told(&self) -> Vec<String> {
        self.log.iter().map(|row| format!("{} {}", self.wall(row.at), short(row))).collect()
    }

    fn wall(&self, ms: i64) -> String {
        let clock = self.zone.clock(self.now);
        clock.civil(Instant::from_ms(ms)).format("%a %H:%M").to_string()
    }
}

/// The type of a row's entry, as it is stored.
pub fn kind(row: &LogRow) -> String {
    serde_json::to_value(&row.entry).unwrap()["type"].as_str().unwrap().to_owned()
}

fn forget(log: &mut [LogRow], name: &str) {
    for row in log {
        if let Entry::OverrideGranted { puller, .. } = &mut row.entry
            && puller == name
        {
            puller.clear();
        }
    }
}

fn short(row: &LogRow) -> String {
    let text = serde_json::to_value(&row.entry).unwrap();
    let minutes = text.get("minutes").map(|it| format!(" {it}")).unwrap_or_default();
    let how = text.get("how").map(|it| format!(" {it}")).unwrap_or_default();
    format!("{}{minutes}{how}", text["type"].as_str().unwrap()).replace('"', "")
}

pub fn instant(zone: &Named, civil: &str) -> Instant {
    let civil = NaiveDateTime::parse_from_str(civil, "%Y-%m-%d %H:%M").unwrap();
    zone.clock(Instant::default()).instant(civil)
}

/// A draft: days, stretches as `18:00-20:00`, sites.
pub fn draft(days: &[Weekday], stretches: &[&str], sites: &[&str]) -> RuleDraft {
    let stretch = |text: &&str| {
        let (from, to) = text.split_once('-').unwrap();
        StretchDraft { from: from.into(), to: to.into() }
    };
    RuleDraft {
        goal: "Portfolio".into(),
        mode: Mode::Cover,
        schedule: vec![PartDraft {
            days: days.to_vec(),
            stretches: stretches.iter().map(stretch).collect(),
            ..nothing()
        }],
        sites: sites.iter().map(ToString::to_string).collect(),
        ..RuleDraft::default()
    }
}

/// A wish to go back that says no more than it must.
pub fn override_draft(scope: ScopeDraft, minutes: u32, reason: Reason) -> OverrideDraft {
    let (puller, note) = (String::new(), String::new());
    OverrideDraft { scope, minutes, reason: Some(reason), puller, note, instead: None }
}

/// A part with nothing in it.
pub fn nothing() -> PartDraft {
    PartDraft {
        repeat: Repeat::Weekly,
        interval: 1,
        days: Vec::new(),
        nth: Vec::new(),
        from: String::new(),
        until: String::new(),
        dates: Vec::new(),
        stretches: Vec::new(),
    }
}

/// What the person is told by a turn.
pub fn notices(turn: &Turn) -> Vec<Notice> {
    let notice = |effect: &CoreEffect| match effect {
        CoreEffect::Notify { notice, .. } => Some(notice.clone()),
        _ => None,
    };
    turn.effects.iter().filter_map(notice).collect()
}
