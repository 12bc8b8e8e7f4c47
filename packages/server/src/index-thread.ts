/**
 * Composition root of the thread that keeps the index of messages. Invariant: it runs at the lowest priority, so that
 * whoever sends messages never waits for whoever may want to find them.
 */
import { setPriority } from "node:os";
import { openIndexer } from "./compose-indexer.ts";
import { indexMessages } from "./engine/search/index-messages.ts";
import type { FromIndexThread, IndexSettings, ToIndexThread } from "./threads/index-client.ts";

/** The lowest there is. */
const priority = 19;

declare const self: Worker;

// On Linux this is the calling thread's priority alone.
if (process.platform === "linux") setPriority(priority);

function post(message: FromIndexThread): void {
  self.postMessage(message);
}

self.onmessage = ({ data: settings }: MessageEvent<IndexSettings>) => {
  const indexer = openIndexer(settings);
  indexer.catch(() => undefined);
  self.onmessage = async ({ data: task }: MessageEvent<ToIndexThread>) => {
    try {
      if (task === "index") await indexMessages(await indexer);
      else await (await indexer).close();
      post({ type: "done" });
    } catch (error) {
      post({ type: "failed", reason: String(error) });
    }
  };
};
