// @ts-check
// The panel over a veiled tab: what the hour is for, and the way to our page beside the tab. It
// shows nothing unless it stands directly in the top frame of a tab that the core says is veiled.

import { api } from "./api.js";
import { followLine } from "./typed.js";
import { message, wallTime } from "./words.js";

/** @typedef {import("../dist/types/background.js").CoreEvent} CoreEvent */
/** @typedef {import("../dist/types/background.js").Reply} Reply */
/** @typedef {import("../dist/types/background.js").ProtectedView} ProtectedView */

const minute = 60_000;
/** The ring's gate stands at its foot, so wide to either side, in radians. */
const gate = 0.436;
const radius = 488;

const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

const field = /** @type {HTMLInputElement} */ (part("park"));
/** @type {ReturnType<typeof followLine> | undefined} */
let line;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * @param {CoreEvent} event
 * @returns {Promise<Reply>}
 */
function send(event) {
  return api.runtime.sendMessage(event);
}

async function ask() {
  const reply = await send({ type: "panel_opened" });
  const view = reply.type === "view" && reply.view.type === "panel" ? reply.view : null;
  show(view?.protected ?? null, view?.zone ?? "");
  if (!view?.protected) return;
  tellParked(view.parked, wallTime(view.protected.until, view.zone));
  await line?.show();
}

/**
 * @param {number} count how many lines are parked
 * @param {string} time when they come back
 */
function tellParked(count, time) {
  const form = count === 0 ? "" : `_${new Intl.PluralRules(message("words_language")).select(count)}`;
  part("park-hint").textContent = form ? message(`park_hint${form}`, String(count), time) : message("park_hint", time);
}

/** What is wrong is said where the count stands; what was typed stays until it is kept. */
async function park() {
  const { value: text } = field;
  const reply = await send({ type: "park", text, url: "" });
  const [fault] = reply.type === "refused" ? reply.faults : [];
  field.setAttribute("aria-invalid", String(fault !== undefined));
  if (fault) part("park-hint").textContent = message(`fault_${fault.kind}`);
  else if (reply.type === "made") line?.wasSent(text);
}

/**
 * @param {ProtectedView | null} time absent if the tab is not veiled
 * @param {string} zone the name of the zone to show times in; empty for the computer's
 */
function show(time, zone) {
  clearTimeout(timer);
  part("panel").hidden = time === null;
  if (!time) return;
  part("until").textContent = message("panel_yours_until", wallTime(time.until, zone));
  part("goal").textContent = time.aim.step || time.goal || message("panel_no_goal");
  part("over").textContent = [time.aim.step ? time.goal : "", daysLeft(time.aim.days_left ?? null)].filter(Boolean).join(" · ");
  drawRing(time, zone);
  const left = time.until - Date.now();
  // The ring moves once a minute, and asks nobody; only the end is asked for.
  timer = setTimeout(() => (time.until > Date.now() ? show(time, zone) : ask()), Math.max(0, Math.min(left, minute)));
}

/**
 * "3 days left".
 * @param {number | null} days none without a deadline
 */
function daysLeft(days) {
  if (days === null) return "";
  if (days === 0) return message("nudge_days_last");
  const form = new Intl.PluralRules(message("words_language")).select(Math.abs(days));
  return message([days > 0 ? "nudge_days_left" : "nudge_days_late", form].join("_"), String(Math.abs(days)));
}

/**
 * @param {ProtectedView} time
 * @param {string} zone
 */
function drawRing({ start, until }, zone) {
  const now = Date.now();
  const done = Math.min(1, Math.max(0, (now - start) / Math.max(1, until - start)));
  const [x, y] = pointAt(done);
  const [endX, endY] = pointAt(1);
  const isLong = (1 - done) * (2 * Math.PI - 2 * gate) > Math.PI ? 1 : 0;
  part("left").setAttribute("d", `M${x} ${y}A${radius} ${radius} 0 ${isLong} 1 ${endX} ${endY}`);
  part("now").setAttribute("cx", String(x));
  part("now").setAttribute("cy", String(y));
  part("ring").setAttribute("aria-label", `${message("time_left", length(until - now))}, ${message("until", wallTime(until, zone))}`);
}

/**
 * A point of the ring: 0 at the left of the gate, 1 at its right, clockwise between.
 * @param {number} share
 */
function pointAt(share) {
  const turned = gate + share * (2 * Math.PI - 2 * gate);
  const round = (/** @type {number} */ value) => Math.round(500 + value * radius);
  return [round(-Math.sin(turned)), round(Math.cos(turned))];
}

/** @param {number} ms */
function length(ms) {
  const minutes = Math.max(1, Math.ceil(ms / minute));
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return message("length_minutes", String(minutes));
  if (minutes % 60 === 0) return message("length_hours", String(hours));
  return message("length_both", String(hours), String(minutes % 60));
}

const scrolling = new Set(["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", " "]);

/**
 * What the panel has no use for would scroll the page under it, which is to stay where it was left.
 * @param {Event} event
 */
function keepHere(event) {
  const { scrollHeight, clientHeight } = document.documentElement;
  const scrolls = scrollHeight > clientHeight && !(event instanceof KeyboardEvent && event.key === "Escape");
  // Control and the wheel together are the browser's zoom.
  const isZoom = event instanceof WheelEvent && event.ctrlKey;
  if (!scrolls && !isZoom && event.cancelable) event.preventDefault();
}

function open() {
  document.documentElement.lang = message("words_language");
  document.title = message("panel_title");
  part("note").textContent = message("panel_note");
  part("back").textContent = message("panel_go_back");
  part("park-label").textContent = message("park_label");
  part("park-button").textContent = message("park_button");
  line = followLine(field);
  part("park-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.isTrusted) void park();
  });
  part("back").addEventListener("click", (event) => {
    if (event.isTrusted) void send({ type: "go_back_pressed" });
  });
  window.addEventListener("keydown", (event) => {
    const isPress = event.target instanceof HTMLButtonElement && (event.key === "Enter" || event.key === " ");
    const isUsed = isPress || event.target instanceof HTMLInputElement;
    if (event.key === "Escape" || (scrolling.has(event.key) && !isUsed)) keepHere(event);
  });
  for (const type of ["wheel", "touchmove"]) window.addEventListener(type, keepHere, { passive: false });
  // A file dropped here would open in place of the panel.
  for (const type of ["dragover", "drop"]) window.addEventListener(type, (event) => event.preventDefault());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void ask();
  });
  new BroadcastChannel("ringfence").addEventListener("message", ask);
  // In Firefox no channel of ours leads into private windows.
  if (api.extension.inIncognitoContext) api.storage.session.onChanged.addListener(({ told }) => void (told && ask()));
  // Not the button: keys on their way to the page must not press it.
  void ask().then(() => part("panel").focus({ preventScroll: true }));
}

// In a frame of a frame, or as a page of its own, it is not over a veiled tab.
if (window.parent !== window && window.parent === window.top) open();
