// @ts-check
// The log as the options page reads it.

import { until } from "./until.js";

/** @typedef {import("../../../dist/types/background.js").LogRow} LogRow */
/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */

/**
 * Every row, the oldest first.
 * @param {RunningBrowser} ringfence
 * @returns {Promise<LogRow[]>}
 */
export async function readLog(ringfence) {
  const reply = await ringfence.send({ type: "view", page: { type: "log", before: 0, limit: 500 } });
  if (reply?.view?.type !== "log") throw new Error(`No log: ${JSON.stringify(reply)}`);
  return reply.view.rows.reverse();
}

/**
 * Waits until the log holds an entry, and gives all of it.
 * @param {RunningBrowser} ringfence
 * @param {LogRow["entry"]["type"]} type
 * @returns {Promise<LogRow[]>}
 */
export function untilLogged(ringfence, type) {
  return until(
    `the log holds "${type}"`,
    () => readLog(ringfence),
    (rows) => rows.some(({ entry }) => entry.type === type),
  );
}

/**
 * What the log says, without when: entries of the same story are equal.
 * @param {LogRow[]} rows
 */
export function story(rows) {
  return rows.map(({ entry }) => {
    switch (entry.type) {
      case "pull":
        return `pull: ${entry.site}`;
      case "override_ended":
        return `override_ended: ${entry.how}`;
      case "rule_changed":
        return `rule_changed: ${entry.change}`;
      default:
        return entry.type;
    }
  });
}
