import type { TimelineMessage } from "@parley/sdk";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { now } from "../../platform/clock.ts";
import { userName } from "../user/user-name.ts";
import { type MessageWalk, rowElementId } from "./message-walk.ts";
import { reEditAction } from "./re-edit-action.ts";

/** What is left of a recalled message: who took it back is not said by the log, so its author is named. */
export function RecalledMessage(props: { message: TimelineMessage; walk: MessageWalk }): JSX.Element {
  const app = useApp();
  const context = () => ({ app, message: props.message, item: app.openItem(), now: now() });
  return (
    <div
      id={rowElementId(props.message.id)}
      class="recalled-row"
      tabindex={props.walk.isReachable(props.message.id) ? 0 : -1}
      onFocusIn={() => props.walk.focused(props.message.id)}
    >
      <span>
        {props.message.isExpired
          ? talkText().expired
          : props.message.isMine
            ? text().message.youRecalled
            : text().message.somebodyRecalled(userName(app, props.message.senderId))}
      </span>
      <Show when={reEditAction.isAvailable(context())}>
        <button type="button" class="link-button" onClick={() => void reEditAction.run(context())}>
          {text().message.reEdit}
        </button>
      </Show>
    </div>
  );
}
