//! The state: what the core remembers between turns, and nothing that can be derived.

use std::rc::Rc;

use crate::change::Change;
use crate::check_in::CheckIn;
use crate::clock::{Clock, Instant, Zone};
use crate::edit::{Leaving, MERCY, Recent};
use crate::energy::Energy;
use crate::exception::Exception;
use crate::goal::{Goal, GoalId};
use crate::grant::Grant;
use crate::group::{GroupWish, RecentGroup, SiteGroup};
use crate::nudge::{Aim, CloseOut, Nudges, Sitting, Told};
use crate::owed::MakeUp;
use crate::parked::Parked;
use crate::protocol::{LogRow, Mode};
use crate::rule::{Rule, RuleId};
use crate::schedule::Span;
use crate::settings::Settings;

/// All that is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// In the order they were made.
    pub rules: Rc<Vec<Rule>>,
    /// The rule deleted last, while it can be taken back.
    pub deleted: Option<Rule>,
    /// Rules as they were before edits that give time up: they hold beside the new ones for a while.
    pub leaving: Rc<Vec<Leaving>>,
    /// What was edited within the last two minutes, as it was before.
    pub recent: Vec<Recent>,
    /// Dates on which rules rest or let groups through, by their start.
    pub exceptions: Rc<Vec<Exception>>,
    /// Single occurrences that are skipped or moved.
    pub changes: Rc<Vec<Change>>,
    /// What holds for all rules.
    pub settings: Settings,
    /// The person's own groups, as they hold now.
    pub groups: Rc<Vec<SiteGroup>>,
    /// Groups of which an edit waits, as they are wished.
    pub group_wishes: Vec<GroupWish>,
    /// What groups were before edits of the last two minutes.
    pub recent_groups: Vec<RecentGroup>,
    /// What the time is for, in the order they were made; those that ended too.
    pub goals: Rc<Vec<Goal>>,
    /// The goal deleted last, while it can be taken back.
    pub deleted_goal: Option<Goal>,
    /// The goal chosen last.
    pub last_goal: Option<GoalId>,
    /// Goals that were chosen for single stretches of time that are not over.
    pub aims: Vec<Aim>,
    /// When the person is spoken to.
    pub nudges: Nudges,
    /// What was said of what is not over.
    pub told: Vec<Told>,
    /// Protected time that runs, or of which nobody has said yet what came of it.
    pub close_out: Option<CloseOut>,
    /// Conversations with a date, in the order they were made.
    pub check_ins: Vec<CheckIn>,
    /// What the person said today of what they have left; none unless they want to be asked.
    pub energy: Option<Energy>,
    /// A focus, from its start to its end.
    pub focus: Option<Focus>,
    /// Make-up stretches that are not over, by their start.
    pub make_ups: Vec<MakeUp>,
    /// When owed time was shown last.
    pub owed_shown: Option<Instant>,
    /// Overrides that have not ended.
    pub grants: Vec<Grant>,
    /// Who or what pulled before, the last one first.
    pub pullers: Vec<String>,
    /// Lines put aside, in the order in which they were.
    pub parked: Vec<Parked>,
    /// Occurrences whose start is in the log and whose end is not.
    pub running: Vec<Running>,
    /// A tab covered for a few seconds, to show what it is like.
    pub demo: Option<Demo>,
    /// Log rows of this turn; empty between turns.
    pub new_rows: Vec<LogRow>,
    /// The next id for a rule, focus or grant.
    pub next_id: u32,
    /// The next id for a goal, a step or a check-in.
    pub next_goal: u32,
    /// The next log row's id.
    pub next_row: u64,
    /// Stored state did not load, and the person has not been told yet.
    pub set_aside: Option<SetAside>,
}

/// An occurrence without a rule, started by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Focus {
    /// Names it in the log.
    pub id: u32,
    /// From its start to its end.
    pub span: Span,
}

impl Focus {
    /// Whether it may still be taken back, as a slip. Later it is ended as any time is given up.
    #[must_use]
    pub fn is_fresh(&self, now: Instant) -> bool {
        self.span.start <= now && now.since(self.span.start) < MERCY
    }
}

/// An occurrence whose start is in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// The rule.
    pub rule: RuleId,
    /// What it was for then; may be empty.
    pub goal: String,
    /// The goal.
    pub aim: Option<GoalId>,
    /// Cover or dim.
    pub mode: Mode,
    /// From its start to its end.
    pub span: Span,
}

/// One tab covered to show what it is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demo {
    /// The tab.
    pub tab: i32,
    /// Until when.
    pub end: Instant,
}

/// What became of stored state that did not load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetAside {
    /// An older generation or the mirror was loaded instead.
    Recovered,
    /// Nothing could be loaded.
    StartedAnew,
}

impl State {
    /// A rule by its id.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The goal of a title that has not ended.
    #[must_use]
    pub fn goal_titled(&self, title: &str) -> Option<&Goal> {
        self.goals.iter().find(|goal| goal.is_open() && goal.title == title)
    }

    /// A goal by its id.
    #[must_use]
    pub fn goal(&self, id: GoalId) -> Option<&Goal> {
        self.goals.iter().find(|goal| goal.id == id)
    }

    /// Occurrences without a rule: a focus, and make-up stretches.
    #[must_use]
    pub fn without_rule(&self) -> Vec<(Sitting, Span)> {
        let make_ups = self.make_ups.iter().map(|it| (Sitting::MakeUp(it.id), it.span));
        let focus = self.focus.iter().map(|it| (Sitting::Focus(it.id), it.span));
        focus.chain(make_ups).collect()
    }

    /// Whether protected time is underway, as the log has it.
    #[must_use]
    pub fn is_underway(&self) -> bool {
        let made_up = self.make_ups.iter().any(|it| it.begun);
        !self.running.is_empty() || self.focus.is_some() || made_up
    }

    /// The name of the zone that the person lives by; empty if nobody tells.
    #[must_use]
    pub fn zone_name(&self, clock: Clock<'_>) -> String {
        if self.settings.zone.is_empty() { clock.zones.here() } else { self.settings.zone.clone() }
    }

    /// The zone that the settings name, if they do and it is known.
    #[must_use]
    pub fn home(&self, clock: Clock<'_>) -> Option<Rc<dyn Zone>> {
        let name = &self.settings.zone;
        (!name.is_empty()).then(|| clock.zones.named(name)).flatten()
    }

    /// A group by its id, as it holds now.
    #[must_use]
    pub fn group(&self, id: &str) -> Option<&SiteGroup> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// A fresh id for a goal, a step or a check-in.
    pub fn take_goal_id(&mut self) -> u32 {
        self.next_goal = self.next_goal.saturating_add(1);
        self.next_goal
    }

    /// A fresh id for a rule, focus or grant.
    pub fn take_id(&mut self) -> u32 {
        self.next_id = self.next_id.saturating_add(1);
        self.next_id
    }
}
