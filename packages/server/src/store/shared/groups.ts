/**
 * The groups of the store that are written once for both databases. A new group is added here; each home adds only
 * what it prepares itself.
 */
import { conversationsReader, conversationsWriter } from "./conversations.ts";
import { feedsWriter } from "./feeds.ts";
import { membersReader, membersWriter } from "./members.ts";
import { sessionsReader, sessionsWriter } from "./sessions.ts";
import { settingsReader, settingsWriter } from "./settings.ts";
import type { Statements, WritingStatements } from "./statements.ts";
import { usersReader, usersWriter } from "./users.ts";

export function sharedReaders(statements: Statements) {
  return {
    users: usersReader(statements),
    sessions: sessionsReader(statements),
    settings: settingsReader(statements),
    conversations: conversationsReader(statements),
    members: membersReader(statements),
  };
}

export function sharedWriters(statements: WritingStatements) {
  return {
    users: usersWriter(statements),
    sessions: sessionsWriter(statements),
    settings: settingsWriter(statements),
    conversations: conversationsWriter(statements),
    members: membersWriter(statements),
    feeds: feedsWriter(statements),
  };
}
