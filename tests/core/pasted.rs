//! Lists of sites as people paste them.

use ringfence_core::protocol::{FaultKind, Field};
use ringfence_core::site::{SITES_LIMIT, sift};

use crate::standard::Standard;

fn read(text: &str, taken: usize) -> (Vec<String>, Vec<(u32, FaultKind, String)>, usize) {
    let sifted = sift(text, taken, &Standard);
    let place = |field| match field {
        Field::Site { index } => index,
        other => panic!("{other:?}"),
    };
    let faults = sifted.faults.into_iter().map(|it| (place(it.field), it.kind, it.typed));
    let sites = sifted.sites.iter().map(ToString::to_string);
    (sites.collect(), faults.collect(), sifted.beyond)
}

#[test]
fn the_good_lines_are_taken_and_the_others_told_each_with_what_is_wrong() {
    let text = "https://Mail.example/\r\n\n  co.uk \nmail.example\nmy wiki\n*\n!wiki.example/me\n";
    let (sites, faults, beyond) = read(text, 0);
    assert_eq!(sites, ["mail.example", "!wiki.example/me"], "each once");
    let expected = [
        (1, FaultKind::SiteSuffix, "co.uk".to_owned()),
        (3, FaultKind::SiteSpace, "my wiki".to_owned()),
        (4, FaultKind::SiteWildcard, "*".to_owned()),
    ];
    assert_eq!(faults, expected);
    assert_eq!(beyond, 0);
}

#[test]
fn of_too_many_lines_as_many_are_taken_as_fit() {
    let many: Vec<String> = (0..100_000).map(|it| format!("host{it}.example")).collect();
    let many = many.join("\n");
    let (sites, faults, beyond) = read(&many, 0);
    assert_eq!((sites.len(), faults.len(), beyond), (SITES_LIMIT, 0, 90_000));
    let (sites, _, beyond) = read(&many, SITES_LIMIT - 3);
    assert_eq!((sites.len(), beyond), (3, 99_997));
    let (sites, _, beyond) = read("mail.example", SITES_LIMIT);
    assert_eq!((sites.len(), beyond), (0, 1));
}
