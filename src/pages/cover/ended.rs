//! The end of the time, before the person's eyes: what came of it, and the way on. The page goes on when
//! told to, or by itself once it has been left alone for a minute.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::*;
use ringfence_pages::close_out::CloseOut;
use ringfence_pages::live;
use ringfence_pages::parts::{Brand, focus_when_there};
use ringfence_pages::ring::{Ring, RingState};
use ringfence_pages::times;
use ringfence_pages::words::{phrase, word, word_with};
use wasm_bindgen_futures::spawn_local;

use crate::covered::hero;
use crate::place::Place;
use crate::{Cover, Stage};

/// How long nobody touches a page that goes on by itself, in milliseconds.
const ALONE: f64 = 60_000.0;

/// The cover after its end.
pub fn ended(cover: Cover) -> impl IntoView {
    go_on_when_left_alone(cover);
    let onward = NodeRef::new();
    focus_when_there(onward);
    let host = cover.live.view.with_untracked(|view| view.host.clone());
    let has_way_on = cover.place.with_value(Place::stands_for_a_navigation) && !host.is_empty();
    let close_out = Memo::new(move |_| cover.live.view.with(|view| view.close_out.clone()));
    let label = if has_way_on {
        phrase("cover_continue", vec![view! { <span class="exact">{host}</span> }.into_any()])
    } else {
        word("cover_close").into_any()
    };
    view! {
        <div class="cover">
            <div class="cover-top"><Brand/></div>
            <div class="cover-heart">
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
                {move || close_out.get().map(|it| view! { <CloseOut close_out=it/> })}
                <div class="cover-end">
                    <button
                        class="btn"
                        // While it is asked what came of the time, the answer comes first.
                        class:first=move || close_out.with(Option::is_none)
                        type="button"
                        node_ref=onward
                        on:click=move |_| cover.leave()
                    >
                        {label}
                    </button>
                    {has_way_on.then(|| view! { <p class="hint">{word("cover_continues")}</p> })}
                </div>
            </div>
        </div>
    }
}

/// Waits until nobody has touched the page for a minute, counted from its end. A page that nobody
/// sees stays: it goes on when it is next seen.
fn go_on_when_left_alone(cover: Cover) {
    let touched = StoredValue::new(times::moment());
    for name in ["pointerdown", "pointermove", "wheel", "keydown"] {
        live::listen(&document(), name, move || {
            let _ = touched.try_set_value(times::moment());
        });
    }
    spawn_local(async move {
        while let Some(touched) = touched.try_get_value() {
            let left = touched + ALONE - times::moment();
            if left <= 0.0 {
                if cover.stage.get_untracked() == Stage::Ended && live::is_visible() {
                    cover.leave();
                }
                return;
            }
            sleep(Duration::from_secs_f64(left / 1_000.0)).await;
        }
    });
}
