//! What can be done with one block: with its stretch in every week, and with only this one.

use leptos::prelude::*;
use ringfence_core::protocol::{
    BlockView, CoreEvent, ExcusedBy, Fault, Field, MoveDraft, OccurrenceDraft, OccurrenceKey,
    Reason, StretchDraft,
};
use ringfence_pages::date_input::DateInput;
use ringfence_pages::fault::FaultLines;
use ringfence_pages::reasons::Reasons;
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;

use super::Week;
use super::wish::{Ask, Chosen, Wish, standing};

/// The card of the chosen block; nothing while none is chosen.
pub fn one(week: Week, Chosen { block, wish }: Chosen) -> impl IntoView {
    move || block.get().zip(wish.get()).map(|(block, wish)| card(week, block, wish))
}

fn card(week: Week, block: BlockView, wish: Wish) -> impl IntoView {
    wish.follow(standing(week, &block));
    let asked = wish.asked;
    let heading = [times::date(block.start), times::block(block.from, block.to)].join(", ");
    let excused = block.excused;
    let changed = block.moved || matches!(excused, Some(ExcusedBy::Skip | ExcusedBy::Move));
    let over = block.end <= times::now();
    let holds = excused.is_none() && !over;
    let shapes = excused.is_none() && !block.moved;
    let state = match excused {
        Some(ExcusedBy::Vacation) => Some(word("one_vacation")),
        Some(ExcusedBy::OnCall) => Some(word("one_on_call")),
        Some(ExcusedBy::Skip) => Some(word("one_skipped")),
        Some(ExcusedBy::Move) => Some(word("one_moved_away")),
        None if block.moved => Some(word("one_moved")),
        None if over => Some(word("one_over")),
        None => None,
    };
    let skip = word(if block.runs { "one_skip_now" } else { "one_skip" });
    let stored = StoredValue::new(block);
    let toggle = move |ask| {
        asked.update(|asked| *asked = if *asked == Some(ask) { None } else { Some(ask) });
    };
    let pressed = move |ask| move || if asked.get() == Some(ask) { "true" } else { "false" };
    view! {
        <section class="card one settle" aria-label=heading.clone()>
            <h2>{heading.clone()}</h2>
            {state.map(|state| view! { <p class="small soft">{state}</p> })}
            <div class="acts">
                {holds.then(|| view! {
                    <button
                        class="btn"
                        type="button"
                        aria-expanded=pressed(Ask::Skip)
                        on:click=move |_| toggle(Ask::Skip)
                    >
                        {skip}
                    </button>
                    <button
                        class="btn"
                        type="button"
                        aria-expanded=pressed(Ask::Move)
                        on:click=move |_| toggle(Ask::Move)
                    >
                        {word("one_move")}
                    </button>
                })}
                {(changed && !over).then(|| view! {
                    <button class="btn" type="button" on:click=move |_| take_back(week, stored)>
                        {word("waits_take_back")}
                    </button>
                })}
                {shapes.then(|| view! {
                    <button
                        class="btn bare"
                        type="button"
                        on:click=move |_| stored.with_value(|block| week.split_in_middle(block))
                    >
                        {word("one_split")}
                    </button>
                    <button
                        class="btn bare"
                        type="button"
                        on:click=move |_| stored.with_value(|block| week.remove(block))
                    >
                        {word("one_remove")}
                    </button>
                })}
            </div>
            {move || asked.get().map(|ask| question(week, stored.get_value(), ask, wish))}
        </section>
    }
}

/// Why, and where to.
fn question(week: Week, block: BlockView, ask: Ask, wish: Wish) -> impl IntoView {
    let faults = RwSignal::new(Vec::<Fault>::new());
    let Wish { why, date, from, to, .. } = wish;
    let zone = week.rule(block.occurrence.rule).map(|rule| rule.draft.zone).unwrap_or_default();
    let hint = match (block.runs, ask) {
        (true, Ask::Skip) => word_with("one_runs", &[&times::clock(block.end)]),
        (true, Ask::Move) => word_with("one_runs_move", &[&times::clock(block.end)]),
        (false, Ask::Skip) => word("one_skip_hint"),
        (false, Ask::Move) => word("one_move_hint"),
    };
    let press = match (ask, block.runs) {
        (Ask::Skip, false) => "one_skip_press",
        (Ask::Skip, true) => "one_skip_now_press",
        (Ask::Move, _) => "one_move_press",
    };
    let pinned = (!zone.is_empty()).then(|| word_with("one_by_zone", &[&zone]));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let target = (ask == Ask::Move).then(|| MoveDraft {
            date: date.get_untracked(),
            stretch: StretchDraft { from: from.get_untracked(), to: to_end(&to.get_untracked()) },
        });
        let change = OccurrenceDraft {
            occurrence: block.occurrence.clone(),
            to: target,
            reason: why.get_untracked(),
        };
        tell(week, &block, change, faults, wish);
    };
    view! {
        <form class="one-question settle" novalidate="" on:submit=send>
            {(ask == Ask::Move).then(|| target_fields(faults, date, from, to))}
            <p class="hint">{pinned}</p>
            <Reasons name="one-why" chosen=why faults=faults/>
            <p class="hint">{hint}</p>
            <FaultLines id="one-wrong" faults=faults about=|field| matches!(field, Field::Draft)/>
            <button class="btn" type="submit">{word(press)}</button>
        </form>
    }
}

