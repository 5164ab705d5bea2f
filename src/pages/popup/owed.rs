//! What is owed, said once a day.

use leptos::prelude::*;
use ringfence_core::protocol::{OwedView, PopupView};
use ringfence_pages::live::Live;
use ringfence_pages::owed::Owed;
use ringfence_pages::words::word;

/// The card, from the first time that it is time to say so until the popup closes: what was pressed is
/// answered in it.
pub fn owed(live: Live<PopupView>) -> impl IntoView {
    let last = Memo::new(move |before: Option<&Option<OwedView>>| {
        let now = live.view.with(|view| view.owed.clone());
        let nothing = |before: OwedView| OwedView { minutes: 0, offer: None, ..before };
        now.or_else(|| before.cloned().flatten().map(nothing))
    });
    let is_there = Memo::new(move |_| last.with(Option::is_some));
    let shown = Signal::derive(move || {
        let nothing = OwedView { minutes: 0, offer: None, make_ups: Vec::new() };
        last.get().unwrap_or(nothing)
    });
    move || {
        is_there.get().then(|| {
            view! {
                <section class="popup-part" aria-labelledby="owed">
                    <h2 id="owed">{word("owed_heading")}</h2>
                    <Owed owed=shown/>
                </section>
            }
        })
    }
}
