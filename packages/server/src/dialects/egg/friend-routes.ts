/** Friends and applications: the contacts of who asks. The number of a friend's row is the friend's own (Q4). */
import type { Contact, ContactRequest, User } from "@parley/protocol";
import type { Caller, DialectRequest, Route } from "../dialect.ts";
import { inWords, ok, refused } from "./errors.ts";
import { flag, integer, integerOf, oneOf, optionalText } from "./fields.ts";
import type { Session } from "./guard.ts";
import type { EggParts } from "./index.ts";
import { avatarOf, profileOf, roleOf } from "./people.ts";
import { uuidOf } from "./profile-routes.ts";

const friendsDefault = 2_000;
const friendsMax = 5_000;
const pageMax = 1_000_000;
const contactPage = 1_000;
const remarkMax = 50;
const noFriend = "好友不存在";

export function friendRoutes(parts: EggParts): readonly Route[] {
  return [...listRoutes(parts), ...changeRoutes(parts)];
}

function listRoutes({ guard, host, people }: EggParts): readonly Route[] {
  async function friend(caller: Caller, userId: number, words: string): Promise<Contact> {
    const { contact } = await inWords(host.call(caller, "contact.get", { userId }), { not_found: words });
    if (!contact.isContact) throw refused(words);
    return contact;
  }

  async function friendsOf(caller: Caller): Promise<readonly Friend[]> {
    const friends: Friend[] = [];
    let after: string | undefined;
    do {
      const page = await host.call(caller, "contact.list", {
        limit: contactPage,
        ...(after === undefined ? {} : { after }),
      });
      const users = new Map(page.users.map((user) => [user.id, user]));
      for (const contact of page.contacts) {
        const user = users.get(contact.userId);
        if (user !== undefined) friends.push({ contact, user });
      }
      after = page.next ?? undefined;
    } while (after !== undefined);
    return friends;
  }

  async function list(request: DialectRequest, { caller }: Session): Promise<Response> {
    const { limit, offset } = pageOf(request, friendsDefault, friendsMax);
    const friends = await friendsOf(caller);
    return ok({ count: friends.length, rows: lettered(friends.slice(offset, offset + limit)) });
  }

  return [
    guard.user("GET", "/api/chat/goodfriendlist/:page", list),
    guard.visitor("POST", "/api/chat/ismygoodfriend/:id", async ({ parameters }, { actor, caller }) => {
      const contact = await friend(caller, integerOf(parameters.id, "id", 1), "不是好友");
      if (contact.isBlocked) throw refused("不是好友");
      return ok(rowOf(actor.userId, contact));
    }),
    guard.user("GET", "/api/chat/getgoodfriendinfo/:id", async ({ parameters }, { actor, caller }) => {
      const id = integerOf(parameters.id, "id", 1);
      const contact = await friend(caller, id, noFriend);
      const { profile } = await inWords(host.call(caller, "user.get", { id }), { not_found: noFriend });
      const { nickname, role, username } = profile;
      return ok({
        ...{ id, user_id: actor.userId, friend_id: id, nickname: contact.remark ?? "" },
        friendinfo: {
          ...{ id, username, avatar: avatarOf(profile), nickname, role: roleOf(role), status: 1 },
          userinfo: profileOf(profile),
        },
      });
    }),
    guard.user("POST", "/api/chat/isApplyfriend/:uuid", async ({ parameters }, { caller }) => {
      const uuid = uuidOf(parameters.uuid);
      const { user } = await inWords(people.cardOf(caller, uuid), { not_found: "用户不存在" });
      const pending = await people.applications(caller, ({ fromId, status }) =>
        fromId === user.id && status === "pending" ? "last" : "skip",
      );
      const [request] = pending.requests;
      if (request === undefined) throw refused("用户申请信息不存在");
      return ok(applicationOf(request));
    }),
    guard.user("GET", "/api/chat/listapplyfriend/:page", async (request, { caller }) => {
      const { limit, offset } = pageOf(request, 10, 200);
      const friendIds = new Set((await friendsOf(caller)).map(({ user }) => user.id));
      let index = 0;
      const { pendingCount, requests, users } = await people.applications(caller, ({ fromId, status }) => {
        // Who was a friend and is none any more has no application either.
        if (status === "accepted" && !friendIds.has(fromId)) return "skip";
        index += 1;
        if (index <= offset) return "skip";
        return index === offset + limit ? "last" : "take";
      });
      const alldata = requests.map((application) => {
        const user = users.get(application.fromId);
        return {
          ...applicationOf(application),
          ...{
            create_time: application.createdAt,
            update_time: application.answeredAt ?? application.createdAt,
          },
          user: user === undefined ? null : shownUser(user),
        };
      });
      return ok({ alldata, pendingCount });
    }),
  ];
}

