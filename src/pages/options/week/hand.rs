//! What the person has in hand: a block that is being moved or resized, or a stretch that is being
//! drawn. Until it is put down and saved, the calendar below it stays as it was.

use leptos::prelude::*;
use ringfence_core::protocol::{BlockView, CoreEvent, RuleDraft};
use ringfence_core::reshape::{self, Shift};
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::words::word;
use wasm_bindgen_futures::spawn_local;

use super::lanes::DAY;
use super::{Wanted, Week, shape};

/// Pointers are kept to these minutes.
pub const SNAP: i32 = 5;

/// What is in hand, and where it would be put down: minutes after the first midnight shown.
#[derive(Clone, PartialEq)]
pub struct Hand {
    /// The block; none for a stretch that is being drawn.
    pub block: Option<BlockView>,
    pub from: i32,
    pub to: i32,
}

/// The hand, and what was sent of it.
#[derive(Clone, Copy)]
pub struct Hands {
    pub held: RwSignal<Option<Hand>>,
    grip: StoredValue<Grip>,
}

#[derive(Default)]
struct Grip {
    /// The rule as it was when its block was taken up.
    before: Option<RuleDraft>,
    /// The rule as it was sent last, and with which ends of the block.
    sent: Option<(RuleDraft, i32, i32)>,
    /// So many answers are waited for.
    waiting: u32,
    /// Whether a key or a pointer is down.
    down: bool,
}

impl Hands {
    /// Nothing is in hand.
    pub fn empty() -> Self {
        Self { held: RwSignal::new(None), grip: StoredValue::new(Grip::default()) }
    }

    /// Whether a key or a pointer is down.
    pub fn is_down(self) -> bool {
        self.grip.with_value(|grip| grip.down)
    }

    fn drop(self) {
        self.grip.set_value(Grip::default());
        self.held.set(None);
    }
}

impl Week {
    /// Takes a block up; false if it is not to be changed here, which is then said.
    pub fn take(self, block: &BlockView) -> bool {
        let held = self.hands.held.with_untracked(|hand| hand.as_ref().map(|it| it.block.clone()));
        if held == Some(Some(block.clone())) {
            self.hands.grip.update_value(|grip| grip.down = true);
            return true;
        }
        if held.is_some() || !self.may_change(block) {
            return false;
        }
        let before = self.rule(block.occurrence.rule).map(|rule| rule.draft);
        self.hands.grip.set_value(Grip { before, down: true, ..Grip::default() });
        let (from, to) = (block.from, block.to);
        self.hands.held.set(Some(Hand { block: Some(block.clone()), from, to }));
        true
    }

    /// Whether a block follows its rule and its rule may be changed now; says why not.
    pub fn may_change(self, block: &BlockView) -> bool {
        let alike = |other: &&BlockView| other.occurrence == block.occurrence && !other.waits;
        let whole = self.blocks.with_untracked(|all| all.iter().filter(alike).count() == 1);
        if block.waits || block.moved || block.excused.is_some() || !whole {
            self.history.say(word("week_stands_alone"));
            return false;
        }
        let of_rule = self.editing.with_untracked(|it| it.as_ref().map(|it| it.draft.id));
        if of_rule == Some(block.occurrence.rule) && self.is_unsaved() {
            self.wanted.set(Some(Wanted::Decision));
            return false;
        }
        true
    }

    /// Begins to draw.
    pub fn begin_drawing(self, at: i32) {
        self.hands.grip.set_value(Grip { down: true, ..Grip::default() });
        self.hands.held.set(Some(Hand { block: None, from: at, to: at }));
    }

    /// Moves what is in hand.
    pub fn carry(self, from: i32, to: i32) {
        let differs =
            |hand: &Option<Hand>| hand.as_ref().is_some_and(|it| (it.from, it.to) != (from, to));
        if self.hands.held.with_untracked(differs) {
            self.hands.held.update(|hand| {
                if let Some(hand) = hand {
                    (hand.from, hand.to) = (from, to);
                }
            });
        }
    }

    /// Puts everything back where it was. What was saved of it already stays.
    pub fn let_go(self) {
        self.hands.drop();
    }

