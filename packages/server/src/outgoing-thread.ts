/**
 * Composition root of the thread that sends requests to foreign addresses, and reads pages that come back. It is a
 * thread of its own because TLS and large answers would stall the commits of everybody. It begins with the first request
 * and ends after a pause, so that a server that sends none pays nothing.
 */
import { lookup } from "node:dns/promises";
import { parseAllowedHosts } from "./outgoing/address-policy.ts";
import { createGuardedRequest } from "./outgoing/guarded-request.ts";
import type { OutgoingThreadSettings } from "./outgoing/outgoing-settings.ts";
import { createPages } from "./outgoing/read-page.ts";
import { systemClock } from "./platform.ts";
import type { FromOutgoingThread, OutgoingTask, ToOutgoingThread } from "./threads/outgoing-client.ts";

declare const self: Worker;

function senderTo(hosts: readonly string[]) {
  return createGuardedRequest({
    allowed: parseAllowedHosts(hosts),
    resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
    now: systemClock.now,
  });
}

self.onmessage = ({ data: settings }: MessageEvent<OutgoingThreadSettings>) => {
  const send = senderTo(settings.outgoingAllowedHosts);
  // What is answered here is shown to people, so who may be asked is another matter than whom webhooks may tell.
  const pages = createPages(senderTo(settings.linkPreviewAllowedHosts));
  const answerTo = (task: OutgoingTask) => {
    switch (task.kind) {
      case "request":
        return send(task.request);
      case "page":
        return pages.readPage(task.url);
      case "picture":
        return pages.readPicture(task.url);
    }
  };
  self.onmessage = async ({ data: { reference, task } }: MessageEvent<ToOutgoingThread>) => {
    self.postMessage({ reference, answer: await answerTo(task) } satisfies FromOutgoingThread);
  };
};
