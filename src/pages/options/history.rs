//! What was done on this page, to be undone and done again: each step an event and its opposite.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use ringfence_core::protocol::{CheckInDraft, CoreEvent, ExceptionDraft, Fault};
use ringfence_pages::fault;
use ringfence_pages::parts::{Glyph, REDO, UNDO};
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::words::{word, word_with};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlInputElement};

/// One thing that was done.
#[derive(Clone)]
pub struct Step {
    /// In few words: "moved to 18:00".
    pub label: String,
    pub undo: CoreEvent,
    pub redo: CoreEvent,
}

/// The steps, and what is said aloud about them.
#[derive(Clone, Copy)]
pub struct History {
    steps: RwSignal<Vec<Step>>,
    /// So many of them are done, the others undone.
    done: RwSignal<usize>,
    /// What was done last, in words.
    pub said: RwSignal<String>,
    sending: StoredValue<bool>,
}

#[derive(Clone, Copy)]
enum Way {
    Back,
    Forth,
}

impl History {
    /// Nothing was done yet. Ctrl+Z and Ctrl+Shift+Z are listened for as long as the page lives.
    pub fn follow() -> Self {
        let history = Self {
            steps: RwSignal::new(Vec::new()),
            done: RwSignal::new(0),
            said: RwSignal::new(String::new()),
            sending: StoredValue::new(false),
        };
        let _: WindowListenerHandle = window_event_listener(leptos::ev::keydown, move |event| {
            let is_z = event.key().eq_ignore_ascii_case("z") && !event.alt_key();
            if is_z && (event.ctrl_key() || event.meta_key()) && !is_typing(&event) {
                event.prevent_default();
                history.go(if event.shift_key() { Way::Forth } else { Way::Back });
            }
        });
        history
    }

    /// Says something aloud, and shows it.
    pub fn say(self, said: String) {
        // The same words again are read out again only if they were gone in between.
        self.said.set(String::new());
        self.said.set(said);
    }

    /// Says what was done.
    pub fn say_done(self, label: &str) {
        self.say(word_with("history_done", &[label]));
    }

    /// Says what is wrong.
    pub fn say_faults(self, faults: &[Fault]) {
        self.say(faults.iter().map(fault::sentence).collect::<Vec<_>>().join(" "));
    }

    /// Something was done. What was undone before can no longer be done again.
    pub fn add(self, label: String, undo: CoreEvent, redo: CoreEvent) {
        let done = self.done.get_untracked();
        self.steps.update(|steps| {
            steps.truncate(done);
            steps.push(Step { label, undo, redo });
        });
        self.done.set(done + 1);
    }

    fn label(self, way: Way) -> Option<String> {
        let at = self.at(way)?;
        self.steps.with(|steps| steps.get(at).map(|step| step.label.clone()))
    }

    /// The step that one would go.
    fn at(self, way: Way) -> Option<usize> {
        let done = self.done.get();
        match way {
            Way::Back => done.checked_sub(1),
            Way::Forth => Some(done).filter(|done| *done < self.steps.with(Vec::len)),
        }
    }

    fn go(self, way: Way) {
        let Some(at) = untrack(|| self.at(way)) else { return };
        if self.sending.get_value() {
            return;
        }
        let Some(step) = self.steps.with_untracked(|steps| steps.get(at).cloned()) else { return };
        let (event, opposite, done, said) = match way {
            Way::Back => (step.undo, step.redo, at, "history_undone"),
            Way::Forth => (step.redo, step.undo, at + 1, "history_redone"),
        };
        self.sending.set_value(true);
        let answer = shell::send(&event);
        spawn_local(async move {
            let answer = answer.await;
            self.sending.set_value(false);
            match answer {
                Ok(Answer::Done(id)) => {
                    self.done.set(done);
                    self.renumber(&event, &opposite, id);
                    self.say(word_with(said, &[&step.label]));
                }
                Ok(Answer::Refused(faults)) => self.say_faults(&faults),
                Err(NotRunning) => self.say(word("back_not_running")),
            }
        });
    }

    /// An exception that is made again is another one to the core: all steps mean that one now. So is a
    /// check-in.
    fn renumber(self, sent: &CoreEvent, opposite: &CoreEvent, id: u32) {
        if let CoreEvent::SaveCheckIn { check_in: CheckInDraft { id: 0, .. } }
        | CoreEvent::TakeBackCheckIn { check_in: CheckInDraft { id: 0, .. }, .. } = sent
        {
            return self.renumber_check_in(opposite, id);
        }
        let CoreEvent::SaveException { exception: ExceptionDraft { id: 0, .. } } = sent else {
            return;
        };
        let CoreEvent::DeleteException { id: old } = *opposite else { return };
        self.steps.update(|steps| {
            for event in steps.iter_mut().flat_map(|step| [&mut step.undo, &mut step.redo]) {
                if let CoreEvent::SaveException { exception: ExceptionDraft { id: named, .. } }
                | CoreEvent::DeleteException { id: named } = event
                    && *named == old
                {
                    *named = id;
                }
            }
        });
    }
}

impl History {
    fn renumber_check_in(self, opposite: &CoreEvent, id: u32) {
        let (CoreEvent::DeleteCheckIn { id: old } | CoreEvent::HoldCheckIn { id: old, .. }) =
            *opposite
        else {
            return;
        };
        self.steps.update(|steps| {
            for event in steps.iter_mut().flat_map(|step| [&mut step.undo, &mut step.redo]) {
                if let CoreEvent::SaveCheckIn { check_in: CheckInDraft { id: named, .. } }
                | CoreEvent::TakeBackCheckIn {
                    check_in: CheckInDraft { id: named, .. }, ..
                }
                | CoreEvent::DeleteCheckIn { id: named }
                | CoreEvent::HoldCheckIn { id: named, .. } = event
                    && *named == old
                {
                    *named = id;
                }
            }
        });
    }
}

/// Whether keys belong to what is being typed.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| match target.dyn_ref::<HtmlInputElement>() {
        Some(input) => !matches!(input.type_().as_str(), "checkbox" | "radio"),
        None => target.tag_name() == "TEXTAREA",
    })
}

/// The two buttons.
pub fn buttons(history: History) -> impl IntoView {
    let undo = move || history.label(Way::Back);
    let redo = move || history.label(Way::Forth);
    let label = move |label: Option<String>, key: &str, none: &str| match label {
        Some(label) => word_with(key, &[&label]),
        None => word(none),
    };
    view! {
        <div class="row undo">
            <button
                class="btn bare"
                type="button"
                disabled=move || undo().is_none()
                on:click=move |_| history.go(Way::Back)
            >
                <Glyph path=UNDO/>
                <span>{move || label(undo(), "history_undo", "history_undo_nothing")}</span>
            </button>
            <button
                class="btn bare icon"
                type="button"
                aria-label=move || label(redo(), "history_redo", "history_redo_nothing")
                disabled=move || redo().is_none()
                on:click=move |_| history.go(Way::Forth)
            >
                <Glyph path=REDO/>
            </button>
        </div>
    }
}
