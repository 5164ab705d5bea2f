//! What crosses the boundary between core, shell and pages: the product's table of contents.
//!
//! * [`CoreEvent`]: everything that can happen, with who may send it. A page of ours (or a person
//!   at its console) sends one as a plain object with `runtime.sendMessage`; the example of every
//!   event stands below and is checked by a test.
//! * [`Around`]: what the shell sees of the browser at that moment, passed with every event.
//! * [`Turn`]: what one event comes to: a [`Reply`] for its sender and [`CoreEffect`]s to perform.
//! * [`Posture`]: the whole outside state that is wanted now; the shell makes reality match it.
//! * Views ([`View`]): what one page shows. Drafts ([`RuleDraft`], [`OverrideDraft`]): what a form
//!   sends; they may be wrong, and every [`Fault`] comes back with its field.
//!
//! Shapes: enums are objects with a `type` in `snake_case`; instants are whole milliseconds since
//! 1970-01-01T00:00Z; wall times are `"HH:MM"` and dates `"YYYY-MM-DD"` text in drafts; days are `"mon"` to `"sun"`.
//! No `Map`, no `undefined`, no `NaN` crosses (`runtime.sendMessage` would lose them).
//!
#![doc = include_str!("examples.md")]

mod around;
mod draft;
mod effect;
mod entry;
mod event;
mod fault;
mod goals;
mod nudges;
mod page;
mod posture;
pub mod read;
mod read_goals;
pub mod read_log;
pub mod read_rules;
mod sender;
mod view;
mod view_back;
mod view_check_in;
mod view_options;
mod view_popup;
mod view_sites;
mod wire;
mod words;

pub use around::{Around, Sender, Stands, TabSeen};
pub use draft::{
    CapDraft, ExceptionDraft, GroupDraft, MoveDraft, OccurrenceDraft, OccurrenceKey, OverrideDraft,
    PartDraft, Repeat, RuleDraft, ScopeDraft, SettingsDraft, SiteHome, StretchDraft,
};
pub use effect::{AsideText, CoreEffect, OwnPage, Realm, Reply, SlotText, Stored, Turn};
pub use entry::{Entry, GoalChange, LogRow, OverrideEnding, RuleChange};
pub use event::CoreEvent;
pub use fault::{Fault, FaultKind, Field};
pub use goals::{
    AheadView, AimView, CheckInDraft, Feel, GoalDraft, GoalEnd, GoalView, NudgesDraft, Pool,
    PromisesDraft, ShareView, StepDraft, WeeklyDraft,
};
pub use nudges::{
    BetterDay, ButtonLabel, CloseOutView, GoalChoice, Moment, Notice, NoticeButton, NudgeKey,
    NudgeView, NudgeWord, StepHome, Suggestion, WeeklyView,
};
pub use page::Page;
pub use posture::{
    Alarm, AlarmName, Badge, ContentScript, Line, NetworkAction, NetworkRule, Posture, Script,
    SessionRule, TabLine, TabVeil,
};
pub use view::{LogPage, PanelView, TabVerdict, View, WelcomeView};
pub use view_back::{
    CoverState, CoverView, HonestView, MakeUpView, OverrideView, OwedView, ScopeChoice,
};
pub use view_check_in::{
    CheckInLine, CheckInView, HeldView, PromiseState, PromiseView, PulledView, SaidView,
};
pub use view_options::{BlockView, ExceptionView, OptionsView, RuleView, WaitView};
pub use view_popup::{
    GraceView, HealthLine, HomeView, NextView, NoteView, ParkedView, PopupState, PopupView,
    ProtectedView,
};
pub use view_sites::{AboutView, GroupView, GroupWaitView, RuleOutcome, TrailView, TryView};
pub use words::{
    CapPer, Day, ExceptionKind, ExcusedBy, Instead, Lead, Mode, Reason, TabTitle, WayBack,
};
