/** A target with a group, and one caller of each kind, new for every case that may change something. */
import { freePort } from "../../support/free-port.ts";
import { type Account, createMakers, type Makers } from "../world.ts";
import { type AccountKind, accountKinds, type CallerKind, callerKinds } from "./callers.ts";

export type { Account } from "../world.ts";

export const eggSalt = "salt-of-the-matrix";
export const nettyKey = "service-key-of-the-matrix";

export interface DialectWorld {
  readonly target: Account;
  /** The target's contact, in the group. */
  readonly other: Account;
  /** In no group, and nobody's contact: one for each caller. */
  readonly unrelated: Readonly<Record<CallerKind, Account>>;
  readonly callers: Readonly<Record<AccountKind, Account>>;
  readonly expiredToken: string;
  /** The target's; with the number and the name, into which nobody comes by asking. */
  readonly groupId: number;
  readonly groupUuid: string;
  /** The target's, into which everybody may come. */
  readonly openGroupId: number;
  readonly openGroupName: string;
  readonly openGroupNumber: string;
  /** What the target said in the group. */
  readonly groupMessageId: string;
  /** What the target said to its contact. */
  readonly directMessageId: string;
  readonly directUuid: string;
  /** Whom the target has asked, and what. */
  readonly requestId: number;
  readonly complaintId: number;
  readonly autoAnswerId: number;
  /** A picture of the target's that nobody was shown. */
  readonly mediaId: string;
}

export interface DialectWorlds {
  readonly makers: Makers;
  /** Where only gochat is spoken. */
  readonly gochatUrl: string;
  create(): Promise<DialectWorld>;
}

export async function openDialectWorlds(): Promise<DialectWorlds> {
  const port = await freePort();
  const makers = await createMakers({
    ...{ dialects: "all", dialectGochatPort: port, registration: "open" },
    ...{ dialectEggGuestSalt: eggSalt, dialectNettyServiceKey: nettyKey },
  });
  return { makers, gochatUrl: `http://127.0.0.1:${port}`, create: () => createWorld(makers) };
}

const roleOf = (kind: AccountKind) => (kind === "guest" || kind === "admin" ? kind : "user");

async function createWorld(makers: Makers): Promise<DialectWorld> {
  const { bossToken, call, forge } = makers;
  const made = await makers.newAccounts([
    ...(["user", "user"] as const),
    ...accountKinds.map(roleOf),
    ...callerKinds.map(() => "user" as const),
  ]);
  const [target, other] = made;
  if (target === undefined || other === undefined) throw new Error("no accounts");
  const callers = named(accountKinds, made.slice(2));
  const unrelated = named(callerKinds, made.slice(2 + accountKinds.length));
  for (const friend of [callers.contact, other]) {
    const { request } = await call("contact.request", { userId: friend.id }, target);
    await call("contact.answer", { requestId: request.id, answer: "accept" }, friend);
  }
  const say = async (conversationId: number) => {
    const id = Bun.randomUUIDv7();
    await call("message.send", { conversationId, id, content: { type: "text", text: "hi" } }, target);
    return id;
  };
  const directTo = async ({ id }: Account) =>
    (await call("conversation.openDirect", { userId: id }, target)).conversation.id as number;
  const directId = await directTo(callers.contact);
  // A conversation that is opened and in which nothing is said is no message: there is one with everybody.
  await Promise.all(Object.values(callers).map(directTo));
  const groups = await createGroups(makers, target, [other, ...memberCallers(callers)], callers);
  const directMessageId = await say(directId);
  const groupMessageId = await say(groups.groupId);
  const { uuid: directUuid } = await call("conversation.get", { conversationId: directId }, target);
  const { request } = await call("contact.request", { userId: callers.stranger.id }, target);
  const complainedOf = { kind: "user", userId: callers.stranger.id };
  const { complaint } = await call("complaint.create", { target: complainedOf, reason: "spam" }, target);
  const { autoAnswer } = await call("autoAnswer.create", { question: "why", answer: "so" }, target);
  const { media } = await call("media.create", { kind: "file", name: "a.txt", bytes: 1 }, target);
  await call("contact.block", { userId: callers.blocked.id, isBlocked: true }, target);
  await call("account.logout", {}, callers.ended);
  await call("admin.disableUser", { userId: callers.disabled.id }, { token: bossToken });
  const { id, sessionId } = callers.stranger;
  const past = Math.floor(Date.now() / 1_000) - 3_600;
  const claims = {
    ...forge.claims,
    sub: String(id),
    role: "user",
    sid: sessionId,
    iat: past - 60,
    exp: past,
  };
  return {
    ...{ target, other, unrelated, callers, expiredToken: forge.token(forge.header, claims), ...groups },
    ...{ directMessageId, groupMessageId, directUuid, requestId: request.id, mediaId: media.id },
    ...{ complaintId: complaint.id, autoAnswerId: autoAnswer.id },
  };
}

function named<K extends string>(kinds: readonly K[], accounts: readonly Account[]): Record<K, Account> {
  return Object.fromEntries(kinds.map((kind, index) => [kind, accounts[index]])) as Record<K, Account>;
}

const memberCallers = ({ blocked, contact, muted, removed }: Record<AccountKind, Account>) => [
  ...[contact, blocked, removed, muted],
];

async function createGroups(
  { call }: Makers,
  target: Account,
  members: readonly Account[],
  { muted, removed }: Record<AccountKind, Account>,
) {
  const name = `open ${target.id}`;
  const { conversation: group } = await call(
    "group.create",
    { name: `closed ${target.id}`, memberIds: members.map(({ id }) => id) },
    target,
  );
  const conversationId = group.id as number;
  await call("group.update", { conversationId, settings: { join: "closed" } }, target);
  await call("member.remove", { conversationId, userId: removed.id }, target);
  await call("member.mute", { conversationId, userId: muted.id, until: Date.now() + 3_600_000 }, target);
  const number = `open-${target.id}`;
  const { conversation: open } = await call("group.create", { name, memberIds: [], number }, target);
  const settings = { join: "open", isPublic: true };
  await call("group.update", { conversationId: open.id, settings }, target);
  const { uuid } = await call("conversation.get", { conversationId }, target);
  return {
    ...{ groupId: conversationId, groupUuid: uuid as string, openGroupId: open.id as number },
    ...{ openGroupName: name, openGroupNumber: number },
  };
}

export function accountOf({ callers, target }: DialectWorld, kind: CallerKind): Account {
  if (kind === "owner") return target;
  return kind === "nobody" || kind === "broken" || kind === "expired" ? callers.stranger : callers[kind];
}

export function tokenOf(world: DialectWorld, kind: CallerKind): string | null {
  if (kind === "nobody") return null;
  if (kind === "broken") return "nonsense";
  return kind === "expired" ? world.expiredToken : accountOf(world, kind).token;
}
