// @ts-check
// How much of the processor a program and all that it starts have used. Linux tells it by `/proc`;
// elsewhere nothing is known.
// Fields: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html

import { readdirSync, readFileSync } from "node:fs";

const ticksPerSecond = 100;
const between = 500;

/** What was seen of one process. @typedef {{ root: number, ticks: number }} Seen */

/** @returns {{ follow: (pid: number) => void, secondsOf: (pid: number) => number | undefined, end: () => void }} */
export function watchProcessor() {
  /** By process id. @type {Map<number, Seen>} */
  const seen = new Map();
  const look = () => {
    for (const { pid, parent, ticks } of processes()) {
      const known = seen.get(pid);
      const root = known?.root ?? seen.get(parent)?.root;
      if (root !== undefined) seen.set(pid, { root, ticks: Math.max(ticks, known?.ticks ?? 0) });
    }
  };
  const timer = process.platform === "linux" ? setInterval(look, between) : undefined;
  return {
    /** From now on it is known whose children are whose: whoever loses its parent is still known. */
    follow: (pid) => void seen.set(pid, { root: pid, ticks: 0 }),
    secondsOf(pid) {
      const ticks = [...seen.values()].filter(({ root }) => root === pid).reduce((sum, it) => sum + it.ticks, 0);
      return ticks > 0 ? ticks / ticksPerSecond : undefined;
    },
    end: () => clearInterval(timer),
  };
}

function processes() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [fieldsOf(Number(pid), readFileSync(`/proc/${pid}/stat`, "utf8"))];
      } catch {
        // It has ended between the two.
        return [];
      }
    })
    .sort((one, other) => one.pid - other.pid);
}

/**
 * @param {number} pid
 * @param {string} stat its name, in parentheses, may hold anything
 */
function fieldsOf(pid, stat) {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}
