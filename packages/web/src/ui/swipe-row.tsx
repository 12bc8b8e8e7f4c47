/**
 * A row that a finger pushes aside to do one thing or another (UX-41). The same is in the menu of the row, for those who
 * do not swipe. Up and down stays the list's.
 */
import { createSignal, type JSX, Show } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";

export interface SwipeAction {
  readonly label: string;
  readonly icon: IconName;
  run(): void;
}

export interface SwipeRowProps {
  /** Pushed to the right. */
  right: () => SwipeAction;
  /** Pushed to the left. */
  left: () => SwipeAction;
  children: JSX.Element;
}

const beginPx = 12;
const actPx = 76;
const farthestPx = 110;

export function SwipeRow(props: SwipeRowProps): JSX.Element {
  const [offset, setOffset] = createSignal(0);
  let from: { x: number; y: number } | null = null;
  let isSwiping = false;
  const action = () => {
    if (offset() === 0) return null;
    return offset() > 0 ? props.right() : props.left();
  };
  const move = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (from === null) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (!isSwiping && Math.abs(y) > beginPx) from = null;
    if (from === null || (!isSwiping && Math.abs(x) < beginPx)) return;
    if (!isSwiping) event.currentTarget.setPointerCapture(event.pointerId);
    isSwiping = true;
    setOffset(Math.max(-farthestPx, Math.min(farthestPx, x)));
  };
  const end = (isDone: boolean) => {
    const done = isDone && Math.abs(offset()) >= actPx ? action() : null;
    from = null;
    setOffset(0);
    done?.run();
  };
  return (
    <div
      class="swipe"
      classList={{ "swipe-moving": offset() !== 0, "swipe-far": Math.abs(offset()) >= actPx }}
      style={{ "--swipe": `${offset()}px` }}
      onPointerDown={(event) => {
        isSwiping = false;
        if (event.pointerType === "touch" && event.isPrimary) from = { x: event.clientX, y: event.clientY };
      }}
      onPointerMove={move}
      onPointerUp={() => end(true)}
      onPointerCancel={() => end(false)}
      // What ends a swipe is no press on the row.
      on:click={{
        handleEvent: (event: MouseEvent) => {
          if (!isSwiping) return;
          event.preventDefault();
          event.stopPropagation();
          isSwiping = false;
        },
        capture: true,
      }}
    >
      <Show when={action()}>
        {(shown) => (
          <span class="swipe-action" classList={{ "swipe-action-end": offset() < 0 }} aria-hidden="true">
            <Icon name={shown().icon} size={20} />
            {shown().label}
          </span>
        )}
      </Show>
      {props.children}
    </div>
  );
}
