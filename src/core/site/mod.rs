//! Site patterns, and the addresses they are held against.
//!
//! A pattern is `[!][*.]host[:port][/path][?query]`. It refuses to know rules and time.
//!
//! | written | means |
//! |---|---|
//! | `slack.com` | the host and every host below it, any port, http and https |
//! | `*.slack.com` | every host below it, not the host itself |
//! | `www.slack.com` | as `slack.com`: a leading `www.` is dropped where two labels stay |
//! | `Slack.COM.` | as `slack.com`: hosts have no case, and a dot at the end says nothing (in an address neither, but Firefox gives nobody access to such a host) |
//! | `bücher.example` | as `xn--bcher-kva.example`, by the browser's own reading (UTS #46) |
//! | `10.0.0.7`, `[::1]` | that one address; other spellings (`0x0a.7`, `[0::1]`) are the same |
//! | `wiki.example:8080` | that port only; 80 is http's own, 443 https' own, also where unwritten |
//! | `github.com/pulls` | the path and what lies below: whole segments, from the first, by case |
//! | `github.com/pulls/` | the same: slashes at the end, and doubled ones, say nothing |
//! | `github.com/*/*/pull` | `*` is one whole segment, whatever it is |
//! | `x.example/a/**/b` | `**` is any number of segments, also none; two of them at most |
//! | `x.example/a%2fb`, `/ü` | as `/a%2Fb` and `/%C3%BC`: hexadecimal digits have no case, and what a browser would write as `%..` may be written plain; nothing else is decoded |
//! | `x.example/?user=1` | the key with that value is among the keys of the query; two at most |
//! | `x.example/?user` | the key is among them, with any value or none |
//! | `!github.com/me` | let through |
//! | `https://…`, `…#part` | the scheme is dropped; a fragment is refused, as no server sees it |
//!
//! Of all patterns that name an address the most specific decides, and among equals one that lets
//! through; see [`Rank`].

mod address;
mod host;
mod index;
mod path;
mod pattern;
mod rank;
mod reach;
mod regex;
#[cfg(test)]
mod tests;
mod text;
mod typed;

pub use address::{Address, domains};
pub use host::{Hosts, PlainHosts};
pub use index::HostIndex;
pub use pattern::SitePattern;
pub use rank::{Rank, deciding};
pub use typed::{SITES_LIMIT, Sifted, read_list, sift};
