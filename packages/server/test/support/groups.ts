/** What tests of groups begin with. */
import { type Caller, newCaller } from "./both-transports.ts";
import type { TestServer } from "./test-server.ts";

export const idOf = (caller: Caller) => caller.user.user.id;

export interface TestGroup {
  readonly conversationId: number;
  readonly owner: Caller;
  readonly members: readonly Caller[];
}

/** A group of an owner and so many members, all of whom have heard of it. */
export async function newTestGroup(
  server: TestServer,
  memberCount: number,
  args: Readonly<Record<string, unknown>> = {},
): Promise<TestGroup> {
  const owner = await newCaller(server, "owner");
  const members: Caller[] = [];
  while (members.length < memberCount) members.push(await newCaller(server, "member"));
  const memberIds = members.map(idOf);
  const { conversation } = await owner.socket.call("group.create", { memberIds, ...args });
  for (const { socket } of [owner, ...members]) {
    await socket.push(
      (push) => push.ev === "conversation.created" && push.conversationId === conversation.id,
    );
  }
  return { conversationId: conversation.id, owner, members };
}

/** Sends a text; the reply. */
export const say = (from: Caller, conversationId: number, text = "hi") =>
  from.socket.call("message.send", {
    conversationId,
    id: Bun.randomUUIDv7(),
    content: { type: "text", text },
  });
