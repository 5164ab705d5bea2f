// @ts-check
// What the toolbar says.

import { api } from "../api.js";
import { limited } from "../limit.js";
import { message, wallTime } from "../words.js";

/** @typedef {import("../../dist/types/background.js").Badge} Badge */

/** Dawn amber and the ink on it, as in the design tokens: the browser takes no style sheet here. */
const ground = "#E9A23B";
const ink = "#20222B";

/**
 * @param {Badge} badge
 * @param {string} zone the name of the zone to show times in; empty for the computer's
 */
export async function reconcileBadge(badge, zone) {
  await show(textOf(badge), titleOf(badge, zone));
}

/** For a shim whose core does not come up. */
export async function showNotRunning() {
  await show(message("badge_off"), message("badge_not_running"));
}

/**
 * @param {string} text
 * @param {string} title
 */
async function show(text, title) {
  const [textNow, titleNow] = await Promise.all([limited(api.action.getBadgeText({})), limited(api.action.getTitle({}))]);
  if (titleNow !== title) await limited(api.action.setTitle({ title }));
  if (textNow === text) return;
  await limited(api.action.setBadgeBackgroundColor({ color: ground }));
  await limited(api.action.setBadgeTextColor({ color: ink }));
  await limited(api.action.setBadgeText({ text }));
}

/** @param {Badge} badge */
function textOf(badge) {
  switch (badge.type) {
    case "quiet":
      return "";
    case "protected":
    case "lifted":
      return String(badge.minutes);
  }
}

/**
 * @param {Badge} badge
 * @param {string} zone
 */
function titleOf(badge, zone) {
  switch (badge.type) {
    case "quiet":
      return message("badge_quiet");
    case "protected":
      return badge.goal
        ? message("badge_protected", badge.goal, wallTime(badge.until, zone))
        : message("badge_protected_no_goal", wallTime(badge.until, zone));
    case "lifted":
      return message("badge_lifted", wallTime(badge.until, zone));
  }
}
