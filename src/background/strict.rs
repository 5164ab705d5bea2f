//! serde-wasm-bindgen asks an object for the fields it knows and never sees the others. A message
//! with a field that no event has is not a message of the protocol, so this looks first.

use js_sys::Object;
use serde::de::{Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;
use serde_wasm_bindgen::Error;
use wasm_bindgen::{JsCast, JsValue};

/// A value whose own fields must all be known.
pub struct Strict(pub JsValue);

impl<'de> Deserializer<'de> for Strict {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        serde_wasm_bindgen::Deserializer::from(self.0).deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let is_known = |key: JsValue| key.as_string().is_some_and(|key| fields.contains(&&*key));
        if let Some(object) = self.0.dyn_ref::<Object>()
            && !Object::keys(object).iter().all(is_known)
        {
            return Err(Error::custom("an unknown field"));
        }
        serde_wasm_bindgen::Deserializer::from(self.0).deserialize_struct(name, fields, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier
        ignored_any
    }
}
