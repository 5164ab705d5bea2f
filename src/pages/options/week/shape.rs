//! A block's rule is changed at once: split, removed. And the words for where a block is.

use leptos::prelude::*;
use ringfence_core::protocol::{BlockView, CoreEvent, StretchDraft};
use ringfence_core::reshape::{self, Unfit};
use ringfence_pages::parts::{element, focus_next};
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;

use super::Week;
use super::hand::SNAP;
use super::lanes::DAY;

impl Week {
    /// Splits a block so many minutes after its beginning.
    pub fn split(self, block: &BlockView, after: i32) {
        let after = (after + SNAP / 2) / SNAP * SNAP;
        self.change(block, word("step_split"), |rule| {
            reshape::split(rule, &block.occurrence, after)
        });
    }

    /// Splits a block in its middle.
    pub fn split_in_middle(self, block: &BlockView) {
        self.split(block, (block.to - block.from) / 2);
    }

    /// Removes a block's stretch from its rule, and with the last one the rule.
    pub fn remove(self, block: &BlockView) {
        self.change(block, word("step_removed"), |rule| reshape::removed(rule, &block.occurrence));
    }

    fn change(
        self,
        block: &BlockView,
        label: String,
        reshape: impl FnOnce(
            &ringfence_core::protocol::RuleDraft,
        ) -> Result<ringfence_core::protocol::RuleDraft, Unfit>,
    ) {
        if !self.may_change(block) {
            return;
        }
        let (id, from) = (block.occurrence.rule, block.from);
        let Some(before) = self.rule(id).map(|rule| rule.draft) else { return };
        let rule = match reshape(&before) {
            Ok(rule) => rule,
            Err(unfit) => return self.history.say(sentence(unfit)),
        };
        self.chosen.set(None);
        if rule.schedule.is_empty() {
            self.delete(id);
            return self.close(word_with("history_done", &[&label]));
        }
        let undo = CoreEvent::SaveRule { rule: before, groups: Vec::new() };
        let redo = CoreEvent::SaveRule { rule, groups: Vec::new() };
        let answer = shell::send(&redo);
        let had_focus = focused() == Some(id);
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(_)) => {
                    self.history.say_done(&label);
                    self.history.add(label, undo, redo);
                    self.live.renew().await;
                    if had_focus {
                        focus_block(id, from);
                    }
                }
                Ok(Answer::Refused(faults)) => self.history.say_faults(&faults),
                Err(NotRunning) => self.history.say(word("back_not_running")),
            }
        });
    }

    /// "Wednesday, 18:15 to 20:15".
    pub fn in_words(self, from: i32, to: i32) -> String {
        let date = self.first.get_untracked().plus(from.div_euclid(DAY));
        let StretchDraft { from, to } = stretch(from, to);
        let day = times::day_name(date.day(), "long");
        word_with("options_part", &[&day, &times::stretch(&from, &to)])
    }
}

/// From and to in minutes after some midnight, as a form would hold them.
pub fn stretch(from: i32, to: i32) -> StretchDraft {
    let clock = |minutes: i32| {
        let minutes = u16::try_from(minutes.rem_euclid(DAY)).unwrap_or_default();
        ringfence_core::part::clock_text(minutes)
    };
    let to = if to.rem_euclid(DAY) == 0 { "24:00".to_owned() } else { clock(to) };
    StretchDraft { from: clock(from), to }
}

/// What was done, in few words: "moved to 18:00".
pub fn label(before: (i32, i32), after: (i32, i32)) -> String {
    let clock = times::of_wall(after.0.rem_euclid(DAY).into());
    let same_length = before.1 - before.0 == after.1 - after.0;
    if same_length {
        return word_with("step_moved", &[&clock]);
    }
    let end = times::of_wall(after.1.rem_euclid(DAY).into());
    word_with("step_resized", &[&clock, &end])
}

/// Why a block cannot be there.
pub fn sentence(unfit: Unfit) -> String {
    word(match unfit {
        Unfit::Gone => "fault_occurrence_gone",
        Unfit::OtherDay => "week_unfit_day",
        Unfit::LeftOut => "week_unfit_left_out",
        Unfit::Length => "week_unfit_length",
    })
}

/// The rule of the block that has the focus.
pub fn focused() -> Option<u32> {
    let focused = document().active_element()?;
    focused.get_attribute("data-rule")?.parse().ok()
}

/// Gives focus to a rule's block that begins at a minute, once it stands there; else to another of
/// the rule.
pub fn focus_block(rule: u32, from: i32) {
    focus_next(move || {
        let of_rule = ["[data-rule=\"", &rule.to_string(), "\"]"].concat();
        let exact = [&of_rule, "[data-from=\"", &from.to_string(), "\"]"].concat();
        element(&exact).or_else(|| element(&of_rule))
    });
}
