// A modal dialog of a component library, with a reply half written in it: its script takes back every
// focus that leaves it.

import * as Dialog from "@radix-ui/react-dialog";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const { Root, Portal, Overlay, Content, Title, Description } = Dialog;
const field = createElement("textarea", { id: "in-dialog", "aria-label": "Reply" });
const content = createElement(
  Content,
  { style: { position: "fixed", inset: "80px", background: "rgb(180 0 255)" } },
  createElement(Title, null, "Reply"),
  createElement(Description, null, "To all"),
  field,
);
const portal = createElement(Portal, null, createElement(Overlay), content);
createRoot(document.getElementById("root")).render(createElement(Root, { defaultOpen: true }, portal));
