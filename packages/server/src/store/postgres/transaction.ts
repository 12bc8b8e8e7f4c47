/** Runs one change in a short transaction of its own. Invariant: it commits whole, on one connection, or not at all. */
import { sql } from "kysely";
import type { CommittedEvent, EndedSession, Signal } from "../../engine/ports/committed.ts";
import type { Mail } from "../../engine/ports/mail.ts";
import type { Effects, Transaction } from "../../engine/ports/store.ts";
import type { AppendMessage, AppendOutcome } from "../../engine/ports/store-log.ts";
import { sharedWriters } from "../shared/groups.ts";
import { withExtra } from "../shared/message-extra.ts";
import type { WritingStatements } from "../shared/statements.ts";
import { changeMark } from "./change-mark.ts";
import type { Connection, Query } from "./connection.ts";
import { isConnectionLost, UncertainCommit } from "./failures.ts";
import { inboxReader } from "./inbox-reader.ts";
import { logCursorsWriter } from "./log-cursors.ts";
import { logWriter } from "./log-writer.ts";
import { hotMembersReader } from "./members-reader.ts";
import { appendMessages } from "./message-appender.ts";
import { messageIndexNotes } from "./message-index.ts";
import { noticeWriter } from "./notice-writer.ts";
import { postgresStatements } from "./reader.ts";

interface CollectedEffects extends Effects {
  readonly events: CommittedEvent[];
  readonly signals: Signal[];
  readonly endedSessions: EndedSession[];
  readonly mails: Mail[];
}

/** Commits what `run` does, or undoes it and throws what `run` threw. */
export async function runTransaction(
  connection: Connection,
  run: (tx: Transaction) => Promise<unknown>,
): Promise<{ value: unknown; effects: Effects }> {
  const effects: CollectedEffects = { events: [], signals: [], endedSessions: [], mails: [] };
  // Not awaited alone: it travels with the first statement. The connection is open, so both reach the same session or
  // neither arrives.
  const begun = connection.command("begin");
  begun.catch(() => undefined);
  try {
    const value = await run(transaction(connection.query, effects));
    await begun;
    const ended = await connection.command("commit").catch((error: unknown) => {
      throw isConnectionLost(error) ? new UncertainCommit(connection.session, error) : error;
    });
    // A transaction in which a statement failed unnoticed answers a commit by undoing itself.
    if (ended !== "COMMIT") throw new Error("a statement of the transaction failed");
    return { value, effects };
  } catch (error) {
    if (!connection.isLost) await connection.command("rollback").catch(() => undefined);
    throw error;
  }
}

function transaction(query: Query, effects: CollectedEffects): Transaction {
  const statements: WritingStatements = {
    ...postgresStatements(query),
    changeMark: sql.raw<number>(changeMark),
    randomUuid: sql<string>`gen_random_uuid()::text`,
    holdingRows: sql`for update`,
  };
  const shared = sharedWriters(statements);
  const log = logWriter(query, effects.events);
  async function append(message: AppendMessage, isAccepted: boolean): Promise<AppendOutcome> {
    const [outcome] = await appendMessages(query, [message], isAccepted);
    if (outcome === undefined) throw new Error("a message was not answered");
    const appended = await withExtra(log, shared.mentions, message, outcome);
    if (appended.status === "sent") effects.events.push(appended.event);
    return appended;
  }
  return {
    ...shared,
    members: { ...shared.members, ...hotMembersReader(query) },
    inbox: inboxReader(query),
    logCursors: logCursorsWriter(query),
    messageIndex: messageIndexNotes(query),
    log: {
      ...log,
      ...noticeWriter(query, effects.events),
      appendUnruled: (message) => append(message, false),
      appendAccepted: (message) => append(message, true),
    },
    signal: (signal) => effects.signals.push(signal),
    endSession: (ended) => effects.endedSessions.push(ended),
    mail: (mail) => effects.mails.push(mail),
  };
}
