/** Keeps the index of messages on one connection of its own. Of several nodes the one that holds the state's row does. */
import type { IndexPart, MessageIndexer } from "../../engine/ports/store-message-index.ts";
import { type Connection, type ConnectionOptions, openConnection } from "./connection.ts";
import { indexPart } from "./message-index.ts";

/** A part takes some ten milliseconds, in which whoever recalls or edits waits for it. */
const messagesPerPart = 1_024;

export function openPostgresIndexer(options: ConnectionOptions): MessageIndexer {
  let opened: Connection | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function connected(): Promise<Connection> {
    if (opened === null || opened.isLost) opened = await openConnection(options);
    return opened;
  }

  async function inTransaction<T>(run: (part: IndexPart) => Promise<T>): Promise<T> {
    const connection = await connected();
    await connection.command("begin");
    try {
      const value = await run(indexPart(connection.query));
      const ended = await connection.command("commit");
      // A transaction in which a statement failed unnoticed answers a commit by undoing itself.
      if (ended !== "COMMIT") throw new Error("a statement of the index's part failed");
      return value;
    } catch (error) {
      if (!connection.isLost) await connection.command("rollback").catch(() => undefined);
      throw error;
    }
  }

  return {
    messagesPerPart,
    part(run) {
      const done = last.then(() => inTransaction(run));
      last = done.catch(() => undefined);
      return done;
    },
    async close() {
      await last;
      await opened?.close();
    },
  };
}
