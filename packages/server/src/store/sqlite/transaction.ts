/** All groups for writing, over the writer connection; `current` is the job that runs now. */
import type { Database } from "bun:sqlite";
import { sql } from "kysely";
import type { Transaction } from "../../engine/ports/store.ts";
import type { AppendMessage, AppendOutcome } from "../../engine/ports/store-log.ts";
import { sharedWriters } from "../shared/groups.ts";
import { withExtra } from "../shared/message-extra.ts";
import type { WritingStatements } from "../shared/statements.ts";
import { forgettingGroups } from "./groups-writer.ts";
import { inboxReader } from "./inbox-reader.ts";
import { logCursorsWriter } from "./log-cursors.ts";
import { logWriter, messageAppender } from "./log-writer.ts";
import { hotMembersReader } from "./members-reader.ts";
import { messageIndexNotes } from "./message-index.ts";
import { randomUuid } from "./migrations/011-directory.ts";
import { noticeWriter } from "./notice-writer.ts";
import { sqliteStatements } from "./reader.ts";
import type { SearchFile } from "./search-file.ts";
import type { SendingStates } from "./sending-states.ts";
import type { CurrentJob } from "./store.ts";
import { hotUsersReader } from "./users-reader.ts";

export function transaction(
  database: Database,
  searchFile: SearchFile,
  current: CurrentJob,
  states: SendingStates,
): Transaction {
  const statements: WritingStatements = {
    ...sqliteStatements(database),
    // The counter's row was raised at the begin of the commit and is this transaction's own.
    changeMark: sql<number>`(select value from change_counter)`,
    randomUuid: sql.raw<string>(randomUuid),
    holdingRows: sql``,
  };
  const shared = sharedWriters(statements);
  const appender = messageAppender(database, states);
  const log = logWriter(database, current, states);
  async function append(message: AppendMessage, isAccepted: boolean): Promise<AppendOutcome> {
    const outcome = appender.append(message, current.changeMark, isAccepted);
    // Undone with its job it would be wrong: other jobs only ever make it forget.
    states.forget(message.conversationId);
    const appended = await withExtra(log, shared.mentions, message, outcome);
    if (appended.status === "sent") current.events.push(appended.event);
    return appended;
  }
  return {
    ...shared,
    users: { ...shared.users, ...hotUsersReader(database) },
    members: {
      ...shared.members,
      ...hotMembersReader(database),
      insert(conversationId, members, joinedAt) {
        states.forget(conversationId);
        return shared.members.insert(conversationId, members, joinedAt);
      },
      setRules(conversationId, userId, rules) {
        states.forget(conversationId);
        return shared.members.setRules(conversationId, userId, rules);
      },
    },
    groups: forgettingGroups(shared.groups, states),
    guests: {
      ...shared.guests,
      // Other members, and of another pair.
      takePlace(place) {
        states.forget(place.conversationId);
        return shared.guests.takePlace(place);
      },
    },
    accounts: {
      ...shared.accounts,
      // Both change how others write to the user.
      setEnabled(userId, isEnabled) {
        states.clear();
        return shared.accounts.setEnabled(userId, isEnabled);
      },
      erase(userId, left) {
        states.clear();
        return shared.accounts.erase(userId, left);
      },
    },
    inbox: inboxReader(database),
    logCursors: logCursorsWriter(database),
    messageIndex: messageIndexNotes(database, searchFile),
    log: {
      ...log,
      ...noticeWriter(database, current, states),
      appendUnruled: (message) => append(message, false),
      appendAccepted: (message) => append(message, true),
    },
    signal: (signal) => current.signals.push(signal),
    endSession: (ended) => current.endedSessions.push(ended),
    mail: (mail) => current.mails.push(mail),
  };
}
