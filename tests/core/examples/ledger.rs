//! Says what became of protected time, so that anyone can check the sums. Reads from standard input one
//! line of JSON with the range, and then log rows as they are exported, one a line:
//!
//! ```sh
//! cargo run -q --release -p ringfence-core --example ledger <<'JSON'
//! {"from":"2026-11-23","until":"2026-11-24","now":1795500000000,"owe_excused":true}
//! {"id":1,"at":1795453200000,"offset":60,"entry":{"type":"occurrence_started","rule":1,"goal":"Portfolio","aim":5,"mode":"cover","start":1795453200000,"end":1795460400000}}
//! {"id":2,"at":1795455000000,"offset":60,"entry":{"type":"override_granted","grant":3,"reason":"promise","sites":["mail.example"],"minutes":10,"rules":[1]}}
//! {"id":3,"at":1795455450000,"offset":60,"entry":{"type":"override_ended","grant":3,"how":"back","minutes":8,"in_front":6}}
//! {"id":4,"at":1795460400000,"offset":60,"entry":{"type":"occurrence_ended","rule":1,"goal":"Portfolio","start":1795453200000,"end":1795460400000}}
//! {"id":5,"at":1795496400000,"offset":60,"entry":{"type":"occurrence_excused","rule":2,"goal":"Talk","start":1795496400000,"end":1795503600000,"by":"skip"}}
//! JSON
//! ```
//!
//! and prints one line of JSON for each day, and one for all of them:
//!
//! ```text
//! {"day":"2026-11-23","planned":120,"kept":112.5,"unseen":0,"overridden":7.5,"excused":0,"used":6,"made_up":0,"forgiven":0,"owed":7.5,"goals":{"5":112.5}}
//! {"day":"2026-11-24","planned":60,"kept":0,"unseen":0,"overridden":0,"excused":60,"used":0,"made_up":0,"forgiven":0,"owed":60,"goals":{}}
//! {"from":"2026-11-23","until":"2026-11-24","planned":180,"kept":112.5,"unseen":0,"overridden":7.5,"excused":60,"used":6,"made_up":0,"forgiven":0,"owed":67.5,"goals":{"5":112.5}}
//! ```
//!
//! On Monday, 18:00 to 20:00, mail was open from 18:30 on for seven and a half of the ten minutes asked
//! for; the rest counts for goal 5. Tuesday's hours, 06:00 to 08:00, are skipped; at `now`, 07:00, one of them has passed.
//!
//! * `from` and `until` are dates, both included. Whose day an instant is, the rows say: it is what a
//!   wall shows with the `offset` of the last row at or before that instant, or, before all rows, of the
//!   first. At most 40,000 days.
//! * `now` is in milliseconds since 1970 UTC: what has not ended in the rows counts to its planned end,
//!   and no further than that. May be left out, and then it counts to its planned end.
//! * `owe_excused` says whether excused minutes are owed as well; they are not if it is left out.
//! * Rows may come in any order; one whose `id` was there before counts once. Rows from before the range
//!   are welcome, and needed where something began before it. Empty lines are passed over.
//!
//! Numbers are minutes, with as many decimals as milliseconds need. `planned` is always `kept` +
//! `overridden` + `excused`; `unseen` is a part of `kept`, and `used` stands beside; `owed` is
//! `overridden` (+ `excused`) - `made_up` - `forgiven`, or 0 if that is less. The days' sums are those of
//! the last line, but for `owed`, for what one day owes is made up on another. `goals` has the minutes
//! kept or made up for each goal by its id. How rows are read is told
//! in `src/core/ledger`.
//!
//! Anything else is told in one sentence on standard error, with the number of the line, and exit
//! status 1.

use std::collections::BTreeMap;
use std::io::Read;
use std::process::ExitCode;

use ringfence_core::clock::Instant;
use ringfence_core::date::Date;
use ringfence_core::ledger::{Balance, Ledger, Owe};
use ringfence_core::protocol::LogRow;
use serde::{Deserialize, Serialize};
use serde_json::Number;

/// So many days may be asked for.
const DAYS_LIMIT: i32 = 40_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    from: String,
    until: String,
    now: Option<i64>,
    #[serde(default)]
    owe_excused: bool,
}

