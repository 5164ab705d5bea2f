//! The sites of a group as they are typed: as rows or as text, and what of a paste could not be
//! read. All three are kept until the person takes them away.

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use ringfence_core::protocol::Fault;
use ringfence_core::site::{SITES_LIMIT, sift};
use ringfence_intl::BrowserHosts;
use wasm_bindgen::{JsCast, JsValue};

/// More rows than this nobody walks through; longer lists are text.
pub const ROWS_LIMIT: usize = 100;

/// How the list is edited.
#[derive(Clone, Copy, PartialEq)]
pub enum Way {
    Rows,
    Text,
}

/// One row. Its key stays its own while others come and go.
#[derive(Clone, Copy, PartialEq)]
pub struct Row {
    pub key: usize,
    pub text: RwSignal<String>,
}

/// The list.
#[derive(Clone, Copy)]
pub struct TypedSites {
    pub way: RwSignal<Way>,
    pub rows: RwSignal<Vec<Row>>,
    /// The list as text, while it is edited as such.
    pub text: RwSignal<String>,
    /// Pasted lines that could not be read, to be mended.
    pub left: RwSignal<String>,
    /// What is wrong with them.
    pub left_faults: RwSignal<Vec<Fault>>,
    /// The key of the next row: a row that comes again is another one.
    next: StoredValue<usize>,
    /// Who made the list. A row lives as long, whoever added it: listeners own what they make.
    owner: StoredValue<Owner>,
}

/// What came of a paste.
pub struct Taken {
    pub read: usize,
    pub left: usize,
    pub beyond: usize,
}

impl TypedSites {
    pub fn of(sites: &[String]) -> Self {
        let is_long = sites.len() > ROWS_LIMIT;
        let list = Self {
            way: RwSignal::new(if is_long { Way::Text } else { Way::Rows }),
            rows: RwSignal::new(Vec::new()),
            text: RwSignal::new(String::new()),
            left: RwSignal::new(String::new()),
            left_faults: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        list.put(sites);
        list
    }

    /// The lines, the empty ones among them: a fault's number is a place here.
    pub fn lines(self) -> Vec<String> {
        match self.way.get() {
            Way::Rows => self.rows.get().into_iter().map(|row| row.text.get()).collect(),
            Way::Text => self.text.with(|text| text.lines().map(str::to_owned).collect()),
        }
    }

    /// The lines that say something.
    pub fn filled(self) -> Vec<String> {
        self.lines().into_iter().filter(|line| !line.trim().is_empty()).collect()
    }

    /// Whether the list is short enough for rows.
    pub fn fits_rows(self) -> bool {
        self.filled().len() <= ROWS_LIMIT
    }

    /// Edits the same list in the other way.
    pub fn turn(self, way: Way) {
        let lines = untrack(|| self.filled());
        self.way.set(way);
        self.put(&lines);
    }

    /// One row more, empty, at the end.
    pub fn add_row(self) {
        let row = self.row("");
        self.rows.update(|rows| rows.push(row));
    }

    fn row(self, text: &str) -> Row {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let owner = self.owner.get_value();
        Row { key, text: owner.with(|| RwSignal::new(text.to_owned())) }
    }

    /// Takes in what can be read of many lines, and lays the others aside with what is wrong.
    pub fn take(self, pasted: &str) -> Taken {
        let before = untrack(|| self.filled());
        let sifted = sift(pasted, before.len(), &BrowserHosts);
        let read = sifted.sites.len();
        let mut all = before;
        all.extend(sifted.sites.iter().map(ToString::to_string));
        if all.len() > ROWS_LIMIT {
            self.way.set(Way::Text);
        }
        self.put(&all);
        let left = sifted.faults.len();
        if left > 0 {
            self.left.update(|text| {
                let own = sifted.faults.iter().map(|fault| fault.typed.as_str());
                let kept = text.lines().filter(|line| !line.is_empty()).map(str::to_owned);
                let kept: Vec<String> = kept.collect();
                *text = kept.iter().map(String::as_str).chain(own).collect::<Vec<_>>().join("\n");
            });
            self.left_faults.update(|faults| faults.extend(sifted.faults));
        }
        Taken { read, left, beyond: sifted.beyond }
    }

    /// Reads anew what was laid aside and perhaps mended.
    pub fn take_left(self) -> Taken {
        let text = self.left.get_untracked();
        self.drop_left();
        self.take(&text)
    }

    pub fn drop_left(self) {
        self.left.set(String::new());
        self.left_faults.set(Vec::new());
    }

    fn put(self, lines: &[String]) {
        match self.way.get_untracked() {
            Way::Rows => {
                let filled = lines.iter().map(String::as_str);
                self.rows.set(filled.chain([""]).map(|text| self.row(text)).collect());
            }
            Way::Text => self.text.set(lines.join("\n")),
        }
    }
}

/// The text of a paste, if it is more than one line: one line is typed like any other. What was
/// selected is gone then, as after any paste.
pub fn pasted_lines(event: &web_sys::Event) -> Option<String> {
    let data = Reflect::get(event, &"clipboardData".into()).ok()?;
    let text = called(&data, "getData", "text/plain")?.as_string()?;
    text.lines().filter(|line| !line.trim().is_empty()).nth(1)?;
    event.prevent_default();
    let field = event.target()?;
    called(&field, "setRangeText", "")?;
    // The field's own listener learns what is left in it. The event is a fresh one.
    let _ = field.dispatch_event(&web_sys::Event::new("input").ok()?);
    Some(text)
}

fn called(object: &JsValue, name: &str, with: &str) -> Option<JsValue> {
    let function: Function = Reflect::get(object, &name.into()).ok()?.dyn_into().ok()?;
    function.call1(object, &with.into()).ok()
}

/// How many a list may have, for a sentence.
pub fn most() -> String {
    SITES_LIMIT.to_string()
}
