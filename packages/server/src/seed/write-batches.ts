/** Many small writes in few commits. */
import type { Store, Transaction } from "../engine/ports/store.ts";

/** Items that share one transaction, and transactions that run at once where the database keeps them apart. */
const itemsPerTransaction = 250;
const transactionsAtOnce = 4;

/** Writes every item and answers their results in the same order; the first failure ends it. */
export async function writeBatches<T, R>(
  store: Store,
  items: readonly T[],
  write: (tx: Transaction, item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const itemsPerCommit = itemsPerTransaction * transactionsAtOnce;
  for (let start = 0; start < items.length; start += itemsPerCommit) {
    const jobs = [];
    const end = Math.min(items.length, start + itemsPerCommit);
    for (let from = start; from < end; from += itemsPerTransaction) {
      const part = items.slice(from, Math.min(end, from + itemsPerTransaction));
      jobs.push({
        kind: "transaction" as const,
        async run(tx: Transaction) {
          const written: R[] = [];
          for (const item of part) written.push(await write(tx, item));
          return written;
        },
      });
    }
    for (const outcome of await store.commit(jobs)) {
      if (outcome.status === "failed") throw outcome.error;
      if (outcome.status === "committed") for (const result of outcome.value as R[]) results.push(result);
    }
  }
  return results;
}
