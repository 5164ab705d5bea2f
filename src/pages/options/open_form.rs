//! The one form of a section that is open: what it began with, and why no other opens over it.

use std::sync::Arc;

use leptos::html::ElementType;
use leptos::prelude::*;
use ringfence_pages::parts::focus_when_there;
use ringfence_pages::unsaved::ask_before_leaving;
use ringfence_pages::words::word;
use wasm_bindgen::JsCast;

/// Whether a form holds something that is not saved.
type IsChanged = Arc<dyn Fn() -> bool + Send + Sync>;

/// The form, or none. A form is made anew whenever it begins with something else.
pub struct OpenForm<D: 'static> {
    /// What it began with.
    began: RwSignal<Option<D>>,
    /// Asks the form that stands in the page.
    is_changed: StoredValue<Option<IsChanged>>,
    /// Whether a form that is not saved stood in the way of another.
    stopped: RwSignal<bool>,
    /// Whether the form takes the focus once it stands in the page.
    takes_focus: StoredValue<bool>,
    /// Finds the form in the page.
    selector: &'static str,
}

impl<D> Clone for OpenForm<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for OpenForm<D> {}

impl<D: Clone + PartialEq + Send + Sync + 'static> OpenForm<D> {
    /// No form is open yet. Its element will be found by `selector`.
    pub fn none(selector: &'static str) -> Self {
        let form = Self {
            began: RwSignal::new(None),
            is_changed: StoredValue::new(None),
            stopped: RwSignal::new(false),
            takes_focus: StoredValue::new(false),
            selector,
        };
        ask_before_leaving(move || form.is_unsaved());
        form
    }

    /// Opens a form, unless one is open that is not saved: then that one says so.
    pub fn open(self, draft: D) {
        let is_unsaved = self.is_unsaved();
        self.stopped.set(is_unsaved);
        if is_unsaved {
            crate::week::focus([self.selector, " .first"].concat());
        } else {
            self.takes_focus.set_value(true);
            self.put(Some(draft));
        }
    }

    /// Closes the form, whatever it holds.
    pub fn close(self) {
        self.stopped.set(false);
        self.put(None);
    }

    /// Closes the form of what goes, unless something is typed in it.
    pub fn leave(self, what: impl Fn(&D) -> bool) {
        if untrack(|| self.is_of(what)) && !self.is_unsaved() {
            self.close();
        }
    }

    /// Brings the form up to date with what it is of, as `now` finds it, while nothing was typed.
    pub fn follow(self, now: impl Fn(&D) -> Option<D> + 'static) {
        Effect::new(move |_| {
            self.began.track();
            self.renew(&now);
        });
    }

    /// The same, once.
    pub fn renew(self, now: impl Fn(&D) -> Option<D>) {
        let Some(began) = self.began.get_untracked() else { return };
        if let Some(draft) = now(&began).filter(|draft| *draft != began)
            && !self.is_unsaved()
        {
            let within = [self.selector, ":focus-within"].concat();
            let has_focus = document().query_selector(&within).is_ok_and(|found| found.is_some());
            self.takes_focus.set_value(has_focus);
            self.put(Some(draft));
        }
    }

    /// Whether the form holds something that is not saved.
    fn is_unsaved(self) -> bool {
        // It holds until something else is put there: the form that is asked still stands.
        self.is_changed.get_value().is_some_and(|is_changed| untrack(|| is_changed()))
    }

    fn put(self, draft: Option<D>) {
        self.is_changed.set_value(None);
        self.began.set(draft);
    }

    /// Whether a form is open.
    pub fn is_open(self) -> bool {
        self.began.with(Option::is_some)
    }

    /// Whether a form is open, and of this.
    pub fn is_of(self, what: impl Fn(&D) -> bool) -> bool {
        self.began.with(|began| began.as_ref().is_some_and(what))
    }

    /// The same, for `aria-expanded`.
    pub fn expanded(self, what: impl Fn(&D) -> bool) -> &'static str {
        if self.is_of(what) { "true" } else { "false" }
    }

    /// What the form begins with.
    pub fn began(self) -> Option<D> {
        self.began.get()
    }

    /// The form stands there now: how it is asked whether it holds something that is not saved, and
    /// what of it takes the focus if it was opened by the person.
    pub fn stands<E>(self, is_changed: impl Fn() -> bool + Send + Sync + 'static, first: NodeRef<E>)
    where
        E: ElementType + 'static,
        E::Output: JsCast + Clone + 'static,
    {
        self.is_changed.set_value(Some(Arc::new(is_changed)));
        if self.takes_focus.get_value() {
            focus_when_there(first);
        }
    }

    /// That it stood in the way of another, in the sentence of this key.
    pub fn notice(self, key: &'static str) -> AnyView {
        notice(self.stopped, key)
    }
}

fn notice(stopped: RwSignal<bool>, key: &'static str) -> AnyView {
    let notice = move || {
        stopped.get().then(|| {
            view! { <p class="notice unsaved settle" role="alert">{word(key)}</p> }
        })
    };
    notice.into_any()
}
