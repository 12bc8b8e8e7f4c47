/**
 * Composition root of the thread that sends requests to foreign addresses. It is a thread of its own because TLS and
 * large answers would stall the commits of everybody. It begins with the first request and ends after a pause, so that
 * a server that sends none pays nothing.
 */
import { lookup } from "node:dns/promises";
import { parseAllowedHosts } from "./outgoing/address-policy.ts";
import { createGuardedRequest } from "./outgoing/guarded-request.ts";
import type { OutgoingSettings } from "./outgoing/outgoing-settings.ts";
import { systemClock } from "./platform.ts";
import type { FromOutgoingThread, ToOutgoingThread } from "./threads/outgoing-client.ts";

declare const self: Worker;

self.onmessage = ({ data: { outgoingAllowedHosts } }: MessageEvent<OutgoingSettings>) => {
  const send = createGuardedRequest({
    allowed: parseAllowedHosts(outgoingAllowedHosts),
    resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
    now: systemClock.now,
  });
  self.onmessage = async ({ data: { reference, request } }: MessageEvent<ToOutgoingThread>) => {
    self.postMessage({ reference, answer: await send(request) } satisfies FromOutgoingThread);
  };
};
