//! Patterns as the network layer reads them: regular expressions made of our own characters and
//! escaped ones, used together with the host in `requestDomains`. They must stay within what both
//! browsers read alike: Chromium's is RE2, Firefox's goes back and forth, so that nothing may
//! repeat what repeats, unless a slash stands between.

use std::fmt::Write;

use super::SitePattern;

/// What an expression may weigh. Chromium takes 2 KB of each when compiled (`regexFilter` in
/// <https://developer.chrome.com/docs/extensions/reference/api/declarativeNetRequest>). Measured in
/// letters, beside the parts that every expression has: Chromium 156 takes 88, and a part weighs as
/// many letters as it leaves out. `tests/browser/sites.test.js` asks both browsers.
const HEAVIEST: usize = 86;

const SEGMENT: usize = 10;
const SEGMENTS: usize = 11;
const ANY_HOST: usize = 14;
const PORT: usize = 10;
const PERHAPS_A_PORT: usize = 9;
const OWN_PORT: usize = 25;
const QUERY: usize = 12;
const TWO_KEYS: usize = 5;
const BETWEEN_KEYS: usize = 4;
const ANY_VALUE: usize = 9;
const LETTER_OF_A_CODE: usize = 2;

/// Any host without its port.
const HOST: &str = "(?:[^/?#@]*@)?(?:\\[[^\\]]*\\]|[^/?#@:]+)";

impl SitePattern {
    /// An expression for the whole URL, to be used with the host.
    #[must_use]
    pub fn regex(&self) -> String {
        self.expression().text
    }

    /// Whether both browsers take its expression.
    #[must_use]
    pub fn fits_the_network(&self) -> bool {
        self.expression().weight <= HEAVIEST
    }

    fn expression(&self) -> Regex {
        let mut regex = Regex::default();
        if self.is_whole_host() {
            regex.add("^.*$", 0);
            return regex;
        }
        regex.authority(self);
        for segment in self.segments() {
            match segment {
                "*" => regex.add("/+[^/?#]+", SEGMENT),
                "**" => regex.add("(?:/+[^/?#]+)*", SEGMENTS),
                name => {
                    regex.add("/+", 2);
                    regex.literal(name);
                }
            }
        }
        regex.query(self);
        regex
    }
}

/// An expression as it grows.
#[derive(Default)]
struct Regex {
    text: String,
    weight: usize,
}

impl Regex {
    fn add(&mut self, text: &str, weight: usize) {
        self.text.push_str(text);
        self.weight = self.weight.saturating_add(weight);
    }

    /// Scheme, name and password, host, port. After it comes a slash or the end, so that what
    /// stands before an `@` is never taken for the host.
    fn authority(&mut self, site: &SitePattern) {
        let Some(port) = site.port() else {
            self.add("^https?://", 0);
            if site.only_below() {
                self.below(site);
                return self.add("(?::\\d+)?", PERHAPS_A_PORT);
            }
            return self.add("[^/?#]+", 0);
        };
        let own = [(80, "", "s"), (443, "s", "")].into_iter().find(|it| it.0 == port);
        if let Some((_, scheme, other)) = own {
            // Both must say which host: the branch without a port may have no other.
            self.add("^http(?:", OWN_PORT);
            self.add(scheme, 0);
            self.add("://", 0);
            self.host(site);
            self.add("|", 0);
            self.add(other, 0);
            self.add("://", 0);
            self.host(site);
        } else {
            self.add("^https?://", PORT);
            self.host(site);
        }
        // Writing to a text cannot fail.
        let _ = write!(self.text, ":{port}");
        if own.is_some() {
            self.add(")", 0);
        }
    }

    /// A host of which no port is told yet.
    fn host(&mut self, site: &SitePattern) {
        if site.only_below() {
            self.below(site);
        } else {
            self.add(HOST, ANY_HOST);
        }
    }

    fn below(&mut self, site: &SitePattern) {
        self.add("(?:[^/?#@]*@)?[^/?#@:]+\\.", SEGMENT);
        self.literal(site.host());
        self.add("\\.?", 1);
    }

    /// Keys anywhere in the query, or no query named: then anything may follow.
    fn query(&mut self, site: &SitePattern) {
        match site.query() {
            [] => self.add("(?:[/?#].*)?$", 0),
            [one] => {
                self.add("(?:/[^?#]*)?\\?(?:[^#]*&)?", QUERY);
                self.pair(one);
                self.add("(?:[&#].*)?$", 0);
            }
            [one, other, ..] => {
                self.add("(?:/[^?#]*)?\\?(?:[^#]*&)?(?:", QUERY + TWO_KEYS);
                self.pair(one);
                self.add("(?:&[^#]*)?&", BETWEEN_KEYS);
                self.pair(other);
                self.add("|", 1);
                self.pair(other);
                self.add("(?:&[^#]*)?&", BETWEEN_KEYS);
                self.pair(one);
                self.add(")(?:[&#].*)?$", 0);
            }
        }
    }

    fn pair(&mut self, (key, value): &(String, Option<String>)) {
        self.literal(key);
        match value {
            Some(value) => {
                self.add("=", 1);
                self.literal(value);
            }
            None => self.add("(?:=[^&#]*)?", ANY_VALUE),
        }
    }

    /// A text that stands for itself; the digits after a `%` have no case.
    fn literal(&mut self, text: &str) {
        let mut digits = 0;
        for c in text.chars() {
            if digits > 0 && c.is_ascii_alphabetic() {
                self.text.extend(['[', c.to_ascii_uppercase(), c.to_ascii_lowercase(), ']']);
                self.weight = self.weight.saturating_add(LETTER_OF_A_CODE);
            } else {
                if !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '%' | '~') {
                    self.text.push('\\');
                }
                self.text.push(c);
                self.weight = self.weight.saturating_add(1);
            }
            digits = if c == '%' { 2_u8 } else { digits.saturating_sub(1) };
        }
    }
}
