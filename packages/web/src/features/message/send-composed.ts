/** Sends what is in the message box, or puts it in the place of the message that is being edited. */
import { textTree } from "@parley/protocol/text-tree";
import type { Content, ParamsOf, TimelineMessage } from "@parley/sdk";
import type { App } from "../../app/app-context.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { type ComposerState, composerState, resetComposer } from "./composer-state.ts";
import { editableText } from "./editable-text.ts";
import { mentionedIds, mentionParts, namesOfAll } from "./mention-text.ts";
import { saveEdit } from "./save-edit.ts";

export type Extras = Omit<ParamsOf<"message.send">, "id" | "conversationId" | "content">;

/** What was chosen for the next message of a conversation. */
export function chosenExtras(app: App, conversationId: number, text: string): Extras {
  return extrasOf(app, composerState(conversationId), text);
}

function extrasOf(app: App, state: ComposerState, text: string): Extras {
  const mentions = mentionedIds(text, state.mentioned);
  const hasAll = mentionParts(text, new Map(namesOfAll.map((name) => [name, "all"]))).some(
    ({ who }) => who === "all",
  );
  return {
    ...(state.replyTo === null ? {} : { replyTo: state.replyTo.id }),
    ...(mentions.length === 0 ? {} : { mentions }),
    ...(hasAll && app.group.may("mentionAll") ? { mentionsAll: true } : {}),
    ...(state.isSilent ? { isSilent: true } : {}),
    ...(state.hasNoPreview ? { hasNoPreview: true } : {}),
    ...(state.expire === null ? {} : { expire: state.expire }),
  };
}

/** The same; it is chosen no more afterwards. */
export function takeExtras(app: App, conversationId: number, text: string): Extras {
  const extras = chosenExtras(app, conversationId, text);
  resetComposer(conversationId);
  return extras;
}

/** Any content, with what was chosen for the next message. What is written stays. */
export function sendContent(app: App, conversationId: number, content: Content, text = ""): void {
  const { sent } = app.client.outbox.send(conversationId, content, takeExtras(app, conversationId, text));
  // The timeline shows what became of it.
  sent.catch(() => undefined);
}

/** Where the text has marks, they mean something. */
export function textContent(text: string): Content & { type: "text" } {
  const isMarked = textTree({ text, format: "markdown" }).some(({ type }) => type !== "text");
  return { type: "text", text, ...(isMarked ? { format: "markdown" } : {}) };
}

/** Answers what is to stand in the message box afterwards. */
export function sendComposed(app: App, conversationId: number, text: string): string {
  const { edited } = composerState(conversationId);
  if (edited === null) {
    sendContent(app, conversationId, textContent(text), text);
    return "";
  }
  saveEdit(app, edited, text, editOf(edited, text)).catch((error: unknown) => showToast(errorText(error)));
  return app.drafts().get(conversationId) ?? "";
}

function editOf({ content }: TimelineMessage, text: string): ParamsOf<"message.edit">["content"] {
  if (editableText(content)?.isCaption !== true) return textContent(text);
  return { type: "caption", ...(text === "" ? {} : { text }) };
}
