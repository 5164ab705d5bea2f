//! What is wrong with a draft, and where. Each kind has its sentence in `_locales`.

use serde::{Deserialize, Serialize};

/// One thing wrong with a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Fault {
    /// Where it stands.
    pub field: Field,
    /// What is wrong; its sentence is the message `fault_<kind>` in `_locales`.
    pub kind: FaultKind,
    /// What was typed there, for the sentence's `$1`; may be empty.
    pub typed: String,
}

/// Where a fault stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Field {
    /// The draft as a whole.
    Draft,
    /// The goal line.
    Goal,
    /// How long before a stretch a word is said.
    Nudge,
    /// What a goal is called.
    GoalTitle,
    /// What a goal is good for.
    Why,
    /// By when a goal is to be done.
    Deadline,
    /// What happens when a goal is done.
    Reward,
    /// A sentence about a goal, to tell others.
    Teaser,
    /// All addresses of a goal.
    Links,
    /// One address of a goal.
    Link {
        /// Index into `links`.
        index: u32,
    },
    /// Minutes wanted in a week.
    Weekly,
    /// The area that a goal belongs to.
    Area,
    /// The next step.
    NextStep,
    /// All steps of a goal.
    Steps,
    /// One step of a goal.
    Step {
        /// Index into `steps`.
        index: u32,
    },
    /// When the weekly word comes.
    WeeklyAt,
    /// When the browser is to be quiet.
    Quiet,
    /// With whom a check-in is.
    Person,
    /// When a check-in is.
    CheckInDate,
    /// How often a check-in comes again.
    Every,
    /// The days of one part.
    Days {
        /// Index into `schedule`.
        part: u32,
    },
    /// Which days of a month, of one part.
    Nth {
        /// Index into `schedule`.
        part: u32,
    },
    /// How many weeks or months lie between, of one part.
    Interval {
        /// Index into `schedule`.
        part: u32,
    },
    /// The first date of one part.
    From {
        /// Index into `schedule`.
        part: u32,
    },
    /// The last date of one part.
    Until {
        /// Index into `schedule`.
        part: u32,
    },
    /// One single date of one part, or all of them.
    Date {
        /// Index into `schedule`.
        part: u32,
        /// Index into its `dates`.
        index: u32,
    },
    /// One stretch of one part, or all of them.
    Stretch {
        /// Index into `schedule`.
        part: u32,
        /// Index into its `stretches`.
        index: u32,
    },
    /// The zone of a rule or of the settings.
    Zone,
    /// The first moment of an exception.
    ExceptionFrom,
    /// The end of an exception.
    ExceptionUntil,
    /// The groups that an exception lets through.
    ExceptionGroups,
    /// The date to which an occurrence is moved.
    MoveDate,
    /// The stretch to which an occurrence is moved.
    MoveStretch,
    /// Sites and groups together.
    Sites,
    /// The name of a group.
    GroupName,
    /// One site of its own.
    Site {
        /// Index into `sites`.
        index: u32,
    },
    /// Minutes of a focus or an override.
    Minutes,
    /// Why one goes back.
    Reason,
    /// What an override opens.
    Scope,
    /// Who or what pulled.
    Puller,
    /// The note of an override.
    Note,
    /// A line to put aside.
    Parked,
    /// How often and for how long a rule opens.
    Cap,
    /// The date before which entries are to go.
    LogBefore,
}

