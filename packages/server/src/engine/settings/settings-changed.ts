import { limits, type SettingsSection } from "@parley/protocol";
import type { FeedEvent } from "../feed/append-feed-events.ts";

/** Tells the user's devices of a section as it is now, or of one that is too large that it is another (SET-4). */
export function settingsChanged(userId: number, section: SettingsSection, value: object): FeedEvent {
  const isTold = Buffer.byteLength(JSON.stringify(value)) <= limits.settingsEventBytesMax;
  const body = { section, value: isTold ? value : null };
  return { userId, name: "settings.changed", actorId: userId, body };
}
