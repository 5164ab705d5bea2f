//! The calendar: seven days from midnight to midnight, with what is protected in them.

use leptos::prelude::*;
use ringfence_core::protocol::{BlockView, ExceptionKind, ExceptionView, ExcusedBy, Mode};
use ringfence_pages::countdown::now_until;
use ringfence_pages::times::{self, MINUTE};
use ringfence_pages::words::{word, word_with};
use ringfence_pages::zone;

use super::lanes::{DAY, Piece, column};
use super::pointer::Pointer;
use super::{Week, keys};

/// So many minutes are as high as the least height of a block.
const LEAST: i32 = 52;
/// A whole minute that nobody lives to see.
const NEVER: i64 = 4_000_000_000_000 / MINUTE * MINUTE;

/// The calendar and its legend.
pub fn grid(week: Week) -> impl IntoView {
    let pointer = Pointer::of(week);
    let now = now_until(Signal::stored(NEVER), || {});
    // Minutes after the first midnight shown.
    let at = Memo::new(move |_| {
        let minutes = zone::civil(now.get()) - week.first.get().midnight();
        i32::try_from(minutes).unwrap_or(-1)
    });
    let today = Memo::new(move |_| at.get().div_euclid(DAY));
    let name = move || word_with("week_of", &[&times::date_in_words(week.first.get())]);
    let hours = (0..8).map(|third| view! { <li>{times::hour(third * 3)}</li> }).collect_view();
    view! {
        <div class="week-wrap" tabindex="0" role="region" aria-label=name aria-describedby="week-keys">
            <div
                class="week"
                class:half-days=times::has_half_days()
                class:busy=move || week.hands.held.with(Option::is_some)
                on:pointerdown=move |event| pointer.down(&event)
                on:pointermove=move |event| pointer.moves(&event)
                on:pointerup=move |event| pointer.up(&event)
                on:pointercancel=move |event| pointer.cancel(&event)
                on:click=move |event| pointer.click(&event)
                on:dblclick=move |event| pointer.double_click(&event)
            >
                <ul class="hours" aria-hidden="true">{hours}</ul>
                {(0..7).map(|day| a_day(week, day, today)).collect_view()}
                {move || line(at.get())}
            </div>
        </div>
        {legend()}
    }
}

fn a_day(week: Week, day: i32, today: Memo<i32>) -> impl IntoView {
    let date = move || week.first.get().plus(day);
    let name = move |width| times::day_name(date().day(), width);
    let number = move || times::day_of_month(date());
    let is_today = move || today.get() == day;
    let long = move || {
        let name = name("long");
        if is_today() { word_with("week_today", &[&name]) } else { name }
    };
    let spans = |blocks: &[BlockView]| -> Vec<(i32, i32)> {
        blocks.iter().map(|block| (block.from, block.to)).collect()
    };
    let pieces = Memo::new(move |_| {
        week.blocks.with(|blocks| {
            let pieces = column(day, &spans(blocks), LEAST).into_iter();
            pieces.filter_map(|it| Some((it, blocks.get(it.at)?.clone()))).collect::<Vec<_>>()
        })
    });
    let blocks = move || {
        let pieces = pieces.get().into_iter();
        pieces.map(|(piece, view)| block(week, day, piece, &view)).collect_view()
    };
    view! {
        <div class="day" class:today=is_today>
            <h2>
                <span aria-hidden="true">{move || name("short")}</span>
                <span class="unseen">{long}</span>
                " "
                <b>{number}</b>
            </h2>
            <ul class="slots">
                {move || exceptions(week, day)}
                {move || make_ups(week, day)}
                {blocks}
                {move || ghost(week, day)}
            </ul>
        </div>
    }
}

/// One block, or the piece of it that lies on this day.
fn block(week: Week, day: i32, piece: Piece, view: &BlockView) -> impl IntoView + use<> {
    let rule = view.occurrence.rule;
    let of_open_rule =
        move || week.editing.with(|open| open.as_ref().is_some_and(|it| it.draft.id == rule));
    let key = StoredValue::new(view.occurrence.clone());
    let is_chosen =
        move || week.chosen.with(|chosen| key.with_value(|key| chosen.as_ref() == Some(key)));
    let block = StoredValue::new(view.clone());
    let in_hand = move || {
        let held = week.hands.held.with(|hand| hand.as_ref().and_then(|it| it.block.clone()));
        held.is_some_and(|held| block.with_value(|block| *block == held))
    };
    let goal = if view.goal.is_empty() { word("options_no_goal") } else { view.goal.clone() };
    let day_name = times::day_name(week.first.get_untracked().plus(day).day(), "long");
    let hours = times::range(view.from, view.to);
    let mark = mark(view);
    // Below that only one line has room.
    let tall = piece.to - piece.from >= 75;
    let wide = tall && piece.lanes == 1;
    view! {
        <li
            style:--from=piece.from.to_string()
            style:--to=piece.to.to_string()
            style:--lane=piece.lane.to_string()
            style:--lanes=piece.lanes.to_string()
        >
            <button
                class="block"
                class:dim=view.mode == Mode::Dim
                class:excused=view.excused.is_some()
                class:waits=view.waits
                class:runs=view.runs
                class:came-on=piece.came_on
                class:goes-on=piece.goes_on
                class:narrow={piece.lanes > 1}
                class:tall=tall
                class:lifted=in_hand
                type="button"
                data-block=piece.at.to_string()
                data-rule=rule.to_string()
                data-from=view.from.to_string()
                aria-pressed=move || if of_open_rule() { "true" } else { "false" }
                aria-current=move || is_chosen().then_some("true")
                on:keydown=move |event| block.with_value(|block| keys::down(week, block, &event))
                on:keyup=move |event| keys::up(week, &event)
                on:blur=move |_| if week.hands.is_down() && in_hand() { week.put_down() }
            >
                <span class="inner">
                    <span class="unseen">{day_name} ", "</span>
                    <span class="yours">{goal}</span>
                    {wide.then(|| view! { <span class="small" aria-hidden="true">{hours}</span> })}
                    {mark.filter(|_| wide).map(|mark| view! {
                        <span class="small mark-words" aria-hidden="true">{mark}</span>
                    })}
                    <span class="unseen">", " {in_words(view)}</span>
                </span>
            </button>
        </li>
    }
}

