//! One goal as a card: what it is for, the one thing to do first, and what is still to come.

use leptos::prelude::*;
use ringfence_core::protocol::{GoalDraft, GoalEnd, GoalView};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{Goals, ahead, steps};

/// The card of a goal that has not ended. It stays the same element while its goal changes, so that
/// what has the focus in it keeps it.
pub(super) fn card(goals: Goals, id: u32) -> impl IntoView {
    let goal = Memo::new(move |_| {
        goals.live.view.with(|view| {
            let open = view.goals.iter().filter(|goal| goal.ended.is_none());
            open.into_iter().find(|goal| goal.draft.id == id).cloned()
        })
    });
    let draft = Memo::new(move |_| goal.get().map(|goal| goal.draft).unwrap_or_default());
    let title = Memo::new(move |_| draft.with(|draft| draft.title.clone()));
    let open = move || goals.form.is_of(|it| it.id == id);
    let act = move |key: &'static str, label: &'static str, act: fn(Goals, &GoalDraft)| {
        view! {
            <button
                class="btn bare"
                type="button"
                aria-label=move || word_with(label, &[&title.get()])
                on:click=move |_| act(goals, &draft.get_untracked())
            >
                {word(key)}
            </button>
        }
    };
    view! {
        <li class="card goal" class:open=open data-goal=id.to_string()>
            <header>
                <h2 class="yours">{title}</h2>
                {move || place(&draft.get())}
            </header>
            {move || said("goal-why yours", draft.with(|draft| draft.why.clone()))}
            {steps::next(goals, draft)}
            <div class="goal-ahead">
                {move || goal.get().map(|goal| measures(&goal))}
            </div>
            {steps::list(draft)}
            {move || draft.with(extras)}
            <footer>
                <button
                    class="btn edit"
                    type="button"
                    aria-label=move || word_with("goal_edit_label", &[&title.get()])
                    aria-expanded=move || if open() { "true" } else { "false" }
                    on:click=move |_| goals.form.open(draft.get_untracked())
                >
                    {word("goal_edit")}
                </button>
                {act("goal_done", "goal_done_label", |goals, draft| goals.end(draft, GoalEnd::Done))}
                {act("goal_drop", "goal_drop_label", |goals, draft| goals.end(draft, GoalEnd::Dropped))}
                {act("goal_delete", "goal_delete_label", Goals::delete)}
            </footer>
        </li>
    }
}

/// Its area, whether it lies beyond today's role, and whether it is for the check-in.
fn place(draft: &GoalDraft) -> impl IntoView + use<> {
    let beyond = draft.beyond.then(|| word("goal_beyond"));
    let area = Some(draft.area.clone()).filter(|area| !area.is_empty());
    let check_in = draft.for_check_in.then(|| word("goal_for_check_in_tag"));
    let tags: Vec<String> = area.into_iter().chain(beyond).chain(check_in).collect();
    (!tags.is_empty()).then(|| {
        let tag = |tag: String| view! { <li class="tag">{tag}</li> };
        view! { <ul class="goal-tags">{tags.into_iter().map(tag).collect_view()}</ul> }
    })
}

fn measures(goal: &GoalView) -> impl IntoView + use<> {
    let lines = [ahead::deadline(goal), ahead::minutes(goal)];
    let line = |text: String| view! { <p>{text}</p> };
    view! {
        {lines.into_iter().flatten().map(line).collect_view()}
        {ahead::warning(goal.ahead)}
    }
}

/// What happens when it is done, the sentence for others, and the addresses.
fn extras(draft: &GoalDraft) -> impl IntoView + use<> {
    let reward = Some(draft.reward.clone()).filter(|it| !it.is_empty());
    let reward =
        reward.map(|it| view! { <p class="small">{word_with("goal_reward_said", &[&it])}</p> });
    let links = (!draft.links.is_empty()).then(|| {
        let link = |address: &String| {
            view! {
                <li>
                    <a class="exact" href=address.clone() target="_blank" rel="noreferrer noopener">
                        {address.clone()}
                    </a>
                </li>
            }
        };
        let links = draft.links.iter().map(link).collect_view();
        view! { <ul class="goal-links" aria-label=word("goal_links")>{links}</ul> }
    });
    let some = reward.is_some() || links.is_some() || !draft.teaser.is_empty();
    let teaser = (!draft.teaser.is_empty()).then(|| teaser(draft.teaser.clone()));
    some.then(|| view! { <div class="goal-extras">{reward}{teaser}{links}</div> })
}

/// The sentence to tell others; copied when the person says so, and nowhere else does it go.
fn teaser(text: String) -> impl IntoView {
    let copied = RwSignal::new(String::new());
    let said = word_with("goal_teaser_said", &[&text]);
    let sentence = StoredValue::new(text);
    let copy = move |_| {
        let writing = window().navigator().clipboard().write_text(&sentence.get_value());
        spawn_local(async move {
            let key = match JsFuture::from(writing).await {
                Ok(_) => "goal_copied",
                Err(_) => "goal_not_copied",
            };
            let _ = copied.try_set(word(key));
        });
    };
    view! {
        <div class="goal-teaser">
            <p class="yours grow">{said}</p>
            <button class="btn" type="button" aria-label=word("goal_copy_label") on:click=copy>
                {word("goal_copy")}
            </button>
            <p class="small soft" role="status">{copied}</p>
        </div>
    }
}

fn said(class: &'static str, text: String) -> Option<impl IntoView> {
    (!text.is_empty()).then(|| view! { <p class=class>{text}</p> })
}

/// The date on which a goal ended, in words.
pub(super) fn ended_on(goal: &GoalView) -> String {
    let date = ringfence_core::date::Date::parse(&goal.ended_on).map(times::date_with_year);
    let key = match goal.ended {
        Some(GoalEnd::Dropped) => "goal_dropped_on",
        Some(GoalEnd::Done) | None => "goal_done_on",
    };
    word_with(key, &[&date.unwrap_or_default()])
}
