/** What is done with all messages that are picked. Each ends the selection when it went well. */
import type { App } from "../../app/app-context.ts";
import { fullTime } from "../../i18n/dates.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { text } from "../../i18n/language.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { writeClipboard } from "../../platform/clipboard.ts";
import { confirm } from "../../ui/confirm.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { contentWords } from "../message/content-words.ts";
import { userName } from "../user/user-name.ts";
import { endSelection, selectedMessages } from "./selection.ts";

/** With who said it and when: what is pasted elsewhere has nothing else that says so. */
export async function copySelected(app: App): Promise<void> {
  const lines = selectedMessages().map(
    ({ senderId, sentAt, content }) =>
      `${userName(app, senderId)} (${fullTime(sentAt)}):\n${contentWords(content)}`,
  );
  if (!(await writeClipboard(lines.join("\n\n")))) return;
  showToast(text().common.copied);
  endSelection();
}

export async function saveSelected(app: App): Promise<void> {
  try {
    // In turn, so that the one said last is the one saved last.
    for (const { conversationId, id } of selectedMessages())
      await app.client.messages.save({ conversationId, id });
    showToast(talkText().saved);
    endSelection();
  } catch (error) {
    showToast(errorText(error));
  }
}

export async function hideSelected(app: App): Promise<void> {
  const messages = selectedMessages();
  const [first] = messages;
  if (first === undefined) return;
  const title = inboxText().forward.hideQuestion(messages.length);
  if (!(await confirm({ title, explanation: talkText().hideExplain, action: talkText().hide }))) return;
  try {
    await app.client.messages.hide({
      conversationId: first.conversationId,
      ids: messages.map(({ id }) => id),
    });
    endSelection();
  } catch (error) {
    showToast(errorText(error));
  }
}
