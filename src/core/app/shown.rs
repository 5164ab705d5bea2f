//! What one page shows, and what does not work.

use super::{App, shown};
use crate::clock::Clock;
use crate::owed;
use crate::posture::posture;
use crate::protected::Protected;
use crate::protocol::{Around, Page, PopupView, Reply, View};
use crate::timetable::Timetable;
use crate::views;

impl App {
    /// A page looks. What it is shown of owed time is noted: that is shown once a day.
    pub(super) fn look(&mut self, page: &Page, around: &Around, clock: Clock<'_>) -> Reply {
        let Some(view) = self.view(page, around, clock) else { return Reply::Done {} };
        if let View::Popup(PopupView { owed: Some(_), .. }) = &view {
            // Of several looks in one sitting, the first.
            let is_noted = self.state.owed_shown.is_some_and(|at| owed::is_same_day(clock, at));
            if !is_noted {
                self.state.owed_shown = Some(clock.now);
            }
        }
        shown(view)
    }

    /// What one page shows.
    #[must_use]
    pub fn view(&self, page: &Page, around: &Around, clock: Clock<'_>) -> Option<View> {
        let home = self.state.home(clock);
        let clock = home.as_deref().map_or(clock, |zone| Clock { zone, ..clock });
        let timetable = self.timetable.now_or_anew(clock, &self.state);
        let scene = self.scene_of(&timetable, around, clock);
        match page {
            Page::Popup {} => Some(View::Popup(scene.popup(&self.passing.graces))),
            Page::Cover { url } => Some(View::Cover(scene.cover(url))),
            Page::Options { week } => Some(View::Options(Box::new(scene.options(week)))),
            Page::Welcome {} => Some(View::Welcome(scene.welcome())),
            Page::About {} => {
                let protected = Protected::at(clock, &self.state, &timetable);
                let graces = &self.passing.graces;
                let (posture, _) =
                    posture(clock, &self.state, &timetable, &protected, graces, around);
                Some(View::About(Box::new(scene.about(posture))))
            }
            Page::CheckIn { id } => Some(View::CheckIn(Box::new(scene.check_in(*id)?))),
            Page::Try { url } => Some(View::Try(scene.try_page(url))),
            Page::Log { .. } => None,
        }
    }

    /// The state at this moment; the timetable is of this moment.
    pub(super) fn scene<'a>(&'a self, around: &Around, clock: Clock<'a>) -> views::Scene<'a> {
        self.scene_of(&self.timetable, around, clock)
    }

    fn scene_of<'a>(
        &'a self,
        timetable: &'a Timetable,
        around: &Around,
        clock: Clock<'a>,
    ) -> views::Scene<'a> {
        let balance = self.history.balance(clock.now);
        views::Scene::new(clock, &self.state, timetable, around, self.troubles()).knowing(balance)
    }

    /// What does not work, apart from access.
    pub(super) fn troubles(&self) -> views::Troubles {
        let refused = self.unset.refused.iter().chain(&self.left_out).cloned().collect();
        views::Troubles {
            private: self.private,
            lost: self.passing.lost.len(),
            unsaved: self.unsaved,
            log_waits: self.log_waits,
            not_covered: self.not_covered.clone(),
            unset: views::Unset { failed: self.unset.failed, refused },
        }
    }
}
