//! Presets to start from: all of them, or what someone looks for by the name of an app or an address.

use leptos::prelude::*;
use ringfence_core::presets::{Found, Preset, PresetApp, find, place_of, presets, wanted_letters};
use ringfence_core::protocol::{GroupDraft, GroupView};
use ringfence_pages::groups;
use ringfence_pages::parts::{Glyph, LOOK};
use ringfence_pages::shell::{Answer, NotRunning};
use ringfence_pages::times;
use ringfence_pages::words::{counted, word, word_with};

use super::Sites;

/// So many apps of a preset are named; the others are counted.
const NAMED: usize = 4;

/// The section.
pub(super) fn finder(sites: Sites) -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let all = StoredValue::new(presets());
    let own = Memo::new(move |_| sites.live.view.with(|view| view.groups.clone()));
    let opened = RwSignal::new(None::<&'static str>);
    let looks = Memo::new(move |_| wanted.with(|wanted| !wanted_letters(wanted).is_empty()));
    let list = move || {
        all.with_value(|all| {
            let own = own.get();
            if looks.get() {
                let letters = wanted.get();
                let letters = wanted_letters(&letters);
                let found = find(all, letters).into_iter();
                found.map(|it| result(sites, &own, it, letters, opened)).collect_view()
            } else {
                all.iter().map(|it| preset(sites, &own, it, None, opened).into_any()).collect_view()
            }
        })
    };
    let count = move || {
        let wanted = wanted.get();
        match all.with_value(|all| find(all, &wanted).len()) {
            0 if looks.get() => word("sites_found_none"),
            0 => String::new(),
            count => counted("sites_found", count, &[]),
        }
    };
    view! {
        <section class="finder" aria-labelledby="presets">
            <h2 id="presets">{word("sites_presets")}</h2>
            <div class="field look">
                <label class="quiet" for="find">{word("sites_find")}</label>
                <input
                    class="input"
                    id="find"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=wanted
                    on:input=move |event| wanted.set(event_target_value(&event))
                />
                <Glyph path=LOOK/>
            </div>
            <p class="hint" role="status">{count}</p>
            <ul class="presets">{list}</ul>
            <p class="hint">{word("sites_asks")}</p>
        </section>
    }
}

/// What of a search fits: a preset by its name, or one app.
fn result(
    sites: Sites,
    own: &[GroupView],
    found: Found<'_>,
    letters: &str,
    opened: RwSignal<Option<&'static str>>,
) -> AnyView {
    let Some(app) = found.app else {
        return preset(sites, own, found.preset, Some(letters), opened).into_any();
    };
    let is_own = groups::missing(own, found.preset).iter().all(|other| other.name != app.name);
    let draft = groups::with_apps(own, found.preset, &[app]);
    let label = word_with("sites_add_app", &[app.name, found.preset.name]);
    let site = found.site.map(|site| {
        view! { <span class="exact">{marked(site, letters)}</span>" · " }
    });
    view! {
        <li>
            <div class="grow">
                <h3>{marked(app.name, letters)}</h3>
                <p class="small soft">{site}{found.preset.name}</p>
            </div>
            {if is_own { already().into_any() } else { add(sites, draft, label).into_any() }}
        </li>
    }
    .into_any()
}

/// A whole preset: its usual apps by one press, others by choice.
fn preset(
    sites: Sites,
    own: &[GroupView],
    preset: &Preset,
    letters: Option<&str>,
    opened: RwSignal<Option<&'static str>>,
) -> impl IntoView + use<> {
    let id = preset.id;
    let missing = groups::missing(own, preset);
    let is_new = own.iter().all(|group| group.id != id);
    let usual: Vec<&PresetApp> = preset.apps.iter().filter(|app| app.usual).collect();
    let about = about(preset, &missing, is_new);
    let press = if is_new {
        let label = word_with("sites_add_preset", &[preset.name]);
        Some(add(sites, groups::with_apps(own, preset, &usual), label).into_any())
    } else {
        missing.is_empty().then(|| already().into_any())
    };
    let choose = (!missing.is_empty()).then(|| {
        let label = word_with("sites_choose_label", &[preset.name]);
        let open = move || opened.get() == Some(id);
        let turn = move |_| opened.update(|it| *it = if *it == Some(id) { None } else { Some(id) });
        view! {
            <button
                class="btn bare"
                type="button"
                aria-label=label
                aria-expanded=move || if open() { "true" } else { "false" }
                on:click=turn
            >
                {word("sites_choose")}
            </button>
        }
    });
    let name = marked(preset.name, letters.unwrap_or_default());
    let (kept, own) = (preset.clone(), own.to_vec());
    let chooser =
        move || (opened.get() == Some(id)).then(|| chooser(sites, &own, &kept, is_new, opened));
    view! {
        <li>
            <div class="grow">
                <h3>{name}</h3>
                <p class="small soft">{about}</p>
            </div>
            {choose}
            {press}
            {chooser}
        </li>
    }
}

