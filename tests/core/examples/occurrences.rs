//! Says when rules hold, so that anyone can hold us against another implementation. Reads JSON
//! from standard input, a list of cases:
//!
//! ```sh
//! cargo run -q --release -p ringfence-core --example occurrences <<'JSON'
//! [
//!   {
//!     "zone": "America/New_York",
//!     "rules": [
//!       {
//!         "mode": "cover",
//!         "schedule": [
//!           {
//!             "repeat": "weekly",
//!             "interval": 2,
//!             "days": ["sat", "mon"],
//!             "from": "2026-03-07",
//!             "stretches": [{ "from": "22:00", "to": "03:00" }]
//!           },
//!           {
//!             "repeat": "monthly",
//!             "days": ["fri"],
//!             "nth": [-1],
//!             "stretches": [{ "from": "06:30", "to": "07:15" }]
//!           }
//!         ]
//!       },
//!       {
//!         "id": 7,
//!         "mode": "dim",
//!         "zone": "Europe/Lisbon",
//!         "schedule": [
//!           {
//!             "repeat": "dates",
//!             "dates": ["2026-03-20"],
//!             "stretches": [{ "from": "18:00", "to": "20:00" }]
//!           }
//!         ]
//!       }
//!     ],
//!     "exceptions": [
//!       { "kind": "vacation", "from": "2026-03-27", "until": "2026-03-29" },
//!       {
//!         "occurrence": { "rule": 7, "date": "2026-03-20", "from": "18:00" },
//!         "to": { "date": "2026-03-21", "stretch": { "from": "09:00", "to": "11:00" } }
//!       },
//!       { "occurrence": { "rule": 1, "date": "2026-03-16", "from": "22:00" } }
//!     ],
//!     "from": "2026-03-01T00:00:00Z",
//!     "to": 1775001600000
//!   },
//!   {
//!     "zone": "Asia/Kathmandu",
//!     "rules": [
//!       {
//!         "mode": "cover",
//!         "schedule": [{ "days": ["mon"], "stretches": [{ "from": "18:00", "to": "18:00" }] }]
//!       }
//!     ],
//!     "exceptions": [],
//!     "from": "2026-03-01T00:00:00Z",
//!     "to": "2026-04-01T00:00:00Z"
//!   }
//! ]
//! JSON
//! ```
//!
//! and prints one line of JSON for each:
//!
//! ```text
//! [[1772938800000,1772953200000],[1774083600000,1774090800000],[1774144800000,1774162800000],[1774922400000,1774940400000]]
//! {"faults":[{"field":{"type":"stretch","part":0,"index":0},"kind":"stretch_empty","typed":"18:00"}]}
//! ```
//!
//! The first is Saturday 7 March 22:00 to 03:00, four hours, for New York's clocks leave one out that
//! night. The occurrence of Lisbon's Friday 20 March has moved to Saturday 21 at 09:00, Monday 16 is
//! skipped, the last Friday lies within the vacation, and so Saturday 21 and Monday 30 follow.
//!
//! * `zone` is an IANA name: where the person is.
//! * `rules` are drafts as the options page sends them (`RuleDraft` in `src/core/protocol`). Without
//!   an `id`, or with 0, a rule has its place in the list as its id: 1, 2, 3. `mode` may be left out,
//!   and so may sites: here they do not matter.
//! * `exceptions` are drafts of exceptions (`ExceptionDraft`: vacation, on-call) and of single
//!   occurrences that are skipped or moved (`OccurrenceDraft`, which names the rule by its id). They
//!   are declared long before `from`, one after the other. May be left out.
//! * `from` and `to` are milliseconds since 1970 UTC or texts as above.
//!
//! A line lists the occurrences of all rules that touch `[from, to)`, as `[start_ms, end_ms]`, UTC,
//! sorted; whole, also where they begin before `from` or go on after `to`; one that an exception cuts
//! is listed in its pieces. Two rules that have the same hours have them twice. Or it lists the
//! faults of the case's drafts, those of rules first, and nothing else. A zone that does not exist,
//! and JSON that is no such list, are told in one sentence on standard error, with exit status 2.

use std::io::Read;
use std::process::ExitCode;

use chrono::{DateTime, FixedOffset};
use ringfence_core::change::{Change, Key, Target};
use ringfence_core::clock::Instant;
use ringfence_core::date::Date;
use ringfence_core::exception::Exception;
use ringfence_core::group::SiteGroup;
use ringfence_core::part::Stretch;
use ringfence_core::protocol::{
    ExceptionDraft, Fault, FaultKind, Field, MoveDraft, OccurrenceDraft, RuleDraft,
};
use ringfence_core::rule::{Rule, RuleId};
use ringfence_core::schedule::{Schedule, Span};
use ringfence_core::site::PlainHosts;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[path = "../named.rs"]
mod named;

use named::Named;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    zone: String,
    rules: Vec<Value>,
    #[serde(default)]
    exceptions: Vec<Value>,
    from: Value,
    to: Value,
}

/// The line of a case with faults.
#[derive(Serialize)]
struct Faulty {
    faults: Vec<Fault>,
}

/// What a case says, read.
#[derive(Default)]
struct Plan {
    rules: Vec<Rule>,
    exceptions: Vec<Exception>,
    changes: Vec<Change>,
    faults: Vec<Fault>,
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
            ExitCode::from(2)
        }
    }
}

