/**
 * The only way to change what a member keeps of a conversation for themselves: told in the member's feed alone, where it
 * is a change. Invariant: what the feed's events say equals what heads show (INV-14).
 */
import type { OwnState } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessMembership } from "../conversation/access-conversation.ts";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredMember } from "../ports/store-conversations.ts";

type OwnChange = { readonly [Field in keyof OwnState]?: OwnState[Field] | undefined };

/** What there is before, and who the member is. */
export interface OwnContext {
  readonly own: OwnState;
  readonly member: StoredMember;
}

/** Holds the user, so that changes come one after the other. A field that is undefined is taken out. */
export async function changeOwnState(
  { tx, ports }: { readonly tx: Transaction; readonly ports: Ports },
  actor: UserActor,
  conversationId: number,
  change: (context: OwnContext) => OwnChange | Promise<OwnChange>,
): Promise<{ own: OwnState }> {
  // Before the user is held: a stranger must not make them wait.
  await accessMembership(tx, actor, conversationId);
  await tx.users.lock(actor.userId);
  const member = await accessMembership(tx, actor, conversationId);
  const before = (await tx.ownStates.find(conversationId, actor.userId)) ?? {};
  const own = withChange(before, await change({ own: before, member }));
  await keepOwnState(tx, ports, actor, { conversationId, before, own });
  return { own };
}

export async function keepOwnState(
  tx: Transaction,
  ports: Ports,
  { userId }: UserActor,
  { conversationId, before, own }: { conversationId: number; before: OwnState; own: OwnState },
): Promise<void> {
  if (Bun.deepEquals(before, own)) return;
  await tx.ownStates.set(conversationId, userId, own);
  const body = { inConversationId: conversationId, own };
  await appendFeedEvents(tx, ports.clock.now(), [{ userId, name: "inbox.changed", actorId: userId, body }]);
}

export function withChange(own: OwnState, change: OwnChange): OwnState {
  const fields = Object.entries({ ...own, ...change }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields) as OwnState;
}
