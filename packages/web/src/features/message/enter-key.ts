/** What the Enter key does in the composer: a choice of this browser. */
import { createSignal } from "solid-js";
import { isTouch } from "../../platform/media.ts";
import { readSetting, writeSetting } from "../../platform/settings.ts";

const stored = readSetting("enterSends");
const [enterSends, setEnterSendsSignal] = createSignal(stored === null ? !isTouch() : stored === "yes");

export { enterSends };

export function setEnterSends(next: boolean): void {
  setEnterSendsSignal(next);
  writeSetting("enterSends", next ? "yes" : "no");
}
