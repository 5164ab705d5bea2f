//! What does not work, each in one sentence with one button.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, HealthLine};

use crate::parts::{Glyph, KEY, NOTE};
use crate::shell;
use crate::times::list;
use crate::words::{counted, word, word_with};

/// All lines, the most urgent first as the core orders them.
#[component]
pub fn Health(
    /// What does not work.
    #[prop(into)]
    lines: Signal<Vec<HealthLine>>,
) -> impl IntoView {
    // Read anew only when it differs: a button that is being pressed must not be made anew.
    let lines = Memo::new(move |_| lines.get());
    view! {
        <div class="health" aria-live="polite">
            {move || lines.get().into_iter().map(line).collect_view()}
        </div>
    }
}

fn line(line: HealthLine) -> AnyView {
    match line {
        HealthLine::NeedsAccess { hosts, origins } => view! {
            <div class="notice" title=list(&hosts)>
                <Glyph path=KEY/>
                <span class="grow">{counted("health_needs_access", hosts.len(), &[])}</span>
                <button class="btn" type="button" on:click=move |_| shell::ask_for_access(&origins)>
                    {word("health_allow")}
                </button>
            </div>
        }
        .into_any(),
        HealthLine::SetAside { recovered } => view! {
            <div class="notice">
                <Glyph path=NOTE/>
                <span class="grow">
                    {word(if recovered { "health_recovered" } else { "health_set_aside" })}
                </span>
                <button
                    class="btn"
                    type="button"
                    on:click=|_| shell::tell(&CoreEvent::DismissSetAside {})
                >
                    {word("health_read")}
                </button>
            </div>
        }
        .into_any(),
        HealthLine::CoversLost { count } => {
            let count = usize::try_from(count).unwrap_or_default();
            view! {
                <div class="notice choice">
                    <Glyph path=NOTE/>
                    <span class="grow">{counted("health_covers_lost", count, &[])}</span>
                    <button
                        class="btn"
                        type="button"
                        on:click=|_| shell::tell(&CoreEvent::ReopenCovers {})
                    >
                        {counted("health_reopen", count, &[])}
                    </button>
                    <button
                        class="btn bare"
                        type="button"
                        on:click=|_| shell::tell(&CoreEvent::ForgetCovers {})
                    >
                        {word("health_forget")}
                    </button>
                </div>
            }
            .into_any()
        }
        HealthLine::NotSet {} => view! {
            <div class="notice">
                <Glyph path=NOTE/>
                <span class="grow">{word("health_not_set")}</span>
                <button class="btn" type="button" on:click=|_| shell::open_about()>
                    {word("health_look")}
                </button>
            </div>
        }
        .into_any(),
        HealthLine::Private {} => note(word("health_private")),
        HealthLine::NotSaved {} => note(word("health_not_saved")),
        HealthLine::LogWaits {} => note(word("health_log_waits")),
        HealthLine::ZoneUnknown { zone } => note(word_with("health_zone_unknown", &[&zone])),
        HealthLine::NotCovered { hosts } => note(word_with("health_not_covered", &[&list(&hosts)])),
        HealthLine::NotAtNetworkLevel { sites } => {
            note(word_with("health_not_at_network_level", &[&list(&sites)]))
        }
    }
}

fn note(sentence: String) -> AnyView {
    view! {
        <div class="notice"><Glyph path=NOTE/><span class="grow">{sentence}</span></div>
    }
    .into_any()
}
