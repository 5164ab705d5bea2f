//! Sets of instants, as spans in order.

use crate::clock::Instant;
use crate::schedule::Span;
use crate::sorted::by_number;

/// A set of instants: spans `[start, end)`, sorted, none empty, none touching another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spans(Vec<Span>);

impl Spans {
    /// The union of some spans, which may come in any order and overlap. One that ends before it begins
    /// is empty.
    #[must_use]
    pub fn of(spans: Vec<Span>) -> Self {
        let mut union: Vec<Span> = Vec::new();
        for span in by_number(spans, |span| span.start.ms()) {
            if span.start >= span.end {
                continue;
            }
            match union.last_mut().filter(|last| span.start <= last.end) {
                Some(last) => last.end = last.end.max(span.end),
                None => union.push(span),
            }
        }
        Self(union)
    }

    /// The spans, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Span] {
        &self.0
    }

    /// How long they are together, in milliseconds.
    #[must_use]
    pub fn length(&self) -> i64 {
        together(self.0.iter().map(|span| span.end.since(span.start)))
    }

    /// What lies in both.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        let mut common = Vec::new();
        let (mut ours, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(one), Some(two)) = (ours.peek(), theirs.peek()) {
            let both = Span { start: one.start.max(two.start), end: one.end.min(two.end) };
            if both.start < both.end {
                common.push(both);
            }
            if one.end <= two.end {
                ours.next()
            } else {
                theirs.next()
            };
        }
        Self(common)
    }

    /// What lies here and not there.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut rest = Vec::new();
        let mut theirs = other.0.iter().peekable();
        for span in &self.0 {
            let mut start = span.start;
            while theirs.next_if(|it| it.end <= start).is_some() {}
            // One that reaches beyond this span may meet the next one as well.
            while let Some(it) = theirs.peek().filter(|it| it.start < span.end) {
                if start < it.start {
                    rest.push(Span { start, end: it.start });
                }
                start = it.end.min(span.end);
                if it.end > span.end {
                    break;
                }
                theirs.next();
            }
            if start < span.end {
                rest.push(Span { start, end: span.end });
            }
        }
        Self(rest)
    }

    /// How much of it lies within some span, in milliseconds. Looks only at what lies there.
    #[must_use]
    pub fn length_within(&self, range: Span) -> i64 {
        let first = self.0.partition_point(|span| span.end <= range.start);
        let there = self.0.iter().skip(first).take_while(|span| span.start < range.end);
        together(there.map(|it| it.end.min(range.end).since(it.start.max(range.start))))
    }

    /// Whether an instant lies within.
    #[must_use]
    pub fn holds(&self, instant: Instant) -> bool {
        let at = self.0.partition_point(|span| span.end <= instant);
        self.0.get(at).is_some_and(|span| span.holds(instant))
    }
}

/// The sum of some numbers, or the greatest number.
pub(super) fn together(numbers: impl Iterator<Item = i64>) -> i64 {
    numbers.fold(0, i64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(pairs: &[(i64, i64)]) -> Spans {
        let span = |(start, end): &(i64, i64)| Span {
            start: Instant::from_ms(*start),
            end: Instant::from_ms(*end),
        };
        Spans::of(pairs.iter().map(span).collect())
    }

    #[test]
    fn spans_in_any_order_become_one_line_of_spans() {
        assert_eq!(
            spans(&[(7, 9), (1, 3), (2, 5), (5, 6), (8, 8), (12, 10)]),
            spans(&[(1, 6), (7, 9)])
        );
        assert_eq!(spans(&[(1, 6), (7, 9)]).as_slice().len(), 2);
        assert_eq!(spans(&[(0, 10), (2, 3)]).length(), 10);
    }

    #[test]
    fn what_two_have_in_common_and_what_only_one_has() {
        let one = spans(&[(0, 10), (20, 30), (40, 50)]);
        let other = spans(&[(5, 22), (24, 25), (29, 45), (60, 70)]);
        assert_eq!(one.common(&other), spans(&[(5, 10), (20, 22), (24, 25), (29, 30), (40, 45)]));
        assert_eq!(one.without(&other), spans(&[(0, 5), (22, 24), (25, 29), (45, 50)]));
        assert_eq!(other.without(&one), spans(&[(10, 20), (30, 40), (60, 70)]));
        assert_eq!(one.without(&spans(&[])), one);
        assert_eq!(one.common(&spans(&[])), spans(&[]));
    }

    #[test]
    fn sets_of_few_instants_are_as_counting_says() {
        // Every pair of sets of eight instants.
        let set = |bits: u32| {
            let ones = (0..8).filter(|bit| bits >> bit & 1 == 1);
            spans(&ones.map(|bit| (bit, bit + 1)).collect::<Vec<_>>())
        };
        for one in 0..256 {
            for other in 0..256 {
                assert_eq!(set(one).common(&set(other)), set(one & other));
                assert_eq!(set(one).without(&set(other)), set(one & !other));
            }
            let range = Span { start: Instant::from_ms(2), end: Instant::from_ms(5) };
            assert_eq!(set(one).length_within(range), i64::from((one & 0b11100).count_ones()));
            for bit in 0..8 {
                assert_eq!(set(one).holds(Instant::from_ms(bit)), one >> bit & 1 == 1);
            }
        }
    }
}
