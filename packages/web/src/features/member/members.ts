/**
 * The members of one group in pages, all or those that a name is looked for; events keep what is shown true. Owns the
 * list for the life of the component.
 */
import type { ResultOf, User } from "@parley/sdk";
import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { whenOnline } from "../connection/when-online.ts";

export type Member = ResultOf<"member.list">["members"][number];
export type MemberLine = Member & { readonly user: User };

const roleRank = { owner: 0, admin: 1, member: 2 } as const;
const pageSize = 100;
const pauseMs = 200;

export function createMembers(app: App, conversationId: number, query: () => string) {
  const [members, setMembers] = createSignal<ReadonlyMap<number, Member>>(new Map());
  const [hasMore, setHasMore] = createSignal(false);
  const [isLoaded, setLoaded] = createSignal(false);
  let turn = 0;

  const load = async (own: number, afterUserId: number) => {
    const wanted = query().trim();
    try {
      const page = await app.client.members.list({
        conversationId,
        afterUserId,
        limit: pageSize,
        ...(wanted === "" ? {} : { query: wanted }),
      });
      if (own !== turn) return;
      const found = page.members.map((member) => [member.userId, member] as const);
      setMembers((before) => new Map([...(afterUserId === 0 ? [] : before), ...found]));
      setUsers((before) => new Map([...before, ...page.users.map((user) => [user.id, user] as const)]));
      setHasMore(page.hasMore);
      setLoaded(true);
    } catch (error) {
      if (own === turn) showToast(errorText(error));
    }
  };
  const [users, setUsers] = createSignal<ReadonlyMap<number, User>>(new Map());
  createEffect(
    on(query, (wanted, before) => {
      turn += 1;
      const own = turn;
      const timer = setTimeout(() => void load(own, 0), before === undefined ? 0 : pauseMs);
      onCleanup(() => clearTimeout(timer));
      return wanted;
    }),
  );
  whenOnline(app, () => void load(turn, 0));
  const put = (member: Member) => setMembers((before) => new Map(before).set(member.userId, member));
  const stops = [
    app.client.on("member.changed", (event) => {
      if (event.conversationId === conversationId && members().has(event.member.userId)) put(event.member);
    }),
    app.client.on("member.added", (event) => {
      if (event.conversationId !== conversationId || query().trim() !== "") return;
      for (const member of event.members) put(member);
    }),
    app.client.on("member.removed", (event) => {
      if (event.conversationId !== conversationId) return;
      setMembers((before) => new Map([...before].filter(([id]) => id !== event.userId)));
    }),
    // Who owns the group is told with the group.
    app.client.on("conversation.updated", (event) => {
      if (event.conversationId === conversationId) void load(turn, 0);
    }),
  ];
  onCleanup(() => {
    turn = -1;
    for (const stop of stops) stop();
  });
  const lines = createMemo(() =>
    [...members().values()]
      .flatMap((member): MemberLine[] => {
        const { userId } = member;
        const user = app.users().get(userId) ?? users().get(userId) ?? app.client.user(userId);
        return user === null ? [] : [{ ...member, user }];
      })
      .sort((a, b) => roleRank[a.role] - roleRank[b.role] || a.userId - b.userId),
  );
  return {
    ...{ lines, hasMore, isLoaded },
    loadMore: () => void load(turn, Math.max(0, ...members().keys())),
  };
}
