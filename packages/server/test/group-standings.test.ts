/**
 * The authorisation matrix of one group: what each standing in it may do, over both transports (SEC-01, SEC-02). Beside the
 * matrix of callers, in which everybody is a plain member or none. Whoever has no business in it is answered as if there
 * were no such group, also an admin of another one.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { ErrorCode, MethodName } from "@parley/protocol";
import { adminCaller } from "./support/admin.ts";
import { type Caller, newCaller } from "./support/both-transports.ts";
import { idOf, say } from "./support/groups.ts";
import { newGuest } from "./support/guests.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const transports = ["http", "socket"] as const;
type Transport = (typeof transports)[number];
type Outcome = "ok" | ErrorCode;

const outside = ["removed", "pending", "otherAdmin", "serverAdmin"] as const;
const inside = ["owner", "admin", "member", "muted", "locked", "guest"] as const;
const standings = [...inside, ...outside] as const;
type Standing = (typeof standings)[number];
type Row = Readonly<Record<Standing, Outcome>>;

/** Who is outside is told of nothing; who is inside, the given. */
const row = (common: Outcome, except: Partial<Row> = {}): Row => ({
  ...{ owner: common, admin: common, member: common, muted: common, locked: common, guest: common },
  ...{ removed: "not_found", pending: "not_found", otherAdmin: "not_found", serverAdmin: "not_found" },
  ...except,
});
const read = row("ok");
const write = row("ok", { muted: "forbidden", locked: "forbidden" });
const lookInside = row("ok", { locked: "forbidden" });
/** Of accounts alone, whose standing counts only afterwards. */
const noGuests = { guest: "forbidden" } as const;
const forAll = row("ok", { ...noGuests, locked: "forbidden" });
const forAdmins = row("forbidden", { owner: "ok", admin: "ok" });
const forOwner = row("forbidden", { owner: "ok" });

