/** Which voices were played in this browser, the last few hundred of them. */
import { createSignal } from "solid-js";
import { readSetting, writeSetting } from "../../platform/settings.ts";

const keptMax = 300;
const stored = readSetting("heardVoices")?.split(" ") ?? [];
const [heard, setHeard] = createSignal<ReadonlySet<string>>(new Set(stored));

export function isHeard(mediaId: string): boolean {
  return heard().has(mediaId);
}

export function markHeard(mediaId: string): void {
  if (heard().has(mediaId)) return;
  setHeard(new Set([...heard(), mediaId].slice(-keptMax)));
  writeSetting("heardVoices", [...heard()].join(" "));
}
