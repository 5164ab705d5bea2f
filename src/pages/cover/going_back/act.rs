//! The one deliberate act, as the rule asks for it, and what is said before it.

use leptos::prelude::*;
use ringfence_core::protocol::{Reason, WayBack};
use ringfence_pages::hold::Hold;
use ringfence_pages::times;
use ringfence_pages::words::{cap_per, counted, numbered, phrase, reason, word, word_with};

use super::form::Form;
use crate::Cover;

/// Which control stands there.
#[derive(Clone, Copy, PartialEq)]
enum Control {
    Press,
    Hold { seconds: u32, waits: bool },
}

/// The control that opens.
pub fn act(cover: Cover, form: Form, now: ReadSignal<i64>) -> impl IntoView {
    let length = move || {
        let minutes = form.minutes(cover, now.get());
        minutes.map_or_else(|| word("back_some_minutes"), times::length_in_minutes)
    };
    let press_label = Signal::derive(move || word_with("back_press", &[&length()]));
    let control = Memo::new(move |_| {
        // What is broken now is not held up: no hold, and the log says so.
        if form.why.get() == Some(Reason::Incident) {
            return Control::Press;
        }
        let choice = form.scope_chosen(cover);
        let seconds = choice.as_ref().map(|it| it.hold).unwrap_or_default();
        match choice.map(|it| it.way).unwrap_or_default() {
            WayBack::Press | WayBack::Sentence => Control::Press,
            WayBack::Hold => Control::Hold { seconds, waits: false },
            WayBack::HoldAndWait => Control::Hold { seconds, waits: true },
        }
    });
    let press = move |_| {
        if form.may_begin(cover) {
            form.send(cover);
        }
    };
    move || match control.get() {
        Control::Press => view! {
            <button class="btn wide now" type="button" on:click=press>{press_label}</button>
        }
        .into_any(),
        Control::Hold { seconds, waits } => view! {
            <Hold
                label=Signal::derive(move || word_with("back_hold", &[&length()]))
                press_label=press_label
                seconds=seconds
                waits=waits
                may_begin=move || form.may_begin(cover)
                done=move || form.send(cover)
            />
        }
        .into_any(),
    }
}

/// "This is the 7th time for “habit”. You asked for 5 minutes; it took 23."
pub fn honest(cover: Cover, form: Form) -> impl IntoView {
    let of_reason = Memo::new(move |_| {
        let why = form.why.get()?;
        cover.covered.with(|covered| covered.honest.iter().find(|it| it.reason == why).cloned())
    });
    move || {
        of_reason.get().map(|it| {
            let why = view! { <span class="yours">{reason(it.reason)}</span> }.into_any();
            let time = numbered("honest_time", it.times.saturating_add(1));
            let first = phrase("honest_this_is", vec![time.into_any(), why]);
            let (asked, took) =
                (times::length_in_minutes(it.asked), times::length_in_minutes(it.took));
            view! { <p class="honest">{first} " " {word_with("honest_took", &[&asked, &took])}</p> }
        })
    }
}

/// That a rule's way back takes a sentence, and why.
pub fn sentence_line(cover: Cover, form: Form, now: ReadSignal<i64>) -> impl IntoView {
    let line = Memo::new(move |_| {
        if !form.takes_sentence(cover, now.get()) {
            return None;
        }
        let choice = form.scope_chosen(cover)?;
        let capped = choice.cap.filter(|_| choice.way != WayBack::Sentence);
        let Some(cap) = capped else { return Some(word("back_sentence")) };
        let per = cap_per(cap.per);
        let left = choice.left.unwrap_or_default();
        let line = if left > 0 {
            word_with("back_cap_left", &[&times::length_in_minutes(left), &per])
        } else if cap.times > 0 {
            counted("back_cap_times", cap.times as usize, &[&per])
        } else {
            word_with("back_cap_minutes", &[&times::length_in_minutes(cap.minutes), &per])
        };
        Some([line, word("back_sentence")].join(" "))
    });
    move || line.get().map(|line| view! { <p class="notice cap-line">{line}</p> })
}
