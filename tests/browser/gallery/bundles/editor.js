// An editor as large applications use it, with its own model of text and selection.

import { schema } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

window.transactions = 0;
window.editor = new EditorView(document.getElementById("editor"), {
  state: EditorState.create({ schema }),
  dispatchTransaction(transaction) {
    if (transaction.docChanged) window.transactions += 1;
    this.updateState(this.state.apply(transaction));
  },
});
