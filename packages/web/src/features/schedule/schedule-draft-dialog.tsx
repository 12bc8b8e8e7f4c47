import type { JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { whenText } from "../../i18n/dates.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { now } from "../../platform/clock.ts";
import { newMessageId } from "../../platform/message-id.ts";
import { showToast } from "../../ui/toast.tsx";
import { resetComposer } from "../message/composer-state.ts";
import { chosenExtras, textContent } from "../message/send-composed.ts";
import { ScheduleDialog } from "./schedule-dialog.tsx";

/** Lets the server send later what is in the message box, with what was chosen for it. */
export function ScheduleDraftDialog(props: { conversationId: number; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => inboxText().schedule;
  // The same for every try, so that one whose answer was lost is not scheduled twice.
  const id = newMessageId();
  const schedule = async (sendAt: number, text: string) => {
    const { conversationId } = props;
    const extras = chosenExtras(app, conversationId, text);
    await app.client.messages.schedule({
      ...extras,
      ...{ conversationId, id, content: textContent(text), sendAt },
    });
    resetComposer(conversationId);
    app.client.setDraft(conversationId, "");
    showToast(words().scheduledAt(whenText(sendAt, now())));
  };
  return (
    <ScheduleDialog
      title={words().title}
      words={app.drafts().get(props.conversationId) ?? ""}
      at={null}
      action={words().send}
      save={schedule}
      onClose={() => props.onClose()}
    />
  );
}
