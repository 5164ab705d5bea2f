// @ts-check
// The background: every listener is registered here, synchronously, at the top of every boot, and
// each goes through `dispatch`. An event that wakes the worker waits in the queue for the core.

import { api } from "./api.js";
import { lostCovers } from "./covers.js";
import { listenToNotices, onNoticeButton } from "./notices.js";
import { onEarlyLook } from "./posture.js";
import { enqueue, readAnew, report, wake } from "./queue.js";
import { maySeePrivate, own } from "./realm.js";
import { forgetTabs } from "./reconcile/veil_journal.js";
import { checkDocument, noteDocument, onTyping } from "./reconcile/veils.js";
import { pageShown, realmOfSender, senderOf } from "./senders.js";
import { forgetSent, isAboutTyped, onTypedMessage } from "./typed.js";
import { startWatching } from "./watch.js";

/** @typedef {import("../dist/types/background.js").AlarmName} AlarmName */
/** @typedef {import("../dist/types/background.js").CoreEvent} CoreEvent */
/** @typedef {import("../dist/types/background.js").Reply} Reply */
/** @typedef {import("../dist/types/background.js").Sender} Sender */

/**
 * @param {unknown} message
 * @param {Sender} sender
 * @param {import("./realm.js").Realm} realm
 * @returns {Promise<Reply>}
 */
function dispatch(message, sender, realm) {
  const shown = sender.type === "content" ? pageShown(message) : null;
  if (!shown || sender.type !== "content") return send(message, sender, realm);
  return enqueue(shown.message, sender, realm, () => noteDocument(sender.tab, shown.veil, report));
}

/**
 * @param {unknown} message
 * @param {Sender} sender
 * @param {import("./realm.js").Realm} realm
 * @returns {Promise<Reply>}
 */
async function send(message, sender, realm) {
  const reply = await enqueue(message, sender, realm);
  // What the core has taken is an event.
  const isTaken = realm === "normal" && reply.type !== "refused" && reply.type !== "error";
  if (isTaken) await forgetSent(/** @type {CoreEvent} */ (message)).catch(report);
  return reply;
}

/** @param {CoreEvent} event what the browser reported */
function happened(event) {
  void enqueue(event, { type: "browser" }, undefined);
}

/** Whether a look is waiting already: one sees all that the next would see. */
let willLook = false;

function look() {
  if (willLook) return;
  willLook = true;
  void enqueue({ type: "looked" }, { type: "browser" }, undefined, async () => {
    willLook = false;
  });
}

api.runtime.onInstalled.addListener(({ reason }) => happened({ type: reason === "install" ? "installed" : "looked" }));
api.runtime.onStartup.addListener(look);
// That there is a listener is the point: the update waits for the browser's next start, because a
// reload would close our cover pages, and the person's tabs with them.
api.runtime.onUpdateAvailable.addListener(() => undefined);
api.runtime.onMessage.addListener((message, from, answer) => {
  const sender = senderOf(from);
  if (!sender) {
    answer({ type: "error", message: "This sender may not send anything." });
    return false;
  }
  const { realm, message: said } = realmOfSender(sender, from, message);
  if (sender.type === "panel" && realm === "normal" && isAboutTyped(said)) {
    void onTypedMessage(said).catch(report).then(answer);
    return true;
  }
  void dispatch(said, sender, realm).then(answer);
  return true;
});
// Rules are written by the other windows' core, in Chrome by another background.
if (maySeePrivate) {
  api.storage.local.onChanged.addListener((changes) => {
    if (Object.keys(changes).some((key) => key.startsWith("state."))) readAnew();
  });
}
api.alarms.onAlarm.addListener(({ name }) => {
  happened(isAlarmName(name) ? { type: "alarm_fired", name } : { type: "looked" });
});
api.permissions.onAdded.addListener(() => {
  listenToNotices();
  happened({ type: "access_changed" });
});
api.permissions.onRemoved.addListener(() => happened({ type: "access_changed" }));
api.idle.onStateChanged.addListener(look);
startWatching({
  look,
  forget: (tab) => void forgetTabs([tab]).catch(report),
  arrived: (tab) => void checkDocument(tab, report).then((isOther) => isOther && look()),
});
onNoticeButton(happened);
listenToNotices();
onEarlyLook(look);
onTyping((tab) => happened({ type: "typing_found", tab }));

if (own === "normal") {
  void lostCovers()
    .then((urls) => urls.length > 0 && happened({ type: "covers_lost", urls }))
    .catch(report);
}

// No event tells of an extension that was switched on again, of a crash, or of a lost alarm.
wake();

/**
 * An alarm of an earlier version may still be there.
 * @param {string} name
 * @returns {name is AlarmName}
 */
function isAlarmName(name) {
  return name === "change" || name === "heartbeat";
}
