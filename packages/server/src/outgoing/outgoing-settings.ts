/** What the thread that sends requests is given at its start, and what is refused before (RUN-3). */
import { StartError } from "../store/start-error.ts";
import { parseAllowedHosts } from "./address-policy.ts";
import { urlRefusal } from "./url-policy.ts";

export interface OutgoingSettings {
  readonly outgoingAllowedHosts: readonly string[];
}

export interface OutgoingThreadSettings extends OutgoingSettings {
  readonly linkPreviewAllowedHosts: readonly string[];
}

export interface SendHookSettings extends OutgoingSettings {
  readonly sendHookUrl: string;
  readonly sendHookSecret: string;
}

export function assertCanHook({ outgoingAllowedHosts, sendHookUrl, sendHookSecret }: SendHookSettings): void {
  if (sendHookUrl === "") return;
  if (urlRefusal(sendHookUrl, parseAllowedHosts(outgoingAllowedHosts), true) !== null) {
    throw new StartError(
      "sendHookUrl must be a public https:// address, or one whose host is in outgoingAllowedHosts.",
    );
  }
  if (sendHookSecret === "")
    throw new StartError("sendHookUrl needs sendHookSecret, to sign what it is asked.");
}
