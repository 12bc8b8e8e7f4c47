/**
 * Composition root of the thread that copies the WAL into the database file, so that a commit never waits for the pages
 * of those before it. Invariant: it does nothing else, and holds nothing that a commit needs.
 */
import { copyLog } from "./store/sqlite/checkpoints.ts";
import { openCopier } from "./store/sqlite/database.ts";
import type { FromCheckpointThread, ToCheckpointThread } from "./threads/checkpoint-client.ts";

declare const self: Worker;

function post(message: FromCheckpointThread): void {
  self.postMessage(message);
}

self.onmessage = ({ data: path }: MessageEvent<string>) => {
  const database = openCopier(path);
  self.onmessage = ({ data: task }: MessageEvent<ToCheckpointThread>) => {
    if (task === "copy") return post({ type: "copied", outcome: copyLog(database) });
    database.close();
    post({ type: "closed" });
  };
};
