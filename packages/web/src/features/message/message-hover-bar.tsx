import type { JSX } from "solid-js";
import type { MessageContext } from "../../actions/message-action.ts";
import { text } from "../../i18n/language.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { openMenuFrom } from "../../ui/menu.tsx";
import { copyAction } from "./copy-action.ts";
import { messageMenu } from "./message-actions.ts";

/** Beside the bubble under the mouse. The keyboard opens the same menu with Enter on the message. */
export function MessageHoverBar(props: { context: () => MessageContext }): JSX.Element {
  return (
    <div class="hover-bar">
      <IconButton
        icon="copy"
        label={text().message.copy}
        isOutOfTabOrder
        onClick={() => void copyAction.run(props.context())}
      />
      <IconButton
        icon="more"
        label={text().message.actions}
        hasMenu
        isOutOfTabOrder
        onClick={(event) =>
          openMenuFrom(text().message.actions, messageMenu(props.context()), event.currentTarget)
        }
      />
    </div>
  );
}
