//! How many cases a law is tried on: all that it says, or a tenth of them while one works
//! (`RINGFENCE_CASES=few`, as `./build.sh check` sets it).

use proptest::test_runner::Config;

/// The configuration of a law that is tried on so many cases.
pub fn cases(all: u32) -> Config {
    Config::with_cases(share(all.into()).try_into().unwrap())
}

/// So many of all.
pub fn share(all: u64) -> u64 {
    match std::env::var("RINGFENCE_CASES").as_deref() {
        Ok("few") => all.div_ceil(10),
        Ok("all") | Err(_) => all,
        Ok(other) => {
            panic!("RINGFENCE_CASES is \"{other}\", which is neither \"all\" nor \"few\".")
        }
    }
}
