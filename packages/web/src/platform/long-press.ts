/** A finger that stays where it is: what a right click is for a mouse. */
const longMs = 450;
/** A finger is never quite still. */
const stillPx = 10;

export interface LongPress {
  /** Elsewhere than where it counts, a finger begins nothing. */
  readonly onPointerDown: (event: PointerEvent, counts: boolean) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly end: () => void;
}

/** The click that ends a long press means nothing, whatever lies under the finger by then. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    stop();
  };
  const stop = () => {
    removeEventListener("click", swallow, true);
    removeEventListener("pointerdown", stop, true);
  };
  addEventListener("click", swallow, true);
  addEventListener("pointerdown", stop, true);
}

export function createLongPress(onLong: () => void): LongPress {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  const end = () => clearTimeout(timer);
  return {
    onPointerDown: (event, counts) => {
      end();
      if (!counts || event.pointerType !== "touch" || !event.isPrimary) return;
      from = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        swallowClick();
        onLong();
      }, longMs);
    },
    onPointerMove: (event) => {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > stillPx) end();
    },
    end,
  };
}
