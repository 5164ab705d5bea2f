//! What is being typed into a field and is not sent yet. It outlives the field: a stage of the page that
//! changes, a popup that closes, a panel whose tab is uncovered. Each letter is put aside at once, in
//! `storage.session`, and told to every open page of ours, which shows the same text. `extension/typed.js`
//! does so for the panel; it also forgets what the core has taken.
//!
//! In private windows nothing is put aside: there it lives as long as its page.

use std::cell::RefCell;

use js_sys::{Math, Object};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::BroadcastChannel;

use crate::session;
use crate::shell::{self, get, set};

/// For what something is typed. Each holds one text.
#[derive(Clone, Copy)]
pub enum Slot {
    /// A line to be parked.
    Park,
    /// What is to be done first next time, at the end of the time.
    CloseOut,
    /// The next step of a goal.
    Step,
    /// Why one goes back, in one's own words.
    Note,
    /// Who or what pulled.
    Puller,
}

/// The channel on which pages tell each other what is typed.
const CHANNEL: &str = "ringfence-typed";

/// The keys of the slots, in their order. `extension/typed.js` knows them too.
const KEYS: [&str; 5] =
    ["typed.park", "typed.close_out", "typed.step", "typed.note", "typed.puller"];

/// A text, and what it is about.
#[derive(Clone, PartialEq, Eq)]
struct Typed {
    about: String,
    text: String,
}

/// Which write a text comes of: one more than the page that wrote it had seen, and that page. Of two
/// that cross on their way the same one is the later everywhere.
#[derive(Clone, PartialEq, PartialOrd, Default)]
struct Stamp {
    count: f64,
    page: String,
}

/// What this page knows of one slot.
struct Aside {
    key: &'static str,
    typed: ArcRwSignal<Option<Typed>>,
    stamp: RefCell<Stamp>,
}

/// What this page knows of all of them.
struct Asides {
    /// Tells this page from others.
    page: String,
    slots: [Aside; KEYS.len()],
    /// Where what is typed is told; none in private windows.
    channel: Option<BroadcastChannel>,
}

thread_local! {
    static ASIDES: Asides = Asides::follow();
}

impl Asides {
    /// Begins with what stands there, and follows what other pages write.
    fn follow() -> Self {
        let channel = BroadcastChannel::new(CHANNEL).ok().filter(|_| !shell::is_private());
        if let Some(channel) = &channel {
            let heard = Closure::<dyn Fn(JsValue)>::new(|event: JsValue| {
                let told = get(&event, "data");
                let key = get(&told, "key");
                ASIDES.with(|asides| {
                    asides.take(|of| if key == of { told.clone() } else { JsValue::UNDEFINED });
                });
            });
            channel.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
            spawn_local(async {
                let kept = session::read().await;
                ASIDES.with(|asides| asides.take(|key| get(&kept, key)));
            });
        }
        let slots =
            KEYS.map(|key| Aside { key, typed: ArcRwSignal::new(None), stamp: RefCell::default() });
        Self { page: Math::random().to_string(), slots, channel }
    }

    fn of(&self, slot: Slot) -> &Aside {
        let [park, close_out, step, note, puller] = &self.slots;
        match slot {
            Slot::Park => park,
            Slot::CloseOut => close_out,
            Slot::Step => step,
            Slot::Note => note,
            Slot::Puller => puller,
        }
    }

    /// Takes over what each key holds, where that is given.
    fn take(&self, holds: impl Fn(&str) -> JsValue) {
        for slot in &self.slots {
            slot.take(&holds(slot.key));
        }
    }

    fn put(&self, slot: Slot, typed: Typed) {
        let aside = self.of(slot);
        let count = aside.stamp.borrow().count + 1.0;
        aside.stamp.replace(Stamp { count, page: self.page.clone() });
        if let Some(channel) = &self.channel {
            let now = Object::new();
            set(&now, "key", &JsValue::from_str(aside.key));
            set(&now, "about", &JsValue::from_str(&typed.about));
            set(&now, "text", &JsValue::from_str(&typed.text));
            set(&now, "count", &JsValue::from_f64(count));
            set(&now, "page", &JsValue::from_str(&self.page));
            session::write(aside.key, &now);
            // A plain object can always be told.
            let _ = channel.post_message(&now);
        }
        aside.typed.set(Some(typed));
    }
}

impl Aside {
    fn take(&self, now: &JsValue) {
        let text = |name| get(now, name).as_string();
        if let Some(sent) = text("sent") {
            self.stamp.take();
            // What was typed since it was sent is another text.
            if self.typed.with_untracked(|it| it.as_ref().is_some_and(|it| it.text == sent)) {
                self.typed.set(None);
            }
        } else if let (Some(about), Some(text), Some(count), Some(page)) =
            (text("about"), text("text"), get(now, "count").as_f64(), text("page"))
        {
            let stamp = Stamp { count, page };
            if stamp > *self.stamp.borrow() {
                self.stamp.replace(stamp);
                self.typed.set(Some(Typed { about, text }));
            }
        }
    }
}

/// A text as it is being typed.
#[derive(Clone, Copy)]
pub struct Draft {
    slot: Slot,
    /// What it is about: of a text about something else nothing is shown.
    about: StoredValue<String>,
}

impl Draft {
    /// What is typed for this, about that.
    pub fn of(slot: Slot, about: impl Into<String>) -> Self {
        Self { slot, about: StoredValue::new(about.into()) }
    }

    /// What was typed, also if all of it was deleted again; none if nothing was.
    #[must_use]
    pub fn typed(self) -> Option<String> {
        let typed = ASIDES.with(|asides| asides.of(self.slot).typed.get())?;
        let is_this = self.about.try_with_value(|about| *about == typed.about);
        (is_this == Some(true)).then_some(typed.text)
    }

    /// The same, empty if nothing was typed.
    #[must_use]
    pub fn text(self) -> String {
        self.typed().unwrap_or_default()
    }

    /// The same, for who does not follow it.
    #[must_use]
    pub fn text_now(self) -> String {
        untrack(|| self.text())
    }

    /// Puts aside what stands in the field now.
    pub fn put(self, text: String) {
        let typed = Typed { about: self.about.get_value(), text };
        ASIDES.with(|asides| asides.put(self.slot, typed));
    }

    /// This text was sent, and taken. What was typed meanwhile is another.
    pub fn was_sent(self, sent: &str) {
        let Some(now) = untrack(|| self.typed()) else { return };
        if now == sent {
            ASIDES.with(|asides| asides.of(self.slot).typed.set(None));
        } else {
            self.put(now);
        }
    }
}
