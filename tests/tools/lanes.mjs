// @ts-check
// Work that is done side by side and told one after the other: what is in front says its words as
// they come, what is behind keeps them until its turn.

/** @typedef {(text: string) => void} Say */

/**
 * Does each lane's works in their order, and all lanes at once.
 * @template T
 * @param {((say: Say) => Promise<T>)[][]} lanes
 * @param {Say} tell
 * @returns {Promise<T[]>} in the order of the telling: lane after lane
 */
export async function inLanes(lanes, tell) {
  const voices = oneAfterTheOther(tell);
  const ended = lanes.map((works) => {
    const turns = works.map((work) => ({ work, ...voices() }));
    return inOrder(turns);
  });
  return (await Promise.all(ended)).flat();
}

/**
 * @template T
 * @param {{ work: (say: Say) => Promise<T>, say: Say, end: () => void }[]} turns
 * @returns {Promise<T[]>}
 */
async function inOrder(turns) {
  const results = [];
  for (const { work, say, end } of turns) {
    results.push(await work(say));
    end();
  }
  return results;
}

/**
 * Gives voices, each of which is heard once all that were given before have ended.
 * @param {Say} tell
 */
function oneAfterTheOther(tell) {
  /** @type {{ kept: string, isOver: boolean }[]} */
  const waiting = [];
  const goOn = () => {
    for (let front = waiting[0]; front; front = waiting[0]) {
      if (front.kept) tell(front.kept);
      front.kept = "";
      if (!front.isOver) return;
      waiting.shift();
    }
  };
  return () => {
    const voice = { kept: "", isOver: false };
    waiting.push(voice);
    return {
      /** @param {string} text */
      say(text) {
        voice.kept += text;
        goOn();
      },
      end() {
        voice.isOver = true;
        goOn();
      },
    };
  };
}
