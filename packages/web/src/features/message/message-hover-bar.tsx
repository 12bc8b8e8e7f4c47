import { For, type JSX, Show } from "solid-js";
import type { MessageContext } from "../../actions/message-action.ts";
import { text } from "../../i18n/language.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { openMenuFrom } from "../../ui/menu.tsx";
import { messageMenu } from "./message-actions.ts";
import { quickReactions, reactAction } from "./react-action.ts";
import { replyAction } from "./reply-action.ts";

/** Beside the bubble under the mouse. The keyboard opens the same menu with Enter on the message. */
export function MessageHoverBar(props: { context: () => MessageContext }): JSX.Element {
  return (
    <div class="hover-bar">
      <For each={[reactAction, replyAction]}>
        {(action) => (
          <Show when={action.isAvailable(props.context())}>
            <IconButton
              icon={action.icon}
              label={action.label()}
              isOutOfTabOrder
              onClick={() => void action.run(props.context())}
            />
          </Show>
        )}
      </For>
      <IconButton
        icon="more"
        label={text().message.actions}
        hasMenu
        isOutOfTabOrder
        onClick={(event) =>
          openMenuFrom(
            text().message.actions,
            messageMenu(props.context()),
            event.currentTarget,
            quickReactions(props.context()),
          )
        }
      />
    </div>
  );
}
