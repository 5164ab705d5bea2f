//! Hold to confirm: one deliberate act of some seconds, by pointer, touch, space bar or Enter. Who
//! cannot hold presses twice, as many seconds apart. Where it is asked for, a wait of as long follows,
//! with nothing held, which may still be called off.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::times::moment;
use crate::words::{counted, word};

/// How far the act is.
#[derive(Clone, Copy, PartialEq)]
enum Act {
    /// Nothing is pressed.
    Rest,
    /// Since this moment of the page's clock: held down, or pressed once.
    Since(f64),
    /// Pressed once, long enough ago: the second press confirms.
    Ready,
    /// Held or pressed twice; since this moment it is waited for.
    Waits(f64),
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
    /// For how many seconds is held.
    #[prop(into)]
    seconds: Signal<u32>,
    /// Whether it is waited for as long again, before it is done.
    #[prop(into)]
    waits: Signal<bool>,
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
    let is_waiting = Memo::new(move |_| matches!(act.get(), Act::Waits(_)));

    let finish = move || {
        act.set(Act::Done);
        fill(button, 0.0);
        done();
        act.set(Act::Rest);
    };
    let confirm = move || {
        if waits.get_untracked() {
            act.set(Act::Waits(moment()));
            progress(act, button, seconds, finish);
        } else {
            finish();
        }
    };
    let held = move |twice: bool| if twice { act.set(Act::Ready) } else { confirm() };
    let begin = move || {
        if act.get_untracked() == Act::Rest && may_begin() {
            act.set(Act::Since(moment()));
            progress(act, button, seconds, move || held(twice.get_untracked()));
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
        Act::Since(_) | Act::Waits(_) | Act::Done => {}
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
        fill(button, 0.0);
        if !is_waiting.get_untracked() {
            twice.update(|twice| *twice = !*twice);
        }
        act.set(Act::Rest);
    };

    let words = move || match (act.get(), twice.get()) {
        (Act::Rest | Act::Done, false) => label.get(),
        (Act::Rest | Act::Done, true) => press_label.get(),
        (Act::Since(_) | Act::Ready, false) => word("hold_holding"),
        (Act::Since(_), true) => word("hold_wait"),
        (Act::Ready, true) => word(again),
        (Act::Waits(_), _) => word("hold_waits"),
    };
    let hint =
        move || explained(is_waiting.get(), twice.get(), seconds.get() as usize, waits.get());
    let other_way = move || word(other_way(is_waiting.get(), twice.get()));
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
            <span aria-live="polite">{hint}</span> " "
            <button class="link" type="button" on:click=change_way>{other_way}</button>
        </p>
    }
}

/// What the link below the button does.
fn other_way(is_waiting: bool, twice: bool) -> &'static str {
    match (is_waiting, twice) {
        (true, _) => "hold_not_now",
        (false, true) => "hold_instead",
        (false, false) => "hold_twice",
    }
}

/// What is to be done with the button.
fn explained(is_waiting: bool, twice: bool, seconds: usize, waits: bool) -> String {
    if is_waiting {
        return counted("hold_waits_hint", seconds, &[]);
    }
    let hint = counted(if twice { "hold_twice_hint" } else { "hold_hint" }, seconds, &[]);
    let wait = waits.then(|| [" ", &counted("hold_then_wait", seconds, &[])].concat());
    [hint, wait.unwrap_or_default()].concat()
}

fn is_press(event: &KeyboardEvent) -> bool {
    matches!(event.key().as_str(), " " | "Enter")
}

/// Fills the button frame by frame while the act lasts, and goes on with it at its end.
fn progress(
    act: RwSignal<Act>,
    button: NodeRef<leptos::html::Button>,
    seconds: Signal<u32>,
    done: impl Fn() + Copy + 'static,
) {
    request_animation_frame(move || {
        let Some(Act::Since(began) | Act::Waits(began)) = act.try_get_untracked() else { return };
        let Some(seconds_now) = seconds.try_get_untracked() else { return };
        let held = (moment() - began) / (f64::from(seconds_now) * 1_000.0);
        fill(button, held.min(1.0));
        if held < 1.0 {
            progress(act, button, seconds, done);
        } else {
            done();
        }
    });
}

fn fill(button: NodeRef<leptos::html::Button>, share: f64) {
    if let Some(button) = button.get_untracked() {
        // Setting a custom property on an element's own style cannot fail.
        let _ = HtmlElement::style(&button).set_property("--held", &share.to_string());
    }
}