/// A new preset by its first apps; one that is the person's own by how much of it is.
fn about(preset: &Preset, missing: &[&PresetApp], is_new: bool) -> String {
    let all = preset.apps.len();
    if !is_new {
        let held = all - missing.len();
        return match held {
            0 => word("sites_preset_own_none"),
            _ => word_with("sites_preset_own", &[&held.to_string(), &all.to_string()]),
        };
    }
    let usual = preset.apps.iter().filter(|app| app.usual);
    let named = usual.chain(preset.apps.iter().filter(|app| !app.usual)).take(NAMED);
    let named: Vec<String> = named.map(|app| app.name.to_owned()).collect();
    match all - named.len() {
        0 => times::list(&named),
        more => counted("sites_preset_more", more, &[&named.join(", ")]),
    }
}

/// The apps of a preset that are not the person's own yet, to choose from.
fn chooser(
    sites: Sites,
    own: &[GroupView],
    preset: &Preset,
    is_new: bool,
    opened: RwSignal<Option<&'static str>>,
) -> impl IntoView + use<> {
    let missing = groups::missing(own, preset);
    let at_first = missing.iter().filter(|app| is_new && app.usual).map(|app| app.name);
    let chosen = RwSignal::new(at_first.collect::<Vec<_>>());
    let chip = move |app: &&PresetApp| {
        let name = app.name;
        let toggle = move |_| {
            chosen.update(|chosen| match chosen.iter().position(|other| *other == name) {
                Some(at) => drop(chosen.remove(at)),
                None => chosen.push(name),
            });
        };
        view! {
            <label class="chip">
                <input
                    type="checkbox"
                    prop:checked=move || chosen.with(|chosen| chosen.contains(&name))
                    on:change=toggle
                />
                {name}
            </label>
        }
    };
    let chips = missing.iter().map(chip).collect_view();
    let (kept, own) = (preset.clone(), own.to_vec());
    let press = move |_| {
        let chosen = chosen.get_untracked();
        let apps = kept.apps.iter().filter(|app| chosen.contains(&app.name));
        let draft = groups::with_apps(&own, &kept, &apps.collect::<Vec<_>>());
        opened.set(None);
        put(sites, draft);
    };
    let none = move || chosen.with(Vec::is_empty);
    let label = move || match chosen.with(Vec::len) {
        0 => word("sites_choose_none"),
        count => counted("sites_add_apps", count, &[]),
    };
    view! {
        <div class="chooser settle" role="group" aria-label=word_with("sites_choose_label", &[preset.name])>
            <div class="chips">{chips}</div>
            <button class="btn first" type="button" disabled=none on:click=press>{label}</button>
        </div>
    }
}

fn add(sites: Sites, draft: GroupDraft, label: String) -> impl IntoView {
    let press = move |_| put(sites, draft.clone());
    view! {
        <button class="btn" type="button" aria-label=label on:click=press>{word("sites_add")}</button>
    }
}

fn already() -> impl IntoView {
    view! { <span class="tag">{word("sites_yours")}</span> }
}

/// Makes the draft the person's own, and asks for access in the same press.
fn put(sites: Sites, draft: GroupDraft) {
    sites.save(draft, move |answer, group| match answer {
        Ok(Answer::Done(_)) => {
            sites.history.say(word_with("sites_added", &[&group.name]));
            crate::week::focus("#find");
        }
        Ok(Answer::Refused(faults)) => sites.history.say_faults(&faults),
        Err(NotRunning) => sites.history.say(word("back_not_running")),
    });
}

/// A text with what was looked for marked.
fn marked(text: &str, letters: &str) -> AnyView {
    let place = if letters.is_empty() { None } else { place_of(text, letters) };
    let parts = place
        .and_then(|(from, to)| Some((text.get(..from)?, text.get(from..to)?, text.get(to..)?)));
    match parts {
        None => text.to_owned().into_any(),
        Some((before, letters, after)) => {
            let (before, letters, after) =
                (before.to_owned(), letters.to_owned(), after.to_owned());
            view! { {before}<mark>{letters}</mark>{after} }.into_any()
        }
    }
}
