//! A card to hand to somebody: a heading and lines in parts, as Markdown (with boxes
//! to tick) or as text.

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// What it is.
    pub heading: String,
    /// From when to when.
    pub lead: String,
    /// The parts in their order; one without lines is left out.
    pub parts: Vec<CardPart>,
}

/// Lines that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardPart {
    /// What they are.
    pub heading: String,
    /// The lines.
    pub lines: Vec<CardLine>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardLine {
    /// Its words.
    pub text: String,
    /// Whether it is done; none for what cannot be.
    pub done: Option<bool>,
}

impl Card {
    /// As Markdown that shows every word as it was typed.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        self.written(["# ", "## "], escaped)
    }

    /// As text.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.written(["", ""], in_one_line)
    }

    fn written(&self, marks: [&str; 2], shown: impl Fn(&str) -> String) -> String {
        let [first, second] = marks;
        let mut text = [first, &shown(&self.heading), "\n"].concat();
        if !self.lead.is_empty() {
            text.push_str(&["\n", &shown(&self.lead), "\n"].concat());
        }
        for part in self.parts.iter().filter(|part| !part.lines.is_empty()) {
            text.push_str(&["\n", second, &shown(&part.heading), "\n\n"].concat());
            for line in &part.lines {
                let mark = match line.done {
                    None => "- ",
                    Some(false) => "- [ ] ",
                    Some(true) => "- [x] ",
                };
                text.push_str(&[mark, &shown(&line.text), "\n"].concat());
            }
        }
        text
    }
}

/// A text whose letters are none of Markdown's marks.
#[must_use]
pub fn escaped(text: &str) -> String {
    let line = in_one_line(text);
    let number = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut escaped = String::with_capacity(line.len());
    for (at, letter) in line.char_indices() {
        let is_mark = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' => true,
            // These make a list, or a line under a heading, where a line begins with them.
            '-' | '+' | '=' => at == 0,
            '.' | ')' => at > 0 && at == number,
            _ => false,
        };
        if is_mark {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Words with one space between them where there was any room.
fn in_one_line(text: &str) -> String {
    let shown = text.split(|it: char| it.is_whitespace() || it.is_control());
    shown.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_shown_as_typed() {
        for (text, wanted) in [
            ("Write the intro (v1.0), 2-3 pages!", "Write the intro (v1.0), 2-3 pages!"),
            ("# not a heading", r"\# not a heading"),
            ("- no list - here", r"\- no list - here"),
            ("1. no list", r"1\. no list"),
            ("12) no list, 1. here", r"12\) no list, 1. here"),
            ("**loud** _and_ `code`", r"\*\*loud\*\* \_and\_ \`code\`"),
            ("[a](b) ![c](d)", r"\[a\](b) !\[c\](d)"),
            ("<img src=x onerror=alert(1)>", r"\<img src=x onerror=alert(1)\>"),
            (r"C:\new &amp; a|b ~~c~~", r"C:\\new \&amp; a\|b \~\~c\~\~"),
            ("two\n\n# lines\r\nand\tmore ", r"two \# lines and more"),
            ("שלום 🙂", "שלום 🙂"),
            ("", ""),
        ] {
            assert_eq!(escaped(text), wanted, "{text}");
        }
    }

    #[test]
    fn parts_without_lines_are_left_out() {
        let line = |text: &str, done| CardLine { text: text.into(), done };
        let part = |heading: &str, lines| CardPart { heading: heading.into(), lines };
        let card = Card {
            heading: "Check-in with *Ines*".into(),
            lead: "Since Monday".into(),
            parts: vec![
                part("Committed", vec![line("Intro", Some(true)), line("#2", Some(false))]),
                part("Done", Vec::new()),
                part("Hours", vec![line("2 h", None)]),
            ],
        };
        assert_eq!(
            card.to_markdown(),
            "# Check-in with \\*Ines\\*\n\nSince Monday\n\n## Committed\n\n- [x] Intro\n- [ ] \\#2\n\n## Hours\n\n- 2 h\n"
        );
        assert_eq!(
            card.to_text(),
            "Check-in with *Ines*\n\nSince Monday\n\nCommitted\n\n- [x] Intro\n- [ ] #2\n\nHours\n\n- 2 h\n"
        );
    }
}
