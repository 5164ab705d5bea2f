//! Which words are true now, from the state and the timetable alone. Whether one was said already is
//! asked of what is remembered: a word that is true is said when somebody is there to hear it, be it late,
//! and one that is not true any more is never said.

use super::{BEFORE_LIMIT, Moment, Sitting};
use crate::aim;
use crate::check_in::CheckIn;
use crate::clock::{Clock, DAY, Instant, MINUTE, resolve};
use crate::date::{DAY_MINUTES, Date};
use crate::goal::Goal;
use crate::parked;
use crate::protocol::Day;
use crate::state::State;
use crate::timetable::{Entry, Timetable};
use crate::wall::CivilMinutes;

/// So long after the end of time it is worth a notice to ask what came of it.
const ASKED_ALOUD: i64 = 60 * MINUTE;
/// So many days before a check-in it is spoken of.
const CHECK_IN_DAYS: i32 = 2;
/// From this minute of the day on.
const CHECK_IN_AT: CivilMinutes = 9 * 60;

/// What the notice is called that only says that parked lines are back.
pub const PARKED: &str = "parked";

/// A word that is true now.
#[derive(Debug, Clone, Copy)]
pub struct Due<'t> {
    /// At which moment.
    pub moment: Moment,
    /// The rule, or the check-in; 0 for none.
    pub of: u32,
    /// As [`super::Told::at`].
    pub at: Instant,
    /// The occurrence to come, if it is about one.
    pub entry: Option<Entry<'t>>,
    /// Whether it is worth a notice still; if not, it only stands in the popup.
    pub is_aloud: bool,
}

impl Due<'_> {
    /// Whether it was said.
    #[must_use]
    pub fn is_said(&self, state: &State) -> bool {
        state.told_of(self.moment, self.of, self.at).is_some()
    }

    /// What its notice is called: where it asks for something, another once that is there.
    #[must_use]
    pub fn name(&self, state: &State, timetable: &Timetable) -> String {
        let goal =
            |it: Entry<'_>| aim::of_rule(state, it.rule, Sitting::Occurrence(it.piece.key)).id();
        let step = |id| state.goal(id).and_then(Goal::next_step);
        let asks = match self.moment {
            Moment::Before => self.entry.is_some_and(|it| goal(it).and_then(step).is_none()),
            Moment::Start => {
                let first = timetable.in_force().next();
                first.is_some_and(|it| it.rule.choose && goal(it).is_none())
            }
            Moment::LastMinute | Moment::CloseOut | Moment::Weekly | Moment::CheckIn => false,
        };
        let asks = if asks { " asks" } else { "" };
        format!("{} {} {}{asks}", self.moment as u8, self.of, self.at.ms())
    }

    /// Whether it was answered.
    #[must_use]
    pub fn is_answered(&self, state: &State) -> bool {
        state.told_of(self.moment, self.of, self.at).is_some_and(|it| it.answered)
    }
}

/// All words that are true now, the most useful first.
#[must_use]
pub fn due<'t>(clock: Clock<'_>, state: &State, timetable: &'t Timetable) -> Vec<Due<'t>> {
    let word = |moment, of, at| Due { moment, of, at, entry: None, is_aloud: true };
    let mut due = Vec::new();
    let now = clock.now;
    let running = state.close_out.as_ref().filter(|it| now < it.span.end);
    if let Some(running) = running {
        let last = running.span.end.plus(-MINUTE);
        if state.nudges.last_minute && last <= now {
            due.push(word(Moment::LastMinute, 0, running.span.end));
        }
        // Whoever has just started a focus knows.
        let is_by_rule = timetable.in_force().next().is_some();
        let is_by_hand = state.focus.is_some_and(|it| it.span.holds(now)) && !is_by_rule;
        if state.nudges.start && !is_by_hand {
            due.push(word(Moment::Start, 0, running.span.start));
        }
    }
    due.extend(before(now, timetable));
    if let Some(over) = state.close_out.as_ref().filter(|it| it.span.end <= now)
        && state.nudges.close_out
    {
        let is_aloud = now.since(over.span.end) < ASKED_ALOUD;
        due.push(Due { is_aloud, ..word(Moment::CloseOut, 0, over.span.end) });
    }
    for check_in in &state.check_ins {
        let (from, until) = check_in_days(clock, check_in);
        if from <= now && now < until {
            due.push(word(Moment::CheckIn, check_in.id, mark(check_in.date.plus(-CHECK_IN_DAYS))));
        }
    }
    due.extend(weekly_due(clock, state));
    due
}

