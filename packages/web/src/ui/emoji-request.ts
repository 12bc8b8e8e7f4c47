/** Asks for an emoji; the picker itself is loaded when it is first asked for. */
import { createSignal, type JSX } from "solid-js";

export interface OpenEmojiPicker {
  readonly label: string;
  readonly anchor: Element;
  readonly onPick: (emoji: string) => void;
  /** What can be picked instead, on a page of its own. */
  readonly other?: { label(): string; content(): JSX.Element };
}

const [emojiRequest, setEmojiRequest] = createSignal<OpenEmojiPicker | null>(null);

export { emojiRequest };

export function openEmojiPicker(request: OpenEmojiPicker): void {
  setEmojiRequest(request);
}

/** Closes the one that is named, or whichever is open. */
export function closeEmojiPicker(request: OpenEmojiPicker | null = emojiRequest()): void {
  if (emojiRequest() === request) setEmojiRequest(null);
}
