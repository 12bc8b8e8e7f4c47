/** What was looked for last, in each conversation and everywhere, until the person signs out or leaves the page. */
import { onPersonLeft } from "../../platform/personal-memory.ts";

export type TimeSpan = "any" | "day" | "week" | "month" | "year";
export type SearchKind = "any" | "text" | "image" | "video" | "voice" | "file";

export interface Wanted {
  readonly query: string;
  readonly senderId: number | null;
  readonly span: TimeSpan;
  readonly kind: SearchKind;
}

const nothing: Wanted = { query: "", senderId: null, span: "any", kind: "any" };
const remembered = new Map<number | null, Wanted>();
onPersonLeft(() => remembered.clear());

/** `null`: everywhere. */
export function lookedFor(conversationId: number | null): Wanted {
  return remembered.get(conversationId) ?? nothing;
}

export function keepLookedFor(conversationId: number | null, wanted: Wanted): void {
  remembered.set(conversationId, wanted);
}

/** What the search page will show when it is opened next. */
export function lookEverywhere(query: string): void {
  keepLookedFor(null, { ...nothing, query });
}
