//! Thousands of random days in a simulated browser: a disk with crashes between any two writes, a
//! worker that dies, alarms that are late or lost, a clock that is set back and forth, a person who
//! travels. Whatever happens, these hold:
//!
//! * a log row whose turn was answered is found once, as it was written, and ids only grow;
//! * what is on the disk loads, and is no older than what was answered last;
//! * the posture after any event is the one that a core computes which boots from the disk;
//! * an override lasts no longer than granted;
//! * time is closed out once, a check-in that was held moves to its next date with what was promised and
//!   comes back as it was, and an occurrence is put off by ten minutes, for an hour at most;
//! * of what hours draw on nothing is on the disk where nobody wants to be asked;
//! * a second look at one instant changes nothing.
//!
//! Everything follows from a seed. One that fails is printed; `SIMULATION_SEED=<seed>` plays it
//! alone.

mod browser;
mod chance;
mod disk;
mod edits;
mod json;
mod machine;
mod person;
mod promise;
mod says;
mod wishes;

use self::browser::Browser;
use self::says::Said;
use crate::cases::share;
use crate::day::instant;
use crate::named::Named;

/// So many lives are played,
const LIVES: u64 = 250;
/// each of so many days.
const DAYS: i64 = 40;
/// Lives have nothing to do with each other.
const THREADS: usize = 2;

const DAY: i64 = 24 * 60 * 60_000;

/// What was simulated.
#[derive(Default)]
struct Told {
    turns: u64,
    rows: usize,
    granted: u64,
    said: Said,
}

#[test]
fn ten_thousand_days_of_crashes_and_clock_jumps_lose_nothing_and_agree_with_the_disk() {
    if let Ok(seed) = std::env::var("SIMULATION_SEED") {
        let mut told = Told::default();
        live(seed.parse().unwrap(), &mut told);
        println!("{} turns, {} rows, {} overrides", told.turns, told.rows, told.granted);
        return;
    }
    let count = share(LIVES);
    let lives = |first: u64| {
        let mut told = Told::default();
        (first..count).step_by(THREADS).for_each(|seed| live(seed, &mut told));
        told
    };
    let told = std::thread::scope(|scope| {
        let threads = (0..).take(THREADS).map(|first| scope.spawn(move || lives(first)));
        let threads: Vec<_> = threads.collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    let turns: u64 = told.iter().map(|it| it.turns).sum();
    let rows: usize = told.iter().map(|it| it.rows).sum();
    let granted: u64 = told.iter().map(|it| it.granted).sum();
    println!("{count} lives of {DAYS} days: {turns} turns, {rows} rows, {granted} overrides");
    // A simulation in which nothing happens would prove nothing.
    let rows_found = u64::try_from(rows).unwrap();
    assert!(turns > 160 * count && rows_found > 80 * count && granted > 6 * count);
    let said = |of: fn(&Said) -> u64| told.iter().map(|it| of(&it.said)).sum::<u64>();
    let said = [
        ("closed out", said(|it| it.closed_out)),
        ("held", said(|it| it.held)),
        ("taken back", said(|it| it.taken_back)),
        ("what hours draw on", said(|it| it.felt)),
        ("put off", said(|it| it.put_off)),
        ("answered", said(|it| it.answered)),
    ];
    println!("{said:?}");
    // In a tenth of the lives some of it is rare.
    let least = if count == LIVES { 20 } else { 1 };
    assert!(said.iter().all(|(_, times)| *times >= least), "{said:?}");
}

/// Prints the seed of a life that failed.
struct Life(u64);

impl Drop for Life {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("simulation: the seed is {}", self.0);
        }
    }
}

fn live(seed: u64, told: &mut Told) {
    let life = Life(seed);
    let zone = Named(chrono_tz::Europe::Berlin);
    // Over two years, so that every change of the clocks is met.
    let start = instant(&zone, "2026-02-01 09:00");
    let mut browser = Browser::new(seed, zone, start);
    browser.clock_base += browser.chance.between(0, 700) * DAY;
    browser.live(DAYS * DAY);
    told.turns += browser.turns;
    told.rows += browser.promises.log_holds(&browser.disk);
    told.granted += browser.promises.granted;
    told.said.add(&browser.said);
    drop(life);
}