describe("what a standing in a group allows", () => {
  let server: TestServer;
  let boss: Caller;
  let callers: Readonly<Record<Standing, Caller>>;
  let target: Caller;
  let conversationId: number;
  let messageId: string;

  beforeAll(async () => {
    server = await startTestServer();
    boss = await adminCaller(server);
    const user = await newGuest(server);
    const named = async (standing: Standing) =>
      [standing, await newCaller(server, standing.toLowerCase())] as const;
    callers = {
      ...(Object.fromEntries(await Promise.all(standings.map(named))) as Record<Standing, Caller>),
      serverAdmin: boss,
      guest: { user, socket: await server.connect(user) },
    };
    const another = { memberIds: [], name: "Another" };
    await callers.otherAdmin.socket.call("group.create", another);
    target = await newCaller(server, "target");
    await open();
  });
  afterAll(() => server.stop());

  /** A group in which everybody has their standing, and the target is a plain member. */
  async function open(): Promise<void> {
    const { owner, admin, member, muted, locked, guest, removed, pending } = callers;
    const { socket } = owner;
    const memberIds = [target, admin, member, muted, locked, removed, guest].map(idOf);
    conversationId = (await socket.call("group.create", { memberIds })).conversation.id;
    const settings = { join: "approval", guestsMayJoin: true };
    await socket.call("group.update", { conversationId, settings });
    await pending.socket.call("group.join", { conversationId });
    messageId = Bun.randomUUIDv7();
    const content = { type: "text", text: "hi" };
    await target.socket.call("message.send", { conversationId, id: messageId, content });
    const change = (operation: string, whose: Caller, more: object) =>
      socket.call(operation, { conversationId, userId: idOf(whose), ...more });
    await change("member.setRole", admin, { role: "admin" });
    await change("member.mute", muted, { until: 4_000_000_000_000 });
    await change("member.lock", locked, { isLocked: true });
    await change("member.remove", removed, {});
    await say(target, conversationId, "after the lock");
  }

  const ask = async (
    over: Transport,
    standing: Standing,
    name: MethodName,
    args: object,
  ): Promise<Outcome> => {
    const { user, socket } = callers[standing];
    if (over === "socket") {
      const frame = await socket.exchange(name, args);
      return "error" in frame ? frame.error.code : "ok";
    }
    const { body, status } = await server.post(name, args, user.accessToken);
    return status === 200 ? "ok" : body.error.code;
  };

  const onTarget = () => ({ userId: idOf(target) });
  const onMessage = () => ({ id: messageId });
  const sent = () => ({ id: Bun.randomUUIDv7(), content: { type: "text", text: "hi" } });

  /** Those that leave everything as it is, or the same for whoever comes next. */
  const cases: readonly (readonly [MethodName, () => object, Row])[] = [
    ["message.send", sent, write],
    ["message.list", () => ({}), read],
    ["message.context", () => ({ seq: 1 }), read],
    ["message.listPinned", () => ({}), read],
    ["message.listEdits", onMessage, row("forbidden", { owner: "ok", admin: "ok" })],
    ["message.react", () => ({ ...onMessage(), emojis: ["👍"] }), write],
    ["message.save", onMessage, row("ok", noGuests)],
    ["message.edit", () => ({ ...onMessage(), content: { type: "text", text: "no" } }), row("forbidden")],
    ["message.search", () => ({ query: "hi" }), read],
    ["sync.range", () => ({ afterRev: 0 }), read],
    ["inbox.markRead", () => ({ seq: 1 }), read],
    ["signal.typing", () => ({}), read],
    ["conversation.get", () => ({}), read],
    ["group.get", () => ({}), lookInside],
    ["member.list", () => ({}), lookInside],
    ["invite.list", () => ({}), forAll],
    ["invite.create", () => ({}), forAll],
    ["member.setProfile", () => ({ nickname: "N" }), lookInside],
    ["member.add", () => alreadyIn(), forAll],
    ["group.requests.list", () => ({}), forAdmins],
    ["group.requests.answer", () => ({ userId: 999_999_999, answer: "refuse" }), forAdminsWithNobody()],
    ["group.update", () => ({ name: "Ours" }), forAdmins],
    ["group.lock", () => ({ isLocked: false }), forAdmins],
    ["group.muteAll", () => ({ isMuted: false }), forAdmins],
    ["member.mute", () => ({ ...onTarget(), until: null }), forAdmins],
    ["member.lock", () => ({ ...onTarget(), isLocked: false }), forAdmins],
    ["member.setRole", () => ({ ...onTarget(), role: "member" }), forOwner],
    ["group.createFromDirect", () => ({ memberIds: [] }), row("invalid_arguments", noGuests)],
  ];

  /** Somebody who is in it already. */
  const alreadyIn = () => ({ userIds: [idOf(target)] });
  function forAdminsWithNobody(): Row {
    return row("forbidden", { owner: "not_found", admin: "not_found" });
  }

  for (const [name, more, expected] of cases) {
    test(`[SEC-01] [SEC-02] [SEC-04] [GRP-1] [GRP-35] ${name}, by standing`, async () => {
      for (const over of transports) {
        const outcomes: [Standing, Outcome][] = [];
        for (const standing of standings) {
          outcomes.push([standing, await ask(over, standing, name, { conversationId, ...more() })]);
        }
        expect(Object.fromEntries(outcomes) as Row).toEqual(expected);
      }
    });
  }

  /** Those after which the group is another one. */
  for (const [name, more, expected] of [
    ["message.pin", onMessage, row("forbidden", { owner: "ok", admin: "ok" })],
    ["message.recall", onMessage, row("forbidden", { owner: "ok", admin: "ok" })],
    ["member.remove", onTarget, forAdmins],
    ["group.leave", () => ({}), row("ok", { owner: "conflict", locked: "forbidden" })],
    ["group.transfer", onTarget, forOwner],
    ["group.dissolve", () => ({}), forOwner],
  ] as const) {
    test(`[SEC-01] [SEC-02] [SEC-04] [GRP-1] [GRP-35] ${name}, by standing, each in a group of its own`, async () => {
      for (const over of transports) {
        const outcomes: [Standing, Outcome][] = [];
        for (const standing of standings) {
          await open();
          outcomes.push([standing, await ask(over, standing, name, { conversationId, ...more() })]);
        }
        expect(Object.fromEntries(outcomes) as Row).toEqual(expected);
      }
    });
  }
});
