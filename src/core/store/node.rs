//! JSON as a tree, and its reading: strict, field by field. What is not as expected is none, and
//! makes the whole text one that does not load.

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
pub(super) fn object(fields: impl IntoIterator<Item = (&'static str, Node)>) -> Node {
    Node::Object(fields.into_iter().map(|(name, node)| (Cow::Borrowed(name), node)).collect())
}

pub(super) fn text(text: &str) -> Node {
    Node::Text(text.to_owned())
}

pub(super) fn number(number: impl Into<i64>) -> Node {
    Node::Number(number.into())
}

pub(super) fn list<'t, T: 't>(
    items: impl IntoIterator<Item = &'t T>,
    node: fn(&T) -> Node,
) -> Node {
    Node::List(items.into_iter().map(node).collect())
}

pub(super) fn maybe<T>(it: Option<T>, node: impl Fn(T) -> Node) -> Node {
    it.map_or(Node::Null, node)
}

/// The name of a word, from its table.
pub(super) fn word<T: PartialEq>(words: &[(&'static str, T)], it: &T) -> Node {
    let name = words.iter().find(|(_, other)| other == it).map(|(name, _)| *name);
    text(name.unwrap_or_default())
}

/// The fields of one object.
#[derive(Clone, Copy)]
pub(super) struct Fields<'n>(&'n [(Cow<'static, str>, Node)]);

impl Node {
    /// The fields, if these are all that it may have.
    pub(super) fn fields(&self, known: &[&str]) -> Option<Fields<'_>> {
        let Self::Object(fields) = self else { return None };
        fields.iter().all(|(name, _)| known.contains(&&**name)).then_some(Fields(fields))
    }

    pub(super) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn number<T: TryFrom<i64>>(&self) -> Option<T> {
        if let Self::Number(number) = self { T::try_from(*number).ok() } else { None }
    }

    pub(super) fn bool(&self) -> Option<bool> {
        if let Self::Bool(yes) = self { Some(*yes) } else { None }
    }

    /// Every item, read; none if one cannot be.
    pub(super) fn list<T>(&self, read: impl Fn(&Self) -> Option<T>) -> Option<Vec<T>> {
        if let Self::List(items) = self { items.iter().map(read).collect() } else { None }
    }

    /// The two items of a pair.
    pub(super) fn pair(&self) -> Option<(&Self, &Self)> {
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
    pub(super) fn maybe<T>(&self, read: impl Fn(&Self) -> Option<T>) -> Option<Option<T>> {
        if *self == Self::Null { Some(None) } else { read(self).map(Some) }
    }

    /// The word of a name, from its table.
    pub(super) fn word<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let name = self.text()?;
        words.iter().find(|(other, _)| *other == name).map(|(_, it)| *it)
    }
}

impl<'n> Fields<'n> {
    /// A field that must be there.
    pub(super) fn get(self, name: &str) -> Option<&'n Node> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, node)| node)
    }

    pub(super) fn text(self, name: &str) -> Option<String> {
        self.get(name)?.text().map(str::to_owned)
    }

    pub(super) fn number<T: TryFrom<i64>>(self, name: &str) -> Option<T> {
        self.get(name)?.number()
    }

    pub(super) fn list<T>(self, name: &str, read: impl Fn(&Node) -> Option<T>) -> Option<Vec<T>> {
        self.get(name)?.list(read)
    }

    /// A list that an earlier version did not have.
    pub(super) fn later<T>(self, name: &str, read: impl Fn(&Node) -> Option<T>) -> Option<Vec<T>> {
        self.get(name).map_or(Some(Vec::new()), |node| node.list(read))
    }
}
