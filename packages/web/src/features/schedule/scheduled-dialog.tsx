import type { ScheduledMessage } from "@parley/sdk";
import { type JSX, Show } from "solid-js";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ScheduledList } from "./scheduled-list.tsx";

export interface ScheduledDialogProps {
  scheduled: readonly ScheduledMessage[];
  onClose: () => void;
}

/** What waits to be sent in one conversation. */
export function ScheduledDialog(props: ScheduledDialogProps): JSX.Element {
  const words = () => inboxText().schedule;
  return (
    <Dialog title={words().listTitle} onClose={() => props.onClose()}>
      <Show when={props.scheduled.length > 0} fallback={<p class="dialog-note">{words().none}</p>}>
        <ScheduledList scheduled={props.scheduled} />
      </Show>
    </Dialog>
  );
}
