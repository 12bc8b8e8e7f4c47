/** Friends and communities: adding, opening, listing, joining. */
import { type Conversation, ParleyError } from "@parley/protocol";
import type { Caller, DialectRequest, Route } from "../dialect.ts";
import { errorText, refused, upper } from "./answers.ts";
import type { Ginchat } from "./flavour.ts";
import { assertOwn, authenticated, idOf, textOf } from "./identity.ts";
import { communityRecord, pictureOf } from "./records.ts";
import { type BefriendRoute, befriendRoutes, type CommunitiesRoute, communitiesRoutes } from "./spellings.ts";

const pageSize = 100;
const communitiesMax = 500;
/** Why a community is not made that the contract has one word for. */
const unmadeCodes: ReadonlySet<string> = new Set([
  ...["invalid_arguments", "limit_reached", "conflict", "internal", "unavailable"],
]);
/** What communities say of themselves, which lists of conversations do not hold. */
const descriptionsCached = { max: 5_000, ttlMs: 60_000 };

export function contactRoutes(parts: Ginchat): readonly Route[] {
  const { flavour, host } = parts;
  const descriptions = host.cache<number, string | null>(descriptionsCached);
  host.onChanged(({ conversationId }) => {
    if (conversationId !== undefined) descriptions.forget(conversationId);
  });

  async function createCommunity(request: DialectRequest): Promise<Response> {
    const { actor, caller, fields } = await authenticated(host, request);
    const name = textOf(fields, "name");
    if (name === "") return upper({ code: refused, message: "群名称不能为空" });
    const owner = textOf(fields, "ownerId");
    // The number of nobody who signed in.
    if (owner === "0") throw new ParleyError("unauthenticated");
    assertOwn(owner, actor);
    const [icon, description] = [pictureOf(textOf(fields, "icon")), textOf(fields, "desc")];
    const category = Number(textOf(fields, "cate"));
    try {
      const { conversation } = await host.call(caller, "group.create", {
        ...{ name, memberIds: [] },
        ...(icon === null ? {} : { avatar: icon }),
        ...(description === "" ? {} : { description }),
        ...(Number.isInteger(category) && category > 0 ? { category } : {}),
      });
      // Whoever knows a community's number or name may join it.
      const settings = { join: "open", isPublic: true } as const;
      await host.call(caller, "group.update", { conversationId: conversation.id, settings });
    } catch (error) {
      const isUnmade = error instanceof ParleyError && unmadeCodes.has(error.code);
      if (isUnmade) return upper({ code: refused, message: "建群失败" });
      throw error;
    }
    return upper({ message: "建群成功", data: flavour.doneData });
  }

  async function loadCommunity(route: CommunitiesRoute, request: DialectRequest): Promise<Response> {
    const { actor, caller, fields } = await authenticated(host, request);
    assertOwn(textOf(fields, route.ownField), actor);
    const communities = await communitiesOf(caller);
    if (communities.length === 0) return upper({ code: refused, message: "暂无群聊" });
    const rows = await Promise.all(
      communities.map(async (community) =>
        communityRecord(community, await descriptionOf(caller, community.id)),
      ),
    );
    const total = route.total === "text" ? "查询成功" : rows.length;
    return upper({ message: "查询成功", rows, total });
  }

  async function communitiesOf(caller: Caller): Promise<Conversation[]> {
    const communities: Conversation[] = [];
    let before: string | null = null;
    do {
      const page: { heads: readonly { conversation: Conversation; status: string }[]; next: string | null } =
        await host.call(caller, "inbox.list", { limit: pageSize, ...(before === null ? {} : { before }) });
      for (const { conversation, status } of page.heads) {
        const isThere = conversation.kind === "group" && conversation.status !== "dissolved";
        if (isThere && status !== "left" && status !== "pending") communities.push(conversation);
      }
      before = page.next;
    } while (before !== null && communities.length < communitiesMax);
    return communities;
  }

  function descriptionOf(caller: Caller, conversationId: number): Promise<string | null> {
    return descriptions.get(conversationId, async () => {
      const { description } = await host.call(caller, "conversation.get", { conversationId });
      return description;
    });
  }

  async function joinGroup(request: DialectRequest): Promise<Response> {
    const { actor, caller, fields } = await authenticated(host, request);
    assertOwn(textOf(fields, "userId"), actor);
    const community = textOf(fields, "comId");
    if (community === "") return upper({ code: refused, message: "没有找到群" });
    try {
      if (await isMember(caller, community)) return upper({ code: refused, message: "已加过此群" });
      await join(caller, community);
      return upper({ message: "加群成功" });
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      const isMissing = ["not_found", "forbidden", "invalid_arguments"].includes(error.code);
      if (isMissing) return upper({ code: refused, message: "没有找到群" });
      return upper({ code: refused, message: error.code === "conflict" ? "已加过此群" : errorText(error) });
    }
  }

  async function isMember(caller: Caller, community: string): Promise<boolean> {
    const id = idOf(community);
    return (await communitiesOf(caller)).some(
      (known) => (id !== null && known.id === id) || known.name === community,
    );
  }

  /** By its id; where there is none with it, by its name, which may be a number. */
  async function join(caller: Caller, community: string): Promise<void> {
    const id = idOf(community);
    if (id !== null) {
      try {
        await host.call(caller, "group.join", { conversationId: id });
        return;
      } catch (error) {
        if (!(error instanceof ParleyError) || error.code !== "not_found") throw error;
      }
    }
    await host.call(caller, "group.join", { name: community });
  }

  return [
    ...befriendRoutes.map((route): Route => {
      return { method: "POST", path: route.path, handle: (request) => befriend(parts, route, request) };
    }),
    { method: "POST", path: "/contact/createCommunity", handle: createCommunity },
    ...communitiesRoutes.map((route): Route => {
      return { method: "POST", path: route.path, handle: (request) => loadCommunity(route, request) };
    }),
    { method: "POST", path: "/contact/joinGroup", handle: joinGroup },
  ];
}

async function befriend(
  { host }: Ginchat,
  { doneData, ownField, target, words }: BefriendRoute,
  request: DialectRequest,
): Promise<Response> {
  const { actor, caller, fields } = await authenticated(host, request);
  assertOwn(textOf(fields, ownField), actor);
  const given = textOf(fields, target.field);
  if (given === "") return upper({ code: refused, message: words.empty });
  const userId = await targetOf();
  if (userId === null) return upper({ code: refused, message: words.unknown });
  if (userId === actor.userId) return upper({ code: refused, message: words.oneself });
  const { isContact } = await host.call(caller, "contact.isContact", { userId });
  if (isContact) return upper({ code: words.alreadyCode, message: words.already });
  try {
    const { contact } = await host.call(caller, "contact.request", { userId });
    return upper({ message: contact === null ? "已发送好友申请" : "添加好友成功", data: doneData });
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    if (error.code === "not_found") return upper({ code: refused, message: words.unknown });
    if (error.code === "conflict") return upper({ code: words.alreadyCode, message: words.already });
    throw error;
  }

  async function targetOf(): Promise<number | null> {
    if (target.by === "id") return idOf(given);
    try {
      return (await host.call(caller, "user.get", { username: given })).profile.id;
    } catch (error) {
      if (error instanceof ParleyError && ["not_found", "invalid_arguments"].includes(error.code))
        return null;
      throw error;
    }
  }
}
