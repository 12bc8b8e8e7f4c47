import { type JSX, Match, Switch } from "solid-js";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { ComplaintDialog } from "../user/complaint-dialog.tsx";
import { EditsDialog } from "./edits-dialog.tsx";
import { ForwardDialog } from "./forward-dialog.tsx";
import { closeMessageDialog, type OpenMessageDialog } from "./message-dialogs.ts";
import { ReactionsDialog } from "./reactions-dialog.tsx";
import { ReadersDialog } from "./readers-dialog.tsx";

/** The dialog about a message that is open. */
export function MessageDialogHost(props: { dialog: OpenMessageDialog }): JSX.Element {
  const { name, message } = props.dialog;
  return (
    <Switch>
      <Match when={name === "report"}>
        <ComplaintDialog
          title={talkText().reportTitle}
          target={{ kind: "message", conversationId: message.conversationId, id: message.id }}
          onClose={closeMessageDialog}
        />
      </Match>
      <Match when={name === "reactions"}>
        <ReactionsDialog message={message} onClose={closeMessageDialog} />
      </Match>
      <Match when={name === "edits"}>
        <EditsDialog message={message} onClose={closeMessageDialog} />
      </Match>
      <Match when={name === "forward"}>
        <ForwardDialog messages={[message]} onClose={closeMessageDialog} />
      </Match>
      <Match when={name === "readers"}>
        <ReadersDialog message={message} onClose={closeMessageDialog} />
      </Match>
    </Switch>
  );
}
