import type { MessageContent } from "@parley/protocol";
import { systemUserId } from "../actor.ts";
import type { Chore } from "../chore/chore.ts";
import type { FollowedEvent } from "../ports/store-log-cursors.ts";
import type { PreviewedPlace } from "./attach-preview.ts";
import { previewLink } from "./preview-link.ts";

const eventsPerPart = 256;
/** What was said longer ago, as while previews were off, gets none any more. */
const messageAgeMsMax = 15 * 60_000;

/** A message of which a preview may be made, and the link it is of. */
export interface LinkTask extends PreviewedPlace {
  readonly senderId: number;
  readonly url: string;
}

/** Finds what links to something, behind the senders' backs: no message waits for it (LINK-1). */
export function followLinks(add: (task: LinkTask) => void): Chore {
  let isStarted = false;
  return {
    name: "chore: follow the log for links",
    everyMs: 200,
    async isDue({ reader: { logCursors }, ports }) {
      if (ports.options.linkPreviews === "off") return false;
      isStarted ||= await logCursors.isStarted("link previews");
      return !isStarted || logCursors.hasNews("link previews");
    },
    async run({ tx, ports }) {
      if (!isStarted) {
        await tx.logCursors.start("link previews");
        return false;
      }
      const { events, isMore } = await tx.logCursors.take("link previews", eventsPerPart);
      const since = ports.clock.now() - messageAgeMsMax;
      if (isMore && events.every(({ at }) => at < since)) {
        await tx.logCursors.start("link previews");
        return false;
      }
      for (const event of events) {
        const task = event.at < since ? null : taskOf(event);
        if (task !== null) add(task);
      }
      return isMore;
    },
  };
}

function taskOf({ name, conversationId, actorId, id, body }: FollowedEvent): LinkTask | null {
  if (body === null || actorId === systemUserId || !/https?:\/\//i.test(body)) return null;
  const said = saidBy(name, id, JSON.parse(body));
  if (said === null) return null;
  const url = previewLink(said.content);
  return url === null ? null : { conversationId, messageId: said.id, senderId: actorId, url };
}

interface Said {
  readonly id: string;
  readonly content: MessageContent | null;
}

function saidBy(name: FollowedEvent["name"], id: string | null, body: unknown): Said | null {
  switch (name) {
    case "message.sent":
      return id === null ? null : { id, content: body as MessageContent };
    case "message.edited":
    // A text that was written bit by bit has its links when it is whole.
    case "message.finished":
      return body as Said;
    default:
      return null;
  }
}
