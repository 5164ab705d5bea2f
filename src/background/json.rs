//! The browser's own JSON. What cannot be written is an empty text, which does not load.

use js_sys::{Array, JSON, Object, Reflect};
use ringfence_core::store::{Json, Node};
use wasm_bindgen::{JsCast, JsValue};

use crate::read::whole;

pub struct BrowserJson;

impl Json for BrowserJson {
    fn write(&self, node: &Node) -> String {
        JSON::stringify(&to_value(node)).map(String::from).unwrap_or_default()
    }

    fn read(&self, text: &str) -> Option<Node> {
        to_node(&JSON::parse(text).ok()?)
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

fn to_node(value: &JsValue) -> Option<Node> {
    if value.is_null() {
        Some(Node::Null)
    } else if let Some(yes) = value.as_bool() {
        Some(Node::Bool(yes))
    } else if let Some(number) = value.as_f64() {
        whole(number).map(Node::Number)
    } else if let Some(text) = value.as_string() {
        Some(Node::Text(text))
    } else if let Some(items) = value.dyn_ref::<Array>() {
        items.iter().map(|item| to_node(&item)).collect::<Option<_>>().map(Node::List)
    } else {
        let object = value.dyn_ref::<Object>()?;
        let field = |name: JsValue| {
            let node = to_node(&Reflect::get(object, &name).ok()?)?;
            Some((name.as_string()?.into(), node))
        };
        Object::keys(object).iter().map(field).collect::<Option<_>>().map(Node::Object)
    }
}