fn target_fields(
    faults: RwSignal<Vec<Fault>>,
    date: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
) -> impl IntoView {
    let wrong = move |field: Field| {
        let wrong = faults.with(|faults| faults.iter().any(|fault| fault.field == field));
        if wrong { "true" } else { "false" }
    };
    let time = move |id: &'static str, key: &str, text: RwSignal<String>| {
        view! {
            <div class="field">
                <label for=id>{word(key)}</label>
                <input
                    class="input num"
                    type="time"
                    id=id
                    aria-describedby="one-stretch-wrong"
                    aria-invalid=move || wrong(Field::MoveStretch)
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                />
            </div>
        }
    };
    view! {
        <div class="field">
            <label for="one-date">{word("one_date")}</label>
            <DateInput
                id="one-date"
                date=date
                described_by="one-date-wrong"
                wrong=move || wrong(Field::MoveDate)
            />
            <FaultLines id="one-date-wrong" faults=faults about=|field| matches!(field, Field::MoveDate)/>
        </div>
        <div>
            <div class="pair">
                {time("one-from", "rule_from", from)}
                {time("one-to", "rule_to", to)}
            </div>
            <FaultLines
                id="one-stretch-wrong"
                faults=faults
                about=|field| matches!(field, Field::MoveStretch)
            />
        </div>
    }
}

fn tell(
    week: Week,
    block: &BlockView,
    change: OccurrenceDraft,
    faults: RwSignal<Vec<Fault>>,
    wish: Wish,
) {
    let (runs, moved) = (block.runs, block.moved);
    let key = change.occurrence.clone();
    let label = word(if change.to.is_some() { "step_moved_once" } else { "step_skipped" });
    let undo = back(week, block, change.reason);
    let redo = CoreEvent::ChangeOccurrence { change };
    let answer = shell::send(&redo);
    spawn_local(async move {
        match answer.await {
            Ok(Answer::Done(_)) => {
                // What has begun is overridden, and an override ends by "I'm back".
                if !runs || moved {
                    week.history.add(label.clone(), undo, redo);
                }
                week.history.say_done(&label);
                // The person may have gone on to another one.
                if wish.asked.try_get_untracked().is_some() {
                    wish.has_happened();
                }
                week.chosen.set(Some(key));
            }
            Ok(Answer::Refused(found)) => {
                let _ = faults.try_set(found);
            }
            Err(NotRunning) => week.history.say(word("back_not_running")),
        }
    });
}

/// The way back to where a block stands now.
fn back(week: Week, block: &BlockView, reason: Option<Reason>) -> CoreEvent {
    let occurrence = block.occurrence.clone();
    if !block.moved {
        return CoreEvent::RestoreOccurrence { occurrence };
    }
    let to = Some(place(week, block));
    let reason = reason.or(Some(Reason::Other));
    CoreEvent::ChangeOccurrence { change: OccurrenceDraft { occurrence, to, reason } }
}

/// Where a block stands, by its rule's wall.
fn place(week: Week, block: &BlockView) -> MoveDraft {
    let [date, from, to] = standing(week, block);
    MoveDraft { date, stretch: StretchDraft { from, to: to_end(&to) } }
}

fn take_back(week: Week, block: StoredValue<BlockView>) {
    let block = block.get_value();
    let occurrence: OccurrenceKey = block.occurrence.clone();
    let redo = CoreEvent::RestoreOccurrence { occurrence: occurrence.clone() };
    // Where a moved one stands is known only where that block is shown.
    let stands = week.blocks.with_untracked(|blocks| {
        blocks.iter().find(|it| it.occurrence == occurrence && it.moved).cloned()
    });
    let to = stands.map(|block| place(week, &block));
    let known = to.is_some() || block.excused == Some(ExcusedBy::Skip);
    let change = OccurrenceDraft { occurrence, to, reason: Some(Reason::Other) };
    let answer = shell::send(&redo);
    spawn_local(async move {
        match answer.await {
            Ok(Answer::Done(_)) => {
                let label = word("step_restored");
                if known {
                    week.history.add(label.clone(), CoreEvent::ChangeOccurrence { change }, redo);
                }
                week.history.say_done(&label);
            }
            Ok(Answer::Refused(faults)) => week.history.say_faults(&faults),
            Err(NotRunning) => week.history.say(word("back_not_running")),
        }
    });
}

/// To midnight is to the end of the day.
fn to_end(to: &str) -> String {
    if to == "00:00" { "24:00".to_owned() } else { to.to_owned() }
}
