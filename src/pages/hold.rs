//! Hold to confirm: one deliberate act of three seconds, by pointer, touch, space bar or Enter. Who
//! cannot hold presses twice, three seconds apart.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::words::word;

/// How long is held, in milliseconds.
const HOLD: f64 = 3_000.0;

/// How far the act is.
#[derive(Clone, Copy, PartialEq)]
enum Act {
    /// Nothing is pressed.
    Rest,
    /// Since this moment of the page's clock: held down, or pressed once.
    Since(f64),
    /// Pressed once, long enough ago: the second press confirms.
    Ready,
    /// Confirmed.
    Done,
}

/// The button, the line that explains it, and the other way for who cannot hold.
#[component]
pub fn Hold(
    /// What is held for, at rest: "Hold to open for 10 minutes".
    #[prop(into)]
    label: Signal<String>,
    /// The same for who presses twice: "Open for 10 minutes".
    #[prop(into)]
    press_label: Signal<String>,
    /// The message that asks for the second press.
    #[prop(default = "hold_again")]
    again: &'static str,
    /// Asked before the act begins; false if something must be said first.
    may_begin: impl Fn() -> bool + Copy + Send + Sync + 'static,
    /// Called once, at its end.
    done: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let act = RwSignal::new(Act::Rest);
    let twice = RwSignal::new(false);
    let button = NodeRef::<leptos::html::Button>::new();

    let confirm = move || {
        act.set(Act::Done);
        fill(button, 0.0);
        done();
        act.set(Act::Rest);
    };
    let begin = move || {
        if act.get_untracked() == Act::Rest && may_begin() {
            act.set(Act::Since(moment()));
            progress(act, button, twice, confirm);
        }
    };
    // The button's last blur comes when it is taken out of the page, and its signals with it.
    let let_go = move || {
        let holds = twice.try_get_untracked() == Some(false);
        if holds && matches!(act.try_get_untracked(), Some(Act::Since(_))) {
            act.set(Act::Rest);
            fill(button, 0.0);
        }
    };
    let press = move || match act.get_untracked() {
        Act::Rest => begin(),
        Act::Ready => confirm(),
        Act::Since(_) | Act::Done => {}
    };

    let on_pointer_down = move |event: PointerEvent| {
        if event.is_trusted() && event.button() == 0 && !twice.get_untracked() {
            begin();
        }
    };
    let on_key_down = move |event: KeyboardEvent| {
        if !is_press(&event) {
            return;
        }
        // Else the key's release would be a click as well.
        event.prevent_default();
        if !event.is_trusted() || event.repeat() {
            return;
        }
        if twice.get_untracked() { press() } else { begin() }
    };
    let on_click = move |event: leptos::ev::MouseEvent| {
        if event.is_trusted() && twice.get_untracked() {
            press();
        }
    };
    let change_way = move |_| {
        act.set(Act::Rest);
        fill(button, 0.0);
        twice.update(|twice| *twice = !*twice);
    };

    let words = move || match (act.get(), twice.get()) {
        (Act::Rest | Act::Done, false) => label.get(),
        (Act::Rest | Act::Done, true) => press_label.get(),
        (Act::Since(_) | Act::Ready, false) => word("hold_holding"),
        (Act::Since(_), true) => word("hold_wait"),
        (Act::Ready, true) => word(again),
    };
    view! {
        <button
            class="btn wide hold"
            type="button"
            node_ref=button
            aria-describedby="hold-hint"
            on:pointerdown=on_pointer_down
            on:pointerup=move |_| let_go()
            on:pointerleave=move |_| let_go()
            on:pointercancel=move |_| let_go()
            on:blur=move |_| let_go()
            on:keydown=on_key_down
            on:keyup=move |event| if is_press(&event) { event.prevent_default(); let_go() }
            on:click=on_click
            on:contextmenu=|event| event.prevent_default()
        >
            <span aria-live="polite">{words}</span>
        </button>
        <p class="hint" id="hold-hint">
            {move || word(if twice.get() { "hold_twice_hint" } else { "hold_hint" })} " "
            <button class="link" type="button" on:click=change_way>
                {move || word(if twice.get() { "hold_instead" } else { "hold_twice" })}
            </button>
        </p>
    }
}

fn is_press(event: &KeyboardEvent) -> bool {
    matches!(event.key().as_str(), " " | "Enter")
}

/// Fills the button frame by frame while the act lasts, and completes it at its end.
fn progress(
    act: RwSignal<Act>,
    button: NodeRef<leptos::html::Button>,
    twice: RwSignal<bool>,
    confirm: impl Fn() + Copy + 'static,
) {
    request_animation_frame(move || {
        let Some(Act::Since(began)) = act.try_get_untracked() else { return };
        let held = (moment() - began) / HOLD;
        fill(button, held.min(1.0));
        if held < 1.0 {
            progress(act, button, twice, confirm);
        } else if twice.get_untracked() {
            act.set(Act::Ready);
        } else {
            confirm();
        }
    });
}

fn fill(button: NodeRef<leptos::html::Button>, share: f64) {
    if let Some(button) = button.get_untracked() {
        // Setting a custom property on an element's own style cannot fail.
        let _ = HtmlElement::style(&button).set_property("--held", &share.to_string());
    }
}

/// The page's own clock, which no change of the wall clock moves.
fn moment() -> f64 {
    window().performance().map(|clock| clock.now()).unwrap_or_default()
}
