//! A check-in that is near, in one line that leads to what there is to say.

use leptos::prelude::*;
use ringfence_core::protocol::{CheckInLine, NudgeWord, PopupView};
use ringfence_pages::live::Live;
use ringfence_pages::shell;
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;

/// The line.
pub fn check_in(live: Live<PopupView>) -> impl IntoView {
    let near = Memo::new(move |_| live.view.with(|view| view.check_in.clone()));
    // A nudge says so in its own words.
    let is_said = Memo::new(move |_| {
        let word = |view: &PopupView| view.nudge.as_ref().map(|it| it.word.clone());
        matches!(live.view.with(word), Some(NudgeWord::CheckIn { .. }))
    });
    let open = |_| {
        spawn_local(async {
            shell::open_page("options.html#check-in", None).await;
            crate::close();
        });
    };
    move || {
        near.get().map(|near| {
            view! {
                <p class="popup-part row small check-in-near">
                    <span class="grow">{move || (!is_said.get()).then(|| sentence(&near))}</span>
                    <button class="link" type="button" on:click=open>
                        {word("check_in_prepare")}
                    </button>
                </p>
            }
        })
    }
}

/// "Check-in with Ines tomorrow."
fn sentence(near: &CheckInLine) -> String {
    let when = word(match near.days {
        0 => "check_in_today",
        1 => "check_in_tomorrow",
        _ => "check_in_in_two_days",
    });
    if near.person.is_empty() {
        word_with("check_in_near", &[&when])
    } else {
        word_with("check_in_near_with", &[&near.person, &when])
    }
}
