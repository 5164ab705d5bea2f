//! "Cover this site too": the page in front, in steps from its host down its path, put into a group
//! or a rule. The browser's tab gives its address because the person pressed our button.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, HomeView, Page, PopupView, SiteHome, TryView};
use ringfence_core::site::SitePattern;
use ringfence_intl::BrowserHosts;
use ringfence_pages::fault::{self, Faults};
use ringfence_pages::groups;
use ringfence_pages::live::Live;
use ringfence_pages::parts::focus_when_there;
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;

/// How far down the path is offered.
const STEPS: usize = 4;

/// What came of a press.
#[derive(Clone, PartialEq)]
enum Outcome {
    Nothing,
    Added(String),
    Silent,
}

/// The offer, where the page in front is one that no rule covers.
pub fn site(live: Live<PopupView>) -> impl IntoView {
    let steps = RwSignal::new(Vec::<String>::new());
    let outcome = RwSignal::new(Outcome::Nothing);
    spawn_local(async move {
        let found = uncovered().await;
        // The popup may be gone by now.
        let _ = steps.try_set(found);
    });
    let homes = Memo::new(move |_| live.view.with(|view| view.homes.clone()));
    let offered = move || {
        let is_there = !steps.with(Vec::is_empty) && !homes.with(Vec::is_empty);
        is_there && !matches!(outcome.get(), Outcome::Added(_))
    };
    view! {
        {move || offered().then(|| offer(steps.get(), homes, outcome))}
        <div role="status">
            {move || match outcome.get() {
                Outcome::Nothing => None,
                Outcome::Added(site) => Some(word_with("popup_site_added", &[&site])),
                Outcome::Silent => Some(word("back_not_running")),
            }
            .map(|words| view! { <p class="popup-part small">{words}</p> })}
        </div>
    }
}

fn offer(
    steps: Vec<String>,
    homes: Memo<Vec<HomeView>>,
    outcome: RwSignal<Outcome>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let steps = StoredValue::new(steps);
    view! {
        <div class="popup-part add-site">
            <button
                class="btn bare wide"
                type="button"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {word("popup_site")}
            </button>
            {move || open.get().then(|| form(steps.get_value(), homes, outcome))}
        </div>
    }
}

fn form(
    steps: Vec<String>,
    homes: Memo<Vec<HomeView>>,
    outcome: RwSignal<Outcome>,
) -> impl IntoView {
    let chosen = RwSignal::new(steps.first().cloned().unwrap_or_default());
    let home = RwSignal::new(0_usize);
    let faults = Faults::new(Vec::new());
    let first = NodeRef::new();
    focus_when_there(first);
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(home) = homes.with_untracked(|homes| homes.get(home.get_untracked()).cloned())
        else {
            return;
        };
        let site = chosen.get_untracked();
        let origins = pattern(&site).map(|site| site.origin());
        let answer = shell::send(&CoreEvent::AddSite { home: home.home, site: site.clone() });
        shell::ask_for_access(&origins.into_iter().collect::<Vec<_>>());
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(_)) => drop(outcome.try_set(Outcome::Added(site))),
                Ok(Answer::Refused(found)) => drop(faults.try_set(found)),
                Err(NotRunning) => drop(outcome.try_set(Outcome::Silent)),
            }
        });
    };
    let step = move |(place, site): (usize, String)| {
        let site = StoredValue::new(site);
        let choose = move |_| chosen.set(site.get_value());
        let is_chosen = move || chosen.with(|chosen| site.with_value(|site| site == chosen));
        let label = view! { <span class="exact">{site.get_value()}</span> };
        if place == 0 {
            view! {
                <label class="chip">
                    <input type="radio" name="step" node_ref=first prop:checked=is_chosen on:change=choose/>
                    {label}
                </label>
            }
            .into_any()
        } else {
            view! {
                <label class="chip">
                    <input type="radio" name="step" prop:checked=is_chosen on:change=choose/>
                    {label}
                </label>
            }
            .into_any()
        }
    };
    let choice = |(place, home): (usize, HomeView)| {
        view! { <option value=place.to_string()>{name(&home)}</option> }
    };
    view! {
        <form class="settle" novalidate="" on:submit=add>
            <fieldset>
                <legend class="small soft">{word("popup_site_how_much")}</legend>
                <div class="chips">{steps.into_iter().enumerate().map(step).collect_view()}</div>
            </fieldset>
            <div class="field">
                <label class="quiet" for="home">{word("popup_site_home")}</label>
                <select
                    class="input"
                    id="home"
                    on:change=move |event| home.set(event_target_value(&event).parse().unwrap_or_default())
                >
                    {move || homes.get().into_iter().enumerate().map(choice).collect_view()}
                </select>
            </div>
            <button class="btn first wide" type="submit">{word("popup_site_press")}</button>
            <div role="status">
                {move || faults.with(|faults| faults.iter().map(|found| view! {
                    <p class="wrong-line">{fault::sentence(found)}</p>
                }).collect_view())}
            </div>
        </form>
    }
}

/// A group by its name, a rule by its goal line or its days.
fn name(home: &HomeView) -> String {
    match home.home {
        SiteHome::Group { .. } => home.label.clone(),
        SiteHome::Rule { .. } => {
            word_with("popup_site_rule", &[&groups::rule_name(&home.label, &home.days)])
        }
    }
}

/// The steps for the page in front; none if it is no web page, or if a rule covers it already.
async fn uncovered() -> Vec<String> {
    let Some(tab) = shell::active_tab().await else { return Vec::new() };
    let steps = steps(&tab.url);
    if steps.is_empty() {
        return steps;
    }
    let asked = shell::view::<TryView>(Page::Try { url: tab.url }).await;
    match asked {
        Ok(seen) if seen.readable && seen.rules.iter().all(|rule| rule.mode.is_none()) => steps,
        Ok(_) | Err(NotRunning) => Vec::new(),
    }
}

/// Patterns for an address, the widest first.
fn steps(url: &str) -> Vec<String> {
    let Some((_, rest)) = url.split_once("://").filter(|(scheme, _)| scheme.starts_with("http"))
    else {
        return Vec::new();
    };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let mut parts = rest.split('/').filter(|part| !part.is_empty());
    let authority = parts.next().unwrap_or_default();
    let mut text = authority.rsplit('@').next().unwrap_or_default().to_owned();
    let mut steps: Vec<String> = pattern(&text).map(|site| site.to_string()).into_iter().collect();
    for part in parts.take(STEPS - 1) {
        text = [&text, "/", part].concat();
        steps.extend(pattern(&text).map(|site| site.to_string()));
    }
    steps.dedup();
    steps
}

fn pattern(text: &str) -> Option<SitePattern> {
    SitePattern::parse(text, &BrowserHosts).ok()
}
