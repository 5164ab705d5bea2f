//! Patterns by their hosts: a lookup costs the same however many other hosts there are.

/// Places in a list by the host of what stands there. (A table of hashes in two lists: one of the
/// standard library costs three kilobytes of wasm for each type.)
#[derive(Debug, Clone, Default)]
pub struct HostIndex {
    /// Where each hash's places begin in `places`; one more than there are hashes.
    starts: Vec<usize>,
    places: Vec<usize>,
}

impl HostIndex {
    /// The index of a list, by the host of each of its items.
    #[must_use]
    pub fn new<'a>(hosts: impl ExactSizeIterator<Item = &'a str>) -> Self {
        let size = hosts.len().next_power_of_two();
        let hashes: Vec<usize> = hosts.map(|host| hash(host) & (size - 1)).collect();
        let mut starts = vec![0; size + 1];
        for hash in &hashes {
            if let Some(count) = starts.get_mut(hash + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut places = vec![0; hashes.len()];
        for (place, hash) in hashes.into_iter().enumerate() {
            if let Some(at) = next.get_mut(hash) {
                if let Some(slot) = places.get_mut(*at) {
                    *slot = place;
                }
                *at += 1;
            }
        }
        Self { starts, places }
    }

    /// The places at which a host may stand, in the list's order; others are among them.
    #[must_use]
    pub fn of(&self, host: &str) -> &[usize] {
        let hash = hash(host) & self.starts.len().saturating_sub(2);
        let bound = |at: usize| self.starts.get(at).copied().unwrap_or_default();
        self.places.get(bound(hash)..bound(hash + 1)).unwrap_or_default()
    }
}

/// FNV-1a (<http://www.isthe.com/chongo/tech/comp/fnv/>). Hosts are the person's own: nobody else
/// can fill one hash with many.
fn hash(host: &str) -> usize {
    let hash = host
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash as usize
}
