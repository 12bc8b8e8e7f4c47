/** Lets a shortcut reach the timeline that is on screen, of which there is at most one. */
import { onCleanup } from "solid-js";

export interface TimelineCommands {
  jumpToLatest(): void;
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
