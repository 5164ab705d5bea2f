//! Time is protected: until when, what for, and the one way back.

use leptos::prelude::*;
use ringfence_core::protocol::{
    AimView, CoreEvent, PopupState, PopupView, ProtectedView, StepHome,
};
use ringfence_pages::countdown::now_until;
use ringfence_pages::live::Live;
use ringfence_pages::parts::focus_when_there;
use ringfence_pages::ring::{Ring, RingState};
use ringfence_pages::shell;
use ringfence_pages::step::{self, AskStep, ChooseGoal};
use ringfence_pages::times;
use ringfence_pages::words::{counted, word, word_with};
use wasm_bindgen_futures::spawn_local;

/// The protected time of a view, while it shows one.
pub fn protected_time(view: &PopupView) -> Option<ProtectedView> {
    match &view.state {
        PopupState::Protected(protected) => Some(protected.clone()),
        PopupState::Empty {} | PopupState::Free {} => None,
    }
}

/// When the protected time of a view ends; 0 while it shows none.
pub fn until(live: Live<PopupView>) -> Memo<i64> {
    let until = |view: &PopupView| protected_time(view).map(|time| time.until).unwrap_or_default();
    Memo::new(move |_| live.view.with(until))
}

/// The face of protected time: until when, and what for.
pub fn protected(live: Live<PopupView>) -> impl IntoView {
    let view = live.view;
    let time = Memo::new(move |_| view.with(protected_time));
    let until = Signal::from(until(live));
    let start = move || time.get().map(|time| time.start).unwrap_or_default();
    let now = now_until(until, move || live.refresh());
    let heading = NodeRef::<leptos::html::H1>::new();
    focus_when_there(heading);

    let ring = Signal::derive(move || {
        RingState::Yours(RingState::passed(start(), until.get(), now.get()))
    });
    let left = move || times::length(times::minutes_between(now.get(), until.get()));
    let aim = Memo::new(move |_| time.get().map(|time| (time.goal, time.aim)));
    // What was pressed there is gone with it: who goes on by keyboard goes on from the heading.
    Effect::new(move |before: Option<()>| {
        aim.track();
        let is_lost = document().active_element() == document().body().map(Into::into);
        if let Some(heading) = heading.get_untracked().filter(|_| before.is_some() && is_lost) {
            let _ = heading.focus();
        }
    });
    view! {
        <section class="popup-state">
            <div class="row">
                <Ring state=ring/>
                <div>
                    <h1 tabindex="-1" node_ref=heading>
                        {move || word_with("popup_protected", &[&times::clock(until.get())])}
                    </h1>
                    <p class="soft num">{move || word_with("time_left", &[&left()])}</p>
                </div>
            </div>
            {move || aim.get().map(|(goal, aim)| what_for(goal, &aim, live))}
        </section>
    }
}

/// What is covered, the way back, and the end before its time.
pub fn ways_out(live: Live<PopupView>) -> impl IntoView {
    let view = live.view;
    let covers = move || {
        view.with(|view| match view.covers.len() {
            0 => word("popup_covers_nothing"),
            count => counted("popup_covers", count, &[&times::list(&view.covers)]),
        })
    };
    let is_fresh = Memo::new(move |_| view.with(|view| view.focus_is_fresh));
    view! {
        <div class="popup-part row">
            <p class="small soft">{covers}</p>
            <button class="btn bare" type="button" on:click=|_| spawn_local(go_back())>
                {word("go_back")}
            </button>
        </div>
        <div class="popup-part">
            {move || if is_fresh.get() {
                let undo = |_| shell::tell(&CoreEvent::EndFocus {});
                view! {
                    <button class="btn wide" type="button" on:click=undo>
                        {word("popup_undo_focus")}
                    </button>
                }.into_any()
            } else {
                view! {
                    <button class="btn wide" type="button" on:click=|_| spawn_local(end_early())>
                        {word("popup_end_early")}
                    </button>
                }.into_any()
            }}
        </div>
    }
}

/// What the time is for: the next step, the largest thing; over it the goal and its deadline.
fn what_for(goal: String, aim: &AimView, live: Live<PopupView>) -> AnyView {
    if aim.choose {
        let goals = live.view.with_untracked(|view| view.goals.clone());
        return view! { <div class="goal"><ChooseGoal goals=goals occurrence=None/></div> }
            .into_any();
    }
    if goal.is_empty() {
        return ().into_any();
    }
    let over = step::days_left(aim).into_iter();
    if aim.step.is_empty() {
        return view! {
            <div class="goal">
                <span class="small soft">{word("popup_goal")}</span>
                <span class="yours">{goal.clone()}</span>
                {over.map(|left| view! { <span class="small soft">{left}</span> }).collect_view()}
                <AskStep home=StepHome::Now {} about=goal first="" takes_focus=false/>
                {step::links(aim)}
            </div>
        }
        .into_any();
    }
    let (goal_id, step_id) = (aim.goal, aim.step_id);
    let finish = move |_| shell::tell(&CoreEvent::FinishStep { goal: goal_id, step: step_id });
    let over = [goal].into_iter().chain(over).collect::<Vec<_>>().join(" · ");
    view! {
        <div class="goal">
            <span class="small soft">{over}</span>
            <bdi class="yours">{aim.step.clone()}</bdi>
            <div class="row">
                <button class="link" type="button" on:click=finish>{word("nudge_step_done")}</button>
                {step::links(aim)}
            </div>
        </div>
    }
    .into_any()
}

/// Opens the way back for everything, to the end of the time: the same act as any going back.
async fn end_early() {
    let tab = shell::active_tab().await;
    let id = tab.as_ref().map_or(-1, |tab| tab.id).to_string();
    shell::open_page(&["cover.html?return=", &id, "&end#"].concat(), tab.as_ref()).await;
    super::close();
}

/// Opens the way back beside the tab that is in front, and for its address. One of our cover pages
/// stands for the address that it covers.
async fn go_back() {
    let tab = shell::active_tab().await;
    let url = tab.as_ref().map(|tab| tab.url.as_str()).unwrap_or_default();
    let covered = url
        .strip_prefix(&shell::own_url("cover.html"))
        .map_or(url, |rest| rest.split_once('#').map(|(_, covered)| covered).unwrap_or_default());
    let id = tab.as_ref().map_or(-1, |tab| tab.id).to_string();
    shell::open_page(&["cover.html?return=", &id, "#", covered].concat(), tab.as_ref()).await;
    super::close();
}
