/**
 * Decides what became of a commit whose answer was lost. Its session may still be at it, or not even have read it: so
 * the session is ended, and once it is gone its commit is there for every later read, or will never be. A commit that
 * has begun cannot be interrupted; it is waited for.
 */
import type { Query } from "./connection.ts";
import type { DatabaseSession } from "./failures.ts";

const askAgainMs = 20;
/** While the database cannot be asked. */
const unansweredMs = 200;

const end = `select pg_terminate_backend(pid) as "isAsked"
  from pg_stat_activity where pid = $1 and extract(epoch from backend_start)::text = $2`;

/** Resolves when the session is gone, however long the database is away; never rejects. */
export async function settle(
  query: Query,
  { processId, startedAt }: DatabaseSession,
  isClosed: () => boolean,
): Promise<void> {
  while (!isClosed()) {
    const found = await query(end, [processId, startedAt]).catch(() => null);
    if (found?.length === 0) return;
    await Bun.sleep(found === null ? unansweredMs : askAgainMs);
  }
}