/// The lines for a list of cases.
///
/// # Errors
/// One sentence on why it is no list of cases.
pub fn answer(input: &str) -> Result<Vec<String>, String> {
    let cases: Vec<Value> = serde_json::from_str(input)
        .map_err(|error| format!("This is no list of cases: {error}."))?;
    cases.into_iter().zip(1..).map(|(case, number)| line(case, number)).collect()
}

fn line(case: Value, number: usize) -> Result<String, String> {
    let wrong = |what: String| format!("Case {number}: {what}.");
    let case: Case = serde_json::from_value(case).map_err(|error| wrong(error.to_string()))?;
    let zone = case.zone.parse().map(Named);
    let zone = zone.map_err(|_| wrong(format!("there is no zone \"{}\"", case.zone)))?;
    let range =
        Span { start: instant(&case.from).map_err(wrong)?, end: instant(&case.to).map_err(wrong)? };
    let plan = plan(&case, &zone).map_err(|error| wrong(error.to_string()))?;
    if !plan.faults.is_empty() {
        return serde_json::to_string(&Faulty { faults: plan.faults })
            .map_err(|error| wrong(error.to_string()));
    }
    let schedule = Schedule::new(zone.clock(range.start), &plan.exceptions, &plan.changes);
    let pieces = plan.rules.iter().flat_map(|rule| schedule.pieces(rule, range));
    let held = pieces.filter(|piece| piece.excused.is_none()).map(|piece| piece.span);
    let mut spans: Vec<(i64, i64)> = held.map(|it| (it.start.ms(), it.end.ms())).collect();
    spans.sort_unstable();
    Ok(json!(spans).to_string())
}

fn plan(case: &Case, zone: &Named) -> serde_json::Result<Plan> {
    let mut plan = Plan::default();
    for (draft, place) in case.rules.iter().zip(1..) {
        let draft = with(draft, &[("mode", json!("cover"))]);
        let mut draft: RuleDraft = serde_json::from_value(draft)?;
        if draft.groups.is_empty() && draft.sites.iter().all(|site| site.trim().is_empty()) {
            draft.sites = vec!["stand-in.example".to_owned()];
        }
        let id = RuleId(if draft.id == 0 { place } else { draft.id });
        // Which sites a group holds makes no difference to hours.
        let group = |id: &String| SiteGroup { id: id.clone(), name: id.clone(), sites: Vec::new() };
        let groups: Vec<SiteGroup> = draft.groups.iter().map(group).collect();
        match Rule::from_draft(&draft, id, &groups, zone, &PlainHosts) {
            Ok(rule) => plan.rules.push(rule),
            Err(faults) => plan.faults.extend(faults),
        }
    }
    for (draft, place) in case.exceptions.iter().zip(0..) {
        let declared = Instant::from_ms(i64::MIN / 2 + place);
        if draft.get("occurrence").is_some() {
            let draft: OccurrenceDraft = serde_json::from_value(draft.clone())?;
            match change(&draft, &plan.rules, declared) {
                Ok(change) => {
                    plan.changes.retain(|it| it.key != change.key);
                    plan.changes.push(change);
                }
                Err(faults) => plan.faults.extend(faults),
            }
        } else {
            let draft = with(draft, &[("id", json!(0)), ("groups", json!([]))]);
            let draft: ExceptionDraft = serde_json::from_value(draft)?;
            match Exception::from_draft(&draft, declared, i64::MIN, &[]) {
                Ok(exception) => plan.exceptions.push(exception),
                Err(faults) => plan.faults.extend(faults),
            }
        }
    }
    Ok(plan)
}

/// An object with what it leaves out.
fn with(draft: &Value, defaults: &[(&str, Value)]) -> Value {
    let mut draft = draft.clone();
    if let Some(fields) = draft.as_object_mut() {
        for (name, value) in defaults {
            fields.entry(*name).or_insert_with(|| value.clone());
        }
    }
    draft
}

fn change(draft: &OccurrenceDraft, rules: &[Rule], at: Instant) -> Result<Change, Vec<Fault>> {
    let gone = || vec![fault(Field::Draft, FaultKind::OccurrenceGone, "")];
    let key = Key::from_draft(&draft.occurrence).ok_or_else(gone)?;
    let rule = rules.iter().find(|rule| rule.id == key.rule).ok_or_else(gone)?;
    key.stated(rule).next().ok_or_else(gone)?;
    let to = draft.to.as_ref().map(target).transpose()?;
    Ok(Change { key, to, declared: at })
}

fn target(draft: &MoveDraft) -> Result<Target, Vec<Fault>> {
    let date = Date::parse(&draft.date)
        .ok_or_else(|| fault(Field::MoveDate, FaultKind::DateUnreadable, &draft.date));
    let stretch = Stretch::from_draft(&draft.stretch)
        .map_err(|(kind, typed)| fault(Field::MoveStretch, kind, typed));
    match (date, stretch) {
        (Ok(date), Ok(stretch)) => Ok(Target { date, stretch }),
        (date, stretch) => Err(date.err().into_iter().chain(stretch.err()).collect()),
    }
}

fn fault(field: Field, kind: FaultKind, typed: &str) -> Fault {
    Fault { field, kind, typed: typed.to_owned() }
}

fn instant(given: &Value) -> Result<Instant, String> {
    let text = given.as_str().and_then(|it| it.parse::<DateTime<FixedOffset>>().ok());
    let ms = given.as_i64().or_else(|| text.map(|it| it.timestamp_millis()));
    let ms = ms.ok_or_else(|| {
        format!("{given} is no instant: say milliseconds or \"YYYY-MM-DDTHH:MM:SSZ\"")
    });
    ms.map(Instant::from_ms)
}
