//! What happens to the machine and to the browser: time passes, alarms fire, the worker dies, the
//! machine sleeps, the browser ends and starts again, the clock and the zone are set, writes fail.

use chrono_tz::{America, Asia, Australia, Europe, Tz};
use ringfence_core::protocol::CoreEvent;

use super::DAY;
use super::browser::Browser;
use super::disk::Weather;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const ZONES: [Tz; 5] =
    [Europe::Berlin, Europe::Lisbon, America::New_York, Asia::Kathmandu, Australia::Lord_Howe];
/// After so long without an event the browser ends the worker.
const IDLE: i64 = 30_000;

impl Browser {
    /// So much time passes.
    pub fn live(&mut self, length: i64) {
        let mut next_act = 0;
        let mut weather_until = 0;
        self.happened(CoreEvent::Installed {});
        self.make_a_rule();
        self.make_a_rule();
        while self.passed < length {
            if weather_until <= self.passed {
                self.weather_changes();
                weather_until = self.passed + DAY;
            }
            if let Some((at, name)) = self.next_alarm().filter(|(at, _)| *at <= next_act) {
                self.wait_until(at);
                self.fire(name);
                if self.is_protected() && self.chance.one_in(5) {
                    self.go_back();
                }
            } else {
                self.wait_until(next_act);
                if self.chance.one_in(4) {
                    self.misfortune();
                } else {
                    self.act();
                }
                next_act = self.passed + self.until_the_next_act();
            }
            if self.chance.one_in(20) {
                self.look_twice();
            }
        }
        // At last all goes well, and what waits arrives.
        self.disk.weather = Weather { dies: 0, local_fails: 0, database_fails: 0 };
        for _ in 0..3 {
            self.happened(CoreEvent::Looked {});
        }
        self.worker_dies();
    }

    fn until_the_next_act(&mut self) -> i64 {
        match self.chance.below(10) {
            0 => self.chance.between(0, IDLE),
            1 | 2 => self.chance.between(0, 10 * MINUTE),
            3..5 if self.is_protected() => self.chance.between(0, 20 * MINUTE),
            _ => self.chance.between(0, 90 * HOUR),
        }
    }

    fn wait_until(&mut self, passed: i64) {
        let idle = passed - self.passed;
        self.passed = self.passed.max(passed);
        if idle > IDLE && !self.chance.one_in(6) {
            self.worker_dies();
        }
    }

    fn weather_changes(&mut self) {
        let dies = if self.chance.one_in(3) { 30 } else { 2 };
        let (local_fails, database_fails) = match self.chance.below(12) {
            0 => (1000, 0),
            1 => (0, 1000),
            2 => (1000, 1000),
            3 => (300, 300),
            _ => (0, 0),
        };
        self.disk.weather = Weather { dies, local_fails, database_fails };
    }

    fn misfortune(&mut self) {
        match self.chance.below(10) {
            0 => self.worker_dies(),
            1 => {
                self.restart();
                self.passed += self.chance.between(0, 10) * self.chance.between(0, 5 * HOUR);
                if self.chance.one_in(2) {
                    let urls = vec!["https://mail.example/inbox".to_owned()];
                    self.happened(CoreEvent::CoversLost { urls });
                }
                self.happened(CoreEvent::Booted {});
            }
            2 => {
                // The machine sleeps; on waking it tells nobody.
                self.passed += self.chance.between(0, 9 * HOUR);
            }
            3 => {
                self.zone.0 = self.chance.pick(&ZONES);
                self.zone_is_new = true;
                self.happened(CoreEvent::Looked {});
            }
            4 => {
                let (all, some) = ("<all_urls>".to_owned(), "*://*.example/*".to_owned());
                let mail = "*://mail.example/*".to_owned();
                self.origins = self.chance.pick(&[
                    vec![all],
                    vec![some.clone()],
                    vec![some],
                    vec![mail],
                    vec![],
                ]);
                self.happened(CoreEvent::AccessChanged {});
            }
            _ => {
                let most = self.chance.pick(&[MINUTE, 10 * MINUTE, 2 * HOUR, 4 * DAY]);
                self.clock_is_set(most);
            }
        }
    }

    /// Forth or back.
    pub fn clock_is_set(&mut self, most: i64) {
        self.clock_base += self.chance.between(-most, most);
        if self.chance.one_in(2) {
            self.happened(CoreEvent::Looked {});
        }
    }
}
