/**
 * What a person wrote, kept at once until the store has it: a page that ends right after a key was pressed takes what is
 * on its way to the store along. Owns the rows of two tables on that way; the store owns them as soon as they are in it.
 * Invariant: what was removed from the store, or emptied with its table, is never brought back.
 */
import type { JournalPort } from "../platform/platform.ts";
import type { Storage, StorageChange, StorageKey, TableName } from "./storage.ts";

/** What nobody could give again. Everything else is on the server. */
const journaledTables: readonly TableName[] = ["drafts", "outbox"];

export interface Journal {
  /** Called before the store is asked to write; answers what to call when it has. */
  note(changes: readonly StorageChange[]): () => void;
  /** Gives the store what pages that ended could not. Rejects where the store or the journal fails. */
  settle(): Promise<void>;
}

export function openJournal(port: JournalPort, storage: Storage): Journal {
  /** Unless something newer is on its way. */
  const forget = (name: string, text: string) => {
    if (port.read(name) === text) port.write(name, null);
  };

  return {
    note(changes) {
      const noted: [string, string][] = [];
      try {
        for (const change of changes) {
          const { table } = change;
          if (!journaledTables.includes(table)) continue;
          if ("empty" in change) {
            for (const name of port.names()) if (name.includes(table)) port.write(name, null);
            continue;
          }
          const name = JSON.stringify([table, change.key]);
          // Nothing for a key that is removed.
          const text = JSON.stringify(change.value) ?? null;
          port.write(name, text);
          if (text !== null) noted.push([name, text]);
        }
      } catch {
        // As it is where there is no journal.
      }
      return () => {
        for (const [name, text] of noted) forget(name, text);
      };
    },
    async settle() {
      for (const name of port.names()) {
        const text = port.read(name);
        if (text === null) continue;
        const [table, key] = JSON.parse(name) as [TableName, StorageKey];
        // Another tab may go on writing, or have removed it, meanwhile.
        const change = (stored: unknown) => (port.read(name) === text ? JSON.parse(text) : stored);
        await storage.update(table, key, change);
        forget(name, text);
      }
    },
  };
}
