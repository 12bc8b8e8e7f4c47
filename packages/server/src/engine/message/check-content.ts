/**
 * Checks in the transaction of a message what its content names, and adds what the server knows of it (CNT-3 .. CNT-6): a
 * file is a complete upload of its sender, and its size, type, name and dimensions are what was found in it. What needs
 * no look goes the hot path.
 */
import type { Content } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessPerson } from "../contact/access-person.ts";
import { accessMembership } from "../conversation/access-conversation.ts";
import { type ShownFiles, useMedia } from "../media/use-media.ts";
import type { WriteContext } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { AppendMessage } from "../ports/store-log.ts";
import { checkSticker } from "../sticker/check-sticker.ts";
import { checkMedia } from "./check-media.ts";
import { wrongContent } from "./content-policy.ts";

export interface CheckedContent extends ShownFiles {
  /** What is stored: JSON text. */
  readonly body: string;
}

/** Whether the content has to be looked at before it can be stored. */
const isLookedAt = {
  text: false,
  image: true,
  voice: true,
  video: true,
  file: true,
  location: false,
  contact: true,
  sticker: true,
  poll: true,
  stream: true,
  custom: false,
  encrypted: false,
} as const satisfies Record<Content["type"], boolean>;

export function needsLook({ type }: Content): boolean {
  return isLookedAt[type];
}

/** @throws not_found, invalid_arguments */
export async function checkContent(
  tx: Transaction,
  actor: UserActor,
  { conversationId, body, sentAt }: AppendMessage,
): Promise<CheckedContent> {
  const content = JSON.parse(body) as Content;
  if (!isLookedAt[content.type]) return { body, mediaIds: [] };
  // Who is no member learns that, and nothing of what the content names.
  await accessMembership(tx, actor, conversationId);
  switch (content.type) {
    case "image":
    case "voice":
    case "video":
    case "file":
      return checkMedia(tx, actor, content);
    case "contact":
      await checkCard(tx, actor, content.userId);
      return { body, mediaIds: [] };
    case "sticker":
      return checkSticker(tx, actor, content);
    case "poll":
      if ((content.closesAt ?? sentAt + 1) <= sentAt) throw wrongContent("/closesAt");
      return { body, mediaIds: [] };
    default:
      return { body, mediaIds: [] };
  }
}

/** Somebody the sender can see. */
async function checkCard(tx: Transaction, actor: UserActor, userId: number): Promise<void> {
  await accessPerson(tx, actor, userId);
  const user = await tx.users.find(userId);
  if (user === null || !user.isEnabled) throw wrongContent("/userId");
}

/** The message is appended: it shows its files from now on. One that was removed meanwhile undoes it all. */
export async function showMedia(
  context: Pick<WriteContext, "tx" | "ports">,
  { conversationId, id }: AppendMessage,
  shown: ShownFiles,
): Promise<void> {
  if (!(await useMedia(context, { conversationId, messageId: id }, shown))) throw wrongContent("/mediaId");
}
