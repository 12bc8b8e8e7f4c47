/**
 * A target, and one caller of each kind, new for every operation that changes something: what one case does, the next
 * does not see. Accounts are made in the database, because hashing a password for each would take minutes.
 */
import { limits, type SignedIn, type UserRole } from "@parley/protocol";
import { claimAdmin } from "../support/admin.ts";
import { createForge, type Forge } from "../support/forged-tokens.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { type SignedInKind, signedInKinds } from "./callers.ts";

export const password = "correct horse";

export interface Account {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  readonly token: string;
  readonly sessionId: string;
}

export interface World {
  readonly target: Account;
  /** The target's contact alone, for what concerns two others. */
  readonly other: Account;
  /** Whom the target alone has asked to become a contact. */
  readonly unrelated: Account;
  readonly callers: Readonly<Record<SignedInKind, Account>>;
  /** A group of the target and the other, with a message of the target. */
  readonly groupId: number;
  readonly groupMessageId: string;
  /** A group of the target in which every caller is. */
  readonly sharedGroupId: number;
  /** Into the group in which no caller is. */
  readonly inviteId: string;
  readonly inviteCode: string;
  /** Has nothing to do with anybody. */
  readonly stranger: Account;
  /** The direct conversation of each caller with the target, with a message of each. */
  readonly directs: Readonly<Record<SignedInKind, Direct>>;
  /** Things that are the target's. */
  readonly keyId: string;
  readonly autoAnswerId: number;
  readonly complaintId: number;
  readonly requestId: number;
  readonly linkCode: string;
  /** Announced, and not complete. */
  readonly mediaId: string;
  readonly packId: string;
  readonly sharedPackId: string;
}

export interface Direct {
  readonly conversationId: number;
  readonly ownMessageId: string;
  readonly targetsMessageId: string;
}

const roles: Record<SignedInKind, UserRole> = {
  guest: "guest",
  stranger: "user",
  contact: "user",
  blocked: "user",
  disabled: "user",
  bot: "bot",
  admin: "admin",
};

export interface Worlds {
  readonly server: TestServer;
  create(): Promise<World>;
}

let counter = 0;

