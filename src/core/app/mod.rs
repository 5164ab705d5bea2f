//! The one place where modules meet: `load`, `update`, `view`.
//!
//! A turn looks at the clock first (what has come to pass is logged under the rules that stood
//! then), takes the event, looks again (under the rules that stand now), and derives the whole
//! posture. It never asks for time, chance, storage or the browser.

mod check_ins;
mod covers;
mod dates;
mod goals;
mod groups;
mod history;
mod log;
mod notes;
mod owed;
mod passing;
mod private;
mod rules;
mod settings;
mod shown;
mod speak;
mod steps;
mod tabs;
mod time;

use self::history::History;
use self::passing::Passing;
use crate::clock::{Clock, Instant, MINUTE};
use crate::ledger::Balance;
use crate::log::catch_up;
use crate::posture::{not_covered, posture};
use crate::protected::Protected;
use crate::protocol::{
    Around, AsideText, CoreEffect, CoreEvent, Fault, FaultKind, Field, OwnPage, Page, Realm, Reply,
    Stored, Turn, View,
};
use crate::rule::RuleId;
use crate::site::Hosts;
use crate::state::{SetAside, State};
use crate::store::{self, Json, SLOTS};
use crate::timetable::Timetable;
use crate::views::Unset;

/// The core: the state, and what it knows of its own storing.
pub struct App {
    json: &'static dyn Json,
    hosts: &'static dyn Hosts,
    state: State,
    timetable: Timetable,
    /// When the core last looked; absent on a machine that never ran it.
    seen: Option<Instant>,
    generation: u64,
    /// The last look that is saved; absent if the disk does not hold the state as it should.
    saved: Option<Instant>,
    /// What to set aside in the first turn.
    broken: Option<CoreEffect>,
    /// Whether the last save failed.
    unsaved: bool,
    /// Whether log rows could not be written.
    log_waits: bool,
    /// What of the posture the browser did not take.
    unset: Unset,
    /// What the network layer has no room for.
    left_out: Vec<String>,
    /// Hosts of open pages that are to be covered and cannot be.
    not_covered: Vec<String>,
    /// Whether it is the core of private windows, of which nothing is stored.
    private: bool,
    /// What is kept no longer than the browser runs.
    passing: Passing,
    /// What the log says, once something has asked.
    history: History,
}

impl App {
    /// The core as it was when it last stored itself, or new. What does not load is kept aside.
    #[must_use]
    pub fn load(
        json: &'static dyn Json,
        hosts: &'static dyn Hosts,
        stored: &Stored,
        now: Instant,
    ) -> Self {
        let found = store::load(json, stored);
        let key = |n: u32| format!("aside.{}.{n}", now.ms());
        let texts: Vec<AsideText> = found
            .broken
            .into_iter()
            .zip(1..)
            .map(|(text, n)| AsideText { key: key(n), text })
            .collect();
        let slots = found.broken_slots;
        let broken = (!texts.is_empty()).then_some(CoreEffect::SetAside { texts, slots });
        let (mut state, seen) = match found.state {
            Some((state, seen)) => (state, Some(seen)),
            None => (State::default(), None),
        };
        // Slots that are gone while the mirror is there are no first run: something wiped them.
        // But the very first save may have reached the mirror alone.
        let in_no_slot = seen.is_some() && stored.slots.iter().all(String::is_empty);
        let wiped = in_no_slot && found.generation > 1;
        if wiped || broken.is_some() {
            state.set_aside =
                Some(if seen.is_some() { SetAside::Recovered } else { SetAside::StartedAnew });
        }
        state.next_row = state.next_row.max(stored.last_row);
        let private = stored.realm == Realm::Private;
        let (passing, own) = Passing::read(json, &stored.session);
        if private {
            private::recall(&mut state, json, own);
        }
        let generation = found.generation;
        let intact = broken.is_none();
        Self {
            json,
            hosts,
            state,
            timetable: Timetable::default(),
            seen,
            generation,
            saved: seen.filter(|_| !in_no_slot && intact),
            broken: broken.filter(|_| !private),
            unsaved: false,
            log_waits: false,
            unset: Unset::default(),
            left_out: Vec::new(),
            not_covered: Vec::new(),
            private,
            passing,
            history: History::default(),
        }
    }

