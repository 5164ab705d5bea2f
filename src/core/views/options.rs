//! The options page: rules, the week as a calendar, exceptions, settings.

use super::Scene;
use crate::check_in::CheckIn;
use crate::date::{DAY_MINUTES, Date};
use crate::exception::Exception;
use crate::protocol::{BlockView, ExceptionView, OptionsView, RuleView, WaitView};
use crate::rule::{Rule, RuleId};
use crate::schedule::{Piece, Schedule, Span};
use crate::settings::is_doubtful;
use crate::sorted::by_number;
use crate::wall::CivilMinutes;

impl Scene<'_> {
    /// The options page, with the week that begins on a date; if it is none, with today's.
    #[must_use]
    pub fn options(&self, week: &str) -> OptionsView {
        let schedule = self.schedule();
        let today = Date::of(schedule.here().civil(self.clock.now));
        let first = Date::parse(week).unwrap_or_else(|| today.monday()).midnight();
        let settings = &self.state.settings;
        let deleted = self.state.deleted_goal.as_ref();
        let check_ins = by_number(self.state.check_ins.clone(), |it| it.date.midnight());
        OptionsView {
            now: self.clock.now.ms(),
            zone: settings.zone.clone(),
            rules: self.rules_and_waits(&schedule),
            week: self.week(&schedule, first),
            exceptions: self.exceptions(&schedule, first),
            settings: settings.to_draft(),
            settings_wait: settings.lead_waits.map(|(_, until)| until.ms()),
            zone_in_doubt: !settings.zone_is_right
                && settings.zone.is_empty()
                && is_doubtful(&self.clock.zones.here()),
            groups: self.groups(),
            owed: self.owed(first),
            goals: self.goals(&schedule),
            share: self.share(),
            deleted_goal: deleted.map(|goal| (goal.id.0, goal.title.clone())),
            check_ins: check_ins.iter().map(CheckIn::to_draft).collect(),
            nudges: self.state.nudges.to_draft(),
            deleted: self.state.deleted.as_ref().map(|rule| self.rule(&schedule, rule)),
            pullers: self.state.pullers.clone(),
            state: self.standing(),
            health: self.health(),
        }
    }

    /// The rules, each with what of it waits; those that are deleted and wait at the end.
    fn rules_and_waits(&self, schedule: &Schedule<'_>) -> Vec<RuleView> {
        let mut rules = self.rules();
        let mut seen: Vec<RuleId> = Vec::new();
        for leaving in self.state.leaving.iter() {
            let id = leaving.rule.id;
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let until = self.state.leaving.iter().filter(|it| it.rule.id == id);
            let until = until.map(|it| it.until).max().unwrap_or(leaving.until).ms();
            let draft = leaving.rule.to_draft();
            if let Some(rule) = rules.iter_mut().find(|rule| rule.id == id.0) {
                rule.waits = Some(WaitView { draft, until, deleted: false });
                continue;
            }
            let mut rule = self.rule(schedule, &leaving.rule);
            rule.next.retain(|next| next.start < until);
            rules.push(RuleView { waits: Some(WaitView { draft, until, deleted: true }), ..rule });
        }
        rules
    }

    /// Every occurrence that touches a week, by its start.
    fn week(&self, schedule: &Schedule<'_>, first: CivilMinutes) -> Vec<BlockView> {
        let wall = schedule.here();
        let range = Span { start: wall.instant(first), end: wall.instant(first + 7 * DAY_MINUTES) };
        let mut blocks = Vec::new();
        for rule in self.state.rules.iter() {
            let pieces = schedule.pieces(rule, range).into_iter();
            blocks.extend(pieces.map(|piece| self.block(schedule, first, rule, piece)));
        }
        // Of an old version only what the new one does not have.
        for leaving in self.state.leaving.iter() {
            for piece in schedule.pieces(&leaving.rule, range) {
                let end = piece.span.end.min(leaving.until);
                let piece = Piece { span: Span { end, ..piece.span }, ..piece };
                let rule = &leaving.rule;
                let is_there = blocks.iter().any(|block| {
                    block.occurrence.rule == rule.id.0
                        && block.excused.is_none()
                        && block.mode >= rule.mode
                        && block.start <= piece.span.start.ms()
                        && piece.span.end.ms() <= block.end
                });
                let holds = piece.span.start < end && self.clock.now < piece.span.end;
                if holds && piece.excused.is_none() && !is_there {
                    let block = self.block(schedule, first, rule, piece);
                    blocks.push(BlockView { waits: true, ..block });
                }
            }
        }
        by_number(blocks, |block| block.start)
    }

    fn block(
        &self,
        schedule: &Schedule<'_>,
        first: CivilMinutes,
        rule: &Rule,
        piece: Piece,
    ) -> BlockView {
        let view = self.next_view(rule, piece);
        let wall = schedule.here();
        BlockView {
            occurrence: view.occurrence,
            goal: view.goal,
            mode: rule.mode,
            start: view.start,
            end: view.end,
            from: minutes(wall.civil(piece.span.start) - first),
            to: minutes(wall.civil(piece.span.end) - first),
            excused: piece.excused,
            moved: piece.moved,
            waits: false,
            runs: piece.excused.is_none() && piece.span.holds(self.clock.now),
        }
    }

    /// Exceptions that are not over, or touch the week shown.
    fn exceptions(&self, schedule: &Schedule<'_>, first: CivilMinutes) -> Vec<ExceptionView> {
        let wall = schedule.here();
        let now = wall.civil(self.clock.now);
        let shown = |it: &&Exception| it.until > now || it.until > first;
        let names = |it: &Exception| {
            let groups = self.state.groups.iter().filter(|group| it.groups.contains(&group.id));
            groups.map(|group| group.name.clone()).collect()
        };
        let exceptions = self.state.exceptions.iter().filter(shown);
        exceptions
            .map(|it| ExceptionView {
                draft: it.to_draft(),
                start: it.span(wall).start.ms(),
                end: it.span(wall).end.ms(),
                from: minutes(it.from - first),
                to: minutes(it.until - first),
                lets: names(it),
            })
            .collect()
    }
}

pub(super) fn minutes(of_week: CivilMinutes) -> i32 {
    i32::try_from(of_week).unwrap_or(if of_week < 0 { i32::MIN } else { i32::MAX })
}
