//! Which event does what: a line for each.

use super::App;
use crate::clock::Clock;
use crate::protocol::{Around, CoreEffect, CoreEvent, OwnPage, Page, Reply};
use crate::rule::RuleId;
use crate::views::Unset;

impl App {
    #[expect(clippy::too_many_lines, reason = "a line for each event")]
    pub(super) fn take(
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
