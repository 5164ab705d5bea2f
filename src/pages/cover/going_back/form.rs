//! What is chosen and typed so far, and what is sent of it.

use leptos::prelude::*;
use ringfence_core::grant::{LONGEST, minutes_are_good};
use ringfence_core::protocol::{
    CoreEvent, Fault, FaultKind, Field, Instead, OverrideDraft, Reason, ScopeChoice, ScopeDraft,
};
use ringfence_core::way_back::{is_sentence, take_sentence};
use ringfence_pages::draft::{Draft, Slot};
use ringfence_pages::fault::Faults;
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::times::{self, MINUTE};
use wasm_bindgen_futures::spawn_local;

use crate::place::Place;
use crate::{Cover, Stage};

/// What can be chosen without typing, in minutes.
pub const MINUTES: [u32; 4] = [5, 10, 15, 30];

/// For how long.
#[derive(Clone, Copy, PartialEq)]
pub enum Length {
    Minutes(u32),
    /// Until this address opens by itself.
    Until,
    /// What is typed.
    Typed,
}

/// What is chosen so far.
#[derive(Clone, Copy)]
pub struct Form {
    pub why: RwSignal<Option<Reason>>,
    /// None while the narrowest scope stands, whichever that is.
    pub scope: RwSignal<Option<ScopeDraft>>,
    pub length: RwSignal<Length>,
    /// Minutes, as typed.
    pub typed: RwSignal<String>,
    pub puller: Draft,
    pub note: Draft,
    pub instead: RwSignal<Option<Instead>>,
    pub faults: Faults,
    /// The background did not answer.
    pub silent: RwSignal<bool>,
}

impl Form {
    /// Nothing is chosen yet; for who ends protected time it is everything, until its end.
    pub fn new(place: &Place) -> Self {
        let ends = place.ends;
        let scope = ends.then_some(ScopeDraft::Everything {});
        let length = if ends { Length::Until } else { Length::Minutes(MINUTES[0]) };
        Self {
            why: RwSignal::new(None),
            scope: RwSignal::new(scope),
            length: RwSignal::new(length),
            typed: RwSignal::new(String::new()),
            puller: Draft::of(Slot::Puller, place.url.as_str()),
            note: Draft::of(Slot::Note, place.url.as_str()),
            instead: RwSignal::new(None),
            faults: RwSignal::new(Vec::new()),
            silent: RwSignal::new(false),
        }
    }

    /// The next time is asked anew; what is typed by then stays.
    fn begin_anew(self) {
        self.why.set(None);
        self.instead.set(None);
        self.choose(Length::Minutes(MINUTES[0]));
        self.faults.set(Vec::new());
    }

    /// What was typed before is no longer meant.
    pub fn choose(self, length: Length) {
        self.typed.set(String::new());
        self.length.set(length);
    }

    pub fn scope_chosen(self, cover: Cover) -> Option<ScopeChoice> {
        let wanted = self.scope.get();
        cover.covered.with(|covered| {
            let same = |choice: &&ScopeChoice| Some(&choice.scope) == wanted.as_ref();
            covered.scopes.iter().find(same).or_else(|| covered.scopes.first()).cloned()
        })
    }

    /// The minutes asked for; none if what is typed is no number of them.
    pub fn minutes(self, cover: Cover, now: i64) -> Option<u32> {
        match self.length.get() {
            Length::Minutes(minutes) => Some(minutes),
            Length::Until => u32::try_from(minutes_left(cover, now)).ok(),
            Length::Typed => {
                let typed = self.typed.with(|typed| typed.trim().parse().ok());
                typed.filter(|minutes| minutes_are_good(*minutes))
            }
        }
    }

    /// Whether it takes a sentence to go back as chosen.
    pub fn takes_sentence(self, cover: Cover, now: i64) -> bool {
        let reason = self.why.get().unwrap_or(Reason::Other);
        let minutes = self.minutes(cover, now).unwrap_or_default();
        let choice = self.scope_chosen(cover);
        choice.is_some_and(|it| take_sentence(it.way, it.left, reason, minutes))
    }

    pub fn send(self, cover: Cover) {
        let Some(choice) = untrack(|| self.scope_chosen(cover)) else { return };
        // What is no number of minutes is refused as none.
        let minutes = untrack(|| self.minutes(cover, times::now())).unwrap_or_default();
        let draft = OverrideDraft {
            scope: choice.scope,
            minutes,
            reason: self.why.get_untracked(),
            puller: self.puller.text_now(),
            note: self.note.text_now(),
            instead: self.instead.get_untracked(),
        };
        let (puller, note) = (draft.puller.clone(), draft.note.clone());
        let answer = shell::send(&CoreEvent::RequestOverride { draft });
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Refused(faults)) => self.faults.set(faults),
                Ok(Answer::Done(_)) => {
                    self.puller.was_sent(&puller);
                    self.note.was_sent(&note);
                    self.begin_anew();
                    granted(cover);
                }
                Err(NotRunning) => self.silent.set(true),
            }
        });
    }

    /// Nobody holds only to be asked why, for how long, or for a sentence.
    pub fn may_begin(self, cover: Cover) -> bool {
        let has_minutes = untrack(|| self.minutes(cover, times::now())).is_some();
        let lacks_sentence = untrack(|| self.takes_sentence(cover, times::now()))
            && !is_sentence(&self.note.text_now());
        let faults = [
            (self.why.get_untracked().is_some(), Field::Reason, FaultKind::NoReason),
            (has_minutes, Field::Minutes, FaultKind::MinutesRange),
            (!lacks_sentence, Field::Note, FaultKind::SentenceShort),
        ];
        let faults = faults.into_iter().filter(|(is_good, _, _)| !is_good);
        let faults = faults.map(|(_, field, kind)| Fault { field, kind, typed: String::new() });
        self.faults.set(faults.collect());
        self.faults.with_untracked(Vec::is_empty)
    }
}

/// Whole minutes until the address opens by itself, as long as an override may take.
pub fn minutes_left(cover: Cover, now: i64) -> i64 {
    let left = cover.until() - now;
    ((left + MINUTE - 1) / MINUTE).clamp(1, i64::from(LONGEST))
}

/// What was opened may be another site than the one this page stands for: the next view tells.
fn granted(cover: Cover) {
    if cover.place.with_value(Place::stands_for_a_navigation) {
        cover.stage.set(Stage::Covered);
        cover.live.refresh();
    } else {
        cover.leave();
    }
}
