import type { TimelineMessage } from "@parley/sdk";
import { createMemo, createSignal, For, type JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { folded } from "../../platform/folded.ts";
import { newMessageId } from "../../platform/message-id.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { avatarId, conversationTitle } from "../conversation/conversation-title.ts";

/** Sends a message on to another conversation. */
export function ForwardDialog(props: { message: TimelineMessage; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => inboxText().forward;
  const [query, setQuery] = createSignal("");
  const targets = createMemo(() => {
    const wanted = folded(query().trim());
    return app.inbox().items.filter((item) => folded(conversationTitle(item)).includes(wanted));
  });
  const forward = async (toConversationId: number) => {
    const { conversationId, id } = props.message;
    props.onClose();
    try {
      const newIds = [newMessageId()];
      await app.client.messages.forward({ conversationId, ids: [id], toConversationId, newIds });
      showToast(words().sent);
    } catch (error) {
      showToast(errorText(error));
    }
  };
  return (
    <Dialog title={words().title} class="dialog-search" onClose={() => props.onClose()}>
      <SearchField label={words().placeholder} value={query()} onInput={setQuery} maxLength={50} isFocused />
      <ul class="person-list">
        <For each={targets()}>
          {(item) => (
            <li>
              <button type="button" class="person-row" onClick={() => void forward(item.conversation.id)}>
                <Avatar id={avatarId(item)} name={conversationTitle(item)} image={item.avatar} size="small" />
                <span class="person-text">
                  <span class="person-name">{conversationTitle(item)}</span>
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  );
}
