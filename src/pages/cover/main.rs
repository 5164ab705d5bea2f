//! The cover page. It stands where a navigation to a covered site was stopped, says what the hour
//! is for, and steps aside when the address opens. Beside a veiled tab it is the way back.
#![forbid(unsafe_code)]

mod covered;
mod ended;
mod going_back;
mod leaving;
mod place;

use leptos::prelude::*;
use ringfence_core::protocol::{
    AimView, CoreEvent, CoverState, CoverView, HonestView, Page, ProtectedView, ScopeChoice,
};
use ringfence_pages::live::{self, Live};
use ringfence_pages::park::{self, Caret, Park};
use ringfence_pages::shell::{self, NotRunning};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;

use crate::going_back::Form;
use crate::place::Place;

fn main() {
    spawn_local(begin(Place::read()));
}

async fn begin(place: Place) {
    if place.stands_for_a_navigation() {
        let opened =
            CoreEvent::CoverOpened { url: place.url.clone(), attempt: place::is_attempt() };
        // Whether it was counted or not, the view below says what holds.
        let _ = shell::send(&opened).await;
    }
    let Ok((page, view)) = first_view(&place).await else {
        return live::mount(live::not_running);
    };
    match Covered::of(&view) {
        Some(covered) => live::mount(move || cover(place, covered, Live::follow(view, page))),
        // The network rules were of yesterday: the browser was closed when the time ended.
        None => leaving::leave(&place, &view).await,
    }
}

/// The view of the page's address. The way back from a site that is not covered is for everything
/// that is.
async fn first_view(place: &Place) -> Result<(Page, CoverView), NotRunning> {
    let page = Page::Cover { url: place.url.clone() };
    let view = shell::view(page.clone()).await?;
    if place.stands_for_a_navigation() || Covered::of(&view).is_some() {
        return Ok((page, view));
    }
    let page = Page::Cover { url: String::new() };
    Ok((page.clone(), shell::view(page).await?))
}

/// What the page is showing.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// What the hour is for.
    Covered,
    /// The form.
    GoingBack,
    /// The hour has ended before the person's eyes.
    Ended,
}

/// What is known of the protected time while, and after, the address is covered.
#[derive(Clone, PartialEq)]
struct Covered {
    protected: ProtectedView,
    scopes: Vec<ScopeChoice>,
    covers: Vec<String>,
    pullers: Vec<String>,
    parked: u32,
    honest: Vec<HonestView>,
}

impl Covered {
    fn of(view: &CoverView) -> Option<Self> {
        match view.state.clone() {
            CoverState::Open {} => None,
            CoverState::Covered { protected, scopes, covers, pullers, parked, honest } => {
                let protected = *protected;
                Some(Self { protected, scopes, covers, pullers, parked, honest })
            }
        }
    }
}

/// What the parts of the page have in common.
#[derive(Clone, Copy)]
struct Cover {
    place: StoredValue<Place>,
    stage: RwSignal<Stage>,
    /// The last time that the address was covered.
    covered: RwSignal<Covered>,
    live: Live<CoverView>,
    /// What is answered and typed of the way back: it outlives a look at the cover.
    form: Form,
    /// Whether the line to park something stands there.
    has_line: Memo<bool>,
    /// Where someone was writing in that line when the page went on to its end.
    caret: StoredValue<Option<Caret>>,
    /// Whether the way on takes the focus at the end: not from someone who is writing.
    takes_focus: StoredValue<bool>,
    /// Since when nobody has touched the page whose end was seen, by the page's clock; none before that.
    alone: StoredValue<Option<f64>>,
    /// Whether the page has gone on already: each "changed" would ask for the address once more.
    left: StoredValue<bool>,
}

impl Cover {
    fn goal(self) -> String {
        self.covered.with(|covered| covered.protected.goal.clone())
    }

    fn aim(self) -> AimView {
        self.covered.with(|covered| covered.protected.aim.clone())
    }

    fn until(self) -> i64 {
        self.covered.with(|covered| covered.protected.until)
    }

    /// The line to park something, in place of this page's address.
    fn park(self) -> impl IntoView {
        let url = self.place.with_value(|place| place.url.clone());
        let count = move || self.covered.with(|covered| covered.parked);
        let caret = self.caret.try_update_value(Option::take).flatten();
        let is_over = move || self.is_over();
        view! { <Park url=url count=count until=move || self.until() is_over=is_over caret=caret/> }
    }

    /// Whether the hour has ended before the person's eyes.
    fn is_over(self) -> bool {
        self.stage.get() == Stage::Ended
    }

    /// Leaves now, also if that was tried before.
    fn leave(self) {
        self.left.set_value(true);
        let (place, view) = (self.place.get_value(), self.live.view.get_untracked());
        spawn_local(async move { leaving::leave(&place, &view).await });
    }
}

fn cover(place: Place, covered: Covered, live: Live<CoverView>) -> impl IntoView {
    let first = if place.stands_for_a_navigation() { Stage::Covered } else { Stage::GoingBack };
    let stage = RwSignal::new(first);
    let cover = Cover {
        form: Form::new(&place),
        place: StoredValue::new(place),
        stage,
        covered: RwSignal::new(covered),
        live,
        has_line: park::is_shown(Signal::derive(move || stage.get() == Stage::Ended)),
        caret: StoredValue::new(None),
        takes_focus: StoredValue::new(true),
        alone: StoredValue::new(None),
        left: StoredValue::new(false),
    };
    Effect::new(move |_| follow(cover));
    Effect::new(move |_| {
        let goal = cover.goal();
        document().set_title(&if goal.is_empty() {
            word("cover_title_plain")
        } else {
            word_with("cover_title", &[&goal])
        });
    });
    ended::note_touches(cover);
    live::on_seen(move || {
        let is_open = cover.live.view.with_untracked(|view| Covered::of(view).is_none());
        if is_open && !ended::stays(cover) {
            cover.leave();
        }
    });
    // From the hour to its end the page stays the same, for who is writing on it.
    let is_going_back = Memo::new(move |_| cover.stage.get() == Stage::GoingBack);
    move || {
        if is_going_back.get() {
            going_back::going_back(cover).into_any()
        } else {
            covered::covered(cover).into_any()
        }
    }
}

/// Moves the page on when its view changes. An override opens the address at once; the end of the
/// time is shown first. What nobody sees goes on when it is next seen.
fn follow(cover: Cover) {
    let now = cover.live.view.with(Covered::of);
    match now {
        Some(covered) => {
            cover.covered.set(covered);
            if cover.stage.get_untracked() == Stage::Ended {
                cover.stage.set(Stage::Covered);
            }
        }
        None if untrack(|| cover.until()) <= times::now() => ended::end(cover),
        None if live::is_visible() && !cover.left.get_value() => cover.leave(),
        None => {}
    }
}
