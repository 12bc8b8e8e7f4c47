import type { TimelineMessage } from "@parley/sdk";
import { createSignal, For, type JSX, onCleanup } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { userName } from "../user/user-name.ts";
import { contentWords } from "./content-words.ts";

const keptLines = 5;

/**
 * Reads new messages of others out, and only those (UX-58). The visible list cannot be the live region: its rows
 * come and go with scrolling, and each would be announced.
 */
export function NewMessageLog(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  const [lines, setLines] = createSignal<readonly { id: string; words: string }[]>([]);
  const say = (id: string, senderId: number, content: TimelineMessage["content"]) => {
    if (content === null || senderId === app.session()?.user.id) return;
    const said = contentWords(content);
    const words = content.type === "notice" ? said : text().message.spoken(userName(app, senderId), said);
    setLines((before) => [...before, { id, words }].slice(-keptLines));
  };
  const stopSent = app.client.on("message.sent", ({ conversationId, id, senderId, content }) => {
    // What is being written is read out when it is whole.
    if (conversationId === props.conversationId && content?.type !== "stream") say(id, senderId, content);
  });
  const stopFinished = app.client.on("message.finished", ({ conversationId, id, actorId, content }) => {
    if (conversationId === props.conversationId) say(id, actorId, content);
  });
  // Recalling erases the words everywhere they are kept (MSG-21).
  const stopRecalled = app.client.on("message.recalled", ({ id }) => {
    setLines((before) => before.filter((line) => line.id !== id));
  });
  onCleanup(() => {
    stopSent();
    stopFinished();
    stopRecalled();
  });
  return (
    <div class="visually-hidden" role="log" aria-live="polite" aria-relevant="additions">
      <For each={lines()}>{(line) => <p>{line.words}</p>}</For>
    </div>
  );
}