    /// Puts down what is in hand, and saves it.
    pub fn put_down(self) {
        self.hands.grip.update_value(|grip| grip.down = false);
        let Some(hand) = self.hands.held.get_untracked() else { return };
        let Some(block) = hand.block else {
            self.hands.drop();
            return self.drawn(hand.from, hand.to);
        };
        let state = |grip: &Grip| {
            let last = grip.sent.as_ref().map_or((block.from, block.to), |sent| (sent.1, sent.2));
            (grip.before.clone(), grip.sent.as_ref().map(|sent| sent.0.clone()), last, grip.waiting)
        };
        let (before, sent, last, waiting) = self.hands.grip.with_value(state);
        if last == (hand.from, hand.to) {
            if waiting == 0 {
                self.settle(&block, hand.from);
            }
            return;
        }
        let Some(before) = before else { return self.hands.drop() };
        let by = Shift { from: hand.from - block.from, to: hand.to - block.to };
        match reshape::shifted(&before, &block.occurrence, by) {
            Ok(rule) => {
                let label = shape::label(last, (hand.from, hand.to));
                self.send(&block, &sent.unwrap_or(before), rule, (hand.from, hand.to), label);
            }
            Err(unfit) => {
                self.hands.drop();
                self.history.say(shape::sentence(unfit));
            }
        }
    }

    fn send(
        self,
        block: &BlockView,
        before: &RuleDraft,
        rule: RuleDraft,
        to: (i32, i32),
        label: String,
    ) {
        self.hands.grip.update_value(|grip| {
            grip.sent = Some((rule.clone(), to.0, to.1));
            grip.waiting += 1;
        });
        let undo = CoreEvent::SaveRule { rule: before.clone(), groups: Vec::new() };
        let redo = CoreEvent::SaveRule { rule, groups: Vec::new() };
        let answer = shell::send(&redo);
        let block = block.clone();
        spawn_local(async move {
            let answer = answer.await;
            self.hands.grip.update_value(|grip| grip.waiting = grip.waiting.saturating_sub(1));
            match answer {
                Ok(Answer::Done(_)) => {
                    self.history.add(label, undo, redo);
                    let waiting = self.hands.grip.with_value(|grip| grip.waiting);
                    if !self.hands.is_down() && waiting == 0 {
                        self.settle(&block, to.0);
                    }
                }
                Ok(Answer::Refused(faults)) => {
                    self.hands.drop();
                    self.history.say_faults(&faults);
                }
                Err(NotRunning) => {
                    self.hands.drop();
                    self.history.say(word("back_not_running"));
                }
            }
        });
    }

    /// Waits for the view in which all of it stands; then the hand is empty again.
    fn settle(self, block: &BlockView, from: i32) {
        let rule = block.occurrence.rule;
        let sent = self.hands.grip.with_value(|grip| grip.sent.as_ref().map(|it| (it.1, it.2)));
        if sent.is_none() {
            return self.hands.drop();
        }
        let renewed = self.live.renew();
        spawn_local(async move {
            renewed.await;
            let still = |grip: &Grip| {
                !grip.down && grip.waiting == 0 && grip.sent.as_ref().map(|it| (it.1, it.2)) == sent
            };
            if self.hands.grip.with_value(still) {
                let had_focus = shape::focused() == Some(rule);
                self.hands.drop();
                if had_focus {
                    shape::focus_block(rule, from);
                }
            }
        });
    }

    /// What was drawn goes into the open form, else into that of a new rule.
    fn drawn(self, from: i32, to: i32) {
        if from == to {
            return;
        }
        let date = self.first.get_untracked().plus(from.div_euclid(DAY));
        let stretch = shape::stretch(from, to);
        match self.form.get_untracked().filter(|_| self.editing.with_untracked(Option::is_some)) {
            Some(form) => {
                form.add(date, &stretch);
                self.history.say(word("week_drawn"));
            }
            None => self.new_rule(vec![ringfence_pages::rule_form::weekly(
                vec![date.day()],
                vec![stretch],
            )]),
        }
    }
}
