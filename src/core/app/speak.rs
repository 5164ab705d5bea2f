//! Says the word that is due, once: of several the most useful one. Whether the browser lets anybody
//! hear it is not known here; all of it stands in the popup too.

use super::App;
use crate::clock::{Clock, Instant, MINUTE};
use crate::nudge::{self, CloseOut, Due, PARKED, Told};
use crate::parked;
use crate::protocol::{
    AimView, Around, ButtonLabel, CoreEffect, CoreEvent, Moment, Notice, NoticeButton, StepHome,
};
use crate::views::Scene;

impl App {
    /// Follows the time, and says what is due. `was_underway`: time was protected when the turn began.
    pub(super) fn speak(
        &mut self,
        was_underway: bool,
        around: &Around,
        clock: Clock<'_>,
    ) -> Option<CoreEffect> {
        if self.private {
            return None;
        }
        nudge::follow(clock, &mut self.state, &self.timetable);
        self.state.forget_told(clock.now);
        let due = nudge::due(clock, &self.state, &self.timetable);
        let new: Vec<&Due<'_>> =
            due.iter().filter(|it| it.is_aloud && !it.is_said(&self.state)).collect();
        let is_free = || self.timetable.until(clock, &self.state).is_none();
        let said = match new.first() {
            Some(first) => {
                let said = self.notice(first, &self.scene(around, clock));
                said.map(|(notice, buttons)| {
                    (first.name(&self.state, &self.timetable), notice, buttons)
                })
            }
            // That lines are back is said even where nobody wants to be asked what came of the time.
            None if was_underway && is_free() => {
                let count = parked::waiting(&self.state.parked);
                (count > 0).then(|| (PARKED.to_owned(), Notice::ParkedBack { count }, Vec::new()))
            }
            None => None,
        };
        let new: Vec<(Moment, u32, Instant)> =
            new.into_iter().map(|it| (it.moment, it.of, it.at)).collect();
        for (moment, of, at) in new {
            self.state.tell(Told { moment, of, at, answered: false });
        }
        // In quiet hours it counts as said: it would come at a moment that is none.
        let (name, notice, buttons) = said.filter(|_| !self.state.nudges.is_quiet(clock))?;
        let zone = self.state.settings.zone.clone();
        Some(CoreEffect::Notify { name, notice, buttons, zone })
    }

    /// Whether a word is due for which the log must be known, and nobody waits for this event. Nothing that
    /// begins or ends now waits either: then the word of the week is not the most useful one, or does
    /// without.
    pub(super) fn needs_log_to_speak(&self, event: &CoreEvent, clock: Clock<'_>) -> bool {
        let is_calm = self.timetable.next_change().is_none_or(|at| clock.now < at);
        let is_new =
            || nudge::weekly_due(clock, &self.state).is_some_and(|it| !it.is_said(&self.state));
        let by_itself = matches!(
            event,
            CoreEvent::AlarmFired { .. } | CoreEvent::Booted {} | CoreEvent::Looked {}
        );
        by_itself && is_calm && is_new()
    }

    fn notice(&self, due: &Due<'_>, scene: &Scene<'_>) -> Option<(Notice, Vec<NoticeButton>)> {
        let now = scene.now();
        let button = |label, does| NoticeButton { label, does };
        match due.moment {
            Moment::Before => {
                let entry = due.entry?;
                let next = scene.next_view(entry.rule, entry.piece);
                let last = scene.last_step(&next.aim);
                let occurrence = next.occurrence;
                let home = StepHome::Occurrence { occurrence: occurrence.clone() };
                let write = button(ButtonLabel::WriteStep, None);
                let later = CoreEvent::Postpone { occurrence: occurrence.clone() };
                let later = button(ButtonLabel::InTenMinutes, Some(later));
                let buttons = if !next.aim.step.is_empty() {
                    let start = CoreEvent::StartNow { occurrence };
                    vec![button(ButtonLabel::StartNow, Some(start)), later]
                } else if last.is_empty() {
                    vec![write, later]
                } else {
                    let again = CoreEvent::SetStep { home, text: last.clone() };
                    vec![button(ButtonLabel::TakeAgain, Some(again)), write]
                };
                let left = due.at.since(now).saturating_add(MINUTE - 1) / MINUTE;
                let minutes = u32::try_from(left).unwrap_or(1).max(1);
                let (goal, step, start) = (next.goal, next.aim.step, next.start);
                Some((Notice::Before { goal, step, last, start, minutes }, buttons))
            }
            Moment::Start => {
                let (goal, aim, until) = scene.running()?;
                let links = button_for_links(&aim);
                let AimView { step, choose, .. } = aim;
                let covers = scene.covers();
                Some((Notice::Start { goal, step, choose, until, covers }, links))
            }
            Moment::LastMinute => Some((Notice::LastMinute { until: due.at.ms() }, Vec::new())),
            Moment::CloseOut => {
                let CloseOut { span, .. } = self.state.close_out.as_ref()?;
                let step = scene.close_out()?.step;
                let closed =
                    |done| CoreEvent::CloseOut { end: span.end.ms(), done, next: String::new() };
                let done = button(ButtonLabel::Done, Some(closed(true)));
                let moved_on = button(ButtonLabel::MovedOn, Some(closed(false)));
                let parked = parked::waiting(&self.state.parked);
                Some((Notice::CloseOut { step, parked }, vec![done, moved_on]))
            }
            Moment::Weekly => Some((Notice::Weekly { weekly: scene.weekly() }, Vec::new())),
            Moment::CheckIn => {
                let check_in = self.state.check_ins.iter().find(|it| it.id == due.of)?;
                let date = check_in.date.midnight().saturating_mul(MINUTE);
                let person = check_in.person.clone();
                Some((Notice::CheckIn { person, date }, Vec::new()))
            }
        }
    }
}

fn button_for_links(aim: &AimView) -> Vec<NoticeButton> {
    let opens = NoticeButton {
        label: ButtonLabel::OpenLinks,
        does: Some(CoreEvent::OpenLinks { goal: aim.goal }),
    };
    if aim.links > 0 { vec![opens] } else { Vec::new() }
}