    /// Takes one event from start to end.
    pub fn update(&mut self, event: CoreEvent, around: &Around, clock: Clock<'_>) -> Turn {
        if !event.may_come_from(around.sender) {
            return error("This sender may not send this event.");
        }
        if self.private && !private::may_happen(&event) {
            let reply = refused(Field::Draft, FaultKind::PrivateWindow);
            return Turn { reply, effects: Vec::new() };
        }
        let told = clock;
        let home = self.state.home(told);
        let clock = home.as_deref().map_or(told, |zone| Clock { zone, ..told });
        let event = match self.look_up(event, clock) {
            Ok(event) => event,
            Err(turn) => return turn,
        };
        self.count_in_front(clock);
        let before = (self.state.clone(), self.passing.clone());
        let troubles = self.troubles();
        let unsaved = self.unsaved;
        let access = matches!(event, CoreEvent::AccessChanged {});
        let was_protected = self.state.is_underway();
        self.clock_was_set_back(clock);
        catch_up(clock, &mut self.state, self.seen, &mut self.timetable);
        self.look_for_covers(around);
        let mut effects = Vec::new();
        let reply = self.take(event, around, clock, &mut effects);
        // The person may have named another zone just now.
        let home = self.state.home(told);
        let clock = home.as_deref().map_or(told, |zone| Clock { zone, ..told });
        catch_up(clock, &mut self.state, Some(clock.now), &mut self.timetable);

        self.look_at_graces(around, clock);
        self.look_in_front(around, clock);

        effects.extend(self.speak(was_protected, around, clock));

        self.seen = Some(clock.now);
        let rows = std::mem::take(&mut self.state.new_rows);
        self.history.written(&rows);
        let protected = Protected::at(clock, &self.state, &self.timetable);
        let stale = self
            .saved
            .is_none_or(|saved| !protected.is_empty() && clock.now.since(saved).abs() >= MINUTE);
        let mut all = Vec::new();
        all.extend(self.broken.take());
        let changed = self.state != before.0;
        let passed = self.passing != before.1;
        if passed || (self.private && changed) {
            let own = self.private.then(|| store::save(self.json, &self.state, clock.now, 0));
            let text = self.passing.write(self.json, &own.unwrap_or_default());
            all.push(CoreEffect::Keep { text });
        }
        if self.private {
            // Nothing of it is stored.
        } else if stale || changed || (unsaved && self.unsaved) {
            self.saved = Some(clock.now);
            // What is asked no more is to stand in no older generation either.
            let asked_no_more = before.0.nudges.energy && !self.state.nudges.energy;
            let mut rows = rows;
            for _ in 0..if asked_no_more { SLOTS } else { 1 } {
                self.generation = self.generation.saturating_add(1);
                let text = store::save(self.json, &self.state, clock.now, self.generation);
                let (slot, rows) = (store::slot(self.generation), std::mem::take(&mut rows));
                all.push(CoreEffect::Save { slot, text, rows });
            }
        }
        let (mut posture, left_out) =
            posture(clock, &self.state, &self.timetable, &protected, &self.passing.graces, around);
        self.left_out = left_out;
        self.not_covered = not_covered(&posture, around);
        if self.private {
            private::narrow(&mut posture, clock, &self.state, around);
        }
        all.push(CoreEffect::Apply { posture });
        self.fill_slots(&mut effects, clock);
        all.append(&mut effects);
        if changed || !self.passing.shows_as(&before.1) || access || self.troubles() != troubles {
            all.push(CoreEffect::TellPages {});
        }
        Turn { reply, effects: all }
    }

    /// Takes in what was read of the log, and asks for it where it is needed: both change nothing else.
    /// Private windows have no log.
    fn look_up(&mut self, event: CoreEvent, clock: Clock<'_>) -> Result<CoreEvent, Turn> {
        let done = |effects: Vec<CoreEffect>| Turn { reply: Reply::Done {}, effects };
        match event {
            CoreEvent::HistoryRead { kept, rows, read_to, more } => {
                let keep = self.history.read(&kept, &rows, read_to, more);
                Err(done(keep.into_iter().collect()))
            }
            CoreEvent::HistoryFailed {} => {
                self.history.failed();
                Err(done(Vec::new()))
            }
            event => {
                let speaks = self.needs_log_to_speak(&event, clock);
                match self.history.wanted_for(&event, speaks).filter(|_| !self.private) {
                    Some(reply) => Err(Turn { reply, effects: Vec::new() }),
                    None => Ok(event),
                }
            }
        }
    }

