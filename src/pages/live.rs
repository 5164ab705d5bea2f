//! A page's view, asked for when the page opens and anew whenever it may have changed.

use std::future::Future;

use leptos::prelude::*;
use ringfence_core::protocol::{CoverView, OptionsView, Page, PopupView, WelcomeView};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, HtmlElement, VisibilityState};

use crate::session;
use crate::shell::{self, NotRunning};
use crate::words::word;
use crate::zone;

/// The channel on which the background says "changed".
const CHANNEL: &str = "ringfence";

/// A view that says in which zone its times are shown.
pub trait Zoned {
    /// An IANA name; empty for the computer's own.
    fn zone(&self) -> &str;
}

macro_rules! zoned {
    ($($view:ty),*) => {
        $(impl Zoned for $view {
            fn zone(&self) -> &str {
                &self.zone
            }
        })*
    };
}

zoned!(PopupView, CoverView, OptionsView, WelcomeView);

/// One page's view and how to get a newer one.
pub struct Live<V: 'static> {
    /// The last view.
    pub view: RwSignal<V>,
    /// What was asked for when that view came.
    pub shown: RwSignal<Page>,
    asked: StoredValue<Asked>,
}

/// What is asked for, and how often it was: an older answer does not replace a newer one.
struct Asked {
    page: Page,
    last: u32,
    answered: u32,
}

impl<V: 'static> Clone for Live<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V: 'static> Copy for Live<V> {}

impl<V: DeserializeOwned + PartialEq + Zoned + Send + Sync + 'static> Live<V> {
    /// Begins with a view and follows what changes.
    pub fn follow(view: V, page: Page) -> Self {
        zone::show_in(view.zone());
        let shown = RwSignal::new(page.clone());
        let asked = StoredValue::new(Asked { page, last: 0, answered: 0 });
        let live = Self { view: RwSignal::new(view), shown, asked };
        on_message(move || live.refresh());
        if shell::has_changed() {
            live.refresh();
        }
        // A page that comes back from the back-forward cache has missed what was said.
        on_seen(move || live.refresh());
        live
    }

    /// From now on asks for another page, and at once.
    pub fn ask(self, page: Page) {
        self.asked.update_value(|asked| asked.page = page);
        self.refresh();
    }

    /// What is asked for; another view may still be shown.
    pub fn asked(self) -> Page {
        self.asked.with_value(|asked| asked.page.clone())
    }

    /// Asks anew. Without an answer the last view stays.
    pub fn refresh(self) {
        spawn_local(self.renew());
    }

    /// Asks anew, at once, and gives the moment to wait for at which the answer is shown.
    pub fn renew(self) -> impl Future<Output = ()> + use<V> {
        let asked = self.asked.try_update_value(|asked| {
            asked.last += 1;
            (asked.last, asked.page.clone())
        });
        let answer = asked.map(|(number, page)| (number, page.clone(), shell::view::<V>(page)));
        async move {
            let Some((number, page, answer)) = answer else { return };
            let Ok(view) = answer.await else { return };
            let is_newer = self.asked.try_update_value(|asked| {
                let is_newer = asked.answered < number && asked.page == page;
                if is_newer {
                    asked.answered = number;
                }
                is_newer
            });
            if is_newer == Some(true) {
                self.put(view, page);
            }
        }
    }

    fn put(self, view: V, page: Page) {
        zone::show_in(view.zone());
        if self.shown.with_untracked(|shown| *shown != page) {
            self.shown.set(page);
        }
        if self.view.with_untracked(|shown| *shown != view) {
            self.view.set(view);
        }
    }
}

/// Shows a page: its static words until the first view is there, then the app.
pub fn show<V, N>(page: Page, app: fn(Live<V>) -> N)
where
    V: DeserializeOwned + PartialEq + Zoned + Send + Sync + 'static,
    N: IntoView + 'static,
{
    spawn_local(async move {
        match shell::first_view(page.clone()).await {
            Ok(view) => mount(move || app(Live::follow(view, page))),
            Err(NotRunning) => mount(not_running),
        }
    });
}

/// Puts the app in place of the static words.
pub fn mount<N: IntoView + 'static>(app: impl FnOnce() -> N + 'static) {
    let root =
        document().get_element_by_id("app").and_then(|root| root.dyn_into::<HtmlElement>().ok());
    if let Some(root) = root {
        root.set_text_content(None);
        mount_to(root, app).forget();
    }
}

/// What a page says when the background does not answer.
#[must_use]
pub fn not_running() -> impl IntoView {
    view! {
        <div class="silent" role="alert">
            <h1>{word("silent_heading")}</h1>
            <p class="soft">{word("silent_hint")}</p>
            <button class="btn" type="button" on:click=|_| { let _ = location().reload(); }>
                {word("silent_again")}
            </button>
        </div>
    }
}

/// Calls back whenever this page comes before the person again.
pub fn on_seen(seen: impl Fn() + 'static) {
    listen(&document(), "visibilitychange", move || {
        if is_visible() {
            seen();
        }
    });
}

/// Whether the person can see this page.
#[must_use]
pub fn is_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Calls back on an event for as long as the page lives.
pub fn listen(target: &web_sys::EventTarget, name: &str, heard: impl Fn() + 'static) {
    let heard = Closure::<dyn Fn()>::new(heard).into_js_value();
    // Adding a listener to a live target cannot fail.
    let _ = target.add_event_listener_with_callback(name, heard.unchecked_ref());
}

fn on_message(heard: impl Fn() + 'static) {
    if shell::is_private() {
        return session::on_told(heard);
    }
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        listen(&channel, "message", heard);
        // A channel that nothing holds is collected, and its listener with it.
        std::mem::forget(channel);
    }
}