/// What is wrong. Each has its sentence in `_locales` as `fault_<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The goal line is over 200 characters.
    GoalTooLong,
    /// A word before a stretch by more than 60 minutes.
    NudgeRange,
    /// The title of a goal is empty, over 200 characters, or has a character as in
    /// [`Self::GroupName`].
    GoalTitle,
    /// Another goal that has not ended is called the same.
    GoalTitleTaken,
    /// There are 1,000 goals.
    TooManyGoals,
    /// A deadline that is past when it is set.
    DeadlinePast,
    /// A text of a goal over 500 characters.
    TextLong,
    /// The area of a goal over 60 characters.
    AreaLong,
    /// An address with a scheme other than http and https (`javascript:`, `file:`).
    LinkScheme,
    /// Not an address.
    LinkUnreadable,
    /// An address over 2,000 characters.
    LinkLong,
    /// More than 20 addresses.
    TooManyLinks,
    /// More minutes than a week has.
    WeeklyRange,
    /// A step over 500 characters.
    StepLong,
    /// A step that says nothing.
    StepEmpty,
    /// It is for no goal that has not ended: one is to be chosen first.
    NoGoal,
    /// More than 200 steps.
    TooManySteps,
    /// The name of a person over 80 characters, or with a character as in [`Self::GroupName`].
    PersonName,
    /// A check-in that is past when it is set.
    CheckInPast,
    /// A check-in every more than 52 weeks.
    EveryRange,
    /// There are 50 check-ins.
    TooManyCheckIns,
    /// No part with days and stretches at all, or more than 14.
    PartCount,
    /// No day is chosen.
    NoDays,
    /// No stretch is given, or more than 24 in one part.
    StretchCount,
    /// A time is not `HH:MM`.
    TimeUnreadable,
    /// From equals to.
    StretchEmpty,
    /// Two stretches of one part overlap.
    StretchOverlap,
    /// The stretches of one day add up to more than 24 hours.
    DayOverfull,
    /// Not a date (`2026-02-30`), or not `YYYY-MM-DD`.
    DateUnreadable,
    /// A `dates` part without a date, or with more than 400.
    DateCount,
    /// The last date lies before the first.
    UntilBeforeFrom,
    /// A date that is yet to come, where only what was is meant.
    DateAhead,
    /// An interval outside 1 to 520.
    IntervalRange,
    /// An interval above 1 has no first date to count from.
    IntervalNeedsFrom,
    /// No n-th of the month is chosen, or one outside 1 to 5 and -1 to -5.
    NthRange,
    /// Something is given that has no meaning for this repeat.
    PartMixed,
    /// A zone that the browser does not know.
    ZoneUnknown,
    /// An exception that ends before it begins, or when it begins.
    ExceptionEmpty,
    /// An exception that is over already.
    ExceptionPast,
    /// More than 400 exceptions.
    TooManyExceptions,
    /// An occurrence would be moved into the past.
    MovePast,
    /// There is no such occurrence, or it is over.
    OccurrenceGone,
    /// Neither a group nor a site is named.
    NoSites,
    /// More than 10,000 sites.
    TooManySites,
    /// A group that does not exist.
    GroupUnknown,
    /// The name of a group is empty, over 60 characters, or has a character that is not seen and
    /// controls others (Unicode's `Cc`, and those that turn the direction of writing).
    GroupName,
    /// A rule still names the group.
    GroupInUse,
    /// More than 200 groups.
    TooManyGroups,
    /// Nothing is left where the host should stand (`http://`).
    SiteEmpty,
    /// A space or a control character.
    SiteSpace,
    /// A scheme other than http and https (`chrome://`, `file:`).
    SiteScheme,
    /// A `*` in a host other than as `*.` before it.
    SiteWildcard,
    /// A `*` in a path that is not a whole segment, or `**` more than twice.
    SiteStar,
    /// Not a host name (an empty or over-long label, an odd character).
    SiteHost,
    /// Not a port number, 1 to 65535.
    SitePort,
    /// A query without a key, with one twice, or with more than two.
    SiteQuery,
    /// A `#`: what follows it never leaves the browser.
    SiteFragment,
    /// More than 500 characters.
    SiteLong,
    /// A public suffix alone (`co.uk`): where the browser knows them, or a page has their list.
    SiteSuffix,
    /// Minutes outside 1 to 720.
    MinutesRange,
    /// No reason is chosen.
    NoReason,
    /// The name of who or what pulled is over 80 characters, or has a character as in
    /// [`Self::GroupName`].
    PullerName,
    /// A note over 500 characters.
    NoteTooLong,
    /// It takes a sentence of 20 characters at least to go back.
    SentenceShort,
    /// A cap of more than 99 times, or of more minutes than a week has.
    CapRange,
    /// The time for a make-up stretch is past, too far ahead, or taken by something else.
    MakeUpTime,
    /// A line to put aside that says nothing.
    ParkEmpty,
    /// A line to put aside over 500 characters.
    ParkTooLong,
    /// 500 lines are put aside already.
    ParkFull,
    /// Nothing that the scope names is covered or dimmed now.
    ScopeOpen,
    /// The rule, focus or override does not exist (any more).
    Gone,
    /// A focus that has run for two minutes is not taken back: it is ended by going back to its end.
    FocusHolds,
    /// A focus needs at least one rule with sites.
    NothingSetUp,
    /// None of the sites is open in a tab.
    NoTabOpen,
    /// In a private window nothing is stored: what is to stay is changed in another.
    PrivateWindow,
}
