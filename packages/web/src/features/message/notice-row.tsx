import type { TimelineMessage } from "@parley/sdk";
import type { JSX } from "solid-js";
import { contentWords } from "./content-words.ts";
import { type MessageWalk, rowElementId } from "./message-walk.ts";

/** What the server says in a conversation: a line in the middle, by nobody. */
export function NoticeRow(props: { message: TimelineMessage; walk: MessageWalk }): JSX.Element {
  return (
    <div
      id={rowElementId(props.message.id)}
      class="notice-row"
      tabindex={props.walk.isReachable(props.message.id) ? 0 : -1}
      onFocusIn={() => props.walk.focused(props.message.id)}
    >
      <span>{contentWords(props.message.content)}</span>
    </div>
  );
}
