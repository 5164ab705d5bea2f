// A form whose focus a library traps.

import { createFocusTrap } from "focus-trap";

const dialog = document.getElementById("dialog");
createFocusTrap(dialog, { escapeDeactivates: false, initialFocus: "#in-dialog" }).activate();
