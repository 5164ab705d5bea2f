//! The head of the week: which it is, the ones before and after, undo and redo, a new rule.

use leptos::prelude::*;
use ringfence_pages::parts::{AFTER, BEFORE, Glyph, PLUS};
use ringfence_pages::times;
use ringfence_pages::words::word;
use ringfence_pages::zone;

use super::Week;
use crate::history;

/// The head.
pub fn head(week: Week) -> impl IntoView {
    let title = move || {
        let first = week.first.get();
        times::dates(first, first.plus(6))
    };
    view! {
        <div class="sheet-head week-head">
            <h1>{title}</h1>
            <div class="row turn">
                <button
                    class="btn bare icon"
                    type="button"
                    aria-label=word("week_before")
                    on:click=move |_| week.turn(-7)
                >
                    <Glyph path=BEFORE/>
                </button>
                <button class="btn bare" type="button" on:click=move |_| week.show(zone::today())>
                    {word("week_this")}
                </button>
                <button
                    class="btn bare icon"
                    type="button"
                    aria-label=word("week_after")
                    on:click=move |_| week.turn(7)
                >
                    <Glyph path=AFTER/>
                </button>
            </div>
            {history::buttons(week.history)}
            <button
                class="btn"
                id="new-rule"
                type="button"
                on:click=move |_| week.new_rule(Vec::new())
            >
                <Glyph path=PLUS/>
                {word("options_new")}
            </button>
        </div>
    }
}
