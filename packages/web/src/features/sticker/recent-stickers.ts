/** Which stickers were sent last from this browser, by pack and sticker; what is gone since is left out when shown. */
import { createSignal } from "solid-js";
import { readSetting, writeSetting } from "../../platform/settings.ts";

export interface RecentSticker {
  readonly packId: string;
  readonly stickerId: string;
}

const recentMax = 16;
const pattern = /^([0-9a-f]{32})\.([0-9a-f]{32})$/;
const stored = (readSetting("recentStickers") ?? "").split(" ").flatMap((entry): RecentSticker[] => {
  const [, packId, stickerId] = pattern.exec(entry) ?? [];
  return packId === undefined || stickerId === undefined ? [] : [{ packId, stickerId }];
});
const [recentStickers, setRecent] = createSignal<readonly RecentSticker[]>(stored);

export { recentStickers };

export function noteSticker(used: RecentSticker): void {
  const others = recentStickers().filter(({ stickerId }) => stickerId !== used.stickerId);
  setRecent([used, ...others].slice(0, recentMax));
  const entries = recentStickers().map(({ packId, stickerId }) => `${packId}.${stickerId}`);
  writeSetting("recentStickers", entries.join(" "));
}
