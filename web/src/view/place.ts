const GAP_PX = 6;

/** Puts `box` above `anchor`, or below where there is no room, inside the box that holds it. */
export function besides(box: HTMLElement, anchor: DOMRect): void {
  const frame = box.offsetParent?.getBoundingClientRect() ?? new DOMRect();
  const above = anchor.top - frame.top - box.offsetHeight - GAP_PX;
  const top = above >= 0 ? above : anchor.bottom - frame.top + GAP_PX;
  const left = Math.min(anchor.left - frame.left, frame.width - box.offsetWidth - GAP_PX);
  box.style.top = `${top}px`;
  box.style.left = `${Math.max(GAP_PX, left)}px`;
}
