//! The end of the time, before the person's eyes: what came of it, the line that was being written, and the
//! way on. In front of the person the page stays until that is pressed. Where nobody looks, it goes on by
//! itself when it is next seen.

use leptos::prelude::*;
use ringfence_pages::close_out::CloseOut;
use ringfence_pages::live;
use ringfence_pages::park::Caret;
use ringfence_pages::parts::{focus_when_there, is_writing};
use ringfence_pages::ring::{Ring, RingState};
use ringfence_pages::times;
use ringfence_pages::words::{phrase, word, word_with};

use crate::covered::hero;
use crate::place::Place;
use crate::{Cover, Stage};

/// How long nobody has touched a page that goes on when it is seen again, in milliseconds.
const ALONE: f64 = 60_000.0;

/// The hour is over: from now on the page shows that.
pub fn end(cover: Cover) {
    if cover.stage.get_untracked() == Stage::Ended {
        return;
    }
    cover.alone.set_value(live::is_visible().then(times::moment));
    let is_replaced = cover.stage.get_untracked() == Stage::GoingBack;
    cover.caret.set_value(Caret::now().filter(|_| is_replaced));
    cover.takes_focus.set_value(!is_writing());
    cover.stage.set(Stage::Ended);
}

/// Whether the page, seen again after its end, waits to be pressed: the end was seen before, and it was
/// touched within the last minute or asks for something.
pub fn stays(cover: Cover) -> bool {
    let Some(alone) = cover.alone.get_value() else { return false };
    let is_over = cover.stage.get_untracked() == Stage::Ended;
    let asks = cover.live.view.with_untracked(|view| view.close_out.is_some());
    is_over && (asks || times::moment() - alone < ALONE)
}

/// Notes when the page is touched, once its end was seen.
pub fn note_touches(cover: Cover) {
    for name in ["pointerdown", "pointermove", "wheel", "keydown", "input"] {
        live::listen(&document(), name, move || {
            cover.alone.update_value(|alone| *alone = alone.map(|_| times::moment()));
        });
    }
}

/// What the time was for.
pub fn fence(cover: Cover) -> impl IntoView {
    view! {
        <div class="fence">
            <Ring state=RingState::Open/>
            {move || hero(&cover.goal(), &cover.aim())}
            <p class="gate" role="status">
                <strong>{word("cover_was_yours")}</strong>
                <span class="small soft">
                    {move || word_with("cover_was_until", &[&times::clock(cover.until())])}
                </span>
            </p>
        </div>
    }
}

/// What came of it, while that is asked.
pub fn close_out(cover: Cover) -> impl IntoView {
    let asked = Memo::new(move |_| cover.live.view.with(|view| view.close_out.clone()));
    // One stays as it is being written, also when its goal changes elsewhere.
    let end = Memo::new(move |_| asked.with(|it| it.as_ref().map(|it| it.end)));
    move || {
        let now = end.get().and(asked.get_untracked());
        now.map(|it| view! { <CloseOut asked=asked close_out=it/> })
    }
}

/// The one thing to press: on to the address, or this tab is closed.
pub fn way_on(cover: Cover) -> impl IntoView {
    let onward = NodeRef::new();
    if cover.takes_focus.get_value() {
        focus_when_there(onward);
    }
    let host = cover.live.view.with_untracked(|view| view.host.clone());
    let has_way_on = cover.place.with_value(Place::stands_for_a_navigation) && !host.is_empty();
    let asks = Memo::new(move |_| cover.live.view.with(|view| view.close_out.is_some()));
    let label = if has_way_on {
        phrase("cover_continue", vec![view! { <span class="exact">{host}</span> }.into_any()])
    } else {
        word("cover_close").into_any()
    };
    view! {
        <div class="cover-end">
            <button
                class="btn"
                // While it is asked what came of the time, the answer comes first.
                class:first=move || !asks.get()
                type="button"
                node_ref=onward
                on:click=move |_| cover.leave()
            >
                {label}
            </button>
        </div>
    }
}
