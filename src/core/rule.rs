//! A rule: the user's standing wish, and how it comes from a form. A rule that exists cannot be
//! wrong; a draft may be, and then says everything that is wrong with it at once.

use crate::group::SiteGroup;
use crate::protocol::{Day, Fault, FaultKind, Field, Mode, RuleDraft, StretchDraft, WeeklyDraft};
use crate::site::SitePattern;

const GOAL_LIMIT: usize = 200;
const PARTS_LIMIT: usize = 14;
const STRETCHES_LIMIT: usize = 24;
const SITES_LIMIT: usize = 10_000;

/// Names a rule for as long as it exists, and in the log for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// The user's standing wish: these days and hours, these sites, cover or dim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Which.
    pub id: RuleId,
    /// What the time is for; may be empty.
    pub goal: String,
    /// Cover or dim.
    pub mode: Mode,
    /// When; never empty.
    pub weekly: Vec<Weekly>,
    /// Ids of site groups.
    pub groups: Vec<String>,
    /// Site patterns of its own.
    pub sites: Vec<SitePattern>,
}

/// Some days of the week and the stretches they have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weekly {
    /// Days on which the stretches begin; never empty.
    pub days: DaySet,
    /// Never empty, never overlapping within the part.
    pub stretches: Vec<Stretch>,
}

/// Days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DaySet(u8);

impl DaySet {
    /// Whether a day is among them.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.0 & Self::bit(day) != 0
    }

    /// They, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Day> {
        let week = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri, Day::Sat, Day::Sun];
        week.into_iter().filter(move |day| self.contains(*day))
    }

    fn bit(day: Day) -> u8 {
        1 << day as u8
    }
}

impl FromIterator<Day> for DaySet {
    fn from_iter<I: IntoIterator<Item = Day>>(days: I) -> Self {
        Self(days.into_iter().fold(0, |set, day| set | Self::bit(day)))
    }
}

/// From-to on a day, in minutes after its midnight. An end that is not after the start lies on
/// the next day; the two are never equal, but a whole day is 00:00 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    from: u16,
    to: u16,
}

impl Stretch {
    /// From and to in minutes after midnight, 0 to 1439 and 0 to 1440; a `to` of 0 or 1440 is the
    /// next midnight. None if they are equal or out of range.
    #[must_use]
    pub fn new(from: u16, to: u16) -> Option<Self> {
        let good = from < 1440 && to <= 1440 && from != to;
        good.then_some(Self { from, to: if to == 0 { 1440 } else { to } })
    }

    /// Minutes after midnight at which it begins.
    #[must_use]
    pub fn from(self) -> u16 {
        self.from
    }

    /// The clock's minutes at which it ends, 1 to 1440.
    #[must_use]
    pub fn to(self) -> u16 {
        self.to
    }

    /// Minutes after the same midnight at which it ends, 1 to 2879.
    #[must_use]
    pub fn end(self) -> u16 {
        if self.to > self.from { self.to } else { self.to + 1440 }
    }
}

impl Rule {
    /// The rule that a draft describes, under an id.
    ///
    /// # Errors
    /// Every fault of the draft, each with its field.
    pub fn from_draft(
        draft: &RuleDraft,
        id: RuleId,
        groups: &[SiteGroup],
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let goal = draft.goal.trim();
        if goal.chars().count() > GOAL_LIMIT {
            faults.push(fault(Field::Goal, FaultKind::GoalTooLong, ""));
        }
        if draft.weekly.is_empty() || draft.weekly.len() > PARTS_LIMIT {
            faults.push(fault(Field::Draft, FaultKind::WeeklyCount, ""));
        }
        let weekly = draft
            .weekly
            .iter()
            .zip(0..)
            .map(|(part, index)| Weekly::from_draft(part, index, &mut faults))
            .collect();
        let sites = sites_from_draft(draft, groups, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            id,
            goal: goal.to_owned(),
            mode: draft.mode,
            weekly,
            groups: without_doubles(draft.groups.iter().cloned()),
            sites: without_doubles(sites.into_iter()),
        })
    }

    /// The rule as a form holds it.
    #[must_use]
    pub fn to_draft(&self) -> RuleDraft {
        RuleDraft {
            id: self.id.0,
            goal: self.goal.clone(),
            mode: self.mode,
            weekly: self.weekly.iter().map(Weekly::to_draft).collect(),
            groups: self.groups.clone(),
            sites: self.sites.iter().map(ToString::to_string).collect(),
        }
    }

    /// Every day on which it begins somewhere.
    #[must_use]
    pub fn days(&self) -> Vec<Day> {
        self.weekly.iter().flat_map(|part| part.days.iter()).collect::<DaySet>().iter().collect()
    }

    /// Every pattern it covers, each with the group it comes from, if any.
    pub fn patterns<'a>(
        &'a self,
        groups: &'a [SiteGroup],
    ) -> impl Iterator<Item = (&'a SitePattern, Option<&'a SiteGroup>)> {
        let of_groups = groups
            .iter()
            .filter(|group| self.groups.contains(&group.id))
            .flat_map(|group| group.sites.iter().map(move |site| (site, Some(group))));
        of_groups.chain(self.sites.iter().map(|site| (site, None)))
    }
}

