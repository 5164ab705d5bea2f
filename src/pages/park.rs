//! "Park it for later": one line put aside, the easy alternative to going back. What is parked is only
//! counted until the protected time is over. A line that is half written then stands there still, to be
//! parked or deleted.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, Field};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;

use crate::draft::{Draft, Slot};
use crate::fault::{FaultLines, Faults};
use crate::shell::{self, Answer, NotRunning};
use crate::times;
use crate::words::{counted, word, word_with};

/// Where someone is writing in the line.
#[derive(Clone, Copy)]
pub struct Caret {
    from: u32,
    to: u32,
}

impl Caret {
    /// In the field that stands in the page now; none if the focus is elsewhere.
    #[must_use]
    pub fn now() -> Option<Self> {
        let field = document().active_element().filter(|it| it.id() == "park")?;
        let field: HtmlInputElement = field.dyn_into().ok()?;
        let end = |it: Result<Option<u32>, JsValue>| it.ok().flatten().unwrap_or_default();
        Some(Self { from: end(field.selection_start()), to: end(field.selection_end()) })
    }

    fn put_back(self, field: NodeRef<leptos::html::Input>, line: Draft) {
        Effect::new(move |_| {
            if let Some(field) = field.get() {
                // It comes to the field later by itself, and would take the caret to its end.
                field.set_value(&line.text_now());
                // A field for text that stands in the page takes both.
                let _ = field.focus();
                let _ = field.set_selection_range(self.from, self.to);
            }
        });
    }
}

/// The line to write on, and how many are parked.
#[component]
pub fn Park(
    /// The address in whose place it is written; empty for none.
    #[prop(into)]
    url: String,
    /// How many are parked.
    #[prop(into)]
    count: Signal<u32>,
    /// When they come back, in milliseconds since 1970.
    #[prop(into)]
    until: Signal<i64>,
    /// Whether that is over.
    #[prop(into)]
    is_over: Signal<bool>,
    /// Where someone was writing in the field that this one replaces.
    #[prop(default = None)]
    caret: Option<Caret>,
) -> impl IntoView {
    let line = Draft::of(Slot::Park, "");
    let was_parked = RwSignal::new(false);
    let field = NodeRef::<leptos::html::Input>::new();
    if let Some(caret) = caret {
        caret.put_back(field, line);
    }
    let faults: Faults = RwSignal::new(Vec::new());
    let silent = RwSignal::new(false);
    let url = StoredValue::new(url);
    let park = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (text, url) = (line.text_now(), url.get_value());
        let answer = shell::send(&CoreEvent::Park { text: text.clone(), url });
        spawn_local(async move {
            let answer = answer.await;
            silent.set(matches!(answer, Err(NotRunning)));
            match answer {
                Ok(Answer::Done(_)) => {
                    faults.set(Vec::new());
                    was_parked.set(true);
                    line.was_sent(&text);
                }
                Ok(Answer::Refused(found)) => faults.set(found),
                Err(NotRunning) => {}
            }
        });
    };
    let hint = move || {
        if is_over.get() {
            let is_empty = line.text().is_empty();
            return word(match (is_empty, was_parked.get()) {
                (false, _) => "park_over",
                (true, true) => "park_over_parked",
                (true, false) => "park_over_empty",
            });
        }
        let clock = times::clock(until.get());
        match count.get() {
            0 => word_with("park_hint", &[&clock]),
            count => counted("park_hint", count as usize, &[&clock]),
        }
    };
    let about = |field| matches!(field, Field::Parked | Field::Draft);
    let wrong = move || faults.with(|faults| faults.iter().any(|fault| about(fault.field)));
    view! {
        <form class="park field" class:wrong=wrong on:submit=park>
            <label for="park">{word("park_label")}</label>
            <div class="park-line">
                <input
                    class="input yours"
                    id="park"
                    dir="auto"
                    autocomplete="off"
                    aria-describedby="park-wrong park-hint"
                    aria-invalid=move || wrong().to_string()
                    node_ref=field
                    prop:value=move || line.text()
                    on:input=move |event| line.put(event_target_value(&event))
                />
                <button class="btn" type="submit">{word("park_button")}</button>
            </div>
            <FaultLines id="park-wrong" faults=faults about=about/>
            <p class="hint" id="park-hint" aria-live="polite">
                {move || if silent.get() { word("back_not_running") } else { hint() }}
            </p>
        </form>
    }
}

/// Whether the line stands there: while time is protected, and after its end if something was written and
/// not parked. Then it stays, whatever becomes of it.
pub fn is_shown(is_over: Signal<bool>) -> Memo<bool> {
    let line = Draft::of(Slot::Park, "");
    let shown = Memo::new(move |before: Option<&(bool, bool)>| {
        let is_over = is_over.get();
        let stays = is_over && before == Some(&(true, true));
        (is_over, stays || !is_over || !line.text().is_empty())
    });
    Memo::new(move |_| shown.get().1)
}
