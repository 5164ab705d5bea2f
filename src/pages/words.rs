//! The tool's words: messages of `_locales`, with what is filled in, counted, or styled.

use std::borrow::Cow;
use std::cell::OnceCell;

use js_sys::{Array, Intl, Object};
use leptos::prelude::*;
use ringfence_core::group::is_unseen;
use ringfence_core::protocol::{CapPer, Reason};
use wasm_bindgen::JsValue;

use crate::shell;

/// The message of this name.
#[must_use]
pub fn word(key: &str) -> String {
    word_with(key, &[])
}

/// The message of this name with its `$1` to `$9` filled in.
#[must_use]
pub fn word_with(key: &str, fillings: &[&str]) -> String {
    let fillings: Array = fillings.iter().map(|it| JsValue::from_str(&seen(it))).collect();
    shell::call("i18n", "getMessage", &[JsValue::from_str(key), fillings.into()])
        .ok()
        .and_then(|message| message.as_string())
        .unwrap_or_default()
}

/// A text that cannot turn the words around it: characters that would are shown as what they are,
/// something unreadable (Unicode Standard Annex #9, section 2).
fn seen(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unseen) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|it| if is_unseen(it) { '\u{FFFD}' } else { it }).collect())
}

/// The message `<key>_one`, `<key>_other` and so on, as the language counts; `$1` is the count,
/// `$2` and on are filled with the rest.
#[must_use]
pub fn counted(key: &str, count: usize, rest: &[&str]) -> String {
    thread_local! {
        static RULES: OnceCell<Intl::PluralRules> = const { OnceCell::new() };
    }
    #[expect(clippy::cast_precision_loss, reason = "nobody has 2^52 sites")]
    let form = RULES.with(|rules| {
        rules
            .get_or_init(|| Intl::PluralRules::new(&locales(), &Object::new()))
            .select(count as f64)
            .as_string()
            .unwrap_or_default()
    });
    let count = count.to_string();
    let fillings: Vec<&str> = std::iter::once(&*count).chain(rest.iter().copied()).collect();
    word_with(&[key, &form].join("_"), &fillings)
}

/// The message `<key>_one`, `<key>_two` and so on, as the language numbers things in a row ("7th");
/// `$1` is the number.
#[must_use]
pub fn numbered(key: &str, number: u32) -> String {
    let options = Object::new();
    // Defining a property on a fresh plain object cannot fail.
    let _ = js_sys::Reflect::set(&options, &"type".into(), &"ordinal".into());
    let rules = Intl::PluralRules::new(&locales(), &options);
    let form = rules.select(f64::from(number)).as_string().unwrap_or_default();
    word_with(&[key, &form].join("_"), &[&number.to_string()])
}

/// The message of this name with views in place of `$1` to `$9`: the order of the words is the
/// translation's, the look of the parts is ours.
#[must_use]
pub fn phrase(key: &str, parts: Vec<AnyView>) -> AnyView {
    // Marks from the private use area stand for the parts while the message is put together.
    const FIRST_MARK: u32 = 0xE001;
    let marks: Vec<String> = (FIRST_MARK..)
        .zip(&parts)
        .filter_map(|(mark, _)| char::from_u32(mark).map(String::from))
        .collect();
    let message = word_with(key, &marks.iter().map(String::as_str).collect::<Vec<_>>());
    let mut parts: Vec<Option<AnyView>> = parts.into_iter().map(Some).collect();
    let mut pieces = Vec::new();
    let mut text = String::new();
    for letter in message.chars() {
        let part = u32::from(letter)
            .checked_sub(FIRST_MARK)
            .and_then(|index| parts.get_mut(index as usize))
            .and_then(Option::take);
        match part {
            Some(part) => {
                pieces.push(std::mem::take(&mut text).into_any());
                pieces.push(part);
            }
            None => text.push(letter),
        }
    }
    pieces.push(text.into_any());
    pieces.into_any()
}

/// The locale that dates and lists are written in: the browser's own variety of the language that
/// the words are in. Another language's weekday in our sentence would read wrong.
#[must_use]
pub fn locales() -> Array {
    thread_local! {
        static LOCALES: OnceCell<Array> = const { OnceCell::new() };
    }
    LOCALES.with(|locales| {
        locales
            .get_or_init(|| {
                let (words, own) = (word("words_language"), browser_language());
                let is_variety = own.split('-').next() == Some(words.as_str());
                Array::of1(&JsValue::from_str(if is_variety { &own } else { &words }))
            })
            .clone()
    })
}

/// The language of the browser's own words: "en-GB".
#[must_use]
pub fn browser_language() -> String {
    shell::call("i18n", "getUILanguage", &[])
        .ok()
        .and_then(|language| language.as_string())
        .unwrap_or_else(|| word("words_language"))
}

/// Within what a cap counts: "in a day".
#[must_use]
pub fn cap_per(per: CapPer) -> String {
    word(match per {
        CapPer::Stretch => "cap_per_stretch",
        CapPer::Day => "cap_per_day",
        CapPer::Week => "cap_per_week",
    })
}

/// Why one goes back, as the person chose it.
#[must_use]
pub fn reason(reason: Reason) -> String {
    word(match reason {
        Reason::Incident => "reason_incident",
        Reason::Promise => "reason_promise",
        Reason::Unblock => "reason_unblock",
        Reason::Home => "reason_home",
        Reason::Habit => "reason_habit",
        Reason::Other => "reason_other",
        Reason::Call => "reason_call",
    })
}
