//! The rail: where one can go, and at its foot what holds now.

use leptos::prelude::*;
use ringfence_core::protocol::{OptionsView, PopupState, ProtectedView};
use ringfence_pages::countdown::now_until;
use ringfence_pages::live::Live;
use ringfence_pages::parts::Brand;
use ringfence_pages::ring::{Ring, RingState};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};

use crate::Section;

/// The navigation.
pub fn rail(live: Live<OptionsView>, section: RwSignal<Section>) -> impl IntoView {
    let link = |it: Section| {
        let current = move || (section.get() == it).then_some("page");
        view! { <li><a href=it.fragment() aria-current=current>{it.name()}</a></li> }
    };
    let state = Memo::new(move |_| live.view.with(|view| view.state.clone()));
    view! {
        <nav class="rail" aria-label=word("options_rail")>
            <Brand/>
            <ul>{Section::ALL.map(link).collect_view()}</ul>
            {move || match state.get() {
                PopupState::Protected(time) => protected(live, &time).into_any(),
                PopupState::Free {} => quiet("options_state_free").into_any(),
                PopupState::Empty {} => quiet("options_state_empty").into_any(),
            }}
        </nav>
    }
}

fn protected(live: Live<OptionsView>, time: &ProtectedView) -> impl IntoView + use<> {
    let (start, until) = (time.start, time.until);
    let now = now_until(Signal::stored(until), move || live.refresh());
    let ring = Signal::derive(move || RingState::Yours(RingState::passed(start, until, now.get())));
    view! {
        <p class="state">
            <Ring state=ring/>
            <span>{word_with("popup_protected", &[&times::clock(until)])}</span>
        </p>
    }
}

fn quiet(key: &str) -> impl IntoView {
    view! { <p class="state"><Ring state=RingState::Quiet/><span>{word(key)}</span></p> }
}
