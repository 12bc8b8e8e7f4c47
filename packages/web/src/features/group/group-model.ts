/**
 * What the open group says and allows, and who the reader is in it. Owns the copy that lasts while the group is open;
 * events keep it true. Invariant: while something is not known, nothing more is offered than a plain member may do.
 */
import type { Client, ConnectionState, InboxItem, ResultOf, Session } from "@parley/sdk";
import { createComputed, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";

export type Group = ResultOf<"group.get">["group"];
export type Member = ResultOf<"member.list">["members"][number];
export type GroupRight = "invite" | "edit" | "mentionAll" | "pin";

export interface GroupModel {
  /** Null until known, and where no group is open. */
  readonly group: () => Group | null;
  readonly self: () => Member | null;
  readonly isOwner: () => boolean;
  /** The owner is one as well. */
  readonly isAdmin: () => boolean;
  readonly isClosed: () => boolean;
  /** How many ask to be let in; 0 for who has nothing to say about it. */
  readonly requestCount: () => number;
  may(right: GroupRight): boolean;
}

export interface GroupSources {
  readonly conversationId: () => number | null;
  readonly item: () => InboxItem | undefined;
  readonly session: () => Session | null | undefined;
  readonly connection: () => ConnectionState;
}

interface Known {
  readonly group: Group;
  readonly self: Member | null;
  readonly requestCount: number;
}

export function createGroupModel(client: Client, sources: GroupSources): GroupModel {
  const [known, setKnown] = createSignal<Known | null>(null);
  const groupId = createMemo(() => {
    const item = sources.item();
    return item?.conversation.kind === "group" ? item.conversation.id : null;
  });
  const selfId = () => sources.session()?.user.id ?? 0;
  const load = async (conversationId: number) => {
    try {
      const [{ group, requestCount = 0 }, page] = await Promise.all([
        client.groups.get({ conversationId }),
        client.members.list({ conversationId, afterUserId: selfId() - 1, limit: 1 }),
      ]);
      if (groupId() !== conversationId) return;
      const self = page.members.find(({ userId }) => userId === selfId()) ?? null;
      setKnown({ group, self, requestCount });
    } catch {
      // Without connection: the next `online` asks again. Without membership there is nothing to know.
    }
  };
  createComputed(on(groupId, () => setKnown(null)));
  createEffect(
    on([groupId, () => sources.connection().status === "online"], ([id, isOnline]) => {
      // What happened to settings while offline comes as events where the log is caught up, else by asking.
      if (id !== null && isOnline) void load(id);
    }),
  );
  const stopUpdated = client.on("conversation.updated", ({ conversationId, conversation, changes }) => {
    if (conversationId !== groupId()) return;
    setKnown((before) => before && { ...before, group: { ...before.group, ...changes, conversation } });
  });
  const stopChanged = client.on("member.changed", ({ conversationId, member }) => {
    if (conversationId !== groupId() || member.userId !== selfId()) return;
    setKnown((before) => before && { ...before, self: member });
  });
  const stopRequests = client.on("group.requestChanged", ({ groupId: id, requestCount }) => {
    if (id !== groupId() || requestCount === undefined) return;
    setKnown((before) => before && { ...before, requestCount });
  });
  onCleanup(() => {
    stopRequests();
    stopUpdated();
    stopChanged();
  });

  const isOwner = () => {
    const item = sources.item();
    return item?.conversation.kind === "group" && item.conversation.ownerId === selfId();
  };
  const isAdmin = () => isOwner() || known()?.self?.role === "admin";
  const isClosed = () => sources.item()?.conversation.status === "dissolved";
  return {
    group: () => known()?.group ?? null,
    self: () => known()?.self ?? null,
    isOwner,
    isAdmin,
    isClosed,
    requestCount: () => known()?.requestCount ?? 0,
    may: (right) => !isClosed() && (isAdmin() || known()?.group.settings[right] === "everyone"),
  };
}
