const marginPx = 8;

/** Puts a shown popover at a point, moved inward where it would leave the window. */
export function placePopoverAt(element: HTMLElement, x: number, y: number): void {
  const box = element.getBoundingClientRect();
  const left = Math.max(marginPx, Math.min(x, innerWidth - box.width - marginPx));
  const top = Math.max(marginPx, Math.min(y, innerHeight - box.height - marginPx));
  element.style.setProperty("--menu-left", `${left}px`);
  element.style.setProperty("--menu-top", `${top}px`);
}

/** Puts it below an element, or above it where there is no room below. */
export function placePopover(element: HTMLElement, anchor: Element): void {
  const { left, top, bottom } = anchor.getBoundingClientRect();
  const { height } = element.getBoundingClientRect();
  const fitsBelow = bottom + 4 + height + marginPx <= innerHeight;
  placePopoverAt(element, left, fitsBelow ? bottom + 4 : top - height - 4);
}
