//! Tabs that are given a moment before they are covered: a call, or somebody who is typing.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, GraceView, Line, PopupView};
use ringfence_pages::live::Live;
use ringfence_pages::shell;
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};

/// The tabs, while there are any.
pub fn graces(live: Live<PopupView>) -> impl IntoView {
    let graces = Memo::new(move |_| live.view.with(|view| view.graces.clone()));
    move || graces.get().into_iter().map(grace).collect_view()
}

fn grace(grace: GraceView) -> impl IntoView {
    let GraceView { tab, site, line } = grace;
    let why = match line {
        Line::Typing { until } => word_with("popup_grace_typing", &[&times::clock(until)]),
        // Of overrides the popup tells by themselves.
        Line::Call {} | Line::Closing { .. } => word("line_call"),
    };
    let label = word_with("popup_grace_cover", &[&site]);
    view! {
        <div class="popup-part grace">
            <p><span class="exact">{site}</span></p>
            <p class="small soft">{why}</p>
            <button
                class="btn wide"
                type="button"
                aria-label=label
                on:click=move |_| shell::tell(&CoreEvent::CoverNow { tab })
            >
                {word("line_cover_now")}
            </button>
        </div>
    }
}
