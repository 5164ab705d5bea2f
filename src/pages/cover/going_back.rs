//! The way back to work: why, which sites, for how long, and one deliberate act. Conscious, not hard.

use leptos::prelude::*;
use ringfence_core::protocol::{
    CoreEvent, Fault, FaultKind, Field, OverrideDraft, Reason, ScopeChoice, ScopeDraft,
};
use ringfence_pages::countdown::now_until;
use ringfence_pages::fault::{FaultLines, Faults};
use ringfence_pages::hold::Hold;
use ringfence_pages::parts::{Brand, focus_when_there};
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::times::{self, MINUTE};
use ringfence_pages::words::{counted, phrase, reason, word, word_with};
use wasm_bindgen_futures::spawn_local;

use crate::place::Place;
use crate::{Cover, Stage};

const REASONS: [Reason; 6] = [
    Reason::Incident,
    Reason::Promise,
    Reason::Unblock,
    Reason::Home,
    Reason::Habit,
    Reason::Other,
];
const MINUTES: [u32; 4] = [5, 10, 15, 30];

/// What is chosen so far.
#[derive(Clone, Copy)]
struct Form {
    why: RwSignal<Option<Reason>>,
    /// None while the narrowest scope stands, whichever that is.
    scope: RwSignal<Option<ScopeDraft>>,
    minutes: RwSignal<u32>,
    faults: Faults,
    /// The background did not answer.
    silent: RwSignal<bool>,
}

impl Form {
    fn chosen(self, cover: Cover) -> Option<ScopeChoice> {
        let wanted = self.scope.get();
        cover.covered.with(|covered| {
            let same = |choice: &&ScopeChoice| Some(&choice.scope) == wanted.as_ref();
            covered.scopes.iter().find(same).or_else(|| covered.scopes.first()).cloned()
        })
    }

    fn send(self, cover: Cover) {
        let Some(choice) = untrack(|| self.chosen(cover)) else { return };
        let (minutes, reason) = (self.minutes.get_untracked(), self.why.get_untracked());
        let draft = OverrideDraft { scope: choice.scope, minutes, reason };
        let answer = shell::send(&CoreEvent::RequestOverride { draft });
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Refused(faults)) => self.faults.set(faults),
                Ok(Answer::Done(_)) => granted(cover),
                Err(NotRunning) => self.silent.set(true),
            }
        });
    }

    /// Nobody holds for three seconds only to be asked why.
    fn may_begin(self) -> bool {
        if self.why.get_untracked().is_some() {
            self.faults.set(Vec::new());
            return true;
        }
        let kind = FaultKind::NoReason;
        self.faults.set(vec![Fault { field: Field::Reason, kind, typed: String::new() }]);
        false
    }
}

/// What was opened may be another site than the one this page stands for: the next view tells.
fn granted(cover: Cover) {
    if cover.place.with_value(Place::stands_for_a_navigation) {
        cover.stage.set(Stage::Covered);
        cover.live.refresh();
    } else {
        cover.leave();
    }
}

/// The form and what it comes to.
pub fn going_back(cover: Cover) -> impl IntoView {
    let form = Form {
        why: RwSignal::new(None),
        scope: RwSignal::new(None),
        minutes: RwSignal::new(MINUTES[0]),
        faults: RwSignal::new(Vec::new()),
        silent: RwSignal::new(false),
    };
    let until = Signal::derive(move || cover.until());
    let now = now_until(until, move || cover.live.refresh());
    let heading = NodeRef::new();
    focus_when_there(heading);
    let standing = move || {
        let left = times::length(times::minutes_between(now.get(), until.get()));
        word_with("back_protected", &[&times::clock(until.get()), &left])
    };
    view! {
        <div class="back">
            <div class="cover-top"><Brand/><span>{standing}</span></div>
            <div class="back-head">
                <h1 tabindex="-1" node_ref=heading>{word("back_heading")}</h1>
                <p class="soft">{word("back_lead")}</p>
            </div>
            <div class="back-grid">
                {questions(cover, form)}
                {summary(cover, form, now)}
            </div>
        </div>
    }
}

