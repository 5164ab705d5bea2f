//! The popup: what holds now and until when, one thing to press, and what does not work.
#![forbid(unsafe_code)]

mod away;
mod check_in;
mod energy;
mod free;
mod grace;
mod next;
mod notes;
mod nudge;
mod owed;
mod protected;
mod site;

use leptos::prelude::*;
use ringfence_core::protocol::{Page, PopupState, PopupView};
use ringfence_pages::health::Health;
use ringfence_pages::live::{self, Live};
use ringfence_pages::park::{self, Park};
use ringfence_pages::parts::{Brand, Glyph, SETTINGS};
use ringfence_pages::shell;
use ringfence_pages::words::word;

fn main() {
    live::show(Page::Popup {}, popup);
}

/// Which of its four faces the popup shows.
#[derive(Clone, Copy, PartialEq)]
enum Face {
    Empty,
    Free,
    Protected,
    Away,
}

fn face(view: &PopupView) -> Face {
    match view.state {
        PopupState::Empty {} => Face::Empty,
        _ if !view.overrides.is_empty() => Face::Away,
        PopupState::Free {} => Face::Free,
        PopupState::Protected(_) => Face::Protected,
    }
}

fn popup(live: Live<PopupView>) -> impl IntoView {
    // Made anew only when the face changes, so that focus stays where it is.
    let face = Memo::new(move |_| live.view.with(face));
    // What stands above the line that is being written changes with the face; the line stays.
    let above = move || match face.get() {
        Face::Empty => free::nothing_set_up().into_any(),
        Face::Free => free::free(live).into_any(),
        Face::Protected => protected::protected(live).into_any(),
        Face::Away => away::away(live).into_any(),
    };
    let is_over = Signal::derive(move || face.get() != Face::Protected);
    let has_line = park::is_shown(is_over);
    let count = move || live.view.with(|view| view.parked.count);
    let until = protected::until(live);
    let below = move || match face.get() {
        Face::Protected => protected::ways_out(live).into_any(),
        Face::Free => free::focus(live).into_any(),
        Face::Empty | Face::Away => ().into_any(),
    };
    let settings = |_| {
        shell::open_options();
        close();
    };
    view! {
        <div class="popup-top">
            <Brand/>
            <button class="btn bare icon" type="button" aria-label=word("popup_settings") on:click=settings>
                <Glyph path=SETTINGS/>
            </button>
        </div>
        {nudge::nudge(live)}
        {above}
        {move || has_line.get().then(|| view! {
            <div class="popup-part"><Park url="" count=count until=until is_over=is_over/></div>
        })}
        {below}
        {notes::notes(live)}
        {owed::owed(live)}
        {check_in::check_in(live)}
        {energy::energy(live)}
        {grace::graces(live)}
        {move || matches!(face.get(), Face::Free | Face::Protected).then(|| site::site(live))}
        <Health lines=Signal::derive(move || live.view.with(|view| view.health.clone()))/>
    }
}

/// Closes the popup: what was pressed goes on in a tab.
fn close() {
    // A popup may always close itself.
    let _ = window().close();
}
