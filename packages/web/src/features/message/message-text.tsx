import { createMemo, For, type JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { linkText } from "./link-text.ts";
import { mentionParts, namesOfAll } from "./mention-text.ts";

export interface MessageTextProps {
  text: string;
  mentions?: readonly number[] | undefined;
  mentionsAll?: boolean | undefined;
}

/** What somebody wrote: text nodes, names and links, never markup. */
export function MessageText(props: MessageTextProps): JSX.Element {
  const app = useApp();
  const names = createMemo(() => {
    const found = new Map<string, number | "all">();
    for (const id of props.mentions ?? []) {
      const user = app.users().get(id) ?? app.client.user(id);
      if (user !== null) found.set(user.nickname, id);
    }
    if (props.mentionsAll) for (const name of namesOfAll) found.set(name, "all");
    return found;
  });
  const isSelf = (who: number | "all") => who === "all" || who === app.session()?.user.id;
  return (
    <For each={mentionParts(props.text, names())}>
      {(part) => {
        if (part.who === null) return <LinkedText text={part.text} />;
        const { who } = part;
        const className = isSelf(who) ? "mention mention-self" : "mention";
        return who === "all" ? (
          <span class={className}>{part.text}</span>
        ) : (
          <button
            type="button"
            class={className}
            tabindex="-1"
            title={text().conversation.showProfile}
            onClick={() => app.showPerson(who)}
          >
            {part.text}
          </button>
        );
      }}
    </For>
  );
}

export function LinkedText(props: { text: string }): JSX.Element {
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
