/**
 * What a person wrote, kept at once until the store has it: a page that ends right after a key was pressed takes what is
 * on its way to the store along. Owns the rows of two tables on that way; the store owns them as soon as they are in it.
 * Invariant: what was removed from the store, or emptied with its table, is never brought back.
 */
import type { JournalPort } from "../platform/platform.ts";
import type { Storage, TableName } from "./storage.ts";

/** What nobody could give again. Everything else is on the server. */
const journaledTables: readonly TableName[] = ["drafts", "outbox"];

/** The same store; what is written into those tables is kept before `write` returns. */
export function withJournal(storage: Storage, port: JournalPort): Storage {
  /** Unless something newer is on its way. */
  const forget = (name: string, text: string) => {
    if (port.read(name) === text) port.write(name, null);
  };
  /** Gives the store what pages that ended could not. */
  const settle = async (table: TableName) => {
    for (const name of port.names()) {
      const text = port.read(name);
      if (text === null || !name.includes(table)) continue;
      // Another tab may go on writing, or have removed it, meanwhile.
      const change = (stored: unknown) => (port.read(name) === text ? JSON.parse(text) : stored);
      await storage.update(table, JSON.parse(name)[1], change);
      forget(name, text);
    }
  };

  return {
    ...storage,
    async readAll(table) {
      // What cannot be settled waits for the next visit.
      if (journaledTables.includes(table)) await settle(table).catch(() => undefined);
      return storage.readAll(table);
    },
    async write(changes) {
      const noted: [string, string][] = [];
      try {
        for (const change of changes.filter(({ table }) => journaledTables.includes(table))) {
          if ("empty" in change) {
            for (const name of port.names()) if (name.includes(change.table)) port.write(name, null);
          } else {
            const name = JSON.stringify([change.table, change.key]);
            // Nothing for a key that is removed.
            const text = JSON.stringify(change.value) ?? null;
            port.write(name, text);
            noted.push([name, text]);
          }
        }
      } catch {
        // As it is where there is no journal.
      }
      await storage.write(changes);
      for (const [name, text] of noted) forget(name, text);
    },
  };
}
