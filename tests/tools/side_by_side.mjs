// @ts-check
// Work that is done side by side: so much at once as the cores can do, the longest first.

/**
 * @typedef {object} Work
 * @property {string} name
 * @property {number} seconds how long it takes by itself
 * @property {number} load how many cores it keeps busy meanwhile, on average
 */

/** Work that only waits still needs memory: so many at once for each core. */
const mostForACore = 3;
/** None is busy all the time: so much more is begun than the cores could do if all were. */
const share = 1.25;

/**
 * @template {Work} W
 * @template T
 * @param {W[]} works
 * @param {number} cores
 * @param {(work: W) => Promise<T>} act
 * @returns {Promise<T[]>} in the order of the works
 */
export async function sideBySide(works, cores, act) {
  const waiting = works.map((work, index) => ({ work, index })).sort((one, other) => other.work.seconds - one.work.seconds);
  /** @type {T[]} */
  const results = [];
  let busy = 0;
  let running = 0;

  const fits = (/** @type {W} */ { load }) => running === 0 || (busy + load <= share * cores && running < mostForACore * cores);

  return new Promise((resolve, reject) => {
    const goOn = () => {
      for (let at = waiting.findIndex(({ work }) => fits(work)); at >= 0; at = waiting.findIndex(({ work }) => fits(work))) {
        const [next] = waiting.splice(at, 1);
        if (next) begin(next);
      }
      if (running === 0) resolve(results);
    };
    /** @param {{ work: W, index: number }} next */
    const begin = ({ work, index }) => {
      running += 1;
      busy += work.load;
      act(work).then((result) => {
        results[index] = result;
        running -= 1;
        busy -= work.load;
        goOn();
      }, reject);
    };
    goOn();
  });
}
