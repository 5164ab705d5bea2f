//! "Try a URL": what would happen to a page, in which rules, and which pattern decides.

use leptos::prelude::*;
use ringfence_core::protocol::{
    Mode, OptionsView, Page, RuleOutcome, TabVerdict, TrailView, TryView,
};
use ringfence_pages::groups;
use ringfence_pages::live::Live;
use ringfence_pages::shell;
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;
use web_sys::Url;

/// The section.
pub(super) fn trial(live: Live<OptionsView>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let seen = RwSignal::new(None::<TryView>);
    let asked = StoredValue::new(0_u32);
    // What is typed is tried at once, and anew whenever something has changed.
    Effect::new(move |_| {
        live.view.track();
        let typed = typed.get();
        let number = asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        if typed.trim().is_empty() {
            return seen.set(None);
        }
        let answer = shell::view::<TryView>(Page::Try { url: address(typed.trim()) });
        spawn_local(async move {
            let Ok(answer) = answer.await else { return };
            // An older answer does not replace a newer one.
            if asked.try_get_value() == number {
                let _ = seen.try_set(Some(answer));
            }
        });
    });
    view! {
        <section class="card trial" aria-labelledby="trial">
            <h2 id="trial">{word("sites_try")}</h2>
            <div class="field">
                <label class="quiet" for="try-url">{word("sites_try_label")}</label>
                <input
                    class="input exact"
                    id="try-url"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="none"
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                />
            </div>
            <div class="verdict" role="status">{move || seen.get().map(verdict)}</div>
        </section>
    }
}

/// What was typed or pasted as the browser would open it: as it stands if it begins with a scheme.
fn address(typed: &str) -> String {
    // A browser would write some other letter for it, or look it up.
    if typed.contains(char::is_whitespace) {
        return String::new();
    }
    let scheme = typed.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let has_scheme =
        typed.contains("://") || scheme.is_some_and(|it| OTHER_SCHEMES.contains(&it.as_str()));
    let whole = if has_scheme { typed.to_owned() } else { ["https://", typed].concat() };
    Url::new(&whole).map(|url| url.href()).unwrap_or_default()
}

/// Schemes that are written without slashes; before any other colon stands a host.
const OTHER_SCHEMES: [&str; 7] =
    ["about", "blob", "data", "file", "javascript", "mailto", "view-source"];

fn verdict(seen: TryView) -> AnyView {
    if !seen.readable {
        return view! {
            <div>
                <h3>{word("sites_try_none")}</h3>
                <p class="soft">{word("sites_try_none_hint")}</p>
            </div>
        }
        .into_any();
    }
    let covered: Vec<Mode> = seen.rules.iter().filter_map(|rule| rule.mode).collect();
    let heading = match covered.as_slice() {
        [] => "sites_try_open",
        modes if modes.contains(&Mode::Cover) => "sites_try_covered",
        _ => "sites_try_dimmed",
    };
    let now = match (seen.now, seen.lifted, covered.is_empty()) {
        (TabVerdict::Veiled { mode: Mode::Cover, until }, ..) => {
            word_with("sites_try_now_covered", &[&times::clock(until)])
        }
        (TabVerdict::Veiled { mode: Mode::Dim, until }, ..) => {
            word_with("sites_try_now_dimmed", &[&times::clock(until)])
        }
        (TabVerdict::Open {}, true, _) => word("sites_try_now_lifted"),
        (TabVerdict::Open {}, false, true) if seen.rules.is_empty() => word("sites_try_no_rule"),
        (TabVerdict::Open {}, false, true) => word("sites_try_through"),
        (TabVerdict::Open {}, false, false) => word("sites_try_now_open"),
    };
    let lines = seen.rules.iter().map(rule).collect_view();
    let trail = seen.trail.iter().enumerate().map(step).collect_view();
    view! {
        <div>
            <h3>{word(heading)}</h3>
            <p class="soft">{now}</p>
            <ul class="small">{lines}</ul>
        </div>
        <ol class="trail">{trail}</ol>
    }
    .into_any()
}

/// "Portfolio, Mon and Wed: covered".
fn rule(rule: &RuleOutcome) -> impl IntoView + use<> {
    let key = match rule.mode {
        Some(Mode::Cover) => "sites_try_rule_covers",
        Some(Mode::Dim) => "sites_try_rule_dims",
        None => "sites_try_rule_opens",
    };
    view! { <li>{word_with(key, &[&groups::rule_name(&rule.goal, &rule.days)])}</li> }
}

/// A pattern that names the page, and what it comes to. The first that counts decides.
fn step((place, step): (usize, &TrailView)) -> impl IntoView + use<> {
    let wins = place == 0 && step.in_rule;
    let home = if step.group.is_empty() { word("sites_try_rule_own") } else { step.group.clone() };
    let key = match (step.in_rule, wins, step.lets_through) {
        (false, ..) => "sites_try_unused",
        (true, true, true) => "sites_try_opens_wins",
        (true, true, false) => "sites_try_covers_wins",
        (true, false, true) => "sites_try_opens",
        (true, false, false) => "sites_try_covers",
    };
    view! {
        <li class:wins=wins>
            <code>{step.site.clone()}</code>
            <p>{word_with(key, &[&home])}</p>
        </li>
    }
}
