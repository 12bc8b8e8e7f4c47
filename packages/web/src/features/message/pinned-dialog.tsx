import { For, type JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { attempt } from "../user/person-actions.ts";
import { MessageCard } from "./message-card.tsx";
import type { PinnedMessage } from "./pinned-messages.ts";

export interface PinnedDialogProps {
  conversationId: number;
  pinned: readonly PinnedMessage[];
  onClose: () => void;
}

/** Everything pinned in a conversation. */
export function PinnedDialog(props: PinnedDialogProps): JSX.Element {
  const app = useApp();
  const mayUnpin = () => !app.isGuest() && (app.openItem()?.peer !== null || app.group.may("pin"));
  const { conversationId } = props;
  return (
    <Dialog title={talkText().pinnedCount(props.pinned.length)} onClose={() => props.onClose()}>
      <ul class="message-cards">
        <For each={props.pinned}>
          {({ message }) => (
            <li>
              <MessageCard
                message={message}
                conversationId={conversationId}
                onOpen={() => {
                  props.onClose();
                  app.openMessage(conversationId, message.seq);
                }}
                end={
                  mayUnpin() ? (
                    <IconButton
                      icon="close"
                      label={talkText().unpin}
                      onClick={() =>
                        void attempt(app.client.messages.unpin({ conversationId, id: message.id }))
                      }
                    />
                  ) : undefined
                }
              />
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  );
}
