import { limits } from "@parley/protocol/limits";
import { ParleyError, type TimelineMessage } from "@parley/sdk";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { folded } from "../../platform/folded.ts";
import { newMessageId } from "../../platform/message-id.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { showToast } from "../../ui/toast.tsx";
import { avatarId, conversationTitle, isComposed } from "../conversation/conversation-title.ts";

export interface ForwardDialogProps {
  /** Of one conversation, in the order in which they are sent. */
  messages: readonly TimelineMessage[];
  onClose: () => void;
  onSent?: () => void;
}

/** Sends messages on to another conversation: one by one, or several as one. */
export function ForwardDialog(props: ForwardDialogProps): JSX.Element {
  const app = useApp();
  const words = () => inboxText().forward;
  const [query, setQuery] = createSignal("");
  const [how, setHow] = createSignal<"singly" | "merged">("singly");
  const targets = createMemo(() => {
    const wanted = folded(query().trim());
    return app.inbox().items.filter((item) => folded(conversationTitle(item)).includes(wanted));
  });
  /** Who reads it elsewhere should know between whom it was said. */
  const mergedTitle = () => {
    const item = app.openItem();
    const names = item?.peer ? [app.self()?.nickname ?? "", item.peer.nickname] : [item?.title ?? ""];
    const name = names.filter((part) => part !== "").join(", ");
    return [...words().mergedTitle(name)].slice(0, limits.forwardTitleCharsMax).join("");
  };
  const forward = async (toConversationId: number) => {
    const { messages } = props;
    const [first] = messages;
    if (first === undefined) return;
    const isMerged = how() === "merged" && messages.length > 1;
    props.onClose();
    try {
      await app.client.messages.forward({
        ...{ conversationId: first.conversationId, toConversationId, ids: messages.map(({ id }) => id) },
        newIds: isMerged ? [newMessageId()] : messages.map(newMessageId),
        ...(isMerged ? { isMerged, title: mergedTitle() } : {}),
      });
      showToast(words().sent);
      props.onSent?.();
    } catch (error) {
      const isUnsuitable = error instanceof ParleyError && error.code === "invalid_arguments";
      showToast(isUnsuitable ? words().unsuitable : errorText(error));
    }
  };
  return (
    <Dialog title={words().title} class="dialog-search" onClose={() => props.onClose()}>
      <Show when={props.messages.length > 1}>
        <Segmented
          label={words().how}
          isLabelHidden
          value={how()}
          options={[
            { value: "singly", label: words().singly },
            { value: "merged", label: words().merged },
          ]}
          onChange={setHow}
        />
      </Show>
      <SearchField label={words().placeholder} value={query()} onInput={setQuery} maxLength={50} isFocused />
      <ul class="person-list">
        <For each={targets()}>
          {(item) => (
            <li>
              <button type="button" class="person-row" onClick={() => void forward(item.conversation.id)}>
                <Avatar
                  id={avatarId(item)}
                  name={conversationTitle(item)}
                  image={item.avatar}
                  isComposed={isComposed(item)}
                  size="small"
                />
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
