import { createMemo, For, type JSX } from "solid-js";
import { linkText } from "./link-text.ts";

/** What somebody wrote: text nodes and links, never markup. */
export function MessageText(props: { text: string }): JSX.Element {
  const parts = createMemo(() => linkText(props.text));
  return (
    <For each={parts()}>
      {(part) =>
        part.href === null ? (
          part.text
        ) : (
          <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        )
      }
    </For>
  );
}
