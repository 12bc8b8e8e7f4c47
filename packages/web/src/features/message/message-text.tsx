import { linkText } from "@parley/protocol/link-text";
import { type TextNode, textTree } from "@parley/protocol/text-tree";
import type { TimelineMessage } from "@parley/sdk";
import { createMemo, createSignal, For, type JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { mentionParts, namesOfAll } from "./mention-text.ts";

type Mentions = Pick<TimelineMessage, "mentions" | "mentionsAll">;

export interface MessageTextProps {
  content: Parameters<typeof textTree>[0];
  message: Mentions;
}

/** What somebody wrote: text, marks, names and links, never markup of its own. */
export function MessageText(props: MessageTextProps): JSX.Element {
  const nodes = createMemo(() => textTree(props.content));
  return (
    <span class="message-text" dir="auto">
      <Nodes nodes={nodes()} message={props.message} />
    </span>
  );
}

function Nodes(props: { nodes: readonly TextNode[]; message: Mentions }): JSX.Element {
  const inside = (node: Extract<TextNode, { children: readonly TextNode[] }>) => (
    <Nodes nodes={node.children} message={props.message} />
  );
  return (
    <For each={props.nodes}>
      {(node) => {
        switch (node.type) {
          case "text":
            return <NamedText text={node.text} message={props.message} />;
          case "mention":
            return <Mention who={node.userId} text={node.text} />;
          case "bold":
            return <strong>{inside(node)}</strong>;
          case "italic":
            return <em>{inside(node)}</em>;
          case "strike":
            return <s>{inside(node)}</s>;
          case "spoiler":
            return <Spoiler>{inside(node)}</Spoiler>;
          case "quote":
            return <blockquote class="text-quote">{inside(node)}</blockquote>;
          case "code":
            return <code class="text-code">{node.text}</code>;
          case "codeBlock":
            return <pre class="text-code-block">{node.text}</pre>;
          case "link":
            return <OutsideLink href={node.href}>{inside(node)}</OutsideLink>;
        }
      }}
    </For>
  );
}

/** Text in which names may stand that were written without saying where. */
function NamedText(props: { text: string; message: Mentions }): JSX.Element {
  const app = useApp();
  const names = createMemo(() => {
    const found = new Map<string, number | "all">();
    for (const id of props.message.mentions ?? []) {
      const user = app.users().get(id) ?? app.client.user(id);
      if (user !== null) found.set(user.nickname, id);
    }
    if (props.message.mentionsAll) for (const name of namesOfAll) found.set(name, "all");
    return found;
  });
  return (
    <For each={mentionParts(props.text, names())}>
      {(part) =>
        part.who === null ? <LinkedText text={part.text} /> : <Mention who={part.who} text={part.text} />
      }
    </For>
  );
}

function Mention(props: { who: number | "all"; text: string }): JSX.Element {
  const app = useApp();
  const { who } = props;
  const className = who === "all" || who === app.session()?.user.id ? "mention mention-self" : "mention";
  if (who === "all") return <span class={className}>{props.text}</span>;
  return (
    <button
      type="button"
      class={className}
      tabindex="-1"
      title={text().conversation.showProfile}
      onClick={() => app.showPerson(who)}
    >
      {props.text}
    </button>
  );
}

function Spoiler(props: { children: JSX.Element }): JSX.Element {
  const [isShown, setShown] = createSignal(false);
  return (
    <button
      type="button"
      class="spoiler"
      classList={{ "spoiler-shown": isShown() }}
      aria-expanded={isShown()}
      onClick={() => setShown(true)}
    >
      {props.children}
    </button>
  );
}

function OutsideLink(props: { href: string; children: JSX.Element }): JSX.Element {
  return (
    <a href={props.href} target="_blank" rel="noopener noreferrer nofollow">
      {props.children}
    </a>
  );
}

export function LinkedText(props: { text: string }): JSX.Element {
  const parts = createMemo(() => linkText(props.text));
  return (
    <For each={parts()}>
      {(part) => (part.href === null ? part.text : <OutsideLink href={part.href}>{part.text}</OutsideLink>)}
    </For>
  );
}