/** What worlds are made with. */
export interface Makers {
  readonly server: TestServer;
  readonly bossToken: string;
  readonly forge: Forge;
  /** As somebody; what is refused throws. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  call(operation: string, args: object, caller: { readonly token: string }): Promise<any>;
  newAccounts(wanted: readonly UserRole[]): Promise<Account[]>;
}

export async function createMakers(options: Record<string, string | number> = {}): Promise<Makers> {
  const server = await startTestServer(options);
  const boss = await claimAdmin(server);
  const template = await server.newUser("template");
  const call: Makers["call"] = async (operation, args, { token }) => {
    const { body, status } = await server.post(operation, args, token);
    if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
    return body;
  };

  async function newAccounts(wanted: readonly UserRole[]): Promise<Account[]> {
    const round = counter++;
    const values = wanted.map((role, index) => {
      const name = `m${round}_${index}_${role}`;
      return `('${crypto.randomUUID()}', '${name}', '${name}', '${name}', '${name}', '${role}', 1, 1, 'MM${name}')`;
    });
    await server.runStatement(
      `insert into users (uuid, username, username_key, nickname, nickname_key, role, is_enabled, created_at, sort_key)
       values ${values.join(", ")}`,
    );
    await server.runStatement(
      `update users set password_hash = (select password_hash from users where id = ${template.user.id})
       where username like 'm${round}\\_%' escape '\\' and role <> 'guest'`,
    );
    const rows = await server.rows(
      `select id, uuid, username, role from users where username like 'm${round}\\_%' escape '\\' order by id`,
    );
    const accounts = rows.map((row) => accountOf(server, template, row));
    const now = Date.now();
    const sessions = accounts.map(
      ({ id, sessionId }) =>
        `('${sessionId}', ${id}, 1, ${now}, ${now}, ${now + limits.signInRequestTtlMs * 100})`,
    );
    await server.runStatement(
      `insert into sessions (id, user_id, generation, created_at, last_used_at, expires_at)
       values ${sessions.join(", ")}`,
    );
    return accounts;
  }

  const forge = createForge(server.folder, template.accessToken);
  return { server, bossToken: boss.accessToken, forge, call, newAccounts };
}

export async function openWorlds(): Promise<Worlds> {
  const { bossToken, call, newAccounts, server } = await createMakers();
  return {
    server,
    async create() {
      const made = await newAccounts(["user", "user", "user", ...signedInKinds.map((kind) => roles[kind])]);
      const [target, other, stranger] = made;
      if (target === undefined || other === undefined || stranger === undefined)
        throw new Error("no accounts");
      const callers = byKind((index) => made[index + 3]);
      const say = async (from: Account, conversationId: number) => {
        const id = Bun.randomUUIDv7();
        await call("message.send", { conversationId, id, content: { type: "text", text: "hi" } }, from);
        return id;
      };
      const befriend = async (account: Account) => {
        const { request } = await call("contact.request", { userId: account.id }, target);
        await call("contact.answer", { requestId: request.id, answer: "accept" }, account);
      };
      await Promise.all([befriend(callers.contact), befriend(other)]);
      const openDirect = async (account: Account): Promise<Direct> => {
        const { conversation } = await call("conversation.openDirect", { userId: account.id }, target);
        return {
          conversationId: conversation.id,
          ownMessageId: await say(account, conversation.id),
          targetsMessageId: await say(target, conversation.id),
        };
      };
      const directs = await Promise.all(signedInKinds.map((kind) => openDirect(callers[kind])));
      const { conversation: group } = await call("group.create", { memberIds: [other.id] }, target);
      const groupMessageId = await say(target, group.id);
      const memberIds = [other, ...Object.values(callers)].map(({ id }) => id);
      const complainedOf = { kind: "user", userId: callers.stranger.id };
      const [
        { invite, code: inviteCode },
        { conversation: sharedGroup },
        { apiKey },
        { autoAnswer },
        { complaint },
        { media },
        { pack },
        { pack: sharedPack },
      ] = await Promise.all([
        call("invite.create", { conversationId: group.id, uses: 100 }, target),
        call("group.create", { memberIds }, target),
        call("apiKey.create", { name: "key", scopes: ["message"] }, target),
        call("autoAnswer.create", { question: "why", answer: "so" }, target),
        call("complaint.create", { target: complainedOf, reason: "spam" }, target),
        call("media.create", { kind: "file", name: "a", bytes: 1 }, target),
        call("stickerPack.create", { name: "own" }, target),
        call("stickerPack.create", { name: "all", isShared: true }, target),
      ]);
      const [unrelated] = await newAccounts(["user"]);
      if (unrelated === undefined) throw new Error("no accounts");
      const { request } = await call("contact.request", { userId: unrelated.id }, target);
      const { code } = await call("user.qr", {}, target);
      await call("contact.block", { userId: callers.blocked.id, isBlocked: true }, target);
      await call("admin.disableUser", { userId: callers.disabled.id }, { token: bossToken });
      return {
        ...{
          target,
          other,
          unrelated,
          stranger,
          callers,
          sharedGroupId: sharedGroup.id,
          inviteId: invite.id,
          inviteCode,
          groupMessageId,
          groupId: group.id,
        },
        directs: byKind((index) => directs[index]),
        ...{ keyId: apiKey.id, autoAnswerId: autoAnswer.id, complaintId: complaint.id },
        ...{ requestId: request.id, linkCode: code, mediaId: media.id },
        ...{ packId: pack.id, sharedPackId: sharedPack.id },
      };
    },
  };
}

function byKind<T>(pick: (index: number) => T | undefined): Record<SignedInKind, T> {
  const entries = signedInKinds.map((kind, index) => {
    const picked = pick(index);
    if (picked === undefined) throw new Error(`nothing for ${kind}`);
    return [kind, picked] as const;
  });
  return Object.fromEntries(entries) as Record<SignedInKind, T>;
}

/** With an access token as the server itself would give it. */
function accountOf(server: TestServer, template: SignedIn, row: Record<string, unknown>): Account {
  const forge = createForge(server.folder, template.accessToken);
  const sessionId = crypto.randomUUID();
  const claims = { ...forge.claims, sub: String(row.id), role: row.role, sid: sessionId };
  const token = forge.token(forge.header, claims);
  return { id: Number(row.id), uuid: String(row.uuid), username: String(row.username), token, sessionId };
}
