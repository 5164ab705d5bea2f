// @ts-check
// One tab, from the veil that stands in it to the one that is wanted: the sheet, and the content script
// that stands by.

import { api } from "../api.js";
import { limited } from "../limit.js";
import { inLane } from "./lanes.js";
import { absent, quiet } from "./quiet.js";
import { scripts } from "./scripts.js";
import { letIn, remove } from "./sheets.js";
import { bring, tell, tellSurely } from "./tell.js";
import { forgetTabs, liftSecret, readTab, writeTab } from "./veil_journal.js";

/** @typedef {import("./veil_journal.js").Sheet} Sheet */
/** @typedef {import("./veil_journal.js").Veil} Veil */
/** @typedef {import("./veil_journal.js").Journaled} Journaled */

/**
 * What the content script is told. `lift`: our sheet cannot be taken out from here. `rest`: no rule
 * in force names the site any more. `present`: is anybody there; who obeys a veil answers it,
 * who only listens for moves does not.
 * @typedef {{ command: "prepare", veil: Veil, lift: string } | { command: "veiled" | "release" | "lift" | "rest" | "present" }} VeilCommand
 */
/**
 * Its answer to `prepare`; `stands` if the same sheet is in this document already.
 * @typedef {{ type: "ready", stands: boolean }} Ready
 */

/** What it answers to any command that is for it; `bare`: the sheet is not in this document. @typedef {Ready | { type: "done" | "bare" }} Answer */

/**
 * @param {number} tab
 * @param {Veil | undefined} wish
 * @param {Journaled | undefined} stands
 */
export async function step(tab, wish, stands) {
  if (!wish) {
    if (stands) await lift(tab, stands);
  } else if (!stands?.on || stands.mode !== wish.mode || stands.until !== wish.until || stands.title !== wish.title) {
    await put(tab, wish, stands?.sheets ?? []);
  }
}

/**
 * The page's absence first, then the focus, then the veil: it is not to notice where the focus goes, and
 * Chromium gives the focus of a hidden field to the page, whose shortcuts the next keys would be. The new
 * sheet is in before the old one goes.
 * @param {number} tab
 * @param {Veil} wish
 * @param {Sheet[]} sheets those that may be in the document
 */
async function put(tab, wish, sheets) {
  const { mode, label } = wish;
  const others = sheets.filter((sheet) => sheet.mode !== mode || sheet.label !== label);
  const [secret] = await Promise.all([
    liftSecret(),
    writeTab(tab, { ...wish, on: false, sheets: [...others, { mode, label }] }),
    // A dimmed page is in use.
    absent(tab, mode === "cover" ? wish.until : 0),
  ]);
  const files = scripts[mode];
  // Without the scripts the veil stands all the same.
  const ready = await tellSurely(tab, { command: "prepare", veil: wish, lift: secret }, files);
  if (ready?.type !== "ready" || !ready.stands) {
    // Put in twice, Chromium has it twice and takes it out once.
    if (others.length < sheets.length) await remove(tab, wish);
    const isIn = await letIn(tab, wish);
    if (!isIn) {
      void absent(tab, 0);
      return writeTab(tab, { ...wish, on: false, sheets: others, refused: true });
    }
  }
  for (const sheet of others) await remove(tab, sheet);
  const answer = await tell(tab, { command: "veiled" });
  // Another document has come meanwhile, which asks by itself.
  const isOn = answer?.type !== "bare";
  await writeTab(tab, { ...wish, on: isOn, sheets: [{ mode, label }] });
  if (!ready) void attendOnceItBreathes(tab, files);
}

/**
 * A page that is too busy to take our scripts in time has its veil, and nobody stands by; nor does
 * anybody in a document that came while they were on their way to the last. Once they run they hold
 * the page's keys and show the panel, if the veil is still there.
 * @param {number} tab
 * @param {string[]} files
 */
async function attendOnceItBreathes(tab, files) {
  if (!(await bring(tab, files, (brought) => brought))) return;
  const prepare = async () => {
    const stands = await readTab(tab);
    if (!stands?.on) return;
    const { mode, label, until, title } = stands;
    await tell(tab, { command: "prepare", veil: { mode, label, until, title }, lift: await liftSecret() });
    await tell(tab, { command: "veiled" });
  };
  await inLane(tab, prepare, () => undefined);
}

/**
 * @param {number} tab
 * @param {Journaled} stands
 */
async function lift(tab, stands) {
  const { url } = await limited(api.tabs.get(tab));
  if (url === undefined) return liftFromInside(tab, stands);
  for (const sheet of stands.sheets) await remove(tab, sheet);
  await tell(tab, { command: "release" });
  // The page's own script has ended both in its frame; for the others nobody has to wait.
  void absent(tab, 0);
  void quiet(tab, 0);
  await forgetTabs([tab]);
}

/**
 * Access was withdrawn. Firefox refuses to take a sheet out then, and Chromium may say that it did
 * and leave it in; the script in the page can still lift it. The sheet stays written down, so that
 * it does not stand there twice once access is given back. Nobody there: the page is gone.
 * @param {number} tab
 * @param {Journaled} stands
 */
async function liftFromInside(tab, stands) {
  if (!stands.on) return;
  if (await tell(tab, { command: "lift" })) await writeTab(tab, { ...stands, on: false });
  else await forgetTabs([tab]);
}
