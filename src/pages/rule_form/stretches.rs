//! The stretches of one part: from and to, as many as wanted.

use leptos::prelude::*;
use ringfence_core::protocol::{Field, StretchDraft};

use crate::fault::FaultLines;
use crate::parts::{CROSS, Glyph};
use crate::rule_form::{Part, RuleForm, Typed};
use crate::words::{word, word_with};

/// From and to, for each stretch of a part.
#[component]
pub fn Stretches(
    /// The form.
    form: RuleForm,
    /// The part.
    part: Part,
    /// The part's place among its likes.
    #[prop(into)]
    index: Signal<u32>,
) -> impl IntoView {
    let add = move |_| {
        // Nothing is proposed: whatever it was, it would overlap for somebody.
        let empty = StretchDraft { from: String::new(), to: String::new() };
        part.stretches.update(|stretches| {
            let key = stretches.iter().map(|it| it.key + 1).max().unwrap_or_default();
            stretches.push(Typed::of(key, &empty));
        });
    };
    view! {
        <div class="stretches">
            <For each=move || part.stretches.get() key=|typed| typed.key let:typed>
                {row(form, part, typed, index)}
            </For>
            <button class="link" type="button" on:click=add>{word("rule_add_stretch")}</button>
        </div>
    }
}

fn row(form: RuleForm, part: Part, typed: Typed, index: Signal<u32>) -> impl IntoView {
    let place = move || part.stretches.with(|all| all.iter().position(|other| *other == typed));
    let about = move |field| match field {
        Field::Stretch { part, index: at } => {
            part == index.get() && usize::try_from(at).ok() == place()
        }
        _ => false,
    };
    let id = [part.key, typed.key].map(|key| key.to_string()).join("-");
    let (from_id, to_id) = (["from-", &id].concat(), ["to-", &id].concat());
    let wrong_id = ["stretch-wrong-", &id].concat();
    let alone = move || part.stretches.with(Vec::len) == 1;
    let remove = move |_| part.stretches.update(|all| all.retain(|other| *other != typed));
    let label = move || word_with("rule_remove_stretch", &[&typed.in_words()]);
    let whole_day = move || typed.is_whole_day().then(|| word("rule_whole_day"));
    let time = move |id: String, text: RwSignal<String>, wrong_id: String| {
        view! {
            <input
                class="input num"
                type="time"
                id=id
                aria-describedby=wrong_id
                aria-invalid=move || form.wrong(about)
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
        }
    };
    view! {
        <div class="stretch">
            <div class="field">
                <label for=from_id.clone()>{word("rule_from")}</label>
                {time(from_id, typed.from, wrong_id.clone())}
            </div>
            <div class="field">
                <label for=to_id.clone()>{word("rule_to")}</label>
                {time(to_id, typed.to, wrong_id.clone())}
            </div>
            <button class="btn bare icon" type="button" hidden=alone aria-label=label on:click=remove>
                <Glyph path=CROSS/>
            </button>
            <p class="hint" role="status">{whole_day}</p>
            <FaultLines id=wrong_id faults=form.faults about=about/>
        </div>
    }
}
