/**
 * Appends a message that was looked at, in the transaction that looked: as on the hot path where its sender writes
 * freely, else after the rules of the conversation were asked. What it shows is held from then on.
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { answerLater } from "../auto-answer/answer-later.ts";
import { acceptMessage } from "../contact/accept-message.ts";
import { acceptGroupMessage } from "../group/accept-group-message.ts";
import type { ShownFiles } from "../media/use-media.ts";
import type { WriteContext } from "../operation.ts";
import type { AppendMessage, AppendOutcome } from "../ports/store-log.ts";
import { flagMessage } from "../screening/flag-message.ts";
import { beginStream } from "../stream/begin-stream.ts";
import { showMedia } from "./check-content.ts";
import { noteExpiry } from "./note-expiry.ts";

export interface LookedAt extends ShownFiles {
  /** Something with its id is there: a repetition is answered as before, whatever the rules say by now (MSG-2). */
  readonly isKnown: boolean;
}

/** @throws forbidden, not_accepted, rate_limited, invalid_arguments, limit_reached */
export async function appendByRules(
  context: WriteContext,
  actor: UserActor,
  message: AppendMessage,
  { isKnown, ...shown }: LookedAt,
): Promise<AppendOutcome> {
  const { tx, ports } = context;
  const { conversationId } = message;
  const unruled = await tx.log.appendUnruled(message);
  if (unruled.status === "sent") {
    await noteSent(context, message, shown, unruled);
    const isAsked = message.requested?.clientNote !== undefined;
    if (isAsked && (await tx.groups.find(conversationId)) === null) await answerLater(context, message, true);
  }
  if (unruled.status !== "ruled") return unruled;
  const group = await tx.groups.find(conversationId);
  if (!isKnown) {
    const { strangerMessages = ports.options.strangerMessages } = context;
    if (group === null) {
      await acceptMessage(tx, { ...ports.options, strangerMessages }, actor, conversationId);
    }
    if (group !== null) await acceptGroupMessage(tx, ports, actor, group);
  }
  const outcome = await tx.log.appendAccepted(message);
  if (outcome.status !== "sent") return outcome;
  await noteSent(context, message, shown, outcome);
  if (group === null) await answerLater(context, message, false);
  return outcome;
}

/** What it shows is held from now on, when it ends is kept, and who looks after what is said is told. */
async function noteSent(
  context: WriteContext,
  message: AppendMessage,
  shown: ShownFiles,
  outcome: AppendOutcome & { readonly status: "sent" },
): Promise<void> {
  await showMedia(context, message, shown);
  await beginStream(context.tx, message, outcome.rev);
  await noteExpiry(context.tx, message, outcome);
  if (message.isFlagged === true) await flagMessage(context.tx, message);
}

export interface Appended {
  readonly rev: number;
  readonly seq: number;
  readonly sentAt: number;
}

/** What the sender is told. @throws conflict, not_found, forbidden */
export function toldOutcome(outcome: AppendOutcome): Appended {
  switch (outcome.status) {
    case "sent":
    case "repeated":
      return { rev: outcome.rev, seq: outcome.seq, sentAt: outcome.sentAt };
    case "conflict":
      throw new ParleyError("conflict", {
        message: "This id was used for another message of the conversation.",
      });
    case "not_a_member":
      throw new ParleyError("not_found");
    case "not_allowed":
      throw new ParleyError("forbidden");
    case "ruled":
      throw new Error("the rules were not asked");
  }
}