    /// What became of protected time so far; none before something has asked for it.
    #[must_use]
    pub fn balance(&self, now: Instant) -> Option<Balance> {
        self.history.balance(now)
    }

    /// The state, for tests and statistics.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    #[expect(clippy::too_many_lines, reason = "a line for each event")]
    fn take(
        &mut self,
        event: CoreEvent,
        around: &Around,
        clock: Clock<'_>,
        effects: &mut Vec<CoreEffect>,
    ) -> Reply {
        match event {
            CoreEvent::Booted {}
            | CoreEvent::AlarmFired { .. }
            | CoreEvent::Looked {}
            | CoreEvent::AccessChanged {} => {
                // What the browser refused is tried again with every posture.
                self.unset = Unset::default();
                Reply::Done {}
            }
            CoreEvent::Installed {} => {
                effects.push(CoreEffect::OpenPage { page: OwnPage::Welcome {} });
                Reply::Done {}
            }
            CoreEvent::SaveFailed {} => {
                self.unsaved = true;
                Reply::Done {}
            }
            CoreEvent::Saved {} => {
                self.unsaved = false;
                Reply::Done {}
            }
            CoreEvent::LogWritten {} => {
                self.log_waits = false;
                Reply::Done {}
            }
            CoreEvent::LogFailed {} => {
                self.log_waits = true;
                Reply::Done {}
            }
            // Taken before anything else.
            CoreEvent::HistoryRead { .. } | CoreEvent::HistoryFailed {} => Reply::Done {},
            CoreEvent::LogRewritten {} => self.log_was_rewritten(effects),
            CoreEvent::NetworkRulesRefused { sites } => {
                self.unset.refused = sites;
                Reply::Done {}
            }
            CoreEvent::PostureFailed {} => {
                self.unset.failed = true;
                Reply::Done {}
            }
            CoreEvent::CoversLost { urls } => self.covers_lost(urls, around),
            CoreEvent::ReopenCovers {} => self.reopen_covers(effects),
            CoreEvent::ForgetCovers {} => {
                self.passing.lost.clear();
                Reply::Done {}
            }
            CoreEvent::TypingFound { tab } => self.typing_found(tab, around, clock),
            CoreEvent::CoverNow { tab } => self.cover_now(tab, around, clock),
            CoreEvent::UsedDimmed { url } => self.used_dimmed(&url, clock),
            CoreEvent::PageShown { url } => self.page_shown(&url, around.sender, clock),
            CoreEvent::PanelOpened {} => self.panel_opened(around, clock),
            CoreEvent::GoBackPressed {} => Self::go_back(around, effects),
            CoreEvent::View { page: Page::Log { before, limit } } => {
                effects.push(CoreEffect::ReadLog { before, limit: limit.clamp(1, 500) });
                Reply::Done {}
            }
            CoreEvent::View { page } => self.look(&page, around, clock),
            CoreEvent::CoverOpened { url, attempt } => {
                self.cover_opened(&url, attempt, around, clock)
            }
            CoreEvent::SaveRule { rule, groups } => self.save_rule(&rule, &groups, clock),
            CoreEvent::DeleteRule { id } => self.delete_rule(RuleId(id), clock),
            CoreEvent::RestoreRule { id } => self.restore_rule(RuleId(id), clock),
            CoreEvent::SaveGoal { goal } => self.save_goal(&goal, clock),
            CoreEvent::EndGoal { id, how } => self.end_goal(id, how, clock),
            CoreEvent::ResumeGoal { id } => self.resume_goal(id, clock),
            CoreEvent::DeleteGoal { id } => self.delete_goal(id, clock),
            CoreEvent::RestoreGoal { id } => self.restore_goal(id, clock),
            CoreEvent::SetStep { home, text } => self.set_step(&home, &text, clock),
            CoreEvent::FinishStep { goal, step } => self.finish_step(goal, step, clock),
            CoreEvent::ChooseGoal { occurrence, goal } => {
                self.choose_goal(occurrence.as_ref(), goal, clock)
            }
            CoreEvent::Postpone { occurrence } => self.postpone(&occurrence, clock),
            CoreEvent::CloseOut { end, done, next } => self.close_out(end, done, &next, clock),
            CoreEvent::AnswerNudge { key } => self.answer_nudge(key),
            CoreEvent::OpenLinks { goal } => self.open_links(goal, effects),
            CoreEvent::SayEnergy { social, technical } => self.say_energy(social, technical, clock),
            CoreEvent::SaveCheckIn { check_in } => self.save_check_in(&check_in, clock),
            CoreEvent::HoldCheckIn { id, next, promises } => {
                self.hold_check_in(id, &next, &promises, clock)
            }
            CoreEvent::TakeBackCheckIn { check_in, promises } => {
                self.take_back_check_in(&check_in, &promises, clock)
            }
            CoreEvent::DeleteCheckIn { id } => self.delete_check_in(id),
            CoreEvent::SaveNudges { nudges } => self.save_nudges(&nudges, clock),
            CoreEvent::SaveGroup { group } => self.save_group(&group, clock),
            CoreEvent::DeleteGroup { id } => self.delete_group(&id, clock),
            CoreEvent::RestoreGroup { id } => self.restore_group(&id, clock),
            CoreEvent::AddSite { home, site } => self.add_site(&home, &site, clock),
            CoreEvent::SaveException { exception } => self.save_exception(&exception, clock),
            CoreEvent::DeleteException { id } => self.delete_exception(id, clock),
            CoreEvent::ChangeOccurrence { change } => self.change_occurrence(&change, clock),
            CoreEvent::StartNow { occurrence } => self.start_now(&occurrence, clock),
            CoreEvent::RestoreOccurrence { occurrence } => {
                self.restore_occurrence(&occurrence, clock)
            }
            CoreEvent::SaveSettings { settings } => self.save_settings(&settings, clock),
            CoreEvent::TakeMakeUp { start, end } => self.take_make_up(start, end, clock),
            CoreEvent::GiveBackMakeUp { id } => self.give_back_make_up(id, clock),
            CoreEvent::ForgiveOwed { minutes } => self.forgive_owed(minutes, clock),
            CoreEvent::ZoneIsRight {} => {
                self.state.settings.zone_is_right = true;
                Reply::Done {}
            }
            CoreEvent::StartFocus { minutes } => self.start_focus(minutes, clock),
            CoreEvent::EndFocus {} => self.end_focus(clock),
            CoreEvent::Park { text, url } => self.park(&text, &url, around, clock),
            CoreEvent::FinishNote { id } => self.finish_note(id),
            CoreEvent::KeepNote { id } => self.keep_note(id),
            CoreEvent::RequestOverride { draft } => self.request_override(&draft, clock),
            CoreEvent::EndOverride { id } => self.end_override(id, clock),
            CoreEvent::CorrectOverride { grant, reason } => {
                self.correct_override(grant, reason, clock)
            }
            CoreEvent::ForgetPuller { puller } => self.forget_puller(puller, effects),
            CoreEvent::CountLogBefore { date } => Self::count_log_before(&date, clock, effects),
            CoreEvent::DeleteLogBefore { date } => Self::delete_log_before(&date, clock, effects),
            CoreEvent::ShowMe {} => self.show_me(around, clock, effects),
            CoreEvent::DismissSetAside {} => {
                self.state.set_aside = None;
                Reply::Done {}
            }
        }
    }
}

/// The reply to a message that is not understood or not allowed.
#[must_use]
pub fn error(message: &str) -> Turn {
    Turn { reply: Reply::Error { message: message.to_owned() }, effects: Vec::new() }
}

fn shown(view: View) -> Reply {
    Reply::View { view: Box::new(view) }
}

fn refused(field: Field, kind: FaultKind) -> Reply {
    Reply::Refused { faults: vec![fault(field, kind)] }
}

fn fault(field: Field, kind: FaultKind) -> Fault {
    Fault { field, kind, typed: String::new() }
}
