//! Whether the browser may tell anything: one switch, which is the browser's own permission.

use leptos::prelude::*;
use ringfence_core::protocol::OptionsView;
use ringfence_pages::live::Live;
use ringfence_pages::shell;
use ringfence_pages::words::word;
use wasm_bindgen_futures::spawn_local;

/// The card.
pub fn notices(live: Live<OptionsView>) -> impl IntoView {
    let allowed = RwSignal::new(false);
    // A change of permissions is told as any other change is.
    Effect::new(move |_| {
        live.view.track();
        spawn_local(async move {
            let may = shell::may_notify().await;
            let _ = allowed.try_set(may);
        });
    });
    let press = move |_| {
        if allowed.get_untracked() { shell::stop_notices() } else { shell::ask_for_notices() }
    };
    let label = move || word(if allowed.get() { "notices_stop" } else { "notices_allow" });
    let state = move || word(if allowed.get() { "notices_on" } else { "notices_off" });
    view! {
        <section class="card exact-form narrow" aria-labelledby="notices">
            <h2 id="notices">{word("notices")}</h2>
            <p class="hint">{word("notices_hint")}</p>
            <p role="status">{state}</p>
            <div class="row">
                <button class="btn" type="button" on:click=press>{label}</button>
            </div>
        </section>
    }
}
