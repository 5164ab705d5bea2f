//! Gone back for a while: what is open until when, and "I'm back".

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, OverrideView, PopupView};
use ringfence_pages::countdown::now_until;
use ringfence_pages::live::Live;
use ringfence_pages::parts::focus_when_there;
use ringfence_pages::ring::{Ring, RingState};
use ringfence_pages::shell;
use ringfence_pages::times;
use ringfence_pages::words::{counted, reason, word, word_with};

use crate::protected::protected_time;

/// The face of a running override; more than one stand below each other, the newest first.
pub fn away(live: Live<PopupView>) -> impl IntoView {
    let view = live.view;
    let goal =
        move || view.with(protected_time).map(|time| time.goal).filter(|goal| !goal.is_empty());
    let ids = Memo::new(move |_| {
        view.with(|view| view.overrides.iter().map(|granted| granted.id).collect::<Vec<_>>())
    });
    let parts = move || {
        let mut ids = ids.get().into_iter();
        let first = ids.next().map(|id| granted(live, id, true));
        (first, ids.map(|id| granted(live, id, false)).collect_view())
    };
    view! {
        <section class="popup-state">{parts}</section>
        {move || goal().map(|goal| view! {
            <div class="popup-part">
                <p class="small soft">{word("popup_waiting")}</p>
                <p class="yours waiting">{goal}</p>
            </div>
        })}
    }
}

/// One override. Only the first takes focus and is amber.
fn granted(live: Live<PopupView>, id: u32, first: bool) -> impl IntoView {
    let this = Memo::new(move |_| {
        live.view.with(|view| view.overrides.iter().find(|granted| granted.id == id).cloned())
    });
    let of = move |read: fn(&OverrideView) -> i64| {
        this.with(|this| this.as_ref().map(read).unwrap_or_default())
    };
    let until = Signal::derive(move || of(|granted| granted.until));
    let now = now_until(until, move || live.refresh());
    let ring = Signal::derive(move || {
        RingState::Away(RingState::passed(of(|granted| granted.start), until.get(), now.get()))
    });
    let heading = move || {
        let clock = times::clock(until.get());
        match this.get().map(|granted| granted.label).filter(|label| !label.is_empty()) {
            Some(label) => word_with("popup_away", &[&label, &clock]),
            None => word_with("popup_away_everything", &[&clock]),
        }
    };
    let left = move || {
        let left = times::minutes_between(now.get(), until.get()).to_string();
        word_with("popup_away_left", &[&left, &of(|granted| granted.minutes.into()).to_string()])
    };
    let back = NodeRef::new();
    if first {
        focus_when_there(back);
    }
    view! {
        <div class="popup-override">
            <div class="row">
                <Ring state=ring/>
                <div>
                    <h1>{heading}</h1>
                    <p class="soft num">{left}</p>
                </div>
            </div>
            <p class="soft away">{move || this.get().map(|granted| why(&live.view.get(), &granted))}</p>
            <button
                class="btn wide"
                class:first=first
                type="button"
                node_ref=back
                on:click=move |_| shell::tell(&CoreEvent::EndOverride { id })
            >
                {word("popup_back")}
            </button>
        </div>
    }
}

/// "A promise for today. Chat and Review queue stay covered."
fn why(view: &PopupView, granted: &OverrideView) -> String {
    let reason = reason(granted.reason);
    match view.covers.len() {
        0 => word_with("popup_away_why", &[&reason]),
        count => counted("popup_away_why_rest", count, &[&reason, &times::list(&view.covers)]),
    }
}