impl Weekly {
    fn from_draft(draft: &WeeklyDraft, part: u32, faults: &mut Vec<Fault>) -> Self {
        if draft.days.is_empty() {
            faults.push(fault(Field::Days { part }, FaultKind::NoDays, ""));
        }
        if draft.stretches.is_empty() || draft.stretches.len() > STRETCHES_LIMIT {
            let field = Field::Stretch { part, index: 0 };
            faults.push(fault(field, FaultKind::StretchCount, ""));
        }
        let mut stretches: Vec<Stretch> = Vec::new();
        for (typed, index) in draft.stretches.iter().zip(0..) {
            let field = Field::Stretch { part, index };
            match stretch_from_draft(typed) {
                Ok(stretch) if stretches.iter().any(|other| overlap(*other, stretch)) => {
                    let both = format!("{}-{}", typed.from, typed.to);
                    faults.push(fault(field, FaultKind::StretchOverlap, &both));
                }
                Ok(stretch) => stretches.push(stretch),
                Err((kind, typed)) => faults.push(fault(field, kind, typed)),
            }
        }
        stretches.sort_unstable();
        Self { days: draft.days.iter().copied().collect(), stretches }
    }

    fn to_draft(&self) -> WeeklyDraft {
        let text = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        WeeklyDraft {
            days: self.days.iter().collect(),
            stretches: self
                .stretches
                .iter()
                .map(|it| StretchDraft { from: text(it.from), to: text(it.to) })
                .collect(),
        }
    }
}

fn sites_from_draft(
    draft: &RuleDraft,
    groups: &[SiteGroup],
    faults: &mut Vec<Fault>,
) -> Vec<SitePattern> {
    let typed = draft.sites.iter().zip(0..).filter(|(text, _)| !text.trim().is_empty());
    let mut sites = Vec::new();
    for (text, index) in typed.take(SITES_LIMIT + 1) {
        match SitePattern::parse(text) {
            Ok(site) => sites.push(site),
            Err(kind) => faults.push(fault(Field::Site { index }, kind, text.trim())),
        }
    }
    if sites.len() > SITES_LIMIT {
        faults.push(fault(Field::Sites, FaultKind::TooManySites, ""));
    }
    for id in &draft.groups {
        if !groups.iter().any(|group| group.id == *id) {
            faults.push(fault(Field::Sites, FaultKind::GroupUnknown, id));
        }
    }
    if draft.groups.is_empty() && draft.sites.iter().all(|text| text.trim().is_empty()) {
        faults.push(fault(Field::Sites, FaultKind::NoSites, ""));
    }
    sites
}

fn stretch_from_draft(draft: &StretchDraft) -> Result<Stretch, (FaultKind, &str)> {
    let from = minutes(&draft.from).filter(|from| *from < 1440);
    let from = from.ok_or((FaultKind::TimeUnreadable, draft.from.as_str()))?;
    let to = minutes(&draft.to).ok_or((FaultKind::TimeUnreadable, draft.to.as_str()))?;
    Stretch::new(from, to).ok_or((FaultKind::StretchEmpty, draft.from.as_str()))
}

/// `HH:MM` to minutes after midnight; `24:00` is 1440.
fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let two_digits = |part: &str| {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u16>().ok())?
    };
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    let whole = hours * 60 + minutes;
    (minutes < 60 && whole <= 1440).then_some(whole)
}

/// Whether two stretches that begin on the same day overlap, also around the day's end.
fn overlap(a: Stretch, b: Stretch) -> bool {
    a.from() < b.end() && b.from() < a.end()
}

fn fault(field: Field, kind: FaultKind, typed: &str) -> Fault {
    Fault { field, kind, typed: typed.to_owned() }
}

fn without_doubles<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    items.fold(Vec::new(), |mut kept, item| {
        if !kept.contains(&item) {
            kept.push(item);
        }
        kept
    })
}