fn questions(cover: Cover, form: Form) -> impl IntoView {
    let why = REASONS.map(|choice| {
        let chosen = move || form.why.get() == Some(choice);
        let choose = move || {
            form.why.set(Some(choice));
            form.faults.set(Vec::new());
        };
        chip("why", reason(choice).into_any(), chosen, choose)
    });
    let scopes = move || {
        cover
            .covered
            .with(|covered| covered.scopes.clone())
            .into_iter()
            .map(|choice| {
                let label = scope_name(&choice);
                let (scope, set) = (choice.scope.clone(), choice.scope);
                let chosen = move || form.chosen(cover).is_some_and(|chosen| chosen.scope == scope);
                chip("sites", label, chosen, move || form.scope.set(Some(set.clone())))
            })
            .collect_view()
    };
    let scope_list = Memo::new(move |_| cover.covered.with(|covered| covered.scopes.clone()));
    let minutes = MINUTES.map(|choice| {
        let chosen = move || form.minutes.get() == choice;
        let label = times::length_in_minutes(choice).into_any();
        chip("minutes", label, chosen, move || form.minutes.set(choice))
    });
    view! {
        <form class="questions" on:submit=|event| event.prevent_default()>
            <fieldset aria-describedby="why-wrong">
                <legend>{word("back_why")}</legend>
                <div class="chips">{why.collect_view()}</div>
                <FaultLines id="why-wrong" faults=form.faults about=|field| field == Field::Reason/>
            </fieldset>
            <fieldset aria-describedby="sites-wrong">
                <legend>{word("back_sites")}</legend>
                <div class="chips">{move || { scope_list.track(); untrack(scopes) }}</div>
                <FaultLines
                    id="sites-wrong"
                    faults=form.faults
                    about=|field| matches!(field, Field::Scope | Field::Draft)
                />
            </fieldset>
            <fieldset aria-describedby="minutes-wrong">
                <legend>{word("back_minutes")}</legend>
                <div class="chips">{minutes.collect_view()}</div>
                <FaultLines id="minutes-wrong" faults=form.faults about=|field| field == Field::Minutes/>
            </fieldset>
        </form>
    }
}

fn chip(
    name: &'static str,
    label: AnyView,
    chosen: impl Fn() -> bool + Send + Sync + 'static,
    choose: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <label class="chip">
            <input type="radio" name=name prop:checked=chosen on:change=move |_| choose()/>
            {label}
        </label>
    }
}

fn scope_name(choice: &ScopeChoice) -> AnyView {
    let label = choice.label.clone();
    match choice.scope {
        ScopeDraft::Site { .. } => view! { <span class="exact">{label}</span> }.into_any(),
        ScopeDraft::Group { .. } => label.into_any(),
        ScopeDraft::Everything {} => word("back_everything").into_any(),
    }
}

fn summary(cover: Cover, form: Form, now: ReadSignal<i64>) -> impl IntoView {
    let opens = move || {
        let choice = form.chosen(cover)?;
        let until = (now.get() + i64::from(form.minutes.get()) * MINUTE).min(cover.until());
        let clock = times::clock(until).into_any();
        Some(match choice.scope {
            ScopeDraft::Everything {} => phrase("back_opens_everything", vec![clock]),
            _ => phrase("back_opens", vec![scope_name(&choice), clock]),
        })
    };
    let rest = move || {
        let choice = form.chosen(cover)?;
        let covers = cover.covered.with(|covered| covered.covers.clone());
        let rest: Vec<_> = covers.into_iter().filter(|name| *name != choice.label).collect();
        match choice.scope {
            ScopeDraft::Everything {} => None,
            // Its group is among what is covered, and is so but for this one site.
            ScopeDraft::Site { .. } => Some(word("back_rest_site")),
            ScopeDraft::Group { .. } => {
                (!rest.is_empty()).then(|| counted("back_rest", rest.len(), &[&times::list(&rest)]))
            }
        }
    };
    let length = move || times::length_in_minutes(form.minutes.get());
    let stay = move || {
        let goal = cover.goal();
        if goal.is_empty() {
            word("back_stay_plain").into_any()
        } else {
            phrase("back_stay", vec![view! { <span class="yours">{goal}</span> }.into_any()])
        }
    };
    // Opened as the way back beside a tab, staying means closing this page.
    let stays = move |_| {
        if cover.place.with_value(Place::stands_for_a_navigation) {
            cover.stage.set(Stage::Covered);
        } else {
            cover.leave();
        }
    };
    view! {
        <section class="card sum" aria-label=word("back_summary")>
            <ul aria-live="polite">
                <li><span>{opens}</span></li>
                {move || rest().map(|rest| view! { <li><span>{rest}</span></li> })}
                <li><span>{word("back_logged")}</span></li>
            </ul>
            <div class="acts">
                <Hold
                    label=Signal::derive(move || word_with("back_hold", &[&length()]))
                    press_label=Signal::derive(move || word_with("back_press", &[&length()]))
                    may_begin=move || form.may_begin()
                    done=move || form.send(cover)
                />
                <p class="hint" role="alert">
                    {move || form.silent.get().then(|| word("back_not_running"))}
                </p>
            </div>
            <button class="btn bare wide stay" type="button" on:click=stays>{stay}</button>
        </section>
    }
}
