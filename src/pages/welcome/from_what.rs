//! From what: groups of sites, and sites of one's own.

use leptos::prelude::*;
use ringfence_core::protocol::Field;
use ringfence_pages::fault::FaultLines;
use ringfence_pages::parts::{CROSS, Glyph};
use ringfence_pages::rule_form::{GroupChips, GroupSites};
use ringfence_pages::words::{word, word_with};

use crate::{Welcome, heading};

/// The second step.
pub fn from_what(welcome: Welcome) -> impl IntoView {
    let form = welcome.form;
    let own = Memo::new(move |_| welcome.live.view.with(|view| view.groups.clone()));
    let groups = Memo::new(move |_| own.with(|own| form.offered(own)));
    let about = |field| matches!(field, Field::Site { .. });
    // Enter adds the site; the rule is saved by its own button.
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            welcome.add_pending();
        }
    };
    view! {
        {heading("from", "2", "welcome_from")}
        <div role="group" aria-labelledby="from">
            <GroupChips form=form groups=groups/>
            <GroupSites form=form own=own/>
        </div>
        <div class="field">
            <label class="quiet" for="own">{word("welcome_own")}</label>
            {move || own_sites(welcome)}
            <div class="add-site">
                <input
                    class="input exact"
                    id="own"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="none"
                    aria-describedby="own-wrong"
                    aria-invalid=move || form.wrong(about)
                    prop:value=welcome.pending
                    on:input=move |event| welcome.pending.set(event_target_value(&event))
                    on:keydown=on_key
                />
                <button class="btn" type="button" on:click=move |_| welcome.add_pending()>
                    {word("welcome_add")}
                </button>
            </div>
            <FaultLines id="own-wrong" faults=form.faults about=about/>
        </div>
    }
}

/// The sites that were added, each with a way to take it away.
fn own_sites(welcome: Welcome) -> impl IntoView {
    let sites = welcome.form.sites;
    let added: Vec<String> = sites.with(|sites| sites.lines().map(str::to_owned).collect());
    (!added.is_empty()).then(|| {
        let item = move |(at, site): (usize, String)| {
            let remove = move |_| {
                sites.update(|sites| {
                    let others = sites.lines().enumerate().filter(|(other, _)| *other != at);
                    *sites = others.map(|(_, site)| site).collect::<Vec<_>>().join("\n");
                });
                welcome.form.faults.set(Vec::new());
            };
            view! {
                <li>
                    <span class="exact">{site.clone()}</span>
                    <button
                        class="btn bare icon"
                        type="button"
                        aria-label=word_with("welcome_remove_site", &[&site])
                        on:click=remove
                    >
                        <Glyph path=CROSS/>
                    </button>
                </li>
            }
        };
        view! { <ul class="added">{added.into_iter().enumerate().map(item).collect_view()}</ul> }
    })
}