/// The line of a day.
#[derive(Serialize)]
struct OfDay {
    day: String,
    #[serde(flatten)]
    minutes: Minutes,
}

/// The last line.
#[derive(Serialize)]
struct OfAll {
    from: String,
    until: String,
    #[serde(flatten)]
    minutes: Minutes,
}

#[derive(Serialize)]
struct Minutes {
    planned: Number,
    kept: Number,
    unseen: Number,
    overridden: Number,
    excused: Number,
    used: Number,
    made_up: Number,
    forgiven: Number,
    owed: Number,
    goals: BTreeMap<u32, Number>,
}

fn main() -> ExitCode {
    let mut input = String::new();
    let read = std::io::stdin().read_to_string(&mut input).map_err(|error| error.to_string());
    match read.and_then(|_| answer(&input)) {
        Ok(lines) => {
            for line in lines {
                println!("{line}");
            }
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// The lines for a range and rows.
///
/// # Errors
/// One sentence on the first line that is none, with its number.
pub fn answer(input: &str) -> Result<Vec<String>, String> {
    let mut lines = input.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let (first, number) = lines.next().unwrap_or(("", 1));
    let no_range = |what: String| format!("Line {number} is no range: {what}.");
    let range: Range =
        serde_json::from_str(first).map_err(|error| no_range(without_place(&error)))?;
    let date = |text: &str| {
        let wrong = || no_range(format!("\"{text}\" is no date YYYY-MM-DD"));
        Date::parse(text).ok_or_else(wrong)
    };
    let (from, until) = (date(&range.from)?, date(&range.until)?);
    if !(0..DAYS_LIMIT).contains(&until.since(from)) {
        let most = format!("from {from} until {until} is not between 1 and {DAYS_LIMIT} days");
        return Err(no_range(most));
    }
    let mut ledger = Ledger::default();
    for (line, number) in lines {
        let row: LogRow = serde_json::from_str(line)
            .map_err(|error| format!("Line {number} is no log row: {}.", without_place(&error)))?;
        ledger.take(&row);
    }
    let balance = ledger.balance(Instant::from_ms(range.now.unwrap_or(i64::MAX)));
    let owe = if range.owe_excused { Owe::OverriddenAndExcused } else { Owe::Overridden };
    let days = (0..=until.since(from)).map(|days| {
        let day = from.plus(days);
        let minutes = minutes(&balance, (day, day), owe);
        serde_json::to_string(&OfDay { day: day.to_string(), minutes })
    });
    let minutes = minutes(&balance, (from, until), owe);
    let all = OfAll { from: range.from, until: range.until, minutes };
    let lines = days.chain([serde_json::to_string(&all)]);
    lines.collect::<Result<_, _>>().map_err(|error| error.to_string())
}

fn minutes(balance: &Balance, (from, until): (Date, Date), owe: Owe) -> Minutes {
    let sums = balance.sums_of_days(from, until);
    let kept_for = |goal| (goal, balance.kept_for_in_days(goal, from, until));
    let goals = balance.goals().map(kept_for).filter(|(_, kept)| *kept > 0);
    Minutes {
        planned: in_minutes(sums.planned()),
        kept: in_minutes(sums.kept),
        unseen: in_minutes(sums.unseen),
        overridden: in_minutes(sums.overridden),
        excused: in_minutes(sums.excused),
        used: in_minutes(sums.used),
        made_up: in_minutes(sums.made_up),
        forgiven: in_minutes(sums.forgiven),
        owed: in_minutes(sums.owed(owe)),
        goals: goals.map(|(goal, kept)| (goal, in_minutes(kept))).collect(),
    }
}

/// Milliseconds as minutes: whole, or with six decimals, which name each millisecond.
fn in_minutes(ms: i64) -> Number {
    let millionths = (i128::from(ms) * 1_000_000 + 30_000) / 60_000;
    let (whole, rest) = (millionths / 1_000_000, millionths % 1_000_000);
    let decimal = || format!("{whole}.{rest:06}").parse().ok().and_then(Number::from_f64);
    match i64::try_from(whole) {
        Ok(whole) if rest == 0 => whole.into(),
        Ok(_) | Err(_) => decimal().unwrap_or_else(|| 0.into()),
    }
}

/// What is wrong, without where: that is told by the line.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}
