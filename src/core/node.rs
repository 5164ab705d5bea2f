//! JSON as a tree, and its reading: strict, field by field. What is not as expected is none, and
//! makes the whole one that does not load or is not an event.

use std::borrow::Cow;

/// One JSON value. Numbers are whole: nothing that is stored has a fraction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number within 2^53.
    Number(i64),
    /// A text.
    Text(String),
    /// An array.
    List(Vec<Node>),
    /// An object; its fields in the order in which they are written.
    Object(Vec<(Cow<'static, str>, Node)>),
}

/// An object of the given fields.
pub(crate) fn object(fields: impl IntoIterator<Item = (&'static str, Node)>) -> Node {
    Node::Object(fields.into_iter().map(|(name, node)| (Cow::Borrowed(name), node)).collect())
}

pub(crate) fn text(text: &str) -> Node {
    Node::Text(text.to_owned())
}

pub(crate) fn number(number: impl Into<i64>) -> Node {
    Node::Number(number.into())
}

pub(crate) fn list<'t, T: 't>(
    items: impl IntoIterator<Item = &'t T>,
    node: fn(&T) -> Node,
) -> Node {
    Node::List(items.into_iter().map(node).collect())
}

pub(crate) fn maybe<T>(it: Option<T>, node: impl Fn(T) -> Node) -> Node {
    it.map_or(Node::Null, node)
}

/// The name of a word, from its table.
pub(crate) fn word<T: PartialEq>(words: &[(&'static str, T)], it: &T) -> Node {
    let name = words.iter().find(|(_, other)| other == it).map(|(name, _)| *name);
    text(name.unwrap_or_default())
}

/// The fields of one object.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'n>(&'n [(Cow<'static, str>, Node)]);

impl Node {
    /// The fields, if these are all that it may have.
    pub(crate) fn fields(&self, known: &[&str]) -> Option<Fields<'_>> {
        let it = self.any_fields()?;
        it.0.iter().all(|(name, _)| known.contains(&&**name)).then_some(it)
    }

    /// The fields, whatever they are.
    pub(crate) fn any_fields(&self) -> Option<Fields<'_>> {
        if let Self::Object(fields) = self { Some(Fields(fields)) } else { None }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(crate) fn number<T: TryFrom<i64>>(&self) -> Option<T> {
        if let Self::Number(number) = self { T::try_from(*number).ok() } else { None }
    }

    pub(crate) fn bool(&self) -> Option<bool> {
        if let Self::Bool(yes) = self { Some(*yes) } else { None }
    }

    /// Every item, read; none if one cannot be.
    pub(crate) fn list<T>(&self, read: impl Fn(&Self) -> Option<T>) -> Option<Vec<T>> {
        if let Self::List(items) = self { items.iter().map(read).collect() } else { None }
    }

    /// The two items of a pair.
    pub(crate) fn pair(&self) -> Option<(&Self, &Self)> {
        match self {
            Self::List(items) => match items.as_slice() {
                [one, other] => Some((one, other)),
                _ => None,
            },
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Object(_) => None,
        }
    }

    /// Nothing, or what is there, read; none if it cannot be.
    #[expect(clippy::option_option, reason = "whether it can be read, and whether there is one")]
    pub(crate) fn maybe<T>(&self, read: impl Fn(&Self) -> Option<T>) -> Option<Option<T>> {
        if *self == Self::Null { Some(None) } else { read(self).map(Some) }
    }

    /// The word of a name, from its table.
    pub(crate) fn word<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let name = self.text()?;
        words.iter().find(|(other, _)| *other == name).map(|(_, it)| *it)
    }
}

impl<'n> Fields<'n> {
    /// A field that must be there.
    pub(crate) fn get(self, name: &str) -> Option<&'n Node> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, node)| node)
    }

    pub(crate) fn text(self, name: &str) -> Option<String> {
        self.get(name)?.text().map(str::to_owned)
    }

    pub(crate) fn number<T: TryFrom<i64>>(self, name: &str) -> Option<T> {
        self.get(name)?.number()
    }

    pub(crate) fn list<T>(self, name: &str, read: impl Fn(&Node) -> Option<T>) -> Option<Vec<T>> {
        self.get(name)?.list(read)
    }

    /// A list that an earlier version did not have.
    pub(crate) fn later<T>(self, name: &str, read: impl Fn(&Node) -> Option<T>) -> Option<Vec<T>> {
        self.get(name).map_or(Some(Vec::new()), |node| node.list(read))
    }

    /// A field that may be absent or null; none if it is there and cannot be read.
    #[expect(clippy::option_option, reason = "whether it can be read, and whether there is one")]
    pub(crate) fn maybe<T>(
        self,
        name: &str,
        read: impl Fn(&Node) -> Option<T>,
    ) -> Option<Option<T>> {
        self.get(name).map_or(Some(None), |node| node.maybe(read))
    }

    /// How many there are.
    pub(crate) fn len(self) -> usize {
        self.0.len()
    }
}
