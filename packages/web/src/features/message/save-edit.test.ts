import { expect, test } from "bun:test";
import type { TimelineMessage } from "@parley/sdk";
import type { App } from "../../app/app-context.ts";
import { changeComposer, composerState } from "./composer-state.ts";
import { saveEdit } from "./save-edit.ts";

const conversationId = 7;
const message = { id: "m", conversationId } as TimelineMessage;
const other = { id: "o", conversationId } as TimelineMessage;
const content = { type: "text", text: "after" } as const;

/** An app of which every edit is refused. */
const refusing = { client: { messages: { edit: () => Promise.reject(new Error("no connection")) } } };

test("[MSG-40] what a refused edit was to say is in the box again", async () => {
  changeComposer(conversationId, { edited: message, editText: "after" });
  const saved = saveEdit(refusing as unknown as App, message, "after", content);
  expect(composerState(conversationId).edited).toBeNull();
  await expect(saved).rejects.toThrow("no connection");
  expect(composerState(conversationId)).toMatchObject({ edited: message, editText: "after" });
});

test("[MSG-40] a refused edit does not come back to who answers another message by then", async () => {
  const saved = saveEdit(refusing as unknown as App, message, "after", content);
  changeComposer(conversationId, { replyTo: other });
  await expect(saved).rejects.toThrow("no connection");
  expect(composerState(conversationId)).toMatchObject({ edited: null, replyTo: other });
});
