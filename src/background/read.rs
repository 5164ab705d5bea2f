//! What JavaScript hands over, as the core's types. Nothing is passed over: an object with a field
//! that its type does not have is refused at any depth, where serde-wasm-bindgen asks an object for
//! the fields it knows and never sees the others. And why something is refused is of no use to who
//! sent it: without sentences, which serde would print numbers for, this is a tenth of the wasm.

use std::fmt;

use js_sys::{Array, Object, Reflect};
use serde::de::value::StrDeserializer;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer,
    MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// A value as a type.
///
/// # Errors
/// If it is not of the type.
pub fn read<'de, T: Deserialize<'de>>(value: JsValue) -> Result<T, NotOfItsType> {
    T::deserialize(Value(value))
}

/// The value is not of the type.
#[derive(Debug)]
pub struct NotOfItsType;

impl fmt::Display for NotOfItsType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that is not of its type")
    }
}

impl std::error::Error for NotOfItsType {}

impl Error for NotOfItsType {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

struct Value(JsValue);

impl Value {
    fn is_nothing(&self) -> bool {
        self.0.is_null() || self.0.is_undefined()
    }
}

impl<'de> Deserializer<'de> for Value {
    type Error = NotOfItsType;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotOfItsType> {
        if let Some(text) = self.0.as_string() {
            visitor.visit_string(text)
        } else if let Some(number) = self.0.as_f64() {
            visitor.visit_i64(whole(number).ok_or(NotOfItsType)?)
        } else if let Some(yes) = self.0.as_bool() {
            visitor.visit_bool(yes)
        } else if let Some(array) = self.0.dyn_ref::<Array>() {
            visitor.visit_seq(Items { array, next: 0 })
        } else {
            Err(NotOfItsType)
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotOfItsType> {
        if self.is_nothing() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotOfItsType> {
        let object = self.0.dyn_ref::<Object>().ok_or(NotOfItsType)?;
        let is_known = |key: JsValue| key.as_string().is_some_and(|key| fields.contains(&&*key));
        if !Object::keys(object).iter().all(is_known) {
            return Err(NotOfItsType);
        }
        visitor.visit_map(Fields { object, names: fields.iter(), value: JsValue::UNDEFINED })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotOfItsType> {
        if let Some(name) = self.0.as_string() {
            return visitor.visit_enum(Variant { name, content: JsValue::UNDEFINED });
        }
        let object = self.0.dyn_ref::<Object>().ok_or(NotOfItsType)?;
        let keys = Object::keys(object);
        let name = keys.get(0).as_string().filter(|_| keys.length() == 1).ok_or(NotOfItsType)?;
        let content = Reflect::get(object, &JsValue::from_str(&name)).map_err(|_| NotOfItsType)?;
        visitor.visit_enum(Variant { name, content })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, NotOfItsType> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

/// A number without a fraction, within what a JavaScript number can hold exactly.
pub fn whole(number: f64) -> Option<i64> {
    const LARGEST: f64 = 9_007_199_254_740_991.0; // Number.MAX_SAFE_INTEGER
    let is_whole = number.fract().abs() < f64::EPSILON && number.abs() <= LARGEST;
    #[expect(clippy::cast_possible_truncation, reason = "checked before")]
    is_whole.then_some(number as i64)
}

struct Items<'v> {
    array: &'v Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = NotOfItsType;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, NotOfItsType> {
        if self.next >= self.array.length() {
            return Ok(None);
        }
        self.next += 1;
        seed.deserialize(Value(self.array.get(self.next - 1))).map(Some)
    }
}

/// The fields that an object has of those that its type knows.
struct Fields<'v> {
    object: &'v Object,
    names: std::slice::Iter<'static, &'static str>,
    value: JsValue,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = NotOfItsType;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, NotOfItsType> {
        for name in self.names.by_ref() {
            let value = Reflect::get(self.object, &JsValue::from_str(name));
            self.value = value.map_err(|_| NotOfItsType)?;
            if !self.value.is_undefined() {
                let name: StrDeserializer<'_, NotOfItsType> = name.into_deserializer();
                return seed.deserialize(name).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, NotOfItsType> {
        seed.deserialize(Value(std::mem::take(&mut self.value)))
    }
}

/// One variant of an enum: its name, or an object with that one field.
struct Variant {
    name: String,
    content: JsValue,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = NotOfItsType;
    type Variant = Value;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Value), NotOfItsType> {
        let name: StrDeserializer<'_, NotOfItsType> = self.name.as_str().into_deserializer();
        Ok((seed.deserialize(name)?, Value(self.content)))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = NotOfItsType;

    fn unit_variant(self) -> Result<(), NotOfItsType> {
        if self.is_nothing() { Ok(()) } else { Err(NotOfItsType) }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, NotOfItsType> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, NotOfItsType> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotOfItsType> {
        self.deserialize_struct("", fields, visitor)
    }
}