/// The names of the notices that may stand on the screen: what they say is true, and nobody has answered it.
#[must_use]
pub fn standing(clock: Clock<'_>, state: &State, timetable: &Timetable) -> Vec<String> {
    let due = due(clock, state, timetable).into_iter();
    let open = due.filter(|it| !it.is_answered(state)).map(|it| it.name(state, timetable));
    let is_free = timetable.until(clock, state).is_none();
    let parked = (is_free && parked::waiting(&state.parked) > 0).then(|| PARKED.to_owned());
    open.chain(parked).collect()
}

/// The word of the week, while it is true.
#[must_use]
pub fn weekly_due(clock: Clock<'_>, state: &State) -> Option<Due<'static>> {
    let (day, minute) = weekly(state)?;
    let today = Date::today(clock);
    let is_time = today.day() == day && instant(clock, today, minute) <= clock.now;
    let (moment, at) = (Moment::Weekly, mark(today));
    is_time.then_some(Due { moment, of: 0, at, entry: None, is_aloud: true })
}

/// Occurrences about to begin of which their rules want a word said, each once. One for the same as what
/// runs up to it brings nothing new.
fn before(now: Instant, timetable: &Timetable) -> Vec<Due<'_>> {
    let mut due: Vec<Due<'_>> = Vec::new();
    let going_on = |entry: &Entry<'_>| {
        let start = entry.piece.span.start;
        timetable.in_force().any(|it| start <= it.piece.span.end && it.rule.goal == entry.rule.goal)
    };
    for entry in timetable.starting_until(now.plus(i64::from(BEFORE_LIMIT) * MINUTE)) {
        let start = entry.piece.span.start;
        let of = entry.rule.id.0;
        let is_time = lead(&entry).is_some_and(|lead| start.plus(-lead) <= now);
        let is_known = due.iter().any(|it| it.of == of && it.at == start);
        if is_time && !is_known && !going_on(&entry) {
            let (moment, entry) = (Moment::Before, Some(entry));
            due.push(Due { moment, of, at: start, entry, is_aloud: true });
        }
    }
    due
}

/// The next instant at which another word becomes true, as far as none of what begins and ends comes
/// before it. `until` is when protected time that holds now is over.
#[must_use]
pub fn next(
    clock: Clock<'_>,
    state: &State,
    timetable: &Timetable,
    until: Option<Instant>,
) -> Option<Instant> {
    let now = clock.now;
    // With the first to begin all is looked at anew, and no word about a later one comes earlier.
    let soon = timetable.next().map(|first| {
        timetable.starting_until(first.piece.span.start.plus(i64::from(BEFORE_LIMIT) * MINUTE))
    });
    let before = soon.into_iter().flatten();
    let before = before.filter_map(|it| Some(it.piece.span.start.plus(-lead(&it)?)));
    let last_minute = until.map(|until| until.plus(-MINUTE)).filter(|_| state.nudges.last_minute);
    let check_ins = state.check_ins.iter().map(|it| check_in_days(clock, it).0);
    let weekly = weekly(state).into_iter().flat_map(|(day, minute)| {
        let today = Date::today(clock);
        let days = [today, today.plus(1)].into_iter().filter(move |it| it.day() == day);
        days.map(move |it| instant(clock, it, minute))
    });
    let all = before.chain(last_minute).chain(check_ins).chain(weekly);
    all.filter(|at| *at > now && at.since(now) <= DAY).min()
}

/// How long before an occurrence its rule wants a word said.
fn lead(entry: &Entry<'_>) -> Option<i64> {
    entry.rule.nudge.filter(|minutes| *minutes > 0).map(|minutes| i64::from(minutes) * MINUTE)
}

/// Without rules a week has nothing to tell.
fn weekly(state: &State) -> Option<(Day, CivilMinutes)> {
    let (day, minute) = state.nudges.weekly.filter(|_| !state.rules.is_empty())?;
    Some((day, minute.into()))
}

/// From when to when a check-in is spoken of.
fn check_in_days(clock: Clock<'_>, check_in: &CheckIn) -> (Instant, Instant) {
    let from = instant(clock, check_in.date.plus(-CHECK_IN_DAYS), CHECK_IN_AT);
    (from, instant(clock, check_in.date, DAY_MINUTES))
}

fn instant(clock: Clock<'_>, date: Date, minute: CivilMinutes) -> Instant {
    resolve(clock.zone, (date.midnight() + minute) * MINUTE)
}

/// A date, for what is remembered of it.
fn mark(date: Date) -> Instant {
    Instant::from_ms(date.midnight() * MINUTE)
}
