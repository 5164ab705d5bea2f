//! What is due and does not run: the close-out, the word of the week, a check-in. What comes soon stands
//! with what comes next.

use leptos::prelude::*;
use ringfence_core::date::Date;
use ringfence_core::protocol::{
    CloseOutView, CoreEvent, Day, NudgeKey, NudgeView, NudgeWord, PopupView, Suggestion, WeeklyView,
};
use ringfence_pages::close_out::CloseOut;
use ringfence_pages::live::Live;
use ringfence_pages::parts::focus_when_there;
use ringfence_pages::shell;
use ringfence_pages::times;
use ringfence_pages::words::{counted, word, word_with};
use wasm_bindgen_futures::spawn_local;

/// Whether the popup opens on something other than a focus to start.
pub fn takes_focus(view: &PopupView) -> bool {
    let word = view.nudge.as_ref().map(|it| &it.word);
    matches!(word, Some(NudgeWord::Before { .. } | NudgeWord::CloseOut { .. }))
}

/// The card, if there is one.
pub fn nudge(live: Live<PopupView>) -> impl IntoView {
    let nudge = Memo::new(move |_| live.view.with(|view| view.nudge.clone()));
    let close_out = Memo::new(move |_| nudge.with(|nudge| nudge.as_ref().and_then(to_close_out)));
    // One stays as it is being written, also when its goal changes elsewhere.
    let end = Memo::new(move |_| close_out.with(|it| it.as_ref().map(|it| it.end)));
    view! {
        {move || end.get().and(close_out.get_untracked()).map(|it| over(close_out, it))}
        {move || nudge.get().and_then(card)}
    }
}

fn to_close_out(nudge: &NudgeView) -> Option<CloseOutView> {
    match &nudge.word {
        NudgeWord::CloseOut { close_out } => Some(close_out.clone()),
        NudgeWord::Before { .. } | NudgeWord::Weekly { .. } | NudgeWord::CheckIn { .. } => None,
    }
}

/// What came of the time that is over.
fn over(asked: Memo<Option<CloseOutView>>, close_out: CloseOutView) -> impl IntoView {
    let first = NodeRef::new();
    focus_when_there(first);
    view! {
        <section class="popup-part nudge" aria-labelledby="nudge">
            <h2 id="nudge">{word("notice_over")}</h2>
            <CloseOut asked=asked close_out=close_out first=first/>
        </section>
    }
}

fn card(NudgeView { key, word: about }: NudgeView) -> Option<AnyView> {
    match about {
        NudgeWord::Before { .. } | NudgeWord::CloseOut { .. } => None,
        NudgeWord::Weekly { weekly } => {
            let look = weekly.suggestion.as_ref().and_then(look_at);
            Some(told(key, word("nudge_week"), week(&weekly), look))
        }
        NudgeWord::CheckIn { person, date, .. } => {
            let day = Date::parse(&date).map(times::date_in_words).unwrap_or_default();
            let heading = if person.is_empty() {
                word_with("nudge_check_in", &[&day])
            } else {
                word_with("nudge_check_in_with", &[&person, &day])
            };
            Some(told(key, heading, vec![word("nudge_check_in_look")], None))
        }
    }
}

/// A card that is only read, or leads to one page.
fn told(
    key: NudgeKey,
    heading: String,
    sentences: Vec<String>,
    look: Option<(String, String)>,
) -> AnyView {
    let fine = move |_| shell::tell(&CoreEvent::AnswerNudge { key });
    let sentence = |text: String| view! { <p class="soft">{text}</p> };
    view! {
        <section class="popup-part nudge" aria-labelledby="nudge">
            <h2 id="nudge">{heading}</h2>
            {sentences.into_iter().map(sentence).collect_view()}
            <div class="row">
                {look.map(|(name, page)| leading(name, page))}
                <button class="btn" type="button" on:click=fine>{word("nudge_fine")}</button>
            </div>
        </section>
    }
    .into_any()
}

/// "You kept 5 h of 6 h." What comes, and one suggestion.
fn week(weekly: &WeeklyView) -> Vec<String> {
    let length = |minutes: u32| times::length(minutes.into());
    let kept = weekly
        .kept
        .map(|(kept, planned)| word_with("nudge_week_kept", &[&length(kept), &length(planned)]));
    let comes = match weekly.sittings {
        0 => word("nudge_week_nothing"),
        count => counted("nudge_week_comes", count as usize, &[&length(weekly.minutes)]),
    };
    let suggested = weekly.suggestion.iter().map(suggested);
    kept.into_iter().chain([comes]).chain(suggested).collect()
}

/// "Wednesday 18:00 held 1 of 4 times. Thursday holds 4 of 4."
fn suggested(suggestion: &Suggestion) -> String {
    match suggestion {
        Suggestion::WeakHour { day, from, held, of, better, .. } => {
            let (day, at) = (name_of(*day), times::of_wall((*from).into()));
            let weak =
                word_with("nudge_week_hour", &[&day, &at, &held.to_string(), &of.to_string()]);
            let better = better.map(|it| {
                let (held, of) = (it.held.to_string(), it.of.to_string());
                word_with("nudge_week_better", &[&name_of(it.day), &held, &of])
            });
            [Some(weak), better].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        Suggestion::Step { goal } => word_with("nudge_week_step", &[goal]),
        Suggestion::Owed { minutes } => {
            word_with("nudge_week_owed", &[&times::length((*minutes).into())])
        }
    }
}

/// Where a suggestion leads: what the button is called, and the page. What is owed has its own part of the
/// popup, and a step is written where the next occurrence stands.
fn look_at(suggestion: &Suggestion) -> Option<(String, String)> {
    match suggestion {
        Suggestion::WeakHour { rule, day, .. } => {
            let name = word_with("nudge_week_look", &[&name_of(*day)]);
            Some((name, format!("options.html#week/{rule}")))
        }
        Suggestion::Step { .. } | Suggestion::Owed { .. } => None,
    }
}

fn leading(name: String, page: String) -> impl IntoView {
    let open = move |_| {
        let page = page.clone();
        spawn_local(async move {
            shell::open_page(&page, None).await;
            crate::close();
        });
    };
    view! { <button class="btn" type="button" on:click=open>{name}</button> }
}

fn name_of(day: Day) -> String {
    times::day_name(day, "long")
}
