//! One part of a rule as it is typed: the terms by which its dates come again, and its stretches.

use leptos::prelude::*;
use ringfence_core::protocol::{Day, PartDraft, Repeat, StretchDraft};

use crate::times;

/// Some dates and the stretches they have in common. Its key stays its own while others come and go.
#[derive(Clone, Copy, PartialEq)]
pub struct Part {
    /// Tells parts apart.
    pub key: usize,
    /// How its dates come again.
    pub repeat: RwSignal<Repeat>,
    /// Every so many weeks or months, as typed.
    pub interval: RwSignal<String>,
    /// The chosen days.
    pub days: RwSignal<Vec<Day>>,
    /// Which of those days in a month.
    pub nth: RwSignal<Vec<i32>>,
    /// The first date, or nothing.
    pub from: RwSignal<String>,
    /// The last date, or nothing.
    pub until: RwSignal<String>,
    /// Single dates.
    pub dates: RwSignal<Vec<Dated>>,
    /// The stretches.
    pub stretches: RwSignal<Vec<Typed>>,
    /// Whether nobody has touched it yet: what is drawn in the calendar takes its place.
    fresh: bool,
}

/// A single date as typed.
#[derive(Clone, Copy, PartialEq)]
pub struct Dated {
    /// Tells dates apart.
    pub key: usize,
    /// `YYYY-MM-DD`, or nothing yet.
    pub date: RwSignal<String>,
}

/// A stretch as typed.
#[derive(Clone, Copy, PartialEq)]
pub struct Typed {
    /// Tells stretches apart.
    pub key: usize,
    /// `HH:MM`, or nothing yet.
    pub from: RwSignal<String>,
    /// `HH:MM`, or nothing yet, as a time field shows it: the day's end is its midnight.
    pub to: RwSignal<String>,
}

/// The end of a day in drafts. No time field can show it.
const DAY_END: &str = "24:00";
/// The same on a clock.
const MIDNIGHT: &str = "00:00";

impl Part {
    /// The part of a draft, with its key.
    #[must_use]
    pub fn of((key, part): (usize, &PartDraft)) -> Self {
        let stretches = part.stretches.iter().enumerate();
        let typed = |(key, stretch): (usize, &StretchDraft)| Typed::of(key, stretch);
        let dates = part.dates.iter().enumerate();
        Self {
            key,
            repeat: RwSignal::new(part.repeat),
            interval: RwSignal::new(part.interval.to_string()),
            days: RwSignal::new(part.days.clone()),
            nth: RwSignal::new(part.nth.clone()),
            from: RwSignal::new(part.from.clone()),
            until: RwSignal::new(part.until.clone()),
            dates: RwSignal::new(dates.map(|(key, date)| Dated::of(key, date)).collect()),
            stretches: RwSignal::new(stretches.map(typed).collect()),
            fresh: false,
        }
    }

    /// A part with no days and one evening stretch, to begin with.
    #[must_use]
    pub fn fresh(key: usize) -> Self {
        let evening = StretchDraft { from: "18:00".to_owned(), to: "20:00".to_owned() };
        Self { fresh: true, ..Self::of((key, &weekly(Vec::new(), vec![evening]))) }
    }

    /// What is meant. Terms of another way to come again are not shown, and not meant.
    #[must_use]
    pub fn draft(self) -> PartDraft {
        let stretches = self.stretches.get().into_iter().map(Typed::draft).collect();
        let repeat = self.repeat.get();
        if repeat == Repeat::Dates {
            let dates = self.dates.get().into_iter().map(|it| it.date.get()).collect();
            return PartDraft { repeat, dates, ..weekly(Vec::new(), stretches) };
        }
        let nth = if repeat == Repeat::Monthly { self.nth.get() } else { Vec::new() };
        PartDraft {
            repeat,
            // What is no number is out of range like nought.
            interval: self.interval.get().trim().parse().unwrap_or_default(),
            nth,
            from: self.from.get(),
            until: self.until.get(),
            ..weekly(self.days.get(), stretches)
        }
    }

    /// Whether it is nothing but hours on days of every week.
    #[must_use]
    pub fn is_plain(self) -> bool {
        let draft = self.draft();
        draft == weekly(draft.days.clone(), draft.stretches.clone())
    }

    /// Whether a stretch on a day of the week belongs to it alone.
    pub(super) fn takes(self, day: Day) -> bool {
        let untouched = self.fresh && self.days.with(Vec::is_empty);
        untouched || (self.is_plain() && self.days.with(|days| days.as_slice() == [day]))
    }

    /// Adds a stretch on a day that it takes.
    pub(super) fn add(self, day: Day, stretch: &StretchDraft) {
        let fresh = self.days.with_untracked(Vec::is_empty);
        self.days.set(vec![day]);
        self.stretches.update(|stretches| {
            let key = stretches.iter().map(|it| it.key + 1).max().unwrap_or_default();
            if fresh {
                stretches.clear();
            }
            stretches.push(Typed::of(key, stretch));
        });
    }
}

impl Dated {
    /// A date of the form.
    #[must_use]
    pub fn of(key: usize, date: &str) -> Self {
        Self { key, date: RwSignal::new(date.to_owned()) }
    }
}

impl Typed {
    /// A stretch of the form.
    #[must_use]
    pub fn of(key: usize, stretch: &StretchDraft) -> Self {
        let to = if stretch.to == DAY_END { MIDNIGHT } else { &stretch.to };
        let (from, to) = (stretch.from.clone(), to.to_owned());
        Self { key, from: RwSignal::new(from), to: RwSignal::new(to) }
    }

    /// What is meant. To midnight is to the end of the day, also from midnight: the whole day.
    #[must_use]
    pub fn draft(self) -> StretchDraft {
        let to = self.to.get();
        let to = if to == MIDNIGHT { DAY_END.to_owned() } else { to };
        StretchDraft { from: self.from.get(), to }
    }

    /// The stretch in words.
    #[must_use]
    pub fn in_words(self) -> String {
        let StretchDraft { from, to } = self.draft();
        times::stretch(&from, &to)
    }

    /// Whether it is a whole day, which its two fields alone do not say.
    #[must_use]
    pub fn is_whole_day(self) -> bool {
        let StretchDraft { from, to } = self.draft();
        from == MIDNIGHT && to == DAY_END
    }
}

/// Hours on days of every week.
#[must_use]
pub fn weekly(days: Vec<Day>, stretches: Vec<StretchDraft>) -> PartDraft {
    PartDraft {
        repeat: Repeat::Weekly,
        interval: 1,
        days,
        nth: Vec::new(),
        from: String::new(),
        until: String::new(),
        dates: Vec::new(),
        stretches,
    }
}
