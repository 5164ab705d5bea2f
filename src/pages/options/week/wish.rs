//! What is chosen and typed about one block, before it is sent.

use leptos::prelude::*;
use ringfence_core::date::{DAY_MINUTES, Date};
use ringfence_core::part::clock_text;
use ringfence_core::protocol::{BlockView, Reason};
use ringfence_core::wall::CivilMinutes;
use ringfence_pages::unsaved::ask_before_leaving;
use ringfence_pages::zone;

use super::Week;
use crate::follow::follow;

/// What is asked before it happens.
#[derive(Clone, Copy, PartialEq)]
pub enum Ask {
    Skip,
    Move,
}

/// What is chosen and typed about one occurrence. It outlives a change of its block elsewhere.
#[derive(Clone, Copy, PartialEq)]
pub struct Wish {
    pub asked: RwSignal<Option<Ask>>,
    pub why: RwSignal<Option<Reason>>,
    /// Where to.
    pub date: RwSignal<String>,
    pub from: RwSignal<String>,
    pub to: RwSignal<String>,
    /// Where the block stands: date, from and to.
    stands: RwSignal<[String; 3]>,
}

impl Wish {
    fn of(week: Week, block: &BlockView) -> Self {
        let stands = standing(week, block);
        let [date, from, to] = stands.clone().map(RwSignal::new);
        let (asked, why) = (RwSignal::new(None), RwSignal::new(None));
        Self { asked, why, date, from, to, stands: RwSignal::new(stands) }
    }

    /// The block stands there now; what was typed stays.
    pub fn follow(self, now: [String; 3]) {
        let before = self.stands.get_untracked();
        for (typed, (before, now)) in self.typed().into_iter().zip(before.iter().zip(&now)) {
            follow(typed, before, now);
        }
        self.stands.set(now);
    }

    /// It has happened.
    pub fn has_happened(self) {
        self.asked.set(None);
        self.why.set(None);
        for (typed, stands) in self.typed().into_iter().zip(self.stands.get_untracked()) {
            typed.set(stands);
        }
    }

    fn typed(self) -> [RwSignal<String>; 3] {
        [self.date, self.from, self.to]
    }

    fn is_unsaved(self) -> bool {
        let is_moved = || self.typed().map(|it| it.get()) != self.stands.get();
        self.asked
            .get()
            .is_some_and(|ask| self.why.get().is_some() || (ask == Ask::Move && is_moved()))
    }
}

/// The chosen block, and what is wished of it. It stays when the form beside it is made anew.
#[derive(Clone, Copy)]
pub struct Chosen {
    pub block: Memo<Option<BlockView>>,
    pub wish: Memo<Option<Wish>>,
}

impl Chosen {
    /// Follows what is chosen in the calendar.
    pub fn of(week: Week) -> Self {
        let block = Memo::new(move |_| {
            let chosen = week.chosen.get()?;
            // Of a cut or moved one the piece that holds.
            week.blocks.with(|blocks| {
                let of_it = blocks.iter().filter(|it| it.occurrence == chosen && !it.waits);
                of_it.min_by_key(|it| (it.excused.is_some(), it.start)).cloned()
            })
        });
        let key = Memo::new(move |_| block.with(|it| it.as_ref().map(|it| it.occurrence.clone())));
        let wish = Memo::new(move |_| {
            key.get().and(block.get_untracked()).map(|block| Wish::of(week, &block))
        });
        ask_before_leaving(move || wish.get().is_some_and(Wish::is_unsaved));
        Self { block, wish }
    }
}

/// Where a block stands by its rule's wall, as fields hold it: date, from and to.
pub fn standing(week: Week, block: &BlockView) -> [String; 3] {
    let zone = week.rule(block.occurrence.rule).map(|rule| rule.draft.zone).unwrap_or_default();
    let (start, end) = (zone::civil_in(&zone, block.start), zone::civil_in(&zone, block.end));
    [Date::of(start).to_string(), clock(start), clock(end)]
}

/// `HH:MM` of a wall.
fn clock(civil: CivilMinutes) -> String {
    clock_text(u16::try_from(civil.rem_euclid(DAY_MINUTES)).unwrap_or_default())
}
