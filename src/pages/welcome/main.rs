//! The welcome page: when, from what, for what. One rule, one prompt of the browser, a minute.
#![forbid(unsafe_code)]
#![allow(
    clippy::large_types_passed_by_value,
    reason = "signals know where they were made in a debug build alone; in what ships they are small"
)]

mod done;
mod first_step;
mod for_what;
mod from_what;
mod preview;
mod when;

use leptos::prelude::*;
use ringfence_core::protocol::{Page, RuleDraft, WelcomeView};
use ringfence_pages::groups;
use ringfence_pages::live::{self, Live};
use ringfence_pages::parts::Brand;
use ringfence_pages::rule_form::{RuleForm, Saved, origins};
use ringfence_pages::unsaved::ask_before_leaving;
use ringfence_pages::words::{counted, word, word_with};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use self::first_step::FirstStep;

fn main() {
    live::show(Page::Welcome {}, welcome);
}

/// Groups that most people mean by work; chosen to begin with if they exist.
const PROPOSED_GROUPS: [&str; 3] = ["mail", "chat", "review_queue"];

/// What the steps have in common.
#[derive(Clone, Copy)]
struct Welcome {
    live: Live<WelcomeView>,
    form: RuleForm,
    /// Typed in the field for one's own site, and not added yet.
    pending: RwSignal<String>,
    /// What will be done first.
    step: FirstStep,
    /// Whether the rule is saved.
    saved: RwSignal<bool>,
    /// The background did not answer.
    silent: RwSignal<bool>,
}

impl Welcome {
    /// Puts the pending site among the others.
    fn add_pending(self) {
        let pending = self.pending.get_untracked();
        if pending.trim().is_empty() {
            return;
        }
        self.form.sites.update(|sites| {
            if !sites.is_empty() {
                sites.push('\n');
            }
            sites.push_str(pending.trim());
        });
        self.pending.set(String::new());
    }

    fn save(self) {
        self.add_pending();
        let goal = self.form.goal.get_untracked().trim().to_owned();
        if !goal.is_empty() && !self.step.is_right() {
            return focus_on_step();
        }
        let groups = self.live.view.with_untracked(|view| self.form.offered(&view.groups));
        self.form.save(&groups, move |outcome| match outcome {
            Saved::Yes(_) => {
                self.live.refresh();
                spawn_local(self.step.write(goal.clone()));
                self.saved.set(true);
            }
            Saved::Refused => self.silent.set(false),
            Saved::Silent => self.silent.set(true),
        });
    }

    /// Whether something is typed or chosen that no rule holds yet.
    fn is_unsaved(self) -> bool {
        let is_typed = |text: RwSignal<String>| text.with(|text| !text.trim().is_empty());
        let more = self.form.is_changed() || is_typed(self.pending) || is_typed(self.step.text);
        more && !self.saved.get()
    }

    /// How many sites the browser will be asked for.
    fn asked_for(self) -> usize {
        let groups = self.live.view.with(|view| self.form.offered(&view.groups));
        origins(&self.form.draft(), &groups).len()
    }
}

fn welcome(live: Live<WelcomeView>) -> impl IntoView {
    let groups = live.view.with_untracked(|view| {
        let ids = groups::offered(&view.groups, &Vec::new()).into_iter().map(|group| group.id);
        ids.filter(|id| PROPOSED_GROUPS.contains(&id.as_str())).collect()
    });
    let form = RuleForm::of(&RuleDraft {
        schedule: vec![when::proposed()],
        groups,
        ..RuleDraft::default()
    });
    let welcome = Welcome {
        live,
        form,
        pending: RwSignal::new(String::new()),
        step: FirstStep::empty(),
        saved: RwSignal::new(false),
        silent: RwSignal::new(false),
    };
    ask_before_leaving(move || welcome.is_unsaved());
    view! {
        <div class="welcome-side">
            <Brand/>
            <h1>{word("welcome_heading")}</h1>
            <p class="lead">{word("welcome_lead")}</p>
            {preview::preview(welcome)}
            <p class="small soft">{word("welcome_promise")}</p>
        </div>
        {move || if welcome.saved.get() {
            done::done(welcome).into_any()
        } else {
            steps(welcome).into_any()
        }}
    }
}

fn focus_on_step() {
    let field = document().get_element_by_id("first-step");
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        // An element in the page can always be focused.
        let _ = field.focus();
    }
}

/// The heading of a step.
fn heading(id: &'static str, number: &'static str, key: &str) -> impl IntoView + use<> {
    view! { <h2 id=id><span>{number}</span>{word(key)}</h2> }
}

fn steps(welcome: Welcome) -> impl IntoView {
    let already = welcome.live.view.with_untracked(|view| view.rules.len());
    let label = move || match when::chosen(welcome.form) {
        (days, _) if days.is_empty() => word("welcome_protect_plain"),
        (days, Some(stretch)) => word_with("welcome_protect", &[&days, &stretch]),
        (days, None) => word_with("welcome_protect_many", &[&days]),
    };
    let asks = move || match welcome.asked_for() {
        0 => String::new(),
        count => counted("welcome_asks", count, &[]),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        welcome.save();
    };
    view! {
        <form on:submit=submit novalidate="">
            {(already > 0).then(|| view! {
                <p class="notice already">
                    <span class="grow">{counted("welcome_already", already, &[])}</span>
                    <a href="options.html">{word("welcome_already_link")}</a>
                </p>
            })}
            <ol class="steps">
                <li class="card">{when::when(welcome.form)}</li>
                <li class="card">{from_what::from_what(welcome)}</li>
                <li class="card">{for_what::for_what(welcome)}</li>
            </ol>
            <div class="protect">
                <button class="btn first wide" type="submit">{label}</button>
                <p class="hint">{asks}</p>
                <p class="hint" role="alert">
                    {move || welcome.silent.get().then(|| word("back_not_running"))}
                </p>
            </div>
        </form>
    }
}
