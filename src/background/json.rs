//! Values of JavaScript as trees and back, and the browser's own JSON between trees and texts.

use js_sys::{Array, JSON, Object, Reflect};
use ringfence_core::node::Node;
use ringfence_core::store::Json;
use wasm_bindgen::{JsCast, JsValue};

/// Deeper than anything that is read; a message that goes on for ever ends here.
const DEEPEST: u32 = 16;

/// What cannot be written is an empty text, which does not load.
pub struct BrowserJson;

impl Json for BrowserJson {
    fn write(&self, node: &Node) -> String {
        JSON::stringify(&to_value(node)).map(String::from).unwrap_or_default()
    }

    fn read(&self, text: &str) -> Option<Node> {
        tree(&JSON::parse(text).ok()?)
    }
}

fn to_value(node: &Node) -> JsValue {
    match node {
        Node::Null => JsValue::NULL,
        Node::Bool(yes) => JsValue::from_bool(*yes),
        #[expect(clippy::cast_precision_loss, reason = "stored numbers stay below 2^53")]
        Node::Number(number) => JsValue::from_f64(*number as f64),
        Node::Text(text) => JsValue::from_str(text),
        Node::List(items) => items.iter().map(to_value).collect::<Array>().into(),
        Node::Object(fields) => {
            let object = Object::new();
            for (name, node) in fields {
                // Defining a property on a fresh plain object cannot fail.
                let _ = Reflect::set(&object, &JsValue::from_str(name), &to_value(node));
            }
            object.into()
        }
    }
}

/// The tree of a value; none if it is not of JSON, a number is not whole, or it is too deep. A field
/// that is undefined is not there.
pub fn tree(value: &JsValue) -> Option<Node> {
    to_node(value, DEEPEST)
}

fn to_node(value: &JsValue, depth: u32) -> Option<Node> {
    if value.is_null() {
        Some(Node::Null)
    } else if let Some(yes) = value.as_bool() {
        Some(Node::Bool(yes))
    } else if let Some(number) = value.as_f64() {
        whole(number).map(Node::Number)
    } else if let Some(text) = value.as_string() {
        Some(Node::Text(text))
    } else {
        let depth = depth.checked_sub(1)?;
        if let Some(items) = value.dyn_ref::<Array>() {
            let items = items.iter().map(|item| to_node(&item, depth));
            return items.collect::<Option<_>>().map(Node::List);
        }
        let object = value.dyn_ref::<Object>()?;
        let mut fields = Vec::new();
        for name in Object::keys(object).iter() {
            let value = Reflect::get(object, &name).ok()?;
            if !value.is_undefined() {
                fields.push((name.as_string()?.into(), to_node(&value, depth)?));
            }
        }
        Some(Node::Object(fields))
    }
}

/// A number without a fraction, within what a JavaScript number can hold exactly.
fn whole(number: f64) -> Option<i64> {
    const LARGEST: f64 = 9_007_199_254_740_991.0; // Number.MAX_SAFE_INTEGER
    let is_whole = number.fract().abs() < f64::EPSILON && number.abs() <= LARGEST;
    #[expect(clippy::cast_possible_truncation, reason = "checked before")]
    is_whole.then_some(number as i64)
}
