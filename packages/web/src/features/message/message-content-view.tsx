import type { TimelineMessage } from "@parley/sdk";
import type { JSX } from "solid-js";
import { contentWords } from "./content-words.ts";
import { MessageText } from "./message-text.tsx";

/** The content of a message, whatever kind it is. */
export function MessageContentView(props: { message: TimelineMessage }): JSX.Element {
  return (
    <span class="message-text" dir="auto">
      <MessageText
        text={contentWords(props.message.content)}
        mentions={props.message.mentions}
        mentionsAll={props.message.mentionsAll}
      />
    </span>
  );
}
