/** What a message has besides its content, between the column and the engine. */
import type { MessageExtras } from "@parley/protocol";
import type { StoredMessage } from "../ports/store-log.ts";

export function extrasOf({ extra }: Pick<StoredMessage, "extra">): MessageExtras {
  return extra === null ? {} : (JSON.parse(extra) as MessageExtras);
}

/** Null where nothing is left. */
export function extraText(extras: MessageExtras): string | null {
  const text = JSON.stringify(extras);
  return text === "{}" ? null : text;
}
