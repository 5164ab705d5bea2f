//! How the two pools are today, in two taps. Only where the person wants to be asked.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, Feel, PopupView};
use ringfence_pages::live::Live;
use ringfence_pages::shell;
use ringfence_pages::words::word;

type Pools = (Option<Feel>, Option<Feel>);

/// The two lines, if they are wanted.
pub fn energy(live: Live<PopupView>) -> impl IntoView {
    let pools = Memo::new(move |_| live.view.with(|view| view.energy));
    let is_wanted = Memo::new(move |_| pools.get().is_some());
    let social = move |(_, technical): Pools, feel| (Some(feel), technical);
    let technical = move |(social, _): Pools, feel| (social, Some(feel));
    move || {
        is_wanted.get().then(|| {
            view! {
                <section class="popup-part energy" aria-labelledby="energy">
                    <h2 id="energy">{word("nudge_energy")}</h2>
                    {pool("energy-social", word("nudge_energy_social"), pools, |it| it.0, social)}
                    {pool("energy-technical", word("nudge_energy_technical"), pools, |it| it.1, technical)}
                </section>
            }
        })
    }
}

fn pool(
    name: &'static str,
    label: String,
    pools: Memo<Option<Pools>>,
    of: fn(Pools) -> Option<Feel>,
    with: impl Fn(Pools, Feel) -> Pools + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let chip = move |feel: Feel, words: String| {
        let say = move |_| {
            let (social, technical) = with(pools.get_untracked().unwrap_or_default(), feel);
            shell::tell(&CoreEvent::SayEnergy { social, technical });
        };
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name=name
                    prop:checked=move || pools.get().and_then(of) == Some(feel)
                    on:change=say
                />
                {words}
            </label>
        }
    };
    view! {
        <fieldset>
            <legend>{label}</legend>
            <div class="chips">
                {chip(Feel::Drained, word("nudge_drained"))}
                {chip(Feel::Fine, word("nudge_fine_pool"))}
            </div>
        </fieldset>
    }
}
