/** Lets shortcuts and the message box reach the timeline that is on screen, of which there is at most one. */
import type { TimelineMessage } from "@parley/sdk";
import { onCleanup } from "solid-js";

export interface TimelineCommands {
  jumpToLatest(): void;
  /** The newest message of the reader that it shows. */
  newestOwnMessage(): TimelineMessage | null;
}

let current: TimelineCommands | null = null;

export function offerTimelineCommands(commands: TimelineCommands): void {
  current = commands;
  onCleanup(() => {
    if (current === commands) current = null;
  });
}

export function jumpToLatest(): void {
  current?.jumpToLatest();
}

export function newestOwnMessage(): TimelineMessage | null {
  return current?.newestOwnMessage() ?? null;
}
