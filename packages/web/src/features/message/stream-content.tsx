import "../../styles/features/stream.css";
import type { TimelineMessage } from "@parley/sdk";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { MessageText } from "./message-text.tsx";
import { createStreamText } from "./stream-text.ts";

type StreamContent = Extract<NonNullable<TimelineMessage["content"]>, { type: "stream" }>;

/** A text while a bot writes it; when it is whole it is a text like any other. */
export function StreamContentView(props: { content: StreamContent; message: TimelineMessage }): JSX.Element {
  const app = useApp();
  const written = createStreamText(app, props.message);
  const content = () => {
    const { format } = props.content;
    return format === undefined ? { text: written() } : { text: written(), format };
  };
  return (
    <span class="stream-text" aria-busy="true">
      <Show
        when={written() !== ""}
        fallback={
          <span class="typing-dots stream-dots" role="img" aria-label={talkText().beingWritten}>
            <i />
            <i />
            <i />
          </span>
        }
      >
        <MessageText content={content()} message={props.message} />
        <span class="stream-caret" role="img" aria-label={talkText().beingWritten} />
      </Show>
    </span>
  );
}