/// What makes it differ from others, in two words.
fn mark(view: &BlockView) -> Option<String> {
    let by = |excused| match excused {
        ExcusedBy::Vacation => word("week_vacation"),
        ExcusedBy::OnCall => word("week_on_call"),
        ExcusedBy::Skip => word("week_skipped"),
        ExcusedBy::Move => word("week_moved_away"),
    };
    match view.excused {
        Some(excused) => Some(by(excused)),
        None if view.waits => Some(until(view)),
        None if view.moved => Some(word("week_moved")),
        None => None,
    }
}

/// "until tomorrow".
fn until(view: &BlockView) -> String {
    match times::days_between(times::now(), view.end) {
        ..=0 => word_with("until", &[&times::clock(view.end)]),
        1 => word("week_until_tomorrow"),
        _ => word_with("until", &[&times::weekday(view.end)]),
    }
}

/// "18:00 to 20:00, cover, now".
fn in_words(view: &BlockView) -> String {
    let mode = match view.mode {
        Mode::Cover => word("week_cover"),
        Mode::Dim => word("week_dim"),
    };
    let runs = view.runs.then(|| word("week_now"));
    let parts = [Some(times::block(view.from, view.to)), Some(mode), mark(view), runs];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Exceptions of a day, hatched behind its blocks. What they are stands once.
fn exceptions(week: Week, day: i32) -> impl IntoView + use<> {
    week.live.view.with(|view| {
        let spans: Vec<_> = view.exceptions.iter().map(|it| (it.from, it.to)).collect();
        let pieces = column(day, &spans, 0).into_iter();
        let pieces = pieces.filter_map(|piece| Some((piece, view.exceptions.get(piece.at)?)));
        pieces.map(|(piece, exception)| hatch(day, piece, exception)).collect_view()
    })
}

fn hatch(day: i32, piece: Piece, exception: &ExceptionView) -> impl IntoView + use<> {
    let name = match exception.draft.kind {
        ExceptionKind::Vacation => word("exception_vacation"),
        ExceptionKind::OnCall => word("exception_on_call"),
    };
    let what = if !exception.lets.is_empty() {
        word_with("exception_lets", &[&times::list(&exception.lets)])
    } else if (piece.from, piece.to) == (0, DAY) {
        word("week_all_day")
    } else {
        times::range(piece.from, piece.to)
    };
    let first = !piece.came_on || day == 0;
    let (shown, said) = (first.then(|| what.clone()), [name.clone(), what].join(", "));
    view! {
        <li class="except hatch" style:--from=piece.from.to_string() style:--to=piece.to.to_string()>
            <span class="unseen">{said}</span>
            {shown.map(|what| view! {
                <span class="tag" aria-hidden="true"><strong>{name}</strong><span>{what}</span></span>
            })}
        </li>
    }
}

/// Make-up stretches of a day. They are given back in the card below.
fn make_ups(week: Week, day: i32) -> impl IntoView + use<> {
    week.live.view.with(|view| {
        let spans: Vec<_> = view.owed.make_ups.iter().map(|it| (it.from, it.to)).collect();
        let pieces = column(day, &spans, LEAST).into_iter();
        let made = |piece: Piece| {
            let hours = times::range(piece.from, piece.to);
            view! {
                <li class="make-up" style:--from=piece.from.to_string() style:--to=piece.to.to_string()>
                    <span>{word("week_make_up")}</span>
                    <span class="unseen">", " {hours}</span>
                </li>
            }
        };
        pieces.map(made).collect_view()
    })
}

/// What is in hand, where it would be put down.
fn ghost(week: Week, day: i32) -> impl IntoView + use<> {
    let hand = week.hands.held.get()?;
    let piece = column(day, &[(hand.from, hand.to)], 0).pop()?;
    let hours = times::range(hand.from, hand.to);
    Some(view! {
        <li
            class="ghost"
            aria-hidden="true"
            style:--from=piece.from.to_string()
            style:--to=piece.to.to_string()
        >
            <span class="small">{hours}</span>
        </li>
    })
}

/// Now, through the whole week; a dot stands in today.
fn line(at: i32) -> impl IntoView + use<> {
    let day = at.div_euclid(DAY);
    let here = (0..7).contains(&day);
    here.then(|| {
        let minute = at.rem_euclid(DAY);
        let clock = times::of_wall(minute.into());
        view! {
            <div class="now" style:--at=minute.to_string() style:--day=day.to_string()>
                <span class="unseen">{word("week_now")} " "</span>
                <span class="now-clock">{clock}</span>
            </div>
        }
    })
}

fn legend() -> impl IntoView {
    let key =
        |class: &'static str, name: &str| view! { <span><i class=class></i>{word(name)}</span> };
    view! {
        <p class="legend">
            {key("key-cover", "rule_mode_cover")}
            {key("key-dim", "rule_mode_dim")}
            {key("key-except hatch", "week_exception")}
            {key("key-excused", "week_excused")}
            {key("key-make-up", "week_make_up")}
            <span class="keys" id="week-keys">{word("week_keys")}</span>
        </p>
    }
}
