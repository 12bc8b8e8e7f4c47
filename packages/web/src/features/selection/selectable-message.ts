/** How one message of the timeline is picked: by mouse, by finger, by keyboard. */
import type { TimelineMessage } from "@parley/sdk";
import { createLongPress, type LongPress } from "../../platform/long-press.ts";
import type { MessageWalk } from "../message/message-walk.ts";
import type { TimelineModel } from "../message/timeline-model.ts";
import { isSelected, isSelecting, maySelect, select, selectRange, toggleSelected } from "./selection.ts";

export interface SelectableMessage {
  /** Several messages of its conversation are being picked. */
  readonly isSelecting: () => boolean;
  readonly isSelected: () => boolean;
  readonly press: LongPress;
  /** Takes every click while messages are picked. */
  onClickCapture(event: MouseEvent): void;
  /** True where the key was meant for it. */
  onKeyDown(event: KeyboardEvent): boolean;
}

export function createSelectable(
  message: () => TimelineMessage,
  model: TimelineModel,
  walk: MessageWalk,
): SelectableMessage {
  const isPicking = () => isSelecting(message().conversationId);
  const toggle = () => {
    if (maySelect(message())) toggleSelected(message());
  };
  const press = createLongPress(() => {
    if (!isPicking()) select([message()]);
  });
  const extend = (by: 1 | -1) => {
    select([message()]);
    const row = model.row(walk.step(by) ?? "");
    if (row?.kind === "message") select([row.message]);
  };
  return {
    isSelecting: isPicking,
    isSelected: () => isSelected(message().id),
    press,
    onClickCapture(event) {
      if (!isPicking()) return;
      // Its box, which only assistive technology reaches, shows by itself what it was changed to.
      if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey && maySelect(message())) selectRange(model.view().messages, message());
      else toggle();
    },
    onKeyDown(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
      if (event.shiftKey && by !== undefined) extend(by);
      else if (event.key.toLowerCase() === "x" || (isPicking() && ["Enter", " "].includes(event.key)))
        toggle();
      else return false;
      return true;
    },
  };
}
