import type { JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { sendContent } from "../message/send-composed.ts";
import { FindPersonDialog } from "../user/find-person-dialog.tsx";

/** Sends somebody's card. */
export function CardDialog(props: { conversationId: number; onClose: () => void }): JSX.Element {
  const app = useApp();
  return (
    <FindPersonDialog
      title={mediaText().cardTitle}
      onClose={() => props.onClose()}
      onPick={(userId) => {
        sendContent(app, props.conversationId, { type: "contact", userId });
        props.onClose();
      }}
    />
  );
}
