//! The exact form of one rule. A plain weekly one looks plain; everything else is one press away.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, Field, Mode, Repeat, RuleDraft, TabTitle};
use ringfence_pages::fault::FaultLines;
use ringfence_pages::parts::focus_when_there;
use ringfence_pages::rule_form::{
    Dates, Days, GoalLine, GroupChips, GroupSites, Nudge, OwnSites, Part, RuleForm, Saved,
    Stretches, Terms, WaysBack, ZoneInput, radio, titles,
};
use ringfence_pages::words::{word, word_with};

use super::{Open, Wanted, Week, next_five, templates};

/// The form of a draft, and what it comes to.
pub fn form(week: Week, open: &Open) -> impl IntoView + use<> {
    let draft = &open.draft;
    let form = RuleForm::of(draft);
    if draft.schedule.is_empty() {
        form.parts.set(vec![Part::fresh(0)]);
        form.is_as_it_began();
    }
    week.form.set(Some(form));
    let id = draft.id;
    let own = Memo::new(move |_| week.live.view.with(|view| view.groups.clone()));
    let groups = Memo::new(move |_| own.with(|own| form.offered(own)));
    let outcome = RwSignal::new(String::new());
    let first = NodeRef::new();
    if open.focus {
        focus_when_there(first);
    }
    let save = move || {
        let before = week.rule(id).map(|rule| rule.draft);
        let after = untrack(|| form.draft());
        form.save(&groups.get_untracked(), move |answer| match answer {
            Saved::Yes(made) => {
                saved(week, before.clone(), RuleDraft { id: made, ..after.clone() });
            }
            Saved::Refused => outcome.set(word("options_not_saved")),
            Saved::Silent => outcome.set(word("back_not_running")),
        });
    };
    let save = StoredValue::new_local(save);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save.with_value(|save| save());
    };
    let remove = move |_| {
        week.delete(id);
        week.close(String::new());
    };
    let discard = move |_| match week.wanted.get_untracked() {
        Some(Wanted::Form(open)) => week.put(open),
        Some(Wanted::Decision) | None => week.close(String::new()),
    };
    let undecided = move || {
        week.wanted.with(Option::is_some).then(|| view! {
            <div class="notice unsaved settle" role="alert">
                <span class="grow">{word("rule_unsaved")}</span>
                <button class="btn" type="button" on:click=move |_| save.with_value(|save| save())>
                    {word("rule_save")}
                </button>
                <button class="btn" type="button" on:click=discard>{word("rule_discard")}</button>
            </div>
        })
    };
    let begin = (id == 0 && draft.schedule.is_empty()).then(|| {
        view! {
            <details class="terms">
                <summary>{word("rule_begin_with")}</summary>
                {templates::templates(move |schedule| form.begin_with(&schedule))}
            </details>
        }
    });
    view! {
        <div>
            {undecided}
            <form class="card exact-form settle" aria-label=name(draft) novalidate="" on:submit=submit>
                {goal(week, form, first)}
                {begin}
                {parts(form)}
                <fieldset>
                    <legend>{word("rule_sites")}</legend>
                    <GroupChips form=form groups=groups/>
                    <GroupSites form=form own=own/>
                </fieldset>
                <OwnSites form=form/>
                {mode(form)}
                {tab_title(form)}
                <Nudge form=form/>
                <WaysBack form=form/>
                {zone(form)}
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
            {next_five::next_five(week, form)}
        </div>
    }
}

/// It is saved: it can be undone, and what waited for it comes next.
fn saved(week: Week, before: Option<RuleDraft>, after: RuleDraft) {
    let id = after.id;
    match before {
        Some(rule) if rule != after => week.history.add(
            word("step_edited"),
            CoreEvent::SaveRule { rule, groups: Vec::new() },
            CoreEvent::SaveRule { rule: after, groups: Vec::new() },
        ),
        Some(_) => {}
        None => week.history.add(
            word("step_added"),
            CoreEvent::DeleteRule { id },
            CoreEvent::RestoreRule { id },
        ),
    }
    match week.wanted.get_untracked() {
        Some(Wanted::Form(open)) => {
            week.history.say(word("options_saved"));
            week.put(open);
        }
        Some(Wanted::Decision) | None => week.close(word("options_saved")),
    }
}

fn name(draft: &RuleDraft) -> String {
    match (draft.id, draft.goal.as_str()) {
        (0, _) => word("rule_new"),
        (_, "") => word("options_no_goal"),
        (_, goal) => goal.to_owned(),
    }
}

fn goal(week: Week, form: RuleForm, first: NodeRef<leptos::html::Input>) -> impl IntoView {
    let known = Memo::new(move |_| week.live.view.with(|view| titles(&view.goals)));
    view! { <GoalLine form=form titles=known first=first/> }
}

fn parts(form: RuleForm) -> impl IntoView {
    let several = move || form.parts.with(|parts| parts.len() > 1);
    let add = move |_| {
        form.parts.update(|parts| {
            let key = parts.iter().map(|part| part.key + 1).max().unwrap_or_default();
            parts.push(Part::fresh(key));
        });
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
        let on_dates = Memo::new(move |_| part.repeat.get() == Repeat::Dates);
        view! {
            <div class="part" role="group" aria-label=label>
                <div hidden=on_dates><Days form=form part=part index=index/></div>
                {move || on_dates.get().then(|| view! { <Dates form=form part=part index=index/> })}
                <Stretches form=form part=part index=index/>
                <Terms form=form part=part index=index/>
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

/// Whose wall clock the hours are told by.
fn zone(form: RuleForm) -> impl IntoView {
    let about = |field| matches!(field, Field::Zone);
    let open = form.zone.with_untracked(|zone| !zone.is_empty());
    let summary = move || match form.zone.get().trim() {
        "" => word("rule_zone_here"),
        zone => word_with("rule_zone_of", &[zone]),
    };
    view! {
        <details class="terms" open=open>
            <summary>{summary}</summary>
            <div class="field">
                <label for="zone">{word("rule_zone")}</label>
                <ZoneInput
                    id="zone"
                    zone=form.zone
                    described_by="zone-hint zone-wrong"
                    placeholder=word("rule_zone_wherever")
                    wrong=move || form.wrong(about)
                />
                <p class="hint" id="zone-hint">{word("rule_zone_hint")}</p>
                <FaultLines id="zone-wrong" faults=form.faults about=about/>
            </div>
        </details>
    }
}

fn mode(form: RuleForm) -> impl IntoView {
    let chip = |mode: Mode, key| radio("mode", form.mode, mode, key);
    view! {
        <fieldset aria-describedby="mode-hint">
            <legend>{word("rule_mode")}</legend>
            <div class="chips">{chip(Mode::Cover, "rule_mode_cover")}{chip(Mode::Dim, "rule_mode_dim")}</div>
            <p class="hint" id="mode-hint">{word("rule_mode_hint")}</p>
        </fieldset>
    }
}

/// What a covered tab is called: a dimmed one keeps its title.
fn tab_title(form: RuleForm) -> impl IntoView {
    let chip = |title: TabTitle, key| radio("tab-title", form.tab_title, title, key);
    view! {
        <fieldset hidden=move || form.mode.get() == Mode::Dim>
            <legend>{word("rule_title")}</legend>
            <div class="chips">
                {chip(TabTitle::Site, "rule_title_site")}{chip(TabTitle::Until, "rule_title_until")}
            </div>
        </fieldset>
    }
}
