//! Everything that can happen.

use serde::Serialize;

use super::{
    AlarmName, CheckInDraft, ExceptionDraft, Feel, GoalDraft, GoalEnd, GroupDraft, LogRow,
    NudgeKey, NudgesDraft, OccurrenceDraft, OccurrenceKey, OverrideDraft, Page, PromisesDraft,
    Reason, RuleDraft, SettingsDraft, SiteHome, StepHome,
};

/// Everything that can happen, in the order of who sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CoreEvent {
    /// The shell: the worker has booted and no other event waits, which would bring about the same.
    Booted {},
    /// The shell: the extension was installed for the first time (`runtime.onInstalled`, `install`).
    Installed {},
    /// The shell: an alarm of ours fired.
    AlarmFired {
        /// Which of the two.
        name: AlarmName,
    },
    /// The shell: something about tabs, idleness or focus changed; look again.
    Looked {},
    /// The shell: host access was given or withdrawn (`permissions.onAdded`, `onRemoved`).
    AccessChanged {},
    /// The shell: the state could not be written at all. It is tried again with the next event.
    SaveFailed {},
    /// The shell: after a failure the state is written again.
    Saved {},
    /// The shell: all log rows are safely in their database.
    LogWritten {},
    /// The shell: log rows could not be written there; they wait where `save` put them.
    LogFailed {},
    /// The shell: what [`super::Reply::NeedsHistory`] asked for, or a part of it.
    HistoryRead {
        /// What [`super::CoreEffect::KeepHistory`] kept; empty if there is none, or it was not asked for.
        kept: String,
        /// Rows of the log that were asked for. What stands there and cannot be read is passed over.
        rows: Vec<LogRow>,
        /// The highest id up to which the log was looked through.
        read_to: u64,
        /// Whether rows with higher ids are left.
        more: bool,
    },
    /// The shell: the log cannot be read now. What needs it goes on without.
    HistoryFailed {},
    /// The shell: rows of the log were changed or deleted, or may have been.
    LogRewritten {},
    /// The shell: the browser refused network rules; everything else of the posture stands.
    NetworkRulesRefused {
        /// The hosts or patterns of the refused rules.
        sites: Vec<String>,
    },
    /// The shell: network rules, content scripts or alarms could not be set at all.
    PostureFailed {},
    /// The shell: we have started anew, and cover pages that were open before are not.
    CoversLost {
        /// The addresses that they stood for.
        urls: Vec<String>,
    },
    /// The shell: a tab that was about to be veiled has somebody typing in it
    /// ([`super::TabVeil::unless_typing`]).
    TypingFound {
        /// The tab.
        tab: i32,
    },

    /// Content script: a page stands before the person (loaded, shown again from the back-forward
    /// cache, moved in-page, or its veil's end has come). Answered with [`super::TabVerdict`].
    PageShown {
        /// `location.href` of the page.
        url: String,
    },

    /// Content script: the person presses something in a dimmed page, for the first time since it is.
    /// A pull.
    UsedDimmed {
        /// `location.href` of the page.
        url: String,
    },
    /// Own page: open the missing cover pages again.
    ReopenCovers {},
    /// Own page: the missing cover pages are not needed.
    ForgetCovers {},
    /// Content script or own page: a tab that is given a moment, or is open by an override, does not need
    /// it any more.
    CoverNow {
        /// Which; a content script speaks for its own tab, whatever it says here.
        tab: i32,
    },

    /// Panel: asks what to show. Answered with [`super::View::Panel`].
    PanelOpened {},
    /// Panel: the person pressed "I need to go back"; our page opens beside the tab. From the content
    /// script: the veil was pressed where the panel has given way.
    GoBackPressed {},

    /// Own page: asks for a view.
    View {
        /// Which page asks.
        page: Page,
    },
    /// Own page: a cover page stands in place of a navigation. A pull, if the person went there.
    CoverOpened {
        /// The address that was wanted.
        url: String,
        /// True for a navigation, false for a reload, history or a restored tab.
        attempt: bool,
    },
    /// Own page: add a rule (no id) or change one.
    SaveRule {
        /// What the form holds, right or wrong.
        rule: RuleDraft,
        /// Presets that the rule names and that are not the person's own yet; those that are, or
        /// that it does not name, are passed over.
        groups: Vec<GroupDraft>,
    },
    /// Own page: delete a rule. It is kept until the next deletion, for [`CoreEvent::RestoreRule`].
    DeleteRule {
        /// Which rule.
        id: u32,
    },
    /// Own page: take back the last deletion, or an edit of which a part still waits.
    RestoreRule {
        /// Which rule.
        id: u32,
    },
    /// Own page: add a goal (no id) or change one. Rules that name it by its title go on doing so.
    SaveGoal {
        /// What the form holds, right or wrong.
        goal: GoalDraft,
    },
    /// Own page: a goal is done, or not wanted any more.
    EndGoal {
        /// Which.
        id: u32,
        /// Which of the two.
        how: GoalEnd,
    },
    /// Own page: a goal that ended is wanted again.
    ResumeGoal {
        /// Which.
        id: u32,
    },
    /// Own page: delete a goal. It is kept until the next deletion, for [`CoreEvent::RestoreGoal`].
    DeleteGoal {
        /// Which.
        id: u32,
    },
    /// Own page: take back the last deletion of a goal.
    RestoreGoal {
        /// Which.
        id: u32,
    },
    /// Own page, or a button of a notice: write the next step down. It stands before the others.
    SetStep {
        /// For what.
        home: StepHome,
        /// As typed.
        text: String,
    },
    /// Own page: a step is done.
    FinishStep {
        /// The goal.
        goal: u32,
        /// The step.
        step: u32,
    },
    /// Own page: some time is for a goal.
    ChooseGoal {
        /// The occurrence; none for the time that holds now.
        occurrence: Option<OccurrenceKey>,
        /// Which goal.
        goal: u32,
    },
    /// Own page, or a button of a notice: an occurrence begins ten minutes later.
    Postpone {
        /// Which.
        occurrence: OccurrenceKey,
    },
    /// Own page, or a button of a notice: what came of the protected time that is over.
    CloseOut {
        /// When that ended, in milliseconds since 1970.
        end: i64,
        /// Whether the step is done.
        done: bool,
        /// The next step, as typed; empty to leave the steps as they are.
        next: String,
    },
    /// Own page: a word needs not stand in the popup any more.
    AnswerNudge {
        /// Which.
        key: NudgeKey,
    },
    /// Own page, or a button of a notice: open the addresses of a goal, in one new browser window.
    OpenLinks {
        /// The goal.
        goal: u32,
    },
    /// Own page: how the two pools are today. Only where the person wants to be asked.
    SayEnergy {
        /// Of being with people.
        social: Option<Feel>,
        /// Of being before a screen.
        technical: Option<Feel>,
    },
    /// Own page: add a check-in (no id) or change one.
    SaveCheckIn {
        /// What the form holds, right or wrong.
        check_in: CheckInDraft,
    },
    /// Own page: a check-in took place today. What is done from now on is for the next one; one that has
    /// no next date goes.
    HoldCheckIn {
        /// Which.
        id: u32,
        /// When the next one is, `YYYY-MM-DD`; empty for as often as it repeats.
        next: String,
        /// What was ticked for the next one.
        promises: PromisesDraft,
    },
    /// Own page: a check-in did not take place after all: it is as it was, and so is what was promised.
    TakeBackCheckIn {
        /// As it was; without an id if it was for once, and is gone.
        check_in: CheckInDraft,
        /// What was ticked, the other way round.
        promises: PromisesDraft,
    },
    /// Own page: there is no such check-in any more.
    DeleteCheckIn {
        /// Which.
        id: u32,
    },
    /// Own page: change when the person is spoken to.
    SaveNudges {
        /// What the form holds, right or wrong.
        nudges: NudgesDraft,
    },
    /// Own page: add a site group (no id, or a preset's) or change one. What it gives up, and is
    /// near, is held for a while.
    SaveGroup {
        /// What the form holds, right or wrong.
        group: GroupDraft,
    },
    /// Own page: delete a group that no rule names.
    DeleteGroup {
        /// Which group.
        id: String,
    },
    /// Own page: take back an edit of a group of which a part still waits.
    RestoreGroup {
        /// Which group.
        id: String,
    },
    /// Own page: cover one site more, from now on ("Cover this site too").
    AddSite {
        /// Where it is put.
        home: SiteHome,
        /// The pattern, as typed.
        site: String,
    },
    /// Own page: add an exception (no id) or change one. What runs already is overridden to its end.
    SaveException {
        /// What the form holds, right or wrong.
        exception: ExceptionDraft,
    },
    /// Own page: rules apply again.
    DeleteException {
        /// Which exception.
        id: u32,
    },
    /// Own page: skip or move one occurrence. One that runs already is overridden to its end.
    ChangeOccurrence {
        /// Which, and where to.
        change: OccurrenceDraft,
    },
    /// Own page, or a button of a notice: have one occurrence now, as long as it would be, instead of later.
    StartNow {
        /// Which.
        occurrence: OccurrenceKey,
    },
    /// Own page: a skipped or moved occurrence is as the rule says again.
    RestoreOccurrence {
        /// Which.
        occurrence: OccurrenceKey,
    },
    /// Own page: change what holds for all rules. What is weaker waits as an edit does.
    SaveSettings {
        /// What the form holds, right or wrong.
        settings: SettingsDraft,
    },
    /// Own page: take a make-up stretch, as offered or at another time within the next week.
    TakeMakeUp {
        /// When it begins, in milliseconds since 1970.
        start: i64,
        /// When it ends, in milliseconds since 1970.
        end: i64,
    },
    /// Own page: a make-up stretch that has not begun is not wanted any more.
    GiveBackMakeUp {
        /// Which.
        id: u32,
    },
    /// Own page: so many owed minutes are forgiven.
    ForgiveOwed {
        /// How many; more than are owed are all.
        minutes: u32,
    },
    /// Own page: the person's wall shows the time that the browser tells.
    ZoneIsRight {},
    /// Own page: protect time from now on, without a rule. During protected time it extends.
    StartFocus {
        /// 1 to 720.
        minutes: u32,
    },
    /// Own page: take back a focus that was started within the last two minutes. Later it is ended as
    /// any protected time is: by an override of everything to its end.
    EndFocus {},
    /// Own page or panel: put a line aside until protected time is over.
    Park {
        /// As typed.
        text: String,
        /// The address in whose place it is written; empty for none. A panel's is its tab's, whatever
        /// it says here.
        url: String,
    },
    /// Own page: a line that was handed back is done.
    FinishNote {
        /// Which.
        id: u32,
    },
    /// Own page: a line that was handed back is kept for later.
    KeepNote {
        /// Which.
        id: u32,
    },
    /// Own page: go back on purpose. Granted, or refused with faults.
    RequestOverride {
        /// What the form holds.
        draft: OverrideDraft,
    },
    /// Own page: "I'm back", before the override's end.
    EndOverride {
        /// Which grant.
        id: u32,
    },
    /// Own page: an override was for another reason than was said. Its entries stay, a further one
    /// corrects them; of a grant that there never was, that one says nothing.
    CorrectOverride {
        /// Which grant.
        grant: u32,
        /// Why, after all.
        reason: Reason,
    },
    /// Own page: take the name of who or what pulled out of every entry, and out of all that is
    /// remembered. Answered with [`super::Reply::Counted`], the entries that had it, or an error if it
    /// is not done everywhere; to ask again finishes it.
    ForgetPuller {
        /// As the entries have it, letter by letter.
        puller: String,
    },
    /// Own page: how many entries are older than a date. Answered with [`super::Reply::Counted`].
    CountLogBefore {
        /// `YYYY-MM-DD`, today's or one before; its midnight on the person's wall is meant.
        date: String,
    },
    /// Own page: delete all entries that are older than a date. Answered with
    /// [`super::Reply::Counted`], or an error if none was deleted.
    DeleteLogBefore {
        /// As in [`CoreEvent::CountLogBefore`].
        date: String,
    },
    /// Own page: cover one open tab of a rule's sites for 20 seconds, to show what it is like.
    ShowMe {},
    /// Own page: the person has read that stored state was set aside.
    DismissSetAside {},
}
