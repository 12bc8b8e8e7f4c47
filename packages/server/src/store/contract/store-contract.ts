/** What every home of the store port must do. Each home's test file calls this with a way to open an empty store. */
import { afterAll, beforeAll } from "bun:test";
import type { JobOutcome, Store, Transaction } from "../../engine/ports/store.ts";
import type { AppendOutcome } from "../../engine/ports/store-log.ts";
import type { MessageIndexer } from "../../engine/ports/store-message-index.ts";

export interface OpenedStore {
  readonly store: Store;
  readonly indexer: MessageIndexer;
  /** Closes it and removes what it kept. */
  dispose(): Promise<void>;
}

export interface Fixture {
  readonly store: () => Store;
  readonly indexer: () => MessageIndexer;
  /** Commits one change and answers its value; throws what it threw. */
  change<T>(run: (tx: Transaction) => Promise<T>): Promise<T>;
  append(
    message: Partial<TestMessage> & { conversationId: number; senderId: number },
  ): Promise<AppendOutcome>;
  newUser(name: string): Promise<number>;
  newGroup(memberIds: readonly number[]): Promise<number>;
}

interface TestMessage {
  readonly id: string;
  readonly sentAt: number;
  readonly text: string;
}

let counter = 0;

/** Opens one store for a file's tests; names made by `newUser` are never used twice. */
export function useStore(open: () => Promise<OpenedStore>): Fixture {
  let opened: OpenedStore | null = null;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(async () => {
    await opened?.dispose();
  });
  return makeFixture(() => {
    if (opened === null) throw new Error("the store is not open");
    return opened;
  });
}

function makeFixture(opened: () => OpenedStore): Fixture {
  const store = () => opened().store;
  async function change<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
    const [outcome] = await store().commit([{ kind: "transaction", run }]);
    return committedValue<T>(outcome);
  }
  return {
    store,
    indexer: () => opened().indexer,
    change,
    async append(message) {
      const [outcome] = await store().commit([{ kind: "append", message: testMessage(message) }]);
      if (outcome?.status !== "appended") throw failureOf(outcome);
      return outcome.outcome;
    },
    newUser: (name) => change((tx) => insertUser(tx, `${name}_${counter++}`)),
    newGroup: (memberIds) => change((tx) => insertGroup(tx, memberIds)),
  };
}

export function testMessage(message: Partial<TestMessage> & { conversationId: number; senderId: number }) {
  const text = message.text ?? "hello";
  return {
    conversationId: message.conversationId,
    senderId: message.senderId,
    id: message.id ?? Bun.randomUUIDv7(),
    sentAt: message.sentAt ?? 1_000,
    body: JSON.stringify({ type: "text", text }),
    digest: Number(BigInt(Bun.hash(text)) & 0xfffffffffffffn),
  };
}

export async function insertUser(tx: Transaction, username: string): Promise<number> {
  const id = await tx.users.insert({
    uuid: Bun.randomUUIDv7(),
    username,
    usernameKey: username.toLowerCase(),
    nickname: username,
    role: "user",
    passwordHash: null,
    createdAt: 1,
  });
  if (id === null) throw new Error("the test's username is taken");
  return id;
}

export async function insertGroup(tx: Transaction, memberIds: readonly number[]): Promise<number> {
  const conversationId = await tx.conversations.insert({
    kind: "group",
    name: "group",
    ownerId: memberIds[0] ?? null,
    memberCount: memberIds.length,
    createdAt: 1,
  });
  const members = memberIds.map((userId) => ({ userId, role: "member", status: "active" }) as const);
  await tx.members.insert(conversationId, members, 1);
  await tx.log.append({
    conversationId,
    name: "conversation.created",
    actorId: memberIds[0] ?? 0,
    at: 1,
    body: "{}",
    added: memberIds,
  });
  return conversationId;
}

function committedValue<T>(outcome: JobOutcome | undefined): T {
  if (outcome?.status !== "committed") throw failureOf(outcome);
  return outcome.value as T;
}

export function failureOf(outcome: JobOutcome | undefined): unknown {
  return outcome?.status === "failed" ? outcome.error : new Error(`unexpected outcome ${outcome?.status}`);
}
