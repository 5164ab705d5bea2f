// @ts-check
// Where a person is in a page: what has the focus, and what is selected. It notes the place and
// gives the selection back; when, it does not know.
//
// A classic script: content scripts have no imports. What `guard.js` needs of it stands in the world
// that the scripts share, which no page sees.
(() => {
  /** @typedef {{ element: HTMLElement | null, ranges: Range[], isBackward: boolean }} Place */
  /** @typedef {{ note: () => Place, select: (place: Place) => void }} Places */

  const world = /** @type {{ ringfencePlaces?: Places }} */ (globalThis);
  world.ringfencePlaces ??= { note, select };

  /** @returns {Place} */
  function note() {
    return { element: focusedElement(), ...selected() };
  }

  /** Through open shadow trees, and frames that we may look into: a hidden one forgets its focus. */
  function focusedElement() {
    let element = document.activeElement;
    for (let inner = element; inner && !isBody(inner); inner = within(inner)) element = inner;
    return element && !isBody(element) ? /** @type {HTMLElement} */ (element) : null;
  }

  function isBody(/** @type {Element} */ element) {
    return element === element.ownerDocument.body;
  }

  function within(/** @type {Element} */ element) {
    const inside = element.shadowRoot ?? /** @type {HTMLIFrameElement} */ (element).contentDocument;
    return inside?.activeElement ?? null;
  }

  function selected() {
    const selection = document.getSelection();
    const count = selection?.rangeCount ?? 0;
    const ranges = Array.from({ length: count }, (_none, index) => selection?.getRangeAt(index).cloneRange() ?? []).flat();
    const [range] = ranges;
    const isFromEnd = selection?.anchorNode === range?.endContainer && selection?.anchorOffset === range?.endOffset;
    // Made from its end to its beginning: the next Shift with an arrow goes on at the beginning.
    return { ranges, isBackward: range !== undefined && !range.collapsed && isFromEnd };
  }

  /**
   * A field keeps what is selected in it, and has it again with the focus; so does the page where
   * nothing has changed.
   * @param {Place} place
   */
  function select({ element, ranges, isBackward }) {
    const selection = document.getSelection();
    const [range] = ranges;
    if (!selection || !range || element?.matches("input,textarea")) return;
    const now = selected();
    const isSame = ranges.length === now.ranges.length && ranges.every((one, index) => isEqual(one, now.ranges[index]));
    if (isSame && isBackward === now.isBackward) return;
    selection.removeAllRanges();
    for (const one of ranges) selection.addRange(one);
    if (!isBackward) return;
    const { startContainer, startOffset, endContainer, endOffset } = range;
    selection.setBaseAndExtent(endContainer, endOffset, startContainer, startOffset);
  }

  /**
   * @param {Range} one
   * @param {Range | undefined} other
   */
  function isEqual(one, other) {
    return (
      one.startContainer === other?.startContainer &&
      one.startOffset === other.startOffset &&
      one.endContainer === other.endContainer &&
      one.endOffset === other.endOffset
    );
  }
})();