function changeRoutes({ guard, host, people }: EggParts): readonly Route[] {
  async function apply(request: DialectRequest, { actor, caller, isVisitor }: Session, isAtOnce: boolean) {
    const fields = await request.fields();
    const userId = integer(fields, "friend_id", 1);
    const remark = optionalText(fields, "nickname", { max: remarkMax, pattern: /\S/ });
    if (userId === actor.userId) throw refused("不能添加自己为好友");
    const words = {
      ...{ not_found: "添加的好友不存在", conflict: "您已经申请过了，请勿重复申请" },
      not_accepted: "对方不接受好友申请",
    };
    if (isVisitor) await inWords(people.meet(caller, userId), words);
    if (isAtOnce) {
      const { profile } = await inWords(host.call(caller, "user.get", { id: userId }), words);
      const { reach } = await inWords(people.cardOf(caller, profile.uuid), words);
      if (reach.addBy !== "anyone") throw refused("需要对方审核，不能自动加对方为好友");
    }
    const args = { userId, ...(remark === null ? {} : { remark }) };
    await inWords(host.call(caller, "contact.request", args), words);
    return ok("ok");
  }

  async function answer(request: DialectRequest, { caller }: Session): Promise<Response> {
    const fields = await request.fields();
    const requestId = integerOf(request.parameters.id, "id", 1);
    const given = oneOf(fields, "status", ["pending", "refuse", "agree", "ignore"]);
    const remark = optionalText(fields, "nickname", { max: remarkMax, pattern: /\S/ });
    if (given === "pending") return ok("ok");
    const args = { requestId, answer: answers[given], ...(remark === null ? {} : { remark }) };
    const gone = "申请不存在或已处理";
    await inWords(host.call(caller, "contact.answer", args), {
      ...{ not_found: gone, conflict: gone, internal: "系统异常，请稍后再试" },
    });
    return ok("ok");
  }

  /** One's own row of somebody, who need not be a friend where the change is a block. */
  async function row(caller: Caller, request: DialectRequest, words: string): Promise<Contact> {
    const userId = integerOf(request.parameters.id, "id", 1);
    const { contact } = await inWords(host.call(caller, "contact.get", { userId }), { not_found: words });
    if (!contact.isContact) throw refused(words);
    return contact;
  }

  /** Of a friend that is not shut out. */
  async function openRow(caller: Caller, request: DialectRequest): Promise<Contact> {
    const words = "好友不存在或者被拉黑，无法操作";
    const found = await row(caller, request, words);
    if (found.isBlocked) throw refused(words);
    return found;
  }

  return [
    guard.visitor("POST", "/api/chat/applyfriend", (request, session) => apply(request, session, false)),
    guard.visitor("POST", "/api/chat/autoAddFriendAndAgree", (request, session) =>
      apply(request, session, true),
    ),
    guard.user("POST", "/api/chat/handleapply/:id", answer),
    guard.user("POST", "/api/chat/setblackgoodfriend/:id", async (request, { caller }) => {
      const { isBlocked, userId } = await row(caller, request, noFriend);
      await host.call(caller, "contact.block", { userId, isBlocked: !isBlocked });
      return ok("ok");
    }),
    guard.user("POST", "/api/chat/setstargoodfriend/:id", async (request, { caller }) => {
      const { isStarred, userId } = await openRow(caller, request);
      await host.call(caller, "contact.star", { userId, isStarred: !isStarred });
      return ok("ok");
    }),
    guard.user("POST", "/api/chat/setmeOrfriendCanSee/:id", async (request, { caller }) => {
      const fields = await request.fields();
      const [canSeeMe, iSee] = [flag(fields, "friendlookme"), flag(fields, "melookfriend")];
      const { userId } = await openRow(caller, request);
      await host.call(caller, "contact.setVisibility", { userId, canSeeMe, iSee });
      return ok("ok");
    }),
    guard.visitor("POST", "/api/chat/deletegoodfriend/:id", async (request, { caller }) => {
      const { userId } = await row(caller, request, "不是好友关系，无权操作");
      await host.call(caller, "contact.remove", { userId });
      return ok("删除好友成功");
    }),
  ];
}

const answers = { refuse: "refuse", agree: "accept", ignore: "ignore" } as const;

interface Friend {
  readonly contact: Contact;
  readonly user: User;
}

/** Under the letters their names begin with; `[]` when there is nobody. */
function lettered(friends: readonly Friend[]): object {
  if (friends.length === 0) return [];
  const letters = new Map<string, object[]>();
  for (const { contact, user } of friends) {
    const title = contact.sortKey.charAt(0);
    const beizhu = contact.remark ?? "";
    const name = beizhu || user.nickname || user.username;
    const item = {
      ...{ id: user.id, beizhu, username: user.username, avatar: avatarOf(user) },
      ...{ friend_nickname: user.nickname, friend_id: user.id, name, uuid: user.uuid },
    };
    letters.set(title, [...(letters.get(title) ?? []), item]);
  }
  const newList = [...letters].map(([title, list]) => ({ title, list }));
  return { newList, indexList: [...letters.keys()], total: friends.length };
}

function rowOf(ownId: number, contact: Contact): object {
  return {
    ...{ id: contact.userId, user_id: ownId, friend_id: contact.userId, nickname: contact.remark ?? "" },
    ...{ friendlookme: Number(contact.canSeeMe), melookfriend: Number(contact.iSee) },
    ...{ ismystarfriend: Number(contact.isStarred), isblack: Number(contact.isBlocked), status: 1 },
  };
}

const statuses = {
  ...{ pending: "pending", accepted: "agree", refused: "refuse" },
  ...{ ignored: "ignore", withdrawn: "ignore" },
} as const satisfies Record<ContactRequest["status"], string>;

/** As the asked person sees it: what the other keeps about them is not theirs to know. */
function applicationOf({ fromId, id, status, toId }: ContactRequest): object {
  return {
    ...{ id, user_id: fromId, friend_id: toId, nickname: "", friendlookme: 1, melookfriend: 1 },
    ...{ ismystarfriend: 0, isblack: 0, status: statuses[status] },
  };
}

function shownUser(user: User): object {
  const { id, nickname, username, uuid } = user;
  return { id, username, avatar: avatarOf(user), nickname, uuid };
}

/** Which part of a list a path and its query ask for. */
export function pageOf(
  { parameters, query }: Pick<DialectRequest, "parameters" | "query">,
  standard: number,
  max: number,
): { readonly offset: number; readonly limit: number } {
  const page = integerOf(parameters.page, "page", 1, pageMax);
  const limit = Math.min(max, integerOf(query("limit") || standard, "limit", 1));
  return { offset: (page - 1) * limit, limit };
}
