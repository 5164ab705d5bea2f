//! The exact form of one rule, and its next five occurrences.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, Field, Mode, NextView, RuleDraft};
use ringfence_pages::fault::FaultLines;
use ringfence_pages::parts::focus_when_there;
use ringfence_pages::rule_form::{
    Days, GroupChips, GroupSites, OwnSites, Part, RuleForm, Saved, Stretches,
};
use ringfence_pages::shell;
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};

use crate::week::Week;

/// The form of a draft.
pub fn edit(week: Week, draft: &RuleDraft) -> impl IntoView + use<> {
    let form = RuleForm::of(draft);
    if draft.schedule.is_empty() {
        form.parts.set(vec![Part::fresh(0)]);
    }
    let id = draft.id;
    let groups = Memo::new(move |_| week.live.view.with(|view| view.groups.clone()));
    let outcome = RwSignal::new(String::new());
    let first = NodeRef::new();
    focus_when_there(first);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.save(&groups.get_untracked(), move |saved| match saved {
            Saved::Yes => week.close(word("options_saved")),
            Saved::Refused => outcome.set(word("options_not_saved")),
            Saved::Silent => outcome.set(word("back_not_running")),
        });
    };
    let remove = move |_| {
        week.deleted.set(Some(id));
        shell::tell(&CoreEvent::DeleteRule { id });
        week.close(String::new());
    };
    view! {
        <div>
            <form class="card exact-form settle" aria-label=name(draft) novalidate="" on:submit=submit>
                {goal(form, first)}
                {parts(form)}
                <fieldset>
                    <legend>{word("rule_sites")}</legend>
                    <GroupChips form=form groups=groups/>
                    <GroupSites form=form groups=groups/>
                </fieldset>
                <OwnSites form=form/>
                {mode(form)}
                <div class="row">
                    <button class="btn first grow" type="submit">{word("rule_save")}</button>
                    <button class="btn bare" type="button" on:click=move |_| week.close(String::new())>
                        {word("rule_cancel")}
                    </button>
                    {(id != 0).then(|| view! {
                        <button class="btn bare" type="button" on:click=remove>{word("rule_remove")}</button>
                    })}
                </div>
                <p class="hint" role="status">{outcome}</p>
            </form>
            {move || next_five(week, id)}
        </div>
    }
}

fn name(draft: &RuleDraft) -> String {
    match (draft.id, draft.goal.as_str()) {
        (0, _) => word("rule_new"),
        (_, "") => word("options_no_goal"),
        (_, goal) => goal.to_owned(),
    }
}

fn goal(form: RuleForm, first: NodeRef<leptos::html::Input>) -> impl IntoView {
    let about = |field| matches!(field, Field::Goal);
    view! {
        <div class="field">
            <label for="goal">{word("rule_goal")}</label>
            <input
                class="input yours"
                id="goal"
                autocomplete="off"
                node_ref=first
                aria-describedby="goal-hint goal-wrong"
                aria-invalid=move || form.wrong(about)
                prop:value=form.goal
                on:input=move |event| form.goal.set(event_target_value(&event))
            />
            <p class="hint" id="goal-hint">{word("rule_goal_hint")}</p>
            <FaultLines id="goal-wrong" faults=form.faults about=about/>
        </div>
    }
}

fn parts(form: RuleForm) -> impl IntoView {
    let next_key = StoredValue::new(form.parts.with_untracked(Vec::len));
    let several = move || form.parts.with(|parts| parts.len() > 1);
    let add = move |_| {
        let key = next_key.get_value();
        next_key.set_value(key + 1);
        form.parts.update(|parts| parts.push(Part::fresh(key)));
    };
    let part = move |part: Part| {
        let place = move || {
            form.parts
                .with(|parts| parts.iter().position(|other| *other == part))
                .unwrap_or_default()
        };
        let index = Signal::derive(move || u32::try_from(place()).unwrap_or_default());
        let label = move || word_with("rule_part", &[&(place() + 1).to_string()]);
        let remove = move |_| form.parts.update(|parts| parts.retain(|other| *other != part));
        view! {
            <div class="part" role="group" aria-label=label>
                <Days form=form part=part index=index/>
                <Stretches form=form part=part index=index/>
                <button class="link add-part" type="button" hidden=move || !several() on:click=remove>
                    {word("rule_remove_part")}
                </button>
            </div>
        }
    };
    view! {
        <For each=move || form.parts.get() key=|part| part.key children=part/>
        <div>
            <button class="link add-part" type="button" on:click=add>{word("rule_add_part")}</button>
            <FaultLines id="parts-wrong" faults=form.faults about=|field| matches!(field, Field::Draft)/>
        </div>
    }
}

fn mode(form: RuleForm) -> impl IntoView {
    let chip = |mode: Mode, key| {
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name="mode"
                    prop:checked=move || form.mode.get() == mode
                    on:change=move |_| form.mode.set(mode)
                />
                {word(key)}
            </label>
        }
    };
    view! {
        <fieldset aria-describedby="mode-hint">
            <legend>{word("rule_mode")}</legend>
            <div class="chips">{chip(Mode::Cover, "rule_mode_cover")}{chip(Mode::Dim, "rule_mode_dim")}</div>
            <p class="hint" id="mode-hint">{word("rule_mode_hint")}</p>
        </fieldset>
    }
}

/// The next five occurrences of the rule as it is saved.
fn next_five(week: Week, id: u32) -> impl IntoView {
    let next = week
        .live
        .view
        .with(|view| view.rules.iter().find(|rule| rule.id == id).map(|rule| rule.next.clone()));
    next.filter(|next| !next.is_empty()).map(|next| {
        view! {
            <section class="next-five" aria-labelledby="next-five">
                <h2 id="next-five">{word("options_next")}</h2>
                <ol>{next.iter().map(occurrence).collect_view()}</ol>
            </section>
        }
    })
}

fn occurrence(next: &NextView) -> impl IntoView + use<> {
    let now = times::now();
    let day = match times::days_between(now, next.start) {
        ..=0 => word("options_next_today"),
        _ => times::date(next.start),
    };
    let (start, end) = (times::clock(next.start), times::clock(next.end));
    let hours = if next.start <= now {
        word_with("options_next_now", &[&end])
    } else if start == end {
        word("stretch_whole_day")
    } else {
        word_with("stretch", &[&start, &end])
    };
    view! { <li><span>{day}</span><span>{hours}</span></li> }
}
