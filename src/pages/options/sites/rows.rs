//! The list of a group's sites as controls: rows, or one text, and what of a paste was left over.

use leptos::prelude::*;
use ringfence_core::protocol::Field;
use ringfence_pages::fault::FaultLines;
use ringfence_pages::parts::{CROSS, Glyph};
use ringfence_pages::words::{counted, word, word_with};

use super::form::GroupForm;
use super::list::{Row, Taken, Way, pasted_lines};

fn about_sites(field: Field) -> bool {
    matches!(field, Field::Sites | Field::Site { .. })
}

/// The whole.
pub(super) fn list(form: GroupForm) -> impl IntoView {
    let list = form.list;
    let way = Memo::new(move |_| list.way.get());
    let fits = Memo::new(move |_| list.fits_rows());
    let choice = move |choice: Way, key: &str| {
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name="list-way"
                    disabled=move || choice == Way::Rows && !fits.get()
                    prop:checked=move || way.get() == choice
                    on:change=move |_| list.turn(choice)
                />
                {word(key)}
            </label>
        }
    };
    view! {
        <fieldset class="site-list" on:paste=move |event| paste(form, &event)>
            <legend>{word("sites_list")}</legend>
            <p class="hint" id="group-sites-hint">{word("sites_hint")}</p>
            <div class="chips two" role="group" aria-label=word("sites_way")>
                {choice(Way::Rows, "sites_rows")}
                {choice(Way::Text, "sites_text")}
            </div>
            {move || match way.get() {
                Way::Rows => rows(form).into_any(),
                Way::Text => text(form).into_any(),
            }}
            <p class="hint" role="status">{form.taken}</p>
        </fieldset>
        {move || (!form.list.left.with(String::is_empty)).then(|| left(form))}
    }
}

fn paste(form: GroupForm, event: &web_sys::Event) {
    if let Some(text) = pasted_lines(event) {
        form.told(&form.list.take(&text));
    }
}

impl GroupForm {
    /// Says what became of pasted lines.
    fn told(self, taken: &Taken) {
        let mut said = counted("sites_taken", taken.read, &[]);
        if taken.left > 0 {
            said = [said, counted("sites_left", taken.left, &[])].join(" ");
        }
        if taken.beyond > 0 {
            let beyond = counted("sites_beyond", taken.beyond, &[&super::list::most()]);
            said = [said, beyond].join(" ");
        }
        self.taken.set(said);
    }
}

fn rows(form: GroupForm) -> impl IntoView {
    let list = form.list;
    let row = move |row: Row| {
        // No memo: it would be gone before the last one who asks for it.
        let place = move || {
            let place = list.rows.with(|rows| rows.iter().position(|other| *other == row));
            u32::try_from(place.unwrap_or_default()).unwrap_or_default()
        };
        let about = move |field| matches!(field, Field::Site { index } if index == place());
        let wrong = ["site-wrong-", &row.key.to_string()].concat();
        let described = ["group-sites-hint ", &wrong].concat();
        let label = move || word_with("sites_row", &[&(place() + 1).to_string()]);
        let remove = move || row.text.with(|text| word_with("welcome_remove_site", &[text.trim()]));
        let take_away = move |_| {
            list.rows.update(|rows| rows.retain(|other| *other != row));
            form.faults.set(Vec::new());
            crate::week::focus(".site-row:last-of-type input");
        };
        // The last row is for one site more: once something stands there, another follows.
        let typed = move |event| {
            row.text.set(event_target_value(&event));
            let is_last = list.rows.with_untracked(|rows| rows.last() == Some(&row));
            if is_last && row.text.with_untracked(|text| !text.is_empty()) {
                list.add_row();
            }
        };
        let is_last = move || list.rows.with(|rows| rows.last() == Some(&row));
        view! {
            <div class="site-row">
                <input
                    class="input exact"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="none"
                    aria-label=label
                    aria-describedby=described
                    aria-invalid=move || form.wrong(about)
                    placeholder=move || is_last().then(|| word("sites_row_new"))
                    prop:value=row.text
                    on:input=typed
                />
                <button
                    class="btn bare icon"
                    type="button"
                    hidden=is_last
                    aria-label=remove
                    on:click=take_away
                >
                    <Glyph path=CROSS/>
                </button>
                <FaultLines id=wrong faults=form.faults about=about/>
            </div>
        }
    };
    view! {
        <div class="site-rows">
            <For each=move || list.rows.get() key=|row| row.key children=row/>
            <FaultLines
                id="group-sites-wrong"
                faults=form.faults
                about=|field| matches!(field, Field::Sites)
            />
        </div>
    }
}

fn text(form: GroupForm) -> impl IntoView {
    let list = form.list;
    view! {
        <div class="field">
            <textarea
                class="input exact"
                id="group-sites"
                rows="10"
                wrap="off"
                spellcheck="false"
                autocapitalize="none"
                aria-label=word("sites_text_label")
                aria-describedby="group-sites-hint group-sites-wrong"
                aria-invalid=move || form.wrong(about_sites)
                prop:value=list.text
                on:input=move |event| list.text.set(event_target_value(&event))
            ></textarea>
            <FaultLines id="group-sites-wrong" faults=form.faults about=about_sites/>
        </div>
    }
}

/// The lines that could not be read: what is wrong with each, and the lines themselves, to mend.
fn left(form: GroupForm) -> impl IntoView {
    let list = form.list;
    view! {
        <div class="left-over field settle" role="group" aria-labelledby="left-label">
            <label id="left-label" for="left-lines">{word("sites_left_label")}</label>
            <textarea
                class="input exact"
                id="left-lines"
                rows="4"
                wrap="off"
                spellcheck="false"
                autocapitalize="none"
                aria-describedby="left-wrong"
                prop:value=list.left
                on:change=move |event| list.left.set(event_target_value(&event))
            ></textarea>
            <FaultLines id="left-wrong" faults=list.left_faults about=about_sites/>
            <div class="row">
                <button class="btn" type="button" on:click=move |_| form.told(&list.take_left())>
                    {word("sites_left_again")}
                </button>
                <button class="btn bare" type="button" on:click=move |_| list.drop_left()>
                    {word("sites_left_drop")}
                </button>
            </div>
        </div>
    }
}
