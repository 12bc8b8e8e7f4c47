/** Which dialog about a message is open: at most one, above whatever is shown. */
import type { TimelineMessage } from "@parley/sdk";
import { createSignal } from "solid-js";

export type MessageDialogName = "report" | "reactions" | "edits" | "forward" | "readers";

export interface OpenMessageDialog {
  readonly name: MessageDialogName;
  readonly message: TimelineMessage;
}

const [messageDialog, setMessageDialog] = createSignal<OpenMessageDialog | null>(null);

export { messageDialog };

export function openMessageDialog(name: MessageDialogName, message: TimelineMessage): void {
  setMessageDialog({ name, message });
}

export function closeMessageDialog(): void {
  setMessageDialog(null);
}
