import type { App } from "../../app/app-context.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";

/** Comes into the one conversation of everybody, where the server has it. */
export function openLobby(app: App): void {
  app.client.conversations.openLobby().then(
    ({ conversation }) => app.openConversation(conversation.id),
    (error: unknown) => showToast(errorText(error)),
  );
}
