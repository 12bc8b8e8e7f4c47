/**
 * What the message box of each conversation is about besides its text: an answer, an edit, options of the next message,
 * who is mentioned. Owns it until the person signs out; the text is the SDK's draft.
 */
import type { ParamsOf, TimelineMessage } from "@parley/sdk";
import { createSignal } from "solid-js";
import { onPersonLeft } from "../../platform/personal-memory.ts";

export type Expiry = NonNullable<ParamsOf<"message.send">["expire"]>;

export interface ComposerState {
  readonly replyTo: TimelineMessage | null;
  readonly edited: TimelineMessage | null;
  /** What the edited message is to say; the draft waits meanwhile. */
  readonly editText: string;
  readonly isSilent: boolean;
  readonly hasNoPreview: boolean;
  /** When it erases itself; null: never. */
  readonly expire: Expiry | null;
  /** Names that were picked, as they stand behind the `@`. */
  readonly mentioned: ReadonlyMap<string, number>;
}

const emptyState: ComposerState = {
  replyTo: null,
  edited: null,
  editText: "",
  isSilent: false,
  hasNoPreview: false,
  expire: null,
  mentioned: new Map(),
};
const [states, setStates] = createSignal<ReadonlyMap<number, ComposerState>>(new Map());
onPersonLeft(() => setStates(new Map()));

export function composerState(conversationId: number): ComposerState {
  return states().get(conversationId) ?? emptyState;
}

export function changeComposer(conversationId: number, changes: Partial<ComposerState>): void {
  setStates((before) => {
    const next = { ...(before.get(conversationId) ?? emptyState), ...changes };
    return new Map(before).set(conversationId, next);
  });
}

export function resetComposer(conversationId: number): void {
  changeComposer(conversationId, emptyState);
}
